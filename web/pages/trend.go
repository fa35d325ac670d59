package pages

import (
	"fmt"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
	"sprue/web/charts"
)

func (p *Pages) trend(r request, t analysis.Trend) (templates.Section, templates.Chart, error) {
	before := ""
	if !r.compare {
		t.Previous = nil
	}
	if len(t.Previous) > 0 {
		before = "before"
	}
	t.Points = filled(t, r.window)
	picture, err := charts.DrawTrend(p.trendSeries(r, t, before))
	if err != nil {
		return templates.Section{}, templates.Chart{}, err
	}
	section := templates.Section{ID: "trend", Head: "Efficiency and stability by " + stepName(t.Step), Note: trendNote(r, t)}
	chart := r.chart("trend-data", picture, trendSummary(t), trendTable(t))
	if t.Step != "" && t.Step != engine.ByNone {
		chart.CSV = csvLink(r, "run-rate", string(t.Step))
	}
	return section, chart, nil
}

func (p *Pages) trendSeries(r request, t analysis.Trend, before string) charts.Trend {
	out := charts.Trend{
		Name:        "Efficiency and stability by " + stepName(t.Step) + ", " + dates(r.window, p.Clock()),
		BeforeLabel: before, Good: p.Good, Watch: p.Watch, Brush: brush(r.address, t.Step, t.Points), Group: "by " + stepName(t.Step),
	}
	for _, at := range t.Points {
		out.Labels = append(out.Labels, pointLabel(t.Step, at))
		out.Links = append(out.Links, dayLink(r.address, t.Step, at))
		out.Efficiency = append(out.Efficiency, at.Efficiency())
		out.Stability = append(out.Stability, at.Stability())
		out.StabilityHigh = append(out.StabilityHigh, at.StabilityHigh())
	}
	then := map[time.Time]analysis.Figures{}
	for _, at := range t.Previous {
		then[at.At] = at.Figures
	}
	for _, at := range t.Points {
		figures := then[at.At]
		out.EfficiencyThen = append(out.EfficiencyThen, figures.Efficiency())
		out.StabilityThen = append(out.StabilityThen, figures.Stability())
	}
	return out
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

func trendNote(r request, t analysis.Trend) string {
	var notes []string
	if len(t.Previous) > 0 {
		notes = append(notes, "dotted: "+previousName(r))
	}
	if doubt(t.Total) != "" {
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

func trendSummary(t analysis.Trend) string {
	if len(t.Points) == 0 {
		return "no data"
	}
	first, last := t.Points[0], t.Points[len(t.Points)-1]
	return fmt.Sprintf("Efficiency and stability by %s from %s to %s: efficiency went from %s to %s %%, stability from %s to %s %%.",
		stepName(t.Step), pointLabel(t.Step, first), pointLabel(t.Step, last),
		percent(first.Efficiency()), percent(last.Efficiency()), percent(first.Stability()), percent(last.Stability()))
}

func trendTable(t analysis.Trend) templates.Table {
	table := templates.Table{
		Caption: "The same data as the chart",
		Columns: []templates.Column{
			{Name: title(stepName(t.Step))},
			{Name: "Efficiency, %", Number: true},
			{Name: "Stability, %", Number: true},
			{Name: "Downtime, h", Number: true},
			{Name: "Stops", Number: true},
			{Name: "Shots", Number: true},
		},
	}
	for _, at := range t.Points {
		table.Rows = append(table.Rows, templates.Row{Cells: []templates.Cell{
			{Text: pointLabel(t.Step, at)},
			{Text: percent(at.Efficiency())},
			stabilityCell(at.Figures),
			{Text: hours(at.DowntimeUS)},
			{Text: engine.Count(at.Stops)},
			{Text: engine.Count(at.Shots)},
		}})
	}
	return table
}

func stabilityCell(f analysis.Figures) templates.Cell {
	cell := templates.Cell{Text: percent(f.Stability()), Doubt: doubt(f), Title: exact(f.Stability(), "")}
	if cell.Doubt != "" {
		cell.High = percent(f.StabilityHigh())
	}
	return cell
}
