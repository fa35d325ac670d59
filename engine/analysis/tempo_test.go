package analysis

import (
	"strings"
	"testing"
	"time"
)

// shotsAt is a tool whose runs had these references, one a day from 1 March on.
func shotsAt(approved float64, references ...float64) Shots {
	start := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	s := Shots{
		Span: Span{FromUTC: start, ToUTC: start.AddDate(0, 0, len(references)), Offsets: []Offset{{}}}, Tool: "MX-1", Total: 1000,
		Classes: []ClassCount{{Class: "normal", Shots: 945}, {Class: "slow", Shots: 55}}, Limits: []LimitStep{{}},
	}
	if approved > 0 {
		s.Limits[0].Approved = &approved
	}
	for i, ct := range references {
		s.References = append(s.References, Reference{FromUTC: start.AddDate(0, 0, i), ToUTC: start.AddDate(0, 0, i+1), CT: ct, Method: "mode"})
	}
	return s
}

func TestTempo(t *testing.T) {
	for _, c := range []struct {
		name, want string
		shots      Shots
	}{
		{"one pace", "MX-1 cycled at 30.0 s, as approved", shotsAt(30, 30, 30.1, 29.9, 30)},
		{"a step", "MX-1 has cycled at 32.6 s since 3 Mar, 16 % over the approved 28.0 s", shotsAt(28, 28, 28, 32.6, 32.7, 32.6)},
		{"back again", "MX-1 has cycled at 28.0 s since 4 Mar, as approved", shotsAt(28, 28, 28, 32.6, 28)},
		{"faster", "MX-1 cycled at 27.0 s, 3.6 % under the approved 28.0 s", shotsAt(28, 27)},
		{"nothing approved", "MX-1 cycled at 27.0 s; no cycle time is approved", shotsAt(0, 27)},
		{"idle alone", "MX-1 made only idle shots", shotsAt(28)},
		{"nothing", "", Shots{Tool: "MX-1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.shots.Sentence(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Over approved and slow are told apart, and what came before the step is told.
func TestWhyOfShots(t *testing.T) {
	s := shotsAt(28, 28, 28, 28, 32.6, 32.6)
	h := Histogram{Below: 10, Within: 390, Above: 600}
	if got := s.Why(h); got != "60 % of its shots are over the approved limit L1; 5.5 % are slow for the run that they are in." {
		t.Errorf("got %q", got)
	}
	for days, want := range map[int]string{
		0: "The step came with the change of part from A to B.", 1: "The step came a day after the part changed from A to B.",
		2: "The step came 2 days after the part changed from A to B.",
	} {
		s.Events = []Event{{AtUTC: s.References[3].FromUTC.AddDate(0, 0, -days), Kind: "part", Before: "A", After: "B"}}
		if got := s.Why(h); !strings.HasSuffix(got, want) {
			t.Errorf("%d days: got %q", days, got)
		}
		if !s.Step().Equal(s.Events[0].AtUTC) {
			t.Errorf("%d days: the step is at %s", days, s.Step())
		}
	}
	if got := (Shots{Total: 3}).Why(Histogram{}); got != "" {
		t.Errorf("of nothing: %q", got)
	}
	for share, want := range map[float64]string{0: "0 %", 0.0001: "under 0.1 %", 0.055: "5.5 %", 0.16: "16 %", 1: "100 %"} {
		if got := roundly(share); got != want {
			t.Errorf("%g: got %q, want %q", share, got, want)
		}
	}
}

func TestCoreOfAHistogram(t *testing.T) {
	h := Histogram{Total: 10_000, Width: 0.1}
	for i := range 100 {
		b := Bin{From: float64(i), To: float64(i + 1), Shots: 1}
		if i >= 40 && i < 50 {
			b.Shots = 991
		}
		h.Bins = append(h.Bins, b)
	}
	bins, shorter, longer := h.Core()
	sum := shorter + longer
	for _, b := range bins {
		sum += b.Shots
	}
	if shorter != 25 || longer != 50 || sum != 10_000 || bins[0].From != 25 {
		t.Errorf("%d shorter, %d longer, %d in all, from %g", shorter, longer, sum, bins[0].From)
	}
	if bins, shorter, longer := (Histogram{}).Core(); len(bins) != 0 || shorter != 0 || longer != 0 {
		t.Error("nothing has a core")
	}
}
