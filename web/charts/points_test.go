package charts

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func manyPoints() Points {
	c := Points{Time: true, From: 1e12, To: 1e12 + 1000, Axis: Axis{Unit: "s", Format: Tenths}, Clouds: []Cloud{{Name: "normal", Class: Normal}}}
	for i := range 1000 {
		c.Clouds[0].Data = append(c.Clouds[0].Data, []float64{1e12 + float64(i), 28 + float64(i%10)/10, float64(i)})
	}
	c.Clouds[0].Data[7][1] = 60.9
	return c
}

// The farthest few are at the edge, keep their value, and are told of.
func TestACappedScale(t *testing.T) {
	c := manyPoints()
	if s := c.scale(); s.high < 60.9 {
		t.Errorf("not capped, the scale ends at %g", s.high)
	}
	c.Capped = true
	s := c.scale()
	if s.high > 31 || s.low > 28 {
		t.Errorf("capped, the scale goes from %g to %g", s.low, s.high)
	}
	if got := c.Clouds[0].on(s)[7]; got[1] != s.high || got[2] != 7 || got[trueValue] != 60.9 {
		t.Errorf("the farthest is drawn as %v", got)
	}
	picture, err := c.Draw()
	has(t, text(t, picture, err), "1 above it, at the edge: up to 60.9 s")
	c.Limits = []Limit{{Kind: Outer, Value: 45, Name: "L2 45.0"}}
	if s := c.scale(); s.high < 45 {
		t.Errorf("a limit at 45 is off the scale, which ends at %g", s.high)
	}
	if s := (Points{Capped: true}).scale(); s.high <= s.low {
		t.Errorf("without points the scale goes from %g to %g", s.low, s.high)
	}
}

// Limits hold where they held; the ground over the upper outer one is tinted,
// stops lie at the foot, and names of stretches are left to the script.
func TestLimitsThatChange(t *testing.T) {
	c := manyPoints()
	for i, approved := range []float64{28, 29} {
		from := 1e12 + 500*float64(i)
		name := ""
		if i == 1 {
			name = "L2 30.0"
		}
		c.Limits = append(c.Limits, Limit{Kind: Outer, Value: approved - 1, From: from, To: from + 500}, Limit{Kind: Inner, Value: approved - 0.5, From: from, To: from + 500},
			Limit{Kind: Inner, Value: approved + 0.5, From: from, To: from + 500}, Limit{Kind: Outer, Value: approved + 1, Name: name, From: from, To: from + 500})
	}
	c.Bands = []Band{{From: 1e12 + 10, To: 1e12 + 20, Stop: true, Name: "gap, 2 h"}}
	c.Levels, c.LevelEnd = []Level{{1e12, 1e12 + 500, 28}, {1e12 + 500, 1e12 + 900, 29}}, "mode 29.0"
	picture, err := c.Draw()
	got := text(t, picture, err)
	has(t, got, `"coord":[1000000000000,27]`, `"token:warn-tint"`, `"token:ok-tint"`, `"stretches":[{"at":1000000000010,"name":"gap, 2 h"}]`, `"token:long"`, `"mode 29.0"`, `"L2 30.0"`)
	if n := strings.Count(got, `"token:ok-tint"`); n != 2 {
		t.Errorf("%d tints between limits, want one for each stretch", n)
	}
	if ends := len(picture.Marks.Ends); ends != 2 {
		t.Errorf("%d names at the right end, want those that hold: %+v", ends, picture.Marks.Ends)
	}
}

func TestSmallPictures(t *testing.T) {
	c := Points{Time: true, From: 1e12, To: 1e12 + 10, Large: true, Tight: true, Clouds: []Cloud{{Name: "slow", Class: Slow, Data: [][]float64{{1e12 + 5, 30}}}},
		Bands: []Band{{From: 1e12 + 4, To: 1e12 + 6, Here: true}}}
	if s := c.scale(); s.low >= 30 {
		t.Errorf("the point lies on the foot, at %g", s.low)
	}
	picture, err := c.Draw()
	has(t, text(t, picture, err), `"symbolSize":7.5`, `"right":"14"`, `"token:accent-tint"`)
	series := Points{XUnit: "°C", Clouds: []Cloud{{Name: "before", Class: "series-1", Hollow: true, Opacity: 0.3, Data: [][]float64{{60, 28}}}}}
	picture, err = series.Draw()
	has(t, text(t, picture, err), `"borderColor":"token:series-1"`, `"opacity":0.3`, `"bottom":38`)
	columns := Columns{Bins: true, XUnit: "cycle time, s", Labels: make([]string, 90), Values: make([]*float64, 90), Bands: []Band{{From: 1, To: 3, Good: true}}}
	picture, err = columns.Draw()
	has(t, text(t, picture, err), `"barCategoryGap":"0%"`, `"barGap":"-100%"`, `"token:ok-tint"`, `"name":"cycle time, s"`)
}

// Days are named at their midnights, equally far apart, also where a month begins.
func TestDaysOnAnAxisOfTime(t *testing.T) {
	at := func(month time.Month, day, hour int) float64 {
		return float64(time.Date(2026, month, day, hour, 0, 0, 0, time.UTC).UnixMilli())
	}
	for name, test := range map[string]struct {
		from, to float64
		want     []float64
	}{
		"four weeks over the end of a month": {at(10, 28, 0), at(11, 25, 0), []float64{at(10, 28, 0), at(11, 4, 0), at(11, 11, 0), at(11, 18, 0), at(11, 25, 0)}},
		"a week from noon":                   {at(10, 28, 12), at(11, 4, 12), []float64{at(10, 29, 0), at(10, 31, 0), at(11, 2, 0), at(11, 4, 0)}},
		"hours":                              {at(10, 28, 0), at(10, 30, 0), nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := midnights(test.from, test.to); !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
	picture, err := Points{Time: true, From: at(10, 28, 0), To: at(11, 25, 0), Clouds: []Cloud{{Class: Slow, Data: [][]float64{{at(11, 1, 0), 30}}}}}.Draw()
	has(t, text(t, picture, err), `"customValues":[`)
}
