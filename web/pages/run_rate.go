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
	data, err := p.ask(c.Request().Context(), r)
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
	page, err := p.runRatePage(c.Request().Context(), r, data, order)
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

func (p *Pages) ask(ctx context.Context, r request) (d fleetData, err error) {
	if d.trust, err = p.trustOf(ctx, r); err != nil || d.trust.BuildID == 0 {
		return d, err
	}
	if d.fleet, err = p.Questions.Fleet(ctx, r.filter); err != nil {
		return d, err
	}
	if d.trend, err = p.Questions.Trend(ctx, r.filter, engine.ByNone); err != nil {
		return d, err
	}
	if d.causes, err = p.Questions.Pareto(ctx, r.filter); err != nil {
		return d, err
	}
	d.tools, err = p.Questions.Tools(ctx, r.filter)
	return d, err
}

func (p *Pages) runRatePage(ctx context.Context, r request, d fleetData, order sorting) (templates.RunRatePage, error) {
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
	page.Tiles = p.tiles(d.fleet.Total, d.fleet.Before)
	page.Causes, page.Pareto = pareto(d.causes)
	stops, err := p.Questions.Stops(ctx, r.filter, analysis.Largest, longestShown)
	if err != nil {
		return page, err
	}
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
	count := map[analysis.State]int64{}
	for _, t := range tools {
		count[t.State]++
	}
	words := ""
	for _, s := range []analysis.State{analysis.Running, analysis.Stopped, analysis.Off, analysis.NoSignal} {
		if count[s] == 0 {
			continue
		}
		if words != "" {
			words += " · "
		}
		words += engine.Count(count[s]) + " " + string(s)
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
