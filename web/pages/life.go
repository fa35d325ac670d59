package pages

import (
	"context"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// LifeQuestions are about the life of a tool: how much of it is used, and what it is
// judged by.
type LifeQuestions interface {
	EndOfLife(ctx context.Context, f engine.Filter) (analysis.EndOfLife, error)
	Judgement(ctx context.Context, f engine.Filter) (analysis.Judgement, error)
}

// lifePart is a tool's life, whatever the range of the page: nil where nobody has
// heard of the tool.
func lifePart(e analysis.EndOfLife) *templates.LifePart {
	if len(e.Rows) != 1 {
		return nil
	}
	l := e.Rows[0]
	part := templates.LifePart{
		Section: templates.Section{
			ID: "life", Head: "Life", Note: "whatever the range of the page",
			Tail: []templates.Link{{Text: "CSV", URL: csvOf("end-of-life", engine.Filter{Tools: []string{l.Tool}}, nil)}},
		},
		Tiles: []templates.Tile{usedTile(l), reachTile("80 %", l, l.At80, 0.8), reachTile("100 %", l, l.At100, 1), maintenanceTile(l), recordTile(l.Record)},
	}
	if l.AsOf != nil {
		part.Section.Note = "as of " + date(*l.AsOf) + ", " + part.Section.Note
	}
	if l.Used != nil {
		part.Bar = &templates.LifeBar{Used: *l.Used, Title: engine.Share(*l.Used) + " of the designed life is used"}
	}
	return &part
}

func date(t time.Time) string { return t.Format("2 Jan 2006") }

func usedTile(l analysis.Life) templates.Tile {
	t := templates.Tile{
		Label: "Life used, %", Title: "shots, those before it was counted too, / designed shots",
		Figure: templates.Figure{Text: percent(l.Used), Exact: exact(l.Used, "")},
	}
	if l.Designed == nil {
		t.Note = plural(l.Shots, "shot", "shots") + "; " + analysis.LifeReason("no_designed_shots")
		return t
	}
	t.Note = engine.Count(l.Shots) + " of " + engine.Count(*l.Designed) + " shots"
	switch l.Status {
	case analysis.LifeOver:
		t.Status, t.Word = templates.Poor, "over"
	case analysis.LifeWatch:
		t.Status, t.Word = templates.Watch, "watch"
	default:
		t.Status, t.Word = templates.Good, "ok"
	}
	return t
}

// reachTile is the day on which a share of the life is used, and its range.
func reachTile(label string, l analysis.Life, at analysis.Reach, share float64) templates.Tile {
	t := templates.Tile{
		Label: "Day of " + label, Title: "at the median of the shots a day; the range at their 90th and 10th percentile",
		Figure: templates.Figure{Text: dash},
	}
	isReached := l.Used != nil && *l.Used >= share
	switch {
	case at.Likely != nil:
		t.Figure.Text = date(*at.Likely)
	case isReached:
		t.Note = "reached before the first mirrored day"
	default:
		t.Note = analysis.LifeReason(l.Reason)
	}
	switch {
	case isReached && at.Likely != nil:
		t.Note = "reached"
	case isReached || at.Earliest == nil:
	case at.Likely == nil:
		t.Note = date(*at.Earliest) + " at the earliest; " + t.Note
	case at.Latest == nil:
		t.Note = date(*at.Earliest) + " at the earliest, no latest"
	case !at.Earliest.Equal(*at.Latest):
		t.Note = date(*at.Earliest) + " – " + date(*at.Latest)
	}
	return t
}

func maintenanceTile(l analysis.Life) templates.Tile {
	t := templates.Tile{Label: "Next maintenance", Title: "when maintenance.every_shots of the configuration are made since the last completed preventive order", Figure: templates.Figure{Text: dash}}
	if l.MaintenanceDue != nil {
		t.Figure.Text = date(*l.MaintenanceDue)
	}
	switch {
	case l.MaintenanceEvery == nil:
		t.Note = "no interval is configured"
	case l.MaintenanceShare == nil:
		t.Note = "no completed order is known since the data begin"
	case *l.MaintenanceShare >= 1:
		t.Status, t.Word = templates.Watch, "due"
		t.Note = percent(l.MaintenanceShare) + " % of " + engine.Count(*l.MaintenanceEvery) + " shots"
	default:
		t.Note = percent(l.MaintenanceShare) + " % of " + engine.Count(*l.MaintenanceEvery) + " shots"
		if l.MaintenanceDue == nil {
			t.Note += "; no day can be told"
		}
	}
	return t
}

// recordTile is how far the forecasts of the tool were right.
func recordTile(r analysis.Record) templates.Tile {
	t := templates.Tile{
		Label: "Forecasts were off by, %", Title: "median of |expected − made| / made of the 28 days after each week",
		Figure: templates.Figure{Text: percent(r.Error), Exact: exact(r.Error, "")},
	}
	switch {
	case r.Forecasts == 0 && r.Silent == 0:
		t.Note = "no forecast is 28 days old yet"
		return t
	case r.Forecasts == 0:
		t.Note = "no week could foretell anything"
		return t
	case r.Error == nil:
		t.Note = "mostly nothing was made after them"
	default:
		t.Note = "28 days ahead, median of " + plural(r.Forecasts, "week", "weeks")
	}
	if r.Silent > 0 {
		t.Note += "; " + engine.Count(r.Silent) + " more foretold nothing"
	}
	return t
}
