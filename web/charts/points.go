package charts

import (
	"math"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Class is a kind of shots, which has a shape and a colour of its own; or a
// series, 'series-1'.
type Class string

// The classes of shots.
const (
	Normal Class = "normal"
	Slow   Class = "slow"
	Fast   Class = "fast"
	Long   Class = "long"
	Idle   Class = "idle"
)

// The classes of points on a control chart.
const (
	Inside Class = "inside"
	Signal Class = "signal" // of another rule than that of the limits
	Beyond Class = "beyond" // the limits
)

// Cloud is the points of one class. Each point has its two values, and after
// them what its link needs.
type Cloud struct {
	Name    string
	Class   Class
	Data    [][]float64
	Hollow  bool    // rings; without it a series is told by its colour alone
	Opacity float64 // 0 for that of the class
}

// Level is a stretch of time with a value of its own, drawn as a thin line.
type Level struct{ From, To, Value float64 }

// Path is a line through points of an axis of time.
type Path struct {
	Name   string
	Data   [][]float64
	Gap    float64 // ms without a point over which it is not drawn
	Colour string  // token
	Width  float64
	Dashed bool
	End    string // its name at the right end, '' for none
}

// Points is a chart of points over time or over another quantity. Rare classes
// are drawn over the normal one. Over time, long and idle shots lie in a strip
// over the plot, so that 999.9 never squeezes the scale.
type Points struct {
	Name     string
	Time     bool    // x is ms on the plant's clock
	From, To float64 // of x; both 0 for those of the data
	XUnit    string  // 'mold temperature, °C', where x is no time
	Axis     Axis
	Clouds   []Cloud
	Limits   []Limit
	Levels   []Level
	Paths    []Path // under the points
	LevelEnd string // the name of the last level
	Bands    []Band
	Events   []Event
	Tight    bool // no room at the right end: nothing is named there
	Large    bool // few points, each to be hit
	Capped   bool // the few points far beyond the rest lie at the edge, and the plot says so
	Link     *PointLink
	Brush    *Brush
}

// stripRows are the classes over the plot, from the bottom.
func stripRows() []Class { return []Class{Long, Idle} }

// Draw gives the picture.
func (p Points) Draw() (Picture, error) {
	s := p.scale()
	scatter := charts.NewScatter()
	x := opts.XAxis{Type: "value", AxisLabel: axisLabel(), SplitLine: &opts.SplitLine{Show: opts.Bool(false)}}
	if p.Time {
		x.Type = "time"
	}
	scatter.SetGlobalOptions(append(frame(p.right()), charts.WithXAxisOpts(x), valueAxis(s))...)
	scatter.Validate()
	option, err := tree(scatter.JSON())
	if err != nil {
		return Picture{}, err
	}
	dress(option, "format:point "+string(p.Axis.Format))
	finishAxes(option, s, p.Axis.Format, 0)
	first(option, "xAxis", p.finishX)
	if p.XUnit != "" {
		nameAxis(option, p.XUnit)
	}
	if tip, ok := option["tooltip"].(object); ok {
		tip["trigger"] = "item"
	}
	bands, stretches := p.namedBands()
	under, ends := ground("scatter", p.Limits, bands, s)
	series := []any{under}
	for _, path := range p.Paths {
		series = append(series, path.line())
		if last := len(path.Data) - 1; path.End != "" && last >= 0 {
			ends = append(ends, End{Value: path.Data[last][1], Text: path.End, Colour: "token:ink"})
		}
	}
	for _, c := range p.Clouds {
		series = append(series, p.cloud(c, s))
	}
	if len(p.Levels) > 0 {
		series = append(series, p.levels())
		ends = append(ends, End{Value: p.Levels[len(p.Levels)-1].Value, Text: p.LevelEnd, Colour: "token:ink", Strong: true})
	}
	option["series"] = series
	if len(p.Events) > 0 {
		first(option, "grid", func(grid object) { grid["top"] = 44 }) // under two rows of names
	}
	ends = append(ends, p.strip(option)...)
	return Picture{
		Option: option, Name: p.Name, Brush: p.Brush, Point: p.Link,
		Marks: Marks{Unit: p.Axis.Unit, Note: joined(s.note(p.Axis), p.beyond(s)), Ends: ends, Events: p.Events, Stretches: stretches},
	}, nil
}

// namedBands leaves the names of moments' bands to the script, which keeps them
// apart.
func (p Points) namedBands() (bands []Band, names []Event) {
	for _, b := range p.Bands {
		if at, ok := b.From.(float64); ok && b.Name != "" {
			names = append(names, Event{At: at, Name: b.Name})
			b.Name = ""
		}
		bands = append(bands, b)
	}
	return bands, names
}

func (p Points) levels() object {
	var data []any
	for _, l := range p.Levels {
		data = append(data, []any{l.From, l.Value}, []any{l.To, l.Value}, []any{l.To, "-"})
	}
	return object{
		"type": "line", "name": "_level", "data": data, "silent": true, "symbol": "none", "z": 4,
		"lineStyle": object{"color": "token:ink", "width": 1, "opacity": 0.75},
	}
}

func (p Path) line() object {
	var data []any
	for i, point := range p.Data {
		if i > 0 && point[0]-p.Data[i-1][0] > p.Gap {
			data = append(data, []any{point[0], "-"})
		}
		data = append(data, point)
	}
	style := object{"color": "token:" + p.Colour, "width": p.Width}
	if p.Dashed {
		style["type"] = []int{6, 3}
	}
	return object{"type": "line", "name": p.Name, "data": data, "silent": true, "symbol": "none", "z": 2, "lineStyle": style}
}

func (p Points) right() string {
	if p.Tight {
		return "14"
	}
	return labelMargin
}

func (p Points) finishX(axis object) {
	axis["scale"] = true
	if p.From < p.To {
		axis["min"], axis["max"] = p.From, p.To
	}
	if p.Time {
		label(axis)["formatter"] = "format:clock"
		axis["splitNumber"] = 5
		if days := midnights(p.From, p.To); len(days) > 0 {
			label(axis)["customValues"] = days
		}
	}
}

// midnights are the days to name between two moments, equally far apart as on
// an axis of days; none where hours are to be named, which ECharts does well.
// Of days it names those that begin a month too, a day beside their neighbours.
func midnights(from, to float64) []float64 {
	const day = 24 * 3600 * 1000
	n := int((to - from) / day)
	if n < 4 {
		return nil
	}
	var at []float64
	for ms := math.Ceil(from/day) * day; ms <= to; ms += day * float64(spacing(n)+1) {
		at = append(at, ms)
	}
	return at
}

// inStrip tells whether a class lies over the plot.
func (p Points) inStrip(c Class) bool { return p.Time && slices.Contains(stripRows(), c) }

func (p Points) hasStrip() bool {
	return slices.ContainsFunc(p.Clouds, func(c Cloud) bool { return p.inStrip(c.Class) && len(c.Data) > 0 })
}

// heights are the values that the scale must hold: points and limits.
func (p Points) heights() [][]*float64 {
	var all []*float64
	for _, c := range p.Clouds {
		if p.inStrip(c.Class) {
			continue
		}
		for _, point := range c.Data {
			all = append(all, &point[1])
		}
	}
	for _, path := range p.Paths {
		for _, point := range path.Data {
			all = append(all, &point[1])
		}
	}
	for _, l := range p.Limits {
		all = append(all, &l.Value)
	}
	return [][]*float64{all}
}

func (p Points) cloud(c Cloud, on scale) object {
	s := object{"type": "scatter", "name": c.Name, "data": c.on(on), "large": true, "largeThreshold": 20000, "progressive": 0, "z": 2, "cursor": "default"}
	for key, value := range c.Class.look() {
		s[key] = value
	}
	c.dress(s)
	if size, ok := s["symbolSize"].(float64); ok && p.Large {
		s["symbolSize"] = max(7, 1.5*size)
	}
	if p.Link != nil {
		s["cursor"] = "pointer"
	}
	if p.inStrip(c.Class) {
		s["xAxisIndex"], s["yAxisIndex"] = 1, 1
		s["data"] = c.onRow(float64(slices.Index(stripRows(), c.Class)))
	}
	return s
}

// Points that are drawn elsewhere than their value is have it at this place.
const trueValue = 3

// at draws a point at a height that is not its value.
func at(point []float64, height float64) []float64 {
	moved := make([]float64, trueValue+1)
	copy(moved, point)
	moved[1], moved[trueValue] = height, point[1]
	return moved
}

// onRow puts the points on a row of the strip.
func (c Cloud) onRow(row float64) [][]float64 {
	data := make([][]float64, len(c.Data))
	for i, point := range c.Data {
		data[i] = at(point, row)
	}
	return data
}

// on puts what lies beyond the scale at its edge.
func (c Cloud) on(s scale) [][]float64 {
	data := make([][]float64, len(c.Data))
	for i, point := range c.Data {
		data[i] = point
		if point[1] < s.low || point[1] > s.high {
			data[i] = at(point, min(max(point[1], s.low), s.high))
		}
	}
	return data
}

func (c Cloud) dress(s object) {
	style, ok := s["itemStyle"].(object)
	if !ok {
		return
	}
	if c.Hollow {
		style["borderColor"], style["borderWidth"], style["color"] = style["color"], 1, "transparent"
	}
	if c.Opacity > 0 {
		style["opacity"] = c.Opacity
	}
}

func (c Class) look() object {
	filled := func(shape string, size float64) object {
		return object{"symbol": shape, "symbolSize": size, "itemStyle": object{"color": "token:" + string(c)}, "z": 3}
	}
	switch c {
	case Normal:
		return object{"symbol": "circle", "symbolSize": 2.2, "itemStyle": object{"color": "token:normal", "opacity": 0.45}}
	case Slow:
		return filled("triangle", 5)
	case Fast:
		look := filled("triangle", 5)
		look["symbolRotate"] = 180
		return look
	case Long:
		return filled("diamond", 6)
	case Inside:
		return object{"symbol": "circle", "symbolSize": 3.8, "itemStyle": object{"color": "token:normal"}}
	case Signal:
		return object{"symbol": "rect", "symbolSize": 5.0, "z": 3, "itemStyle": object{"color": "token:bg", "borderColor": "token:bad", "borderWidth": 1}}
	case Beyond:
		return object{"symbol": "rect", "symbolSize": 5.0, "z": 3, "itemStyle": object{"color": "token:bad"}}
	case Idle:
		return object{"symbol": "rect", "symbolSize": 5.0, "z": 3, "itemStyle": object{"color": "transparent", "borderColor": "token:idle", "borderWidth": 1.2}}
	}
	return filled("circle", 3)
}

// strip adds the second plot over the first, and names its rows.
func (p Points) strip(option object) []End {
	if !p.hasStrip() {
		return nil
	}
	const left = leftMargin
	right := p.right()
	option["grid"] = []any{
		object{"left": left, "right": right, "top": 76, "bottom": 24},
		object{"left": left, "right": right, "top": 36, "height": 28}, // under two rows of names
	}
	axes := func(name string, second object) {
		list, _ := option[name].([]any)
		option[name] = append(list, second)
	}
	x := object{"type": "time", "gridIndex": 1, "show": false}
	if p.From < p.To {
		x["min"], x["max"] = p.From, p.To
	}
	axes("xAxis", x)
	axes("yAxis", object{"type": "value", "gridIndex": 1, "show": false, "min": -0.5, "max": 1.5})
	var ends []End
	for _, c := range p.Clouds {
		if row := slices.Index(stripRows(), c.Class); row >= 0 && !p.Tight {
			ends = append(ends, End{Row: row + 1, Text: c.Name, Colour: "token:ink"})
		}
	}
	return ends
}
