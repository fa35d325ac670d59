package charts

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Weight is how much a line matters.
type Weight int

// The weights of lines.
const (
	Answer  Weight = iota // 2 px
	Company               // 1.25 px, beside the answer
	Before                // dotted: the period before
)

// Series is a line; nil where there is no value.
type Series struct {
	Name   string
	Points []*float64
	High   []*float64 // upper end of a range, hatched down to Points
	Colour int        // 1 to 3
	Weight Weight
	End    string // its name and last value at the right end, '' for none
}

// Lines is a chart of lines over steps of time.
type Lines struct {
	Name   string   // of the picture when it is saved
	Labels []string // of the steps: '30 Oct'
	Links  []string // where a click on a step leads; may be empty
	Axis   Axis
	Series []Series
	Limits []Limit
	Bands  []Band
	Events []Event
	Brush  *Brush

	Moments []float64 // see Picture
}

// Draw gives the picture.
func (l Lines) Draw() (Picture, error) {
	s := l.Axis.scaleOf(l.points()...)
	line := charts.NewLine()
	line.SetGlobalOptions(append(frame(labelMargin), stepAxis(), valueAxis(s))...)
	line.SetXAxis(l.Labels)
	for _, one := range l.Series {
		one.add(line)
	}
	line.Validate()
	option, err := tree(line.JSON())
	if err != nil {
		return Picture{}, err
	}
	dress(option, "format:rows "+string(l.Axis.Format))
	finishAxes(option, s, l.Axis.Format, len(l.Labels))
	first(option, "xAxis", func(axis object) { axis["boundaryGap"] = false })
	l.finish(option)
	under, ends := ground("line", l.Limits, l.Bands, s)
	underlay(option, under)
	return Picture{
		Option: option, Name: l.Name, Links: l.Links, Moments: l.Moments, Brush: l.Brush,
		Marks: Marks{Unit: l.Axis.Unit, Note: s.note(l.Axis), Ends: append(l.ends(), ends...), Events: l.Events},
	}, nil
}

func (l Lines) points() [][]*float64 {
	var all [][]*float64
	for _, s := range l.Series {
		all = append(all, s.Points, s.High)
	}
	return append(all, l.limits())
}

// limits are values that the scale must hold; where a status changes is none.
func (l Lines) limits() []*float64 {
	var all []*float64
	for _, at := range l.Limits {
		if at.Kind != Status {
			all = append(all, &at.Value)
		}
	}
	return all
}

func (l Lines) ends() []End {
	var all []End
	for _, s := range l.Series {
		if last := final(s.Points); s.End != "" && last != nil {
			all = append(all, End{Value: *last, Text: s.End, Colour: s.colour(), Strong: true})
		}
	}
	return all
}

// add draws a range first, so that its line lies over the hatch.
func (s Series) add(line *charts.Line) {
	if span := s.span(); span != nil {
		line.AddSeries("_base "+s.Name, values(s.Points), style("token:hatch", 0))
		line.AddSeries("_doubt "+s.Name, values(span), style("token:hatch", 0))
	}
	line.AddSeries(s.Name, values(s.Points), style(s.colour(), s.Weight.width()))
}

func (s Series) colour() string {
	if s.Weight == Before {
		return "token:compare"
	}
	return colour(s.Colour)
}

func (w Weight) width() float32 {
	if w == Answer {
		return 2
	}
	return 1.25
}

// span is the height of the range over its lower end, nil where there is none.
func (s Series) span() []*float64 {
	spans, some := make([]*float64, len(s.Points)), false
	for i, low := range s.Points {
		if low != nil && i < len(s.High) && s.High[i] != nil {
			span := max(0, *s.High[i]-*low)
			spans[i], some = &span, some || span > 0
		}
	}
	if !some {
		return nil
	}
	return spans
}

// finish adds to the series what go-echarts cannot say.
func (l Lines) finish(option object) {
	list, _ := option["series"].([]any)
	at := 0
	next := func() object {
		s, _ := list[at].(object)
		s["silent"], s["showAllSymbol"] = true, true
		at++
		return s
	}
	for _, one := range l.Series {
		if one.span() != nil {
			base, doubt := next(), next()
			base["stack"], doubt["stack"] = one.Name, one.Name
			base["lineStyle"], doubt["lineStyle"] = object{"opacity": 0}, object{"opacity": 0}
			doubt["areaStyle"] = object{"color": "pattern:hatch", "opacity": 1}
		}
		s := next()
		if look, ok := s["lineStyle"].(object); ok && one.Weight == Before {
			look["type"] = []int{2, 3}
		}
	}
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

func final(points []*float64) *float64 {
	for i := len(points) - 1; i >= 0; i-- {
		if points[i] != nil {
			return points[i]
		}
	}
	return nil
}
