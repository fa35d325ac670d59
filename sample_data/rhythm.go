package sampledata

import (
	"math"
	"time"
)

// rhythm is when a tool sits in a press, by its own habit and the load of all.
type rhythm struct {
	steady bool    // never taken out of the press
	weight float64 // appetite for load, about 1

	first    int     // shift that it runs when it runs one
	shifts   int     // of the plant's shifts
	days     int     // campaign: mounted for share of every so many days
	share    float64 // …
	phase    int     // …
	part     float64 // of the last of its shifts that is run
	weekends bool
}

// slot is one shift in which the tool is planned, in epoch ms.
type slot struct {
	start, end int64
	day        int // production day, local, since 1970-01-01
	shift      int
	breaks     []span
}

const (
	minSlot   = 20 * 60_000 // ms; a shorter one is not worth a set-up
	absences  = 0.03        // share of shifts that fall out
	minMounts = 0.4         // least share of days that a tool is mounted
)

// setLoad spreads a load (1: all shifts of all plants) over the tool's shifts:
// first fewer shifts, then campaigns, then shorter shifts.
func (t *tool) setLoad(load float64, weekends bool) {
	d, r, all := traits{t.key}, &t.rhythm, float64(len(t.plant.shifts))
	r.weight = d.between(30, 0.6, 1.4)
	if r.steady {
		// About one whole shift a workday in the default set.
		r.weight = 7.5 / all
	}
	wanted := min(load*r.weight, 1) * all
	r.weekends, r.first = weekends, d.below(31, len(t.plant.shifts))
	r.days, r.phase = 5+d.below(32, 11), d.below(33, 16)
	r.shifts = max(1, int(math.Ceil(wanted-1e-9)))
	r.share, r.part = 1, wanted-float64(r.shifts-1)
	if !r.steady {
		r.share = max(minMounts, wanted/float64(r.shifts))
		r.part = min(1, wanted/float64(r.shifts)/r.share)
	}
}

// runs tells whether the tool is planned in a shift, and for which part of it.
func (t *tool) runs(day, shift int) (float64, bool) {
	r := &t.rhythm
	order := (shift - r.first + len(t.plant.shifts)) % len(t.plant.shifts)
	if order >= r.shifts || (!r.weekends && weekday(day) > t.plant.workdays) || !r.mounted(t.key, day) {
		return 0, false
	}
	if !r.steady && unit(mix(t.key, uint64(day*8+shift))) < absences {
		return 0, false
	}
	part := 1.0
	if order == r.shifts-1 || !r.steady {
		part = r.part
	}
	return part, true
}

// mounted rounds the mounted days of each campaign by chance, so that the
// share comes out over time.
func (r *rhythm) mounted(key uint64, day int) bool {
	if r.share >= 1 {
		return true
	}
	campaign, at := (day+r.phase)/r.days, (day+r.phase)%r.days
	return float64(at)+unit(mix(key^0x63616d70, uint64(campaign))) < r.share*float64(r.days)
}

// slotOn gives the tool's slot of a local day and shift.
func (t *tool) slotOn(day, shift int) (slot, bool) {
	part, ok := t.runs(day, shift)
	hours := t.plant.shifts[shift]
	if !ok || part*float64(hours.to-hours.from)*60_000 < minSlot {
		return slot{}, false
	}
	s := slot{start: t.plant.clock(day, hours.from), day: day, shift: shift}
	whole := t.plant.clock(day, hours.to) - s.start
	s.end = s.start + int64(part*float64(whole))
	if t.noBreaks {
		return s, true
	}
	for _, b := range t.plant.breaks {
		s.breaks = append(s.breaks, span{s.start + b.from*60_000, s.start + b.to*60_000})
	}
	return s, true
}

// minutes is how long the tool works in a slot of that part, breaks taken out.
func (t *tool) minutes(shift int, part float64) float64 {
	length := part * float64(t.plant.shifts[shift].to-t.plant.shifts[shift].from)
	if length*60_000 < minSlot {
		return 0
	}
	work := length - 3 // until the first cycle
	for _, b := range t.plant.breaks {
		if !t.noBreaks {
			work -= max(0, min(float64(b.to), length)-float64(b.from))
		}
	}
	return work
}

// clock is a local wall-clock time in epoch ms; minutes may pass midnight.
func (p *plant) clock(day int, minutes int64) int64 {
	return time.Date(1970, 1, 1+day, 0, int(minutes), 0, 0, p.location).UnixMilli()
}

// weekday is the ISO weekday, 1..7.
func weekday(day int) int { return (day+3)%7 + 1 }
