package pages

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// How many rows the tables of a tool show; the CSV has all.
const (
	rowsShown     = 50
	stopsShown    = 12  // so that the runs are near
	allStopsShown = 500 // with stops=all
)

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
	limit, err := stopsLimit(r.address)
	if err != nil {
		return err
	}
	r.filter.Tools = []string{code}
	ctx := c.Request().Context()
	var runs []analysis.Run
	var stops []analysis.Stop
	d, err := p.ask(ctx, r, p.largest(&stops, r, limit),
		into(&runs, func(ctx context.Context) ([]analysis.Run, error) { return p.Questions.Runs(ctx, r.filter, rowsShown) }))
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
	page, err := p.toolPage(ctx, r, d, code)
	if err != nil {
		return err
	}
	p.details(r, &page, stops, runs, d.fleet.Total.Stops)
	return render(c, http.StatusOK, templates.Layout(frame, templates.Tool(page)))
}

// stopsLimit is how many stops the address asks for.
func stopsLimit(a address) (int, error) {
	switch asked := a.values.Get("stops"); asked {
	case "":
		return stopsShown, nil
	case "all":
		return allStopsShown, nil
	default:
		return 0, &engine.Error{
			Code: engine.CodeUsage, Doing: "list the stops",
			Message: fmt.Sprintf("stops is %q", asked), Hint: fmt.Sprintf("write stops=all for all of them; without it the page has the longest %d", stopsShown),
		}
	}
}

// stopsTail leads from the longest stops to all and back.
func stopsTail(r request, n int, total int64) []templates.Link {
	csv := templates.Link{Text: "CSV", URL: csvLink(r, "stops", "")}
	switch {
	case r.address.values.Has("stops"):
		return []templates.Link{{Text: fmt.Sprintf("Longest %d", stopsShown), URL: r.address.with("stops").String() + "#stops"}, csv}
	case int64(n) < total:
		return []templates.Link{{Text: "All " + plural(total, "stop", "stops"), URL: r.address.with("stops", "all").String() + "#stops"}, csv}
	}
	return []templates.Link{csv}
}

func toolCode(c echo.Context) (string, error) {
	escaped := strings.TrimPrefix(c.Request().URL.EscapedPath(), "/tools/")
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

func (p *Pages) toolPage(ctx context.Context, r request, d fleetData, code string) (templates.ToolPage, error) {
	page := templates.ToolPage{
		Head: templates.Head{
			Back:     &templates.Link{Text: "All tools", URL: r.address.with("stops").at("/tools").String()},
			Question: "How steadily does " + code + " run?",
			Answer:   headline(d.fleet.Sentence), Why: toolWhy(d),
		},
		Trust: trustLine(d.trust),
	}
	if d.fleet.Total.Shots == 0 {
		empty, err := p.empty(ctx, r)
		page.Head.Answer, page.Head.Why, page.Empty = code+" made no shots in this range", "", &empty
		return page, err
	}
	var err error
	if page.Trend, page.Chart, err = p.trend(r, d.trend); err != nil {
		return page, err
	}
	page.Tiles = p.tilesOf(r, d.fleet)
	page.Causes, page.Pareto = pareto(d.causes)
	page.Classes, page.Shots = classes(d.fleet.Total)
	return page, nil
}

func (p *Pages) details(r request, page *templates.ToolPage, stops []analysis.Stop, runs []analysis.Run, total int64) {
	page.Stops = templates.Section{
		ID: "stops", Head: "Longest stops", Note: shown("the longest", len(stops), total) + "start on the plant's clock",
		Tail: stopsTail(r, len(stops), total),
	}
	page.Runs = templates.Section{
		ID: "runs", Head: "Runs", Note: shown("the newest", len(runs), atLeast(len(runs), rowsShown)) + "whole runs that touch the range, on the plant's clock",
		Tail: []templates.Link{{Text: "CSV", URL: csvLink(r, "runs", "")}},
	}
	page.StopRows, page.RunRows = p.stopsTable(stops), p.runsTable(runs)
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
func toolWhy(d fleetData) string {
	if len(d.tools) != 1 {
		return d.fleet.Why
	}
	t := d.tools[0]
	var facts []string
	for _, fact := range []string{t.PartCode, t.LocationName, t.SupplierName} {
		if fact != "" {
			facts = append(facts, fact)
		}
	}
	about := strings.Join(facts, " · ")
	if about == "" {
		return d.fleet.Why
	}
	return strings.TrimSpace(about + ". " + d.fleet.Why)
}
