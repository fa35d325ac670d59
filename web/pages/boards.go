package pages

import (
	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// boardRows is how many rows fit under the map; boards=all shows all.
const boardRows = 5

// board compares suppliers or plants, the largest loss first; a row is a
// filter.
func board(r request, by engine.Grouping, leaders []analysis.Leader) templates.Board {
	many, one, kind := "Suppliers", "Supplier", "supplier"
	if by == engine.ByLocation {
		many, one, kind = "Plants", "Plant", "location"
	}
	b := templates.Board{
		Section: templates.Section{ID: string(by) + "-board", Head: many},
		Table: templates.Table{Caption: many + ", largest loss first", Columns: []templates.Column{
			{Name: one},
			{Name: "Tools", Number: true, Low: "1"},
			{Name: "Deviation, %", Title: "cycle time against approved", Number: true},
			{Name: "Stability, %", Number: true},
			{Name: "Loss, h", Title: "downtime and slow cycles", Number: true},
			{Bar: true, Low: "2"},
		}},
	}
	shown := leaders
	if r.address.values.Get("boards") != "all" && len(leaders) > boardRows {
		shown = leaders[:boardRows]
		b.Table.Columns[0].Name += ", " + engine.Count(boardRows) + " of " + engine.Count(int64(len(leaders)))
		b.Section.Tail = append(b.Section.Tail, templates.Link{Text: "All " + engine.Count(int64(len(leaders))), URL: r.address.with("boards", "all").String()})
	}
	b.Section.Tail = append(b.Section.Tail, templates.Link{Text: "CSV", URL: csvLink(r, kind+"s", "")})
	longest := int64(1)
	for _, l := range leaders {
		longest = max(longest, l.LossUS())
	}
	for _, l := range shown {
		b.Table.Rows = append(b.Table.Rows, boardRow(r, kind, l, longest))
	}
	return b
}

func boardRow(r request, kind string, l analysis.Leader, longest int64) templates.Row {
	row := templates.Row{Cells: []templates.Cell{
		nameCell(l.Name),
		{Text: engine.Count(l.Tools)},
		deviationCell(l.Compared),
		stabilityCell(l.Figures),
		hoursCell(l.LossUS()),
		{Bar: float64(l.LossUS()) / float64(longest)},
	}}
	if l.Name != "" {
		row.URL = r.address.with(kind, l.Name).with("boards").String()
	}
	return row
}
