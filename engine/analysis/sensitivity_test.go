package analysis

import (
	"context"
	"math"
	"slices"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/reference"
)

// checkSensitivity: at the configured values the figures are the built ones, in any
// window; at others they are those that a reference makes with them.
func checkSensitivity(t *testing.T, pl *plant) {
	at := time.Date(2026, 3, 7, 11, 22, 33, 44_000, time.UTC)
	for _, f := range []engine.Filter{
		{},
		{Window: engine.Window{From: engine.Day(2026, 3, 8), To: engine.Day(2026, 3, 10)}},
		{Window: engine.Window{From: engine.Instant(at), To: engine.Instant(at.Add(20 * time.Hour))}},
		{Parts: []string{"P-1"}, Locations: []string{"UTC"}},
	} {
		got, err := pl.analysis.Sensitivity(context.Background(), f)
		if err != nil {
			t.Fatal(err)
		}
		want := moved(pl.ask(f, engine.ByNone).Total)
		if got.Built != want {
			t.Errorf("%+v: built\ngot  %+v\nwant %+v", f, got.Built, want)
		}
		for _, series := range got.Series {
			at := slices.IndexFunc(series.Steps, func(s SensitivityStep) bool { return s.IsConfigured })
			if at < 0 || series.Steps[at].Figures != want {
				t.Errorf("%+v: %s as configured at %d of %+v, want %+v", f, series.Setting, at, series.Steps, want)
			}
		}
	}
	checkOtherSettings(t, pl)
}

// moved leaves the figures that settings move.
func moved(f Figures) Figures {
	return Figures{Shots: f.Shots, NormalShots: f.NormalShots, RunTimeUS: f.RunTimeUS, ProductionTimeUS: f.ProductionTimeUS, DowntimeUS: f.DowntimeUS, Stops: f.Stops}
}

func checkOtherSettings(t *testing.T, pl *plant) {
	t.Helper()
	got, err := pl.analysis.Sensitivity(context.Background(), engine.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, series := range got.Series {
		for _, step := range series.Steps {
			p := reference.DefaultParams()
			p.RunRate.ShotTime = pl.shotTime
			if us := int64(math.Round(step.Value * 1e6)); series.Setting == SettingTolerance {
				p.RunRate.Tolerance = us
			} else {
				p.RunRate.GapSlack = us
			}
			var want Figures
			for _, run := range reference.RunRate(pl.shots, p).Runs {
				want = want.Add(moved(Figures{
					Shots: run.Shots, NormalShots: run.NormalShots, RunTimeUS: run.RunTime, ProductionTimeUS: run.ProductionTime, DowntimeUS: run.Downtime, Stops: run.Stops,
				}))
			}
			if step.Figures != want {
				t.Errorf("%s %v:\ngot  %+v\nwant %+v", series.Setting, step.Value, step.Figures, want)
			}
		}
	}
}

// TestSensitivityIsJudged: a plateau is the longest stretch of small steps.
func TestSensitivityIsJudged(t *testing.T) {
	s := SensitivitySeries{Setting: SettingGapSlack, Configured: 2}
	for i, stops := range []int64{100, 60, 58, 57, 40, 40} {
		s.Steps = append(s.Steps, SensitivityStep{
			Value: float64(i + 1), IsConfigured: i == 1, Figures: Figures{Stops: stops, ProductionTimeUS: 5_700_000, RunTimeUS: 6_000_000, DowntimeUS: 300_000},
		})
	}
	s.judge()
	var plateau, hangs []float64
	for _, step := range s.Steps {
		if step.Plateau {
			plateau = append(plateau, step.Value)
		}
		if step.Hangs {
			hangs = append(hangs, step.Value)
		}
	}
	if !slices.Equal(plateau, []float64{2, 3, 4}) || !slices.Equal(hangs, []float64{2}) {
		t.Errorf("plateau %v, hangs %v", plateau, hangs)
	}
	if got, want := s.cliff(), "Stops hang on gap_slack: a step from 2.00 s to 1.00 s makes 100 stops of 60."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
