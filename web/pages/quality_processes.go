package pages

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/spc"
	"sprue/templates"
)

const (
	processesShown = 20
	eventsPerPage  = 10
	latestChange   = "-event" // the order of the processes unless an address says another one
	// shotsAtOnce are read while the page is drawn, or in a step after it: a tenth of a second.
	shotsAtOnce = 100_000
	// shotsSorted is how many may be read to put all processes in an order: some seconds.
	shotsSorted = 5_000_000
)

// processRow is a tool and part, with what its shots say where they were read.
type processRow struct {
	analysis.ProcessRow
	latest    *analysis.ProcessEvent
	figures   *analysis.ProcessFigures
	isPending bool // a later step counts them
}

// ofShots tells the columns that the shots are read for.
func ofShots(key string) bool {
	return slices.Contains([]string{"cpk", "ppk", "signals", "drift", "lag"}, key)
}

func processColumns() []sortable[processRow] {
	type row = processRow
	index := func(of func(spc.Capability) *spc.Interval) func(row) *float64 {
		return func(r row) *float64 {
			if r.figures == nil || of(r.figures.Capability) == nil {
				return nil
			}
			return &of(r.figures.Capability).Value
		}
	}
	return []sortable[row]{
		{key: "tool", head: templates.Column{Name: "Tool"}, text: func(r row) string { return r.Tool }},
		{key: "part", head: templates.Column{Name: "Part", Low: "1"}, text: func(r row) string { return r.PartCode }},
		{key: "shots", head: templates.Column{Name: "Shots", Title: "that are not idle", Number: true, Low: "2"}, falling: true, number: func(r row) *float64 { return number(r.Shots) }},
		{key: "median", head: templates.Column{Name: "Median, s", Title: "of the last day in the range", Number: true, Low: "1"}, falling: true, number: func(r row) *float64 { return &r.Median }},
		{key: "cpk", head: templates.Column{Name: "Cpk", Title: "within", Number: true}, number: index(func(c spc.Capability) *spc.Interval { return c.Cpk })},
		{head: templates.Column{Name: "95 % interval", Title: "of Cpk", Number: true, Low: "1"}},
		{key: "ppk", head: templates.Column{Name: "Ppk", Title: "overall", Number: true, Low: "1"}, number: index(func(c spc.Capability) *spc.Interval { return c.Ppk })},
		{key: "signals", head: templates.Column{Name: "Signals, %", Title: "of the points of the control chart", Number: true, Low: "1"}, falling: true, number: func(r row) *float64 { return r.signals() }},
		{key: "drift", head: templates.Column{Name: "Drift, s in 28 d", Title: "slope of the daily medians, after the last shift", Number: true, Low: "2"}, falling: true, number: func(r row) *float64 {
			if r.figures == nil || r.figures.Drift == nil {
				return nil
			}
			return &r.figures.Drift.Value
		}},
		{key: "lag", head: templates.Column{Name: "Lag-1", Title: "autocorrelation of neighbouring shots in the baseline", Low: "2"}, falling: true, number: func(r row) *float64 {
			if r.figures == nil {
				return nil
			}
			return r.figures.Baseline.Moments.Lag1
		}},
		{key: "event", head: templates.Column{Name: "Last event"}, falling: true, number: func(r row) *float64 {
			if r.latest == nil {
				return nil
			}
			return number(r.latest.From.Unix())
		}},
	}
}

func (r processRow) signals() *float64 {
	if r.figures == nil || r.figures.Points == 0 {
		return nil
	}
	return new(float64(r.figures.Signals) / float64(r.figures.Points))
}

func readProcessSort(text string) (sorting[processRow], error) {
	return readSorting(cmp.Or(text, latestChange), processColumns(), "sort the processes")
}

// processes is the page of all tools that the filters leave.
func (p *Pages) processes(ctx context.Context, r request, q qualityAsked) (templates.QualityPage, error) {
	page := templates.QualityPage{Head: templates.Head{Question: "Are the processes in control?"}}
	all, err := p.Questions.Processes(ctx, r.filter)
	if err != nil {
		return page, err
	}
	page.Head.Answer, page.Head.Why = headAndWhy(all.Sentence)
	if len(all.Rows) == 0 {
		empty, err := p.empty(ctx, r)
		page.Head.Answer, page.Empty = "No shots in this range", &empty
		return page, err
	}
	if page.Head.Why == "" {
		page.Head.Why = processesWhy(all)
	}
	var before *analysis.Processes
	if f, ok := p.earlier(r, all.Range); ok {
		then, err := p.Questions.Processes(ctx, f)
		if err != nil {
			return page, err
		}
		before = &then
	}
	page.Tiles = processesTiles(r, all, before)
	c, err := p.processRows(ctx, r, q, all)
	if err != nil {
		return page, err
	}
	page.Later, page.More = c.later(r), c.more(r)
	if page.Later == nil {
		page.Processes = new(processTable(r, q, c.rows, len(all.Rows)))
	}
	page.Events = new(processEvents(r, q, all.Events, ""))
	return page, nil
}

