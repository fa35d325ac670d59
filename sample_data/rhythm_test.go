package sampledata

import (
	"math"
	"testing"
	"time"
)

// TestShiftsFollowTheLocalClock: a night shift is an hour shorter in spring and
// longer in autumn, and starts at the same wall-clock time.
func TestShiftsFollowTheLocalClock(t *testing.T) {
	all, err := plants()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		plant, shift int
		day          string
		start        string // UTC
		hours        float64
	}{
		{3, 2, "2026-03-28", "2026-03-28T21:00:00Z", 7}, // Brno, spring
		{3, 2, "2026-10-24", "2026-10-24T20:00:00Z", 9}, // Brno, autumn
		{3, 0, "2026-10-26", "2026-10-26T05:00:00Z", 8},
		{1, 0, "2026-03-06", "2026-03-06T12:00:00Z", 8}, // Grand Rapids, before
		{1, 0, "2026-03-09", "2026-03-09T11:00:00Z", 8}, // and after
		{4, 0, "2026-06-01", "2026-06-01T01:30:00Z", 8}, // Pune: half an hour
		{2, 1, "2026-06-01", "2026-06-01T12:00:00Z", 12},
	} {
		p := all[c.plant]
		m := newTool(0, "T", p, 0, []int{0}, 1)
		m.rhythm.steady = true
		m.setLoad(1, true)
		s, ok := m.slotOn(int(dayNumber(utc(t, c.day))), c.shift)
		start := time.UnixMilli(s.start).UTC().Format(time.RFC3339)
		if hours := float64(s.end-s.start) / 3_600_000; !ok || start != c.start || hours != c.hours {
			t.Errorf("%s, %s: %s for %v h, want %s for %v h", p.name, c.day, start, hours, c.start, c.hours)
		}
	}
}

func TestNoShotsInBreaksAndAtWeekends(t *testing.T) {
	all, err := plants()
	if err != nil {
		t.Fatal(err)
	}
	m := newTool(0, "T", all[3], 0, []int{0}, 1)
	m.noBreaks = false
	m.setLoad(1, false)
	p := newPress(m, 1, utc(t, "2026-10-19").UnixMilli(), false)
	n := 0
	p.run(utc(t, "2026-11-02").UnixMilli(), func(c *cycle) {
		n++
		local := time.UnixMilli(c.ended).In(all[3].location)
		if weekday(c.day) > 5 {
			t.Errorf("a shot on %s", local)
		}
		if at := local.Hour()*60 + local.Minute(); at >= 602 && at < 630 { // 10:00 to 10:30, less the cycle that was on
			t.Errorf("a shot in the break, at %s", local)
		}
	})
	if n < 8000 {
		t.Errorf("%d shots in two weeks", n)
	}
}

// TestCycleNoise: the cycle times hang together, the few slow and fast ones
// aside, and have a tail to the right.
func TestCycleNoise(t *testing.T) {
	all, err := plants()
	if err != nil {
		t.Fatal(err)
	}
	m := newTool(3, "T", all[2], 0, []int{0}, 9)
	m.memory, m.spread, m.slow, m.fast, m.wholeGaps = 0.7, 0.01, 0.05, 0.01, false
	m.setLoad(1, false)
	p := newPress(m, 9, utc(t, "2026-10-01").UnixMilli(), false)
	cts := []float64{}
	p.run(utc(t, "2026-11-01").UnixMilli(), func(c *cycle) { cts = append(cts, float64(c.ct)/10) })
	mean, square, cube, lag, last := 0.0, 0.0, 0.0, 0.0, 0.0
	for _, v := range cts {
		mean += v / float64(len(cts))
	}
	for _, v := range cts {
		cube += (v - mean) * (v - mean) * (v - mean)
		if off := v - mean; math.Abs(off) < 0.03*mean {
			square, lag, last = square+off*off, lag+off*last, off
		}
	}
	if lag/square < 0.4 || cube <= 0 {
		t.Errorf("autocorrelation %.2f, third moment %.2f", lag/square, cube)
	}
}
