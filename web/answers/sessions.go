package answers

import (
	"context"

	"sprue/engine"
	"sprue/engine/analysis"
)

// Sessions is remembered unless the list is long.
func (a *Answers) Sessions(ctx context.Context, f engine.Filter, by analysis.SessionsBy, limit int) (analysis.Sessions, error) {
	if by == analysis.SessionsByOne && isLong(limit) {
		return a.of.Sessions(ctx, f, by, limit)
	}
	type detail struct {
		by    analysis.SessionsBy
		limit int
	}
	return with(ctx, a, "sessions", f, detail{by, limit}, func(ctx context.Context, f engine.Filter, d detail) (analysis.Sessions, error) {
		return a.of.Sessions(ctx, f, d.by, d.limit)
	})
}
