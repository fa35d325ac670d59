package pipeline

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"sprue/engine/enginetest"
	"sprue/engine/spc"
	"sprue/engine/store"
)

// processValue is a cycle time in µs or a temperature in millionths of 1 °C.
type processValue struct {
	run   int
	value int64
}

// processDay is a day of one measure of one of the tools.
type processDay struct {
	tool    string
	measure string
	date    int64
	values  []processValue // of classes that take part, in their order
	median  float64        // as mart.process_day has it
}

func (d processDay) key() string { return fmt.Sprint(d.tool, " ", d.date, " ", d.measure) }

func (d processDay) seconds() (all []float64) {
	for _, v := range d.values {
		all = append(all, float64(v.value)/1e6)
	}
	return all
}

// runs are the values of each run; of temperatures, all of the day.
func (d processDay) runs() (all [][]float64) {
	for i, v := range d.values {
		if i == 0 || v.run != d.values[i-1].run {
			all = append(all, nil)
		}
		all[len(all)-1] = append(all[len(all)-1], float64(v.value)/1e6)
	}
	return all
}

// TestQualityToolDay: random days are judged as engine/spc judges them, with any
// rules on, and without a baseline.
func TestQualityToolDay(t *testing.T) {
	s := openSmall(t, 0)
	mustBuild(t, newPipeline(t, s, Defaults()), Options{})
	var alone sync.Mutex
	enginetest.Seeds(t, 2, func(t *testing.T, seed uint64) {
		alone.Lock()
		defer alone.Unlock()
		rnd := rand.New(rand.NewPCG(seed, 51))
		c := someSPC(rnd)
		days := writeProcessDays(t, s, rnd, c)
		base := readNumbers(t, s, "SELECT equipment_code, coalesce(from_date - DATE '1970-01-01', 0), coalesce(to_date - DATE '1970-01-01', 0) FROM mart.baba_window")
		want := map[string][]float64{}
		for _, d := range days {
			want[d.key()] = judgedDay(d, days, base, c)
		}
		got := readNumbers(t, s, `
			SELECT equipment_code || ' ' || (local_date - DATE '1970-01-01') || ' ' || measure, shots, mean, deviation, mean_range, lag1, outliers, lower, center, upper,
				points, rule_signals, ewma_signals, cusum_signals, signals, alarms, cp, cp_low, cp_high, cpk, cpk_low, cpk_high, pp, pp_low, pp_high, ppk, ppk_low, ppk_high,
				median, slope, slope_low, slope_high, is_drift::INTEGER, shift
			FROM mart.quality_tool_day`)
		// The ends of the intervals of cp and pp come from an approximation of χ².
		checkNumbers(t, got, want, map[int]float64{16: 1e-4, 17: 1e-4, 22: 1e-4, 23: 1e-4})
		// A range of days says the same of its days: their limits come from days outside it.
		few := readNumbers(t, s, `
			SELECT equipment_code || ' ' || (local_date - DATE '1970-01-01') || ' ' || measure, lower, upper, outliers, points, signals
			FROM mart.quality_tool_day
			WHERE local_date >= DATE '1970-01-01' + 20008 AND local_date < DATE '1970-01-01' + 20012`)
		beside := map[string][]float64{}
		for key := range few {
			beside[key] = []float64{want[key][6], want[key][8], want[key][5], want[key][9], want[key][13]}
		}
		if len(few) < 16 {
			t.Errorf("%d rows of four days", len(few))
		}
		checkNumbers(t, few, beside, nil)
		reasons := readNumbers(t, s, `
			SELECT coalesce(chart_reason, '') || ' ' || coalesce(capability_reason, ''), count(*)
			FROM mart.quality_tool_day
			WHERE (chart_reason IS NULL) = (signals IS NULL) OR (capability_reason IS NULL) = (ppk IS NULL)
			GROUP BY 1`)
		if len(reasons) > 0 {
			t.Errorf("a reason beside a figure, or none: %v", reasons)
		}
	})
}

