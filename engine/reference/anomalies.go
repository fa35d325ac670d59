package reference

import (
	"cmp"
	"math"
	"slices"
)

// Level is a row of mart.data_level: what a tool's data of a day look like.
type Level struct {
	Tool        string
	Date        int64
	Shots       int64
	PerHour     Float
	Missing     float64
	Duplicates  float64
	Quarantine  float64
	Late        float64
	CT          Float
	Temperature Float
	Items       int64
	Quarantined int64
	Broken      int64
	Conflicts   int64
	PartID      Int
	Counter     string
}

// Levels computes mart.data_level of what Master and Quality gave.
func Levels(in Input, p Params, r Result, quality map[QualityKey]*QualityDay) []Level {
	broken := brokenPackets(newWorld(in, p), r)
	days := map[QualityKey][]Shot{}
	for _, s := range r.Shots {
		key := QualityKey{s.EquipmentCode, s.LocalDate}
		days[key] = append(days[key], s)
	}
	levels := []Level{}
	for key, shots := range days {
		l := level(key, shots, *quality[key])
		l.Broken = broken[key]
		levels = append(levels, l)
	}
	slices.SortFunc(levels, func(a, b Level) int { return cmp.Or(cmp.Compare(a.Tool, b.Tool), cmp.Compare(a.Date, b.Date)) })
	return levels
}

// brokenPackets counts packets that cannot be read, at the start of their day.
func brokenPackets(w world, r Result) map[QualityKey]int64 {
	broken := map[QualityKey]int64{}
	for _, q := range r.Quarantine {
		if q.Level != 1 || !q.UTCDay.Valid || !q.Counter.Valid {
			continue
		}
		if s, _, ok := w.shot(item{counter: q.Counter.V, time: q.UTCDay.V * day}); ok {
			broken[QualityKey{s.EquipmentCode, s.LocalDate}]++
		}
	}
	return broken
}

// level sums a day up; its shots are in order.
func level(key QualityKey, shots []Shot, q QualityDay) Level {
	n := len(shots)
	l := Level{
		Tool: key.EquipmentCode, Date: key.LocalDate, Shots: q.Shots, Items: q.Items,
		Quarantined: q.BadItems + q.Conflicts, Conflicts: q.Conflicts, Counter: shots[n-1].Counter,
	}
	cts, temperatures := []float64{}, []float64{}
	hours, parts := map[int64]float64{}, map[Int]int64{}
	for _, s := range shots {
		hours[hourStart(s.TimeUTC, s.TimeZone)]++
		parts[s.PartID]++
		if !s.Idle {
			cts = append(cts, seconds(s.CT))
		}
		if s.Temperature.Valid {
			temperatures = append(temperatures, s.Temperature.V)
		}
	}
	perHour := []float64{}
	for _, count := range hours {
		perHour = append(perHour, count)
	}
	if len(perHour) >= 4 {
		l.PerHour = middle(perHour)
	}
	l.CT, l.Temperature = middle(cts), middle(temperatures)
	l.Missing = float64(q.Missing) / float64(q.Missing+q.Shots)
	l.Duplicates = float64(q.Duplicates) / float64(q.Items)
	l.Quarantine = float64(l.Quarantined) / float64(q.Items)
	l.Late = float64(q.Late) / float64(q.Shots)
	l.PartID = most(parts)
	return l
}

// most is the part of most shots, the lowest of several, none last.
func most(parts map[Int]int64) Int {
	best, found := Int{}, int64(0)
	for part, n := range parts {
		lower := n == found && part.Valid && (!best.Valid || part.V < best.V)
		if n > found || lower {
			best, found = part, n
		}
	}
	return best
}

// middle is the median; NULL of nothing.
func middle(values []float64) Float {
	n := len(values)
	if n == 0 {
		return Float{}
	}
	values = slices.Sorted(slices.Values(values))
	low, high := values[(n-1)/2], values[n/2]
	return some(low + float64((high-low)*0.5))
}

// Deviation is a row of mart.data_deviation.
type Deviation struct {
	Tool  string
	Date  int64
	Level string
	Value float64
	Usual float64
	Z     float64
	Days  int64
}

// levelNames are the levels in the order of values.
func levelNames() []string {
	return []string{"shots", "missing", "duplicates", "quarantine", "late", "ct", "temperature"}
}

