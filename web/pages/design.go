package pages

import (
	"fmt"
	"math"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"sprue/templates"
	"sprue/web/charts"
)

// design shows every part in every state, with invented figures.
func (p *Pages) design(c echo.Context) error {
	frame := p.designFrame(c)
	light, err := designHalf("light")
	if err != nil {
		return err
	}
	dark, err := designHalf("dark")
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, templates.Layout(frame, templates.Design(templates.DesignPage{Light: light, Dark: dark})))
}

// designLater is a part that comes after its page.
func (p *Pages) designLater(c echo.Context) error {
	return render(c, http.StatusOK, templates.DesignLater(c.QueryParam("of")))
}

func (p *Pages) designFrame(c echo.Context) templates.Frame {
	frame := p.Bare(c, "Components")
	frame.Foot = []string{"Build 1,842 · 14:30", "48 tools · 5 plants"}
	frame.Range = &templates.RangePicker{
		Name: "Last 28 days", Dates: "23 Oct – 19 Nov", Action: "/design",
		Compare: &templates.Compare{Name: "previous 28 days", On: true, URL: "/design"},
		Presets: []templates.Preset{{Name: "Last 7 days", Dates: "13 Nov – 19 Nov", URL: "/design"}, {Name: "Last 28 days", URL: "/design", Current: true}},
	}
	frame.Filters = &templates.FilterBar{Search: true, Add: true, Here: "/design", Chips: []templates.Chip{{Name: "Tool", Value: "MX-2417", Remove: "/design"}}}
	frame.Age = &templates.DataAge{Status: templates.Good, Text: "Synced 2 min ago", More: "last shot 19 Nov 14:32 CET"}
	return frame
}

func designHalf(theme string) (templates.DesignHalf, error) {
	half := templates.DesignHalf{Theme: theme}
	for _, sample := range []struct {
		id, head, note, class string
		draw                  func() (charts.Picture, error)
	}{
		{"lines", "Lines", "dotted: the period before · hatched: doubt · drag to zoom", "", designLines},
		{"columns", "Distribution", "limits on top", "", designColumns},
		{"points", "Points", "five classes, limits, events, no data", "tall", designPoints},
	} {
		picture, err := sample.draw()
		if err != nil {
			return half, err
		}
		half.Charts = append(half.Charts, templates.DesignChart{
			Section: templates.Section{ID: theme + "-" + sample.id, Head: sample.head, Note: sample.note},
			Chart: templates.Chart{
				ID: theme + "-" + sample.id + "-data", Class: sample.class, Summary: sample.head + ", as an example in " + theme, Option: picture,
				AsChart: "/design", AsTable: "/design?table=" + theme + "-" + sample.id + "-data",
				Table: templates.Table{Caption: sample.head + " as a table, " + theme, Columns: []templates.Column{{Name: "Step"}, {Name: "Value", Number: true}}, Rows: []templates.Row{{Cells: []templates.Cell{{Text: "23 Oct"}, {Text: "0.84"}}}}},
			},
		})
	}
	return half, nil
}

const designSteps = 28

// wave is a figure that wanders, the same each time.
func wave(i int, around, by float64) float64 {
	x := float64(i)
	return around + by*(math.Sin(x/2.1)+0.6*math.Sin(x*1.7))
}

func designLines() (charts.Picture, error) {
	l := charts.Lines{
		Name: "Efficiency and stability by day", Axis: charts.Axis{Unit: "%", Format: charts.Percent},
		Limits: []charts.Limit{{Kind: charts.Status, Value: 0.8, Name: "good from 80"}},
		Events: []charts.Event{{At: 17, Name: "9 Nov: power cut, Monterrey"}, {At: 19, Name: "11 Nov: level shift"}},
		Brush:  &charts.Brush{URL: "/design"},
	}
	start := time.Date(2026, 10, 23, 0, 0, 0, 0, time.UTC)
	var stability, high, efficiency, then []*float64
	for i := range designSteps {
		l.Labels = append(l.Labels, start.AddDate(0, 0, i).Format("2 Jan"))
		l.Links = append(l.Links, fmt.Sprintf("/design?day=%d", i))
		l.Brush.Edges = append(l.Brush.Edges, start.AddDate(0, 0, i).Format(time.DateOnly))
		l.Moments = append(l.Moments, localDay(start.AddDate(0, 0, i)))
		s, e, t := wave(i, 0.87, 0.01), wave(i+5, 0.84, 0.006), wave(i+9, 0.885, 0.008)
		h := s + 0.018
		if i == 12 {
			stability, high, efficiency, then = append(stability, nil), append(high, nil), append(efficiency, nil), append(then, &t)
			continue
		}
		stability, high, efficiency, then = append(stability, &s), append(high, &h), append(efficiency, &e), append(then, &t)
	}
	l.Brush.Edges = append(l.Brush.Edges, start.AddDate(0, 0, designSteps).Format(time.DateOnly))
	l.Moments = append(l.Moments, localDay(start.AddDate(0, 0, designSteps)))
	l.Series = []charts.Series{
		{Name: "stability, before", Points: then, Weight: charts.Before},
		{Name: "efficiency", Points: efficiency, Colour: 2, Weight: charts.Company, End: "efficiency 84.1"},
		{Name: "stability", Points: stability, High: high, Colour: 1, End: "stability 86.9"},
	}
	return l.Draw()
}

