package reference

import (
	"cmp"
	"math"
	"math/big"
	"slices"
	"time"
)

// Limits are the limits of cycle time that MOLD has for a mold at all times, and
// those for all others: shares in millionths of the approved cycle time,
// distances in µs.
type Limits struct {
	Share1, Share2       Int
	Distance1, Distance2 Int
}

// Session is a row of mart.ana_shot_made; times in µs, of temperatures 10⁻⁶ °C.
type Session struct {
	Key                                    RunKey
	MoldID                                 int64
	PartID, SupplierID, LocationID         Int
	PartCode                               Text
	Approved                               Int
	Start, End, StartLocal, EndLocal       int64
	Parts                                  int64
	L1Below, L1Above, L2Below, L2Above     Int
	Below, Within, Above, Beyond           Int
	CTBelow, CTWithin, CTAbove             Float
	Idle                                   int64
	Mean, Deviation, P05, P50, P95         Float
	Min, Max, Mode                         Int
	TempMean, TempMin, TempMax, TempSpread Float
	Production, IdleTime                   int64
	FirstLocal                             int64
	IsoYear, IsoWeek, Weekday, Month, Year int
	Quality                                float64

	Shots []SessionShot
}

// SessionShot is a shot of it, with its side of the limits; "" without.
type SessionShot struct {
	Interval
	Local    int64
	Band     string
	Beyond   bool
	IdleTime int64
}

// Sessions cuts the shots of each tool, in order, at silences over 8 h, at ISO
// weeks of the local clock and at changes of the part.
func Sessions(intervals []Interval, p Params, of func(mold int64) Limits, all Limits) []Session {
	sessions := []Session{}
	for first, i := 0, 1; i <= len(intervals); i++ {
		if i < len(intervals) && !breaksSession(intervals[i-1], intervals[i]) {
			continue
		}
		sessions = append(sessions, newSession(intervals, first, i, p, of, all))
		first = i
	}
	return sessions
}

func breaksSession(a, b Interval) bool {
	return a.Shot.EquipmentCode != b.Shot.EquipmentCode || a.Shot.PartID != b.Shot.PartID || b.Shot.TimeUTC-a.Shot.TimeUTC > 8*hour ||
		monday(localTime(a)) != monday(localTime(b))
}

func localTime(in Interval) int64 { return wallClock(in.Shot.TimeUTC, in.Shot.TimeZone) }

func monday(local int64) int64 {
	date := floorDiv(local, day)
	return date - floorMod(date+3, 7)
}

func newSession(tools []Interval, first, end int, p Params, of func(int64) Limits, all Limits) Session {
	opening, closing := tools[first].Shot, tools[end-1].Shot
	s := Session{
		Key:    RunKey{opening.EquipmentCode, opening.TimeUTC, opening.Seq, opening.Counter},
		MoldID: opening.MoldID, PartID: opening.PartID, SupplierID: opening.SupplierID, LocationID: opening.LocationID, PartCode: opening.PartCode,
		FirstLocal: localTime(tools[first]),
	}
	for _, in := range tools[first:end] {
		s.Shots = append(s.Shots, SessionShot{Interval: in, Local: localTime(in)})
		if in.Shot.ApprovedCT.Valid {
			s.Approved = in.Shot.ApprovedCT
		}
	}
	s.limit(of(closing.MoldID), all)
	s.judge()
	s.measureTime(tools, first, end, p.runRate(opening))
	s.StartLocal, s.EndLocal = wallClock(s.Start, opening.TimeZone), wallClock(s.End, closing.TimeZone)
	at := time.UnixMicro(s.FirstLocal).UTC()
	s.IsoYear, s.IsoWeek = at.ISOWeek()
	s.Weekday, s.Month, s.Year = isoWeekday(floorDiv(s.FirstLocal, day)), int(at.Month()), at.Year()
	s.measureTemperature()
	return s
}

func (s *Session) limit(own, all Limits) {
	if !s.Approved.Valid {
		return
	}
	width := func(share, distance, usual Int) int64 {
		switch {
		case share.Valid:
			return floorDiv(s.Approved.V*share.V+500_000, 1_000_000)
		case distance.Valid:
			return distance.V
		}
		return floorDiv(s.Approved.V*usual.V+500_000, 1_000_000)
	}
	one := width(own.Share1, own.Distance1, all.Share1)
	two := max(one, width(own.Share2, own.Distance2, all.Share2))
	s.L1Below, s.L1Above = some(s.Approved.V-one), some(s.Approved.V+one)
	s.L2Below, s.L2Above = some(s.Approved.V-two), some(s.Approved.V+two)
}

// judge counts the shots beside the limits, and what their cycle times are.
func (s *Session) judge() {
	cts, bands := []int64{}, map[string][]int64{}
	beyond, scores := int64(0), int64(0)
	for i := range s.Shots {
		shot := &s.Shots[i]
		s.Parts += shot.Shot.Cavities
		scores += shot.Shot.Flags.Score()
		if shot.Class == "idle" {
			s.Idle++
			continue
		}
		cts = append(cts, shot.Shot.CT)
		s.Production += shot.Shot.CT
		if !s.Approved.Valid {
			continue
		}
		switch ct := shot.Shot.CT; {
		case ct < s.L1Below.V:
			shot.Band = "below"
		case ct > s.L1Above.V:
			shot.Band = "above"
		default:
			shot.Band = "within"
		}
		bands[shot.Band] = append(bands[shot.Band], shot.Shot.CT)
		if shot.Beyond = shot.Shot.CT < s.L2Below.V || shot.Shot.CT > s.L2Above.V; shot.Beyond {
			beyond++
		}
	}
	s.Quality = float64(scores) / float64(len(s.Shots))
	if s.Approved.Valid {
		s.Below, s.Within, s.Above = some(int64(len(bands["below"]))), some(int64(len(bands["within"]))), some(int64(len(bands["above"])))
		s.Beyond = some(beyond)
	}
	s.CTBelow, s.CTWithin, s.CTAbove = mean(bands["below"]), mean(bands["within"]), mean(bands["above"])
	s.Mean, s.Deviation = mean(cts), deviation(cts)
	if len(cts) > 0 {
		s.Min, s.Max, s.Mode = some(slices.Min(cts)), some(slices.Max(cts)), some(mode(cts))
		s.P05, s.P50, s.P95 = percentile(cts, 5), percentile(cts, 50), percentile(cts, 95)
	}
}

