package pages

import (
	"cmp"
	"net/url"
	"slices"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/roi"
	"sprue/templates"
)

// costliest is the order of the tools unless an address says another one.
const costliest = "-cost"

// lossesShown is how many bars there are before 'others'.
const lossesShown = 13

func lossGroupings() []engine.Grouping {
	return []engine.Grouping{engine.ByTool, engine.ByPart, engine.BySupplier, engine.ByLocation}
}

// lost is Lost where either of its kinds is known, else nil.
func lost(f analysis.ROIFigures) *float64 {
	if f.Loss == nil && f.Downtime == nil {
		return nil
	}
	return new(f.Lost())
}

// losses draws who loses most, and how soon that is all.
func losses(r request, a analysis.ROIAnswer, by engine.Grouping) (templates.Section, templates.Bars) {
	section := templates.Section{
		ID: "loss", Head: "Loss by " + string(by), Note: "slow cycles and stops",
		Views: viewsOf(r.address, "by", lossGroupings(), by),
		CSV:   csvOf("roi", r.filter, withBy(viewOf(r.address), by)),
	}
	rows := slices.Clone(a.Rows)
	slices.SortStableFunc(rows, func(x, y analysis.ROIRow) int {
		return cmp.Compare(y.Lost(), x.Lost())
	})
	total := a.Total.Lost()
	drawn := templates.Bars{ID: section.ID, Caption: section.Head, Heads: [3]string{string(by), a.Currency, "cum., %"}}
	var sums []float64
	at, longest := 0.0, 0.0
	add := func(label string, money float64, url, title string) {
		at += money
		longest = max(longest, money)
		share := 1.0
		if total > 0 {
			share = at / total
		}
		sums = append(sums, share)
		drawn.Rows = append(drawn.Rows, templates.Bar{
			Label: label, Share: money, Text: decimals(money, 0), Quiet: decimals(100*share, 0), URL: url, Title: title,
		})
	}
	shown := rows
	if len(rows) > lossesShown+1 {
		shown = rows[:lossesShown]
	}
	for _, row := range shown {
		money := row.Lost()
		add(row.Label, money, lossURL(r, row, by), "slow cycles "+amount(row.Loss)+", stops "+amount(row.Downtime)+" "+a.Currency)
	}
	if rest := rows[len(shown):]; len(rest) > 0 {
		money := 0.0
		for _, row := range rest {
			money += row.Lost()
		}
		// Together they would dwarf each of the others: no bar.
		most := longest
		add(plural(int64(len(rest)), "other", "others"), money, "", "together; without a bar")
		longest, drawn.Rows[len(drawn.Rows)-1].Share = most, 0
	}
	for i := range drawn.Rows {
		if bar := &drawn.Rows[i]; longest > 0 {
			bar.Share /= longest
		}
	}
	drawn.Sums = joined(sums)
	return section, drawn
}

// joined are the points of a line, with the places half-way between them.
func joined(at []float64) []templates.Sum {
	all := make([]templates.Sum, len(at))
	for i, v := range at {
		all[i] = templates.Sum{Before: v, At: v, After: v}
		if i > 0 {
			all[i].Before = (at[i-1] + v) / 2
		}
		if i < len(at)-1 {
			all[i].After = (v + at[i+1]) / 2
		}
	}
	return all
}

// lossURL narrows the page to a row, if it has a name to narrow it by.
func lossURL(r request, row analysis.ROIRow, by engine.Grouping) string {
	if row.Keys[0] == nil {
		return ""
	}
	return r.address.with(string(by), row.Label).with("by").String()
}

func withBy(values url.Values, by engine.Grouping) url.Values {
	values.Set("by", string(by))
	return values
}

func amount(money *float64) string {
	if money == nil {
		return dash
	}
	return decimals(*money, 0)
}

