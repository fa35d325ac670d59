package models

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sprue/engine/enginetest"
)

// TestMethodsNameColumns: where the page of all figures says that one is kept, it is.
func TestMethodsNameColumns(t *testing.T) {
	page, err := os.ReadFile("../../docs/methods.md")
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile("`((?:core|mart)\\.[a-z_]+)\\.([a-z0-9_]+)`").FindAllStringSubmatch(string(page), -1)
	if len(names) < 30 {
		t.Errorf("%d columns are named, want every figure's", len(names))
	}
	for _, name := range names {
		m, err := Find(name[1])
		if err != nil {
			t.Error(err)
			continue
		}
		if !slices.ContainsFunc(m.Columns, func(c Column) bool { return c.Name == name[2] }) {
			t.Errorf("%s has no column %s", name[1], name[2])
		}
	}
}

// modelCase is a row of want.csv of a case in testdata, which a build gives.
type modelCase struct {
	path string
	row  map[string]string
}

// caseOf finds the first row that has the values.
func caseOf(t *testing.T, path string, with ...string) modelCase {
	t.Helper()
	file, err := os.Open(filepath.Join(strings.Replace(path, "/", "/testdata/", 1), "want.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		c := modelCase{path: path, row: map[string]string{}}
		for i, name := range rows[0] {
			c.row[name] = row[i]
		}
		if !slices.ContainsFunc(with, func(v string) bool { return !slices.Contains(row, v) }) {
			return c
		}
	}
	t.Fatalf("%s has no row with %v", path, with)
	return modelCase{}
}

func (c modelCase) number(t *testing.T, column string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(c.row[column], 64)
	if err != nil {
		t.Fatalf("%s, %s: %v", c.path, column, err)
	}
	return v
}

// days is how many lie between the day of the case and another one.
func (c modelCase) days(t *testing.T, from, to string) float64 {
	t.Helper()
	var at [2]time.Time
	for i, column := range []string{from, to} {
		var err error
		if at[i], err = time.Parse(time.DateOnly, c.row[column]); err != nil {
			t.Fatalf("%s, %s: %v", c.path, column, err)
		}
	}
	return at[1].Sub(at[0]).Hours() / 24
}

// TestMethodsExamples: the examples of the page of all figures that are cases of the
// models have the values of these.
func TestMethodsExamples(t *testing.T) {
	page := enginetest.MethodsOf(t)
	seconds := func(us float64) float64 { return us / 1e6 }
	percent := func(share float64) float64 { return 100 * share }
	as := func(v float64) float64 { return v }
	for _, section := range []struct {
		name, path string
		with       []string
		figures    []string // figure: column, format
		scale      func(float64) float64
	}{
		{"Run rate", "mart/run/worked_case", nil, []string{
			"run time: run_time_us, %.0f", "production time: production_time_us, %.1f", "downtime: downtime_us, %.1f", "doubtful time: doubtful_us, %.0f",
			"speed loss: speed_loss_us, %.0f", "speed gain: speed_gain_us, %.0f",
		}, seconds},
		{"Run rate", "mart/run/worked_case", nil, []string{
			"shots by class: shots, %.0f", "shots by class: normal_shots, %.0f", "shots by class: slow_shots, %.0f", "shots by class: fast_shots, %.0f", "shots by class: stop_shots, %.0f",
			"parts: parts, %.0f", "stops, micro-stops: stops, %.0f", "stops, micro-stops: micro_stops, %.0f",
			"efficiency: efficiency, %.3f", "MTTR: mttr_s, %.2f", "MTBF: mtbf_s, %.2f", "shots per stop: shots_per_stop, %.0f",
		}, as},
		{"Run rate", "mart/run/numbers_missing", nil, []string{"stability, upper end: production_time_us, %.0f", "stability, upper end: doubtful_us, %.0f"}, seconds},
		{"Run rate", "mart/run/numbers_missing", nil, []string{
			"stability, upper end: stability, %.4f", "stability, upper end: (production_time_us + doubtful_us) / run_time_us, %.0f",
		}, as},
		{"Sessions", "mart/ana_shot_made/limits", []string{"T-1"}, []string{
			"limits: l1_below, %.1f", "limits: l2_above, %.0f", "shots, parts: shots_made, %.0f", "shots, parts: parts_made, %.0f",
			"below, within, above: shots_below, %.0f", "below, within, above: shots_within, %.0f", "below, within, above: shots_idle, %.0f",
			"beyond level 2: shots_beyond_l2, %.0f", "beyond level 2: l2_below, %.0f", "beyond level 2: l2_above, %.0f",
			"mean of those below, within, above: ct_below, %.1f", "mean of those below, within, above: ct_within, %.0f", "mean of those below, within, above: ct_above, %.1f",
			"median, 5th and 95th percentile: ct_p50, %.0f", "median, 5th and 95th percentile: ct_p05, %.2f", "median, 5th and 95th percentile: ct_p95, %.2f",
			"mode: ct_mode, %.1f", "standard deviation: round(ct_stddev, 6), %.4f", "coefficient of variation: round(ct_stddev, 6), %.4f", "coefficient of variation: round(ct_cv, 6), %.4f",
			"temperatures: temp_mean, %.0f", "temperatures: temp_min, %.0f", "temperatures: temp_max, %.0f", "temperatures: round(temp_stddev, 6), %.4f", "uptime: round(uptime, 6), %.4f",
		}, as},
		{"Sessions", "mart/ana_shot_made/limits", []string{"T-1"}, []string{
			"production time: production_time_us, %.0f", "idle time: idle_time_us, %.1f", "uptime: total_time_us, %.1f",
		}, seconds},
		{"Cost of lost time", "mart/roi_tool_day/at_the_tolerance", nil, []string{
			"loss: loss_us, %.3f", "gain: gain_us, %.3f", "gained parts: gain_us, %.3f", "stop loss in parts: downtime_us, %.1f",
		}, seconds},
		{"Cost of lost time", "mart/roi_tool_day/at_the_tolerance", nil, []string{"gained parts: gained_parts, %.4f", "stop loss in parts: downtime_parts, %.2f"}, as},
		{"Cost of lost time", "mart/roi_tool_day/a_million_parts", nil, []string{"lost parts: sum(shots), %.0f", "lost parts: sum(lost_parts), %.2f", "loss in money: round(sum(loss_us) / 3600000000, 2), %.2f"}, as},
		{"Cost of lost time", "mart/roi_tool_day/pooled", nil, []string{"weighted deviation: CAST(sum(ct_us) / sum(approved_us) - 1 AS DECIMAL(9, 6)), %.3f"}, percent},
		{"Benchmark", "mart/benchmark/groups", []string{"T-C"}, []string{"performance score: round(performance_score, 4), %.0f", "to best, to median: round(score_to_best, 4), %.0f", "to best, to median: round(score_to_median, 4), %.0f"}, as},
		{"Benchmark", "mart/benchmark/groups", []string{"T-A"}, []string{"percentile rank: round(score_percentile, 4), %.1f"}, as},
		{"Benchmark", "mart/benchmark/groups", []string{"T-D"}, []string{"cavities in use: cavity_share, %.1f", "to best, to median: round(performance_score, 4), %.0f"}, as},
		{"End of life", "mart/end_of_life/forecast", []string{"T-1"}, []string{
			"life used: shots, %.0f", "life used: designed_shots, %.0f", "life used: used_share, %.2f", "daily shots: daily_median, %.0f",
			"day of 100 %: daily_median, %.0f", "day of 100 %: daily_p90, %.1f", "day of 100 %: daily_p10, %.1f",
			"maintenance interval used: maintenance_shots, %.0f", "maintenance interval used: maintenance_every, %.0f", "maintenance interval used: maintenance_share, %.2f",
		}, as},
		{"End of life", "mart/forecast_score/weeks", []string{"T-1", "2026-01-11"}, []string{"error of a tool's forecasts: error_share, %.2f"}, as},
		{"End of life", "mart/forecast_score/weeks", []string{"T-1", "2026-01-18"}, []string{"error of a tool's forecasts: error_share, %.2f"}, as},
		{"Process quality", "mart/process_day/day", []string{"2026-01-05", "ct"}, []string{"daily median: median, %.2f"}, as},
		{"Process quality", "mart/process_event/shift_and_drift", []string{"T-1"}, []string{"shift: round(level_before, 1), %.0f", "shift: round(level_after, 1), %.0f", "confidence of an event: round(confidence, 3), %.3f"}, as},
		{"Process quality", "mart/process_event/shift_and_drift", []string{"T-1"}, []string{"shift: round(size_share, 3), %.1f"}, percent},
		{"Process quality", "mart/process_event/shift_and_drift", []string{"T-2"}, []string{"day of +10 %: round(level_before, 1), %.1f", "day of +10 %: round(slope_per_day, 3), %.2f"}, as},
		{"Process quality", "mart/baba_baseline/steady", []string{"T-1"}, []string{"median, MAD: ct_median, %.1f", "median, MAD: round(ct_mad, 5), %.5f", "skewness, excess kurtosis: round(kurtosis, 6), %.1f", "modes: modes, %.0f"}, as},
		{"Process quality", "mart/baba_period/slower", []string{"T-1", "4"}, []string{
			"shift, effect: ct_median, %.1f", "shift, effect: round(effect, 4), %.2f", "spread ratio: round(spread_ratio, 3), %.0f", "outside level 1, 2: outside_l1, %.0f", "outside level 1, 2: outside_l2, %.0f",
		}, as},
		{"Process quality", "mart/baba_period/slower", []string{"T-1", "3"}, []string{"Mann–Whitney p: round(mann_whitney_p, 4), %.0f"}, as},
		{"Process quality", "mart/quality_tool_day/slower", []string{"T-1", "2026-01-07"}, []string{"Pp, Ppk: round(ppk, 4), %.4f", "autocorrelation: round(lag1, 6), %.4f"}, as},
		{"Process quality", "mart/quality_tool_day/slower", []string{"T-1", "2026-01-08"}, []string{"signals, alarms: signals, %.0f", "signals, alarms: alarms, %.0f"}, as},
		{"Process quality", "mart/quality_tool_day/slower", []string{"T-2", "temperature"}, []string{"outliers: outliers, %.0f"}, as},
		{"For models", "mart/features_tool_day/two_parts", []string{"2026-01-05"}, []string{
			"class shares: normal_share, %.1f", "class shares: slow_share, %.2f", "age: age_shots, %.0f", "age: age_share, %.2f", "target: deviation: round(ct_deviation_next_7d, 6), %.3f",
		}, as},
		{"For models", "mart/features_tool_day/two_parts", []string{"2026-01-06"}, []string{"stops seen: stops, %.0f"}, as},
		{"Quality of the data", "mart/data_quality_day/scores", nil, []string{
			"validity: round(validity, 1), %.1f", "uniqueness: round(uniqueness, 1), %.1f", "completeness: round(completeness, 1), %.1f", "consistency: round(consistency), %.0f",
			"timeliness: round(timeliness), %.0f", "overall: round(overall, 1), %.1f",
		}, as},
		{"Quality of the data", "mart/data_deviation/class_and_step", []string{"2026-01-12", "ct"}, []string{"deviation of a day: round(value, 4), %.0f", "deviation of a day: round(z, 4), %.2f"}, as},
		{"Quality of the data", "mart/imputed_shot/missing", []string{"4", "spread"}, []string{"imputed shots, parts: ct, %.0f"}, as},
		{"Quality of the data", "core/master_shot/temperature_imputed", []string{"2", "63.0"}, []string{"imputed temperature: temperature_imputed, %.0f"}, as},
		{"Quality of the data", "mart/reconciliation/hour", []string{"hour"}, []string{
			"difference of two counts: expected, %.0f", "difference of two counts: found, %.0f", "difference of two counts: difference, %.0f",
		}, as},
	} {
		c := caseOf(t, section.path, section.with...)
		for _, figure := range section.figures {
			at := strings.LastIndex(figure, ": ")
			comma := strings.LastIndex(figure, ", ")
			page.Say(t, section.name+"/"+figure[:at], figure[comma+2:], section.scale(c.number(t, figure[at+2:comma])))
		}
	}
	life := caseOf(t, "mart/end_of_life/forecast", "T-1")
	page.Say(t, "End of life/day of 80 %", "%.0f", life.days(t, "as_of_date", "date_80_median"))
	for _, column := range []string{"date_100_p90", "date_100_median", "date_100_p10"} {
		page.Say(t, "End of life/day of 100 %", "%.0f", life.days(t, "as_of_date", column))
	}
	page.Say(t, "End of life/next maintenance", "%.0f", life.days(t, "as_of_date", "maintenance_due"), life.number(t, "maintenance_every")-life.number(t, "maintenance_shots"))
	drift := caseOf(t, "mart/process_event/shift_and_drift", "T-2")
	reached, err := time.Parse(time.DateOnly, drift.row["reaches_10_percent_date"])
	if err != nil || !strings.HasSuffix(page["Process quality/day of +10 %"], reached.Format("2 January")) || math.Abs(drift.days(t, "from_date", "reaches_10_percent_date")-3/0.05) > 0.5 {
		t.Errorf("%s, %v: %s", fmt.Sprint(drift.row), err, page["Process quality/day of +10 %"])
	}
}