func someSPC(rnd *rand.Rand) spc.Config {
	c := spc.Defaults()
	for _, rule := range []*bool{&c.Rule1, &c.Rule2, &c.Rule3, &c.Rule4, &c.Rule5, &c.Rule6, &c.Rule7, &c.Rule8, &c.EWMA, &c.CUSUM} {
		*rule = rnd.IntN(3) == 0
	}
	c.Subgroup = 2 + rnd.IntN(4)
	c.Lambda = []float64{0.05, 0.2, 0.9, 1}[rnd.IntN(4)]
	return c
}

// writeProcessDays makes three tools: T-1 with a baseline, a shift and limits, T-2
// too short for a baseline, T-3 with equal values.
func writeProcessDays(t *testing.T, s *store.Store, rnd *rand.Rand, c spc.Config) (days []processDay) {
	t.Helper()
	tables := givenRows{
		"mart.process_day (equipment_code, part_id, local_date, measure, shots, median)":                              nil,
		"mart.run_rate_day (equipment_code, part_id, local_date, shots, stop_shots)":                                  nil,
		"mart.process_event (equipment_code, part_id, measure, kind, from_date, to_date, size)":                       nil,
		"core.setting_baseline (place, equipment_code, part_code, from_date, to_date)":                                nil,
		"core.shot_context (context_no, equipment_code, part_id, counter_code, offset_us, day_start_us, approved_ct)": nil,
		"mart.shot_interval (equipment_code, run_id, counter_code, seq, shot_time_utc, context_no, ct, class)":        nil,
		"core.shot (context_no, shot_time_utc, seq, temperature)":                                                     nil,
		"core.setting_spc ": {"(" + spcRow(c) + ")"},
	}
	for n := 1; n <= 3; n++ {
		tool := fmt.Sprint("T-", n)
		tables.add("core.shot_context", "(%[1]d, '%[2]s', NULL, 'C-%[1]d', 7200000000, 0, %[3]s)", n, tool, []string{"30", "30", "NULL"}[n-1])
		for date := int64(20_000); date < 20_016; date++ {
			ct, heat := processDay{tool: tool, measure: "ct", date: date}, processDay{tool: tool, measure: "temperature", date: date}
			count := []int{130 + rnd.IntN(120), rnd.IntN(40), 110}[n-1]
			for i := range count {
				at := date*dayUS - 7_200_000_000 + int64(i)*100_000_000
				value := (300 + int64(4*rnd.NormFloat64())) * 100_000
				if n == 3 {
					value = 30_000_000
				} else if rnd.IntN(40) == 0 || date > 20_012 {
					value += 1_500_000
				}
				class := []string{"normal", "slow", "fast", "normal", "normal", "long", "idle"}[rnd.IntN(7)]
				run := int(date)*3 + 3*i/count
				tables.add("mart.shot_interval", "('%s', %d, 'C', %d, make_timestamp(%d), %d, %d / 1e6, '%s')", tool, run, i, at, n, value, class)
				if class != "long" && class != "idle" {
					ct.values = append(ct.values, processValue{run, value})
				}
				if rnd.IntN(4) > 0 {
					degrees := 600 + int64(10*rnd.NormFloat64())
					tables.add("core.shot", "(%d, make_timestamp(%d), %d, %d / 10)", n, at, i, degrees)
					heat.values = append(heat.values, processValue{0, degrees * 100_000})
				}
			}
			tables.add("mart.run_rate_day", "('%s', NULL, DATE '1970-01-01' + %d, %d, %d)", tool, date, count, count-len(ct.values))
			for _, d := range []processDay{ct, heat} {
				if len(d.values) == 0 {
					continue
				}
				d.median = 30 + float64(rnd.IntN(20))/10 + float64(date-20_000)/10
				tables.add("mart.process_day", "('%s', NULL, DATE '1970-01-01' + %d, '%s', %d, %g)", tool, date, d.measure, len(d.values), d.median)
				days = append(days, d)
			}
		}
	}
	tables.add("mart.process_event", "('T-1', NULL, 'ct', 'shift', DATE '1970-01-01' + 20013, DATE '1970-01-01' + 20013, 1.5)")
	tables.write(t, s)
	return days
}

