package charts

import "fmt"

// Trend is one figure over time, large, beside the period before; nil where
// there is no value.
type Trend struct {
	Name    string   // of the picture when it is saved
	Labels  []string // of the steps: '30 Oct'
	Links   []string // where a click on a step leads; may be empty
	Axis    Axis
	Figure  string // what the line is called
	Points  []*float64
	High    []*float64 // upper end, where part of it is doubtful
	Before  string     // what the period before is called; '' without one
	Then    []*float64
	Beside  string // a figure on the same scale, for context; '' without one
	Company []*float64
	Limits  []Limit
	Events  []Event
	Brush   *Brush
	Moments []float64
}

// DrawTrend gives the figure as the answer's line, its company thinner, the
// period before dotted, and doubt as a hatch between the ends of the range.
func DrawTrend(t Trend) (Picture, error) {
	lines := Lines{
		Name: t.Name, Labels: t.Labels, Links: t.Links, Axis: t.Axis,
		Limits: t.Limits, Events: t.Events, Brush: t.Brush, Moments: t.Moments,
	}
	if t.Before != "" {
		lines.Series = append(lines.Series, Series{Name: t.Figure + ", " + t.Before, Points: t.Then, Weight: Before})
	}
	if t.Beside != "" {
		lines.Series = append(lines.Series, Series{Name: t.Beside, Points: t.Company, Colour: 2, Weight: Company, End: t.ending(t.Beside, t.Company)})
	}
	lines.Series = append(lines.Series, Series{Name: t.Figure, Points: t.Points, High: t.High, Colour: 1, End: t.ending(t.Figure, t.Points)})
	return lines.Draw()
}

// ending names a line with its last value.
func (t Trend) ending(name string, points []*float64) string {
	last := final(points)
	if last == nil {
		return ""
	}
	value := *last
	if t.Axis.Format == Percent {
		value *= 100
	}
	return fmt.Sprintf("%s %.1f", name, value)
}
