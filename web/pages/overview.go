package pages

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// How many tools the overview names beside the map.
const (
	worstShown  = 5
	doubtsShown = 4
)

// overview answers: what do the tools lose, and where?
func (p *Pages) overview(c echo.Context) error {
	r, elsewhere, err := p.read(c)
	if err != nil || elsewhere != "" {
		return p.leave(c, elsewhere, err)
	}
	figure, err := analysis.ParseHeatFigure(r.address.values.Get("figure"))
	if err != nil {
		return err
	}
	orders, err := readBoardOrders(r.address)
	if err != nil {
		return err
	}
	d, err := p.askOverview(c.Request().Context(), r, figure)
	if err != nil {
		return p.orFirstRun(c, err)
	}
	if d.trust.BuildID == 0 {
		return p.firstRun(c, d.trust)
	}
	frame, err := p.frame(c, r, "Overview", d.trust)
	if err != nil {
		return err
	}
	page, err := p.overviewPage(c.Request().Context(), r, d, orders)
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, templates.Layout(frame, templates.Overview(page)))
}

// overviewData is what the page asks for.
type overviewData struct {
	trust    analysis.Trust
	overview analysis.Overview
	heat     analysis.HeatMap
	trend    analysis.Trend
}

func (p *Pages) askOverview(ctx context.Context, r request, figure analysis.HeatFigure) (d overviewData, err error) {
	err = together(ctx,
		into(&d.trust, func(ctx context.Context) (analysis.Trust, error) { return p.Questions.Trust(ctx, r.filter) }),
		into(&d.overview, func(ctx context.Context) (analysis.Overview, error) {
			return p.Questions.Overview(ctx, r.filter, worstShown)
		}),
		into(&d.heat, func(ctx context.Context) (analysis.HeatMap, error) {
			return p.Questions.HeatMap(ctx, r.filter, figure)
		}),
		into(&d.trend, func(ctx context.Context) (analysis.Trend, error) {
			return p.Questions.Trend(ctx, r.filter, engine.ByNone)
		}),
	)
	return d, err
}

func (p *Pages) overviewPage(ctx context.Context, r request, d overviewData, orders boardOrders) (templates.OverviewPage, error) {
	o := d.overview
	page := templates.OverviewPage{
		Head:  templates.Head{Question: "What do the tools lose, and where?", Answer: headline(o.Sentence), Why: o.Why},
		Trust: trustLine(r, d.trust),
	}
	if o.Total.RunTimeUS == 0 {
		empty, err := p.empty(ctx, r)
		page.Head.Answer, page.Head.Why, page.Empty = "No shots in this range", "", &empty
		return page, err
	}
	page.Tiles = p.overviewTiles(r, d)
	page.Heat, page.Map = p.heatMap(r, d.heat)
	page.Loss, page.Bars = lossBars(r, o)
	page.Worst, page.Ranked = p.worst(r, o)
	page.Doubts, page.Doubtful, page.NoDoubts = doubtful(r, o, d.trust.LeftOut)
	page.Suppliers = board(r, engine.BySupplier, o.Suppliers, orders[engine.BySupplier])
	page.Locations = board(r, engine.ByLocation, o.Locations, orders[engine.ByLocation])
	return page, nil
}

// opens is a page about one tool, or about what a filter leaves, in the range
// of this one.
func (r request) opens(path string) address {
	return address{path: path, values: carried(r.address.values)}
}

// tool is a tool's own page.
func (r request) tool(code string) address { return r.opens(toolPath(code)).with("tool") }
