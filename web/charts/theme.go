package charts

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Measures of the design: axis text is the smallest size anywhere.
const (
	axisSize    = 11
	labelMargin = "104" // right of the plot, for labels at the line's end
)

// frame is what all charts over time share: no frame, hairlines across only,
// no animation (a figure that moves cannot be read), tooltips as text on the
// canvas, since markup in them would need inline style.
func frame() []charts.GlobalOpts {
	return []charts.GlobalOpts{
		charts.WithAnimation(false),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false)}),
		charts.WithGridOpts(opts.Grid{Left: "34", Right: labelMargin, Top: "24", Bottom: "24"}),
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
func dress(option object) {
	option["textStyle"] = object{"fontFamily": "Inter, system-ui, sans-serif", "fontSize": axisSize, "color": "token:ink-2"}
	delete(option, "title")
	delete(option, "toolbox")
	delete(option, "color") // every series names its own
	if tip, ok := option["tooltip"].(object); ok {
		tip["renderMode"] = "richText"
		tip["formatter"] = "format:trend"
		tip["borderWidth"] = 1
		tip["borderRadius"] = 4
		tip["padding"] = []int{6, 9}
		tip["confine"] = true
		tip["textStyle"] = object{"color": "token:ink", "fontSize": axisSize, "lineHeight": 16}
		tip["axisPointer"] = object{"type": "line", "lineStyle": object{"color": "token:line-strong", "width": 1, "type": "solid"}}
	}
}

func axisLabel() *opts.AxisLabel {
	return &opts.AxisLabel{Color: "token:ink-2", FontSize: axisSize, HideOverlap: opts.Bool(true)}
}
