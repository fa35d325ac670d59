package pipelinetest

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"
	"time"

	"sprue/engine/reference"
	"sprue/engine/store"
)

// CheckBaselines compares mart.baba_window with what the reference computed.
func CheckBaselines(t testing.TB, s *store.Store, want []reference.Baseline, when string) {
	t.Helper()
	lines := []string{}
	for _, b := range want {
		lines = append(lines, line(b.Tool, b.PartID, b.From, b.To, b.Pinned, b.Reason))
	}
	CheckLines(t, when+": baba_window", Lines(t, s, `
		SELECT equipment_code, part_id, coalesce((from_date - DATE '1970-01-01')::BIGINT, 0) AS from_day, coalesce((to_date - DATE '1970-01-01')::BIGINT, 0) AS to_day,
			is_pinned, coalesce(reason, '') FROM mart.baba_window`), lines)
}

// CheckStretches compares mart.baba_statistics, and the two views beside it, with what
// the reference computed: to nine digits, for its moments are not summed in whole
// numbers, and a probability to the error of its approximation.
func CheckStretches(t testing.TB, s *store.Store, want []reference.Stretch, when string) {
	t.Helper()
	checkBeside(t, s, want, when)
	CheckCounts(t, s, want, when)
}

// CheckCounts compares what hangs on the shots and the baselines alone, and on no limits.
func CheckCounts(t testing.TB, s *store.Store, want []reference.Stretch, when string) {
	t.Helper()
	lines := []string{}
	for _, w := range want {
		bins := ""
		for _, bin := range slices.Sorted(maps.Keys(w.Histogram)) {
			bins += fmt.Sprintf("%d:%d ", bin, w.Histogram[bin])
		}
		lines = append(lines, line(w.Tool, w.PartID, w.IsBaseline, w.From, w.To, w.LastDate, w.Shots, digits(w.Median), digits(w.MAD), digits(w.Mean), given(w.Deviation), digits(w.Mode),
			digits(w.P05), digits(w.P95), given(w.Skewness), given(w.Kurtosis), w.Modes, bins, given(w.TempMedian), given(w.TempMAD), logged(w.MannWhitneyP)))
	}
	CheckLines(t, when+": baba_statistics", Lines(t, s, `
		SELECT equipment_code, part_id, is_baseline, (from_date - DATE '1970-01-01')::BIGINT AS a, (to_date - DATE '1970-01-01')::BIGINT AS b, (last_date - DATE '1970-01-01')::BIGINT AS c, shots,
			`+rounded("ct_median", "ct_mad", "ct_mean", "ct_stddev", "ct_mode", "p05", "p95", "skewness", "kurtosis")+`, modes,
			list_reduce(list_transform(histogram, lambda h: printf('%d:%d ', CAST(h.bin_s * 10 AS BIGINT), h.shots)), lambda a, b: a || b) AS bins,
			`+rounded("temp_median", "temp_mad")+`, CASE WHEN mann_whitney_p IS NOT NULL THEN printf('%.5f', log10(greatest(mann_whitney_p, 1e-300))) END AS p
		FROM mart.baba_statistics`), lines)
}

// Windows reads mart.baba_window, but for tools and parts without a baseline.
func Windows(t testing.TB, s *store.Store) (all []reference.Baseline) {
	t.Helper()
	rows, err := s.Query(context.Background(), `
		SELECT equipment_code, part_id, (from_date - DATE '1970-01-01')::BIGINT, (to_date - DATE '1970-01-01')::BIGINT
		FROM mart.baba_window WHERE from_date IS NOT NULL`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	for rows.Next() {
		var b reference.Baseline
		var part sql.NullInt64
		if err := rows.Scan(&b.Tool, &part, &b.From, &b.To); err != nil {
			t.Fatal(err)
		}
		b.PartID = reference.Int{V: part.Int64, Valid: part.Valid}
		all = append(all, b)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func rounded(columns ...string) (list string) {
	for i, c := range columns {
		if i > 0 {
			list += ", "
		}
		list += "printf('%.8f', " + c + " + 1e-12) AS " + c
	}
	return list
}

func digits(v float64) string { return fmt.Sprintf("%.8f", v+1e-12) }

func given(v reference.Float) reference.Text { return reference.Text{V: digits(v.V), Valid: v.Valid} }

func logged(p reference.Float) reference.Text {
	return reference.Text{V: fmt.Sprintf("%.5f", math.Log10(max(p.V, 1e-300))), Valid: p.Valid}
}

// checkBeside compares mart.baba_period and mart.baba_baseline.
func checkBeside(t testing.TB, s *store.Store, want []reference.Stretch, when string) {
	t.Helper()
	periods, baselines, verdicts := []string{}, []string{}, map[string]bool{}
	for _, w := range want {
		if w.IsBaseline {
			baselines = append(baselines, line(w.Tool, w.PartID, w.From, w.To, w.Shots, digits(w.Median), given(w.Cp), given(w.Cpk), given(w.Pp), given(w.Ppk)))
			continue
		}
		year, week := time.Unix(w.From*86400, 0).UTC().ISOWeek()
		periods = append(periods, line(w.Tool, w.PartID, year, week, w.Shots, digits(w.Median), given(w.Shift), given(w.ShiftShare), given(w.Effect), given(w.SpreadRatio), given(w.Outside1), given(w.Outside2), w.Verdict, w.Verdict == ""))
		verdicts[w.Verdict] = true
	}
	CheckLines(t, when+": baba_period", Lines(t, s, `
		SELECT equipment_code, part_id, iso_year, iso_week, shots, `+rounded("ct_median", "shift_s", "shift_share", "effect", "spread_ratio", "outside_l1", "outside_l2")+`, coalesce(verdict, '') AS verdict, reason IS NOT NULL AS is_open
		FROM mart.baba_period`), periods)
	CheckLines(t, when+": baba_baseline", Lines(t, s, `
		SELECT equipment_code, part_id, (from_date - DATE '1970-01-01')::BIGINT AS a, (to_date - DATE '1970-01-01')::BIGINT AS b, shots, `+rounded("ct_median", "cp", "cpk", "pp", "ppk")+`
		FROM mart.baba_baseline WHERE reason IS NULL`), baselines)
	if len(baselines) == 0 || len(verdicts) < 3 {
		t.Errorf("%s: %d baselines, verdicts %v", when, len(baselines), verdicts)
	}
}
