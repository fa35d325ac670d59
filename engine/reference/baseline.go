package reference

// Fewest shots and production days of a baseline.
const (
	baselineShots = 500
	baselineDays  = 3
)

// CycleDay is how many slow, fast and normal shots a tool and part made on a
// production day.
type CycleDay struct {
	Tool   string
	PartID Int
	Date   int64 // days since 1970
	Shots  int64
}

// Change is a row of mart.process_event: a drift, or a shift on one day.
type Change struct {
	Tool     string
	PartID   Int
	Measure  string
	Drift    bool
	From, To int64 // days since 1970
}

// Pin is a baseline that the configuration names.
type Pin struct {
	Tool     string
	PartID   Int // not valid: every part of the tool
	From, To int64
}

// Baseline is a row of mart.baba_window.
type Baseline struct {
	Tool     string
	PartID   Int
	From, To int64 // 0 without one; To is the day after it
	Pinned   bool
	Reason   string
}

type process struct {
	tool string
	part Int
}

// Baselines computes mart.baba_window of days in the order of time.
func Baselines(days []CycleDay, changes []Change, pins []Pin) []Baseline {
	of := map[process][]CycleDay{}
	for _, d := range days {
		if d.Shots > 0 {
			p := process{d.Tool, d.PartID}
			of[p] = append(of[p], d)
		}
	}
	var all []Baseline
	for p, own := range of {
		all = append(all, baseline(p, own, changes, pins))
	}
	return all
}

func baseline(p process, days []CycleDay, changes []Change, pins []Pin) Baseline {
	b := Baseline{Tool: p.tool, PartID: p.part}
	for _, pin := range pins {
		if pin.Tool != p.tool || pin.PartID.Valid && pin.PartID != p.part {
			continue
		}
		b.Pinned, b.From, b.To, b.Reason = true, 0, 0, "pin_without_shots"
		for _, d := range days {
			if d.Date >= pin.From && d.Date < pin.To {
				b.From, b.To, b.Reason = pin.From, pin.To, ""
			}
		}
	}
	if b.Pinned {
		return b
	}
	b.Reason = "too_few_shots"
	for i := range days {
		last, ok := shortest(days[i:])
		if !ok {
			return b
		}
		b.Reason = "never_steady"
		if !disturbed(p, days[i].Date, last, changes) {
			b.From, b.To, b.Reason = days[i].Date, last+1, ""
			return b
		}
	}
	return b
}

func shortest(days []CycleDay) (last int64, ok bool) {
	var shots int64
	for i, d := range days {
		if shots += d.Shots; shots >= baselineShots && i+1 >= baselineDays {
			return d.Date, true
		}
	}
	return 0, false
}

func disturbed(p process, first, last int64, changes []Change) bool {
	for _, c := range changes {
		switch {
		case c.Tool != p.tool || c.PartID != p.part || c.Measure != "ct":
		case !c.Drift && c.From > first && c.From <= last, c.Drift && c.From <= last && c.To >= first:
			return true
		}
	}
	return false
}