func (l Level) values() []Float {
	return []Float{l.PerHour, some(l.Missing), some(l.Duplicates), some(l.Quarantine), some(l.Late), l.CT, l.Temperature}
}

// step is the least that counts as a distance.
func (l Level) step(name string, usual float64) float64 {
	switch name {
	case "shots":
		return max(1, usual/6)
	case "ct", "temperature":
		return 0.1
	}
	return max(0.001, 1/float64(l.Items))
}

// Deviations compares each day with the tool's 28 days before it.
func Deviations(levels []Level) []Deviation {
	all := []Deviation{}
	for _, l := range levels {
		for i, name := range levelNames() {
			if d, ok := l.deviation(name, i, levels); ok {
				all = append(all, d)
			}
		}
	}
	return all
}

func (l Level) deviation(name string, i int, levels []Level) (Deviation, bool) {
	value := l.values()[i]
	same, before := []float64{}, []float64{}
	for _, o := range levels {
		v := o.values()[i]
		if o.Tool != l.Tool || o.Date >= l.Date || o.Date < l.Date-28 || !v.Valid {
			continue
		}
		before = append(before, v.V)
		if isWeekend(o.Date) == isWeekend(l.Date) {
			same = append(same, v.V)
		}
	}
	if !value.Valid || len(before) < 5 {
		return Deviation{}, false
	}
	if len(same) >= 5 {
		before = same
	}
	usual := middle(before).V
	apart := []float64{}
	for _, v := range before {
		apart = append(apart, math.Abs(v-usual))
	}
	spread := 1.4826 * max(middle(apart).V, l.step(name, usual))
	return Deviation{l.Tool, l.Date, name, value.V, usual, (value.V - usual) / spread, int64(len(before))}, true
}

// isWeekend: day 0 was a Thursday.
func isWeekend(date int64) bool { return floorMod(date+3, 7) >= 5 }

// Anomaly is a row of mart.data_anomaly.
type Anomaly struct {
	Tool  string
	Level string
	From  int64
	To    Int // NULL while it goes on
	Days  int64
	Worst Deviation
	Cause string
}

// Anomalies groups the days that stand out, in the order of Deviations.
func Anomalies(levels []Level, deviations []Deviation) []Anomaly {
	open, all := map[[2]string]*Anomaly{}, []*Anomaly{}
	side := func(d Deviation) int {
		if math.Abs(d.Z) <= 4 {
			return 0
		}
		return cmp.Compare(d.Z, 0)
	}
	for _, d := range deviations {
		key := [2]string{d.Tool, d.Level}
		a := open[key]
		if a != nil && side(d) == side(a.Worst) {
			a.Days++
			if math.Abs(d.Z) >= math.Abs(a.Worst.Z) {
				a.Worst = d
			}
			continue
		}
		if a != nil {
			a.To = some(d.Date)
			delete(open, key)
		}
		if side(d) != 0 {
			open[key] = &Anomaly{Tool: d.Tool, Level: d.Level, From: d.Date, Days: 1, Worst: d, Cause: guess(levels, d)}
			all = append(all, open[key])
		}
	}
	found := []Anomaly{}
	for _, a := range all {
		found = append(found, *a)
	}
	return found
}

// guess names a likely cause from the first day of an anomaly.
func guess(levels []Level, d Deviation) string {
	i := slices.IndexFunc(levels, func(l Level) bool { return l.Tool == d.Tool && l.Date == d.Date })
	l := levels[i]
	switch {
	case d.Level == "duplicates":
		return "sent_twice"
	case d.Level == "late":
		return "late_arrival"
	case d.Level == "missing" && l.Broken > 0:
		return "packets_broken"
	case d.Level == "missing":
		return "packets_lost"
	case d.Level == "quarantine" && l.Conflicts > 0 && 2*l.Conflicts >= l.Quarantined:
		return "conflicting_copies"
	case d.Level == "quarantine" && l.Broken > 0 && 2*l.Broken >= l.Quarantined:
		return "packets_broken"
	case d.Level == "quarantine":
		return "bad_values"
	case levels[i-1].Counter != l.Counter:
		return "counter_change"
	case levels[i-1].PartID != l.PartID:
		return "part_change"
	case d.Level == "shots":
		return "pace"
	}
	return "process"
}
