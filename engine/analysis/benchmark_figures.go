package analysis

import (
	"slices"

	"sprue/engine"
)

// BenchmarkFigure is what tools are compared by.
type BenchmarkFigure string

// The figures, in the order of mart.benchmark.
const (
	BenchScore       BenchmarkFigure = "score"
	BenchDeviation   BenchmarkFigure = "deviation"
	BenchEfficiency  BenchmarkFigure = "efficiency"
	BenchStability   BenchmarkFigure = "stability"
	BenchMTBF        BenchmarkFigure = "mtbf"
	BenchCavities    BenchmarkFigure = "cavities"
	BenchTemperature BenchmarkFigure = "temperature"
)

// BenchmarkFigures are all of them.
func BenchmarkFigures() []BenchmarkFigure {
	return []BenchmarkFigure{BenchScore, BenchDeviation, BenchEfficiency, BenchStability, BenchMTBF, BenchCavities, BenchTemperature}
}

// ParseBenchmarkFigure reads one; "" is the score.
func ParseBenchmarkFigure(word string) (BenchmarkFigure, error) {
	return engine.OneOf(word, BenchmarkFigures(), "read the figure", "%q is none of the figures that tools are compared by")
}

// Title is its name for a reader.
func (f BenchmarkFigure) Title() string {
	return map[BenchmarkFigure]string{
		BenchScore: "performance score", BenchDeviation: "cycle time against approved", BenchEfficiency: "efficiency", BenchStability: "stability",
		BenchMTBF: "MTBF", BenchCavities: "cavities in use", BenchTemperature: "temperature spread",
	}[f]
}

// IsLowBest tells whether less of it is better.
func (f BenchmarkFigure) IsLowBest() bool { return f == BenchDeviation || f == BenchTemperature }

// Figure is a value of it for a reader.
func (f BenchmarkFigure) Figure(v *float64) engine.Figure {
	units := map[BenchmarkFigure]engine.Unit{
		BenchDeviation: engine.UnitShare, BenchEfficiency: engine.UnitShare, BenchStability: engine.UnitShare, BenchCavities: engine.UnitShare,
		BenchMTBF: engine.UnitDuration, BenchScore: engine.UnitScore, BenchTemperature: engine.UnitScore,
	}
	return engine.Figure{Value: v, Unit: units[f]}
}

// Why says in words why a tool has no value, no rank, or neither; "" where it has
// both.
func (r Benchmarked) Why(f BenchmarkFigure) string {
	p := r.Placed(f)
	switch {
	case p.Value == nil:
		return r.whyNone(f)
	case p.Percentile != nil:
		return ""
	case r.GroupKind == "none":
		return "no other tool makes its parts, and it is in no family"
	case r.GroupSize < 3:
		return "groups under 3 tools get no rank"
	}
	return "under 3 tools of the group have the figure"
}

func (r Benchmarked) whyNone(f BenchmarkFigure) string {
	switch f {
	case BenchScore:
		if r.ScoreReason == "no_run_time" {
			return "no run time"
		}
		return "no approved cycle time"
	case BenchDeviation:
		return "no approved cycle time"
	case BenchStability:
		return "no run time"
	case BenchMTBF:
		return "no stops in " + engine.Duration(float64(r.ProductionTimeUS)/1e6) + " of production"
	case BenchCavities:
		return "nobody says how many cavities there are"
	}
	return "under 3 days with temperatures"
}

// Table has the columns of mart.benchmark, for the tools that are asked about.
func (b Benchmark) Table() Table {
	t := Table{Columns: benchmarkColumns()}
	for _, r := range b.Rows {
		if r.IsAsked {
			t.Rows = append(t.Rows, r.values())
		}
	}
	return t
}

