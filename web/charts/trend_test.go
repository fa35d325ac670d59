package charts

import (
	"encoding/json"
	"strings"
	"testing"
)

func p(v float64) *float64 { return &v }

func TestTicks(t *testing.T) {
	for _, test := range []struct{ low, high float64 }{
		{0.80, 0.90}, {0.845, 0.861}, {0.79, 0.895}, {0.10, 0.99}, {0, 0}, {1, 1}, {0.5, 0.5}, {0, 1},
	} {
		from, to, step := ticks(test.low, test.high)
		if from > test.low || to < test.high || from < 0 || to > 1 {
			t.Errorf("%v–%v: the axis goes from %v to %v", test.low, test.high, from, to)
		}
		if n := (to - from) / step; n < 0.999 || n > 5.001 {
			t.Errorf("%v–%v: %v steps of %v", test.low, test.high, n, step)
		}
	}
}

func TestTrendOption(t *testing.T) {
	picture, err := DrawTrend(Trend{
		Labels:    []string{"1 Mar", "2 Mar", "3 Mar"},
		Links:     []string{"/a", "/b", "/c"},
		Stability: []*float64{p(0.86), nil, p(0.80)}, StabilityHigh: []*float64{p(0.88), nil, p(0.80)},
		Efficiency:  []*float64{p(0.65), nil, p(0.81)},
		BeforeLabel: "before", StabilityThen: []*float64{p(0.9), p(0.9), nil}, EfficiencyThen: []*float64{nil, nil, nil},
		Good: 0.7, Watch: 0.5,
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(picture)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"pattern:hatch"`, `"token:series-1"`, `"format:endLabel"`, `"good from 70 %"`, `"axis from 60 %"`, `"renderMode":"richText"`, `"stability, before"`, `"links":["/a","/b","/c"]`, `{"symbol":"none","value":"-"}`, `{"symbol":"circle","value":0.86}`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("lacks %s", want)
		}
	}
	for _, unwanted := range []string{"__f__", `"#`, "NaN"} {
		if strings.Contains(string(text), unwanted) {
			t.Errorf("has %s: colours are tokens, functions are named", unwanted)
		}
	}
}

func TestTrendWithoutDoubtOrPast(t *testing.T) {
	picture, err := DrawTrend(Trend{Labels: []string{"1 Mar"}, Stability: []*float64{p(0.9)}, StabilityHigh: []*float64{p(0.9)}, Efficiency: []*float64{p(0.95)}})
	if err != nil {
		t.Fatal(err)
	}
	if series := picture.Option["series"].([]any); len(series) != 4 {
		t.Errorf("%d series", len(series))
	}
}

func TestTrendOfNothing(t *testing.T) {
	if _, err := DrawTrend(Trend{}); err != nil {
		t.Error(err)
	}
}

// Labels at the lines' ends never touch.
func TestEndLabelsKeepApart(t *testing.T) {
	for _, efficiency := range []float64{0.80, 0.801, 0.85, 0.9} {
		trend := Trend{Stability: []*float64{p(0.80)}, Efficiency: []*float64{p(efficiency)}}
		low, high, _ := trend.bounds()
		y := func(v float64, name string) float64 { return -(v-low)/(high-low)*plot + trend.shift(name, low, high) }
		apart := y(0.80, "stability") - y(efficiency, "efficiency")
		if apart < 0 {
			apart = -apart
		}
		if apart < 13 {
			t.Errorf("efficiency %v: %v px apart", efficiency, apart)
		}
	}
}
