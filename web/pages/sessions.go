package pages

import (
	"cmp"
	"context"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// sessionsSort is the order of the sessions in an address; the newest come first
// unless it says another one.
const (
	sessionsSort    = "sessions"
	sessionsDefault = "-start"
)

// Sessions that are sorted at most, and listed: below the shots of a tool, and on
// its own page.
const (
	sessionsAsked = 10_000
	sessionsShown = 50
	sessionsShort = 8
)

func sessionColumns() []sortable[analysis.Session] {
	type row = analysis.Session
	return []sortable[row]{
		{key: "start", head: templates.Column{Name: "Start"}, falling: true, number: func(r row) *float64 { return number(r.StartUTC.UnixMicro()) }},
		{key: "end", head: templates.Column{Name: "End", Number: true, Low: "2"}, falling: true, number: func(r row) *float64 { return number(r.EndUTC.UnixMicro()) }},
		{key: "part", head: templates.Column{Name: "Part", Low: "1"}, text: func(r row) string { return r.PartCode }},
		{key: "shots", head: templates.Column{Name: "Shots", Number: true, Low: "1"}, falling: true, number: func(r row) *float64 { return number(r.Shots) }},
		{key: "below", head: templates.Column{Name: "Below L1", Title: "shots under the lower limit of level 1", Number: true, Low: "2"}, falling: true, number: func(r row) *float64 { return real(r.Below) }},
		{key: "within", head: templates.Column{Name: "Within", Title: "shots within the limits of level 1", Number: true, Low: "1"}, falling: true, number: func(r row) *float64 { return real(r.Within) }},
		{key: "above", head: templates.Column{Name: "Above L1", Title: "shots over the upper limit of level 1", Number: true}, falling: true, number: func(r row) *float64 { return real(r.Above) }},
		{key: "idle", head: templates.Column{Name: "Idle", Title: "shots of which the counter only says 'at least so long'; in none of the three", Number: true, Low: "2"}, falling: true, number: func(r row) *float64 { return number(r.Idle) }},
		{key: "median", head: templates.Column{Name: "Median, s", Title: "of the shots that are not idle", Number: true}, falling: true, number: func(r row) *float64 { return r.Median }},
		{key: "temperature", head: templates.Column{Name: "Mold, °C", Title: "mean of the measured temperatures", Number: true, Low: "2"}, falling: true, number: func(r row) *float64 { return r.Temperature }},
		{key: "uptime", head: templates.Column{Name: "Uptime, %", Title: "Σ ct of shots that are not idle / time of the session", Number: true}, number: func(r row) *float64 { return r.Uptime() }},
	}
}

func real(n *int64) *float64 {
	if n == nil {
		return nil
	}
	return number(*n)
}

func readSessions(a address) (sorting[analysis.Session], error) {
	return readSorting(cmp.Or(a.values.Get(sessionsSort), sessionsDefault), sessionColumns(), "sort the sessions")
}

// sessionsData is what the table of sessions shows.
type sessionsData struct {
	sessions *analysis.Sessions // nil where they come after the page
	earlier  *analysis.Sessions // those of the period before, counted; nil without one
}

// askSessions asks only where the address says so: the table comes after the page,
// whose pictures need none of it.
func (p *Pages) askSessions(ctx context.Context, r request, now bool, d *sessionsData) error {
	if !now {
		return nil
	}
	s, err := p.Questions.Sessions(ctx, r.filter, analysis.SessionsByOne, sessionsAsked)
	if err != nil {
		return err
	}
	d.sessions = &s
	if f, ok := p.earlier(r, s.Range); ok {
		then, err := p.Questions.Sessions(ctx, f, analysis.SessionsByOne, 1)
		d.earlier = &then
		return err
	}
	return nil
}

// sessionsPart lists the first sessions of those that start in the range, nil where
// they come after the page; a row opens its shots.
func (p *Pages) sessionsPart(r request, d sessionsData, order sorting[analysis.Session], most int) *templates.TablePart {
	if d.sessions == nil {
		return nil
	}
	s := *d.sessions
	rows := s.List()
	order.apply(rows, func(row analysis.Session) string { return row.StartUTC.Format("20060102150405.000000") })
	which := "the first"
	if order.String() == sessionsDefault {
		which = "the newest"
	}
	n := min(len(rows), most)
	part := templates.TablePart{
		Section: templates.Section{
			ID: "sessions", Head: "Sessions", Note: sessionsBeside(r, s, d.earlier) + shown(which, n, s.Count) + "those that start in the range, on the plant's clock · a row opens its shots",
			Tail: []templates.Link{{Text: "CSV", URL: csvLink(r, "shot-analysis", "session")}},
		},
		Table: templates.Table{Caption: "Sessions", Columns: order.heads(sessionColumns(), r.address, sessionsSort, sessionsDefault)},
		Empty: "No session starts in this range.",
	}
	for _, row := range rows[:n] {
		part.Table.Rows = append(part.Table.Rows, p.sessionRow(s.Tool, row))
	}
	return &part
}

// toolSessions lists a few of them on the page of a tool, and leads to the others
// below its shots.
func (p *Pages) toolSessions(r request, d sessionsData, order sorting[analysis.Session], code string) *templates.TablePart {
	part := p.sessionsPart(r, d, order, sessionsShort)
	if part == nil || d.sessions.Count <= sessionsShort {
		return part
	}
	all := r.opens(shotsPath).with("tool", code).choose(sessionsSort, order.String(), sessionsDefault)
	part.Section.Tail = append([]templates.Link{{Text: "All sessions", URL: all.String() + "#sessions-part"}}, part.Section.Tail...)
	return part
}

// sessionsBeside counts those that were too slow, beside the period before.
func sessionsBeside(r request, s analysis.Sessions, earlier *analysis.Sessions) string {
	if earlier == nil || s.Judged == 0 || earlier.Judged == 0 {
		return ""
	}
	of := func(s analysis.Sessions) string { return engine.Count(s.Above) + " of " + engine.Count(s.Judged) }
	return of(s) + " mostly above L1, " + of(*earlier) + " in the " + previousName(r) + " · "
}

func (p *Pages) sessionRow(tool string, s analysis.Session) templates.Row {
	return templates.Row{URL: shotsOver(tool, s.StartUTC, s.EndUTC), Cells: []templates.Cell{
		{Text: p.moment(s.StartLocal), Title: utc(s.StartUTC)},
		{Text: p.moment(s.EndLocal), Title: utc(s.EndUTC)},
		nameCell(s.PartCode),
		{Text: engine.Count(s.Shots)},
		limitCell(s.Below), limitCell(s.Within), limitCell(s.Above),
		{Text: engine.Count(s.Idle)},
		secondsCell(s.Median),
		degreesCell(s.Temperature),
		percentCell(s.Uptime()),
	}}
}

func limitCell(n *int64) templates.Cell {
	if n == nil {
		return templates.Cell{Text: dash, Title: "no approved cycle time, so no limits"}
	}
	return templates.Cell{Text: engine.Count(*n)}
}

func degreesCell(v *float64) templates.Cell {
	if v == nil {
		return templates.Cell{Text: dash, Title: "none was measured"}
	}
	return templates.Cell{Text: decimals(*v, 1), Title: exact(v, "°C")}
}