func benchmarkColumns() []Column {
	var columns []Column
	add := func(kind Kind, unit string, names ...string) {
		for _, name := range names {
			columns = append(columns, Column{Name: name, Unit: unit, Kind: kind})
		}
	}
	place := func(name, unit, suffix string) {
		add(Real, "", name+"_percentile")
		add(Real, unit, name+"_to_best"+suffix, name+"_to_median"+suffix)
	}
	add(Text, "", "equipment_code", "group_kind", "group_id", "group_name")
	add(Whole, "", "group_size", "part_id")
	add(Text, "", "part_code")
	add(Whole, "", "supplier_id")
	add(Text, "", "supplier_name")
	add(Whole, "", "location_id")
	add(Text, "", "location_name")
	add(Whole, "", "shots", "normal_shots", "parts", "stops")
	add(Whole, "us", "run_time_us", "production_time_us", "ct_us", "approved_us")
	add(Real, "share", "weighted_ct_deviation", "efficiency", "stability")
	add(Real, "s", "mtbf_s")
	add(Real, "", "cavities_in_use")
	add(Whole, "", "nominal_cavities")
	add(Real, "share", "cavity_share")
	add(Real, "", "temperature_spread")
	add(Real, "share", "ct_component")
	add(Real, "", "performance_score")
	add(Text, "", "score_reason")
	add(Real, "", "score_rank")
	add(Text, "", "rank_reason")
	place("score", "", "")
	place("deviation", "share", "")
	place("efficiency", "share", "")
	place("stability", "share", "")
	place("mtbf", "s", "_s")
	place("cavity", "share", "")
	place("temperature", "", "")
	add(Real, "", "stability_weight", "efficiency_weight", "deviation_weight", "deviation_limit")
	return columns
}

// values are those of a row, in the order of benchmarkColumns.
func (r Benchmarked) values() []any {
	of := func(f BenchmarkFigure) any { return value(r.Placed(f).Value) }
	row := []any{
		r.Tool, r.GroupKind, r.GroupID, text(r.GroupName), r.GroupSize, value(r.PartID), text(r.PartCode),
		value(r.SupplierID), text(r.SupplierName), value(r.LocationID), text(r.LocationName),
		r.Shots, r.NormalShots, r.Parts, r.Stops, r.RunTimeUS, r.ProductionTimeUS, r.CTUS, r.ApprovedUS,
		of(BenchDeviation), of(BenchEfficiency), of(BenchStability), of(BenchMTBF), r.CavitiesInUse, value(r.NominalCavities),
		of(BenchCavities), of(BenchTemperature), value(r.CTComponent), of(BenchScore), text(r.ScoreReason), value(r.ScoreRank), text(r.RankReason),
	}
	for _, p := range r.Figures {
		row = append(row, value(p.Percentile), value(p.ToBest), value(p.ToMedian))
	}
	w := r.Weights
	return append(row, w.Stability, w.Efficiency, w.Deviation, w.DeviationLimit)
}

// SuppliersTable has a row for each supplier, the best first.
func (b Benchmark) SuppliersTable() Table {
	t := Table{Columns: slices.Concat(
		[]Column{{Name: "supplier_id", Kind: Whole}, {Name: "supplier_name"}, {Name: "tools", Kind: Whole}, {Name: "ranked", Kind: Whole}, {Name: "firsts", Kind: Whole}, {Name: "shots", Kind: Whole}},
		[]Column{{Name: "performance_score", Kind: Real}, {Name: "score_percentile", Kind: Real}},
		[]Column{{Name: "weighted_ct_deviation", Unit: "share", Kind: Real}, {Name: "efficiency", Unit: "share", Kind: Real}, {Name: "stability", Unit: "share", Kind: Real}},
	)}
	for _, s := range b.Suppliers {
		t.Rows = append(t.Rows, []any{
			value(s.ID), text(s.Name), s.Tools, s.Ranked, s.Firsts, s.Shots, value(s.Score), value(s.Percentile),
			value(s.Deviation), value(s.Efficiency), value(s.Stability),
		})
	}
	return t
}