// countedProcesses are the rows of a page, counted step by step.
type countedProcesses struct {
	rows    []processRow
	of      int // rows that are to be counted: those of the page, or all where these are put in order
	counted int // of them
	next    int // up to which the next step counts
}

// later stands in place of the table until the first step is counted.
func (c countedProcesses) later(r request) *templates.Later {
	if c.counted > 0 || c.counted == c.of {
		return nil
	}
	lines := min(c.of, processesShown) + 4
	return &templates.Later{ID: "processes-part", URL: c.step(r), Name: "the capability of each tool", Height: "table", Lines: lines}
}

// more is the step after those that are counted.
func (c countedProcesses) more(r request) *templates.More {
	if c.counted == 0 || c.counted == c.of {
		return nil
	}
	return &templates.More{URL: c.step(r), All: r.address.with(countNow, "true").String()}
}

func (c countedProcesses) step(r request) string {
	return r.address.with(countedRows, strconv.Itoa(c.next)).String()
}

// processRows are those of the page that is asked for, with their figures as far as
// they are counted: all of few shots, else so many rows as the address says.
func (p *Pages) processRows(ctx context.Context, r request, q qualityAsked, all analysis.Processes) (c countedProcesses, err error) {
	var rows []processRow
	for _, one := range all.Rows {
		row := processRow{ProcessRow: one, isPending: true}
		if i := slices.IndexFunc(all.Events, func(e analysis.ProcessEvent) bool { return sameProcess(e.Tool, e.PartID, one) }); i >= 0 {
			row.latest = &all.Events[i] // they are the latest first
		}
		rows = append(rows, row)
	}
	name := func(r processRow) string { return r.Tool + "\x00" + r.PartCode }
	if !ofShots(q.order.key) {
		q.order.apply(rows, name)
		rows = rowsOf(rows, q.page, processesShown)
	}
	shots := shotsOf(rows)
	if shots > shotsSorted && ofShots(q.order.key) {
		return c, &engine.Error{
			Code: engine.CodeUsage, Doing: "sort the processes", Message: engine.Count(shots) + " shots are too many to sort by what they say",
			Hint: "choose a shorter range or a filter, or sort by tool, part, shots, median or event",
		}
	}
	upTo := q.counted
	if shots <= shotsAtOnce || q.now {
		upTo = len(rows)
	}
	c.of = len(rows)
	for _, end := range countingSteps(rows) {
		if c.next = end; c.counted >= upTo {
			break
		}
		if err := p.countProcesses(ctx, r.filter, rows[c.counted:end]); err != nil {
			return c, err
		}
		c.counted = end
	}
	if ofShots(q.order.key) {
		q.order.apply(rows, name)
		rows = rowsOf(rows, q.page, processesShown)
	}
	c.rows = rows
	return c, nil
}

// countingSteps cut the rows where a step has read the shots that it may; each gives
// the first row after it.
func countingSteps(rows []processRow) (ends []int) {
	var shots int64
	for i, row := range rows {
		if shots += row.Shots; i+1 == len(rows) || shots+rows[i+1].Shots > shotsAtOnce {
			ends, shots = append(ends, i+1), 0
		}
	}
	return ends
}

// countProcesses gives rows their figures.
func (p *Pages) countProcesses(ctx context.Context, f engine.Filter, rows []processRow) error {
	f.Tools = toolsOf(rows)
	figures, err := p.Questions.ProcessFigures(ctx, f)
	if err != nil {
		return err
	}
	for i := range rows {
		rows[i].isPending = false
		at := slices.IndexFunc(figures, func(f analysis.ProcessFigures) bool { return sameProcess(f.Tool, f.PartID, rows[i].ProcessRow) })
		if at >= 0 {
			rows[i].figures = &figures[at]
		}
	}
	return nil
}

