package analysis

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/reference"
)

// TestLaws: twice the tools make twice the sums and the same ratios, a week earlier
// makes the same figures, and another order of arrival the same rows.
func TestLaws(t *testing.T) {
	shots := random(7)
	for i := range shots {
		shots[i].TimeZone = "UTC" // no clock changes between the weeks
	}
	base := newPlant(t, shots, "end", 30)
	t.Run("Twice", func(t *testing.T) { checkTwice(t, base, shots) })
	t.Run("AWeekEarlier", func(t *testing.T) { checkAWeekEarlier(t, base, shots) })
	t.Run("AnotherOrder", func(t *testing.T) { checkAnotherOrder(t, base, shots) })
}

func checkTwice(t *testing.T, base *plant, shots []reference.Shot) {
	all := slices.Clone(shots)
	for _, s := range shots {
		s.Counter, s.EquipmentCode, s.MoldID = s.Counter+"-2", s.EquipmentCode+"-2", s.MoldID+100
		all = append(all, s)
	}
	twice := newPlant(t, all, "end", 30)
	one, two := base.ask(engine.Filter{}, engine.ByNone).Total, twice.ask(engine.Filter{}, engine.ByNone).Total
	if additive(two) != additive(one.Add(one)) {
		t.Errorf("run rate: %+v is not twice %+v", two, one)
	}
	for name, of := range map[string]func(Figures) *float64{"efficiency": Figures.Efficiency, "stability": Figures.Stability, "MTTR": Figures.MTTR, "MTBF": Figures.MTBF} {
		if *of(one) != *of(two) {
			t.Errorf("%s: %v of twice, %v", name, *of(two), *of(one))
		}
	}
	cost, costs := base.roi(ROIQuestion{}).Total, twice.roi(ROIQuestion{}).Total
	if costs.sums() != cost.Add(cost).sums() || *costs.Deviation() != *cost.Deviation() {
		t.Errorf("ROI: %+v is not twice %+v", costs, cost)
	}
	for name, of := range map[string]func(ROIFigures) *float64{
		"loss":          func(f ROIFigures) *float64 { return f.Loss },
		"gain":          func(f ROIFigures) *float64 { return f.Gain },
		"downtime":      func(f ROIFigures) *float64 { return f.Downtime },
		"parts":         func(f ROIFigures) *float64 { return f.DowntimeParts },
		"loss a year":   func(f ROIFigures) *float64 { return f.AnnualLoss.Value },
		"stops a year":  func(f ROIFigures) *float64 { return f.AnnualDowntime.Value },
		"lost parts":    func(f ROIFigures) *float64 { return &f.LostParts },
		"gained parts":  func(f ROIFigures) *float64 { return &f.GainedParts },
		"rate, as ever": func(f ROIFigures) *float64 { return f.Rate },
	} {
		a, b, times := of(cost), of(costs), 2.0
		if name == "rate, as ever" {
			times = 1
		}
		if (a == nil) != (b == nil) || a != nil && !close9(b, times**a) {
			t.Errorf("%s: %v of twice, %v", name, value(b), value(a))
		}
	}
	steps := twice.bridge(ROIQuestion{}).Steps
	for i, step := range base.bridge(ROIQuestion{}).Steps {
		both := steps[i]
		if step.Hours != nil && (!close9(both.Hours, 2**step.Hours) || !close9(both.Parts, 2**step.Parts)) {
			t.Errorf("bridge, %s: %v h of twice, %v h", step.Name, *both.Hours, *step.Hours)
		}
	}
	made, both := base.sessions(t, engine.Filter{}, SessionsInAll).Table, twice.sessions(t, engine.Filter{}, SessionsInAll).Table
	for i, c := range made.Columns {
		if made.Rows[0][i].(int64)*2 != both.Rows[0][i].(int64) {
			t.Errorf("sessions, %s: %v of twice, %v", c.Name, both.Rows[0][i], made.Rows[0][i])
		}
	}
	if one, two := base.scores(t), twice.scores(t); len(one) != 4 || one["MX-A"] == 0 || one["MX-A"] != two["MX-A"] || one["MX-A"] != two["MX-A-2"] {
		t.Errorf("scores: %v beside their twins, %v", two, one)
	}
	alone := engine.Filter{Tools: []string{"mx-a"}}
	for _, by := range engine.Groupings() {
		if a, b := base.ask(alone, by), twice.ask(alone, by); !reflect.DeepEqual(a.Rows, b.Rows) {
			t.Errorf("a tool by %s is another beside its twin:\n%+v\n%+v", by, a.Rows, b.Rows)
		}
	}
}

