package answers

import (
	"context"

	"sprue/engine"
	"sprue/engine/analysis"
)

// EndOfLife is remembered.
func (a *Answers) EndOfLife(ctx context.Context, f engine.Filter) (analysis.EndOfLife, error) {
	return about(ctx, a, "end of life", f, a.of.EndOfLife)
}