// measureTime: the run rate's intervals, with the approved cycle time, else the
// mode, for the reference.
func (s *Session) measureTime(tools []Interval, first, end int, p RunRateParams) {
	ref := s.Mode
	if s.Approved.Valid {
		ref = s.Approved
	}
	shots := []Shot{}
	from, to := 0, 0
	for i, in := range tools {
		if in.Shot.EquipmentCode != s.Key.EquipmentCode {
			continue
		}
		if i == first {
			from = len(shots)
		}
		if i == end-1 {
			to = len(shots) + 1
		}
		shots = append(shots, in.Shot)
	}
	for i := from; i < to; i++ {
		in := measure(shots, from, to, i, ref, p)
		if i == from {
			s.Start = in.From
		}
		s.End = in.To
		open := i == from
		if p.ShotTime == "start" {
			open = i == to-1
		}
		shot := &s.Shots[i-from]
		switch {
		case open:
		case shot.Class == "idle":
			shot.IdleTime = in.D
		default:
			shot.IdleTime = max(0, in.D-in.Shot.CT)
		}
		s.IdleTime += shot.IdleTime
	}
}

func (s *Session) measureTemperature() {
	degrees := []int64{}
	for _, shot := range s.Shots {
		if t := shot.Shot.Temperature; t.Valid {
			degrees = append(degrees, int64(math.Round(t.V*1e6)))
		}
	}
	if s.TempMean, s.TempSpread = mean(degrees), deviation(degrees); s.TempMean.Valid {
		s.TempMin, s.TempMax = some(float64(slices.Min(degrees))/1e6), some(float64(slices.Max(degrees))/1e6)
	}
}

func mean(values []int64) Float {
	sum := int64(0)
	for _, v := range values {
		sum += v
	}
	return ratio(sum, int64(len(values)))
}

// deviation is the standard deviation of a sample.
func deviation(values []int64) Float {
	n := int64(len(values))
	if n < 2 {
		return Float{}
	}
	sum, squares := new(big.Int), new(big.Int)
	for _, v := range values {
		sum.Add(sum, big.NewInt(v))
		squares.Add(squares, new(big.Int).Mul(big.NewInt(v), big.NewInt(v)))
	}
	spread := new(big.Int).Sub(squares.Mul(squares, big.NewInt(n)), sum.Mul(sum, sum))
	v, _ := new(big.Float).SetInt(spread).Float64()
	return some(math.Sqrt(v / float64(n) / float64(n-1)))
}

// percentile lies on the straight line between the two values around it.
func percentile(values []int64, percent int64) Float {
	sorted := slices.Sorted(slices.Values(values))
	place := percent * int64(len(sorted)-1)
	low, high := sorted[place/100], sorted[min(place/100+1, int64(len(sorted)-1))]
	return some(float64(low) + float64(high-low)*float64(place%100)/100)
}

// MadeKey names a row of the sums over days, weeks and months.
type MadeKey struct {
	Tool          string
	PartID        Int
	Period, Place int // days since 1970 and 0, ISO year and week, year and month
}

// Made are their sums; those beside limits only where a session of them has limits.
type Made struct {
	MadeKey
	Shots, Parts, Idle, Production, IdleTime int64
	Below, Within, Above, Beyond             Int
}

// MadeBy sums the shots of sessions by a period of their local time.
func MadeBy(sessions []Session, period func(local time.Time) (int, int)) []Made {
	rows := map[MadeKey]*Made{}
	for _, s := range sessions {
		for _, shot := range s.Shots {
			key := MadeKey{Tool: s.Key.EquipmentCode, PartID: s.PartID}
			key.Period, key.Place = period(time.UnixMicro(shot.Local).UTC())
			if rows[key] == nil {
				rows[key] = &Made{MadeKey: key}
			}
			rows[key].add(shot, s.Approved.Valid)
		}
	}
	all := []Made{}
	for _, row := range rows {
		all = append(all, *row)
	}
	slices.SortFunc(all, func(a, b Made) int { return cmp.Or(cmp.Compare(a.Tool, b.Tool), a.Period-b.Period, a.Place-b.Place) })
	return all
}

func (m *Made) add(shot SessionShot, isLimited bool) {
	m.Shots++
	m.Parts += shot.Shot.Cavities
	m.IdleTime += shot.IdleTime
	if isLimited {
		m.Below, m.Within, m.Above = oneMore(m.Below, shot.Band == "below"), oneMore(m.Within, shot.Band == "within"), oneMore(m.Above, shot.Band == "above")
		m.Beyond = oneMore(m.Beyond, shot.Beyond)
	}
	if shot.Class == "idle" {
		m.Idle++
		return
	}
	m.Production += shot.Shot.CT
}

// oneMore is a count with one more, if that is one.
func oneMore(n Int, isOne bool) Int {
	if isOne {
		n.V++
	}
	return some(n.V)
}
