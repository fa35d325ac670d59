package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"sprue/engine"
	"sprue/engine/models"
)

// Benchmark is how tools do beside others that make the same part or, where none
// does, are of the same family; as mart.benchmark, over any window.
type Benchmark struct {
	Filter    engine.Filter // with a fixed window
	Rows      []Benchmarked // of whole groups: the largest first, the best of each first
	Suppliers []BenchmarkSupplier
	Sentence  string
	Range     Range // of all data that the other filters leave
}

// Benchmarked is a tool in a group.
type Benchmarked struct {
	Tool      string
	IsAsked   bool // the filter's tools leave it
	GroupKind string
	GroupID   string
	GroupName string
	GroupSize int64
	PartID    *int64 // of a group of that kind
	PartCode  string

	SupplierID   *int64
	SupplierName string
	LocationID   *int64
	LocationName string

	Shots, NormalShots, Parts, Stops int64
	RunTimeUS, ProductionTimeUS      int64
	CTUS, ApprovedUS                 int64

	CavitiesInUse   float64  // parts per shot
	NominalCavities *int64   // parts per shot that the tool is made for
	CTComponent     *float64 // of the score, 0..1
	ScoreReason     string   // why there is no score
	ScoreRank       *float64 // 1 is the best
	RankReason      string   // why there is no rank
	Weights         BenchmarkWeights

	Figures []Placed // one for each of BenchmarkFigures
}

// Placed is a figure of a tool, and where it stands in its group.
type Placed struct {
	Value      *float64
	Percentile *float64 // 0..100, 100 is the best; nil under three tools with the figure
	ToBest     *float64 // difference to the best; nil where no other tool has the figure
	ToMedian   *float64
}

// BenchmarkWeights are what a score is made of, as configured at the last build.
type BenchmarkWeights struct{ Stability, Efficiency, Deviation, DeviationLimit float64 }

// BenchmarkSupplier is a supplier's tools in all their groups.
type BenchmarkSupplier struct {
	ID     *int64 // nil for tools without one
	Name   string
	Tools  int64
	Ranked int64 // times that one of them has a rank
	Firsts int64 // times that it alone is the best
	Shots  int64

	Score      *float64 // median of the scores
	Percentile *float64 // median of their percentile ranks
	Deviation  *float64 // of all shots together, like the next two
	Efficiency *float64
	Stability  *float64
}

// Placed gives a figure.
func (r Benchmarked) Placed(f BenchmarkFigure) Placed {
	return r.Figures[slices.Index(BenchmarkFigures(), f)]
}

// Benchmark answers the question. The filter's tools choose what is shown; they
// stand beside all tools that the other filters leave.
func (a *Analysis) Benchmark(ctx context.Context, f engine.Filter) (Benchmark, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return Benchmark{}, err
	}
	f.Window = s.window
	b := Benchmark{Filter: f}
	err = atOnce(ctx,
		func(ctx context.Context) (err error) {
			b.Rows, err = benchmarkList(ctx, a, s, benchmarkSQL, scanBenchmarked)
			return err
		},
		func(ctx context.Context) (err error) {
			b.Suppliers, err = benchmarkList(ctx, a, s, benchmarkSupplierSQL, scanBenchmarkSupplier)
			return err
		},
		func(ctx context.Context) (err error) {
			b.Range, err = a.dataRange(ctx, s)
			return err
		})
	b.Sentence = benchmarkSentence(s, b)
	return b, err
}

