package analysis

import (
	"cmp"
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
	rows, err := a.benchmarked(ctx, s)
	if err != nil {
		return Benchmark{}, err
	}
	for _, r := range rows {
		b.Rows = append(b.Rows, r.Benchmarked)
		if !slices.ContainsFunc(b.Suppliers, func(s BenchmarkSupplier) bool { return equal(s.ID, r.SupplierID) }) {
			b.Suppliers = append(b.Suppliers, r.supplier)
		}
	}
	slices.SortFunc(b.Suppliers, func(x, y BenchmarkSupplier) int {
		return cmp.Or(compareLast(x.Percentile, y.Percentile), compareLast(x.Score, y.Score), strings.Compare(x.Name, y.Name))
	})
	if b.Range, err = a.dataRange(ctx, s); err != nil {
		return Benchmark{}, err
	}
	b.Sentence = benchmarkSentence(s, b)
	return b, nil
}

// compareLast puts the largest first and nil last.
func compareLast(a, b *float64) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return cmp.Compare(*b, *a)
}

// benchmarkRow is a tool in a group, beside all of its supplier.
type benchmarkRow struct {
	Benchmarked
	supplier BenchmarkSupplier
}

// benchmarked asks mart.benchmark's own SQL, of what the window takes of the tables
// that it reads.
func (a *Analysis) benchmarked(ctx context.Context, s scope) ([]benchmarkRow, error) {
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
	cycles, cycleArgs, err := a.roiPieces(ctx, s, engine.ByNone)
	if err != nil {
		return nil, err
	}
	cycles[len(cycles)-1].name = "cycle_pieces"
	steps = append(steps, cycles...)
	in := strings.NewReplacer("mart.run_rate_day", "pieces", "mart.roi_tool_day", "cycle_pieces", "mart.process_day", "process_days")
	steps = append(steps, step{name: "process_days", sql: benchmarkDaysSQL}, step{name: "benchmark", sql: in.Replace(model.SQL)},
		step{name: "listed", sql: benchmarkListedSQL, kept: true}, step{name: "supplier", sql: benchmarkSupplierSQL})
	args = slices.Concat(s.args(), args, cycleArgs, []any{sql.Named("by", ""), sql.Named("asked", listOf(asked))})
	return list(ctx, a.reader, "compare tools", with(benchmarkSQL, steps...), args, scanBenchmarked)
}

func scanBenchmarked(rows *sql.Rows) (benchmarkRow, error) {
	var r benchmarkRow
	var group, part, supplier, location, scoreReason, rankReason, name sql.NullString
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
	all := &r.supplier
	var ct, approved, normal, production, run int64
	dest = append(dest, &name, &all.Tools, &all.Ranked, &all.Firsts, &all.Shots, &all.Score, &all.Percentile, &ct, &approved, &normal, &production, &run)
	err := rows.Scan(dest...)
	all.ID, all.Name = r.SupplierID, name.String
	all.Deviation, all.Efficiency, all.Stability = ratio(ct-approved, approved), ratio(normal, all.Shots), ratio(production, run)
	r.GroupName, r.PartCode, r.SupplierName, r.LocationName = group.String, part.String, supplier.String, location.String
	r.ScoreReason, r.RankReason = scoreReason.String, rankReason.String
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