// GroupsTable has a row for each group with a tool that is shown: a part, a family, or
// a tool that is compared with nobody.
func (b Benchmark) GroupsTable() Table {
	t := Table{Columns: []Column{
		{Name: "part_id", Kind: Whole}, {Name: "part_code"}, {Name: "group_kind"}, {Name: "group_name"}, {Name: "group_size", Kind: Whole}, {Name: "shots", Kind: Whole},
		{Name: "median_score", Kind: Real}, {Name: "best_tool"}, {Name: "best_score", Kind: Real}, {Name: "last_tool"}, {Name: "last_score", Kind: Real},
		{Name: "score_gap", Kind: Real}, {Name: "rank_reason"},
	}}
	for _, g := range b.Groups() {
		if !slices.ContainsFunc(g.Rows, func(r Benchmarked) bool { return r.IsAsked }) {
			continue
		}
		var shots int64
		var scored []Benchmarked // the best first
		for _, r := range g.Rows {
			if shots += r.Shots; r.Placed(BenchScore).Value != nil {
				scored = append(scored, r)
			}
		}
		first := g.Rows[0]
		row := []any{value(first.PartID), text(first.PartCode), g.Kind, g.Name, first.GroupSize, shots, value(g.Median(BenchScore)), nil, nil, nil, nil, nil, text(first.RankReason)}
		if n := len(scored); n > 0 {
			best, last := scored[0], scored[n-1]
			row[7], row[8] = best.Tool, *best.Placed(BenchScore).Value
			if n > 1 {
				row[9], row[10], row[11] = last.Tool, *last.Placed(BenchScore).Value, g.Gap(BenchScore)
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Median is that of the tools of a group that have the figure; nil where none has.
func (g BenchmarkGroup) Median(f BenchmarkFigure) *float64 {
	var only *float64
	for _, r := range g.Rows {
		switch p := r.Placed(f); {
		case p.ToMedian != nil:
			return new(*p.Value - *p.ToMedian)
		case p.Value != nil:
			only = p.Value
		}
	}
	return only
}

// Strip is the scale on which all groups stand by a figure: equal distances are
// equal differences in each of them.
type Strip struct{ Worst, Best float64 }

// Strip gives it; zero where no tool has the figure.
func (b Benchmark) Strip(f BenchmarkFigure) Strip {
	var s Strip
	first := true
	for _, r := range b.Rows {
		v := r.Placed(f).Value
		if v == nil {
			continue
		}
		if first {
			s, first = Strip{*v, *v}, false
		}
		s.Worst, s.Best = min(s.Worst, *v), max(s.Best, *v)
	}
	if f.IsLowBest() {
		s.Worst, s.Best = s.Best, s.Worst
	}
	return s
}

// At is where a value stands, 0 at the worst and 1 at the best; in the middle where
// all are equal.
func (s Strip) At(v float64) float64 {
	if s.Best == s.Worst {
		return 0.5
	}
	return min(1, max(0, (v-s.Worst)/(s.Best-s.Worst)))
}

// Label names a group: the part, the family, or '–'.
func (g BenchmarkGroup) Label() string {
	switch {
	case g.Kind == "none":
		return "–"
	case g.Name == "" && g.Rows[0].PartID != nil:
		return "part " + words(*g.Rows[0].PartID)
	}
	return g.Name
}

// BenchmarkTotals counts what is compared.
type BenchmarkTotals struct {
	Tools, RankedTools   int64
	Groups, RankedGroups int64          // of two tools or more; those in which tools have a rank
	Widest               BenchmarkGroup // of those, the one whose scores lie furthest apart
}

// Totals counts the groups, whole.
func (b Benchmark) Totals() BenchmarkTotals {
	var t BenchmarkTotals
	tools, ranked := map[string]bool{}, map[string]bool{}
	for _, r := range b.Rows {
		tools[r.Tool] = true
		if r.ScoreRank != nil {
			ranked[r.Tool] = true
		}
	}
	t.Tools, t.RankedTools = int64(len(tools)), int64(len(ranked))
	for _, g := range b.Groups() {
		if len(g.Rows) > 1 {
			t.Groups++
		}
		if g.Rows[0].ScoreRank == nil {
			continue
		}
		if t.RankedGroups++; t.RankedGroups == 1 || g.Gap(BenchScore) > t.Widest.Gap(BenchScore) {
			t.Widest = g
		}
	}
	return t
}

// Gap is how far the best and the worst value of a group lie apart; 0 without two.
func (g BenchmarkGroup) Gap(f BenchmarkFigure) float64 {
	values := g.Values(f)
	if len(values) == 0 {
		return 0
	}
	return slices.Max(values) - slices.Min(values)
}

// Values are those that the tools have, in their order.
func (g BenchmarkGroup) Values(f BenchmarkFigure) []float64 {
	var all []float64
	for _, r := range g.Rows {
		if v := r.Placed(f).Value; v != nil {
			all = append(all, *v)
		}
	}
	return all
}
