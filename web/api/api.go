package api

import (
	"context"
	"time"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
)

// Questions is what REST asks; *analysis.Analysis answers.
type Questions interface {
	RunRate(ctx context.Context, q analysis.Question) (analysis.Answer, error)
	Sensitivity(ctx context.Context, f engine.Filter) (analysis.Sensitivity, error)
	Tools(ctx context.Context, f engine.Filter) ([]analysis.Tool, error)
	Runs(ctx context.Context, f engine.Filter, l analysis.List) ([]analysis.Run, error)
	StopsPage(ctx context.Context, f engine.Filter, cut analysis.StopCut, l analysis.List) (analysis.StopsPage, error)
	Trust(ctx context.Context, f engine.Filter) (analysis.Trust, error)
	Listing(ctx context.Context, f engine.Filter, l analysis.Listing, limit int) (analysis.Table, error)
	PictureQuestions
	ShotQuestions
	ROIQuestions
	ProcessQuestions
	LifeQuestions
	RecommendQuestions
	BenchmarkQuestions
	SessionQuestions
	BaselineQuestions
}

// API serves the REST interface.
type API struct {
	Questions Questions
	Clock     func() time.Time
	Sources   Sources
	Life      string        // another one for each start of a server
	Version   func() uint64 // counts the states of the data in it; nil where they do not change
}

// Routes adds the interface to a server.
func (a *API) Routes(e *echo.Echo) {
	e.GET("/health", health)
	e.GET("/ready", a.ready)
	v1 := e.Group("/api/v1")
	v1.GET("/run-rate", a.table(a.runRate))
	v1.GET("/run-rate/sensitivity", a.table(a.sensitivity))
	v1.GET("/tools", a.table(a.tools))
	v1.GET("/runs", a.table(a.runs))
	v1.GET("/stops", a.table(a.stops))
	v1.GET("/end-of-life", a.table(a.endOfLife))
	v1.GET("/history", a.table(a.listing(analysis.History)))
	v1.GET("/features", a.table(a.listing(analysis.Features)))
	a.pictureRoutes(v1)
	a.shotRoutes(v1)
	a.qualityRoutes(v1)
	a.roiRoutes(v1)
	a.recommendRoutes(v1)
	v1.GET("/benchmark", a.table(a.benchmark))
	v1.GET("/shot-analysis", a.table(a.sessions))
	v1.GET("/baselines", a.table(a.baselines))
	// Without it, echo would leave the errors of unknown addresses to a
	// handler outside the group.
	v1.Any("/*", func(echo.Context) error { return echo.ErrNotFound })
}

// question answers with a table of at least the first rows; paging comes after
// it.
type question func(ctx context.Context, c echo.Context, f engine.Filter, rows int) (analysis.Table, error)

func (a *API) runRate(ctx context.Context, c echo.Context, f engine.Filter, _ int) (analysis.Table, error) {
	by, err := engine.ParseGrouping(c.QueryParam("by"))
	if err != nil {
		return analysis.Table{}, err
	}
	imputed, err := engine.Truth(c.QueryParam("with_imputed"), "with_imputed")
	if err != nil {
		return analysis.Table{}, err
	}
	answer, err := a.Questions.RunRate(ctx, analysis.Question{Filter: f, By: by, WithImputed: imputed})
	return answer.Table(), err
}

// sensitivity is the figures of the window's shots at other values of two settings.
func (a *API) sensitivity(ctx context.Context, _ echo.Context, f engine.Filter, _ int) (analysis.Table, error) {
	s, err := a.Questions.Sensitivity(ctx, f)
	return s.Table(), err
}

func (a *API) tools(ctx context.Context, _ echo.Context, f engine.Filter, _ int) (analysis.Table, error) {
	tools, err := a.Questions.Tools(ctx, f)
	return analysis.ToolsTable(tools), err
}

func (a *API) runs(ctx context.Context, c echo.Context, f engine.Filter, rows int) (analysis.Table, error) {
	sort, desc := order(c)
	runs, err := a.Questions.Runs(ctx, f, analysis.List{Sort: sort, Desc: desc, Limit: rows})
	return analysis.RunsTable(runs), err
}

func (a *API) stops(ctx context.Context, c echo.Context, f engine.Filter, rows int) (analysis.Table, error) {
	cut, err := analysis.StopCutFromValues(c.QueryParams())
	if err != nil {
		return analysis.Table{}, err
	}
	sort, desc := order(c)
	page, err := a.Questions.StopsPage(ctx, f, cut, analysis.List{Sort: sort, Desc: desc, Limit: rows})
	return analysis.StopsTable(page.Rows), err
}
