package charts

import (
	"cmp"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Columns is a chart of upright bars from 0 over steps or bins.
type Columns struct {
	Name   string
	Labels []string
	Links  []string
	Axis   Axis
	Values []*float64
	Tone   string // token of the bars: 'normal' unless set
	Marked []bool // drawn in Mark, since they are beyond a limit or the like
	Mark   string // token: 'slow'
	Doubt  []bool // hatched
	Bins   bool   // bars touch: a distribution
	Every  int    // how many steps lie between two labels of the axis; 0 chooses
	Bands  []Band
	Events []Event // limits of a distribution too, placed by Share
	Brush  *Brush
	XUnit  string // 'cycle time, s', under the axis

	Bar  string // what the bars are, where a line lies over them
	Over *Over  // nil for none
}

// Over is a line in steps over the bars, on the same axis: another distribution.
type Over struct {
	Name   string
	Values []*float64
}

func (o Over) line() object {
	data := make([]any, len(o.Values))
	for i, v := range o.Values {
		data[i] = 0.0
		if v != nil {
			data[i] = *v
		}
	}
	return object{
		"type": "line", "name": o.Name, "data": data, "step": "middle", "symbol": "none", "silent": true, "z": 3,
		"lineStyle": object{"color": colour(1), "width": 2}, "itemStyle": object{"color": colour(1)},
	}
}

// Draw gives the picture.
func (c Columns) Draw() (Picture, error) {
	c.Axis.Zero = true
	all := [][]*float64{c.Values}
	if c.Over != nil {
		all = append(all, c.Over.Values)
	}
	s := c.Axis.scaleOf(all...)
	bar := charts.NewBar()
	bar.SetGlobalOptions(append(frame("8"), stepAxis(), valueAxis(s))...)
	bar.SetXAxis(c.Labels)
	bar.AddSeries(cmp.Or(c.Bar, c.Axis.Unit), c.bars())
	bar.Validate()
	option, err := tree(bar.JSON())
	if err != nil {
		return Picture{}, err
	}
	dress(option, "format:rows "+string(c.Axis.Format))
	finishAxes(option, s, c.Axis.Format, len(c.Labels))
	c.finish(option)
	if c.Every > 0 {
		first(option, "xAxis", func(axis object) { label(axis)["interval"] = c.Every - 1 })
	}
	if c.XUnit != "" {
		nameAxis(option, c.XUnit)
	}
	if c.Over != nil {
		series, _ := option["series"].([]any)
		option["series"] = append(series, c.Over.line())
	}
	under, _ := ground("bar", nil, c.Bands, s)
	if len(c.Bands) > 0 {
		underlay(option, under)
	}
	return Picture{
		Option: option, Name: c.Name, Links: c.Links, Brush: c.Brush,
		Marks: Marks{Unit: c.Axis.Unit, Events: c.Events},
	}, nil
}

func (c Columns) bars() []opts.BarData {
	data := make([]opts.BarData, len(c.Values))
	for i, v := range c.Values {
		data[i].Value = "-"
		if v == nil {
			continue
		}
		data[i].Value = *v
		data[i].ItemStyle = &opts.ItemStyle{Color: c.tone(i)}
	}
	return data
}

func (c Columns) tone(i int) string {
	switch {
	case i < len(c.Doubt) && c.Doubt[i]:
		return "pattern:hatch"
	case i < len(c.Marked) && c.Marked[i]:
		return "token:" + c.Mark
	case c.Tone != "":
		return "token:" + c.Tone
	}
	return "token:normal"
}

func (c Columns) finish(option object) {
	first(option, "series", func(s object) {
		s["silent"], s["barCategoryGap"], s["barGap"] = true, "30%", "-100%" // the ground is a series too
		switch many := 80; {
		case c.Bins && len(c.Values) > many:
			s["barCategoryGap"] = "0%" // a gap of a pixel would be half of the bar
		case c.Bins:
			s["barCategoryGap"] = 1
		}
	})
	if grid, ok := option["grid"].([]any); ok && len(grid) > 0 && len(c.Events) > 0 {
		if g, ok := grid[0].(object); ok {
			g["top"] = 36 // the names of limits stand over the plot
		}
	}
}
