package reference

import "slices"

// hasPlan tells whether the calendar says what is planned.
func (c Calendar) hasPlan() bool {
	return len(c.Shifts)+len(c.Breaks)+len(c.Holidays)+len(c.Stops) > 0
}

// isPlanned tells whether an instant is planned time, at a local time: in a
// shift, where there are any, and in no break, holiday or planned stop.
func (c Calendar) isPlanned(t, local int64) bool {
	at := shiftAt(local, c)
	inBreak := slices.ContainsFunc(c.Breaks, func(b Break) bool {
		clock := floorMod(local, day)
		if b.Start < b.End {
			return b.Start <= clock && clock < b.End
		}
		return b.Start <= clock || clock < b.End
	})
	inStop := slices.ContainsFunc(c.Stops, func(b Break) bool { return b.Start <= t && t < b.End })
	return c.hasPlan() && (at.Shift != "" || len(c.Shifts) == 0) && !inBreak && !inStop && !slices.Contains(c.Holidays, at.LocalDate)
}

// planEdges are the times of day at which planned time can begin or end.
func (c Calendar) planEdges() []int64 {
	edges := []int64{0, c.DayStart}
	for _, s := range c.Shifts {
		edges = append(edges, s.Start, s.End)
	}
	for _, b := range c.Breaks {
		edges = append(edges, b.Start, b.End)
	}
	return edges
}

// Idle is planned time of a tool in which it had no run, in a bucket.
type Idle struct {
	BucketKey
	Planned int64
}

// IdleDays and IdleShifts are the planned time between the runs of each tool, and
// after the last one up to an instant, on the clock of the last shot before.
func (rates *Rates) IdleDays(p Params, until int64) []Idle { return rates.idle(days(p), p, until) }

// IdleShifts is the same by shift.
func (rates *Rates) IdleShifts(p Params, until int64) []Idle { return rates.idle(shifts(p), p, until) }

func (rates *Rates) idle(kind calendarOf, p Params, until int64) []Idle {
	sums := map[BucketKey]int64{}
	for i, run := range rates.Runs {
		end := until
		if i+1 < len(rates.Runs) && rates.Runs[i+1].Key.EquipmentCode == run.Key.EquipmentCode {
			end = min(until, rates.Runs[i+1].StartUTC)
		}
		last := rates.lastShot(run.Key)
		c := p.calendar(last.LocationID)
		for _, piece := range pieces(run.EndUTC, end, last, kind) {
			if !c.isPlanned(piece.from, wallClock(piece.from, last.TimeZone)) {
				continue
			}
			key := kind.bucket(piece.from, last)
			key.EquipmentCode, key.PartID = last.EquipmentCode, last.PartID
			sums[key] += piece.to - piece.from
		}
	}
	idle := []Idle{}
	for key, planned := range sums {
		idle = append(idle, Idle{key, planned})
	}
	return idle
}

func (rates *Rates) lastShot(run RunKey) (last Shot) {
	for _, in := range rates.Intervals {
		if in.Run == run {
			last = in.Shot
		}
	}
	return last
}
