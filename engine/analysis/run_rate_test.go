package analysis

import (
	"context"
	"errors"
	"testing"
	"time"

	"sprue/engine"
)

func checkWorkedCase(t *testing.T, pl *plant) {
	answer := pl.ask(engine.Filter{}, "")
	if len(answer.Rows) != 1 {
		t.Fatalf("rows: %v", answer.Rows)
	}
	f := answer.Rows[0].Figures
	if additive(f) != workedFigures() {
		t.Errorf("got  %+v\nwant %+v", additive(f), workedFigures())
	}
	for what, pair := range map[string][2]float64{
		"efficiency": {*f.Efficiency(), 5.0 / 8},
		"stability":  {*f.Stability(), 245.5 / 1490},
		"mttr":       {*f.MTTR(), 622.25},
		"mtbf":       {*f.MTBF(), 122.75},
		"score":      {*f.QualityScore, 100},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %v, want %v", what, pair[0], pair[1])
		}
	}
	want := "Tools produced in 16 % of their run time; idle stops on MX-1 are nearly all of the rest."
	if answer.Sentence != want {
		t.Errorf("sentence: got %q, want %q", answer.Sentence, want)
	}
}

// The worked case lies in one day, so every window around it has all of it.
func checkWindowsAndKeys(t *testing.T, pl *plant) {
	for _, window := range []engine.Window{
		{},
		{From: engine.Day(2026, 3, 19), To: engine.Day(2026, 3, 20)},
		{From: engine.Instant(time.Date(2026, 3, 19, 7, 59, 0, 1000, time.UTC)), To: engine.Instant(time.Date(2026, 3, 19, 8, 50, 1, 0, time.UTC))},
	} {
		for by, label := range map[engine.Grouping]string{
			engine.ByNone: "all", engine.ByTool: "MX-1", engine.ByPart: "P-7", engine.BySupplier: "Moldworks",
			engine.ByLocation: "Pune", engine.ByDay: "2026-03-19", engine.ByWeek: "2026-W12", engine.ByMonth: "2026-03",
			engine.ByShift: "2026-03-19 early", engine.ByHour: "2026-03-19 07:30",
		} {
			answer := pl.ask(engine.Filter{Window: window, Tools: []string{"mx-1"}, Suppliers: []string{"moldworks"}}, by)
			if additive(answer.Total) != workedFigures() {
				t.Errorf("%s by %s:\ngot  %+v\nwant %+v", window, by, additive(answer.Total), workedFigures())
			}
			if answer.Rows[0].Label != label || len(answer.Rows[0].Keys) != len(answer.Keys) {
				t.Errorf("by %s: got %v", by, answer.Rows[0])
			}
			if table := answer.Table(); len(table.Columns) != len(table.Rows[0]) {
				t.Errorf("by %s: %d columns, %d values", by, len(table.Columns), len(table.Rows[0]))
			}
		}
	}
}

func checkUnknownNames(t *testing.T, pl *plant) {
	for _, c := range []struct {
		filter engine.Filter
		hint   string
	}{
		{engine.Filter{Tools: []string{"MX-2"}}, `did you mean "MX-1"?`},
		{engine.Filter{Parts: []string{"Q-7"}}, `did you mean "P-7"?`},
		{engine.Filter{Suppliers: []string{"Goldworks"}}, `did you mean "Moldworks"?`},
		{engine.Filter{Locations: []string{"Pone"}}, `did you mean "Pune"?`},
	} {
		_, err := pl.analysis.RunRate(context.Background(), Question{Filter: c.filter})
		var e *engine.Error
		if !errors.As(err, &e) || e.Code != engine.CodeUsage || e.Hint != c.hint {
			t.Errorf("%v: got %#v", c.filter, err)
		}
	}
	for _, f := range []engine.Filter{{Parts: []string{"7"}}, {Suppliers: []string{"3"}}, {Locations: []string{"4"}}} {
		if answer := pl.ask(f, ""); answer.Total.Shots != 8 {
			t.Errorf("%v: %d shots", f, answer.Total.Shots)
		}
	}
}

func checkWindowWithoutData(t *testing.T, pl *plant) {
	answer := pl.ask(engine.Filter{Window: engine.Window{From: engine.Day(2027, 1, 1), To: engine.Day(2027, 2, 1)}}, engine.ByTool)
	want := "No data from 2027-01-01 to 2027-01-31; there are data from 2026-03-19 to 2026-03-19."
	if len(answer.Rows) != 0 || answer.Sentence != want {
		t.Errorf("got %d rows, %q", len(answer.Rows), answer.Sentence)
	}
	if none := pl.ask(engine.Filter{Window: engine.Window{From: engine.Day(2027, 1, 1)}}, engine.ByNone); len(none.Rows) != 0 {
		t.Errorf("rows of an empty window: %v", none.Rows)
	}
}
