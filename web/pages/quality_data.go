package pages

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/quality"
	"sprue/templates"
	"sprue/web/charts"
)

const (
	dataSort       = "tools"
	dataPage       = "page"
	anomalyPage    = "anomalies"
	lowestScore    = "score" // the order of the tools unless an address says another one
	scoredShown    = 12
	anomaliesShown = 10
	sampleShown    = 120 // characters of what was sent
)

// data is the page about the data themselves.
func (p *Pages) data(ctx context.Context, r request, q qualityAsked) (templates.QualityPage, error) {
	page := templates.QualityPage{Head: templates.Head{Question: "Can the data be trusted?"}}
	d, err := p.Questions.DataQuality(ctx, r.filter)
	if err != nil {
		return page, err
	}
	page.Head.Answer, page.Head.Why = headAndWhy(d.Sentence)
	if d.All.Overall == nil {
		empty, err := p.empty(ctx, r)
		page.Empty = &empty
		return page, err
	}
	if page.Tiles, err = p.scoreTiles(ctx, r, d); err != nil {
		return page, err
	}
	page.Data = &templates.DataParts{
		Tables: tableScores(r, d), Quarantine: p.quarantine(r, d), Tools: scoredTools(r, q, d),
		Anomalies: p.dataAnomalies(r, q, d),
	}
	if page.Data.Reconciled, page.Data.Later, err = p.reconciled(ctx, r, q); err != nil {
		return page, err
	}
	page.Data.Trend, page.Data.TrendBox, err = p.scoreTrend(r, d)
	return page, err
}

func dataDefinitions() []templates.Definition {
	return []templates.Definition{
		{Term: "Validity, 30 %", Text: "Share of the items in packets that pass the checks of packet and shot: not in quarantine by them, and without the flags no_seq and bad_temperature."},
		{Term: "Uniqueness, 10 %", Text: "Share of the items that are no copy of another one, exact or in conflict."},
		{Term: "Completeness, 30 %", Text: "Shots there / (there and missing by the counters' numbers) × the share of values there of time, cycle time, number and temperature; the temperature only where the tool sent one on that day."},
		{Term: "Consistency, 20 %", Text: "100 minus the mean weight of the shots' flags about other sources: counter unmapped or in conflict, no part, no approved cycle time, no plant."},
		{Term: "Timeliness, 10 %", Text: "Share of the shots that arrived within 48 h; what the first sync brought is never late."},
		{Term: "Overall", Text: "Their weighted mean; one that has nothing to be a share of takes no part. ok from 95, watch from 80, poor below. The figures above are of the range and the filters, the days of each tool pooled; those by build and by table are of all data."},
		{Term: "Missing shots", Text: "Numbers that a counter left out (mart.missing_shot). A number that goes backwards is a reset and no gap; what is in quarantine is not missing."},
		{Term: "Anomalies", Text: "Days on which a tool's data are far from usual: more than 4 robust standard deviations from the 28 days before (mart.data_anomaly). The cause is a guess from the first day."},
	}
}

// scoreStatus is the status of a score with its word.
func scoreStatus(status string) (templates.Status, string) {
	switch status {
	case quality.StatusOK:
		return templates.Good, status
	case quality.StatusWatch:
		return templates.Watch, status
	case quality.StatusPoor:
		return templates.Poor, status
	}
	return "", ""
}

// scoreWord judges one dimension as the whole is judged.
func scoreWord(score *float64) (templates.Status, string) {
	if score == nil {
		return "", ""
	}
	return scoreStatus(quality.StatusOf(*score))
}

// scored shows a score; one that lacks a little of 100 is not shown as 100.
func scored(score *float64) string {
	if score == nil {
		return dash
	}
	if *score < 100 && *score >= 99.95 {
		return "> 99.9"
	}
	return decimals(*score, 1)
}