func bell(x, width float64) float64 { return math.Exp(-x * x / width) }

func designColumns() (charts.Picture, error) {
	c := charts.Columns{Name: "Distribution of cycle times", Axis: charts.Axis{Unit: "shots", Format: charts.Number}, Bins: true, Every: 10, Mark: "slow"}
	for i := range 40 {
		ct := 26 + 0.2*float64(i)
		n := math.Round(4000*bell(ct-28, 0.4) + 2500*bell(ct-32, 0.9))
		c.Labels = append(c.Labels, fmt.Sprintf("%.1f", ct))
		c.Values = append(c.Values, &n)
		c.Marked = append(c.Marked, ct > 30.8)
	}
	approved, limit := 0.25, 0.6
	c.Events = []charts.Event{{Share: &approved, Name: "approved 28.0", Colour: "token:ok"}, {Share: &limit, Name: "L2 30.8", Colour: "token:warn"}}
	return c.Draw()
}

func designPoints() (charts.Picture, error) {
	start := time.Date(2026, 10, 23, 0, 0, 0, 0, time.UTC)
	ms := func(days float64) float64 { return float64(start.UnixMilli()) + days*864e5 }
	p := charts.Points{
		Name: "Every shot over time", Time: true, From: ms(0), To: ms(28), Axis: charts.Axis{Unit: "s", Format: charts.Tenths},
		Limits: []charts.Limit{{Kind: charts.Outer, Value: 25.2, Name: "L2 25.2"}, {Kind: charts.Inner, Value: 26.6, Name: "L1 26.6"}, {Kind: charts.Approved, Value: 28, Name: "approved 28.0"}, {Kind: charts.Inner, Value: 29.4, Name: "L1 29.4"}, {Kind: charts.Outer, Value: 30.8, Name: "L2 30.8"}},
		Events: []charts.Event{{At: ms(5.4), Name: "28 Oct 09:40 part P-4471 → P-4472"}, {At: ms(10.3), Name: "2 Nov 06:30 level shift +4.5 s"}},
		Bands:  []charts.Band{{From: ms(13.3), To: ms(13.9), Name: "5 Nov: no data, 14 h", Doubt: true}},
		Brush:  &charts.Brush{URL: "/design", Clock: []charts.Shift{{By: -6 * 3600 * 1000}}},
	}
	byClass := map[charts.Class][][]float64{}
	for i := range 3000 {
		day := 28 * float64(i) / 3000
		if day > 13.3 && day < 13.9 {
			continue
		}
		class, ct := designShot(i, day)
		byClass[class] = append(byClass[class], []float64{ms(day), ct})
	}
	for _, class := range []charts.Class{charts.Normal, charts.Slow, charts.Fast, charts.Long, charts.Idle} {
		p.Clouds = append(p.Clouds, charts.Cloud{Name: fmt.Sprintf("%s %d", class, len(byClass[class])), Class: class, Data: byClass[class]})
	}
	return p.Draw()
}

func designShot(i int, day float64) (charts.Class, float64) {
	mode := 28.0
	if day > 10.3 {
		mode = 32.6
	}
	switch {
	case i%211 == 7:
		return charts.Idle, 999.9
	case i%97 == 3:
		return charts.Long, 80
	case i%29 == 1:
		return charts.Slow, mode + 2 + 2*math.Abs(math.Sin(float64(i)))
	case i%31 == 5:
		return charts.Fast, mode - 2 - math.Abs(math.Cos(float64(i)))
	}
	return charts.Normal, mode + 0.4*math.Sin(float64(i)*1.9) + 0.3*math.Sin(float64(i)*0.7)
}
