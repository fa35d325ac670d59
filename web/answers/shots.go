package answers

import (
	"context"

	"sprue/engine"
	"sprue/engine/analysis"
)

// shotList is the answer of ShotList and ShotPage.
type shotList struct {
	Tool  string
	Shots []analysis.Shot
}

// ShotList is remembered unless the list is long.
func (a *Answers) ShotList(ctx context.Context, f engine.Filter, l analysis.List) (string, []analysis.Shot, error) {
	if isLong(l.Limit) {
		return a.of.ShotList(ctx, f, l)
	}
	all, err := with(ctx, a, "shot list", f, l, func(ctx context.Context, f engine.Filter, l analysis.List) (all shotList, err error) {
		all.Tool, all.Shots, err = a.of.ShotList(ctx, f, l)
		return all, err
	})
	return all.Tool, all.Shots, err
}

// ShotPage is remembered unless the list is long.
func (a *Answers) ShotPage(ctx context.Context, f engine.Filter, classes []string, l analysis.List) (string, []analysis.Shot, error) {
	if isLong(l.Limit) {
		return a.of.ShotPage(ctx, f, classes, l)
	}
	type detail struct {
		classes []string
		list    analysis.List
	}
	all, err := with(ctx, a, "shot page", f, detail{classes, l}, func(ctx context.Context, f engine.Filter, d detail) (all shotList, err error) {
		all.Tool, all.Shots, err = a.of.ShotPage(ctx, f, d.classes, d.list)
		return all, err
	})
	return all.Tool, all.Shots, err
}

// RunShots is remembered unless the list is long.
func (a *Answers) RunShots(ctx context.Context, id uint64, l analysis.List) (analysis.RunShots, error) {
	if isLong(l.Limit) {
		return a.of.RunShots(ctx, id, l)
	}
	return remembered(ctx, a, "shots of a run", []any{id, l}, func(ctx context.Context) (analysis.RunShots, error) {
		return a.of.RunShots(ctx, id, l)
	})
}

// RunWindow is remembered.
func (a *Answers) RunWindow(ctx context.Context, id uint64) (analysis.ToolWindow, error) {
	return remembered(ctx, a, "window of a run", []any{id}, func(ctx context.Context) (analysis.ToolWindow, error) { return a.of.RunWindow(ctx, id) })
}

// StopWindow is remembered.
func (a *Answers) StopWindow(ctx context.Context, id uint64) (analysis.ToolWindow, error) {
	return remembered(ctx, a, "window of a stop", []any{id}, func(ctx context.Context) (analysis.ToolWindow, error) { return a.of.StopWindow(ctx, id) })
}

// Neighbours is remembered.
func (a *Answers) Neighbours(ctx context.Context, ref analysis.ShotRef, reach int) (analysis.Neighbours, error) {
	return remembered(ctx, a, "neighbours", []any{ref, reach}, func(ctx context.Context) (analysis.Neighbours, error) {
		return a.of.Neighbours(ctx, ref, reach)
	})
}

// Trace is remembered.
func (a *Answers) Trace(ctx context.Context, ref analysis.ShotRef) ([]analysis.Story, error) {
	return remembered(ctx, a, "trace", []any{ref}, func(ctx context.Context) ([]analysis.Story, error) { return a.of.Trace(ctx, ref) })
}