// scoreTiles are the scores beside those of the period before, where there is one.
func (p *Pages) scoreTiles(ctx context.Context, r request, d analysis.DataQuality) ([]templates.Tile, error) {
	var before analysis.DataScore
	if f, ok := p.earlier(r, d.Range); ok {
		var err error
		if before, err = p.Questions.DataScore(ctx, f); err != nil {
			return nil, err
		}
	}
	var tiles []templates.Tile
	for _, one := range []struct {
		label, title string
		score, then  *float64
		note         string
	}{
		{"Overall", "weighted mean of the five, of 100", d.All.Overall, before.Overall, ""},
		{"Validity", "items that pass the checks of packet and shot, %", d.All.Validity, before.Validity, counted(d.All.Invalid, "invalid")},
		{"Uniqueness", "items that are no copy, %", d.All.Uniqueness, before.Uniqueness, counted(d.All.Copies, "copies")},
		{"Completeness", "shots and values that are there, %", d.All.Completeness, before.Completeness, counted(d.All.Missing, "missing")},
		{"Consistency", "100 minus the mean weight of the flags about other sources", d.All.Consistency, before.Consistency, ""},
		{"Timeliness", "shots that arrived within 48 h, %", d.All.Timeliness, before.Timeliness, counted(d.All.Late, "late")},
	} {
		tile := templates.Tile{Label: one.label, Title: one.title, Figure: templates.Figure{Text: scored(one.score), Exact: exact(one.score, "")}, Note: one.note}
		if tile.Status, tile.Word = scoreWord(one.score); one.score == nil {
			tile.Note = "nothing to be a share of"
		}
		if one.score != nil && one.then != nil {
			turned(&tile, *one.score, *one.then, 1, r)
		}
		tiles = append(tiles, tile)
	}
	return tiles, nil
}

func counted(n int64, what string) string {
	if n == 0 {
		return ""
	}
	return engine.Count(n) + " " + what
}

// scoreTrend is the score of all data by build.
func (p *Pages) scoreTrend(r request, d analysis.DataQuality) (templates.Section, *templates.Chart, error) {
	section := templates.Section{ID: "builds", Head: "Score by build", Note: "of all data; a point where it changed, UTC"}
	if len(d.History) < 2 {
		section.Note = "of all data"
		return section, nil, nil
	}
	lines := charts.Lines{Name: "Score of the data by build", Axis: charts.Axis{Unit: "of 100", Format: charts.Number}}
	table := templates.Table{Caption: "Score of all data, from a build on", Columns: []templates.Column{{Name: "Build"}, {Name: "Began, UTC"}, {Name: "Overall", Number: true}, {Name: "Status"}}}
	var values []*float64
	for i := range d.History {
		at := &d.History[i]
		lines.Labels, values = append(lines.Labels, at.At.Format("2 Jan 15:04")), append(values, &at.Overall)
		status, word := scoreStatus(at.Status)
		table.Rows = append(table.Rows, templates.Row{Cells: []templates.Cell{
			{Text: buildName(at.Build)}, {Text: at.At.Format("2 Jan 15:04"), Title: at.At.UTC().Format(time.RFC3339)}, {Text: scored(&at.Overall), Title: exact(&at.Overall, "")}, {Status: status, Text: word},
		}})
	}
	last := d.History[len(d.History)-1]
	lines.Series = []charts.Series{{Name: "overall", Points: values, Colour: 1, End: "overall " + decimals(last.Overall, 1)}}
	lines.Limits = []charts.Limit{{Kind: charts.Status, Value: 95, Name: "ok from 95"}, {Kind: charts.Status, Value: 80, Name: "watch from 80"}}
	drawn, err := lines.Draw()
	if err != nil {
		return section, nil, err
	}
	chart := r.chart("builds-data", drawn, fmt.Sprintf("Score of all data over %d builds: %s at the end.", len(d.History), scored(&last.Overall)), table)
	chart.Class = "small"
	return section, &chart, nil
}

// tableScores are of all data: a table has no tool and no day.
func tableScores(r request, d analysis.DataQuality) templates.TablePart {
	part := templates.TablePart{
		Section: templates.Section{
			ID: "tables", Head: "By table of the sources", Note: "of all data, as of the last build",
			Tail: []templates.Link{{Text: "CSV", URL: csvLink(r, "quality/data", "table")}, {Text: "Rules, CSV", URL: csvLink(r, "quality/data", "rule")}},
		},
		Empty: "No table was read yet.",
	}
	part.Table = templates.Table{Caption: "Scores by table", Columns: []templates.Column{
		{Name: "Table"}, {Name: "Rows", Title: "items in packets, of DATA_SHOT", Number: true, Low: "2"}, {Name: "Validity", Number: true, Low: "1"}, {Name: "Uniqueness", Number: true, Low: "2"},
		{Name: "Completeness", Number: true, Low: "1"}, {Name: "Consistency", Number: true, Low: "1"}, {Name: "Timeliness", Number: true, Low: "2"}, {Name: "Overall", Number: true}, {Name: "Status"},
	}}
	for _, t := range d.Tables {
		name := t.Table
		if name == "" {
			name = "all"
		}
		status, word := scoreStatus(t.Status)
		part.Table.Rows = append(part.Table.Rows, templates.Row{Cells: []templates.Cell{
			nameCell(name), {Text: engine.Count(t.Items)}, scoreCell(t.Validity), scoreCell(t.Uniqueness), scoreCell(t.Completeness), scoreCell(t.Consistency),
			scoreCell(t.Timeliness), scoreCell(t.Overall), {Status: status, Text: cmp.Or(word, dash)},
		}})
	}
	return part
}

