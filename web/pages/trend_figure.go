package pages

import (
	"fmt"
	"strings"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
	"sprue/web/charts"
)

// trendFigure is a figure that the trend can show.
type trendFigure struct {
	key    string // in an address
	name   string // of its segment
	axis   charts.Axis
	value  func(analysis.Point) *float64 // as the axis shows it
	high   func(analysis.Point) *float64 // upper end of a range; nil for none
	beside string                        // key of a figure on the same scale
	plan   func(analysis.OEE) *float64   // of OEE or one of its factors; else nil
	shown  func(*float64) string         // a value of the axis, without its unit

	ungraded bool // no limit tells good from poor
}

// line is what a line of it is called.
func (f trendFigure) line() string {
	if f.key == oeeKey {
		return f.name
	}
	return f.key
}

// isPlanned tells figures that are there only where a calendar says what is planned.
func (f trendFigure) isPlanned() bool { return f.plan != nil }

func trendFigures() []trendFigure {
	share := charts.Axis{Unit: "%", Format: charts.Percent}
	minute := charts.Axis{Unit: "min", Format: charts.Number, Zero: true}
	number := func(v *float64) string {
		if v == nil {
			return dash
		}
		return engine.Significant(*v)
	}
	planned := func(key, name, beside string, of func(analysis.OEE) *float64) trendFigure {
		value := func(at analysis.Point) *float64 {
			if at.OEE == nil {
				return nil
			}
			return of(*at.OEE)
		}
		return trendFigure{key: key, name: name, axis: share, value: value, beside: beside, plan: of, shown: percent}
	}
	performance, quality := planned("performance", "Performance", "", analysis.OEE.Performance), planned("quality", "Quality", "", analysis.OEE.Quality)
	performance.ungraded, quality.ungraded = true, true
	return []trendFigure{
		{key: "stability", name: "Stability", axis: share, value: analysis.Point.Stability, high: analysis.Point.StabilityHigh, beside: "efficiency", shown: percent},
		{key: "efficiency", name: "Efficiency", axis: share, value: analysis.Point.Efficiency, beside: "stability", shown: percent},
		{key: "downtime", name: "Downtime", axis: charts.Axis{Unit: "h", Format: charts.Number, Zero: true}, value: downtimeHours, shown: number},
		{key: "mtbf", name: "MTBF", axis: minute, value: func(f analysis.Point) *float64 { return inMinutes(f.MTBF()) }, shown: number},
		{key: "mttr", name: "MTTR", axis: minute, value: func(f analysis.Point) *float64 { return inMinutes(f.MTTR()) }, shown: number},
		planned(oeeKey, "OEE", "availability", analysis.OEE.Value),
		planned("availability", "Availability", oeeKey, analysis.OEE.Availability),
		performance, quality,
	}
}

// downtimeHours is none where the tools did not run at all.
func downtimeHours(f analysis.Point) *float64 {
	if f.RunTimeUS == 0 && f.Shots == 0 {
		return nil
	}
	v := float64(f.DowntimeUS) / 3.6e9
	return &v
}

func inMinutes(seconds *float64) *float64 {
	if seconds == nil {
		return nil
	}
	v := *seconds / 60
	return &v
}

// figureOf is the one that an address asks for, the first without one.
func figureOf(a address) (trendFigure, error) {
	asked, all := a.values.Get("figure"), trendFigures()
	var keys []string
	for _, f := range all {
		if f.key == asked || asked == "" {
			return f, nil
		}
		keys = append(keys, f.key)
	}
	return trendFigure{}, &engine.Error{
		Code: engine.CodeUsage, Doing: "draw the trend", Message: fmt.Sprintf("there is no figure %q", asked),
		Hint: engine.DidYouMean("did you mean %q? ", asked, keys) + "one of " + strings.Join(keys, ", "),
	}
}

// figurePath is the page with another figure in its trend.
func figurePath(a address, key string) string {
	return a.choose("figure", key, trendFigures()[0].key).String()
}

// figureViews are those to choose from: OEE only where there is a plan, and its
// factors, which the tiles open, only where one is shown.
func figureViews(a address, shown trendFigure, hasPlan bool) []templates.View {
	var views []templates.View
	for _, f := range trendFigures() {
		if f.isPlanned() && f.key != shown.key && !(hasPlan && f.key == oeeKey) {
			continue
		}
		views = append(views, templates.View{Text: f.name, URL: figurePath(a, f.key), Current: f.key == shown.key})
	}
	return views
}

// company is the figure whose line stands beside it.
func (f trendFigure) company() (trendFigure, bool) {
	for _, other := range trendFigures() {
		if other.key == f.beside && f.beside != "" {
			return other, true
		}
	}
	return trendFigure{}, false
}

// spark is the figure over the steps of a trend, for a tile.
func (f trendFigure) spark(t analysis.Trend) *templates.Spark {
	if len(t.Points) < 2 {
		return nil
	}
	return spark("", t.Points, f.value)
}
