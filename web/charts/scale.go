package charts

import (
	"fmt"
	"math"
)

// Format is how values are shown; formats.js knows the same names.
type Format string

// The formats.
const (
	Percent Format = "percent" // 0.842 as 84.2
	Number  Format = "number"  // 12,345 and 12.3
	Tenths  Format = "tenths"  // 28.0
)

// Axis is the upright axis of a chart.
type Axis struct {
	Unit   string
	Format Format
	Zero   bool // begin at 0
}

// scale is the range of an axis and the distance of its ticks.
type scale struct{ low, high, step float64 }

// scaleOf puts whole steps of the axis around all values.
func (a Axis) scaleOf(all ...[]*float64) scale {
	low, high := math.Inf(1), math.Inf(-1)
	for _, list := range all {
		for _, v := range list {
			if v != nil {
				low, high = min(low, *v), max(high, *v)
			}
		}
	}
	if low > high {
		low, high = 0, 1
	}
	if a.Zero {
		low, high = min(low, 0), max(high, 0)
	}
	if a.Format == Percent && low >= 0 && high <= 1 && !a.Zero {
		return shareScale(low, high)
	}
	return numberScale(low, high)
}

// shareScale finds the finest step that leaves at most five of them. Steps are
// counted in whole percents: sums of 0.05 would not meet again.
func shareScale(low, high float64) scale {
	const slack = 0.5 // percent that keeps lines off the edges
	for _, percent := range []float64{2, 5, 10, 20} {
		from := max(0, math.Floor((100*low-slack)/percent)*percent)
		to := min(100, math.Ceil((100*high+slack)/percent)*percent)
		to = max(to, from+percent)
		if to-from <= 5*percent {
			return scale{from / 100, to / 100, percent / 100}
		}
	}
	return scale{0, 1, 0.2}
}

// numberScale takes steps of 1, 2 or 5 times a power of ten, at most six.
func numberScale(low, high float64) scale {
	if low == high {
		high = low + max(1, math.Abs(low))
	}
	power := math.Pow(10, math.Floor(math.Log10((high-low)/5)))
	for _, times := range []float64{1, 2, 5, 10, 20, 50} {
		step := times * power
		from, to := math.Floor(low/step+1e-9), math.Ceil(high/step-1e-9)
		if to-from <= 6 {
			return scale{from * step, to * step, step}
		}
	}
	return scale{low, high, (high - low) / 5}
}

// note says where an axis begins that does not begin at 0.
func (s scale) note(a Axis) string {
	if s.low <= 0 {
		return ""
	}
	low := s.low
	if a.Format == Percent {
		low *= 100
	}
	text := "axis from " + fmt.Sprintf("%.10g", low)
	if a.Unit != "" {
		text += " " + a.Unit
	}
	return text
}
