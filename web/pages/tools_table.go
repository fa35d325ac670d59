package pages

import (
	"net/url"
	"slices"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

func toolPath(code string) string { return "/tools/" + url.PathEscape(code) }

// toolsPart is a page of the tools, with a column for OEE unless that is nil; a row
// opens the tool.
func (p *Pages) toolsPart(r request, q runRateAsked, tools []analysis.Tool, oee *analysis.Effectiveness) templates.TablePart {
	columns := toolColumns()
	if oee == nil {
		columns = slices.DeleteFunc(columns, func(c toolColumn) bool { return c.key == oeeKey })
	} else {
		for i := range tools {
			tools[i].OEE = oee.Tools[tools[i].Code]
		}
	}
	q.tools.apply(tools, codeOf)
	shown := rowsOf(tools, q.page, toolsPerPage)
	part := templates.TablePart{
		Section: templates.Section{
			ID: "tools", Head: plural(int64(len(tools)), "tool", "tools"), Note: stateWords(tools),
			Tail: []templates.Link{{Text: "CSV", URL: csvLink(r, "run-rate", "tool")}},
		},
		Table: templates.Table{Caption: "Tools with data in the window", Columns: q.tools.heads(columns, r.address.with(toolsPage), "sort", defaultSort)},
		Empty: noTools,
		Pager: toolsPager(r.address, q.page, len(shown), len(tools)),
	}
	longest := longestDowntime(tools)
	for _, t := range shown {
		part.Table.Rows = append(part.Table.Rows, p.toolRow(r, t, oee != nil, longest))
	}
	return part
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
