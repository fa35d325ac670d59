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
	q, err := p.readRunRate(r)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	r.address = r.address.with(countNow)
	var own runRateData
	data, err := p.ask(ctx, r, q,
		func(ctx context.Context, f analysis.Fleet) error { return p.askBelow(ctx, r, q, f, &own) },
		into(&own.oee, func(ctx context.Context) (*analysis.Effectiveness, error) {
			return p.Questions.Effectiveness(ctx, r.filter)
		}),
	)
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
	page, err := p.runRatePage(ctx, r, q, data, own)
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, templates.Layout(frame, templates.RunRate(page)))
}

// runRateAsked is what the address asks beside range and filters.
type runRateAsked struct {
	figure   trendFigure
	by       analysis.Slicing
	stops    stopsAsked
	runs     runsAsked
	timeline timelineAsked
	tools    sorting[analysis.Tool]
	page     int  // of the tools
	imputed  bool // imputed shots beside the measured ones
	now      bool // what comes after the page is drawn with it
}

func (p *Pages) readRunRate(r request) (q runRateAsked, err error) {
	steps := []func() error{
		func() error { q.figure, err = figureOf(r.address); return err },
		func() error { q.by, err = slicingOf(r.address); return err },
		func() error { q.stops, err = readStops(r.address); return err },
		func() error { q.runs, err = readRuns(r.address); return err },
		func() error { q.timeline, err = p.readTimeline(r); return err },
		func() error { q.imputed, err = engine.Truth(r.address.values.Get(imputedKey), imputedKey); return err },
		func() error { q.now, err = engine.Truth(r.address.values.Get(countNow), countNow); return err },
		func() error { q.tools, err = parseSorting(r.address.values.Get("sort"), toolColumns()); return err },
		func() error { q.page, err = pageNumber(r.address.values.Get(toolsPage), lastPage); return err },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return q, err
		}
	}
	return q, nil
}

// fleetData is what the page about a fleet or a tool asks for.
type fleetData struct {
	trust  analysis.Trust
	fleet  analysis.Fleet
	trend  analysis.Trend
	slices []analysis.Slice
	stops  analysis.StopsPage
	tools  []analysis.Tool
	added  *analysis.Imputed // nil unless asked for
}

// ask asks for what both pages show, for what hangs on the fleet, if anything,
// and for more that only one page shows. Nothing waits for what it does not need.
func (p *Pages) ask(ctx context.Context, r request, q runRateAsked, then func(context.Context, analysis.Fleet) error, more ...func(context.Context) error) (d fleetData, err error) {
	if q.imputed {
		more = append(more, func(ctx context.Context) error {
			answer, err := p.Questions.RunRate(ctx, analysis.Question{Filter: r.filter, WithImputed: true})
			d.added = &answer.Imputed
			return err
		})
	}
	err = together(ctx, append(more,
		func(ctx context.Context) (err error) {
			if d.fleet, err = p.Questions.Fleet(ctx, r.filter); err != nil || then == nil {
				return err
			}
			return then(ctx, d.fleet)
		},
		into(&d.trust, func(ctx context.Context) (analysis.Trust, error) { return p.Questions.Trust(ctx, r.filter) }),
		into(&d.trend, func(ctx context.Context) (analysis.Trend, error) {
			if q.figure.isPlanned() {
				return p.Questions.PlannedTrend(ctx, r.filter, engine.ByNone)
			}
			return p.Questions.Trend(ctx, r.filter, engine.ByNone)
		}),
		into(&d.slices, func(ctx context.Context) ([]analysis.Slice, error) { return p.Questions.Slices(ctx, r.filter, q.by) }),
		into(&d.stops, func(ctx context.Context) (analysis.StopsPage, error) {
			return p.Questions.StopsPage(ctx, r.filter, q.stops.cut, q.stops.list())
		}),
	)...)
	d.tools = d.fleet.List
	d.trend.Points = filled(d.trend, r.window)
	return d, err
}

// runRateData is what the page about a fleet alone asks for.
type runRateData struct {
	lanes       fleetLanes
	oee         *analysis.Effectiveness // nil where nothing was planned
	sensitivity *analysis.Sensitivity   // nil where it comes after the page
}