func scoreCell(score *float64) templates.Cell {
	if score == nil {
		return templates.Cell{Text: dash, Title: "nothing to be a share of"}
	}
	return templates.Cell{Text: scored(score), Title: exact(score, "")}
}

// quarantine is what is in no figure, by reason.
func (p *Pages) quarantine(r request, d analysis.DataQuality) templates.TablePart {
	part := templates.TablePart{
		Section: templates.Section{
			ID: "quarantine", Head: "In quarantine", Note: "in no figure, tried again by each build",
			Tail: []templates.Link{{Text: "CSV", URL: csvLink(r, "quarantine", "")}},
		},
		Empty: "Nothing of this range is in quarantine.",
	}
	if n := d.Quarantined(); n > 0 {
		part.Section.Note = plural(n, "item", "items") + ", " + part.Section.Note
	}
	part.Table = templates.Table{Caption: "Quarantine by reason", Columns: []templates.Column{
		{Name: "Reason"}, {Name: "Level", Low: "2"}, {Name: "Items", Number: true}, {Name: "Counters", Title: "that sent them", Number: true, Low: "1"},
		{Name: "First seen, UTC", Number: true, Low: "2"}, {Name: "Last seen, UTC", Number: true, Low: "1"}, {Name: "The newest, as it was sent", Low: "1"},
	}}
	for _, q := range d.Reasons {
		sample, from := cut(q.Sample, sampleShown), ""
		if q.Counter != "" {
			from = " from " + q.Counter
		}
		part.Table.Rows = append(part.Table.Rows, templates.Row{Cells: []templates.Cell{
			{Text: strings.ReplaceAll(q.Reason, "_", " "), Title: reasonWords(q.Reason)}, {Text: levelName(q.Level)}, {Text: engine.Count(q.Items)}, {Text: engine.Count(q.Counters)},
			{Text: q.First.Format("2 Jan 15:04"), Title: utc(q.First)}, {Text: q.Last.Format("2 Jan 15:04"), Title: utc(q.Last)},
			{Text: orDash(sample), Title: cut(q.Sample, 400) + from},
		}})
	}
	return part
}

// cut shortens what somebody else wrote, on one line.
func cut(text string, most int) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most-1]) + "…"
}

func levelName(level int64) string {
	return map[int64]string{1: "packet", 2: "shot", 3: "table", 4: "across sources", 5: "timeliness"}[level]
}

func reasonWords(reason string) string {
	return map[string]string{
		"bad_json": "the packet is no JSON", "not_an_array": "the packet is no array of shots", "no_counter": "the packet names no counter", "too_long": "the packet has more than 10,000 items",
		"not_an_object": "the item is no object", "bad_time": "its time is missing, cannot be read, or lies before 2015 or after its arrival", "bad_ct": "its cycle time is no number above 0 and up to 86,400 s",
		"duplicate_conflict": "its counter sent another value for the same time and number", "unmapped": "its counter is on no tool at that time: a later row of STATISTICS rescues it",
	}[reason]
}

