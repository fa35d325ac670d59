package answers

import (
	"context"

	"sprue/engine"
	"sprue/engine/analysis"
)

// Processes is remembered.
func (a *Answers) Processes(ctx context.Context, f engine.Filter) (analysis.Processes, error) {
	return about(ctx, a, "processes", f, a.of.Processes)
}

// Process is remembered.
func (a *Answers) Process(ctx context.Context, q analysis.ProcessQuestion) (analysis.Process, error) {
	type more struct {
		measure  analysis.Measure
		subgroup int
	}
	return with(ctx, a, "process", q.Filter, more{q.Measure, q.Subgroup}, func(ctx context.Context, f engine.Filter, m more) (analysis.Process, error) {
		return a.of.Process(ctx, analysis.ProcessQuestion{Filter: f, Measure: m.measure, Subgroup: m.subgroup})
	})
}

// ProcessFigures is remembered.
func (a *Answers) ProcessFigures(ctx context.Context, f engine.Filter) ([]analysis.ProcessFigures, error) {
	return about(ctx, a, "process figures", f, a.of.ProcessFigures)
}

// Benchmark is remembered.
func (a *Answers) Benchmark(ctx context.Context, f engine.Filter) (analysis.Benchmark, error) {
	return about(ctx, a, "benchmark", f, a.of.Benchmark)
}

// DataQuality is remembered.
func (a *Answers) DataQuality(ctx context.Context, f engine.Filter) (analysis.DataQuality, error) {
	return about(ctx, a, "data quality", f, a.of.DataQuality)
}

// DataScore is remembered.
func (a *Answers) DataScore(ctx context.Context, f engine.Filter) (analysis.DataScore, error) {
	return about(ctx, a, "data score", f, a.of.DataScore)
}

// Reconciled is remembered.
func (a *Answers) Reconciled(ctx context.Context, f engine.Filter) ([]analysis.Reconciled, error) {
	return about(ctx, a, "reconciled", f, a.of.Reconciled)
}
