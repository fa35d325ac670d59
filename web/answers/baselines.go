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
	return with(ctx, a, "baselines", f, limit, a.of.Baselines)
}

// Periods are weeks beside the baselines.
func (a *Answers) Periods(ctx context.Context, f engine.Filter, limit int) (analysis.Periods, error) {
	if isLong(limit) {
		return a.of.Periods(ctx, f, limit)
	}
	return with(ctx, a, "periods", f, limit, a.of.Periods)
}

// Best is the best demonstrated cycles of tools.
func (a *Answers) Best(ctx context.Context, f engine.Filter, limit int) (analysis.Best, error) {
	if isLong(limit) {
		return a.of.Best(ctx, f, limit)
	}
	return with(ctx, a, "best", f, limit, a.of.Best)
}

// Judgement is a tool beside its baseline.
func (a *Answers) Judgement(ctx context.Context, f engine.Filter) (analysis.Judgement, error) {
	return about(ctx, a, "judgement", f, a.of.Judgement)
}
