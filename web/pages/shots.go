package pages

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

const shotsPath = "/shots"

// How finely the picture is thinned: three points of each class to a column, in
// narrower columns for normal shots, so that they still look like most of them;
// and all points of a class that is not too large to send.
const (
	pointPixels = 1200
	pointDense  = 4800
	pointsWhole = 4000
)

// shotRows is how many rows of the table stand beside the pictures.
const shotRows = 8

// shots answers: what did this tool make, shot by shot?
func (p *Pages) shots(c echo.Context) error {
	r, elsewhere, err := p.read(c)
	if err != nil || elsewhere != "" {
		return p.leave(c, elsewhere, err)
	}
	if r.address.values.Has("run") || r.address.values.Has("stop") {
		elsewhere, err := p.shotWindow(c.Request().Context(), r)
		return p.leave(c, elsewhere, err)
	}
	if len(r.filter.Tools) != 1 {
		return p.shotTools(c, r)
	}
	asked, err := readShotsAsked(r.address)
	if err != nil {
		return err
	}
	r.address = r.address.with(countNow)
	d, err := p.askShots(c.Request().Context(), r, asked)
	if err != nil {
		return p.orFirstRun(c, err)
	}
	if d.trust.BuildID == 0 {
		return p.firstRun(c, d.trust)
	}
	frame, err := p.frame(c, r, "Shots of "+d.shots.Tool, d.trust)
	if err != nil {
		return err
	}
	page, err := p.shotsPage(c.Request().Context(), r, d, asked)
	if err != nil {
		return err
	}
	if isPart(c) && page.Sessions != nil {
		return render(c, http.StatusOK, templates.SessionsPart(*page.Sessions))
	}
	return render(c, http.StatusOK, templates.Layout(frame, templates.Shots(page)))
}

// shotWindow turns run=ID and stop=ID into the tool and the window that they
// mean.
func (p *Pages) shotWindow(ctx context.Context, r request) (string, error) {
	name, find := "run", p.Questions.RunWindow
	if r.address.values.Has("stop") {
		name, find = "stop", p.Questions.StopWindow
	}
	text := r.address.values.Get(name)
	id, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return "", &engine.Error{
			Code: engine.CodeUsage, Doing: "find the " + name,
			Message: fmt.Sprintf("%q is no %s", text, name), Hint: "take " + name + "_id from the list of " + name + "s",
		}
	}
	found, err := find(ctx, id)
	if err != nil {
		return "", err
	}
	there := r.address.with("run").with("stop").with("tool", found.Tool)
	return there.between(found.Window.From.String(), found.Window.To.String()).String(), nil
}

// shotsAsked is what an address says beside the filter.
type shotsAsked struct {
	classes []string // shown; none for all
	order   ordering // by time or ct
	page    int      // from 1

	sessions sorting[analysis.Session]
	now      bool // the sessions are drawn with the page
}

func readShotsAsked(a address) (shotsAsked, error) {
	sort := cmp.Or(a.values.Get("sort"), "-time")
	asked := shotsAsked{classes: a.values["class"], order: orderingOf(sort)}
	wrong := func(message, hint string) (shotsAsked, error) {
		return shotsAsked{}, &engine.Error{Code: engine.CodeUsage, Doing: "show the shots", Message: message, Hint: hint}
	}
	for _, class := range asked.classes {
		if !slices.Contains(analysis.ShotClasses(), class) {
			return wrong(fmt.Sprintf("there is no class %q", class), "write class="+strings.Join(analysis.ShotClasses(), ", class="))
		}
	}
	if !slices.Contains([]string{"time", "ct"}, asked.order.key) {
		return wrong(fmt.Sprintf("shots cannot be sorted by %q", sort), "write sort=time, sort=-time, sort=ct or sort=-ct")
	}
	var err error
	if asked.sessions, err = readSessions(a); err != nil {
		return shotsAsked{}, err
	}
	if asked.now, err = engine.Truth(a.values.Get(countNow), countNow); err != nil {
		return shotsAsked{}, err
	}
	asked.page, err = pageNumber(a.values.Get("page"), math.MaxInt) // eight rows a page: a tool may have millions
	return asked, err
}

func (s shotsAsked) list() analysis.List {
	column := map[string]string{"time": "shot_time_utc", "ct": "ct"}[s.order.key]
	return analysis.List{Sort: column, Desc: s.order.descending, Limit: shotRows, Offset: (s.page - 1) * shotRows}
}

func (s shotsAsked) shows(class string) bool {
	return len(s.classes) == 0 || slices.Contains(s.classes, class)
}

