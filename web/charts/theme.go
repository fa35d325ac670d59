package charts

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Measures of the design: axis text is the smallest size anywhere.
const (
	axisSize    = 11
	labelMargin = "104" // right of the plot, for names at the lines' ends
	leftMargin  = "40"
)

// frame is what all charts share: no frame, hairlines across only, no animation
// (a figure that moves cannot be read), tooltips as text on the canvas, since
// markup in them would need inline style.
func frame(right string) []charts.GlobalOpts {
	return []charts.GlobalOpts{
		charts.WithAnimation(false),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false)}),
		charts.WithGridOpts(opts.Grid{Left: leftMargin, Right: right, Top: "24", Bottom: "24"}),
		charts.WithTooltipOpts(opts.Tooltip{
			Show:            opts.Bool(true),
			Trigger:         "axis",
			BackgroundColor: "token:pane",
			BorderColor:     "token:line-strong",
			AxisPointer:     &opts.AxisPointer{Type: "line"},
		}),
	}
}

// dress adds what go-echarts has no field for.
func dress(option object, tooltip string) {
	option["textStyle"] = object{"fontFamily": "Inter, system-ui, sans-serif", "fontSize": axisSize, "color": "token:ink-2"}
	option["useUTC"] = true // times are on the plant's clock already
	delete(option, "title")
	delete(option, "toolbox")
	delete(option, "color") // every series names its own
	tip, ok := option["tooltip"].(object)
	if !ok {
		return
	}
	tip["renderMode"] = "richText"
	tip["formatter"] = tooltip
	tip["borderWidth"] = 1
	tip["borderRadius"] = 4
	tip["padding"] = []int{6, 9}
	tip["confine"] = true
	tip["textStyle"] = object{"color": "token:ink", "fontSize": axisSize, "lineHeight": 16}
	tip["axisPointer"] = object{"type": "line", "lineStyle": object{"color": "token:line-strong", "width": 1, "type": "solid"}, "label": object{"show": false}}
}

func axisLabel() *opts.AxisLabel {
	return &opts.AxisLabel{Color: "token:ink-2", FontSize: axisSize, HideOverlap: opts.Bool(true)}
}

func stepAxis() charts.GlobalOpts {
	return charts.WithXAxisOpts(opts.XAxis{Type: "category", AxisLabel: axisLabel(), AxisTick: &opts.AxisTick{Show: opts.Bool(false)}})
}

func valueAxis(s scale) charts.GlobalOpts {
	return charts.WithYAxisOpts(opts.YAxis{
		Type: "value", Min: s.low, Max: s.high,
		AxisLabel: axisLabel(),
		AxisLine:  &opts.AxisLine{Show: opts.Bool(false)},
		SplitLine: &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: "token:line", Width: 1}},
	})
}

// finishAxes sets what go-echarts has no field for.
func finishAxes(option object, s scale, f Format, steps int) {
	first(option, "xAxis", func(axis object) {
		axis["axisLine"] = object{"lineStyle": object{"color": "token:line-strong"}}
		axis["axisTick"] = object{"show": false}
		if steps > 0 {
			label(axis)["interval"] = spacing(steps)
			label(axis)["showMinLabel"] = true
		}
	})
	first(option, "yAxis", func(axis object) {
		axis["interval"] = s.step
		label(axis)["formatter"] = "format:axis " + string(f)
	})
}

// nameAxis names the axis across, under the right end of its ticks.
func nameAxis(option object, name string) {
	first(option, "xAxis", func(axis object) {
		axis["name"], axis["nameLocation"], axis["nameGap"] = name, "end", 0
		axis["nameTextStyle"] = object{"align": "right", "verticalAlign": "top", "padding": []int{22, 0, 0, 0}, "color": "token:ink-2", "fontSize": axisSize}
	})
	first(option, "grid", func(grid object) { grid["bottom"] = 38 })
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
