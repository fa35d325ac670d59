package analysis

import (
	"context"
	"math"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/reference"
)

func micros(s float64) int64 { return int64(math.Round(s * 1e6)) }

func known[T any](v T) (n struct {
	V     T
	Valid bool
}) {
	n.V, n.Valid = v, true
	return n
}

// worked is the case of the contract, on one tool, from an instant on.
func worked(from time.Time) []reference.Shot {
	times := []float64{0, 30, 60.5, 100, 130, 430, 1430, 1460}
	cts := []float64{30, 30, 30.5, 35, 30, 300, 999.9, 30}
	var shots []reference.Shot
	for i := range times {
		shots = append(shots, reference.Shot{
			Counter: "CNT-1", Seq: reference.Int(known(int64(i + 1))), TimeUTC: from.UnixMicro() + micros(times[i]),
			CT: micros(cts[i]), EquipmentCode: "MX-1", MoldID: 1, Cavities: 2, TimeZone: "UTC",
			PartID: reference.Int(known(int64(7))), PartCode: reference.Text(known("P-7")),
			LocationID: reference.Int(known(int64(1))), LocationName: reference.Text(known("Ulm")),
		})
	}
	return shots
}

func TestWorkedCase(t *testing.T) {
	p := reference.DefaultParams()
	p.RunRate.MinShots = 1
	pl := newPlant(t, worked(time.Date(2026, 3, 10, 8, 0, 0, 0, time.UTC)), p)
	answer, err := pl.analysis.RunRate(context.Background(), Question{})
	if err != nil {
		t.Fatal(err)
	}
	if len(answer.Rows) != 1 {
		t.Fatalf("rows: %v", answer.Rows)
	}
	f := answer.Rows[0].Figures
	for what, pair := range map[string][2]float64{
		"shots":      {float64(f.Shots), 8},
		"run time":   {float64(f.RunTimeUS), 1490e6},
		"production": {float64(f.ProductionTimeUS), 245.5e6},
		"downtime":   {float64(f.DowntimeUS), 1244.5e6},
		"efficiency": {*f.Efficiency(), 5.0 / 8},
		"stability":  {*f.Stability(), 245.5 / 1490},
		"mttr":       {*f.MTTR(), 622.25},
		"mtbf":       {*f.MTBF(), 122.75},
		"speed loss": {float64(f.SpeedLossUS), 5e6},
		"score":      {*f.QualityScore, 100},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %v, want %v", what, pair[0], pair[1])
		}
	}
	want := "Tools produced in 16 % of their run time; idle stops are nearly all of the rest."
	if answer.Sentence != want {
		t.Errorf("sentence: got %q, want %q", answer.Sentence, want)
	}
}

func TestUnknownNames(t *testing.T) {
	pl := newPlant(t, worked(time.Date(2026, 3, 10, 8, 0, 0, 0, time.UTC)), reference.DefaultParams())
	for _, c := range []struct {
		filter engine.Filter
		hint   string
	}{
		{engine.Filter{Tools: []string{"MX-2"}}, `did you mean "MX-1"?`},
		{engine.Filter{Parts: []string{"Q-7"}}, `did you mean "P-7"?`},
		{engine.Filter{Locations: []string{"Olm"}}, `did you mean "Ulm"?`},
	} {
		_, err := pl.analysis.RunRate(context.Background(), Question{Filter: c.filter})
		e, ok := err.(*engine.Error)
		if !ok || e.Code != engine.CodeUsage || e.Hint != c.hint {
			t.Errorf("%v: got %#v", c.filter, err)
		}
	}
}
