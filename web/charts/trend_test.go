package charts

import (
	"encoding/json"
	"strings"
	"testing"
)

func p(v float64) *float64 { return &v }

func text(t *testing.T, picture Picture, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(picture)
	if err != nil {
		t.Fatal(err)
	}
	for _, unwanted := range []string{"__f__", `"#`, "NaN", `"transparent "`} {
		if strings.Contains(string(out), unwanted) {
			t.Errorf("has %s: colours are tokens, functions are named", unwanted)
		}
	}
	return string(out)
}

func has(t *testing.T, text string, all ...string) {
	t.Helper()
	for _, want := range all {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %s", want)
		}
	}
}

func TestScales(t *testing.T) {
	for _, test := range []struct {
		axis      Axis
		low, high float64
	}{
		{Axis{Format: Percent}, 0.80, 0.90}, {Axis{Format: Percent}, 0.845, 0.861}, {Axis{Format: Percent}, 0.79, 0.895},
		{Axis{Format: Percent}, 0.10, 0.99}, {Axis{Format: Percent}, 0, 0}, {Axis{Format: Percent}, 1, 1}, {Axis{Format: Percent}, 0, 1},
		{Axis{Format: Tenths}, 24.1, 39.6}, {Axis{Format: Tenths}, 28, 28}, {Axis{Format: Number, Zero: true}, 3, 61480},
		{Axis{Format: Number}, -12, 7}, {Axis{Format: Number, Zero: true}, -12, -7}, {Axis{Format: Number}, 0.001, 0.0012},
	} {
		s := test.axis.scaleOf([]*float64{&test.low, nil, &test.high})
		if s.low > test.low+1e-9 || s.high < test.high-1e-9 {
			t.Errorf("%+v: the axis goes from %v to %v", test, s.low, s.high)
		}
		if n := (s.high - s.low) / s.step; n < 0.999 || n > 6.001 {
			t.Errorf("%+v: %v steps of %v", test, n, s.step)
		}
		if test.axis.Zero && (s.low > 0 || s.high < 0) {
			t.Errorf("%+v: bars begin at 0, the axis at %v", test, s.low)
		}
	}
}

func TestAnAxisThatBeginsElsewhereSaysSo(t *testing.T) {
	for want, s := range map[string]scale{"axis from 70 %": {0.7, 1, 0.1}, "": {0, 1, 0.2}} {
		if got := s.note(Axis{Unit: "%", Format: Percent}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTrendOption(t *testing.T) {
	picture, err := DrawTrend(Trend{
		Labels: []string{"1 Mar", "2 Mar", "3 Mar"},
		Links:  []string{"/a", "/b", "/c"},
		Axis:   Axis{Unit: "%", Format: Percent},
		Figure: "stability", Points: []*float64{p(0.86), nil, p(0.80)}, High: []*float64{p(0.88), nil, p(0.80)},
		Beside: "efficiency", Company: []*float64{p(0.65), nil, p(0.81)},
		Before: "before", Then: []*float64{p(0.9), p(0.9), nil},
		Limits: []Limit{{Kind: Status, Value: 0.7, Name: "good from 70"}}, Events: []Event{{At: 2, Name: "3 Mar: 8.0 h down"}},
		Brush: &Brush{URL: "/x", Edges: []string{"2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"}},
	})
	has(t, text(t, picture, err), `"pattern:hatch"`, `"token:series-1"`, `"stability 80.0"`, `"good from 70"`, `"axis from 60 %"`, `"renderMode":"richText"`,
		`"stability, before"`, `"links":["/a","/b","/c"]`, `{"symbol":"none","value":"-"}`, `{"symbol":"circle","value":0.86}`, `"2026-03-04"`,
		`"efficiency 81.0"`, `"3 Mar: 8.0 h down"`)
}

func TestTrendWithoutDoubtOrPast(t *testing.T) {
	picture, err := DrawTrend(Trend{Labels: []string{"1 Mar"}, Figure: "stability", Points: []*float64{p(0.9)}, High: []*float64{p(0.9)}, Beside: "efficiency", Company: []*float64{p(0.95)}})
	text(t, picture, err)
	if series := picture.Option["series"].([]any); len(series) != 3 { // the ground and two lines
		t.Errorf("%d series", len(series))
	}
}

func TestChartsOfNothing(t *testing.T) {
	for name, draw := range map[string]func() (Picture, error){
		"trend":   func() (Picture, error) { return DrawTrend(Trend{}) },
		"lines":   Lines{}.Draw,
		"columns": Columns{}.Draw,
		"points":  Points{Time: true}.Draw,
	} {
		t.Run(name, func(t *testing.T) {
			picture, err := draw()
			text(t, picture, err)
		})
	}
}

func TestColumnsBeginAtZeroAndMarkDoubt(t *testing.T) {
	at := 0.5
	picture, err := Columns{
		Labels: []string{"a", "b", "c"}, Values: []*float64{p(40), nil, p(60)}, Marked: []bool{true}, Mark: "slow", Doubt: []bool{false, false, true},
		Axis: Axis{Unit: "shots", Format: Number}, Events: []Event{{Share: &at, Name: "approved"}}, Bins: true,
	}.Draw()
	has(t, text(t, picture, err), `"min":0`, `"token:slow"`, `"pattern:hatch"`, `"share":0.5`, `"barCategoryGap":1`)
}

// Long and idle shots lie over the plot: 999.9 does not squeeze the scale.
func TestLongAndIdleShotsLieInAStrip(t *testing.T) {
	picture, err := Points{
		Time: true, From: 0, To: 10, Axis: Axis{Unit: "s", Format: Tenths},
		Clouds: []Cloud{
			{Name: "normal 2", Class: Normal, Data: [][]float64{{1, 28, 7}, {2, 28.4, 8}}},
			{Name: "fast 1", Class: Fast, Data: [][]float64{{3, 26, 9}}},
			{Name: "long 1", Class: Long, Data: [][]float64{{4, 81.5, 10}}},
			{Name: "idle 1", Class: Idle, Data: [][]float64{{5, 999.9, 11}}},
		},
		Limits: []Limit{{Kind: Inner, Value: 26.6, Name: "L1 26.6"}, {Kind: Inner, Value: 29.4, Name: "L1 29.4"}, {Kind: Outer, Value: 99, Name: "L2 99"}},
		Bands:  []Band{{From: 6.0, To: 7.0, Name: "no data", Doubt: true}},
		Link:   &PointLink{Base: "/shots/", Dim: 2},
	}.Draw()
	has(t, text(t, picture, err), `[4,0,10,81.5]`, `[5,1,11,999.9]`, `"row":1`, `"row":2`, `"symbolRotate":180`, `"token:ok-tint"`, `"base":"/shots/"`, `"no data"`)
	axes := picture.Option["yAxis"].([]any)
	if high := axes[0].(object)["max"].(float64); high < 99 || high > 120 {
		t.Errorf("the axis ends at %v: limits belong to it, idle shots do not", high)
	}
}
