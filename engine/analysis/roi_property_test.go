package analysis

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/roi"
)

// sums are the figures that add up in whole numbers.
func (f ROIFigures) sums() [11]int64 {
	return [...]int64{
		f.Shots, f.LossShots, f.GainShots, f.OnTargetShots, f.ShotsWithoutApproved,
		f.LossUS, f.GainUS, f.CTUS, f.ApprovedUS, f.ProductionTimeUS, f.DowntimeUS,
	}
}

func (pl *plant) bridge(q ROIQuestion) Bridge {
	pl.Helper()
	b, err := pl.analysis.Bridge(context.Background(), q)
	if err != nil {
		pl.Fatal(err)
	}
	return b
}

// checkWorkedROI: of the six cycles that are compared with 30 s, one of 35 s is
// beyond the tolerance.
func checkWorkedROI(t *testing.T, pl *plant) {
	f := pl.roi(ROIQuestion{}).Total
	if got, want := f.sums(), [11]int64{6, 1, 0, 5, 0, micros(5), 0, micros(185.5), micros(180), micros(245.5), micros(1244.5)}; got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if !close9(f.Loss, 5.0/3600*220) || !close9(f.Downtime, 1244.5/3600*220) || math.Abs(f.LostParts-1.0/3) > 1e-8 || math.Abs(*f.DowntimeParts-1244.5/15) > 1e-6 {
		t.Errorf("%+v", f)
	}
	want := []float64{1490 / 15.0, -1240 / 15.0, -4.5 / 15, -5.5 / 15, 0, 0, 0, 16}
	steps := pl.bridge(ROIQuestion{}).Steps
	if steps[0].Name != StepNotRun {
		t.Errorf("%s comes first, though there are shifts", steps[0].Name)
	}
	for i, step := range steps[1:] {
		switch {
		case step.Name != BridgeSteps()[i]:
			t.Errorf("step %d is %s", i, step.Name)
		case step.Name == StepScrap:
			if step.Parts != nil || step.Hours != nil {
				t.Errorf("%+v", step)
			}
		case math.Abs(*step.Parts-want[i]) > 1e-6 || math.Abs(*step.Hours-want[i]/240) > 1e-6:
			t.Errorf("%s: %v parts, %v h, want %v parts", step.Name, *step.Parts, *step.Hours, want[i])
		}
	}
}

// checkROIAddsUp: by any grouping, beside the run rate, and over any split of a
// window.
func checkROIAddsUp(t *testing.T, pl *plant) {
	at := func(day, hour int) engine.Bound {
		return engine.Instant(time.Date(2026, 3, day, hour, 0, 0, 0, time.UTC))
	}
	for _, c := range []struct {
		window engine.Window
		by     []engine.Grouping
	}{
		{engine.Window{}, engine.Groupings()},
		{engine.Window{From: engine.Day(2026, 3, 7), To: engine.Day(2026, 3, 9)}, []engine.Grouping{engine.ByTool, engine.ByHour}},
		{engine.Window{From: at(7, 5), To: at(8, 3)}, []engine.Grouping{engine.BySupplier, engine.ByShift}},
	} {
		window, filter := c.window, engine.Filter{Window: c.window}
		whole := pl.roi(ROIQuestion{Filter: filter})
		rate := pl.ask(filter, engine.ByNone).Total
		if f := whole.Total; f.ProductionTimeUS != rate.ProductionTimeUS || f.DowntimeUS != rate.DowntimeUS || f.CTUS != rate.CTUS {
			t.Errorf("%s: %v, the run rate has %+v", window, f.sums(), rate)
		}
		for _, by := range c.by {
			answer := pl.roi(ROIQuestion{Filter: filter, By: by})
			if answer.Total.sums() != whole.Total.sums() || !close9(answer.Total.Loss, *whole.Total.Loss) || !close9(answer.Total.Downtime, *whole.Total.Downtime) {
				t.Errorf("%s by %s: %v, want %v", window, by, answer.Total.sums(), whole.Total.sums())
			}
			if answer.Sentence != whole.Sentence || len(answer.Table().Columns) != len(answer.Table().Rows[0]) {
				t.Errorf("%s by %s: %s", window, by, answer.Sentence)
			}
		}
		checkBridgeCloses(t, pl, filter)
	}
}

// checkROISplits: windows that cut hours, and an interval, are exact; a cut takes
// nothing away and counts nothing twice.
func checkROISplits(t *testing.T, pl *plant) {
	r := rand.New(rand.NewPCG(11, 12))
	first, last := pl.rates.Intervals[0].From, pl.rates.Intervals[len(pl.rates.Intervals)-1].To
	cuts := []int64{first + r.Int64N(last-first), pl.rates.Intervals[r.IntN(len(pl.rates.Intervals))].To}
	slices.Sort(cuts)
	from, to := engine.Instant(time.UnixMicro(cuts[0])), engine.Instant(time.UnixMicro(cuts[1]))
	var parts []ROIFigures
	steps := map[string]float64{}
	for _, window := range []engine.Window{{To: from}, {From: from, To: to}, {From: to}} {
		q := ROIQuestion{Filter: engine.Filter{Window: window}}
		parts = append(parts, pl.roi(q).Total)
		for _, step := range pl.bridge(q).Steps {
			steps[step.Name] += orZero(step.Hours)
		}
	}
	whole, all := pl.roi(ROIQuestion{}).Total, parts[0].Add(parts[1]).Add(parts[2])
	if all.sums() != whole.sums() || !close9(all.Loss, *whole.Loss) || !close9(all.Downtime, *whole.Downtime) || math.Abs(all.LostParts-whole.LostParts) > 1e-6 {
		t.Errorf("cut at %s and %s: %v, want %v", from, to, all.sums(), whole.sums())
	}
	for _, step := range pl.bridge(ROIQuestion{}).Steps {
		if math.Abs(steps[step.Name]-orZero(step.Hours)) > 1e-8 {
			t.Errorf("cut at %s and %s: %v h of %s, want %v", from, to, steps[step.Name], step.Name, *step.Hours)
		}
	}
	want := pl.want(cuts[0], cuts[1])
	if f := parts[1]; f.ProductionTimeUS != want.ProductionTimeUS || f.DowntimeUS != want.DowntimeUS || f.CTUS != want.CTUS || f.Shots != want.NormalShots+want.SlowShots+want.FastShots {
		t.Errorf("%s to %s: %v, the reference has %+v", from, to, f.sums(), want)
	}
}