func sameProcess(tool string, part *int64, r analysis.ProcessRow) bool {
	return tool == r.Tool && (part == nil) == (r.PartID == nil) && (part == nil || *part == *r.PartID)
}

func toolsOf(rows []processRow) []string {
	var tools []string
	for _, r := range rows {
		tools = append(tools, r.Tool)
	}
	return slices.Compact(slices.Sorted(slices.Values(tools)))
}

func shotsOf(rows []processRow) (shots int64) {
	for _, r := range rows {
		shots += r.Shots
	}
	return shots
}

// processesWhy says what the answer rests on.
func processesWhy(all analysis.Processes) string {
	if len(all.Events) == 0 {
		return "No level of cycle time or temperature shifted or drifted by 2 % or more in this range."
	}
	return "A change is one of the daily medians that lasts, and is larger than chance; single shots are not asked."
}

// processChanges are how much changed in a window.
type processChanges struct {
	tools                int // on which the cycle time changed
	shifts, drifts, warm int64
	soonest              *analysis.ProcessEvent // the next to reach 10 % above approved
}

func countChanges(all analysis.Processes) (c processChanges) {
	changed := map[string]bool{}
	for i, e := range all.Events {
		switch {
		case e.Measure != analysis.MeasureCT:
			c.warm++
			continue
		case e.Kind == analysis.Shift:
			c.shifts++
		default:
			c.drifts++
		}
		changed[e.Tool] = true
		if e.Reaches != nil && (c.soonest == nil || e.Reaches.Before(*c.soonest.Reaches)) {
			c.soonest = &all.Events[i]
		}
	}
	c.tools = len(changed)
	return c
}

// processesTiles count what changed, beside the period before where there is one.
func processesTiles(r request, all analysis.Processes, before *analysis.Processes) []templates.Tile {
	c, tools := countChanges(all), map[string]bool{}
	for _, row := range all.Rows {
		tools[row.Tool] = true
	}
	count := func(label, title string, n int64) templates.Tile {
		return templates.Tile{Label: label, Title: title, URL: "#events", Figure: templates.Figure{Text: engine.Count(n)}}
	}
	first := templates.Tile{
		Label: "Cycle time changed", Title: "tools on which it drifts or shifted", Figure: templates.Figure{Text: engine.Count(int64(c.tools)), Of: ofTools(len(tools))},
		Status: templates.Good, Word: "none",
	}
	if c.tools > 0 {
		first.Status, first.Word = templates.Watch, "to look at"
	}
	reaches := templates.Tile{Label: "Next 10 % above approved", Title: "where a drift of the cycle time leads, if it goes on", Figure: templates.Figure{Text: dash}, Note: "no drift leads there"}
	if e := c.soonest; e != nil {
		reaches.Figure, reaches.Note = templates.Figure{Text: e.Reaches.Format("2 Jan"), Exact: e.Reaches.Format("2006-01-02")}, e.Tool
		reaches.URL = processLink(r, e.Tool, "").String()
	}
	tiles := []templates.Tile{
		first,
		count("Shifts of cycle time", "from one production day to the next", c.shifts),
		count("Drifts of cycle time", "steadily, over days", c.drifts),
		count("Changes of temperature", "shifts and drifts", c.warm),
		reaches,
	}
	if before != nil && len(before.Rows) > 0 {
		then := countChanges(*before)
		turned(&tiles[0], float64(c.tools), float64(then.tools), 0, r)
		turned(&tiles[1], float64(c.shifts), float64(then.shifts), 0, r)
		turned(&tiles[2], float64(c.drifts), float64(then.drifts), 0, r)
		turned(&tiles[3], float64(c.warm), float64(then.warm), 0, r)
	}
	return tiles
}

// processLink is the control chart of a tool, of one part where the tool has several.
func processLink(r request, tool, part string) address {
	to := r.address.with(processSort).with(processPage).with(eventsPage).with("table").with("tool", tool)
	if part != "" {
		to = to.with("part", part)
	}
	return to
}

