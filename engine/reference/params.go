package reference

import "slices"

const (
	microsecond int64 = 1
	millisecond       = 1000 * microsecond
	second            = 1000 * millisecond
	minute            = 60 * second
	hour              = 60 * minute
	day               = 24 * hour
)

// Params are the settings that the contract names; DefaultParams has its
// defaults.
type Params struct {
	CounterPattern   string // glob with * and ?; empty takes every counter
	AssignmentMaxAge int64  // µs after which an assignment is stale
	HourZone         string // IANA zone of the clock of STATISTICS.HOUR
	Calendar         Calendar
	CalendarFor      map[int64]Calendar // by location_id, instead of Calendar
	RunRate          RunRateParams
	RunRateFor       []RunRateFor
	OnTarget         int64 // millionths of the approved cycle time
	OnTargetFor      []OnTargetFor

	// Family names the tooling family by supplier or tooling type; nil or
	// false leaves 'Unknown'.
	Family func(supplierID Int, toolingType Text) (string, bool)
	// SupplierCategory is the configured rule on COMPANY_TYPE, TIER and name;
	// nil or false leaves TIER, COMPANY_TYPE, 'Unclassified'.
	SupplierCategory func(Company) (string, bool)
}

// Calendar has times of day in µs after local midnight.
type Calendar struct {
	DayStart int64
	Shifts   []Shift
	Breaks   []Break
	Holidays []int64 // local production days since 1970
	Stops    []Break // instants
}

// Break is a time in [Start, End) in which nothing is planned.
type Break struct{ Start, End int64 }

// Shift runs from Start to End on the ISO weekdays (1..7) on which it starts;
// End <= Start is on the next day.
type Shift struct {
	Name  string
	Start int64
	End   int64
	Days  []int
}

// RunRateParams are the parameters of the run rate; durations in µs,
// Tolerance and StopFactor in millionths.
type RunRateParams struct {
	RunGap            int64
	BreakOnPartChange bool
	Tolerance         int64
	StopFactor        int64
	IdleCT            int64
	GapSlack          int64
	Reference         string // mode, median or approved
	MinShots          int
	ShotTime          string // end or start
	MicroStop         int64
}

// RunRateFor changes parameters for a location, tool or part (its code).
type RunRateFor struct {
	Location Int
	Tool     string
	Part     string
	Set      func(*RunRateParams)
}

// OnTargetFor sets another OnTarget for a supplier, location, tool or part (its
// code).
type OnTargetFor struct {
	Supplier Int
	Location Int
	Tool     string
	Part     string
	OnTarget int64
}

// DefaultParams returns the defaults of the contract.
func DefaultParams() Params {
	return Params{
		AssignmentMaxAge: 30 * day,
		HourZone:         "UTC",
		OnTarget:         50_000,
		RunRate: RunRateParams{
			RunGap:            8 * hour,
			BreakOnPartChange: true,
			Tolerance:         50_000,
			StopFactor:        2_000_000,
			IdleCT:            999_900 * millisecond,
			GapSlack:          2 * second,
			Reference:         "mode",
			MinShots:          30,
			ShotTime:          "end",
			MicroStop:         5 * minute,
		},
	}
}

func (p Params) calendar(location Int) Calendar {
	if c, ok := p.CalendarFor[location.V]; ok && location.Valid {
		return c
	}
	return p.Calendar
}

// runRate gives the parameters for a shot: the site's, changed by those of its
// location, then of its tool, then of its part.
func (p Params) runRate(s Shot) RunRateParams {
	entries := slices.Clone(p.RunRateFor)
	slices.SortStableFunc(entries, func(a, b RunRateFor) int { return a.nearness() - b.nearness() })
	params := p.RunRate
	for _, e := range entries {
		if e.concerns(s) {
			e.Set(&params)
		}
	}
	return params
}

func (e RunRateFor) nearness() int {
	switch {
	case e.Part != "":
		return 3
	case e.Tool != "":
		return 2
	case e.Location.Valid:
		return 1
	}
	return 0
}

func (e RunRateFor) concerns(s Shot) bool {
	return (e.Part == "" || s.PartCode == code(&e.Part)) &&
		(e.Tool == "" || some(s.EquipmentCode) == code(&e.Tool)) &&
		(!e.Location.Valid || s.LocationID == e.Location)
}

// onTarget is the tolerance for a shot: of its part, else of its tool, its
// location, its supplier, the site's; of equally near ones the last.
func (p Params) onTarget(s Shot) int64 {
	tolerance, nearest := p.OnTarget, 0
	for _, e := range p.OnTargetFor {
		if near := e.nearness(); near >= nearest && e.concerns(s) {
			tolerance, nearest = e.OnTarget, near
		}
	}
	return tolerance
}

func (e OnTargetFor) nearness() int {
	switch {
	case e.Part != "":
		return 4
	case e.Tool != "":
		return 3
	case e.Location.Valid:
		return 2
	}
	return 1
}

func (e OnTargetFor) concerns(s Shot) bool {
	place := RunRateFor{Location: e.Location, Tool: e.Tool, Part: e.Part}
	return place.concerns(s) && (!e.Supplier.Valid || s.SupplierID == e.Supplier)
}
