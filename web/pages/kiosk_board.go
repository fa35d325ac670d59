package pages

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/engine/analysis"
	"sprue/templates"
)

// kioskBoard words what a screen shows.
func kioskBoard(k analysis.Kiosk, choice kioskChoice) templates.KioskBoard {
	place, zones := kioskPlace(k.Tools, choice), kioskZones(k.Tools)
	clock := zoneOf(zones[0])
	board := templates.KioskBoard{
		NowMS: k.NowUTC.UnixMilli(), Stale: k.Stale, Zone: clock.String(),
		Zones: strings.Join(few3(zones), ", "), PerPage: choice.per,
	}
	if !k.AsOfUTC.IsZero() {
		board.AsOfMS = k.AsOfUTC.UnixMilli()
		board.AsOfText = k.AsOfUTC.In(clock).Format("15:04:05")
		board.Since = shortTime(k.AsOfUTC, k.NowUTC, clock)
	}
	var tiles []templates.KioskTile
	for _, t := range k.Tools {
		tiles = append(tiles, kioskTile(t, k))
	}
	board.Pages = slices.Collect(slices.Chunk(tiles, choice.per))
	board.Head = kioskHead(place, k.Tools)
	board.OldHead = title(strings.TrimPrefix(place+": state not known", ": "))
	board.Turn = kioskTurn(k.Tools, k, choice)
	board.Ring, board.Mark = kioskLegend(k.Tools, choice)
	switch {
	case k.BuildID == 0:
		board.Empty = "Nothing is built yet. The screen fills by itself after the first sync and build."
	case len(tiles) == 0:
		board.Empty = "No tool of this screen made a shot in the last 30 days."
	}
	return board
}

// kioskPlace is what the screen is about.
func kioskPlace(tools []analysis.KioskTool, choice kioskChoice) string {
	var names []string
	for _, t := range tools {
		if !slices.Contains(names, t.LocationName) {
			names = append(names, t.LocationName)
		}
	}
	switch {
	case len(names) == 1 && names[0] != "":
		return names[0]
	case len(choice.filter.Locations) == 0 && len(choice.filter.Tools) == 0:
		return "All plants"
	case len(tools) == 0:
		return "This screen"
	}
	return ""
}

// kioskZones are the zones of the tools' plants, the most frequent one first.
func kioskZones(tools []analysis.KioskTool) []string {
	count := map[string]int{}
	var zones []string
	for _, t := range tools {
		if count[t.Zone]++; count[t.Zone] == 1 {
			zones = append(zones, t.Zone)
		}
	}
	slices.SortStableFunc(zones, func(a, b string) int { return count[b] - count[a] })
	if len(zones) == 0 {
		return []string{"UTC"}
	}
	return zones
}

// few3 is the first three, and how many more there are.
func few3(names []string) []string {
	if len(names) <= 3 {
		return names
	}
	return append(slices.Clone(names[:3]), fmt.Sprintf("%d more", len(names)-3))
}

// kioskHead is the answer: how many run as they should.
func kioskHead(place string, tools []analysis.KioskTool) string {
	var running, measured, onPace int
	for _, t := range tools {
		if t.State == analysis.KioskRunning || t.State == analysis.KioskSlow {
			running++
			if t.Pace.Basis != analysis.PaceNone {
				measured++
			}
			if t.Pace.OnPace() {
				onPace++
			}
		}
	}
	if len(tools) == 0 {
		return place
	}
	count, words := onPace, "run on pace"
	if measured == 0 {
		count, words = running, "run"
	}
	if place == "" {
		return fmt.Sprintf("%d of %d tools %s", count, len(tools), words)
	}
	return fmt.Sprintf("%s: %d of %d %s", place, count, len(tools), words)
}

// kioskTurn names the shift, where all tools have the same one.
func kioskTurn(tools []analysis.KioskTool, k analysis.Kiosk, choice kioskChoice) string {
	if len(tools) == 0 {
		return ""
	}
	first := tools[0]
	for _, t := range tools[1:] {
		if t.Turn != first.Turn {
			return "Each plant's own shift"
		}
	}
	at := zoneOf(first.Zone)
	turn := first.Turn
	switch {
	case turn.FromUTC.IsZero() && turn.ResumesUTC.IsZero():
		return "No shift is planned"
	case turn.FromUTC.IsZero():
		return "No shift until " + shortTime(turn.ResumesUTC, k.NowUTC, at)
	case turn.Shift == "" || choice.wholeDay:
		return "Production day from " + turn.FromUTC.In(at).Format("15:04")
	}
	name := turn.Shift
	if !strings.Contains(strings.ToLower(name), "shift") {
		name += " shift"
	}
	return title(name) + ", " + turn.FromUTC.In(at).Format("15:04") + "–" + turn.ToUTC.In(at).Format("15:04")
}

// kioskLegend says what ring and mark mean: a usual day is not a plan.
func kioskLegend(tools []analysis.KioskTool, choice kioskChoice) (ring, mark string) {
	basis := map[analysis.PaceBasis]bool{}
	for _, t := range tools {
		basis[t.Pace.Basis] = true
	}
	turn := "shift"
	if choice.wholeDay {
		turn = "day"
	}
	switch {
	case basis[analysis.PacePlanned] && basis[analysis.PaceUsual]:
		return "Ring: shots so far, of the plan or of a usual day", "White mark: where they should be now"
	case basis[analysis.PacePlanned]:
		return "Ring: shots of this " + turn, "White mark: where the " + turn + " should be now"
	case basis[analysis.PaceUsual]:
		return "Ring: today against a usual day, no shift plan", "White mark: a usual day by now"
	}
	return "", ""
}

// shortTime is a time of day, with its day where that is another one.
func shortTime(t, now time.Time, at *time.Location) string {
	t, now = t.In(at), now.In(at)
	switch days := now.Sub(t); {
	case t.Format(time.DateOnly) == now.Format(time.DateOnly):
		return t.Format("15:04")
	case days > -6*24*time.Hour && days < 6*24*time.Hour:
		return t.Format("Mon 15:04")
	case t.Year() == now.Year():
		return t.Format("2 Jan")
	}
	return t.Format("Jan 2006")
}
