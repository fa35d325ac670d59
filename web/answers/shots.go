package answers

import (
	"context"

	"sprue/engine"
	"sprue/engine/analysis"
)

// ShotPage is not remembered: it is found quickly, and asked for once.
func (a *Answers) ShotPage(ctx context.Context, f engine.Filter, classes []string, l analysis.List) (string, []analysis.Shot, error) {
	return a.of.ShotPage(ctx, f, classes, l)
}

// RunWindow is not remembered: a page asks it to go to another.
func (a *Answers) RunWindow(ctx context.Context, id uint64) (analysis.ToolWindow, error) {
	return a.of.RunWindow(ctx, id)
}

// StopWindow is not remembered: a page asks it to go to another.
func (a *Answers) StopWindow(ctx context.Context, id uint64) (analysis.ToolWindow, error) {
	return a.of.StopWindow(ctx, id)
}
