package pages

import (
	"net/url"
	"slices"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

func toolPath(code string) string { return "/tools/" + url.PathEscape(code) }

// toolsTable has a column for OEE unless that is nil.
func (p *Pages) toolsTable(r request, tools []analysis.Tool, oee *analysis.Effectiveness, s sorting[analysis.Tool]) templates.Table {
	columns := toolColumns()
	if oee == nil {
		columns = slices.DeleteFunc(columns, func(c toolColumn) bool { return c.key == oeeKey })
	} else {
		for i := range tools {
			tools[i].OEE = oee.Tools[tools[i].Code]
		}
	}
	s.apply(tools, codeOf)
	table := templates.Table{Caption: "Tools with data in the window", Columns: s.heads(columns, r.address, "sort", defaultSort)}
	longest := longestDowntime(tools)
	for _, t := range tools {
		table.Rows = append(table.Rows, p.toolRow(r, t, oee != nil, longest))
	}
	return table
}

// longestDowntime is what the bars of tools are measured by.
func longestDowntime(tools []analysis.Tool) int64 {
	longest := int64(1)
	for _, t := range tools {
		longest = max(longest, t.DowntimeUS)
	}
	return longest
}

func (p *Pages) toolRow(r request, t analysis.Tool, withOEE bool, longest int64) templates.Row {
	status, word := toolStatus(t.State)
	cells := []templates.Cell{
		{Text: t.Code, Title: t.Code},
		nameCell(t.PartCode),
		nameCell(t.LocationName),
		nameCell(t.SupplierName),
		percentCell(t.Efficiency()),
		stabilityCell(t.Figures),
	}
	if withOEE {
		cells = append(cells, oeeCell(t.OEE))
	}
	return templates.Row{
		URL: r.tool(t.Code).String(),
		Cells: append(cells,
			templates.Cell{Text: engine.Count(t.Stops), Title: engine.Count(t.MicroStops) + " micro"},
			hoursCell(t.DowntimeUS),
			templates.Cell{Bar: float64(t.DowntimeUS) / float64(longest)},
			templates.Cell{Text: orDash(t.MainCause), Title: causeWords(t.MainCause)},
			p.lastShotCell(t),
			templates.Cell{Status: status, Text: word},
		),
	}
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