func scoredColumns() []sortable[analysis.DataScore] {
	type row = analysis.DataScore
	whole := func(of func(row) int64) func(row) *float64 {
		return func(r row) *float64 { return number(of(r)) }
	}
	return []sortable[row]{
		{key: "tool", head: templates.Column{Name: "Tool"}, text: func(r row) string { return r.Tool }},
		{key: "score", head: templates.Column{Name: "Score", Title: "of 100, in the range", Number: true}, number: func(r row) *float64 { return r.Overall }},
		{head: templates.Column{Name: "Status"}},
		{key: "items", head: templates.Column{Name: "Items", Title: "in packets", Number: true, Low: "2"}, falling: true, number: whole(func(r row) int64 { return r.Items })},
		{key: "missing", head: templates.Column{Name: "Missing shots", Title: "that never came, by the numbers of the counter", Number: true}, falling: true, number: whole(func(r row) int64 { return r.Missing })},
		{key: "gaps", head: templates.Column{Name: "Gaps", Number: true, Low: "1"}, falling: true, number: whole(func(r row) int64 { return r.Gaps })},
		{key: "longest", head: templates.Column{Name: "Largest gap", Title: "shots", Number: true, Low: "2"}, falling: true, number: whole(func(r row) int64 { return r.Longest })},
		{key: "invalid", head: templates.Column{Name: "Invalid", Title: "items that fail a check of packet or shot", Number: true, Low: "1"}, falling: true, number: whole(func(r row) int64 { return r.Invalid })},
		{key: "copies", head: templates.Column{Name: "Copies", Number: true, Low: "1"}, falling: true, number: whole(func(r row) int64 { return r.Copies })},
		{key: "late", head: templates.Column{Name: "Late", Title: "more than 48 h", Number: true, Low: "2"}, falling: true, number: whole(func(r row) int64 { return r.Late })},
		{key: "poor", head: templates.Column{Name: "Poor days", Number: true, Low: "2"}, falling: true, number: whole(func(r row) int64 { return r.Poor })},
	}
}

func readDataSort(text string) (sorting[analysis.DataScore], error) {
	return readSorting(cmp.Or(text, lowestScore), scoredColumns(), "sort the tools")
}

// scoredTools is the score and the missing shots of each tool; a row opens the tool.
func scoredTools(r request, q qualityAsked, d analysis.DataQuality) templates.TablePart {
	rows := slices.Clone(d.Tools)
	q.tools.apply(rows, func(t analysis.DataScore) string { return t.Tool })
	shown := rowsOf(rows, q.page, scoredShown)
	part := templates.TablePart{
		Section: templates.Section{
			ID: "scored", Head: "By tool", Note: missingWords(d.All),
			Tail: []templates.Link{{Text: "CSV by day", URL: csvLink(r, "quality/data", "day")}},
		},
		Empty: noTools,
		Pager: pagerOf(r.address, dataPage, "Pages of the tools", q.page, scoredShown, len(shown), len(rows)),
	}
	part.Table = templates.Table{Caption: "Scores and missing shots by tool", Columns: q.tools.heads(scoredColumns(), r.address.with(dataPage), dataSort, lowestScore)}
	for _, t := range shown {
		status, word := scoreStatus(t.Status)
		part.Table.Rows = append(part.Table.Rows, templates.Row{URL: r.tool(t.Tool).String(), Cells: []templates.Cell{
			nameCell(t.Tool), scoreCell(t.Overall), {Status: status, Text: cmp.Or(word, dash)},
			{Text: engine.Count(t.Items)}, {Text: engine.Count(t.Missing)}, {Text: engine.Count(t.Gaps)}, {Text: engine.Count(t.Longest)},
			{Text: engine.Count(t.Invalid)}, {Text: engine.Count(t.Copies)}, {Text: engine.Count(t.Late)}, {Text: engine.Count(t.Poor), Title: "of " + plural(t.Days, "day", "days")},
		}})
	}
	return part
}

func missingWords(all analysis.DataScore) string {
	if all.Gaps == 0 {
		return "no counter left out a number"
	}
	return plural(all.Missing, "shot", "shots") + " missing in " + plural(all.Gaps, "gap", "gaps")
}

// dataAnomalies are those of the range, that are not over first.
func (p *Pages) dataAnomalies(r request, q qualityAsked, d analysis.DataQuality) templates.TablePart {
	part := templates.TablePart{
		Section: templates.Section{
			ID: "anomalies", Head: "Anomalies of the data", Note: fmt.Sprintf("%d not over, of %s in this range", d.Open(), engine.Count(int64(len(d.Anomalies)))),
			Tail: []templates.Link{{Text: "CSV", URL: csvLink(r, "anomalies", "")}},
		},
		Empty: "No tool's data are unlike those before.",
	}
	if len(d.Anomalies) == 0 {
		part.Section.Note = ""
	}
	shown := rowsOf(d.Anomalies, q.anomalies, anomaliesShown)
	part.Pager = pagerOf(r.address, anomalyPage, "Pages of the anomalies", q.anomalies, anomaliesShown, len(shown), len(d.Anomalies))
	part.Table = templates.Table{Caption: "Anomalies", Columns: []templates.Column{
		{Name: "Tool"}, {Name: "What"}, {Name: "Since"}, {Name: "State"}, {Name: "Days", Title: "with shots", Number: true, Low: "2"},
		{Name: "Worst day", Number: true, Low: "2"}, {Name: "Was", Number: true, Low: "1"}, {Name: "Usual", Number: true, Low: "1"},
		{Name: "z", Title: "distance from usual in robust standard deviations", Number: true, Low: "2"}, {Name: "Cause, a guess", Low: "1"},
	}}
	for _, a := range shown {
		state := templates.Cell{Status: templates.Watch, Text: "open"}
		if a.To != nil {
			state = templates.Cell{Text: "until " + a.To.AddDate(0, 0, -1).Format("2 Jan"), Title: "back on " + a.To.Format("2 Jan")}
		}
		part.Table.Rows = append(part.Table.Rows, templates.Row{URL: r.tool(a.Tool).String(), Cells: []templates.Cell{
			nameCell(a.Tool), {Text: levelWords(a.Level)}, {Text: a.From.Format("2 Jan"), Title: a.From.Format(time.DateOnly)}, state, {Text: engine.Count(a.Days)},
			{Text: a.Worst.Format("2 Jan")}, levelCell(a.Level, a.Value), levelCell(a.Level, a.Usual), {Text: signed(a.Z)},
			{Text: strings.ReplaceAll(a.Cause, "_", " ")},
		}})
	}
	return part
}

