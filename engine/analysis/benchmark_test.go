package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/reference"
)

// benchmarkShots are of tools that make part 1 (four of them, three of which go on
// to part 3), part 2 (two), a part each in a family (three), and one with neither;
// two tools make the same shots.
func benchmarkShots(seed uint64) []reference.Shot {
	start := time.Date(2026, 3, 9, 7, 0, 0, 0, time.UTC).UnixMicro()
	var shots []reference.Shot
	for tool := range 10 {
		r := rand.New(rand.NewPCG(seed, uint64(max(1, tool)))) // 0 and 1 are equal
		t := start
		for n := range 60 {
			ct := 27e6 + r.Int64N(80)*100_000
			t += ct
			switch r.IntN(12) {
			case 0:
				t += r.Int64N(1200e6)
			case 1:
				t += 14 * 3600e6
			}
			part, supplier := int64(1), int64(1+tool%2)
			switch {
			case tool < 3 && n >= 30:
				part = 3
			case tool > 3 && tool < 6:
				part = 2
			case tool >= 6:
				part = int64(10 + tool)
			}
			if tool >= 6 && tool < 9 {
				supplier = 33
			}
			shots = append(shots, reference.Shot{
				Counter: fmt.Sprintf("CNT-%d", tool), Seq: number(int64(n + 1)), TimeUTC: t, CT: ct, ApprovedCT: number(30e6),
				EquipmentCode: fmt.Sprintf("MX-%d", tool), MoldID: int64(tool + 1), Cavities: 1 + int64(tool%2), TimeZone: "UTC",
				PartID: number(part), PartCode: name(fmt.Sprintf("P-%d", part)), LocationID: number(int64(tool % 3)), LocationName: name(fmt.Sprintf("Plant %d", tool%3)),
				SupplierID: number(supplier), SupplierName: name(fmt.Sprintf("Supplier %d", supplier)),
			})
		}
	}
	return shots
}

// wantBenchmarked is a tool in a group, by key, with its figures; nil is NULL.
type wantBenchmarked map[BenchmarkFigure]*float64

// wantBenchmark is mart.benchmark of [from, to), recomputed from the reference's
// intervals and stops and the daily medians, before ranks.
func (pl *plant) wantBenchmark(from, to int64, keep func(reference.Shot) bool) map[string]map[string]wantBenchmarked {
	pl.Helper()
	type key struct {
		tool string
		part int64
	}
	type sum struct {
		Figures
		approved int64
	}
	made, family := map[key]sum{}, map[string]bool{}
	temperatures := pl.temperatures(from, to)
	starts := map[key]int64{}
	parts := map[reference.RunKey]int64{}
	for _, r := range pl.rates.Runs {
		parts[r.Key] = r.PartID.V
	}
	for _, s := range pl.rates.Stops {
		if s.StartUTC >= from && s.StartUTC < to {
			starts[key{s.Run.EquipmentCode, parts[s.Run]}]++
		}
	}
	for _, in := range pl.rates.Intervals {
		if !keep(in.Shot) {
			continue
		}
		k := key{in.Shot.EquipmentCode, in.Shot.PartID.V}
		s, f := made[k], pl.clip(in, from, to)
		s.Figures = s.Figures.Add(f)
		s.approved += (f.NormalShots + f.SlowShots + f.FastShots) * 30e6
		made[k] = s
		family[k.tool] = in.Shot.SupplierID.V == 33
	}
	makers := map[int64]int{}
	for k, s := range made {
		if s.Shots > 0 {
			makers[k.part]++
		}
	}
	groups, sums, spreads := map[string]map[string]wantBenchmarked{}, map[string]sum{}, map[string]*float64{}
	for k, s := range made {
		if s.Shots == 0 {
			continue
		}
		group := fmt.Sprintf("part:%d", k.part)
		switch {
		case makers[k.part] > 1:
		case family[k.tool]:
			group = "family:Thirds"
		default:
			group = "none:" + k.tool
		}
		s.Stops = starts[k]
		id := group + " " + k.tool
		all := sums[id]
		all.Figures, all.approved = all.Figures.Add(s.Figures), all.approved+s.approved
		sums[id] = all
		if t := spreadOf(temperatures[fmt.Sprintf("%s %d", k.tool, k.part)]); t != nil && (spreads[id] == nil || *t > *spreads[id]) {
			spreads[id] = t
		}
		if groups[group] == nil {
			groups[group] = map[string]wantBenchmarked{}
		}
		w := wantBenchmarked{
			BenchDeviation: ratio(all.CTUS-all.approved, all.approved), BenchEfficiency: all.Efficiency(), BenchStability: all.Stability(),
			BenchMTBF: all.MTBF(), BenchCavities: ratio(all.Parts, 2*all.Shots), BenchTemperature: spreads[id],
		}
		if d, s := w[BenchDeviation], w[BenchStability]; d != nil && s != nil {
			w[BenchScore] = new(100 * (0.4**s + 0.3**w[BenchEfficiency] + 0.3*max(0, 1-math.Abs(*d)/0.20)))
		}
		groups[group][k.tool] = w
	}
	return groups
}

