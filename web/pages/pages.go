package pages

import (
	"context"
	"log/slog"
	"time"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
	"sprue/web/events"
)

// Questions is what pages ask; *analysis.Analysis answers.
type Questions interface {
	Fleet(ctx context.Context, f engine.Filter) (analysis.Fleet, error)
	Trend(ctx context.Context, f engine.Filter, step engine.Grouping) (analysis.Trend, error)
	PlannedTrend(ctx context.Context, f engine.Filter, step engine.Grouping) (analysis.Trend, error)
	Tools(ctx context.Context, f engine.Filter) ([]analysis.Tool, error)
	Trust(ctx context.Context, f engine.Filter) (analysis.Trust, error)
	DetailQuestions
	BoardQuestions
	KioskQuestions
	ROIQuestions
	ProcessQuestions
	RecommendQuestions
	BenchmarkQuestions
	ShotQuestions
	LifeQuestions
}

// BoardQuestions are behind the overview and the directory of tools.
type BoardQuestions interface {
	Overview(ctx context.Context, f engine.Filter, limit int) (analysis.Overview, error)
	HeatMap(ctx context.Context, f engine.Filter, figure analysis.HeatFigure) (analysis.HeatMap, error)
	Directory(ctx context.Context, f engine.Filter, q analysis.DirectoryQuestion) (analysis.Directory, error)
}

// DetailQuestions go below the figures of a tool.
type DetailQuestions interface {
	RunRate(ctx context.Context, q analysis.Question) (analysis.Answer, error)
	Effectiveness(ctx context.Context, f engine.Filter) (*analysis.Effectiveness, error)
	Sensitivity(ctx context.Context, f engine.Filter) (analysis.Sensitivity, error)
	Slices(ctx context.Context, f engine.Filter, by analysis.Slicing) ([]analysis.Slice, error)
	Runs(ctx context.Context, f engine.Filter, l analysis.List) ([]analysis.Run, error)
	StopsPage(ctx context.Context, f engine.Filter, cut analysis.StopCut, l analysis.List) (analysis.StopsPage, error)
	Timeline(ctx context.Context, f engine.Filter, q analysis.TimelineQuestion) (analysis.Timeline, error)
	TimelineDays(ctx context.Context, f engine.Filter, days, pixels int) (analysis.TimelineDays, error)
	Changes(ctx context.Context, f engine.Filter) (analysis.Changes, error)
}

// ShotQuestions are about the shots of one tool.
type ShotQuestions interface {
	Sessions(ctx context.Context, f engine.Filter, by analysis.SessionsBy, limit int) (analysis.Sessions, error)
	Shots(ctx context.Context, f engine.Filter, q analysis.ShotsQuestion) (analysis.Shots, error)
	Histogram(ctx context.Context, f engine.Filter) (analysis.Histogram, error)
	Temperature(ctx context.Context, f engine.Filter, split time.Time) (analysis.Temperature, error)
	ShotPage(ctx context.Context, f engine.Filter, classes []string, l analysis.List) (tool string, shots []analysis.Shot, err error)
	Trace(ctx context.Context, ref analysis.ShotRef) ([]analysis.Story, error)
	Neighbours(ctx context.Context, ref analysis.ShotRef, reach int) (analysis.Neighbours, error)
	RunWindow(ctx context.Context, id uint64) (analysis.ToolWindow, error)
	StopWindow(ctx context.Context, id uint64) (analysis.ToolWindow, error)
}

// KioskQuestions is what a screen on the wall asks.
type KioskQuestions interface {
	Kiosk(ctx context.Context, f engine.Filter, wholeDay bool) (analysis.Kiosk, error)
}

// Pages serves the pages.
type Pages struct {
	Questions Questions
	Assets    templates.Assets
	Clock     func() time.Time
	Log       *slog.Logger
	Good      float64              // from here efficiency and stability are good
	Watch     float64              // from here they are to be watched, below they are poor
	Health    func() events.Health // of mirror and build; nil where nobody tells
	Writer    analysis.Writer      // keeps what is said about recommendations; nil where nothing can be said

	Kiosk       bool // the first page is the screen for the wall
	Development bool // serve /design too

	choices choices
}

// Routes adds the pages to a server.
func (p *Pages) Routes(e *echo.Echo) {
	for _, at := range p.places() {
		e.GET(at.path, at.page)
	}
	e.GET("/", func(c echo.Context) error { return redirect(c, p.first()) })
	e.GET("/tools/:code", p.tool)
	e.GET("/tools/:code/shots", p.shotsOfTool)
	e.GET("/shots/at", p.shotAt)
	e.GET("/shots/:packet/:item", p.shot)
	e.GET("/find", p.find)
	e.GET("/filters", p.filters)
	e.POST("/theme", p.remember(themeChoice()))
	e.POST("/nav", p.remember(navChoice()))
	e.GET(findingPath, p.finding)
	e.POST(findingPath, p.setStatus)
	p.kioskRoutes(e)
	if p.Development {
		e.GET("/design", p.design)
		e.GET("/design/later", p.designLater)
	}
}
