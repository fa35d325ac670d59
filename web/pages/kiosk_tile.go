package pages

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"sprue/engine/analysis"
	"sprue/templates"
)

// kioskTile words a tool, as it is and as it was once the figures are old.
func kioskTile(t analysis.KioskTool, k analysis.Kiosk) templates.KioskTile {
	at := zoneOf(t.Zone)
	tile := templates.KioskTile{
		Code: t.Code, Part: t.PartName, Word: title(string(t.State)), Was: "Was " + string(t.State),
		AsOf: shortTime(k.AsOfUTC, k.NowUTC, at), Line: kioskLine(t), Stop: kioskStop(t, k), Ring: kioskRing(t),
	}
	if tile.Part == "" {
		tile.Part = t.PartCode
	}
	last := shortTime(t.LastShotUTC, k.NowUTC, at)
	switch t.State {
	case analysis.KioskRunning, analysis.KioskSlow:
		tile.Kind = templates.KioskRuns
		if t.State == analysis.KioskSlow {
			tile.Kind = templates.KioskSlow
		}
		tile.Phrase, tile.WasPhrase = "cycle not known", "last shot "+last
		if t.CT != nil {
			tile.Big = decimals(*t.CT, 1)
		}
	case analysis.KioskStopped:
		tile.Kind, tile.Phrase, tile.WasPhrase = templates.KioskStopped, "for "+wait(k.NowUTC.Sub(t.LastShotUTC)), "since "+last
	case analysis.KioskPlannedOff:
		tile.Kind, tile.Phrase = templates.KioskPlanned, "for longer"
		if !t.Turn.ResumesUTC.IsZero() {
			tile.Phrase = "until " + shortTime(t.Turn.ResumesUTC, k.NowUTC, at)
		}
		tile.Was, tile.WasPhrase = "Was off", "planned "+tile.Phrase
	case analysis.KioskOff:
		tile.Kind, tile.Phrase, tile.WasPhrase = templates.KioskOff, "since "+last, "since "+last
	case analysis.KioskNoSignal:
		tile.Kind, tile.Was, tile.Phrase, tile.WasPhrase = templates.KioskNoSignal, "No signal", "since "+last, "since "+last
	}
	return tile
}

// kioskLine is the approved cycle time, or where nothing is approved the run's
// own, and how far the cycles are from it.
func kioskLine(t analysis.KioskTool) string {
	name, wanted := "approved ", t.ApprovedCT
	if wanted == nil {
		name, wanted = "usual ", t.RefCT
	}
	if wanted == nil {
		return "no approved cycle"
	}
	running := t.State == analysis.KioskRunning || t.State == analysis.KioskSlow
	if more := t.Deviation(); running && more != nil {
		return name + decimals(*wanted, 1) + ", " + points(*more)
	}
	return name + decimals(*wanted, 1) + " s"
}

// points is a deviation in whole per cent, with its sign.
func points(share float64) string {
	switch whole := int(math.Round(100 * share)); {
	case whole > 0:
		return fmt.Sprintf("+%d %%", whole)
	case whole < 0:
		return fmt.Sprintf("−%d %%", -whole)
	}
	return "0 %"
}

func kioskStop(t analysis.KioskTool, k analysis.Kiosk) string {
	at := zoneOf(t.Zone)
	switch {
	case t.State == analysis.KioskNoSignal:
		return "not known"
	case t.State == analysis.KioskStopped:
		return "now, " + stopTime(t.LastShotUTC, k.NowUTC, at)
	case t.LastStop == nil:
		return "not in 30 days"
	}
	return wait(t.LastStop.Downtime) + ", " + stopTime(t.LastStop.StartUTC, k.NowUTC, at)
}

// stopTime is when a stop began, in what a tile has room for beside how long it
// was: the time, of the evening before too, else the day alone.
func stopTime(t, now time.Time, at *time.Location) string {
	words := shortTime(t, now, at)
	day, clock, both := strings.Cut(words, " ")
	switch {
	case !both || t.Before(now.Add(-6*24*time.Hour)): // the time, or a date
		return words
	case t.After(now.Add(-12 * time.Hour)):
		return clock
	}
	return day
}

// wait is a duration in one number and its unit.
func wait(d time.Duration) string {
	if d < time.Minute {
		return "1 min"
	}
	return age(d)
}

// kioskRing is for tools of which something is expected now.
func kioskRing(t analysis.KioskTool) *templates.KioskRing {
	expected := t.State == analysis.KioskRunning || t.State == analysis.KioskSlow || t.State == analysis.KioskStopped
	if !expected || t.Pace.Basis == analysis.PaceNone {
		return nil
	}
	word := "behind"
	if t.Pace.OnPace() {
		word = "on pace"
	}
	return &templates.KioskRing{
		Done: t.Pace.Done(), Due: t.Pace.DueShare(), Word: word,
		Text: strconv.Itoa(int(math.Round(100*t.Pace.Done()))) + " %",
	}
}
