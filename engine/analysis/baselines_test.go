package analysis

import (
	"context"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/pipeline"
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
	judged := checkJudgement(t, pl, one)
	if want := periods(one); judged.Sentence != want.Sentence || !strings.HasPrefix(judged.Meaning, "All cycles have become longer") {
		t.Errorf("%q, want %q; %q", judged.Sentence, want.Sentence, judged.Meaning)
	}
	if j := checkJudgement(t, pl, days); j.Sentence != "MX-1 is as its baseline was" || !strings.HasPrefix(j.Meaning, "Pace and spread are") {
		t.Errorf("the first week: %+v", j)
	}
	if j := checkJudgement(t, pl, engine.Filter{Tools: one.Tools, Window: engine.Window{From: engine.Day(2026, 1, 1), To: engine.Day(2026, 1, 2)}}); len(j.Weeks) != 0 || j.Meaning != "" || j.Best.Gap != nil || !strings.HasPrefix(j.Sentence, "No slow") {
		t.Errorf("without shots: %+v", j)
	}
	checkHistory(t, pl, one)

	pl.pin(pipeline.BaselineConfig{Tool: "MX-1", From: "2026-03-12", To: "2026-03-13"})
	defer pl.pin()
	if p := chart(one); !p.Baseline.Pinned || p.Baseline.Trial || p.Baseline.Moments.Shots != 199 {
		t.Errorf("pinned: %+v", p.Baseline)
	}
	if p := periods(days); strings.Replace(p.Sentence, "4.76 %", "5 %", 1) != "MX-1 is 5 % faster than its baseline since W10" {
		t.Errorf("pinned: %+v", p)
	}
	pl.pin(pipeline.BaselineConfig{Tool: "MX-1", From: "2027-01-01", To: "2027-02-01"})
	if p := chart(one); !p.Baseline.Trial || !strings.Contains(p.Sentence, "no shot in the pinned baseline") {
		t.Errorf("pinned on nothing: %q", p.Sentence)
	}
	if p := periods(one); p.Judged != 0 || p.Sentence != "Not known: MX-1 has no baseline: no shot in the pinned days" {
		t.Errorf("pinned on nothing: %+v", p)
	}
	if j, err := pl.analysis.Judgement(ctx, one); err != nil || !j.Baseline.From.IsZero() && j.Baseline.Median != nil || j.Weeks[0].Verdict != "" || j.Sentence != "Not known: MX-1 has no baseline: no shot in the pinned days" {
		t.Errorf("pinned on nothing: %+v, %v", j, err)
	}
	if b, err := pl.analysis.Baselines(ctx, one, 0); err != nil || b.Known != 0 || b.Sentence != "MX-1 has no baseline: no shot in the pinned days" {
		t.Errorf("pinned on nothing: %+v, %v", b, err)
	}
	all, err := pl.analysis.ProcessFigures(ctx, one)
	if err != nil || len(all) != 1 || !all[0].Baseline.Trial || all[0].Baseline.Reason != "pin_without_shots" {
		t.Errorf("pinned on nothing: %+v, %v", all, err)
	}
}

