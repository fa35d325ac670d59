package api

import (
	"context"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
)

// BaselineQuestions is what REST asks about baselines.
type BaselineQuestions interface {
	Baselines(ctx context.Context, f engine.Filter, limit int) (analysis.Baselines, error)
	Periods(ctx context.Context, f engine.Filter, limit int) (analysis.Periods, error)
	Best(ctx context.Context, f engine.Filter, limit int) (analysis.Best, error)
}

// baselines is the baselines, which have no window; by=period, the weeks beside them;
// by=best, the best demonstrated cycles of the tools that are named.
func (a *API) baselines(ctx context.Context, c echo.Context, f engine.Filter, rows int) (analysis.Table, error) {
	by, err := engine.OneOf(c.QueryParam("by"), []string{"baseline", "period", "best"}, "tell the baselines", "%q is none of their groupings")
	if err != nil {
		return analysis.Table{}, err
	}
	switch by {
	case "period":
		p, err := a.Questions.Periods(ctx, f, rows)
		return p.Table, err
	case "best":
		b, err := a.Questions.Best(ctx, f, rows)
		return b.Table, err
	}
	b, err := a.Questions.Baselines(ctx, f, rows)
	return b.Table, err
}
