package pages

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// runRate answers: how steadily do the tools run?
func (p *Pages) runRate(c echo.Context) error {
	r, elsewhere, err := p.read(c)
	if err != nil || elsewhere != "" {
		return p.leave(c, elsewhere, err)
	}
	order, err := parseSorting(r.address.values.Get("sort"))
	if err != nil {
		return err
	}
	var stops []analysis.Stop
	data, err := p.ask(c.Request().Context(), r, p.largest(&stops, r, longestShown))
	if err != nil {
		return p.orFirstRun(c, err)
	}
	if data.trust.BuildID == 0 {
		return p.firstRun(c, data.trust)
	}
	frame, err := p.frame(c, r, "Run rate", data.trust)
	if err != nil {
		return err
	}
	page, err := p.runRatePage(c.Request().Context(), r, data, stops, order)
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, templates.Layout(frame, templates.RunRate(page)))
}

// fleetData is what the page about a fleet or a tool asks for.
type fleetData struct {
	trust  analysis.Trust
	fleet  analysis.Fleet
	trend  analysis.Trend
	causes []analysis.Cause
	tools  []analysis.Tool
}

// As many of the longest stops as fit beside the trend.
const longestShown = 4

// ask asks for what both pages show, and for more that only one does.
func (p *Pages) ask(ctx context.Context, r request, more ...func(context.Context) error) (d fleetData, err error) {
	if d.trust, err = p.Questions.Trust(ctx, r.filter); err != nil || d.trust.BuildID == 0 {
		return d, err
	}
	err = together(ctx, append(more,
		into(&d.fleet, func(ctx context.Context) (analysis.Fleet, error) { return p.Questions.Fleet(ctx, r.filter) }),
		into(&d.trend, func(ctx context.Context) (analysis.Trend, error) {
			return p.Questions.Trend(ctx, r.filter, engine.ByNone)
		}),
		into(&d.causes, func(ctx context.Context) ([]analysis.Cause, error) { return p.Questions.Pareto(ctx, r.filter) }),
	)...)
	d.tools = d.fleet.List
	return d, err
}

// largest asks for the longest stops.
func (p *Pages) largest(place *[]analysis.Stop, r request, limit int) func(context.Context) error {
	return into(place, func(ctx context.Context) ([]analysis.Stop, error) {
		return p.Questions.Stops(ctx, r.filter, analysis.Largest, limit)
	})
}

func (p *Pages) runRatePage(ctx context.Context, r request, d fleetData, stops []analysis.Stop, order sorting) (templates.RunRatePage, error) {
	page := templates.RunRatePage{
		Head:  templates.Head{Question: "How steadily do the tools run?", Answer: headline(d.fleet.Sentence), Why: d.fleet.Why},
		Trust: trustLine(d.trust),
	}
	if d.fleet.Total.Shots == 0 {
		empty, err := p.empty(ctx, r)
		page.Head.Answer, page.Head.Why, page.Empty = "No shots in this range", "", &empty
		return page, err
	}
	var err error
	if page.Trend, page.Chart, err = p.trend(r, d.trend); err != nil {
		return page, err
	}
	page.Tiles = p.tilesOf(r, d.fleet)
	page.Causes, page.Pareto = pareto(d.causes)
	page.Stops = templates.Section{
		ID: "stops", Head: "Longest stops", Note: "start on the plant's clock",
		Tail: []templates.Link{{Text: "CSV", URL: csvLink(r, "stops", "")}},
	}
	page.StopRows = p.longestTable(r, stops)
	page.Tools = templates.Section{
		ID: "tools", Head: plural(int64(len(d.tools)), "tool", "tools"), Note: stateWords(d.tools),
		Tail: []templates.Link{{Text: "CSV", URL: csvLink(r, "run-rate", "tool")}},
	}
	page.Table = p.toolsTable(r, d.tools, order)
	return page, nil
}

// stateWords counts what the tools are doing now.
func stateWords(tools []analysis.Tool) string {
	count := map[analysis.State]int{}
	for _, t := range tools {
		count[t.State]++
	}
	return countStates(count)
}

// countStates leaves out what no tool is doing.
func countStates(count map[analysis.State]int) string {
	words := ""
	for _, s := range analysis.States() {
		if count[s] == 0 {
			continue
		}
		if words != "" {
			words += " · "
		}
		words += engine.Count(int64(count[s])) + " " + string(s)
	}
	return words
}

// csvLink is the same filter asked of the REST interface.
func csvLink(r request, table, by string) string {
	values := r.filter.Values()
	values.Set("format", "csv")
	if by != "" {
		values.Set("by", by)
	}
	return address{path: "/api/v1/" + table, values: values}.String()
}