// checkBaselineViews compares baselines and periods, all of them and the first ones, with
// the views.
func checkBaselineViews(t *testing.T, pl *plant) {
	ctx := context.Background()
	first := time.UnixMicro(pl.shots[0].TimeUTC).UTC()
	last := first.AddDate(0, 0, 4)
	var pins []pipeline.BaselineConfig
	for _, tool := range []string{"MX-A", "MX-C"} {
		pins = append(pins, pipeline.BaselineConfig{Tool: tool, From: first.AddDate(0, 0, 1).Format(time.DateOnly), To: last.Format(time.DateOnly)})
	}
	pl.pin(pins...)
	defer pl.pin()
	view := func(name, where, order string, like Table) Table {
		t.Helper()
		var columns []string
		for _, c := range like.Columns {
			switch {
			case c.Name == "part_code":
				columns = append(columns, "(SELECT arg_max(c.part_code, c.context_no) FROM core.shot_context c WHERE c.equipment_code = b.equipment_code AND c.part_id = b.part_id) AS part_code")
			case c.Kind == Whole:
				columns = append(columns, c.Name+"::BIGINT AS "+c.Name)
			default:
				columns = append(columns, c.Name)
			}
		}
		want, err := tableOf(ctx, pl.store, "read the view", "SELECT "+strings.Join(columns, ", ")+" FROM "+name+" b WHERE "+where+" ORDER BY "+order)
		if err != nil {
			t.Fatal(err)
		}
		return want
	}
	judged := map[bool]bool{}
	for _, test := range []struct {
		filter engine.Filter
		where  string
	}{
		{engine.Filter{}, "TRUE"},
		{engine.Filter{Tools: []string{"MX-A", "MX-C"}}, "equipment_code IN ('MX-A', 'MX-C')"},
		{engine.Filter{Parts: []string{"P-1"}}, "part_id = 1"},
		{engine.Filter{Window: engine.Window{From: engine.Day(last.Date())}}, "to_date > '" + last.Format(time.DateOnly) + "'"},
		{engine.Filter{Window: engine.Window{To: engine.Instant(first.Add(30 * time.Hour))}}, "from_date < '" + first.Add(30*time.Hour).Format(time.DateTime) + "'"},
		{engine.Filter{Window: engine.Window{From: engine.Instant(last), To: engine.Instant(last.Add(time.Hour))}},
			"to_date > '" + last.Format(time.DateOnly) + "' AND from_date < '" + last.Add(time.Hour).Format(time.DateTime) + "'"},
	} {
		at := test.where
		whole, err := pl.analysis.Periods(ctx, test.filter, 0)
		if err != nil {
			t.Fatal(err)
		}
		judged[whole.Judged > 0] = true
		if want := view("mart.baba_period", test.where, "equipment_code, part_id NULLS FIRST, from_date DESC", whole.Table); len(want.Rows) == 0 || !reflect.DeepEqual(whole.Table, want) {
			t.Errorf("%s: periods\n%v\nwant\n%v", at, whole.Table, want)
		}
		whole.Table.Rows = whole.Table.Rows[:min(3, len(whole.Table.Rows))]
		if few, err := pl.analysis.Periods(ctx, test.filter, 3); err != nil || !reflect.DeepEqual(few, whole) {
			t.Errorf("%s: the first rows\n%+v\nwant\n%+v, %v", at, few, whole, err)
		}
		if !test.filter.Window.IsZero() {
			continue
		}
		b, err := pl.analysis.Baselines(ctx, test.filter, 0)
		if err != nil {
			t.Fatal(err)
		}
		if want := view("mart.baba_baseline", test.where, "reason IS NULL, equipment_code, part_id NULLS FIRST", b.Table); !reflect.DeepEqual(b.Table, want) {
			t.Errorf("%s: baselines\n%v\nwant\n%v", at, b.Table, want)
		}
		b.Table.Rows = b.Table.Rows[:min(3, len(b.Table.Rows))]
		if few, err := pl.analysis.Baselines(ctx, test.filter, 3); err != nil || !reflect.DeepEqual(few, b) {
			t.Errorf("%s: the first rows\n%+v\nwant\n%+v, %v", at, few, b, err)
		}
	}
	if !judged[true] {
		t.Error("no week is judged")
	}
}