func spcRow(c spc.Config) string {
	row := settingSPC(Config{Quality: QualityConfig{SPC: c}}).rows[0]
	texts := make([]string, len(row))
	for i, v := range row {
		texts[i] = fmt.Sprint(v)
	}
	return strings.Join(texts, ", ")
}

// judgedDay are the numbers of a row, NaN for NULL.
func judgedDay(d processDay, days []processDay, base map[string][]float64, c spc.Config) []float64 {
	values, runs := d.seconds(), d.runs()
	row := []float64{float64(len(values)), spc.Mean(values), spc.StdDev(values)}
	row = append(row, neighbours(values, runs)...)
	row = append(row, float64(len(spc.Hampel(values, 11, 0.1))))
	limits, ok := baselineLimits(d, days, base, c)
	row = append(row, chartedDay(runs, limits, ok, c)...)
	row = append(row, capableDay(d, row)...)
	row = append(row, trendOf(d, days, c)...)
	if d.tool == "T-1" && d.measure == "ct" && d.date == 20_013 {
		return append(row, 1.5)
	}
	return append(row, math.NaN())
}

// neighbours are the mean range and the autocorrelation of neighbours.
func neighbours(values []float64, runs [][]float64) []float64 {
	mean, pairs, steps, products, squares := spc.Mean(values), 0.0, 0.0, 0.0, 0.0
	for _, run := range runs {
		for i, v := range run {
			squares += (v - mean) * (v - mean)
			if i > 0 {
				pairs++
				steps += math.Abs(v - run[i-1])
				products += (v - mean) * (run[i-1] - mean)
			}
		}
	}
	if squares < 1e-9 {
		return []float64{steps / pairs, math.NaN()}
	}
	return []float64{steps / pairs, float64(len(values)) * products / (pairs * squares)}
}

// baselineLimits are those of the subgroups on the days of the baseline.
func baselineLimits(d processDay, days []processDay, base map[string][]float64, c spc.Config) (spc.Limits, bool) {
	var means, spreads []float64
	window := base[d.tool]
	for _, b := range days {
		if b.tool == d.tool && b.measure == d.measure && float64(b.date) >= window[0] && float64(b.date) < window[1] {
			for _, run := range b.runs() {
				for _, g := range spc.Subgroups(run, c.Subgroup) {
					means, spreads = append(means, g.Mean), append(spreads, g.StdDev)
				}
			}
		}
	}
	if len(means) == 0 {
		return spc.Limits{}, false
	}
	limits, _ := spc.XbarS(spc.Mean(means), spc.Mean(spreads), c.Subgroup)
	return limits, limits.Sigma() > 1e-9
}

// chartedDay are the limits, the points and the signals.
func chartedDay(runs [][]float64, limits spc.Limits, ok bool, c spc.Config) []float64 {
	var points []float64
	for _, run := range runs {
		for _, g := range spc.Subgroups(run, c.Subgroup) {
			points = append(points, g.Mean)
		}
	}
	count := float64(len(points))
	if !ok {
		none := math.NaN()
		return []float64{none, none, none, count, none, none, none, none, none}
	}
	nelson := spc.Nelson{Limits: limits, On: c.Rules()}
	ewma := spc.EWMA{Center: limits.Center, Sigma: limits.Sigma(), Lambda: c.Lambda, L: c.L}
	cusum := spc.CUSUM{Center: limits.Center, Sigma: limits.Sigma(), K: c.K, H: c.H}
	var rules, averages, sums, signals, alarms float64
	set := make([]bool, len(points))
	for i, x := range points {
		rule := nelson.Add(x) != 0
		at, reach := ewma.Add(x)
		average, sum := c.EWMA && (at > reach.Upper || at < reach.Lower), cusum.Add(x) && c.CUSUM
		set[i] = rule || average || sum
		rules, averages, sums, signals = rules+one(rule), averages+one(average), sums+one(sum), signals+one(set[i])
	}
	for _, alarm := range spc.Persistent(set, c.AlarmNeed, c.AlarmOf) {
		alarms += one(alarm)
	}
	if !c.EWMA {
		averages = math.NaN()
	}
	if !c.CUSUM {
		sums = math.NaN()
	}
	return []float64{limits.Lower, limits.Center, limits.Upper, count, rules, averages, sums, signals, alarms}
}

