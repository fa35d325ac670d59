package pages

import (
	"math"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// A share that fell by more than this is drawn as bad.
const badFall = 0.05

// tilesOf are the tiles of a fleet. A period before of which the data lack a
// part is not compared with: every tile says so instead.
func (p *Pages) tilesOf(r request, f analysis.Fleet) []templates.Tile {
	if !r.compare {
		return p.tiles(f.Total, nil)
	}
	reason := partial(r, f)
	if reason == "" {
		return p.tiles(f.Total, f.Before)
	}
	tiles := p.tiles(f.Total, nil)
	for i := range tiles {
		tiles[i].Change = uncompared(reason)
	}
	return tiles
}

func uncompared(reason string) *templates.Change {
	return &templates.Change{Flat: true, Text: dash, Title: reason}
}

// partial says why the period before cannot be compared with: the data begin
// inside it. ” if they do not.
func partial(r request, f analysis.Fleet) string {
	before, ok := r.window.Previous()
	if !ok || f.Before == nil || !f.First.After(before.From.Time) {
		return ""
	}
	if !before.From.IsDate {
		return "the data begin inside the " + previousName(r) + ", on " + f.First.Format("2 Jan 2006")
	}
	days := int64(before.To.Time.Sub(f.First).Hours() / 24)
	return "the " + previousName(r) + " have data for " + plural(days, "day", "days") + " only"
}

func (p *Pages) tiles(now analysis.Figures, before *analysis.Figures) []templates.Tile {
	then := analysis.Figures{}
	if before != nil {
		then = *before
	}
	return []templates.Tile{
		p.efficiencyTile(now, then),
		p.stabilityTile(now, then),
		mtbfTile(now, then),
		mttrTile(now, then),
		{
			Label: "Stops", Title: "stops that start in the window",
			Figure: templates.Figure{Text: engine.Count(now.Stops)},
			Change: countChange(before, now.Stops, then.Stops),
			Note:   engine.Count(now.MicroStops) + " micro",
		},
		{
			Label: "Downtime, h", Title: "time inside runs in which no cycle was going on",
			Figure: templates.Figure{Text: hours(now.DowntimeUS), Exact: engine.Count(now.DowntimeUS) + " µs"},
			Change: hoursChange(before, now.DowntimeUS, then.DowntimeUS),
			Note:   doubtfulNote(now),
		},
	}
}

func (p *Pages) efficiencyTile(now, then analysis.Figures) templates.Tile {
	status, word := p.status(now.Efficiency())
	return templates.Tile{
		Label: "Efficiency, %", Title: "normal shots / shots",
		Figure: templates.Figure{Text: percent(now.Efficiency()), Exact: exact(now.Efficiency(), "")},
		Status: status, Word: word,
		Change: shareChange(now.Efficiency(), then.Efficiency()),
	}
}

func (p *Pages) stabilityTile(now, then analysis.Figures) templates.Tile {
	status, word := p.status(now.Stability())
	fig := templates.Figure{Text: percent(now.Stability()), Exact: exact(now.Stability(), "")}
	if doubt(now) != "" {
		fig.High = percent(now.StabilityHigh())
	}
	return templates.Tile{
		Label: "Stability, %", Title: "production time / run time; with doubtful downtime as a range",
		Figure: fig, Status: status, Word: word,
		Change: shareChange(now.Stability(), then.Stability()),
	}
}

func mtbfTile(now, then analysis.Figures) templates.Tile {
	t := templates.Tile{
		Label: "MTBF, min", Title: "production time / stops",
		Figure: templates.Figure{Text: minutes(now.MTBF()), Exact: exact(now.MTBF(), "s")},
		Change: minutesChange(now.MTBF(), then.MTBF()),
	}
	if now.Stops == 0 && now.ProductionTimeUS > 0 {
		t.Figure.Text = "> " + engine.Significant(float64(now.ProductionTimeUS)/60e6)
		t.Note = "no stops"
	}
	return t
}

func mttrTile(now, then analysis.Figures) templates.Tile {
	t := templates.Tile{
		Label: "MTTR, min", Title: "downtime / stops",
		Figure: templates.Figure{Text: minutes(now.MTTR()), Exact: exact(now.MTTR(), "s")},
		Change: minutesChange(now.MTTR(), then.MTTR()),
	}
	if now.Stops == 0 {
		t.Note = "no stops"
	}
	return t
}

// status gives the colour and word of a share.
func (p *Pages) status(share *float64) (templates.Status, string) {
	switch {
	case share == nil:
		return "", ""
	case *share >= p.Good:
		return templates.Good, "good"
	case *share >= p.Watch:
		return templates.Watch, "watch"
	}
	return templates.Poor, "poor"
}

func shareChange(now, then *float64) *templates.Change {
	if now == nil || then == nil {
		return nil
	}
	c := change(100*(*now-*then), 1, " pt")
	c.Bad = *now-*then < -badFall
	return c
}

func minutesChange(now, then *float64) *templates.Change {
	if now == nil || then == nil {
		return nil
	}
	return change((*now-*then)/60, 1, "")
}

func countChange(before *analysis.Figures, now, then int64) *templates.Change {
	if before == nil || before.Shots == 0 {
		return nil
	}
	return change(float64(now-then), 0, "")
}

func hoursChange(before *analysis.Figures, now, then int64) *templates.Change {
	if before == nil || before.Shots == 0 {
		return nil
	}
	return change(float64(now-then)/3.6e9, 1, "")
}

func change(by float64, places int, unit string) *templates.Change {
	text := decimals(math.Abs(by), places)
	if text == decimals(0, places) {
		return &templates.Change{Text: "±0" + unit, Flat: true}
	}
	if by < 0 {
		return &templates.Change{Text: "−" + text + unit}
	}
	return &templates.Change{Text: "+" + text + unit, Up: true}
}

func doubtfulNote(f analysis.Figures) string {
	if f.DoubtfulUS == 0 {
		return ""
	}
	return hours(f.DoubtfulUS) + " h doubtful"
}