// checkNotRun: it is planned time, less what was planned of the runs.
func (pl *plant) checkNotRun(f engine.Filter, s BridgeStep) {
	pl.Helper()
	query, args, err := pl.analysis.over(pl.Context(), scope{window: f.Window}, engine.ByNone, "SELECT COALESCE(SUM(planned_run_us), 0)::BIGINT FROM pieces")
	if err != nil {
		pl.Fatal(err)
	}
	var run int64
	if err := pl.store.QueryRow(pl.Context(), query, args...).Scan(&run); err != nil {
		pl.Fatal(err)
	}
	want := pl.ask(f, engine.ByNone).OEE.PlannedUS - run
	if s.Name != StepNotRun || math.Abs(-*s.Hours*3.6e9-float64(want)) > 10 {
		pl.Errorf("%s: %s of %v h, want %d µs", f.Window, s.Name, *s.Hours, want)
	}
}

// checkBridgeView: the view has each step of the answer, added up over whole days, and
// one row for each of its keys.
func (pl *plant) checkBridgeView(f engine.Filter, steps []BridgeStep) {
	pl.Helper()
	if !f.Window.Dates() {
		return
	}
	columns := map[string]string{
		StepNotRun: "-not_run", StepOptimal: "optimal", StepStops: "-stop", StepMicroStops: "-micro_stop", StepSlow: "-slow",
		StepFast: "fast", StepBlocked: "-blocked", StepScrap: "-scrap", StepGood: "good",
	}
	var sums []string
	var want []*float64
	for _, step := range steps {
		sums = append(sums, "SUM("+columns[step.Name]+"_h)::DOUBLE", "SUM("+columns[step.Name]+"_parts)::DOUBLE")
		want = append(want, step.Hours, step.Parts)
	}
	query := "SELECT COUNT(*) - COUNT(DISTINCT (equipment_code, part_id, local_date)), [" + strings.Join(sums, ", ") + "] FROM mart.loss_bridge"
	if !f.Window.IsZero() {
		query += fmt.Sprintf(" WHERE local_date >= DATE '%s' AND local_date < DATE '%s'", f.Window.From.Time.Format(time.DateOnly), f.Window.To.Time.Format(time.DateOnly))
	}
	var again int
	var got []any
	if err := pl.store.QueryRow(pl.Context(), query).Scan(&again, &got); err != nil {
		pl.Fatal(err)
	}
	if again > 0 {
		pl.Errorf("%s: %d rows of the view have the key of another one", f.Window, again)
	}
	for i, v := range got {
		sum, known := v.(float64)
		if known != (want[i] != nil) || math.Abs(sum-orZero(want[i])) > 1e-6 {
			pl.Errorf("%s, %s: the view has %v, the answer %v", f.Window, sums[i], v, value(want[i]))
		}
	}
}

func checkBridgeCloses(t *testing.T, pl *plant, f engine.Filter) {
	capacity := ROIQuestion{Filter: f, View: roi.Capacity, Rates: roi.Economics{MarginPerPart: new(2.0)}}
	cost, value := pl.bridge(ROIQuestion{Filter: f}).Steps, pl.bridge(capacity).Steps
	pl.checkNotRun(f, cost[0])
	pl.checkBridgeView(f, cost)
	if value[0].Name != StepNotRun || math.Abs(*cost[0].Money-*cost[0].Hours*220) > 1e-5 || math.Abs(*value[0].Money-*value[0].Parts*2) > 1e-5 {
		t.Errorf("%+v, %+v", cost[0], value[0])
	}
	var hours, parts float64
	cost, value = cost[1:], value[1:]
	for i, step := range cost {
		switch step.Name {
		case StepScrap:
			continue
		case StepGood:
			hours, parts = hours-*step.Hours, parts-*step.Parts
			continue
		}
		hours, parts = hours+*step.Hours, parts+*step.Parts
		if i > 0 && (math.Abs(*step.Money-*step.Hours*220) > 1e-5 || math.Abs(*value[i].Money-*step.Parts*2) > 1e-5) {
			t.Errorf("%s: %v h and %v parts are %v and %v", step.Name, *step.Hours, *step.Parts, *step.Money, *value[i].Money)
		}
	}
	if len(cost) != len(BridgeSteps()) || math.Abs(hours) > 1e-8 || math.Abs(parts) > 1e-6 {
		t.Errorf("%s: %d steps, %v h and %v parts are left", f.Window, len(cost), hours, parts)
	}
}
