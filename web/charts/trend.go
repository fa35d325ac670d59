package charts

import (
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Trend is efficiency and stability over time; nil where there is no value.
type Trend struct {
	Labels         []string // of the steps: '30 Oct'
	Links          []string // where a click on a step leads; may be empty
	Stability      []*float64
	StabilityHigh  []*float64 // upper end, where part of the downtime is doubtful
	Efficiency     []*float64
	BeforeLabel    string // 'previous 28 days'
	StabilityThen  []*float64
	EfficiencyThen []*float64
	Good, Watch    float64 // limits of the status
}

// DrawTrend gives stability as the answer's line, efficiency beside it, the
// period before dotted, and doubt as a hatch between the ends of the range.
func DrawTrend(t Trend) (Picture, error) {
	low, high, step := t.bounds()
	line := charts.NewLine()
	line.SetGlobalOptions(append(frame(),
		charts.WithXAxisOpts(opts.XAxis{Type: "category", AxisLabel: axisLabel(), AxisTick: &opts.AxisTick{Show: opts.Bool(false)}}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "value", Name: "%", Min: low, Max: high,
			AxisLabel: axisLabel(),
			AxisLine:  &opts.AxisLine{Show: opts.Bool(false)},
			SplitLine: &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: "token:line", Width: 1}},
		}))...)
	line.SetXAxis(t.Labels)
	t.addSeries(line)
	line.Validate()
	option, err := tree(line.JSON())
	if err != nil {
		return Picture{}, err
	}
	dress(option)
	t.finish(option, low, high, step)
	return Picture{Option: option, Links: t.Links}, nil
}

func (t Trend) addSeries(line *charts.Line) {
	if t.doubtful() {
		line.AddSeries("_base", values(t.Stability), style("token:hatch", 0))
		line.AddSeries("_doubt", values(t.span()), style("token:hatch", 0))
	}
	if t.BeforeLabel != "" {
		line.AddSeries("stability, "+t.BeforeLabel, values(t.StabilityThen), style("token:compare", 1.25))
		line.AddSeries("efficiency, "+t.BeforeLabel, values(t.EfficiencyThen), style("token:compare", 1.25))
	}
	line.AddSeries("efficiency", values(t.Efficiency), style(efficiencyColour, 1.5))
	line.AddSeries("stability", values(t.Stability), style(stabilityColour, 2))
	line.AddSeries("_efficiency", end(t.Efficiency), style(efficiencyColour, 0))
	line.AddSeries("_stability", end(t.Stability), style(stabilityColour, 0))
}

const (
	stabilityColour  = "token:series-1"
	efficiencyColour = "token:series-2"
)

// end carries a line's label: it stands at the right end of the plot, as high
// as the last value, also where the line ends before.
func end(points []*float64) []opts.LineData {
	data := values(make([]*float64, len(points)))
	if last := final(points); last != nil {
		data[len(data)-1] = opts.LineData{Value: *last, Symbol: "circle", SymbolSize: 1}
	}
	return data
}

func style(colour string, width float32) charts.SeriesOpts {
	return func(s *charts.SingleSeries) {
		s.ShowSymbol = opts.Bool(true)
		s.SymbolSize = 5
		s.LineStyle = &opts.LineStyle{Color: colour, Width: width}
		s.ItemStyle = &opts.ItemStyle{Color: colour}
	}
}

// values writes gaps as '-', which echarts leaves open. A value between two
// gaps has no line: it alone gets a dot.
func values(points []*float64) []opts.LineData {
	data := make([]opts.LineData, len(points))
	for i, p := range points {
		data[i].Value, data[i].Symbol = "-", "none"
		if p == nil {
			continue
		}
		data[i].Value = *p
		if (i == 0 || points[i-1] == nil) && (i == len(points)-1 || points[i+1] == nil) {
			data[i].Symbol = "circle"
		}
	}
	return data
}

func (t Trend) doubtful() bool {
	for _, s := range t.span() {
		if s != nil && *s > 0 {
			return true
		}
	}
	return false
}

// span is the height of the range over its lower end.
func (t Trend) span() []*float64 {
	spans := make([]*float64, len(t.Stability))
	for i, low := range t.Stability {
		if low != nil && i < len(t.StabilityHigh) && t.StabilityHigh[i] != nil {
			span := max(0, *t.StabilityHigh[i]-*low)
			spans[i] = &span
		}
	}
	return spans
}

// bounds are whole steps of the axis around all values.
func (t Trend) bounds() (low, high, step float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, series := range [][]*float64{t.Stability, t.StabilityHigh, t.Efficiency, t.StabilityThen, t.EfficiencyThen} {
		for _, v := range series {
			if v != nil {
				low, high = min(low, *v), max(high, *v)
			}
		}
	}
	if low > high {
		return 0, 1, 0.2
	}
	return ticks(low, high)
}

// ticks finds the finest step that leaves at most five of them. Steps are
// counted in whole percents: sums of 0.05 would not meet again.
func ticks(low, high float64) (from, to, step float64) {
	const slack = 0.5 // percent that keeps lines off the edges
	for _, percent := range []float64{2, 5, 10, 20} {
		from = max(0, math.Floor((100*low-slack)/percent)*percent)
		to = min(100, math.Ceil((100*high+slack)/percent)*percent)
		to = max(to, from+percent)
		if to-from <= 5*percent {
			return from / 100, to / 100, percent / 100
		}
	}
	return 0, 1, 0.2
}