// benchmarkList asks mart.benchmark's own SQL, of what the window takes of the
// tables that it reads.
func benchmarkList[T any](ctx context.Context, a *Analysis, s scope, question string, scan func(*sql.Rows) (T, error)) ([]T, error) {
	asked := s.tools
	s.tools = nil
	model, err := models.Find("mart.benchmark")
	if err != nil {
		return nil, fmt.Errorf("compare tools: %w", err)
	}
	steps, args, err := a.ratePieces(ctx, s, engine.ByNone)
	if err != nil {
		return nil, err
	}
	cycles, _, err := a.roiPieces(ctx, s, engine.ByNone)
	if err != nil {
		return nil, err
	}
	cycles[len(cycles)-1].name = "cycle_pieces"
	for _, c := range cycles {
		if !slices.ContainsFunc(steps, func(s step) bool { return s.name == c.name }) {
			steps = append(steps, c)
		}
	}
	in := strings.NewReplacer("mart.run_rate_day", "pieces", "mart.roi_tool_day", "cycle_pieces", "mart.process_day", "process_days")
	steps = append(steps, step{name: "process_days", sql: benchmarkDaysSQL}, step{name: "benchmark", sql: in.Replace(model.SQL), kept: true})
	args = slices.Concat(s.args(), args, []any{sql.Named("by", ""), sql.Named("asked", listOf(asked))})
	return list(ctx, a.reader, "compare tools", with(question, steps...), args, scan)
}

func scanBenchmarked(rows *sql.Rows) (Benchmarked, error) {
	var r Benchmarked
	var group, part, supplier, location, scoreReason, rankReason sql.NullString
	dest := []any{
		&r.Tool, &r.GroupKind, &r.GroupID, &group, &r.GroupSize, &r.PartID, &part,
		&r.SupplierID, &supplier, &r.LocationID, &location,
		&r.Shots, &r.NormalShots, &r.Parts, &r.Stops, &r.RunTimeUS, &r.ProductionTimeUS, &r.CTUS, &r.ApprovedUS,
	}
	r.Figures = make([]Placed, len(BenchmarkFigures()))
	of := func(f BenchmarkFigure) any { return &r.Figures[slices.Index(BenchmarkFigures(), f)].Value }
	dest = append(dest, of(BenchDeviation), of(BenchEfficiency), of(BenchStability), of(BenchMTBF), &r.CavitiesInUse, &r.NominalCavities,
		of(BenchCavities), of(BenchTemperature), &r.CTComponent, of(BenchScore), &scoreReason, &r.ScoreRank, &rankReason)
	for i := range r.Figures {
		p := &r.Figures[i]
		dest = append(dest, &p.Percentile, &p.ToBest, &p.ToMedian)
	}
	w := &r.Weights
	dest = append(dest, &w.Stability, &w.Efficiency, &w.Deviation, &w.DeviationLimit, &r.IsAsked)
	err := rows.Scan(dest...)
	r.GroupName, r.PartCode, r.SupplierName, r.LocationName = group.String, part.String, supplier.String, location.String
	r.ScoreReason, r.RankReason = scoreReason.String, rankReason.String
	return r, err
}

func scanBenchmarkSupplier(rows *sql.Rows) (BenchmarkSupplier, error) {
	var r BenchmarkSupplier
	var name sql.NullString
	var ct, approved, normal, production, run int64
	err := rows.Scan(&r.ID, &name, &r.Tools, &r.Ranked, &r.Firsts, &r.Shots, &r.Score, &r.Percentile, &ct, &approved, &normal, &production, &run)
	r.Name = name.String
	r.Deviation, r.Efficiency, r.Stability = ratio(ct-approved, approved), ratio(normal, r.Shots), ratio(production, run)
	return r, err
}

// BenchmarkGroup is the tools of one group, the best first.
type BenchmarkGroup struct {
	Kind, ID, Name string
	Rows           []Benchmarked
}

// Groups gives the rows by group, in their order.
func (b Benchmark) Groups() []BenchmarkGroup {
	var groups []BenchmarkGroup
	for _, r := range b.Rows {
		if n := len(groups); n == 0 || groups[n-1].ID != r.GroupID {
			groups = append(groups, BenchmarkGroup{Kind: r.GroupKind, ID: r.GroupID, Name: r.GroupName})
		}
		g := &groups[len(groups)-1]
		g.Rows = append(g.Rows, r)
	}
	return groups
}