func processTable(r request, q qualityAsked, rows []processRow, total int) templates.TablePart {
	part := templates.TablePart{
		Section: templates.Section{
			ID: "processes", Head: plural(int64(total), "tool and part", "tools and parts"), Note: "a row opens its control chart",
			Tail: []templates.Link{{Text: "CSV", URL: csvLink(r, "quality/process", "capability")}},
		},
		Empty: noTools,
		Pager: pagerOf(r.address, processPage, "Pages of the tools", q.page, processesShown, len(rows), total),
	}
	part.Table = templates.Table{Caption: "How capable the processes are, and how much in control", Columns: q.order.heads(processColumns(), r.address.with(processPage), processSort, latestChange)}
	parts := map[string]int{}
	for _, row := range rows {
		parts[row.Tool]++
	}
	for _, row := range rows {
		of := ""
		if parts[row.Tool] > 1 {
			of = row.PartCode
		}
		part.Table.Rows = append(part.Table.Rows, templates.Row{URL: processLink(r, row.Tool, of).String(), Cells: processCells(row)})
	}
	return part
}

func processCells(row processRow) []templates.Cell {
	cells := []templates.Cell{
		nameCell(row.Tool), nameCell(row.PartCode), {Text: engine.Count(row.Shots)},
		{Text: decimals(row.Median, 1), Title: exact(&row.Median, "s")},
	}
	if f := row.figures; f != nil {
		reason := capabilityReason(f.Moments, f.L1Below)
		cells = append(cells, indexCell(f.Capability.Cpk, reason), intervalCell(f.Capability.Cpk, reason), indexCell(f.Capability.Ppk, reason),
			signalsCell(row), driftCell(f.Drift), lagCell(f.Baseline))
	} else {
		none := templates.Cell{Text: dash, Title: "no slow, fast or normal shots"}
		if row.isPending {
			none = templates.Cell{Text: "…", Title: "is being counted"}
		}
		cells = append(cells, slices.Repeat([]templates.Cell{none}, 6)...)
	}
	return append(cells, eventCell(row.latest))
}

func indexCell(i *spc.Interval, reason string) templates.Cell {
	if i == nil {
		return templates.Cell{Text: dash, Title: reason}
	}
	return templates.Cell{Text: decimals(i.Value, 2), Title: exact(&i.Value, "") + ", 95 %: " + intervalText(i)}
}

func intervalCell(i *spc.Interval, reason string) templates.Cell {
	if i == nil {
		return templates.Cell{Text: dash, Title: reason}
	}
	return templates.Cell{Text: intervalText(i)}
}

func intervalText(i *spc.Interval) string {
	if i.Low < 0 {
		return decimals(i.Low, 2) + " to " + decimals(i.High, 2)
	}
	return decimals(i.Low, 2) + "–" + decimals(i.High, 2)
}

// capabilityReason says why there is no index.
func capabilityReason(m analysis.Moments, l1 *float64) string {
	switch {
	case m.Shots < spc.LeastForCapability:
		return "under 100 shots"
	case l1 == nil:
		return "no approved cycle time, so no L1 limits"
	}
	return "the shots do not differ"
}

func signalsCell(row processRow) templates.Cell {
	f := row.figures
	if f.Points == 0 {
		return templates.Cell{Text: dash, Title: "too few shots for a control chart"}
	}
	return templates.Cell{
		Text:  percent(row.signals()),
		Title: fmt.Sprintf("%s of %s points, %s of them alarms", engine.Count(f.Signals), engine.Count(f.Points), engine.Count(f.Alarms)),
	}
}

func driftCell(d *analysis.ProcessDrift) templates.Cell {
	if d == nil {
		return templates.Cell{Text: dash, Title: "under 10 days with 20 shots since the last shift"}
	}
	return templates.Cell{Text: signedPlaces(d.Value, 2), Title: "95 %: " + signedPlaces(d.Low, 2) + " to " + signedPlaces(d.High, 2) + ", " + plural(d.Days, "day", "days")}
}

func lagCell(b analysis.ProcessBaseline) templates.Cell {
	lag := b.Moments.Lag1
	if lag == nil {
		return templates.Cell{Text: dash, Title: "too few shots in the baseline"}
	}
	cell := templates.Cell{Text: decimals(*lag, 2), Title: "of the baseline"}
	if b.Trial {
		cell.Title = "of the range itself: there is " + b.Missing()
	}
	if b.Moments.Resemble() {
		cell.Status = templates.Watch
		cell.Title += "; above 0.3 single signals say little"
	}
	return cell
}

func eventCell(e *analysis.ProcessEvent) templates.Cell {
	if e == nil {
		return templates.Cell{Text: dash, Title: "no shift and no drift in this range"}
	}
	return templates.Cell{Text: eventBrief(*e), Title: e.Words()}
}

