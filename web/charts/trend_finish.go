package charts

import (
	"fmt"
	"math"
	"strings"
)

// finish adds what go-echarts cannot say: labels at the lines' ends, dots, the
// hatch, the limit and the note on an axis that does not start at 0.
func (t Trend) finish(option object, low, high, step float64) {
	series, _ := option["series"].([]any)
	for _, one := range series {
		if s, ok := one.(object); ok {
			t.finishSeries(s, low, high)
		}
	}
	first(option, "xAxis", func(axis object) {
		axis["boundaryGap"] = false
		axis["axisLine"] = object{"lineStyle": object{"color": "token:line-strong"}}
		label(axis)["interval"] = spacing(len(t.Labels))
		label(axis)["showMinLabel"] = true
	})
	first(option, "yAxis", func(axis object) {
		axis["nameTextStyle"] = object{"color": "token:ink-2", "fontSize": axisSize, "align": "right", "padding": []int{0, 6, 0, 0}}
		axis["nameGap"] = 10
		axis["interval"] = step
		label(axis)["formatter"] = "format:percentAxis"
	})
	if low > 0 {
		option["graphic"] = []object{{
			"type": "text", "left": 40, "bottom": 29, "silent": true,
			"style": object{"text": fmt.Sprintf("axis from %.0f %%", 100*low), "fill": "token:ink-2", "font": "11px Inter, system-ui, sans-serif"},
		}}
	}
}

func (t Trend) finishSeries(s object, low, high float64) {
	name, _ := s["name"].(string)
	s["silent"], s["showAllSymbol"] = true, true
	switch {
	case name == "_base":
		s["stack"] = "doubt"
		s["lineStyle"] = object{"opacity": 0}
	case name == "_doubt":
		s["stack"] = "doubt"
		s["lineStyle"] = object{"opacity": 0}
		s["areaStyle"] = object{"color": "pattern:hatch", "opacity": 1}
	case strings.Contains(name, ", "):
		s["lineStyle"].(object)["type"] = []int{2, 3}
	case name == "_stability" || name == "_efficiency":
		t.label(s, strings.TrimPrefix(name, "_"), low, high)
	}
	if name == "stability" && t.Good > low && t.Good < high {
		s["markLine"] = t.limit()
	}
}

func (t Trend) label(s object, name string, low, high float64) {
	style, _ := s["itemStyle"].(object)
	s["label"] = object{
		"show": true, "position": "right", "distance": 8, "fontWeight": 600, "fontSize": 11.5,
		"color": style["color"], "formatter": "format:endLabel", "offset": []float64{0, t.shift(name, low, high)},
	}
	s["itemStyle"] = object{"color": "transparent"}
	s["lineStyle"] = object{"opacity": 0}
}

// plot is the height of the plot in pixels: that of .chart without its margins.
const plot = 224 - 24 - 24

// shift moves the labels at the lines' ends apart to 13 px, half each.
func (t Trend) shift(name string, low, high float64) float64 {
	stability, efficiency := final(t.Stability), final(t.Efficiency)
	if stability == nil || efficiency == nil {
		return 0
	}
	apart := (*stability - *efficiency) / (high - low) * plot
	if math.Abs(apart) >= labelApart {
		return 0
	}
	by := (labelApart - math.Abs(apart)) / 2
	if (name == "stability") == (apart >= 0) {
		return -by
	}
	return by
}

const labelApart = 14

func final(points []*float64) *float64 {
	for i := len(points) - 1; i >= 0; i-- {
		if points[i] != nil {
			return points[i]
		}
	}
	return nil
}

// limit is drawn where the status turns good.
func (t Trend) limit() object {
	return object{
		"silent": true, "symbol": "none", "animation": false,
		"lineStyle": object{"color": "token:ok", "width": 1, "type": []int{5, 3}},
		"label":     object{"formatter": fmt.Sprintf("good from %.0f %%", 100*t.Good), "color": "token:ok", "fontSize": axisSize, "position": "insideEndTop"},
		"data":      []object{{"yAxis": t.Good}},
	}
}

// spacing keeps four to six dates on the axis, weeks apart where that fits.
func spacing(n int) int {
	for _, gap := range []int{1, 2, 7, 14, 28, 91, 182} {
		if n <= 6*gap {
			return gap - 1
		}
	}
	return n / 5
}

func first(option object, name string, do func(object)) {
	list, _ := option[name].([]any)
	if len(list) == 0 {
		return
	}
	if axis, ok := list[0].(object); ok {
		do(axis)
	}
}

func label(axis object) object {
	found, ok := axis["axisLabel"].(object)
	if !ok {
		found = object{}
		axis["axisLabel"] = found
	}
	return found
}
