package pages

import (
	"cmp"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// boardRows is how many rows fit under the map; boards=all shows all.
const boardRows = 5

// boardSort is the order of a board unless an address says another one.
const boardSort = "-loss"

// boardOrders are the orders of both boards: suppliers=-loss, locations=name.
type boardOrders map[engine.Grouping]sorting[analysis.Leader]

func readBoardOrders(a address) (boardOrders, error) {
	orders := boardOrders{}
	for _, by := range []engine.Grouping{engine.BySupplier, engine.ByLocation} {
		s, err := readSorting(cmp.Or(a.values.Get(string(by)+"s"), boardSort), boardColumns(""), "sort the "+string(by)+"s")
		if err != nil {
			return nil, err
		}
		orders[by] = s
	}
	return orders, nil
}

func boardColumns(name string) []sortable[analysis.Leader] {
	type leader = analysis.Leader
	return []sortable[leader]{
		{key: "name", head: templates.Column{Name: name}, text: func(l leader) string { return l.Name }},
		{key: "tools", head: templates.Column{Name: "Tools", Number: true, Low: "1"}, falling: true, number: func(l leader) *float64 { return number(l.Tools) }},
		{key: "deviation", head: templates.Column{Name: "Deviation, %", Title: "cycle time against approved", Number: true}, falling: true, number: func(l leader) *float64 { return l.Deviation() }},
		{key: "stability", head: templates.Column{Name: "Stability, %", Number: true}, number: func(l leader) *float64 { return l.Stability() }},
		{key: "loss", head: templates.Column{Name: "Loss, h", Title: "downtime and slow cycles", Number: true}, falling: true, number: func(l leader) *float64 { return number(l.LossUS()) }},
		{head: templates.Column{Bar: true, Low: "2"}},
	}
}

// board compares suppliers or plants; a row is a filter.
func board(r request, by engine.Grouping, leaders []analysis.Leader, order sorting[analysis.Leader]) templates.Board {
	many, one, kind := "Suppliers", "Supplier", "supplier"
	if by == engine.ByLocation {
		many, one, kind = "Plants", "Plant", "location"
	}
	order.apply(leaders, func(l analysis.Leader) string { return l.Name })
	b := templates.Board{
		Section: templates.Section{ID: string(by) + "-board", Head: many},
		Table:   templates.Table{Caption: many, Columns: order.heads(boardColumns(one), r.address, string(by)+"s", boardSort)},
	}
	shown := leaders
	if r.address.values.Get("boards") != "all" && len(leaders) > boardRows {
		shown = leaders[:boardRows]
		b.Table.Columns[0].Name += ", " + engine.Count(boardRows) + " of " + engine.Count(int64(len(leaders)))
		b.Section.Tail = append(b.Section.Tail, templates.Link{Text: "All " + engine.Count(int64(len(leaders))), URL: r.address.with("boards", "all").String()})
	}
	b.Section.Tail = append(b.Section.Tail, templates.Link{Text: "CSV", URL: csvLink(r, kind+"s", "")})
	b.Table.Columns[len(b.Table.Columns)-1].Tail = b.Section.Tail // where the bars are shown
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
