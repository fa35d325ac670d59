package pages

import (
	"slices"
	"strconv"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// The orders of both tables unless an address says another one.
const (
	bestFirst         = "-score"
	bestSupplierFirst = "-percentile"
)

func benchmarkColumns() []sortable[analysis.Benchmarked] {
	type row = analysis.Benchmarked
	score := func(r row) analysis.Placed { return r.Placed(analysis.BenchScore) }
	of := func(f analysis.BenchmarkFigure) func(row) *float64 {
		return func(r row) *float64 { return r.Placed(f).Value }
	}
	return []sortable[row]{
		{key: "tool", head: templates.Column{Name: "Tool"}, text: func(r row) string { return r.Tool }},
		{key: "group", head: templates.Column{Name: "Group", Title: "part or family"}, text: func(r row) string { return r.GroupName }},
		{key: "rank", head: templates.Column{Name: "Rank", Title: "by score, among the tools of the group", Number: true}, number: func(r row) *float64 { return r.ScoreRank }},
		{key: "percentile", head: templates.Column{Name: "Percentile", Title: "100 is the best of the group, 0 the worst", Number: true, Low: "2"}, falling: true, number: func(r row) *float64 { return score(r).Percentile }},
		{key: "score", head: templates.Column{Name: "Score", Title: "0 to 100", Number: true}, falling: true, number: func(r row) *float64 { return score(r).Value }},
		{key: "best", head: templates.Column{Name: "To best", Title: "points to the best of the group", Number: true, Low: "1"}, falling: true, number: func(r row) *float64 { return score(r).ToBest }},
		{key: "median", head: templates.Column{Name: "To median", Title: "points to the median of the group", Number: true, Low: "1"}, falling: true, number: func(r row) *float64 { return score(r).ToMedian }},
		{key: "stability", head: templates.Column{Name: "Stability, %", Number: true, Low: "1"}, falling: true, number: of(analysis.BenchStability)},
		{key: "efficiency", head: templates.Column{Name: "Efficiency, %", Number: true, Low: "2"}, falling: true, number: of(analysis.BenchEfficiency)},
		{key: "nearness", head: templates.Column{Name: "Nearness, %", Title: "to the approved cycle time: the third part of the score", Number: true, Low: "2"}, falling: true, number: func(r row) *float64 { return r.CTComponent }},
		{key: "deviation", head: templates.Column{Name: "Deviation, %", Title: "Σ ct / Σ approved ct − 1", Number: true, Low: "1"}, falling: true, number: of(analysis.BenchDeviation)},
		{key: "shots", head: templates.Column{Name: "Shots", Number: true, Low: "3"}, falling: true, number: func(r row) *float64 { return number(r.Shots) }},
	}
}

// benchmarkTable is a page of the tools with rank and score; a row opens the tool.
func benchmarkTable(r request, b analysis.Benchmark, order sorting[analysis.Benchmarked], number int) templates.TablePart {
	rows := slices.DeleteFunc(slices.Clone(b.Rows), func(row analysis.Benchmarked) bool { return !row.IsAsked })
	order.apply(rows, func(row analysis.Benchmarked) string { return row.Tool })
	shown := rowsOf(rows, number, toolsPerPage)
	part := templates.TablePart{
		Section: templates.Section{
			ID: "ranks", Head: "Tools by score", Note: "a tool once for each of its groups; a row opens the tool",
			Tail: []templates.Link{{Text: "CSV", URL: csvLink(r, "benchmark", "")}},
		},
		Table: templates.Table{Caption: "Tools with rank and score", Columns: order.heads(benchmarkColumns(), r.address.with(toolsPage), "sort", bestFirst)},
		Empty: noTools,
		Pager: toolsPager(r.address, number, len(shown), len(rows)),
	}
	for _, row := range shown {
		part.Table.Rows = append(part.Table.Rows, benchmarkRow(r, row))
	}
	return part
}

func benchmarkRow(r request, row analysis.Benchmarked) templates.Row {
	cell := func(f analysis.BenchmarkFigure) templates.Cell {
		v := row.Placed(f).Value
		c := templates.Cell{Text: stripWords()[f].text(v), Title: exact(v, "")}
		if v == nil {
			c.Title = row.Why(f)
		}
		return c
	}
	score := row.Placed(analysis.BenchScore)
	points := func(v *float64) templates.Cell {
		return templates.Cell{Text: stripWords()[analysis.BenchScore].difference(v), Title: exact(v, "points")}
	}
	rank := templates.Cell{Text: dash, Title: row.Why(analysis.BenchScore)}
	percentile := templates.Cell{Text: percentileText(score.Percentile), Title: rank.Title}
	if row.ScoreRank != nil {
		rank = templates.Cell{Text: strconv.FormatFloat(*row.ScoreRank, 'f', -1, 64), Sub: "of " + engine.Count(row.GroupSize)}
		percentile.Title = exact(score.Percentile, "")
	}
	near := templates.Cell{Text: percent(row.CTComponent), Title: exact(row.CTComponent, "")}
	if row.CTComponent == nil {
		near.Title = row.Why(analysis.BenchDeviation)
	}
	group := analysis.BenchmarkGroup{Kind: row.GroupKind, Name: row.GroupName, Rows: []analysis.Benchmarked{row}}
	return templates.Row{URL: r.tool(row.Tool).String(), Cells: []templates.Cell{
		nameCell(row.Tool), {Text: group.Label(), Title: group.Label()}, rank, percentile, cell(analysis.BenchScore), points(score.ToBest), points(score.ToMedian),
		cell(analysis.BenchStability), cell(analysis.BenchEfficiency), near, deviationOf(row), {Text: engine.Count(row.Shots)},
	}}
}

func deviationOf(row analysis.Benchmarked) templates.Cell {
	return deviationCell(analysis.Compared{ComparedUS: row.CTUS, ExpectedUS: row.ApprovedUS})
}

func benchmarkSupplierColumns() []sortable[analysis.BenchmarkSupplier] {
	type row = analysis.BenchmarkSupplier
	return []sortable[row]{
		{key: "supplier", head: templates.Column{Name: "Supplier"}, text: func(r row) string { return r.Name }},
		{key: "tools", head: templates.Column{Name: "Tools", Number: true}, falling: true, number: func(r row) *float64 { return number(r.Tools) }},
		{key: "percentile", head: templates.Column{Name: "Percentile", Title: "median of its tools, each in its groups", Number: true}, falling: true, number: func(r row) *float64 { return r.Percentile }},
		{key: "score", head: templates.Column{Name: "Score", Title: "median of its tools", Number: true}, falling: true, number: func(r row) *float64 { return r.Score }},
		{key: "ranked", head: templates.Column{Name: "Ranked", Title: "times that one of its tools has a rank", Number: true, Low: "1"}, falling: true, number: func(r row) *float64 { return number(r.Ranked) }},
		{key: "firsts", head: templates.Column{Name: "Firsts", Title: "times that one of its tools alone is the best", Number: true, Low: "1"}, falling: true, number: func(r row) *float64 { return number(r.Firsts) }},
		{key: "deviation", head: templates.Column{Name: "Deviation, %", Title: "Σ ct / Σ approved ct − 1", Number: true, Low: "1"}, falling: true, number: func(r row) *float64 { return r.Deviation }},
		{key: "efficiency", head: templates.Column{Name: "Efficiency, %", Number: true, Low: "2"}, falling: true, number: func(r row) *float64 { return r.Efficiency }},
		{key: "stability", head: templates.Column{Name: "Stability, %", Number: true, Low: "2"}, falling: true, number: func(r row) *float64 { return r.Stability }},
	}
}

// benchmarkSuppliers compares suppliers; a row is a filter.
func benchmarkSuppliers(r request, b analysis.Benchmark, order sorting[analysis.BenchmarkSupplier]) templates.TablePart {
	rows := slices.Clone(b.Suppliers)
	order.apply(rows, func(row analysis.BenchmarkSupplier) string { return row.Name })
	part := templates.TablePart{
		Section: templates.Section{
			ID: "suppliers", Head: "Suppliers", Note: "the tools of each beside those of the others",
			Tail: []templates.Link{{Text: "CSV", URL: csvLink(r, "benchmark", "supplier")}},
		},
		Table: templates.Table{Caption: "Suppliers by the place of their tools", Columns: order.heads(benchmarkSupplierColumns(), r.address, "suppliers", bestSupplierFirst)},
	}
	for _, row := range rows {
		part.Table.Rows = append(part.Table.Rows, benchmarkSupplierRow(r, row))
	}
	return part
}

func benchmarkSupplierRow(r request, row analysis.BenchmarkSupplier) templates.Row {
	percentile := templates.Cell{Text: percentileText(row.Percentile), Title: exact(row.Percentile, "")}
	if row.Percentile == nil {
		percentile.Title = "none of its tools is ranked"
	}
	score := templates.Cell{Text: stripWords()[analysis.BenchScore].text(row.Score), Title: exact(row.Score, "")}
	if row.Score == nil {
		score.Title = "none of its tools has a score"
	}
	deviation := templates.Cell{Text: dash, Title: "no approved cycle time"}
	if row.Deviation != nil {
		deviation = templates.Cell{Text: signed(100 * *row.Deviation), Title: exact(row.Deviation, "")}
	}
	out := templates.Row{Cells: []templates.Cell{
		nameCell(row.Name), {Text: engine.Count(row.Tools)}, percentile, score,
		{Text: engine.Count(row.Ranked)}, {Text: engine.Count(row.Firsts)}, deviation, percentCell(row.Efficiency), percentCell(row.Stability),
	}}
	if row.Name != "" {
		out.URL = r.address.with("supplier", row.Name).with("groups").String()
	}
	return out
}