func checkAWeekEarlier(t *testing.T, base *plant, shots []reference.Shot) {
	const week = 7 * 24 * time.Hour
	earlier := slices.Clone(shots)
	for i := range earlier {
		earlier[i].TimeUTC -= week.Microseconds()
	}
	then := newPlant(t, earlier, "end", 30)
	for _, by := range []engine.Grouping{engine.ByNone, engine.ByTool, engine.ByPart, engine.BySupplier, engine.ByLocation, engine.ByDay, engine.ByShift, engine.ByHour} {
		a, b := base.ask(engine.Filter{}, by), then.ask(engine.Filter{}, by)
		a.Rows, b.Rows = ran(a.Rows), ran(b.Rows)
		costs, cost := base.roi(ROIQuestion{By: by}), then.roi(ROIQuestion{By: by})
		if len(a.Rows) != len(b.Rows) || len(costs.Rows) != len(cost.Rows) {
			t.Fatalf("by %s: %d and %d rows, %d and %d of ROI", by, len(a.Rows), len(b.Rows), len(costs.Rows), len(cost.Rows))
		}
		for i, row := range b.Rows {
			if !reflect.DeepEqual(row.Figures, a.Rows[i].Figures) {
				t.Errorf("by %s: %s has %+v, a week later %+v", by, row.Label, row.Figures, a.Rows[i].Figures)
			}
			if at, ok := keyTime(row.Keys); ok && !at.Add(week).Equal(a.Rows[i].Keys[0].(time.Time)) {
				t.Errorf("by %s: %v is not a week before %v", by, row.Keys, a.Rows[i].Keys)
			}
		}
		for i, row := range cost.Rows {
			if !reflect.DeepEqual(row.ROIFigures, costs.Rows[i].ROIFigures) {
				t.Errorf("ROI by %s: %s has %+v, a week later %+v", by, row.Label, row.ROIFigures, costs.Rows[i].ROIFigures)
			}
		}
	}
	if a, b := base.scores(t), then.scores(t); !maps.Equal(a, b) {
		t.Errorf("scores: %v, a week later %v", b, a)
	}
	for _, by := range []SessionsBy{SessionsInAll, SessionsBy(engine.ByTool), SessionsBy(engine.ByPart)} {
		if a, b := base.sessions(t, engine.Filter{}, by), then.sessions(t, engine.Filter{}, by); !reflect.DeepEqual(a.Table, b.Table) || a.Sentence != b.Sentence {
			t.Errorf("sessions by %s: %v, a week later %v", by, b.Table.Rows, a.Table.Rows)
		}
	}
}

// scores are the sums of the performance scores of each tool, in all its groups.
func (pl *plant) scores(t *testing.T) map[string]float64 {
	t.Helper()
	b, err := pl.analysis.Benchmark(t.Context(), engine.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	scores := map[string]float64{}
	for _, r := range b.Rows {
		scores[r.Tool] += orZero(r.Placed(BenchScore).Value)
	}
	return scores
}

// ran leaves out what was planned and had no run: that goes on until the same sync.
func ran(rows []Row) []Row {
	return slices.DeleteFunc(rows, func(r Row) bool { return r.RunTimeUS == 0 && r.Shots == 0 })
}

// keyTime is the time that a row is of, if it is of one.
func keyTime(keys []any) (time.Time, bool) {
	if len(keys) == 0 {
		return time.Time{}, false
	}
	at, ok := keys[0].(time.Time)
	return at, ok
}

// checkAnotherOrder: packets come in another order and under other numbers.
func checkAnotherOrder(t *testing.T, base *plant, shots []reference.Shot) {
	r := rand.New(rand.NewPCG(5, 6))
	rows := mirrored(shots, r.Perm(len(shots)))
	r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	cfg, p := plantConfig("end", 30)
	other := plantOfRows(t, rows, shots, cfg, p)
	got, want := other.contents(t), base.contents(t)
	if len(want) < 15 || !maps.Equal(got, want) {
		t.Errorf("%d tables; in another order some are others", len(want))
		for table := range want {
			if got[table] != want[table] {
				t.Errorf("%s: %s, want %s", table, got[table], want[table])
			}
		}
	}
}

// contents are the number and the hash of the rows of each table of shots and of the
// analyses.
func (pl *plant) contents(t *testing.T) map[string]string {
	t.Helper()
	names := pl.texts(t, "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE schema_name = 'mart' UNION ALL SELECT 'mart.' || view_name FROM duckdb_views() WHERE schema_name = 'mart'")
	hashes := map[string]string{}
	for _, name := range append(names, "core.shot_context", "core.counter_period") {
		hashes[name] = pl.texts(t, "SELECT COUNT(*) || ' rows, ' || COALESCE(md5(string_agg(r::VARCHAR, chr(10) ORDER BY r::VARCHAR)), '') FROM "+name+" r")[0]
	}
	return hashes
}

func (pl *plant) texts(t *testing.T, query string) []string {
	t.Helper()
	rows, err := pl.store.Query(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		all = append(all, text)
	}
	return all
}
