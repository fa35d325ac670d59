package pages

import (
	"fmt"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// How many rows of the map have names, and how many thin ones a page has room
// for; the directory and the CSV have all.
const (
	heatNamed = 12
	heatThin  = 36
)

// heatMap draws the map: tools with the largest loss named, the rest thin.
func (p *Pages) heatMap(r request, m analysis.HeatMap) (templates.Section, templates.HeatMap) {
	words := heatWords()[m.Figure]
	section := templates.Section{
		ID: "heat", Head: words.head, Note: words.note() + "by " + stretch(m.Width), Views: viewsOf(r.address, "figure", analysis.HeatFigures(), m.Figure),
	}
	named, thin := m.Rows, []analysis.HeatRow(nil)
	if len(named) > heatNamed+3 { // three thin rows save nothing
		named, thin = m.Rows[:heatNamed], m.Rows[heatNamed:]
	}
	drawn := templates.HeatMap{
		Chart: heatChart(r, m, named, thin), Label: words.head + " by tool and " + stretch(m.Width), Head: "loss, h",
		Step: m.Width, Unit: words.unit, Days: dayNames(m.Days), Legend: p.heatLegend(m),
	}
	for _, at := range m.Days {
		drawn.Dates = append(drawn.Dates, at.Format(time.DateOnly))
	}
	for _, row := range named {
		drawn.Rows = append(drawn.Rows, heatRow(r, row))
	}
	for _, row := range thin[:min(heatThin, len(thin))] {
		drawn.Rest = append(drawn.Rest, heatRow(r, row))
	}
	drawn.Others = others(r, m.Rows, thin)
	return section, drawn
}

func heatRow(r request, row analysis.HeatRow) templates.HeatRow {
	out := templates.HeatRow{
		Name: row.Tool, Quiet: row.LocationName, Figure: hours(row.LossUS), URL: r.tool(row.Tool).String(),
		Title: row.Tool + ", " + orDash(row.LocationName) + ", " + hours(row.LossUS) + " h lost",
	}
	for _, cell := range row.Cells {
		out.Cells = append(out.Cells, look(cell))
	}
	return out
}

func look(c analysis.HeatCell) templates.HeatCell {
	switch {
	case c.Value != nil:
		return []templates.HeatCell{
			templates.HeatLow2, templates.HeatLow1, templates.HeatZero, templates.HeatHigh1, templates.HeatHigh2, templates.HeatHigh3,
		}[min(max(c.Level, -2), 3)+2]
	case c.State == analysis.CellNoData:
		return templates.HeatNoData
	case c.State == analysis.CellStopped:
		return templates.HeatStopped
	case c.State == analysis.CellRan:
		return templates.HeatUnknown
	}
	return templates.HeatBlank
}

func others(r request, all, thin []analysis.HeatRow) templates.HeatOthers {
	if len(thin) == 0 {
		return templates.HeatOthers{}
	}
	o := templates.HeatOthers{
		Text: engine.Count(int64(len(thin))) + " other tools", Figure: hours(analysis.LossUS(thin)),
		Quiet: percent(share(analysis.LossUS(thin), analysis.LossUS(all))) + " % of the loss",
	}
	if hidden := len(thin) - heatThin; hidden > 0 {
		o.More = &templates.Link{Text: engine.Count(int64(hidden)) + " not drawn", URL: r.opens("/tools").String()}
	}
	return o
}

func share(part, whole int64) *float64 {
	if whole == 0 {
		return nil
	}
	s := float64(part) / float64(whole)
	return &s
}

// viewsOf are ways to see a part; the first one needs no word in the address.
func viewsOf[T ~string](a address, name string, all []T, shown T) []templates.View {
	var views []templates.View
	for _, v := range all {
		to := a.choose(name, string(v), string(all[0]))
		views = append(views, templates.View{Text: title(string(v)), URL: to.String(), Current: v == shown})
	}
	return views
}

// stretch names what a column is.
func stretch(width int) string {
	switch width {
	case 0, 1:
		return "day"
	case 7:
		return "week"
	}
	return fmt.Sprintf("%d days", width)
}

// dayNames names about five columns, at equal steps.
func dayNames(days []time.Time) []string {
	step := 1
	for _, s := range []int{2, 7, 14, 28} {
		if len(days) > 6*step {
			step = s
		}
	}
	names := make([]string, len(days))
	for i, at := range days {
		if i%step == 0 {
			names[i] = at.Format("2 Jan")
		}
	}
	return names
}
