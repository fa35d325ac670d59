package answers

import (
	"context"

	"sprue/engine"
	"sprue/engine/analysis"
)

// What follows is about single shots: found quickly, asked for once, and so not
// remembered.

// ShotPage is not remembered.
func (a *Answers) ShotPage(ctx context.Context, f engine.Filter, classes []string, l analysis.List) (string, []analysis.Shot, error) {
	return a.of.ShotPage(ctx, f, classes, l)
}

// Trace is not remembered.
func (a *Answers) Trace(ctx context.Context, ref analysis.ShotRef) ([]analysis.Story, error) {
	return a.of.Trace(ctx, ref)
}

// Neighbours is not remembered.
func (a *Answers) Neighbours(ctx context.Context, ref analysis.ShotRef, reach int) (analysis.Neighbours, error) {
	return a.of.Neighbours(ctx, ref, reach)
}

// RunWindow is not remembered.
func (a *Answers) RunWindow(ctx context.Context, id uint64) (analysis.ToolWindow, error) {
	return a.of.RunWindow(ctx, id)
}

// StopWindow is not remembered.
func (a *Answers) StopWindow(ctx context.Context, id uint64) (analysis.ToolWindow, error) {
	return a.of.StopWindow(ctx, id)
}
