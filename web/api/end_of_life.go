package api

import (
	"context"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
)

// LifeQuestions are how much of the life of tools is used.
type LifeQuestions interface {
	EndOfLife(ctx context.Context, f engine.Filter) (analysis.EndOfLife, error)
}

// endOfLife is the tools, those over their designed shots first; by=week, each
// week's forecast against what came. It takes no window.
func (a *API) endOfLife(ctx context.Context, c echo.Context, f engine.Filter, rows int) (analysis.Table, error) {
	by, err := analysis.LifeWays().Parse(c.QueryParam("by"), "tell the end of life")
	if err != nil {
		return analysis.Table{}, err
	}
	if by == "week" {
		return a.Questions.Listing(ctx, f, analysis.Forecasts, rows)
	}
	e, err := a.Questions.EndOfLife(ctx, f)
	return e.Table(), err
}