// askBelow asks for what hangs on the fleet.
func (p *Pages) askBelow(ctx context.Context, r request, q runRateAsked, f analysis.Fleet, own *runRateData) error {
	return together(ctx,
		func(ctx context.Context) error { return p.askLanes(ctx, r, q.timeline, f, &own.lanes) },
		func(ctx context.Context) error { return p.askSensitivity(ctx, r, q, f, own) },
	)
}

func (p *Pages) runRatePage(ctx context.Context, r request, q runRateAsked, d fleetData, own runRateData) (templates.RunRatePage, error) {
	page := templates.RunRatePage{
		Head:  templates.Head{Question: "How steadily do the tools run?", Answer: headline(d.fleet.Sentence), Why: d.fleet.Why},
		Trust: trustLine(r, d.trust),
	}
	if d.fleet.Total.Shots == 0 {
		empty, err := p.empty(ctx, r)
		page.Head.Answer, page.Head.Why, page.Empty = "No shots in this range", "", &empty
		return page, err
	}
	var err error
	if page.Trend, page.Chart, err = p.trend(r, own.lanes.timeline.Span, d.trend, q.figure, own.oee != nil, worstEvent(d.trend)); err != nil {
		return page, err
	}
	page.Timeline = p.timelinePart(r, own.lanes.asked, own.lanes.plants, own.lanes.at, own.lanes.timeline)
	page.Tiles, page.OEE = p.figureTiles(r, d), oeeTiles(r, d.fleet, own.oee)
	page.Causes, page.Pareto = pareto(r, d.slices, q.by)
	if len(d.slices) > 10 {
		page.Chart.Class = "tall"
	}
	page.Classes, page.Shots = classes(r.address, r.opens(shotsPath), d.fleet.Total, d.added)
	page.Stops = p.stopsPart(r, q.stops, d.stops, false)
	page.Tools = p.toolsPart(r, q, d.tools, own.oee)
	page.Later, page.Sensitivity = sensitivityPart(r, d.fleet.Total.Shots, own.sensitivity)
	page.Trust.Computed = append(page.Trust.Computed, sensitivityDefinition())
	if own.oee != nil {
		page.Trust.Computed = append(page.Trust.Computed, oeeDefinition())
	}
	return page, nil
}

// fleetLanes is the timeline of one plant, and the others that there are.
type fleetLanes struct {
	asked    timelineAsked
	plants   []plant
	at       plant
	timeline analysis.Timeline
}

// askLanes asks for the timeline of one plant: of the tool with the largest
// downtime, unless the address says which.
func (p *Pages) askLanes(ctx context.Context, r request, q timelineAsked, f analysis.Fleet, into *fleetLanes) (err error) {
	if f.Total.Shots == 0 {
		return nil
	}
	into.plants = plantsOf(f.List)
	if into.at, err = q.choose(into.plants); err != nil {
		return err
	}
	into.asked = q.withShots(into.at)
	into.timeline, err = p.Questions.Timeline(ctx, timelineFilter(r, into.asked, into.at), analysis.TimelineQuestion{
		Pixels: timelinePixels, Limit: lanesShown, Offset: (q.page - 1) * lanesShown,
	})
	return err
}

// figureTiles have a line over the steps of the trend, and open it.
func (p *Pages) figureTiles(r request, d fleetData) []templates.Tile {
	tiles := p.tilesOf(r, d.fleet)
	opens := map[int]string{0: "efficiency", 1: "stability", 2: "mtbf", 3: "mttr", 5: "downtime"}
	for _, f := range trendFigures() {
		for i := range tiles {
			if opens[i] == f.key {
				tiles[i].Spark, tiles[i].URL = f.spark(d.trend), figurePath(r.address, f.key)
			}
		}
	}
	tiles[4].Spark = stopsSpark(d.trend)
	return tiles
}

func stopsSpark(t analysis.Trend) *templates.Spark {
	return trendFigure{value: func(f analysis.Point) *float64 {
		if f.Shots == 0 && f.RunTimeUS == 0 {
			return nil
		}
		return number(f.Stops)
	}}.spark(t)
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
