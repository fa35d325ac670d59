package charts

import "fmt"

// Trend is efficiency and stability over time; nil where there is no value.
type Trend struct {
	Name           string
	Labels         []string // of the steps: '30 Oct'
	Links          []string // where a click on a step leads; may be empty
	Stability      []*float64
	StabilityHigh  []*float64 // upper end, where part of the downtime is doubtful
	Efficiency     []*float64
	BeforeLabel    string // 'previous 28 days'
	StabilityThen  []*float64
	EfficiencyThen []*float64
	Good, Watch    float64 // limits of the status
	Brush          *Brush
	Group          string
}

// DrawTrend gives stability as the answer's line, efficiency beside it, the
// period before dotted, and doubt as a hatch between the ends of the range.
func DrawTrend(t Trend) (Picture, error) {
	lines := Lines{
		Name: t.Name, Labels: t.Labels, Links: t.Links, Brush: t.Brush, Group: t.Group,
		Axis: Axis{Unit: "%", Format: Percent},
	}
	if t.BeforeLabel != "" {
		lines.Series = append(lines.Series,
			Series{Name: "stability, " + t.BeforeLabel, Points: t.StabilityThen, Weight: Before},
			Series{Name: "efficiency, " + t.BeforeLabel, Points: t.EfficiencyThen, Weight: Before})
	}
	lines.Series = append(lines.Series,
		Series{Name: "efficiency", Points: t.Efficiency, Colour: 2, Weight: Company, End: ending("efficiency", t.Efficiency)},
		Series{Name: "stability", Points: t.Stability, High: t.StabilityHigh, Colour: 1, End: ending("stability", t.Stability)})
	if t.Good > 0 {
		lines.Limits = []Limit{{Kind: Status, Value: t.Good, Name: fmt.Sprintf("good from %.0f", 100*t.Good)}}
	}
	return lines.Draw()
}

// ending names a line with its last value.
func ending(name string, points []*float64) string {
	last := final(points)
	if last == nil {
		return ""
	}
	return fmt.Sprintf("%s %.1f", name, 100**last)
}
