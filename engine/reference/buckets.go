package reference

import (
	"cmp"
	"slices"
	"strings"
)

// Bucket is a row of mart.run_rate_hour (StartUTC, StartLocal), _day
// (LocalDate) or _shift (LocalDate, Shift; empty outside every shift).
type Bucket struct {
	BucketKey
	Figures
}

// BucketKey has the fields of its kind of bucket set, the others 0.
type BucketKey struct {
	StartUTC      int64
	StartLocal    int64
	LocalDate     int64
	Shift         string
	EquipmentCode string
	PartID        Int
}

// calendarOf is a kind of bucket: which one an instant lies in, on the clock of
// a shot's location, and at which times of day (µs) that can change.
type calendarOf struct {
	bucket   func(t int64, s Shot) BucketKey
	edges    func(s Shot) []int64
	calendar func(s Shot) Calendar
}

// buckets adds shots and stops to the bucket that holds their timestamp or
// start, imputed shots likewise, and the pieces of c and w to the bucket in which they lie.
func (rates *Rates) buckets(kind calendarOf) []Bucket {
	figures := map[BucketKey]Figures{}
	change := func(t int64, clock, s Shot, apply func(*Figures)) {
		key := kind.bucket(t, clock)
		key.EquipmentCode, key.PartID = s.EquipmentCode, s.PartID
		f := figures[key]
		apply(&f)
		figures[key] = f
	}
	for _, in := range rates.Intervals {
		change(in.Shot.TimeUTC, in.Shot, in.Shot, func(f *Figures) {
			f.addShot(in)
			if in.Shot.ApprovedCT.Valid && kind.calendar(in.Shot).hasPlan() {
				f.Ideal += min(in.Shot.ApprovedCT.V, 1_000_000*second)
			}
		})
		from, to := in.cycle()
		for _, p := range pieces(from, to, in.ends, kind) {
			change(p.from, in.ends, in.Shot, func(f *Figures) {
				f.addTime(in, p.to-p.from, 0)
				f.addPlanned(in, kind.calendar(in.ends), p, p.to-p.from)
			})
		}
		from, to = in.waiting()
		for _, p := range pieces(from, to, in.ends, kind) {
			change(p.from, in.ends, in.Shot, func(f *Figures) {
				f.addTime(in, 0, p.to-p.from)
				f.addPlanned(in, kind.calendar(in.ends), p, 0)
			})
		}
	}
	for _, s := range rates.Stops {
		first := s.series[0]
		change(s.StartUTC, first.ends, first.Shot, func(f *Figures) { f.addStop(s) })
	}
	for _, m := range rates.Imputed {
		change(m.TimeUTC, m.holder.ends, m.holder.Shot, func(f *Figures) { f.addImputed(m) })
	}
	rows := []Bucket{}
	for key, f := range figures {
		rows = append(rows, Bucket{key, f})
	}
	slices.SortFunc(rows, func(a, b Bucket) int { return compareKeys(a.BucketKey, b.BucketKey) })
	return rows
}

func compareKeys(a, b BucketKey) int {
	return cmp.Or(
		strings.Compare(a.EquipmentCode, b.EquipmentCode), compareInt(a.PartID, b.PartID),
		cmp.Compare(a.StartUTC, b.StartUTC), cmp.Compare(a.StartLocal, b.StartLocal),
		cmp.Compare(a.LocalDate, b.LocalDate), strings.Compare(a.Shift, b.Shift),
	)
}

type piece struct{ from, to int64 }

// pieces cuts [from, to) wherever the bucket or the plan can change: at the edges
// on the local clock, at every change of offset and around planned stops.
func pieces(from, to int64, clock Shot, kind calendarOf) []piece {
	cuts := []int64{to}
	calendar := kind.calendar(clock)
	for _, s := range calendar.Stops {
		for _, cut := range []int64{s.Start, s.End} {
			if from < cut && cut < to {
				cuts = append(cuts, cut)
			}
		}
	}
	for _, period := range offsetPeriods(from, to, clock.TimeZone) {
		cuts = append(cuts, period.from)
		first := floorDiv(period.from+period.offset, day)
		last := floorDiv(period.to+period.offset, day)
		for date := first; date <= last; date++ {
			for _, edge := range append(kind.edges(clock), calendar.planEdges()...) {
				cut := date*day + edge - period.offset
				if period.from < cut && cut < period.to {
					cuts = append(cuts, cut)
				}
			}
		}
	}
	slices.Sort(cuts)
	all := []piece{}
	for i := 1; i < len(cuts); i++ {
		if cuts[i-1] < cuts[i] {
			all = append(all, piece{cuts[i-1], cuts[i]})
		}
	}
	return all
}
