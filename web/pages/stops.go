package pages

import (
	"cmp"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// stopsShown is how many stops a page of their table has.
const stopsShown = 12

// stopColumn is a column of the table of stops: what it is called in an address
// and in the question, and its head.
type stopColumn struct {
	key, sort string
	head      templates.Column
	cell      func(p *Pages, s analysis.Stop, longest int64) templates.Cell
}

// stopColumns leaves out what is alike in all rows of one tool.
func stopColumns(oneTool bool) []stopColumn {
	all := []stopColumn{
		{"tool", "equipment_code", templates.Column{Name: "Tool"}, func(_ *Pages, s analysis.Stop, _ int64) templates.Cell {
			return templates.Cell{Text: s.Tool, Title: s.Tool}
		}},
		{"start", "start_utc", templates.Column{Name: "Start", Title: "on the plant's clock"}, func(p *Pages, s analysis.Stop, _ int64) templates.Cell {
			return templates.Cell{Text: p.moment(s.StartLocal), Title: utc(s.StartUTC)}
		}},
		{"duration", "downtime_us", templates.Column{Name: "Duration, min", Number: true}, func(_ *Pages, s analysis.Stop, _ int64) templates.Cell {
			return templates.Cell{Text: engine.Significant(float64(s.DowntimeUS) / 60e6), Title: engine.Count(s.DowntimeUS) + " µs"}
		}},
		{"", "", templates.Column{Bar: true, Low: "1"}, func(_ *Pages, s analysis.Stop, longest int64) templates.Cell {
			return templates.Cell{Bar: float64(s.DowntimeUS) / float64(longest)}
		}},
		{"cause", "kind", templates.Column{Name: "Cause"}, func(_ *Pages, s analysis.Stop, _ int64) templates.Cell {
			return templates.Cell{Text: s.Kind, Title: causeWords(s.Kind), Sub: micro(s)}
		}},
		{"plant", "location_name", templates.Column{Name: "Plant", Low: "2"}, func(_ *Pages, s analysis.Stop, _ int64) templates.Cell {
			return nameCell(s.Location)
		}},
		{"part", "part_code", templates.Column{Name: "Part", Low: "1"}, func(_ *Pages, s analysis.Stop, _ int64) templates.Cell {
			return nameCell(s.PartCode)
		}},
		{"shots", "shots", templates.Column{Name: "Shots inside", Number: true, Low: "1"}, func(_ *Pages, s analysis.Stop, _ int64) templates.Cell {
			return templates.Cell{Text: engine.Count(s.Shots)}
		}},
		{"", "", templates.Column{Name: "End", Title: "on the plant's clock", Number: true, Low: "2"}, func(p *Pages, s analysis.Stop, _ int64) templates.Cell {
			return templates.Cell{Text: p.moment(s.StartLocal.Add(s.EndUTC.Sub(s.StartUTC))), Title: utc(s.EndUTC)}
		}},
	}
	if !oneTool {
		return all
	}
	var some []stopColumn
	for _, c := range all {
		if c.key != "tool" && c.key != "plant" {
			some = append(some, c)
		}
	}
	return some
}

// stopsAsked is the part of the stops that an address asks for.
type stopsAsked struct {
	ordering
	column stopColumn
	cut    analysis.StopCut
	page   int // from 1
}

// Names in an address; the table begins with the longest stop.
const (
	stopsSort    = "stops"
	stopsPage    = "stops-page"
	stopsDefault = "-duration"
)

func readStops(a address) (q stopsAsked, err error) {
	key := func(c stopColumn) string { return c.key }
	text := cmp.Or(a.values.Get(stopsSort), stopsDefault)
	if q.ordering, q.column, err = readOrdering(text, stopColumns(false), key, "sort the stops", "stops have no column"); err != nil {
		return q, err
	}
	if q.cut, err = analysis.StopCutFromValues(a.values); err != nil {
		return q, err
	}
	q.page, err = pageNumber(a.values.Get(stopsPage), lastPage)
	return q, err
}

func (q stopsAsked) list() analysis.List {
	return analysis.List{Sort: q.column.sort, Desc: q.descending, Limit: stopsShown, Offset: (q.page - 1) * stopsShown}
}

// stopsPart is the table of stops, with its heading and its pages.
func (p *Pages) stopsPart(r request, q stopsAsked, all analysis.StopsPage, oneTool bool) templates.TablePart {
	part := templates.TablePart{
		Section: templates.Section{ID: "stops", Head: "Stops", Tail: []templates.Link{{Text: "CSV", URL: stopsCSV(r, q)}}},
		Chips:   stopChips(r.address, q.cut),
		Empty:   "No stops in this range.",
		Pager:   pagerOf(r.address, stopsPage, "Pages of the stops", q.page, stopsShown, len(all.Rows), int(all.Total)),
	}
	switch {
	case q.page > 1:
		part.Empty = "There is no such page of the stops."
	case !q.cut.IsZero():
		part.Empty = "No such stops start in this range."
	}
	if all.Total > 0 {
		part.Section.Note = engine.Count(all.Total) + " that start in the range · " + hours(all.DowntimeUS) + " h · a row opens the shots around it"
	}
	part.Table = p.stopsTable(r, q, all.Rows, oneTool)
	return part
}

func stopsCSV(r request, q stopsAsked) string {
	more := q.cut.Values()
	more.Set("sort", ordering{q.column.sort, q.descending}.String())
	return csvOf("stops", r.filter, more)
}

// stopChips are the slices of a Pareto that the table is cut to; each can be
// taken away.
func stopChips(a address, cut analysis.StopCut) (chips []templates.Chip) {
	chosen := cut.Values()
	for _, by := range analysis.Slicings() {
		for _, key := range chosen[string(by)] {
			chips = append(chips, templates.Chip{Name: title(string(by)), Value: sliceName(key, by), Remove: cutPath(a.without(string(by), key))})
		}
	}
	return chips
}

func (p *Pages) stopsTable(r request, q stopsAsked, stops []analysis.Stop, oneTool bool) templates.Table {
	table := templates.Table{Caption: "Stops"}
	columns := stopColumns(oneTool)
	for _, c := range columns {
		table.Columns = append(table.Columns, q.headOf(c, r.address.with(stopsPage)))
	}
	longest := int64(1)
	for _, s := range stops {
		longest = max(longest, s.DowntimeUS)
	}
	for _, s := range stops {
		row := templates.Row{URL: aroundPath(s.Tool, s.StartUTC, s.EndUTC)}
		for _, c := range columns {
			row.Cells = append(row.Cells, c.cell(p, s, longest))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// headOf leaves the standard order out of the address.
func (q stopsAsked) headOf(c stopColumn, a address) templates.Column {
	falling := c.key == "duration" || c.key == "shots" || c.key == "start"
	return q.head(c.head, c.key, falling, func(next ordering) string {
		return a.choose(stopsSort, next.String(), stopsDefault).String()
	})
}

func micro(s analysis.Stop) string {
	if s.Micro {
		return "micro"
	}
	return ""
}

// aroundPath leads to the shots in the neighbourhood of a stop: as long before
// and after as it lasted, within limits.
func aroundPath(tool string, from, to time.Time) string {
	const least, most = 15 * time.Minute, 4 * time.Hour
	around := min(max(to.Sub(from), least), most)
	return shotsOver(tool, from.Add(-around), to.Add(around))
}

// shotsOver leads to the shots of a tool in a stretch of time.
func shotsOver(tool string, from, to time.Time) string {
	return address{path: shotsPath, values: map[string][]string{
		"tool": {tool}, "from": {from.UTC().Format(time.RFC3339)}, "to": {to.UTC().Add(time.Second - time.Nanosecond).Truncate(time.Second).Format(time.RFC3339)},
	}}.String()
}
