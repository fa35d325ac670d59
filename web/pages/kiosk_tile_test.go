package pages

import (
	"testing"
	"time"

	"sprue/engine/analysis"
)

// The last stop of a tile keeps its time through the night, and is of a day
// after that: both would not fit.
func TestTheLastStopOfATile(t *testing.T) {
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, time.UTC) }
	now := at(25, 2, 23)
	for name, test := range map[string]struct {
		start time.Time
		want  string
	}{
		"today":               {at(25, 1, 5), "8 min, 01:05"},
		"before midnight":     {at(24, 23, 41), "8 min, 23:41"},
		"the morning before":  {at(24, 7, 12), "8 min, Tue"},
		"some days ago":       {at(20, 7, 12), "8 min, Fri"},
		"a week ago and more": {at(17, 7, 12), "8 min, 17 Nov"},
	} {
		t.Run(name, func(t *testing.T) {
			tool := analysis.KioskTool{State: analysis.KioskOff, Zone: "UTC", LastStop: &analysis.KioskStop{StartUTC: test.start, Downtime: 8 * time.Minute}}
			if got := kioskStop(tool, analysis.Kiosk{NowUTC: now}); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