// roiColumns are the columns of the table of tools; money in a currency.
func roiColumns(currency string) []sortable[analysis.ROIRow] {
	type row = analysis.ROIRow
	return []sortable[row]{
		{key: "tool", head: templates.Column{Name: "Tool"}, text: func(r row) string { return r.Label }},
		{key: "deviation", head: templates.Column{Name: "Deviation, %", Title: "Σ ct / Σ approved ct − 1", Number: true}, falling: true, number: func(r row) *float64 { return r.Deviation() }},
		{key: "slow", head: templates.Column{Name: "Slow, h", Title: "beyond the approved cycle time", Number: true, Low: "1"}, falling: true, number: func(r row) *float64 { return r.LossH() }},
		{key: "fast", head: templates.Column{Name: "Fast, h", Title: "below the approved cycle time", Number: true, Low: "2"}, falling: true, number: func(r row) *float64 { return r.GainH() }},
		{key: "stops", head: templates.Column{Name: "Stops, h", Number: true, Low: "1"}, falling: true, number: func(r row) *float64 { return number(r.DowntimeUS) }},
		{key: "slow-cost", head: templates.Column{Name: "Slow, " + currency, Number: true, Low: "2"}, falling: true, number: func(r row) *float64 { return r.Loss }},
		{key: "stop-cost", head: templates.Column{Name: "Stops, " + currency, Number: true, Low: "2"}, falling: true, number: func(r row) *float64 { return r.Downtime }},
		{key: "cost", head: templates.Column{Name: "Both, " + currency, Number: true}, falling: true, number: func(r row) *float64 { return lost(r.ROIFigures) }},
		{key: "year", head: templates.Column{Name: "Slow, " + currency + " a year", Title: "if it goes on as in the range, unless annual_hours is set", Number: true, Low: "1"}, falling: true, number: func(r row) *float64 { return r.AnnualLoss.Value }},
		{head: templates.Column{Name: "10th–90th percentile", Title: "of 1,000 resamples of the production days", Low: "2"}},
	}
}

// roiTable is a page of the tools with what they lose; a row opens the tool.
func roiTable(r request, a analysis.ROIAnswer, order sorting[analysis.ROIRow], number int) templates.TablePart {
	part := templates.TablePart{
		Section: templates.Section{
			ID: "tools", Head: plural(int64(len(a.Rows)), "tool", "tools"), Note: "a row opens the tool",
			Tail: []templates.Link{{Text: "CSV", URL: csvOf("roi", r.filter, withBy(viewOf(r.address), engine.ByTool))}},
		},
		Empty: noTools,
	}
	rows := slices.Clone(a.Rows)
	order.apply(rows, func(row analysis.ROIRow) string { return row.Label })
	part.Table = templates.Table{Caption: "What each tool loses", Columns: order.heads(roiColumns(a.Currency), r.address.with(toolsPage), "sort", costliest)}
	most := 1.0
	for _, row := range rows {
		for _, v := range []*float64{row.AnnualLoss.Value, row.AnnualLoss.High} {
			if v != nil {
				most = max(most, *v)
			}
		}
	}
	shown := rowsOf(rows, number, toolsPerPage)
	for _, row := range shown {
		part.Table.Rows = append(part.Table.Rows, roiRow(r, row, most))
	}
	part.Pager = toolsPager(r.address, number, len(shown), len(rows))
	return part
}

func roiRow(r request, row analysis.ROIRow, most float64) templates.Row {
	money := func(v *float64) templates.Cell {
		cell := templates.Cell{Text: amount(v), Title: exact(v, "")}
		if v == nil {
			cell.Title = row.Note()
		}
		return cell
	}
	year := money(row.AnnualLoss.Value)
	if row.AnnualLoss.Reason != "" {
		year.Title = row.AnnualLoss.Reason
	}
	cycles := func(us int64) templates.Cell {
		if row.Shots == 0 {
			return templates.Cell{Text: dash, Title: row.Note()}
		}
		return hoursCell(us)
	}
	deviation := percentCell(row.Deviation())
	deviation.Doubt = row.ApprovedDoubt()
	return templates.Row{URL: r.tool(row.Label).String(), Cells: []templates.Cell{
		nameCell(row.Label),
		deviation,
		cycles(row.LossUS), cycles(row.GainUS), hoursCell(row.DowntimeUS),
		money(row.Loss), money(row.Downtime), money(lost(row.ROIFigures)),
		year,
		{Band: bandOf(row.AnnualLoss, most)},
	}}
}

// bandOf is the range of a yearly figure on a scale to the largest one; nil
// where there is no figure.
func bandOf(a roi.Annual, most float64) *templates.Band {
	if a.Value == nil {
		return nil
	}
	if a.Low == nil || a.High == nil {
		return &templates.Band{Max: most, Title: "no range: " + cmp.Or(a.Reason, "under 7 production days")}
	}
	return &templates.Band{
		Max: most, Low: *a.Low, High: *a.High, Value: a.Value,
		Title: decimals(*a.Low, 0) + " to " + decimals(*a.High, 0),
	}
}