// checkJudgement compares its parts with the answers that they come from, and the
// shots by cycle time with the shots themselves.
func checkJudgement(t *testing.T, pl *plant, f engine.Filter) Judgement {
	t.Helper()
	ctx := context.Background()
	j, err := pl.analysis.Judgement(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := pl.analysis.Baselines(ctx, engine.Filter{Tools: f.Tools}, 0)
	if err != nil || !j.Baseline.From.Equal(toldOf[time.Time](b.Table.first(), "from_date")) || j.Baseline.Shots != b.Table.first().count("shots") {
		t.Errorf("baseline %+v, want %+v, %v", j.Baseline, b.Table.first(), err)
	}
	p, err := pl.analysis.Periods(ctx, f, 0)
	if err != nil || len(p.Table.Rows) != len(j.Weeks) {
		t.Fatalf("%d weeks, want %d, %v", len(j.Weeks), len(p.Table.Rows), err)
	}
	for i, w := range j.Weeks {
		row := p.Table.row(i)
		close(t, "shift", w.Shift, *row.real("shift_s"))
		close(t, "effect", w.Effect, *row.real("effect"))
		if w.Verdict != row["verdict"] || w.Week != row.count("iso_week") || w.Shots != row.count("shots") {
			t.Errorf("week %+v, want %+v", w, row)
		}
	}
	best, err := pl.analysis.Best(ctx, f, 0)
	if err != nil || len(best.Table.Rows) > 0 && *j.Best.Gap != *best.Table.first().real("gap_to_best") {
		t.Errorf("best %+v, want %+v, %v", j.Best, best.Table, err)
	}
	if len(j.Weeks) == 0 {
		return j
	}
	_, days := processShots()
	then, now, sums := map[int]int64{}, map[int]int64{}, [2]int64{}
	for d, day := range days {
		at := time.Date(2026, 3, 2+d, 0, 0, 0, 0, time.UTC)
		for _, ct := range day {
			if tenth := int(math.Round(10 * ct)); d < 3 {
				then[tenth]++
			}
			if !at.Before(j.Weeks[0].From) && at.Before(j.Weeks[0].To) {
				now[int(math.Round(10*ct))]++
			}
		}
	}
	for _, bin := range j.Bins {
		tenth := int(math.Round(10 * bin.CT))
		if bin.Baseline != then[tenth] || bin.Week != now[tenth] {
			t.Errorf("%+v, want %d and %d", bin, then[tenth], now[tenth])
		}
		sums[0], sums[1] = sums[0]+bin.Baseline, sums[1]+bin.Week
	}
	if least := 0.99; float64(sums[0]) < least*float64(j.Baseline.Shots) || float64(sums[1]) < least*float64(j.Weeks[0].Shots) {
		t.Errorf("%v shots are drawn, of %d and %d", sums, j.Baseline.Shots, j.Weeks[0].Shots)
	}
	return j
}

// checkHistory plants one change of each kind beside the shift that the build found.
func checkHistory(t *testing.T, pl *plant, f engine.Filter) {
	t.Helper()
	pl.exec(
		"CREATE TABLE before_history AS FROM core.counter_period",
		`DELETE FROM core.counter_period WHERE from_utc > '2026-03-06 10:00:00'`,
		`INSERT INTO core.counter_period SELECT * REPLACE ('CNT-9' AS counter_code, '2026-03-06 10:00:00'::TIMESTAMP AS from_utc, 'infinity'::TIMESTAMP AS to_utc,
			9 AS location_id, 'Lyon' AS location_name, 33.0 AS approved_ct) FROM before_history WHERE equipment_code = 'MX-1' AND to_utc = 'infinity'`,
		`INSERT INTO raw.work_order (id, mold_id, order_type, status, completed_at) SELECT 1, mold_id, 'Preventive', ' completed', '2026-03-07 08:00:00' FROM before_history WHERE equipment_code = 'MX-1' LIMIT 1`,
		`INSERT INTO raw.work_order (id, mold_id, order_type, status, completed_at) SELECT 2, mold_id, 'Preventive', 'open', '2026-03-08 08:00:00' FROM before_history WHERE equipment_code = 'MX-1' LIMIT 1`,
	)
	defer pl.exec("DELETE FROM raw.work_order", "DELETE FROM core.counter_period", "INSERT INTO core.counter_period FROM before_history", "DROP TABLE before_history")
	table, err := pl.analysis.Listing(context.Background(), f, History, 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range Happenings(table) {
		words := h.AtLocal.Format("2 Jan 15:04 ") + h.Kind + " " + h.Before + " > " + h.After
		if h.Share != nil {
			words += " " + engine.Share(*h.Share)
		}
		if h.AtUTC.IsZero() != (h.Kind == "cycle time shift") {
			words += " at " + h.AtUTC.String()
		}
		got = append(got, words)
	}
	want := []string{
		"10 Mar 00:00 cycle time shift 30.0 s > 31.5 s 5.00 %", "7 Mar 13:30 order  > preventive",
		"6 Mar 15:30 approved cycle time 30.0 s > 33.0 s 10.0 %", "6 Mar 15:30 counter CNT-1 > CNT-9", "6 Mar 15:30 plant Pune > Lyon",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
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