// temperatures are the daily medians of the tools and parts that have shots in
// [from, to) on that day.
func (pl *plant) temperatures(from, to int64) map[string][]float64 {
	pl.Helper()
	days := map[string]bool{}
	for _, in := range pl.rates.Intervals {
		if at := in.Shot.TimeUTC; at >= from && at < to {
			days[fmt.Sprintf("%s %d %s", in.Shot.EquipmentCode, in.Shot.PartID.V, time.UnixMicro(at).UTC().Add(-6*time.Hour).Format(time.DateOnly))] = true
		}
	}
	type day struct {
		key, date string
		median    float64
	}
	all, err := list(context.Background(), pl.store, "read", "SELECT equipment_code || ' ' || part_id, local_date::VARCHAR, median FROM mart.process_day WHERE measure = 'temperature'", nil,
		func(rows *sql.Rows) (day, error) {
			var d day
			err := rows.Scan(&d.key, &d.date, &d.median)
			return d, err
		})
	if err != nil {
		pl.Fatal(err)
	}
	medians := map[string][]float64{}
	for _, d := range all {
		if days[d.key+" "+d.date] {
			medians[d.key] = append(medians[d.key], d.median)
		}
	}
	return medians
}

func spreadOf(values []float64) *float64 {
	if len(values) < 3 {
		return nil
	}
	middle := medianOf(values)
	var far []float64
	for _, v := range values {
		far = append(far, math.Abs(v-middle))
	}
	return new(math.Round(1.4826*medianOf(far)*1e9) / 1e9)
}

