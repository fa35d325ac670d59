package answers

import (
	"context"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
)

// Fleet is remembered.
func (a *Answers) Fleet(ctx context.Context, f engine.Filter) (analysis.Fleet, error) {
	return about(ctx, a, "fleet", f, a.of.Fleet)
}

// Tools is remembered.
func (a *Answers) Tools(ctx context.Context, f engine.Filter) ([]analysis.Tool, error) {
	return about(ctx, a, "tools", f, a.of.Tools)
}

// Trust is remembered; the age of the mirror is that of now.
func (a *Answers) Trust(ctx context.Context, f engine.Filter) (analysis.Trust, error) {
	t, err := about(ctx, a, "trust", f, a.of.Trust)
	if !t.SyncedUTC.IsZero() {
		t.SyncAge = a.clock().Sub(t.SyncedUTC)
	}
	return t, err
}

// Trend is remembered.
func (a *Answers) Trend(ctx context.Context, f engine.Filter, step engine.Grouping) (analysis.Trend, error) {
	return with(ctx, a, "trend", f, step, a.of.Trend)
}

// RunRate is remembered.
func (a *Answers) RunRate(ctx context.Context, q analysis.Question) (analysis.Answer, error) {
	type more struct {
		by      engine.Grouping
		imputed bool
	}
	return with(ctx, a, "run rate", q.Filter, more{q.By, q.WithImputed}, func(ctx context.Context, f engine.Filter, m more) (analysis.Answer, error) {
		return a.of.RunRate(ctx, analysis.Question{Filter: f, By: m.by, WithImputed: m.imputed})
	})
}

// PlannedTrend is remembered.
func (a *Answers) PlannedTrend(ctx context.Context, f engine.Filter, step engine.Grouping) (analysis.Trend, error) {
	return with(ctx, a, "planned trend", f, step, a.of.PlannedTrend)
}

// Effectiveness is remembered.
func (a *Answers) Effectiveness(ctx context.Context, f engine.Filter) (*analysis.Effectiveness, error) {
	return about(ctx, a, "effectiveness", f, a.of.Effectiveness)
}

// Sensitivity is remembered.
func (a *Answers) Sensitivity(ctx context.Context, f engine.Filter) (analysis.Sensitivity, error) {
	return about(ctx, a, "sensitivity", f, a.of.Sensitivity)
}

// Pareto is remembered.
func (a *Answers) Pareto(ctx context.Context, f engine.Filter) ([]analysis.Cause, error) {
	return about(ctx, a, "pareto", f, a.of.Pareto)
}

// Slices is remembered.
func (a *Answers) Slices(ctx context.Context, f engine.Filter, by analysis.Slicing) ([]analysis.Slice, error) {
	return with(ctx, a, "slices", f, by, a.of.Slices)
}

// Overview is remembered.
func (a *Answers) Overview(ctx context.Context, f engine.Filter, limit int) (analysis.Overview, error) {
	return with(ctx, a, "overview", f, limit, a.of.Overview)
}

// Worst is remembered.
func (a *Answers) Worst(ctx context.Context, f engine.Filter, limit int) ([]analysis.Loss, error) {
	return with(ctx, a, "worst", f, limit, a.of.Worst)
}

// Leaders is remembered.
func (a *Answers) Leaders(ctx context.Context, f engine.Filter, by engine.Grouping) ([]analysis.Leader, error) {
	return with(ctx, a, "leaders", f, by, a.of.Leaders)
}

// HeatMap is remembered.
func (a *Answers) HeatMap(ctx context.Context, f engine.Filter, figure analysis.HeatFigure) (analysis.HeatMap, error) {
	return with(ctx, a, "heat map", f, figure, a.of.HeatMap)
}

// Timeline is remembered.
func (a *Answers) Timeline(ctx context.Context, f engine.Filter, q analysis.TimelineQuestion) (analysis.Timeline, error) {
	return with(ctx, a, "timeline", f, q, a.of.Timeline)
}

// TimelineDays is remembered.
func (a *Answers) TimelineDays(ctx context.Context, f engine.Filter, days, pixels int) (analysis.TimelineDays, error) {
	return with(ctx, a, "timeline of days", f, [2]int{days, pixels}, func(ctx context.Context, f engine.Filter, of [2]int) (analysis.TimelineDays, error) {
		return a.of.TimelineDays(ctx, f, of[0], of[1])
	})
}

// Changes is remembered.
func (a *Answers) Changes(ctx context.Context, f engine.Filter) (analysis.Changes, error) {
	return about(ctx, a, "changes", f, a.of.Changes)
}

// Directory is remembered.
func (a *Answers) Directory(ctx context.Context, f engine.Filter, q analysis.DirectoryQuestion) (analysis.Directory, error) {
	return with(ctx, a, "directory", f, q, a.of.Directory)
}

// Kiosk is remembered; its clock is that of now.
func (a *Answers) Kiosk(ctx context.Context, f engine.Filter, wholeDay bool) (analysis.Kiosk, error) {
	k, err := with(ctx, a, "kiosk", f, wholeDay, a.of.Kiosk)
	k.NowUTC = a.clock().UTC()
	return k, err
}

// Runs is remembered unless the list is long.
func (a *Answers) Runs(ctx context.Context, f engine.Filter, l analysis.List) ([]analysis.Run, error) {
	if isLong(l.Limit) {
		return a.of.Runs(ctx, f, l)
	}
	return with(ctx, a, "runs", f, l, a.of.Runs)
}

// Stops is remembered unless the list is long.
func (a *Answers) Stops(ctx context.Context, f engine.Filter, order analysis.Order, limit int) ([]analysis.Stop, error) {
	if isLong(limit) {
		return a.of.Stops(ctx, f, order, limit)
	}
	type detail struct {
		order analysis.Order
		limit int
	}
	return with(ctx, a, "stops", f, detail{order, limit}, func(ctx context.Context, f engine.Filter, d detail) ([]analysis.Stop, error) {
		return a.of.Stops(ctx, f, d.order, d.limit)
	})
}

// StopsPage is remembered unless the list is long.
func (a *Answers) StopsPage(ctx context.Context, f engine.Filter, cut analysis.StopCut, l analysis.List) (analysis.StopsPage, error) {
	if isLong(l.Limit) {
		return a.of.StopsPage(ctx, f, cut, l)
	}
	type detail struct {
		cut  analysis.StopCut
		list analysis.List
	}
	return with(ctx, a, "stops page", f, detail{cut, l}, func(ctx context.Context, f engine.Filter, d detail) (analysis.StopsPage, error) {
		return a.of.StopsPage(ctx, f, d.cut, d.list)
	})
}

// Shots is remembered.
func (a *Answers) Shots(ctx context.Context, f engine.Filter, q analysis.ShotsQuestion) (analysis.Shots, error) {
	return with(ctx, a, "shots", f, q, a.of.Shots)
}

// Histogram is remembered.
func (a *Answers) Histogram(ctx context.Context, f engine.Filter) (analysis.Histogram, error) {
	return about(ctx, a, "histogram", f, a.of.Histogram)
}

// Temperature is remembered.
func (a *Answers) Temperature(ctx context.Context, f engine.Filter, split time.Time) (analysis.Temperature, error) {
	return with(ctx, a, "temperature", f, split, a.of.Temperature)
}

// Listing is not remembered: it may be long, and nobody looks at it twice.
func (a *Answers) Listing(ctx context.Context, f engine.Filter, l analysis.Listing, limit int) (analysis.Table, error) {
	return a.of.Listing(ctx, f, l, limit)
}