// eventBrief is 'shift +16.0 %, 9 Nov'; of a temperature that is said.
func eventBrief(e analysis.ProcessEvent) string {
	words := e.Kind
	if e.Measure != analysis.MeasureCT {
		words = string(e.Measure) + " " + words
	}
	if share := e.Share(); share != nil {
		words += " " + signed(100**share) + " %"
	}
	return words + ", " + e.From.Format("2 Jan")
}

// processEvents lists drifts and shifts, the latest first.
func processEvents(r request, q qualityAsked, events []analysis.ProcessEvent, tool string) templates.TablePart {
	part := templates.TablePart{
		Section: templates.Section{
			ID: "events", Head: "Drifts and shifts", Note: "of daily medians, the latest first",
			Tail: []templates.Link{{Text: "CSV", URL: csvLink(r, "quality/process", "event")}},
		},
		Empty: "No level shifted or drifted in this range.",
	}
	shown := rowsOf(events, q.events, eventsPerPage)
	part.Pager = pagerOf(r.address, eventsPage, "Pages of the drifts and shifts", q.events, eventsPerPage, len(shown), len(events))
	part.Table = templates.Table{Caption: "Drifts and shifts", Columns: []templates.Column{
		{Name: "Tool"}, {Name: "Part", Low: "2"}, {Name: "Since"}, {Name: "Until", Low: "1"}, {Name: "What"},
		{Name: "Before", Number: true, Low: "2"}, {Name: "After", Number: true, Low: "2"}, {Name: "Change, %", Number: true},
		{Name: "Slope a day", Title: "of a drift, with its 95 % interval", Number: true, Low: "2"}, {Name: "At +10 %", Title: "day on which a drift is, or will be, 10 % above the approved cycle time", Number: true, Low: "1"},
		{Name: "Confidence", Title: "1 minus the probability of it by chance", Low: "1"},
	}}
	for _, e := range shown {
		row := templates.Row{Cells: eventCells(e)}
		if tool == "" {
			row.URL = processLink(r, e.Tool, "").String()
		}
		part.Table.Rows = append(part.Table.Rows, row)
	}
	if tool != "" {
		leave(&part.Table, "Tool", "Part")
	}
	return part
}

// leave takes columns out of a table.
func leave(t *templates.Table, names ...string) {
	for _, name := range names {
		at := slices.IndexFunc(t.Columns, func(c templates.Column) bool { return c.Name == name })
		t.Columns = slices.Delete(t.Columns, at, at+1)
		for i := range t.Rows {
			t.Rows[i].Cells = slices.Delete(t.Rows[i].Cells, at, at+1)
		}
	}
}

func eventCells(e analysis.ProcessEvent) []templates.Cell {
	unit, until := e.Measure.Unit(), dash
	if e.Kind == analysis.Drift {
		until = e.To.Format("2 Jan")
	}
	what := strings.ToLower(measureWords(e.Measure)) + " " + e.Kind
	level := func(v float64) templates.Cell {
		return templates.Cell{Text: decimals(v, 1) + " " + unit, Title: exact(&v, unit)}
	}
	change, slope, reaches := templates.Cell{Text: dash}, templates.Cell{Text: dash, Title: "only a drift has one"}, templates.Cell{Text: dash}
	if share := e.Share(); share != nil {
		change = templates.Cell{Text: signed(100 * *share), Title: signedPlaces(e.Size(), 2) + " " + unit}
	}
	if e.Slope != nil {
		slope = templates.Cell{Text: signedPlaces(*e.Slope, 3) + " " + unit, Title: "95 %: " + signedPlaces(*e.Low, 3) + " to " + signedPlaces(*e.High, 3)}
	}
	if e.Reaches != nil {
		reaches.Text = e.Reaches.Format("2 Jan")
	}
	return []templates.Cell{
		nameCell(e.Tool), nameCell(e.PartCode), {Text: e.From.Format("2 Jan"), Title: e.From.Format("2006-01-02")}, {Text: until},
		{Text: what, Title: strings.TrimSpace(e.Words())}, level(e.Before), level(e.After), change, slope, reaches,
		{Trust: sureness(e.Confidence), Title: decimals(e.Confidence, 4)},
	}
}

// sureness is a confidence in words: 95 % is what an event must have.
func sureness(confidence float64) templates.Confidence {
	switch {
	case confidence >= 0.999:
		return templates.High
	case confidence >= 0.99:
		return templates.Medium
	}
	return templates.Low
}
