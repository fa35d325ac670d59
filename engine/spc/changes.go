package spc

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Series is a daily figure: its days, rising, and its values.
type Series struct {
	Days   []int // since any day
	Values []float64
	Step   float64 // at which values are quantised
}

// Bounds say what is a change.
type Bounds struct {
	Window int     // days over which a drift is judged
	Drift  float64 // share of the level by which a drift must change it over the window
	Shift  float64 // share of the level that a shift must have
}

// LeastOfWindow is the number of days with a value that a window needs.
const LeastOfWindow = 10

// Shift is a lasting change of level from one day to the next.
type Shift struct {
	Day           int // the first one on the new level
	First, Last   int // day from which the level before, and up to which the new one was seen
	Before, After float64
	Confidence    float64 // 1 − p of so large a step by chance (t test against the noise of days)
}

// Drift is a stretch over which the level moved steadily.
type Drift struct {
	From, To      int     // first and last day
	Before, After float64 // of its line, on these days
	Trend         Trend   // a day, x = 0 is From
	Confidence    float64 // 1 − p of Mann–Kendall
}

// Changes finds the shifts and drifts of a series. Fewer than six days have no
// shift, fewer than ten no drift.
func Changes(s Series, b Bounds) ([]Shift, []Drift) {
	if len(s.Days) < 2*leastOfSegment {
		return nil, nil
	}
	x := make([]float64, len(s.Days))
	for i, day := range s.Days {
		x[i] = float64(day - s.Days[0])
	}
	y := withoutOddDays(s.Values, s.Step)
	sigma := noise(y, s.Step)
	cut := segments(x, y, sigma)
	for i := range cut {
		cut[i] = robust(cut[i], x, y)
	}
	shifts, level := shiftsOf(s, x, cut, sigma, b)
	return shifts, driftsOf(s, x, y, level, cut, b)
}

// robust puts the median in the place of a segment's line, or Theil–Sen's where
// its slope is beyond doubt: a day on which the level changes in the middle bends
// a line of least squares.
func robust(s segment, x, y []float64) segment {
	if trend, ok := TheilSen(x[s.from:s.to], y[s.from:s.to]); ok && s.slope != 0 && (trend.Low > 0 || trend.High < 0) {
		s.level, s.slope = trend.Level, trend.Slope
		return s
	}
	s.level, s.slope = Median(y[s.from:s.to]), 0
	return s
}

// shiftsOf gives the steps between segments that are large enough, and what all
// of them up to each point add to it.
func shiftsOf(s Series, x []float64, cut []segment, sigma float64, b Bounds) ([]Shift, []float64) {
	var shifts []Shift
	level := make([]float64, len(x))
	for i := 1; i < len(cut); i++ {
		left, right := cut[i-1], cut[i]
		// Between the two days the line before goes on.
		before, after := left.at(x[right.from]), right.at(x[right.from])
		jump := after - before
		if !(math.Abs(jump) >= b.Shift*math.Abs(before)) {
			continue
		}
		sure := confidence(jump, sigma, left, right)
		if sure < 0.95 {
			continue
		}
		shifts = append(shifts, Shift{
			Day: s.Days[right.from], First: s.Days[left.from], Last: s.Days[right.to-1], Before: before, After: after, Confidence: sure,
		})
		for k := right.from; k < len(x); k++ {
			level[k] += jump
		}
	}
	return shifts, level
}

func confidence(jump, sigma float64, left, right segment) float64 {
	n, m := float64(left.to-left.from), float64(right.to-right.from)
	t := math.Abs(jump) / (sigma * math.Sqrt(1/n+1/m))
	return 1 - 2*distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n + m - 2}.Survival(t)
}

// driftsOf looks through a window that ends on each day, at the series without
// its shifts, and joins windows that drift the same way.
func driftsOf(s Series, x, y, level []float64, cut []segment, b Bounds) []Drift {
	calm := make([]float64, len(y))
	for i := range y {
		calm[i] = y[i] - level[i]
	}
	var drifts []Drift
	first, from, to, sign := 0, 0, -1, 0
	for i := range x {
		for x[i]-x[first] >= float64(b.Window) {
			first++
		}
		way := drifting(x[first:i+1], calm[first:i+1], level[first], b)
		if way == 0 {
			continue
		}
		if to < 0 || way != sign || first > to {
			drifts = appendDrift(drifts, s, x, calm, level, cut, from, to, sign)
			from = first
		}
		to, sign = i, way
	}
	return appendDrift(drifts, s, x, calm, level, cut, from, to, sign)
}

// drifting is the sign of a window's drift, 0 for none.
func drifting(x, y []float64, level float64, b Bounds) int {
	if len(x) < LeastOfWindow {
		return 0
	}
	trend, ok := TheilSen(x, y)
	if !ok || trend.Low <= 0 && trend.High >= 0 {
		return 0
	}
	start := math.Abs(trend.At(x[0]) + level)
	if math.Abs(trend.Slope)*(x[len(x)-1]-x[0]) <= b.Drift*start {
		return 0
	}
	return signOf(trend.Slope)
}

// appendDrift measures a stretch of windows that drift. Its ends are those of the
// sloped segments in it, for the first window begins before the drift does.
func appendDrift(drifts []Drift, s Series, x, calm, level []float64, cut []segment, from, to, sign int) []Drift {
	if to < 0 {
		return drifts
	}
	if a, b := sloped(cut, from, to, sign); b-a+1 >= LeastOfWindow {
		from, to = a, b
	}
	start := x[from]
	days := make([]float64, 0, to-from+1)
	for _, day := range x[from : to+1] {
		days = append(days, day-start)
	}
	trend, ok := TheilSen(days, calm[from:to+1])
	if !ok || signOf(trend.Slope) != sign {
		return drifts
	}
	return append(drifts, Drift{
		From: s.Days[from], To: s.Days[to], Before: trend.At(0) + level[from], After: trend.At(days[len(days)-1]) + level[to],
		Trend: trend, Confidence: 1 - trend.P,
	})
}

// sloped gives the part of a stretch that segments with that slope cover; nothing
// where there is none.
func sloped(cut []segment, from, to, sign int) (first, last int) {
	first, last = to+1, to
	for _, c := range cut {
		if signOf(c.slope) != sign || c.to <= from || c.from > to {
			continue
		}
		if first > to {
			first = max(from, c.from)
		}
		last = min(to, c.to-1)
	}
	return first, last
}