// levelWords are what a level of mart.data_anomaly measures.
func levelWords(level string) string {
	return map[string]string{
		"shots": "shots an hour", "missing": "missing shots", "duplicates": "copies", "quarantine": "quarantine", "late": "late shots",
		"ct": "cycle time", "temperature": "temperature",
	}[level]
}

func levelCell(level string, v float64) templates.Cell {
	cell := templates.Cell{Title: exact(&v, "")}
	switch level {
	case "ct":
		cell.Text = decimals(v, 1) + " s"
	case "temperature":
		cell.Text = decimals(v, 1) + " °C"
	case "shots":
		cell.Text = decimals(v, 0)
	default:
		cell.Text = decimals(100*v, 1) + " %"
	}
	return cell
}

// reconciled puts side by side what two sides count; it comes after the page, for it
// adds up the hours of all counters.
func (p *Pages) reconciled(ctx context.Context, r request, q qualityAsked) (*templates.TablePart, *templates.Later, error) {
	if !q.now {
		return nil, &templates.Later{ID: "reconciled-part", URL: r.address.with(countNow, "true").String(), Name: "the two counts of the same", Height: "table", Lines: 5}, nil
	}
	all, err := p.Questions.Reconciled(ctx, r.filter)
	if err != nil {
		return nil, nil, err
	}
	part := &templates.TablePart{
		Section: templates.Section{ID: "reconciled", Head: "Two counts of the same", Note: "hours of the range; tables and totals of all time"},
		Empty:   "No source counts what another one has.",
	}
	part.Table = templates.Table{Caption: "Reconciliation", Columns: []templates.Column{
		{Name: "Counts"}, {Name: "Compared", Number: true, Low: "1"}, {Name: "Differ", Number: true}, {Name: "Other side", Number: true, Low: "2"}, {Name: "Here", Number: true, Low: "2"},
		{Name: "In all", Title: "here minus the other side", Number: true}, {Name: "Farthest apart", Low: "1"}, {Name: "By", Number: true, Low: "1"},
	}}
	for _, c := range all {
		name, title := reconciledWords(c.Kind)
		by := dash
		if c.Farthest != "" {
			by = signedCount(c.Difference)
		}
		part.Table.Rows = append(part.Table.Rows, templates.Row{Cells: []templates.Cell{
			{Text: name, Title: title}, {Text: engine.Count(c.Counts)}, {Text: engine.Count(c.Apart)}, {Text: engine.Count(c.Expected)}, {Text: engine.Count(c.Found)},
			{Text: signedCount(c.Found - c.Expected)}, {Text: orDash(c.Farthest), Title: c.Farthest}, {Text: by},
		}})
	}
	return part, nil, nil
}

func reconciledWords(kind string) (name, title string) {
	switch kind {
	case "hour":
		return "Shots by counter and hour", "SHOT_COUNT of STATISTICS beside the shots here"
	case "table":
		return "Rows by table", "rows of the source as it was last read beside those of the mirror; copies in the source make it negative"
	}
	return "Shots by tool", "COUNTER_SHOT_COUNT of MOLD beside the shots here; what the counter made before the mirror begins makes it negative"
}

func signedCount(n int64) string {
	switch {
	case n > 0:
		return "+" + engine.Count(n)
	case n == 0:
		return "0"
	}
	return engine.Count(n)
}
