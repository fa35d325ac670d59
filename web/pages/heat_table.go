package pages

import (
	"net/url"
	"strconv"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// heatChart is the table of the map, its CSV, and the way from one to the
// other. The script reads the figure under the pointer from this table.
func heatChart(r request, m analysis.HeatMap, named, thin []analysis.HeatRow) templates.Chart {
	words := heatWords()[m.Figure]
	table := templates.Table{
		Caption: words.head + ", " + words.note() + "by tool and " + stretch(m.Width),
		Columns: []templates.Column{{Name: "Tool"}, {Name: "Plant"}, {Name: "Loss, h", Number: true}},
	}
	for _, at := range m.Days {
		table.Columns = append(table.Columns, templates.Column{Name: at.Format("2 Jan"), Number: true})
	}
	for _, rows := range [][]analysis.HeatRow{named, thin[:min(heatThin, len(thin))]} {
		for _, row := range rows {
			table.Rows = append(table.Rows, heatTableRow(r, m.Figure, row))
		}
	}
	return templates.Chart{
		ID: "heat-map", Table: table, CSV: csvOf("heatmap", r.filter, url.Values{"figure": {string(m.Figure)}}),
		Summary: words.head + " of " + plural(int64(len(m.Rows)), "tool", "tools") + ", the largest loss first; the table has the figures.",
		AsChart: r.address.asChart("heat-map"), AsTable: r.address.asTable("heat-map"), Shown: r.address.showsTable("heat-map"),
	}
}

func heatTableRow(r request, f analysis.HeatFigure, row analysis.HeatRow) templates.Row {
	cells := []templates.Cell{
		{Text: row.Tool, Title: row.Tool}, {Text: orDash(row.LocationName)}, hoursCell(row.LossUS),
	}
	for _, c := range row.Cells {
		cell := templates.Cell{Text: heatText(f, c), Title: c.State}
		if c.State == analysis.CellRan {
			cell.Title = plural(c.Shots, "shot", "shots")
		}
		cells = append(cells, cell)
	}
	return templates.Row{URL: r.tool(row.Tool).String(), Cells: cells}
}

func heatText(f analysis.HeatFigure, c analysis.HeatCell) string {
	if c.Value == nil {
		return dash
	}
	switch f {
	case analysis.HeatDeviation:
		return signed(100 * *c.Value)
	case analysis.HeatDowntime:
		return decimals(*c.Value, 1)
	case analysis.HeatShots:
		return engine.Count(int64(*c.Value))
	}
	return percent(c.Value)
}

// heatWord is how a figure of the map is called.
type heatWord struct{ head, unit string }

// note is the unit before other words.
func (w heatWord) note() string {
	if w.unit == "" {
		return ""
	}
	return w.unit + ", "
}

func heatWords() map[analysis.HeatFigure]heatWord {
	return map[analysis.HeatFigure]heatWord{
		analysis.HeatDeviation:  {"Cycle time vs approved", "%"},
		analysis.HeatEfficiency: {"Efficiency", "%"},
		analysis.HeatStability:  {"Stability", "%"},
		analysis.HeatDowntime:   {"Downtime", "h"},
		analysis.HeatShots:      {"Shots", ""},
	}
}

// heatLegend names the limits of the classes, those of the states only where
// they occur.
func (p *Pages) heatLegend(m analysis.HeatMap) []templates.HeatKey {
	keys := p.heatClasses(m)
	has := map[templates.HeatCell]bool{}
	for _, row := range m.Rows {
		for _, c := range row.Cells {
			has[look(c)] = true
		}
	}
	for _, k := range []templates.HeatKey{
		{Cell: templates.HeatUnknown, Text: "ran, nothing approved"}, {Cell: templates.HeatStopped, Text: "stopped"},
		{Cell: templates.HeatNoData, Text: "no data"}, {Cell: templates.HeatBlank, Text: "blank: did not run"},
	} {
		if has[k.Cell] {
			keys = append(keys, k)
		}
	}
	return keys
}

func (p *Pages) heatClasses(m analysis.HeatMap) []templates.HeatKey {
	key := func(c templates.HeatCell, text string) templates.HeatKey {
		return templates.HeatKey{Cell: c, Text: text}
	}
	switch m.Figure {
	case analysis.HeatDeviation:
		return []templates.HeatKey{
			key(templates.HeatLow2, "< −5"), key(templates.HeatLow1, "−5…−2"), key(templates.HeatZero, "±2"),
			key(templates.HeatHigh1, "2…5"), key(templates.HeatHigh2, "5…10"), key(templates.HeatHigh3, "> 10 %"),
		}
	case analysis.HeatDowntime:
		hours := func(h float64) string { return strconv.FormatFloat(h*float64(max(m.Width, 1)), 'f', -1, 64) }
		return []templates.HeatKey{
			key(templates.HeatZero, "≤ "+hours(0.25)), key(templates.HeatHigh1, hours(0.25)+"…"+hours(1)),
			key(templates.HeatHigh2, hours(1)+"…"+hours(4)), key(templates.HeatHigh3, "> "+hours(4)+" h"),
		}
	case analysis.HeatShots:
		return []templates.HeatKey{
			key(templates.HeatLow2, "< 0.5"), key(templates.HeatLow1, "0.5…0.8"), key(templates.HeatZero, "0.8…1.25"),
			key(templates.HeatHigh1, "1.25…1.5"), key(templates.HeatHigh2, "> 1.5 × the tool's median"),
		}
	}
	good, middle, watch := decimals(100*p.Good, 0), decimals(50*(p.Good+p.Watch), 0), decimals(100*p.Watch, 0)
	return []templates.HeatKey{
		key(templates.HeatZero, "≥ "+good), key(templates.HeatHigh1, middle+"…"+good),
		key(templates.HeatHigh2, watch+"…"+middle), key(templates.HeatHigh3, "< "+watch+" %"),
	}
}
