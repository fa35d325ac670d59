package analysis

import (
	"context"
	"testing"
	"time"

	"sprue/engine"
)

// The clock of Berlin goes from 03:00 back to 02:00 in the night to 25 October
// 2026, and from 02:00 on to 03:00 in that to 29 March.
func TestClockOfADSTNight(t *testing.T) {
	at := func(month time.Month, day, hour, minute int) time.Time {
		return time.Date(2026, month, day, hour, minute, 0, 0, time.UTC)
	}
	autumn := Span{FromUTC: at(10, 24, 4, 0), Offsets: []Offset{{at(10, 24, 4, 0), 2 * time.Hour}, {at(10, 25, 1, 0), time.Hour}}}
	spring := Span{FromUTC: at(3, 28, 5, 0), Offsets: []Offset{{at(3, 28, 5, 0), time.Hour}, {at(3, 29, 1, 0), 2 * time.Hour}}}
	for _, c := range []struct {
		name        string
		span        Span
		local, want time.Time
	}{
		{"before", autumn, at(10, 24, 23, 0), at(10, 24, 21, 0)},
		{"shown twice: the first", autumn, at(10, 25, 2, 30), at(10, 25, 0, 30)},
		{"after", autumn, at(10, 25, 6, 0), at(10, 25, 5, 0)},
		{"skipped: the jump", spring, at(3, 29, 2, 30), at(3, 29, 1, 0)},
		{"after the jump", spring, at(3, 29, 6, 0), at(3, 29, 4, 0)},
	} {
		if got := c.span.UTC(c.local); !got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if got := autumn.DayStart(1).Sub(autumn.DayStart(0)); got != 25*time.Hour {
		t.Errorf("a day in autumn has %s", got)
	}
	if got := spring.DayStart(1).Sub(spring.DayStart(0)); got != 23*time.Hour {
		t.Errorf("a day in spring has %s", got)
	}
}

// The days of a tool touch, hold all its segments, and have the figures of the
// run rate by day.
func TestTheDaysOfATool(t *testing.T) {
	pl := workedPlant(t)
	ctx := context.Background()
	f := engine.Filter{Tools: []string{"MX-1"}, Window: engine.Window{Last: "7d"}}
	d, err := pl.analysis.TimelineDays(ctx, f, 5, 300)
	if err != nil || len(d.Days) != 5 {
		t.Fatalf("%d days, %v", len(d.Days), err)
	}
	var downtime int64
	for i, lane := range d.Days {
		at := lane.FromUTC
		for _, g := range lane.Segments {
			if !g.FromUTC.Equal(at) {
				t.Errorf("%s: a segment begins at %s, want %s", lane.Date, g.FromUTC, at)
			}
			at = g.ToUTC
		}
		if want := minTime(lane.EndUTC, d.ToUTC); !at.Equal(want) {
			t.Errorf("%s ends at %s, want %s", lane.Date, at, want)
		}
		if i > 0 && !d.Days[i-1].FromUTC.Equal(lane.EndUTC) {
			t.Errorf("%s and the day after do not touch", lane.Date)
		}
		downtime += lane.DowntimeUS
	}
	all := pl.ask(engine.Filter{Tools: f.Tools, Window: lastDays(f.Window.Resolve(now), now, 5)}, engine.ByNone).Total
	if downtime != all.DowntimeUS {
		t.Errorf("the days have %d µs of downtime, the run rate %d", downtime, all.DowntimeUS)
	}
}

func TestLastDays(t *testing.T) {
	day := func(d int) engine.Bound { return engine.Day(2026, 3, d) }
	for _, c := range []struct {
		name         string
		window, want engine.Window
	}{
		{"of a long window", engine.Window{From: day(1), To: day(15)}, engine.Window{From: day(8), To: day(15)}},
		{"of a short one", engine.Window{From: day(13), To: day(15)}, engine.Window{From: day(13), To: day(15)}},
		{"of one that goes on", engine.Window{From: day(1), To: day(29)}, engine.Window{From: day(14), To: day(21)}},
		{"of an open one", engine.Window{}, engine.Window{From: day(14), To: day(21)}},
		{"of instants", engine.Window{To: engine.Instant(now.Add(-24 * time.Hour))}, engine.Window{From: day(13), To: day(20)}},
	} {
		if got := lastDays(c.window, now, 7); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestShiftsOverATimeline(t *testing.T) {
	pl := workedPlant(t)
	f := engine.Filter{Window: engine.Window{From: engine.Day(2026, 3, 20), To: engine.Day(2026, 3, 21)}}
	got, err := pl.analysis.Timeline(context.Background(), f, TimelineQuestion{})
	if err != nil {
		t.Fatal(err)
	}
	if !got.ToUTC.Equal(now) || !got.EndUTC.After(now) {
		t.Errorf("to %s, end %s", got.ToUTC, got.EndUTC)
	}
	var names []string
	for _, s := range got.Shifts {
		names = append(names, s.Shift+" "+got.Local(s.FromUTC).Format("2 15:04")+"–"+got.Local(s.ToUTC).Format("15:04"))
	}
	want := []string{"early 20 06:00–14:15", "night 20 22:00–06:00"}
	if len(names) != 2 || names[0] != want[0] || names[1] != want[1] {
		t.Errorf("%q, want %q", names, want)
	}
}
