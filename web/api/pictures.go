package api

import (
	"context"
	"strings"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
)

// PictureQuestions are behind the pictures and boards of the pages.
type PictureQuestions interface {
	Overview(ctx context.Context, f engine.Filter, limit int) (analysis.Overview, error)
	HeatMap(ctx context.Context, f engine.Filter, figure analysis.HeatFigure) (analysis.HeatMap, error)
	Worst(ctx context.Context, f engine.Filter, limit int) ([]analysis.Loss, error)
	Leaders(ctx context.Context, f engine.Filter, by engine.Grouping) ([]analysis.Leader, error)
	Slices(ctx context.Context, f engine.Filter, by analysis.Slicing) ([]analysis.Slice, error)
	Timeline(ctx context.Context, f engine.Filter, q analysis.TimelineQuestion) (analysis.Timeline, error)
	Directory(ctx context.Context, f engine.Filter, q analysis.DirectoryQuestion) (analysis.Directory, error)
}

func (a *API) pictureRoutes(v1 *echo.Group) {
	v1.GET("/overview", a.table(a.overview))
	v1.GET("/heatmap", a.table(a.heatMap))
	v1.GET("/losses", a.table(a.losses))
	v1.GET("/suppliers", a.table(a.leaders(engine.BySupplier)))
	v1.GET("/locations", a.table(a.leaders(engine.ByLocation)))
	v1.GET("/pareto", a.table(a.pareto))
	v1.GET("/timeline", a.table(a.timeline))
	v1.GET("/directory", a.table(a.directory))
}

// order reads sort=column, and sort=-column for the largest first.
func order(c echo.Context) (column string, desc bool) {
	return strings.CutPrefix(c.QueryParam("sort"), "-")
}

func (a *API) overview(ctx context.Context, _ echo.Context, f engine.Filter, _ int) (analysis.Table, error) {
	overview, err := a.Questions.Overview(ctx, f, 0)
	return overview.Table(), err
}

func (a *API) heatMap(ctx context.Context, c echo.Context, f engine.Filter, _ int) (analysis.Table, error) {
	figure, err := analysis.ParseHeatFigure(c.QueryParam("figure"))
	if err != nil {
		return analysis.Table{}, err
	}
	m, err := a.Questions.HeatMap(ctx, f, figure)
	return m.Table(), err
}

func (a *API) losses(ctx context.Context, _ echo.Context, f engine.Filter, rows int) (analysis.Table, error) {
	losses, err := a.Questions.Worst(ctx, f, rows)
	return analysis.LossTable(losses), err
}

func (a *API) leaders(by engine.Grouping) question {
	return func(ctx context.Context, _ echo.Context, f engine.Filter, _ int) (analysis.Table, error) {
		leaders, err := a.Questions.Leaders(ctx, f, by)
		return analysis.LeadersTable(leaders, by), err
	}
}

func (a *API) pareto(ctx context.Context, c echo.Context, f engine.Filter, _ int) (analysis.Table, error) {
	by, err := analysis.ParseSlicing(c.QueryParam("by"))
	if err != nil {
		return analysis.Table{}, err
	}
	slices, err := a.Questions.Slices(ctx, f, by)
	return analysis.SlicesTable(slices, by), err
}

func (a *API) timeline(ctx context.Context, c echo.Context, f engine.Filter, _ int) (analysis.Table, error) {
	pixels, err := pixelsOf(c)
	if err != nil {
		return analysis.Table{}, err
	}
	t, err := a.Questions.Timeline(ctx, f, analysis.TimelineQuestion{Pixels: pixels})
	return t.Table(), err
}

func (a *API) directory(ctx context.Context, c echo.Context, f engine.Filter, rows int) (analysis.Table, error) {
	sort, desc := order(c)
	d, err := a.Questions.Directory(ctx, f, analysis.DirectoryQuestion{
		Search: c.QueryParam("search"), List: analysis.List{Sort: sort, Desc: desc, Limit: rows},
	})
	return d.Table(), err
}
