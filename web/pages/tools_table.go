package pages

import (
	"net/url"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

func toolPath(code string) string { return "/tools/" + url.PathEscape(code) }

func (p *Pages) toolsTable(r request, tools []analysis.Tool, s sorting) templates.Table {
	s.apply(tools)
	table := templates.Table{Caption: "Tools with data in the window"}
	for _, c := range toolColumns() {
		table.Columns = append(table.Columns, s.head(c.head, c.key, c.falling, func(next ordering) string {
			return r.address.with("sort", next.String()).String()
		}))
	}
	longest := int64(1)
	for _, t := range tools {
		longest = max(longest, t.DowntimeUS)
	}
	down := address{path: r.address.path, values: carried(r.address.values)}.with("tool")
	for _, t := range tools {
		table.Rows = append(table.Rows, p.toolRow(t, down, longest))
	}
	return table
}

func (p *Pages) toolRow(t analysis.Tool, down address, longest int64) templates.Row {
	status, word := toolStatus(t.State)
	return templates.Row{
		URL: down.at(toolPath(t.Code)).String(),
		Cells: []templates.Cell{
			{Text: t.Code, Title: t.Code},
			{Text: orDash(t.PartCode), Title: t.PartCode},
			{Text: orDash(t.LocationName), Title: t.LocationName},
			{Text: orDash(t.SupplierName), Title: t.SupplierName},
			{Text: percent(t.Efficiency()), Title: exact(t.Efficiency(), "")},
			stabilityCell(t.Figures),
			{Text: engine.Count(t.Stops), Title: engine.Count(t.MicroStops) + " micro"},
			{Text: hours(t.DowntimeUS), Title: engine.Count(t.DowntimeUS) + " µs"},
			{Bar: float64(t.DowntimeUS) / float64(longest)},
			{Text: orDash(t.MainCause), Title: causeWords(t.MainCause)},
			{Text: p.shotTime(t), Title: t.LastShotUTC.UTC().Format("2006-01-02T15:04:05Z")},
			{Status: status, Text: word},
		},
	}
}

func (p *Pages) shotTime(t analysis.Tool) string {
	if t.LastShotUTC.IsZero() {
		return dash
	}
	return day(t.LastShotLocal, p.Clock()) + t.LastShotLocal.Format(" 15:04")
}

func toolStatus(s analysis.State) (templates.Status, string) {
	switch s {
	case analysis.Running:
		return templates.Good, "running"
	case analysis.Stopped:
		return templates.Poor, "stopped"
	case analysis.NoSignal:
		return templates.NoSignal, "no signal"
	case analysis.NoData:
		return templates.Watch, "no data"
	case analysis.PlannedOff:
		return templates.Off, "planned off"
	}
	return templates.Off, "off"
}

func orDash(text string) string {
	if text == "" {
		return dash
	}
	return text
}
