package pages

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// runsShown is how many runs the page of a tool shows; the CSV has all.
const runsShown = 20

// tool answers: how steadily does this tool run?
func (p *Pages) tool(c echo.Context) error {
	r, elsewhere, err := p.read(c)
	if err != nil || elsewhere != "" {
		return p.leave(c, elsewhere, err)
	}
	code, err := toolCode(c)
	if err != nil {
		return err
	}
	asked, err := p.readTool(r)
	if err != nil {
		return err
	}
	r.address = r.address.with(countNow)
	r.filter.Tools = []string{code}
	ctx := c.Request().Context()
	var own toolData
	d, err := p.ask(ctx, r, asked.runRateAsked, nil, p.ofTool(r, asked, &own)...)
	if err != nil {
		return p.orFirstRun(c, p.asMissing(ctx, code, err))
	}
	if d.trust.BuildID == 0 {
		return p.firstRun(c, d.trust)
	}
	frame, err := p.frame(c, r, code, d.trust)
	if err != nil {
		return err
	}
	page, err := p.toolPage(ctx, r, asked, d, own, code)
	if err != nil {
		return err
	}
	if isPart(c) && page.Below != nil {
		return render(c, http.StatusOK, templates.ToolBelowBox(*page.Below))
	}
	return render(c, http.StatusOK, templates.Layout(frame, templates.Tool(page)))
}

// toolAsked is what the address asks beside range and filters.
type toolAsked struct {
	runRateAsked

	history  int // page of what happened
	sessions sorting[analysis.Session]
}

func (p *Pages) readTool(r request) (q toolAsked, err error) {
	if q.runRateAsked, err = p.readRunRate(r); err != nil {
		return q, err
	}
	if q.sessions, err = readSessions(r.address); err != nil {
		return q, err
	}
	q.history, err = pageNumber(r.address.values.Get(historyPage), lastPage)
	return q, err
}

// toolData is what only the page of a tool asks for.
type toolData struct {
	runs    []analysis.Run
	days    analysis.TimelineDays
	changes analysis.Changes
	now     []analysis.Tool // the tool itself, in the range or not
	life    analysis.EndOfLife
	history analysis.Table
	judged  *analysis.Judgement // nil where it comes after the page, with the sessions
	oee     *analysis.Effectiveness
	sessionsData
}

func (p *Pages) ofTool(r request, q toolAsked, d *toolData) []func(context.Context) error {
	return []func(context.Context) error{
		into(&d.runs, func(ctx context.Context) ([]analysis.Run, error) {
			return p.Questions.Runs(ctx, r.filter, q.runs.list())
		}),
		into(&d.days, func(ctx context.Context) (analysis.TimelineDays, error) {
			return p.Questions.TimelineDays(ctx, r.filter, daysShown, timelinePixels)
		}),
		into(&d.changes, func(ctx context.Context) (analysis.Changes, error) { return p.Questions.Changes(ctx, r.filter) }),
		into(&d.now, func(ctx context.Context) ([]analysis.Tool, error) {
			return p.Questions.Tools(ctx, engine.Filter{Tools: r.filter.Tools})
		}),
		into(&d.life, func(ctx context.Context) (analysis.EndOfLife, error) {
			return p.Questions.EndOfLife(ctx, engine.Filter{Tools: r.filter.Tools})
		}),
		into(&d.history, func(ctx context.Context) (analysis.Table, error) {
			return p.Questions.Listing(ctx, engine.Filter{Tools: r.filter.Tools}, analysis.History, 0)
		}),
		into(&d.oee, func(ctx context.Context) (*analysis.Effectiveness, error) {
			return p.Questions.Effectiveness(ctx, r.filter)
		}),
		func(ctx context.Context) error { return p.askJudged(ctx, r, q, d) },
		func(ctx context.Context) error { return p.askSessions(ctx, r, q.now, &d.sessionsData) },
	}
}

