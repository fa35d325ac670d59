package pages

import (
	"cmp"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// directoryColumn is a column of the directory: what it is called in an
// address, and in the question; one without a name does not sort.
type directoryColumn struct {
	key, name string
	head      templates.Column
	falling   bool // sorts the largest first at first
}

func directoryColumns() []directoryColumn {
	return []directoryColumn{
		{key: "tool", name: "equipment_code", head: templates.Column{Name: "Tool"}},
		{key: "state", name: "state", head: templates.Column{Name: "Status", Title: "now"}},
		{key: "part", name: "part_code", head: templates.Column{Name: "Part", Low: "1"}},
		{key: "supplier", name: "supplier_name", head: templates.Column{Name: "Supplier", Low: "2"}},
		{key: "location", name: "location_name", head: templates.Column{Name: "Plant", Low: "2"}},
		{key: "last", name: "last_shot_utc", falling: true, head: templates.Column{Name: "Last shot", Title: "on the plant's clock", Number: true, Low: "2"}},
		{key: "shots", name: "shots", falling: true, head: templates.Column{Name: "Shots", Number: true, Low: "1"}},
		{key: "efficiency", name: "efficiency", head: templates.Column{Name: "Efficiency, %", Number: true}},
		{head: templates.Column{Name: "Trend", Title: "efficiency over the range", Low: "2"}},
		{key: "ct", name: "average_ct", falling: true, head: templates.Column{Name: "ct, s", Title: "mean of slow, fast and normal shots", Number: true, Low: "1"}},
		{key: "approved", name: "approved_ct", falling: true, head: templates.Column{Name: "Approved, s", Number: true, Low: "3"}},
		{key: "deviation", name: "ct_deviation", falling: true, head: templates.Column{Name: "Dev., %", Title: "of the cycle time from the approved one", Number: true}},
		{key: "doubts", name: "doubts", falling: true, head: templates.Column{Name: "Doubts", Low: "1"}},
	}
}

// directoryOrder is an ordering with its column.
type directoryOrder struct {
	ordering
	column directoryColumn
}

func parseDirectoryOrder(text string) (o directoryOrder, err error) {
	key := func(c directoryColumn) string { return c.key }
	o.ordering, o.column, err = readOrdering(cmp.Or(text, "tool"), directoryColumns(), key, "sort the tools", "there is no column")
	return o, err
}

func (p *Pages) directoryTable(r request, d analysis.Directory, o directoryOrder) templates.Table {
	table := templates.Table{Caption: "Tools", Steady: true}
	for _, c := range directoryColumns() {
		table.Columns = append(table.Columns, o.head(c.head, c.key, c.falling, func(next ordering) string {
			return r.address.with("sort", next.String()).with("page").String() // from the first page on
		}))
	}
	for _, row := range d.Rows {
		table.Rows = append(table.Rows, p.directoryRow(r, row))
	}
	return table
}

func (p *Pages) directoryRow(r request, row analysis.DirectoryRow) templates.Row {
	t := row.Tool
	status, word := toolStatus(t.State)
	return templates.Row{URL: r.tool(t.Code).String(), Cells: []templates.Cell{
		{Text: t.Code, Title: t.Code},
		{Status: status, Text: word},
		nameCell(t.PartCode),
		nameCell(t.SupplierName),
		nameCell(t.LocationName),
		p.lastShotCell(t),
		{Text: engine.Count(t.Shots)},
		percentCell(t.Efficiency()),
		sparkCell(t.Code, row.Sparkline),
		secondsCell(t.AverageCT()),
		secondsCell(t.ApprovedCT),
		deviationCell(t.Compared),
		doubtsCell(t.Doubts()),
	}}
}

// sparkCell is empty where nothing was made.
func sparkCell(tool string, points []*float64) templates.Cell {
	for _, v := range points {
		if v != nil {
			return templates.Cell{Spark: &templates.Spark{Points: points, Joined: true, Title: "efficiency of " + tool}}
		}
	}
	return templates.Cell{Text: dash}
}

func doubtsCell(doubts []analysis.Doubt) templates.Cell {
	if len(doubts) == 0 {
		return templates.Cell{}
	}
	return templates.Cell{Text: doubtWords(doubts), Doubt: doubtWords(doubts), Title: doubtWords(doubts)}
}
