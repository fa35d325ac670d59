package pages

import (
	"cmp"
	"net/url"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// runsSort is the order of the runs in an address; the newest come first unless
// it says another one.
const (
	runsSort    = "runs"
	runsDefault = "-start"
)

// runColumn is a column of the table of runs: what it is called in an address and
// in the question, and its head.
type runColumn struct {
	key, sort string
	falling   bool // sorts the largest first at first
	head      templates.Column
}

func runColumns() []runColumn {
	return []runColumn{
		{"start", "start_utc", true, templates.Column{Name: "Start"}},
		{"end", "end_utc", true, templates.Column{Name: "End", Number: true, Low: "2"}},
		{"part", "part_code", false, templates.Column{Name: "Part", Low: "1"}},
		{"reference", "ref_ct", true, templates.Column{Name: "Reference, s", Number: true, Low: "1"}},
		{"method", "reference_method", false, templates.Column{Name: "Method", Low: "2"}},
		{"shots", "shots", true, templates.Column{Name: "Shots", Number: true, Low: "1"}},
		{"efficiency", "efficiency", false, templates.Column{Name: "Efficiency, %", Number: true}},
		{"stability", "stability", false, templates.Column{Name: "Stability, %", Number: true}},
		{"stops", "stops", true, templates.Column{Name: "Stops", Number: true, Low: "1"}},
		{"downtime", "downtime_us", true, templates.Column{Name: "Downtime, h", Number: true}},
		{"time", "run_time_us", true, templates.Column{Name: "Run time, h", Number: true, Low: "2"}},
	}
}

// runsAsked is the order of the runs that an address asks for.
type runsAsked struct {
	ordering
	column runColumn
}

func readRuns(a address) (q runsAsked, err error) {
	key := func(c runColumn) string { return c.key }
	q.ordering, q.column, err = readOrdering(cmp.Or(a.values.Get(runsSort), runsDefault), runColumns(), key, "sort the runs", "runs have no column")
	return q, err
}

func (q runsAsked) list() analysis.List {
	return analysis.List{Sort: q.column.sort, Desc: q.descending, Limit: runsShown}
}

// section is the heading of the runs; the CSV has all, in the same order.
func (q runsAsked) section(r request, n int) templates.Section {
	which := "the first"
	if q.String() == runsDefault {
		which = "the newest"
	}
	return templates.Section{
		ID: "runs", Head: "Runs",
		Note: shown(which, n, atLeast(n, runsShown)) + "whole runs that touch the range, on the plant's clock · a row opens the shots",
		Tail: []templates.Link{{Text: "CSV", URL: csvOf("runs", r.filter, url.Values{"sort": {ordering{q.column.sort, q.descending}.String()}})}},
	}
}

func (p *Pages) runsTable(r request, q runsAsked, runs []analysis.Run) templates.Table {
	table := templates.Table{Caption: "Runs"}
	for _, c := range runColumns() {
		table.Columns = append(table.Columns, q.head(c.head, c.key, c.falling, func(next ordering) string {
			return r.address.choose(runsSort, next.String(), runsDefault).String()
		}))
	}
	for _, run := range runs {
		table.Rows = append(table.Rows, p.runRow(run))
	}
	return table
}

func (p *Pages) runRow(run analysis.Run) templates.Row {
	return templates.Row{URL: shotsOver(run.Tool, run.StartUTC, run.EndUTC), Cells: []templates.Cell{
		{Text: p.moment(run.StartLocal), Title: utc(run.StartUTC)},
		{Text: p.moment(run.EndLocal), Title: utc(run.EndUTC)},
		nameCell(run.PartCode),
		secondsCell(run.RefCT),
		{Text: run.ReferenceMethod},
		{Text: engine.Count(run.Shots)},
		percentCell(run.Efficiency()),
		stabilityCell(run.Figures),
		{Text: engine.Count(run.Stops)},
		hoursCell(run.DowntimeUS),
		hoursCell(run.RunTimeUS),
	}}
}

func (p *Pages) moment(t time.Time) string { return day(t, p.Clock()) + t.Format(" 15:04") }

func utc(t time.Time) string { return t.UTC().Format(time.RFC3339) }
