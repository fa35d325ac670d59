package pages

import (
	"fmt"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
	"sprue/web/charts"
)

// cycle draws the tool's mean cycle time beside its limits; nil where no shot
// has a cycle time of its own.
func (p *Pages) cycle(r request, d fleetData, c analysis.Changes) (templates.Section, *templates.Chart, error) {
	t := d.trend
	section := templates.Section{ID: "cycle", Head: "Cycle time by " + stepName(t.Step), Note: "mean of slow, fast and normal shots"}
	points := valuesOf(t.Points, analysis.Point.AverageCT)
	if d.fleet.Total.AverageCT() == nil {
		return section, nil, nil
	}
	lines := charts.Lines{
		Name: section.Head + ", " + dates(r.window, p.Clock()), Axis: charts.Axis{Unit: "s", Format: charts.Tenths},
		Series: []charts.Series{{Name: "mean cycle time", Points: points, Colour: 1, End: cycleEnd(points)}},
		Limits: cycleLimits(c.Limits), Events: changeEvents(t, c),
		Brush: brush(r.address, t.Step, t.Points), Moments: moments(c.Span, t.Step, t.Points),
	}
	for _, at := range t.Points {
		lines.Labels = append(lines.Labels, pointLabel(t.Step, at))
		lines.Links = append(lines.Links, dayLink(r.address, t.Step, at))
	}
	picture, err := lines.Draw()
	if err != nil {
		return section, nil, err
	}
	chart := r.chart("cycle-data", picture, cycleSummary(t, points, c.Limits), cycleTable(t))
	chart.Class = "small"
	if t.Step != "" && t.Step != engine.ByNone {
		chart.CSV = csvLink(r, "run-rate", string(t.Step))
	}
	return section, &chart, nil
}

func cycleEnd(points []*float64) string {
	for i := len(points) - 1; i >= 0; i-- {
		if points[i] != nil {
			return fmt.Sprintf("mean %.1f", *points[i])
		}
	}
	return ""
}

// cycleLimits are those that hold at the end of the range; that others held
// before is an event.
func cycleLimits(steps []analysis.LimitStep) []charts.Limit {
	if len(steps) == 0 {
		return nil
	}
	now := steps[len(steps)-1]
	var limits []charts.Limit
	add := func(kind charts.LimitKind, name string, v *float64) {
		if v != nil {
			limits = append(limits, charts.Limit{Kind: kind, Value: *v, Name: fmt.Sprintf("%s %.1f", name, *v)})
		}
	}
	add(charts.Approved, "approved", now.Approved)
	add(charts.Inner, "L1", now.L1Below)
	add(charts.Inner, "L1", now.L1Above)
	add(charts.Outer, "L2", now.L2Below)
	add(charts.Outer, "L2", now.L2Above)
	return limits
}

func cycleSummary(t analysis.Trend, points []*float64, steps []analysis.LimitStep) string {
	text := fmt.Sprintf("Mean cycle time by %s: %s at the end", stepName(t.Step), cycleEnd(points))
	if len(steps) > 0 && steps[len(steps)-1].Approved != nil {
		text += fmt.Sprintf(", %.1f s are approved", *steps[len(steps)-1].Approved)
	}
	return text + "."
}

func cycleTable(t analysis.Trend) templates.Table {
	table := templates.Table{
		Caption: "The same data as the chart of the cycle time",
		Columns: []templates.Column{
			{Name: title(stepName(t.Step))}, {Name: "Mean cycle time, s", Number: true},
			{Name: "Normal shots", Number: true}, {Name: "Slow shots", Number: true}, {Name: "Fast shots", Number: true},
		},
	}
	for _, at := range t.Points {
		mean := dash
		if ct := at.AverageCT(); ct != nil {
			mean = decimals(*ct, 2)
		}
		table.Rows = append(table.Rows, templates.Row{Cells: []templates.Cell{
			{Text: pointLabel(t.Step, at)}, {Text: mean, Title: exact(at.AverageCT(), "s")},
			{Text: engine.Count(at.NormalShots)}, {Text: engine.Count(at.SlowShots)}, {Text: engine.Count(at.FastShots)},
		}})
	}
	return table
}

// Names of more events than this would hide the line.
const eventsShown = 4

// changeEvents name what happened to a tool at the steps in which it did.
func changeEvents(t analysis.Trend, c analysis.Changes) []charts.Event {
	var events []charts.Event
	for _, e := range c.Events {
		step := stepHolding(t, c.Span, e.AtUTC)
		if name := changeName(e); name != "" && step >= 0 && len(events) < eventsShown {
			events = append(events, charts.Event{At: float64(step), Name: c.Local(e.AtUTC).Format("2 Jan 15:04") + ": " + name})
		}
	}
	return events
}

func changeName(e analysis.Event) string {
	switch e.Kind {
	case "part":
		return "part " + e.After
	case "counter":
		return "counter " + e.After
	case "approved":
		return "approved " + e.Before + " → " + e.After
	case "reference":
		return "reference " + e.Before + " → " + e.After
	}
	return ""
}

// stepHolding is the last step that begins at a moment or before it; -1 for
// none.
func stepHolding(t analysis.Trend, s analysis.Span, at time.Time) int {
	if t.Step != engine.ByHour {
		at = s.Local(at)
	}
	found := -1
	for i, p := range t.Points {
		if !p.At.After(at) {
			found = i
		}
	}
	return found
}
