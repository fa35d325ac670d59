package pages

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
	"sprue/web/charts"
)

// trend draws one figure large, on the clock of a plant; events are named on it.
func (p *Pages) trend(r request, s analysis.Span, t analysis.Trend, figure trendFigure, hasPlan bool, events []charts.Event) (templates.Section, templates.Chart, error) {
	if !r.compare {
		t.Previous = nil
	}
	picture, err := charts.DrawTrend(p.trendOf(r, s, t, figure, events))
	if err != nil {
		return templates.Section{}, templates.Chart{}, err
	}
	section := templates.Section{
		ID: "trend", Head: figure.name + " by " + stepName(t.Step), Note: trendNote(r, t, figure), Views: figureViews(r.address, figure, hasPlan),
	}
	chart := r.chart("trend-data", picture, trendSummary(t, figure), trendTable(t))
	if t.Step != "" && t.Step != engine.ByNone {
		chart.CSV = csvLink(r, "run-rate", string(t.Step))
	}
	return section, chart, nil
}

func (p *Pages) trendOf(r request, s analysis.Span, t analysis.Trend, figure trendFigure, events []charts.Event) charts.Trend {
	out := charts.Trend{
		Name:   figure.name + " by " + stepName(t.Step) + ", " + dates(r.window, p.Clock()),
		Axis:   figure.axis,
		Figure: figure.line(), Events: events,
		Brush: brush(r.address, t.Step, t.Points), Moments: moments(s, t.Step, t.Points),
	}
	for _, at := range t.Points {
		out.Labels = append(out.Labels, pointLabel(t.Step, at))
		out.Links = append(out.Links, dayLink(r.address, t.Step, at))
	}
	out.Points = valuesOf(t.Points, figure.value)
	if figure.high != nil {
		out.High = valuesOf(t.Points, figure.high)
	}
	if company, ok := figure.company(); ok {
		out.Beside, out.Company = company.line(), valuesOf(t.Points, company.value)
	}
	if len(t.Previous) > 0 {
		out.Before, out.Then = "before", valuesOf(before(t), figure.value)
	}
	if figure.axis.Format == charts.Percent && !figure.ungraded && p.Good > 0 {
		out.Limits = []charts.Limit{{Kind: charts.Status, Value: p.Good, Name: fmt.Sprintf("good from %.0f", 100*p.Good)}}
	}
	return out
}

func valuesOf(points []analysis.Point, value func(analysis.Point) *float64) []*float64 {
	var all []*float64
	for _, at := range points {
		all = append(all, value(at))
	}
	return all
}

// before is the period before on the steps of this one.
func before(t analysis.Trend) []analysis.Point {
	then := map[time.Time]analysis.Point{}
	for _, at := range t.Previous {
		then[at.At] = at
	}
	var all []analysis.Point
	for _, at := range t.Points {
		all = append(all, then[at.At])
	}
	return all
}

// worstEvent names the step with by far the most downtime.
func worstEvent(t analysis.Trend) []charts.Event {
	worst := t.Worst()
	if worst == nil {
		return nil
	}
	for i, at := range t.Points {
		if at.At.Equal(worst.At) {
			return []charts.Event{{At: float64(i), Name: pointLabel(t.Step, at) + ": " + hours(at.DowntimeUS) + " h down"}}
		}
	}
	return nil
}

func pointLabel(step engine.Grouping, at analysis.Point) string {
	switch step {
	case engine.ByDay, engine.ByWeek:
		return at.At.Format("2 Jan")
	case engine.ByMonth:
		return at.At.Format("Jan 2006")
	case engine.ByHour:
		return at.At.Format("2 Jan 15:04")
	}
	return at.Label
}

// dayLink leads from a step of the chart to that step alone, if there is
// anything to see.
func dayLink(a address, step engine.Grouping, at analysis.Point) string {
	if at.Shots == 0 {
		return ""
	}
	from := at.At
	days := map[engine.Grouping]int{engine.ByDay: 1, engine.ByWeek: 7}[step]
	to := from.AddDate(0, 0, days)
	switch step {
	case engine.ByDay, engine.ByWeek:
	case engine.ByMonth:
		to = from.AddDate(0, 1, 0)
	default:
		return ""
	}
	return a.between(from.Format(time.DateOnly), to.Format(time.DateOnly)).String()
}

func stepName(step engine.Grouping) string {
	if step == "" || step == engine.ByNone {
		return "day"
	}
	return string(step)
}

func trendNote(r request, t analysis.Trend, figure trendFigure) string {
	var notes []string
	if len(t.Previous) > 0 {
		notes = append(notes, "dotted: "+previousName(r))
	}
	if figure.high != nil && doubt(t.Total) != "" {
		notes = append(notes, "hatched: doubtful downtime")
	}
	if t.Step == engine.ByHour {
		notes = append(notes, "hours of UTC")
	}
	return strings.Join(notes, " · ")
}

// previousName is 'previous 28 days', or the dates of the period before.
func previousName(r request) string {
	before, ok := r.window.Previous()
	if !ok {
		return "period before"
	}
	length := before.To.Time.Sub(before.From.Time)
	if before.From.IsDate {
		return "previous " + plural(int64(length.Hours()/24), "day", "days")
	}
	return "previous " + plural(int64(length.Hours()), "hour", "hours")
}

// trendSummary goes from the first to the last step that have a figure.
func trendSummary(t analysis.Trend, figure trendFigure) string {
	var has []analysis.Point
	for _, at := range t.Points {
		if figure.value(at) != nil {
			has = append(has, at)
		}
	}
	if len(has) == 0 {
		return "no data"
	}
	first, last := has[0], has[len(has)-1]
	return fmt.Sprintf("%s by %s from %s to %s: it went from %s to %s %s.",
		figure.name, stepName(t.Step), pointLabel(t.Step, first), pointLabel(t.Step, last),
		figure.shown(figure.value(first)), figure.shown(figure.value(last)), figure.axis.Unit)
}

func trendTable(t analysis.Trend) templates.Table {
	table := templates.Table{
		Caption: "The same data as the chart",
		Columns: []templates.Column{
			{Name: title(stepName(t.Step))},
			{Name: "Efficiency, %", Number: true},
			{Name: "Stability, %", Number: true},
			{Name: "Downtime, h", Number: true},
			{Name: "MTBF, min", Number: true},
			{Name: "MTTR, min", Number: true},
			{Name: "Stops", Number: true},
			{Name: "Shots", Number: true},
		},
	}
	hasOEE := slices.ContainsFunc(t.Points, func(at analysis.Point) bool { return at.OEE != nil })
	if hasOEE {
		for _, name := range []string{"OEE, %", "Availability, %", "Performance, %", "Quality, %"} {
			table.Columns = append(table.Columns, templates.Column{Name: name, Number: true})
		}
	}
	for _, at := range t.Points {
		row := templates.Row{Cells: []templates.Cell{
			{Text: pointLabel(t.Step, at)},
			{Text: percent(at.Efficiency())},
			stabilityCell(at.Figures),
			{Text: hours(at.DowntimeUS)},
			{Text: minutes(at.MTBF())},
			{Text: minutes(at.MTTR())},
			{Text: engine.Count(at.Stops)},
			{Text: engine.Count(at.Shots)},
		}}
		if hasOEE {
			o := *cmp.Or(at.OEE, new(analysis.OEE))
			row.Cells = append(row.Cells, oeeCell(o), percentCell(o.Availability()), percentCell(o.Performance()), percentCell(o.Quality()))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}
