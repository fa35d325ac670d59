package analysis

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/spc"
)

// checkBaselines: the tool of processShots is judged by its first three days, and
// by others where they are pinned.
func checkBaselines(t *testing.T, pl *plant) {
	ctx, one := context.Background(), engine.Filter{Tools: []string{"MX-1"}}
	days := engine.Filter{Tools: one.Tools, Window: engine.Window{From: engine.Day(2026, 3, 2), To: engine.Day(2026, 3, 5)}}
	chart := func(f engine.Filter) Process {
		t.Helper()
		p, err := pl.analysis.Process(ctx, ProcessQuestion{Filter: f})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	periods := func(f engine.Filter) Periods {
		t.Helper()
		p, err := pl.analysis.Periods(ctx, f, 0)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	b, err := pl.analysis.Baselines(ctx, one, 0)
	if err != nil || b.Count != 1 || b.Known != 1 || len(b.Table.Rows) != 1 || !strings.HasPrefix(b.Sentence, "MX-1 has a baseline: 597 shots from 2 Mar to 4 Mar 2026, median 30.0 s") {
		t.Fatalf("%+v, %v", b, err)
	}
	// The capability of the same days is that of the control charts.
	of := chart(days)
	for name, want := range map[string]float64{
		"ct_mean": *of.Moments.Mean, "ct_stddev": *of.Moments.Deviation, "cp": of.Capability.Cp.Value, "cpk": of.Capability.Cpk.Value,
		"pp": of.Capability.Pp.Value, "ppk": of.Capability.Ppk.Value, "l1_above": *of.L1Above,
	} {
		got, _ := b.first(name).(float64)
		close(t, name, &got, want)
	}
	if p := periods(one); len(p.Table.Rows) != 3 || p.First.Verdict != "slower" || p.First.Since.Format(time.DateOnly) != "2026-03-09" || strings.Replace(p.Sentence, "5.00 %", "5 %", 1) != "MX-1 is 5 % slower than its baseline since W11" {
		t.Errorf("%+v", p)
	}
	if p := periods(days); len(p.Table.Rows) != 1 || p.Sentence != "MX-1 is as its baseline was" {
		t.Errorf("the first week: %+v", p)
	}
	if p := periods(engine.Filter{Window: engine.Window{From: engine.Day(2026, 1, 1), To: engine.Day(2026, 1, 2)}}); len(p.Table.Rows) != 0 || !strings.HasPrefix(p.Sentence, "No slow") {
		t.Errorf("without shots: %+v", p)
	}
	if _, err := pl.analysis.Baselines(ctx, days, 0); engine.CodeOf(err) != engine.CodeUsage {
		t.Errorf("with a window: %v", err)
	}

	checkBest(t, pl)

	pl.exec("INSERT INTO core.setting_baseline VALUES (1, 'MX-1', NULL, '2026-03-12', '2026-03-13')")
	defer pl.exec("DELETE FROM core.setting_baseline")
	if p := chart(one); !p.Baseline.Pinned || p.Baseline.Trial || p.Baseline.Moments.Shots != 199 {
		t.Errorf("pinned: %+v", p.Baseline)
	}
	if p := periods(days); strings.Replace(p.Sentence, "4.76 %", "5 %", 1) != "MX-1 is 5 % faster than its baseline since W10" {
		t.Errorf("pinned: %+v", p)
	}
	pl.exec("UPDATE core.setting_baseline SET from_date = '2027-01-01', to_date = '2027-02-01'")
	if p := chart(one); !p.Baseline.Trial || !strings.Contains(p.Sentence, "no shot in the pinned baseline") {
		t.Errorf("pinned on nothing: %q", p.Sentence)
	}
	if p := periods(one); p.Judged != 0 || p.Sentence != "Not known: MX-1 has no baseline: no shot in the pinned days" {
		t.Errorf("pinned on nothing: %+v", p)
	}
	if b, err := pl.analysis.Baselines(ctx, one, 0); err != nil || b.Known != 0 || b.Sentence != "MX-1 has no baseline: no shot in the pinned days" {
		t.Errorf("pinned on nothing: %+v, %v", b, err)
	}
	all, err := pl.analysis.ProcessFigures(ctx, one)
	if err != nil || len(all) != 1 || !all[0].Baseline.Trial || all[0].Baseline.Reason != "pin_without_shots" {
		t.Errorf("pinned on nothing: %+v, %v", all, err)
	}
}

// checkBest compares the best demonstrated cycle with that of every four hours.
func checkBest(t *testing.T, pl *plant) {
	t.Helper()
	var made int64
	var ends []int64 // production time up to each slow, fast or normal shot
	var cts, all []float64
	best := math.Inf(1)
	for _, in := range pl.rates.Intervals {
		made += in.C
		if in.Class == "long" || in.Class == "idle" {
			continue
		}
		ends, all = append(ends, made), append(all, float64(in.Shot.CT)/1e6)
		first, _ := slices.BinarySearch(ends, made-4*3_600_000_000+1)
		cts = slices.Clone(all[first:])
		if made < 4*3_600_000_000 || len(cts) < 200 || spc.StdDev(cts)/spc.Mean(cts) >= 0.03 {
			continue
		}
		best = min(best, middleOf(cts))
	}
	f := engine.Filter{Tools: []string{"MX-1"}}
	b, err := pl.analysis.Best(context.Background(), f, 0)
	if err != nil || len(b.Table.Rows) != 1 {
		t.Fatalf("%+v, %v", b, err)
	}
	row := map[string]any{}
	for i, c := range b.Table.Columns {
		row[c.Name] = b.Table.Rows[0][i]
	}
	close(t, "best", valueOf[float64](row["best_ct"]), best)
	close(t, "median", valueOf[float64](row["ct_median"]), middleOf(all))
	close(t, "gap", valueOf[float64](row["gap_to_best"]), middleOf(all)/best-1)
	f.Window = engine.Window{From: engine.Day(2026, 1, 1), To: engine.Day(2026, 1, 2)}
	if b, err := pl.analysis.Best(context.Background(), f, 0); err != nil || len(b.Table.Rows) != 0 || !strings.HasPrefix(b.Sentence, "No slow") {
		t.Errorf("without shots: %+v, %v", b, err)
	}
	if _, err := pl.analysis.Best(context.Background(), engine.Filter{}, 0); engine.CodeOf(err) != engine.CodeUsage {
		t.Errorf("of all tools: %v", err)
	}
}

func middleOf(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