// shotsOfTool leads from the page of a tool to its shots in the same range.
func (p *Pages) shotsOfTool(c echo.Context) error {
	r, elsewhere, err := p.read(c)
	if err != nil || elsewhere != "" {
		return p.leave(c, elsewhere, err)
	}
	code, err := toolCode(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	if _, err := p.Questions.Tools(ctx, engine.Filter{Tools: []string{code}}); err != nil {
		return p.orFirstRun(c, p.asMissing(ctx, code, err))
	}
	return redirect(c, r.address.at(shotsPath).with("tool", code).String())
}

// toolCode is the code in the address of a tool's page or of its shots.
func toolCode(c echo.Context) (string, error) {
	escaped := strings.TrimPrefix(c.Request().URL.EscapedPath(), "/tools/")
	if strings.HasSuffix(c.Path(), "/shots") {
		escaped = strings.TrimSuffix(escaped, "/shots")
	}
	code, err := url.PathUnescape(escaped)
	if err != nil {
		return "", &engine.Error{Code: engine.CodeUsage, Doing: "find the tool", Message: "its code in the address cannot be read", Cause: err}
	}
	return code, nil
}

// asMissing tells an unknown tool in the path, which is a missing page, from
// an unknown filter, which is a wrong question.
func (p *Pages) asMissing(ctx context.Context, code string, err error) error {
	var wrong *engine.Error
	if !errors.As(err, &wrong) || wrong.Code != engine.CodeUsage {
		return err
	}
	_, alone := p.Questions.Tools(ctx, engine.Filter{Tools: []string{code}})
	if alone == nil {
		return err
	}
	return &Missing{Message: wrong.Message, Hint: wrong.Hint}
}

func (p *Pages) toolPage(ctx context.Context, r request, q toolAsked, d fleetData, own toolData, code string) (templates.ToolPage, error) {
	page := templates.ToolPage{
		Head: templates.Head{
			Back:     &templates.Link{Text: "All tools", URL: r.opens("/tools").String()},
			Question: "How steadily does " + code + " run?",
			Answer:   headline(d.fleet.Sentence), Why: toolWhy(d.tools, d.fleet.Why),
		},
		Now:     p.nowLine(r, code, own.now),
		Life:    lifePart(own.life),
		History: p.historyPart(r, q.history, code, own.history),
		Trust:   trustLine(r, d.trust),
	}
	page.Trust.Computed = append(page.Trust.Computed, judgedDefinitions()...)
	if d.fleet.Total.Shots == 0 {
		empty, err := p.empty(ctx, r)
		page.Head.Answer, page.Head.Why, page.Empty = code+" made no shots in this range", "", &empty
		return page, err
	}
	var err error
	events := append(worstEvent(d.trend), changeEvents(d.trend, own.changes)...)
	if page.Trend, page.Chart, err = p.trend(r, own.changes.Span, d.trend, q.figure, own.oee != nil, events); err != nil {
		return page, err
	}
	if page.Cycle, page.CycleBox, err = p.cycle(r, d, own.changes); err != nil {
		return page, err
	}
	page.Cycle.Tail = []templates.Link{{Text: "Control chart", URL: r.opens(qualityPath).with("tool", code).String()}}
	page.Tiles, page.OEE = p.figureTiles(r, d), oeeTiles(r, d.fleet, own.oee)
	if own.oee != nil {
		page.Trust.Computed = append(page.Trust.Computed, oeeDefinition())
	}
	page.Causes, page.Pareto = pareto(r, d.slices, q.by)
	if len(d.slices) > 10 {
		page.Chart.Class = "tall"
	}
	page.Timeline = p.daysPart(r, code, own.days)
	page.Classes, page.Shots = classes(r.address, r.opens(shotsPath).with("tool", code), d.fleet.Total, d.added)
	page.Stops = p.stopsPart(r, q.stops, d.stops, true)
	page.Runs, page.RunRows = q.runs.section(r, len(own.runs)), p.runsTable(r, q.runs, own.runs)
	if own.judged == nil {
		page.Later = &templates.Later{ID: "below-part", URL: r.address.with(countNow, "true").String(), Name: "the tool beside its baseline and its sessions", Height: "judged"}
		return page, nil
	}
	judged, err := p.judgedPart(r, *own.judged)
	page.Below = &templates.ToolBelow{Judged: judged, Sessions: *p.toolSessions(r, own.sessionsData, q.sessions, code)}
	return page, err
}

// nowLine is what the tool is doing, and since when that is known.
func (p *Pages) nowLine(r request, code string, tools []analysis.Tool) templates.NowLine {
	if len(tools) != 1 || tools[0].LastShotUTC.IsZero() {
		return templates.NowLine{}
	}
	t := tools[0]
	status, word := toolStatus(t.State)
	ago := p.Clock().Sub(t.LastShotUTC)
	return templates.NowLine{
		Status: status, Word: word, Title: utc(t.LastShotUTC),
		Text: "last shot " + p.moment(t.LastShotLocal) + ", " + age(ago) + " ago",
		Link: &templates.Link{Text: "Its shots", URL: r.opens(shotsPath).with("tool", code).String()},
	}
}

// shown says that a table of n rows lacks some of the total.
func shown(which string, n int, total int64) string {
	if int64(n) >= total {
		return ""
	}
	return which + " " + engine.Count(int64(n)) + " · "
}

// atLeast is a total of which is known only that a full page may not be all.
func atLeast(n, page int) int64 {
	if n < page {
		return int64(n)
	}
	return int64(n) + 1
}

// toolWhy puts before the reason what the tool is.
func toolWhy(tools []analysis.Tool, why string) string {
	if len(tools) != 1 {
		return why
	}
	var facts []string
	for _, fact := range []string{tools[0].PartCode, tools[0].LocationName, tools[0].SupplierName} {
		if fact != "" {
			facts = append(facts, fact)
		}
	}
	if len(facts) == 0 {
		return why
	}
	return strings.TrimSpace(strings.Join(facts, " · ") + ". " + why)
}
