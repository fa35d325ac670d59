package analysis

import (
	"context"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/enginetest"
	"sprue/engine/reference"
)

// TestMethodsExamples computes the examples of the page of all figures that are of
// this package, and need no plant.
func TestMethodsExamples(t *testing.T) {
	page := enginetest.MethodsOf(t)
	f := workedFigures()
	minute := int64(time.Minute / time.Microsecond)
	o := OEE{PlannedUS: 420 * minute, ProductionUS: 373 * minute, IdealUS: 19_271e6, IdealProductionUS: 373 * minute, ProducedParts: 19_271, RejectedParts: 423}
	for _, c := range []struct {
		figure, format string
		value          *float64
	}{
		{"stability", "%.5f", f.Stability()}, {"efficiency", "%.3f", f.Efficiency()}, {"MTTR", "%.2f", f.MTTR()}, {"MTBF", "%.2f", f.MTBF()},
		{"shots per stop", "%.0f", f.ShotsPerStop()}, {"average cycle time", "%.2f", f.AverageCT()},
		{"planned time", "%.0f", new(float64(o.PlannedUS / minute))}, {"availability", "%.4f", o.Availability()},
		{"performance", "%.4f", o.Performance()}, {"quality", "%.4f", o.Quality()}, {"OEE", "%.4f", o.Value()},
	} {
		page.Say(t, "Run rate/"+c.figure, c.format, *c.value)
	}
	page.Say(t, "What to do/confidence", "%.2f", confidence(20, 8000))

	pace := Pace{Basis: PacePlanned, Shots: 400, Planned: 420 * 60 / 30.0, Due: 210 * 60 / 30.0}
	page.Say(t, "On the screen on the wall/plan of the turn", "%.0f", pace.Planned)
	page.Say(t, "On the screen on the wall/done, due", "%.3f", pace.Done())
	page.Say(t, "On the screen on the wall/done, due", "%.1f", pace.DueShare())
	behind := pace
	behind.Shots = 390
	if !pace.OnPace() || behind.OnPace() {
		t.Errorf("%+v is behind, or %+v is not", pace, behind)
	}
	page.Say(t, "On the screen on the wall/deviation", "%.2f", *KioskTool{CT: new(31.5), ApprovedCT: new(30.0), RefCT: new(33.0)}.Deviation())
}

// checkMethodsLoss: the loss of the overview, on the worked case.
func checkMethodsLoss(t *testing.T, pl *plant) {
	worst, err := pl.analysis.Worst(context.Background(), engine.Filter{}, 0)
	if err != nil || len(worst) != 1 {
		t.Fatalf("%+v, %v", worst, err)
	}
	enginetest.MethodsOf(t).Say(t, "Run rate/loss (overview, worst tools)", "%.1f", float64(worst[0].LossUS)/1e6)
}

// TestBestOfMethods: four hours of 30 s, and a day later 400 shots of 31.5 s.
func TestBestOfMethods(t *testing.T) {
	base := workedCase()[0]
	at := time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)
	var shots []reference.Shot
	for n := range 880 {
		s, ct := base, 30.0
		if n >= 480 {
			ct = 31.5
		}
		if n == 480 {
			at = at.Add(20 * time.Hour)
		}
		at = at.Add(time.Duration(micros(ct)) * time.Microsecond)
		s.Seq, s.TimeUTC, s.CT = number(int64(n+1)), at.UnixMicro(), micros(ct)
		shots = append(shots, s)
	}
	pl := newPlant(t, shots, "end", 1)
	b, err := pl.analysis.Best(context.Background(), engine.Filter{Tools: []string{"MX-1"}, Window: engine.Window{From: engine.Day(2026, 3, 3)}}, 0)
	if err != nil || len(b.Table.Rows) != 1 {
		t.Fatalf("%+v, %v", b, err)
	}
	row, page := b.Table.first(), enginetest.MethodsOf(t)
	page.Say(t, "Process quality/best demonstrated cycle", "%.1f", *row.real("best_ct"))
	page.Say(t, "Process quality/best demonstrated cycle", "%.0f", float64(row.count("best_shots")), float64(row.count("shots")))
	page.Say(t, "Process quality/gap to best", "%.1f", *row.real("ct_median"))
	page.Say(t, "Process quality/gap to best", "%.2f", *row.real("gap_to_best"))
}