func one(set bool) float64 {
	if set {
		return 1
	}
	return 0
}

// capableDay are the indices against 5 % beside 30 s, with their intervals.
func capableDay(d processDay, row []float64) []float64 {
	var c spc.Capability
	if d.measure == "ct" && d.tool != "T-3" {
		pairs := len(d.values) - len(d.runs())
		c = spc.CapabilityOf(spc.Spread{
			Count: len(d.values), Mean: row[1], Overall: row[2], Within: spc.SigmaOfRanges(row[3]), WithinFreedom: spc.RangeFreedom(pairs),
		}, 28.5, 31.5)
	}
	var all []float64
	for _, i := range []*spc.Interval{c.Cp, c.Cpk, c.Pp, c.Ppk} {
		if i == nil {
			i = &spc.Interval{Value: math.NaN(), Low: math.NaN(), High: math.NaN()}
		}
		all = append(all, i.Value, i.Low, i.High)
	}
	return all
}

// trendOf are the median and its slope over the 28 days up to a day.
func trendOf(d processDay, days []processDay, c spc.Config) []float64 {
	none := math.NaN()
	if len(d.values) < leastOfDay {
		return []float64{none, none, none, none, none}
	}
	var x, y []float64
	for _, b := range days {
		if b.tool == d.tool && b.measure == d.measure && b.date <= d.date && b.date > d.date-28 && len(b.values) >= leastOfDay {
			x, y = append(x, float64(b.date)), append(y, b.median)
		}
	}
	t, ok := spc.TheilSen(x, y)
	if !ok || len(x) < spc.LeastOfWindow {
		return []float64{d.median, none, none, none, none}
	}
	drifts := (t.Low > 0 || t.High < 0) && math.Abs(28*t.Slope) > c.DriftShare*d.median
	return []float64{d.median, t.Slope, t.Low, t.High, one(drifts)}
}

// readNumbers reads rows of a key and numbers, NaN for NULL.
func readNumbers(t *testing.T, s *store.Store, query string) map[string][]float64 {
	t.Helper()
	rows, err := s.Query(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]float64{}
	for rows.Next() {
		var key string
		numbers := make([]sql.NullFloat64, len(names)-1)
		into := []any{&key}
		for i := range numbers {
			into = append(into, &numbers[i])
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for _, n := range numbers {
			if !n.Valid {
				n.Float64 = math.NaN()
			}
			all[key] = append(all[key], n.Float64)
		}
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	return all
}

// checkNumbers compares rows by their keys: to nine digits, or as near as it is told
// of a column.
func checkNumbers(t *testing.T, got, want map[string][]float64, near map[int]float64) {
	t.Helper()
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if len(got[key]) != len(want[key]) {
			t.Errorf("%s: %d numbers instead of %d", key, len(got[key]), len(want[key]))
			continue
		}
		for i, w := range want[key] {
			g, within := got[key][i], 1e-9
			if near[i] > 0 {
				within = near[i]
			}
			if math.IsNaN(g) != math.IsNaN(w) || math.Abs(g-w) > within*(1+math.Abs(w)) {
				t.Errorf("%s, number %d: %v instead of %v", key, i, g, w)
			}
		}
	}
	if len(got) != len(want) || len(want) == 0 {
		t.Errorf("%d rows instead of %d", len(got), len(want))
	}
}