func medianOf(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// place finds percentile, and distances to best and median, by counting.
func place(f BenchmarkFigure, tool string, group map[string]wantBenchmarked) Placed {
	mine := group[tool][f]
	if mine == nil {
		return Placed{}
	}
	var all []float64
	var worse, equal float64
	for _, other := range group {
		if v := other[f]; v != nil {
			all = append(all, *v)
			switch {
			case *v == *mine:
				equal++
			case (*v > *mine) == f.IsLowBest():
				worse++
			}
		}
	}
	p, n := Placed{Value: mine}, float64(len(all))
	if n > 1 {
		best := slices.Max(all)
		if f.IsLowBest() {
			best = slices.Min(all)
		}
		p.ToBest, p.ToMedian = new(*mine-best), new(*mine-medianOf(all))
	}
	if n >= 3 {
		p.Percentile = new(100 * (worse + (equal-1)/2) / (n - 1))
	}
	return p
}

func sameFloat(a, b *float64) bool {
	return a == nil && b == nil || a != nil && b != nil && math.Abs(*a-*b) <= 1e-9*max(1, math.Abs(*b))
}

func shown(p Placed) string {
	return fmt.Sprintf("%v, percentile %v, to best %v, to median %v", value(p.Value), value(p.Percentile), value(p.ToBest), value(p.ToMedian))
}

func (pl *plant) benchmark(f engine.Filter) Benchmark {
	pl.Helper()
	b, err := pl.analysis.Benchmark(context.Background(), f)
	if err != nil {
		pl.Fatal(err)
	}
	return b
}

func (pl *plant) checkBenchmark(t *testing.T, f engine.Filter, want map[string]map[string]wantBenchmarked) {
	t.Helper()
	rows := 0
	for _, r := range pl.benchmark(f).Rows {
		rows++
		group := want[r.GroupID]
		if group[r.Tool] == nil || int(r.GroupSize) != len(group) {
			t.Errorf("%s: %s in %s of %d is not wanted", f.Window, r.Tool, r.GroupID, r.GroupSize)
			continue
		}
		for _, figure := range BenchmarkFigures() {
			got, want := r.Placed(figure), place(figure, r.Tool, group)
			if !sameFloat(got.Value, want.Value) || !sameFloat(got.Percentile, want.Percentile) || !sameFloat(got.ToBest, want.ToBest) || !sameFloat(got.ToMedian, want.ToMedian) {
				t.Errorf("%s: %s in %s, %s:\ngot  %s\nwant %s", f.Window, r.Tool, r.GroupID, figure, shown(got), shown(want))
			}
			if (r.Why(figure) == "") != (got.Percentile != nil) {
				t.Errorf("%s in %s, %s: %q", r.Tool, r.GroupID, figure, r.Why(figure))
			}
		}
		if (r.ScoreRank == nil) == (r.RankReason == "") {
			t.Errorf("%s in %s: rank %v, reason %q", r.Tool, r.GroupID, value(r.ScoreRank), r.RankReason)
		}
	}
	for _, group := range want {
		rows -= len(group)
	}
	if rows != 0 {
		t.Errorf("%s: %d rows too many", f.Window, rows)
	}
}

// TestBenchmark recomputes figures and ranks in plain Go, over windows of days and
// of instants, and with filters; the view has those of all.
func TestBenchmark(t *testing.T) {
	shots := benchmarkShots(7)
	pl := newPlant(t, shots, "end", 1)
	pl.exec("UPDATE mart.process_day SET median = median + hash(equipment_code, local_date) % 9 * 0.1 WHERE measure = 'temperature'")
	all := func(reference.Shot) bool { return true }
	whole := pl.wantBenchmark(math.MinInt64, math.MaxInt64, all)
	if len(whole["part:1"]) != 4 || len(whole["part:3"]) != 3 || len(whole["part:2"]) != 2 || len(whole["family:Thirds"]) != 3 || len(whole["none:MX-9"]) != 1 {
		t.Fatalf("groups: %v", whole)
	}
	pl.checkBenchmark(t, engine.Filter{}, whole)

	r := rand.New(rand.NewPCG(8, 9))
	first, last := pl.rates.Intervals[0].From, pl.rates.Intervals[0].To
	for _, in := range pl.rates.Intervals {
		first, last = min(first, in.From), max(last, in.To)
	}
	for range 4 {
		from := first + r.Int64N(last-first)
		to := from + 1 + r.Int64N(last-from)
		window := engine.Window{From: engine.Instant(time.UnixMicro(from)), To: engine.Instant(time.UnixMicro(to))}
		pl.checkBenchmark(t, engine.Filter{Window: window}, pl.wantBenchmark(from, to, all))
	}
	day := func(d int) int64 { return time.Date(2026, 3, d, 6, 0, 0, 0, time.UTC).UnixMicro() }
	days := engine.Filter{Window: engine.Window{From: engine.Day(2026, 3, 9), To: engine.Day(2026, 3, 11)}}
	pl.checkBenchmark(t, days, pl.wantBenchmark(day(9), day(11), all))
	pl.checkBenchmark(t, engine.Filter{Suppliers: []string{"Supplier 1", "33"}}, pl.wantBenchmark(math.MinInt64, math.MaxInt64, func(s reference.Shot) bool { return s.SupplierID.V != 2 }))
	pl.checkBenchmark(t, engine.Filter{Parts: []string{"P-1"}, Locations: []string{"Plant 0"}}, pl.wantBenchmark(math.MinInt64, math.MaxInt64, func(s reference.Shot) bool { return s.PartID.V == 1 && s.LocationID.V == 0 }))

	t.Run("view", func(t *testing.T) { checkBenchmarkView(t, pl) })
	t.Run("tools", func(t *testing.T) { checkBenchmarkTools(t, pl) })
	t.Run("words", func(t *testing.T) { checkBenchmarkWords(t, pl) })
}

// checkBenchmarkView: mart.benchmark is the answer about all that is mirrored,
// column by column.
func checkBenchmarkView(t *testing.T, pl *plant) {
	want := pl.benchmark(engine.Filter{}).Table()
	n := len(want.Columns)
	type line struct{ names, cells []any }
	rows, err := list(context.Background(), pl.store, "read", "SELECT * FROM mart.benchmark", nil, func(rows *sql.Rows) (line, error) {
		names, err := rows.Columns()
		if err != nil {
			return line{}, err
		}
		l := line{cells: make([]any, len(names))}
		dest := make([]any, len(names))
		for i := range names {
			l.names, dest[i] = append(l.names, names[i]), &l.cells[i]
		}
		return l, rows.Scan(dest...)
	})
	if err != nil || len(rows) != len(want.Rows) {
		t.Fatalf("%d rows, want %d: %v", len(rows), len(want.Rows), err)
	}
	for _, l := range rows {
		i := slices.IndexFunc(want.Rows, func(w []any) bool { return w[0] == l.cells[0] && w[2] == l.cells[2] })
		if i < 0 || len(l.cells) != n {
			t.Fatalf("%v is not in the answer, or has not its %d columns", l.cells, n)
		}
		for k, cell := range l.cells {
			if l.names[k] != want.Columns[k].Name || fmt.Sprint(cell) != fmt.Sprint(want.Rows[i][k]) {
				t.Errorf("%v of %v: %v, the answer has %s %v", l.names[k], l.cells[0], cell, want.Columns[k].Name, want.Rows[i][k])
			}
		}
	}
}

// checkBenchmarkTools: a tool is shown alone, and ranked among all.
func checkBenchmarkTools(t *testing.T, pl *plant) {
	all, one := pl.benchmark(engine.Filter{}), pl.benchmark(engine.Filter{Tools: []string{"mx-0"}})
	var want [][]any
	for _, row := range all.Table().Rows {
		if row[0] == "MX-0" {
			want = append(want, row)
		}
	}
	if got := one.Table().Rows; fmt.Sprint(got) != fmt.Sprint(want) || len(got) != 2 {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if len(one.Groups()) != 2 || len(one.Rows) != 7 {
		t.Errorf("%d groups, %d rows", len(one.Groups()), len(one.Rows))
	}
	var tools int64
	for _, s := range all.Suppliers {
		tools += s.Tools
		if s.Score == nil || s.Efficiency == nil || len(all.SuppliersTable().Columns) != len(all.SuppliersTable().Rows[0]) {
			t.Errorf("%+v", s)
		}
	}
	groups := one.GroupsTable()
	for i, g := range one.Groups() {
		row, best, last := groups.Rows[i], g.Rows[0], g.Rows[len(g.Rows)-1]
		if len(row) != len(groups.Columns) || row[3] != g.Name || row[4] != int64(len(g.Rows)) || row[7] != best.Tool || row[9] != last.Tool || !close9(best.Placed(BenchScore).Value, row[8].(float64)) || math.Abs(row[8].(float64)-row[10].(float64)-row[11].(float64)) > 1e-9 {
			t.Errorf("%v", row)
		}
	}
	if len(groups.Rows) != 2 || len(all.GroupsTable().Rows) != len(all.Groups()) {
		t.Errorf("%d of %d groups", len(groups.Rows), len(all.Groups()))
	}
	if tools != 10 || len(all.Suppliers) != 3 {
		t.Errorf("%d tools of %d suppliers", tools, len(all.Suppliers))
	}
}

func checkBenchmarkWords(t *testing.T, pl *plant) {
	for want, f := range map[string]engine.Filter{
		"No data": {Window: engine.Window{From: engine.Day(2027, 1, 1), To: engine.Day(2027, 1, 2)}},
		"No tool is ranked: no part is made by three tools":                        {Parts: []string{"P-2"}},
		"MX-4 has no rank: groups under 3 tools get no rank.":                      {Tools: []string{"MX-4"}},
		"MX-9 has no rank: no other tool makes its parts, and it is in no family.": {Tools: []string{"MX-9"}},
		" of 3 tools of the family Thirds":                                         {Suppliers: []string{"33"}},
		" is the best of 4 tools on P-1; ":                                         {Parts: []string{"P-1"}},
	} {
		b := pl.benchmark(f)
		if got := b.Sentence; !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
		if want == "No data" && (len(b.Rows) != 0 || len(b.Suppliers) != 0 || len(b.Groups()) != 0) {
			t.Errorf("%+v", b)
		}
	}
}
