package answers

import (
	"context"

	"sprue/engine"
	"sprue/engine/analysis"
)

// Baselines are remembered unless the list is long, as Periods are.
func (a *Answers) Baselines(ctx context.Context, f engine.Filter, limit int) (analysis.Baselines, error) {
	if isLong(limit) {
		return a.of.Baselines(ctx, f, limit)
	}
	return with(ctx, a, "baselines", f, limit, func(ctx context.Context, f engine.Filter, limit int) (analysis.Baselines, error) {
		return a.of.Baselines(ctx, f, limit)
	})
}

// Periods are weeks beside the baselines.
func (a *Answers) Periods(ctx context.Context, f engine.Filter, limit int) (analysis.Periods, error) {
	if isLong(limit) {
		return a.of.Periods(ctx, f, limit)
	}
	return with(ctx, a, "periods", f, limit, func(ctx context.Context, f engine.Filter, limit int) (analysis.Periods, error) {
		return a.of.Periods(ctx, f, limit)
	})
}

// Best is the best demonstrated cycles of tools.
func (a *Answers) Best(ctx context.Context, f engine.Filter, limit int) (analysis.Best, error) {
	if isLong(limit) {
		return a.of.Best(ctx, f, limit)
	}
	return with(ctx, a, "best", f, limit, func(ctx context.Context, f engine.Filter, limit int) (analysis.Best, error) {
		return a.of.Best(ctx, f, limit)
	})
}
