package api

import (
	"context"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
)

// BenchmarkQuestions are how tools do beside each other.
type BenchmarkQuestions interface {
	Benchmark(ctx context.Context, f engine.Filter) (analysis.Benchmark, error)
}

// benchmark is the tools in their groups, or with by=part the groups, by=supplier the suppliers.
func (a *API) benchmark(ctx context.Context, c echo.Context, f engine.Filter, _ int) (analysis.Table, error) {
	by, err := analysis.BenchmarkWays().Parse(c.QueryParam("by"), "read the benchmark")
	if err != nil {
		return analysis.Table{}, err
	}
	b, err := a.Questions.Benchmark(ctx, f)
	switch by {
	case "part":
		return b.GroupsTable(), err
	case "supplier":
		return b.SuppliersTable(), err
	}
	return b.Table(), err
}