type shotsData struct {
	trust       analysis.Trust
	shots       analysis.Shots
	histogram   analysis.Histogram
	temperature analysis.Temperature
	rows        []analysis.Shot
	tools       []analysis.Tool
	sessionsData
}

func (p *Pages) askShots(ctx context.Context, r request, asked shotsAsked) (d shotsData, err error) {
	if d.trust, err = p.Questions.Trust(ctx, r.filter); err != nil || d.trust.BuildID == 0 {
		return d, err
	}
	return d, together(ctx,
		func(ctx context.Context) error { return p.askPoints(ctx, r, &d) },
		into(&d.histogram, func(ctx context.Context) (analysis.Histogram, error) { return p.Questions.Histogram(ctx, r.filter) }),
		func(ctx context.Context) error { return p.askSessions(ctx, r, asked.now, &d.sessionsData) },
		into(&d.tools, func(ctx context.Context) ([]analysis.Tool, error) { return p.Questions.Tools(ctx, r.filter) }),
		func(ctx context.Context) (err error) {
			_, d.rows, err = p.Questions.ShotPage(ctx, r.filter, asked.classes, asked.list())
			return err
		},
	)
}

// askPoints finds first what happened, for the temperatures before and after it.
func (p *Pages) askPoints(ctx context.Context, r request, d *shotsData) (err error) {
	if d.shots, err = p.Questions.Shots(ctx, r.filter, analysis.ShotsQuestion{Pixels: pointPixels, Dense: pointDense, Whole: pointsWhole}); err != nil {
		return err
	}
	d.temperature, err = p.Questions.Temperature(ctx, r.filter, d.shots.Step())
	return err
}

func (p *Pages) shotsPage(ctx context.Context, r request, d shotsData, asked shotsAsked) (templates.ShotsPage, error) {
	page := templates.ShotsPage{
		Head: templates.Head{
			Back:     &templates.Link{Text: "All tools", URL: r.address.with("tool").with("class").with("sort").with("page").with("table").with(sessionsSort).String()},
			Question: "What did " + d.shots.Tool + " make, shot by shot?",
			Answer:   headline(d.shots.Sentence()), Why: toolWhy(d.tools, d.shots.Why(d.histogram)),
		},
		Trust: trustLine(r, d.trust),
	}
	page.Trust.Computed = append(shotDefinitions(), page.Trust.Computed...)
	page.Trust.Query = query(d.shots.Tool, r)
	if d.shots.Total == 0 {
		empty, err := p.empty(ctx, r)
		page.Head.Answer, page.Head.Why, page.Empty = d.shots.Tool+" made no shots in this range", "", &empty
		return page, err
	}
	var err error
	if page.Points, page.Chart, err = p.scatter(r, d.shots, asked); err != nil {
		return page, err
	}
	page.Legend = shotLegend(r, d, asked)
	if page.Spread, page.SpreadChart, err = p.spread(r, d); err != nil {
		return page, err
	}
	if err := p.warmth(r, d, &page); err != nil {
		return page, err
	}
	p.shotList(r, d, asked, &page)
	if page.Sessions = p.sessionsPart(r, d.sessionsData, asked.sessions, sessionsShown); page.Sessions == nil {
		page.Later = &templates.Later{ID: "sessions-part", URL: r.address.with(countNow, "true").String(), Name: "the sessions", Height: "table"}
	}
	return page, nil
}

func query(tool string, r request) string {
	f := r.filter
	f.Tools = []string{tool}
	return address{path: "GET /api/v1/tools/" + url.PathEscape(tool) + "/points", values: r.filter.Values()}.with("tool").String()
}

func shotDefinitions() []templates.Definition {
	return []templates.Definition{
		{Term: "Class", Text: "A shot beside the reference of its own run: slow and fast are more than the tolerance (±5 % unless set otherwise) away, long is more than twice the reference, idle is the counter's own sentinel. A run that is slow as a whole has normal shots."},
		{Term: "Limits", Text: "L1 and L2 are those of the tool, else ±5 % and ±10 % of the approved cycle time, as they were in force. Over approved and slow are two things: the one is measured against what was agreed, the other against the run."},
		{Term: "Picture", Text: "Where a class has too many shots for the picture, each column of pixels keeps its shortest, its longest and its first one. A narrower range shows all."},
		{Term: "Session", Text: "Ends at a silence of more than 8 h, with the ISO week, and where the part changes. Its limits are those of its last shot. Uptime is the time of its cycles / the time from its start to its end."},
		{Term: "Temperature", Text: "As measured; imputed values are never drawn. Shots are counted in cells of cycle time and temperature."},
	}
}
