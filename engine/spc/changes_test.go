package spc

import (
	"math"
	"math/rand/v2"
	"testing"

	"sprue/engine/enginetest"
)

func bounds() Bounds { return Bounds{Window: 28, Drift: 0.02, Shift: 0.02} }

// workdays are days, of which two in seven are missing.
func workdays(count int) []int {
	var days []int
	for day := 0; len(days) < count; day++ {
		if day%7 < 5 {
			days = append(days, day)
		}
	}
	return days
}

// series follows a course with noise, in tenths, as medians of counters are.
func series(seed uint64, count int, noise float64, course func(day int) float64) Series {
	r := rand.New(rand.NewPCG(seed, 9))
	s := Series{Days: workdays(count), Step: 0.1}
	for _, day := range s.Days {
		s.Values = append(s.Values, math.Round(10*(course(day)+noise*r.NormFloat64()))/10)
	}
	return s
}

func TestSteadyHasNoChange(t *testing.T) {
	enginetest.Seeds(t, 40, func(t *testing.T, seed uint64) {
		level := 10 + float64(seed)
		shifts, drifts := Changes(series(seed, 120, 0.003*level, func(int) float64 { return level }), bounds())
		if len(shifts)+len(drifts) > 0 {
			t.Errorf("level %v: shifts %+v, drifts %+v", level, shifts, drifts)
		}
	})
}

func TestShiftIsFound(t *testing.T) {
	enginetest.Seeds(t, 20, func(t *testing.T, seed uint64) {
		const at = 45 // a workday
		size := []float64{-0.05, 0.03, 0.06, 0.24}[seed%4]
		shifts, drifts := Changes(series(seed, 60, 0.08, func(day int) float64 {
			if day >= at {
				return 30 * (1 + size)
			}
			return 30
		}), bounds())
		if len(shifts) != 1 || len(drifts) != 0 {
			t.Fatalf("%v: shifts %+v, drifts %+v", size, shifts, drifts)
		}
		if s := shifts[0]; s.Day != at || math.Abs(s.After-s.Before-30*size) > 0.15 || s.Confidence < 0.99 || s.Confidence > 1 {
			t.Errorf("%v: %+v", size, s)
		}
	})
}

func TestDriftIsFound(t *testing.T) {
	enginetest.Seeds(t, 20, func(t *testing.T, seed uint64) {
		const from = 35
		slope := []float64{0.06, -0.04}[seed%2]
		shifts, drifts := Changes(series(seed, 70, 0.08, func(day int) float64 { return 30 + slope*float64(max(0, day-from)) }), bounds())
		if len(drifts) != 1 || len(shifts) != 0 {
			t.Fatalf("shifts %+v, drifts %+v", shifts, drifts)
		}
		d := drifts[0]
		if d.Trend.Low > slope || d.Trend.High < slope || d.Trend.Low > d.Trend.High {
			// The interval is to hold the slope in 95 of 100.
			near(t, "slope", d.Trend.Slope, slope, 0.15*math.Abs(slope))
		}
		near(t, "from", float64(d.From), from, 7)
		near(t, "to", float64(d.To), 95, 0)
		near(t, "size", d.After-d.Before, slope*float64(d.To-d.From), 0.3)
	})
}

// A shift inside a drift is neither lost in it, nor makes it look steeper.
func TestShiftInsideADrift(t *testing.T) {
	shifts, drifts := Changes(series(1, 70, 0.08, func(day int) float64 {
		y := 30 + 0.04*float64(day)
		if day >= 49 {
			y += 3
		}
		return y
	}), bounds())
	if len(shifts) != 1 || len(drifts) != 1 {
		t.Fatalf("shifts %+v, drifts %+v", shifts, drifts)
	}
	if shifts[0].Day != 49 {
		t.Errorf("shift on %d", shifts[0].Day)
	}
	near(t, "slope", drifts[0].Trend.Slope, 0.04, 0.006)
	near(t, "size", drifts[0].After-drifts[0].Before, 3+0.04*95, 0.6)
}

func TestFewDaysHaveNoChange(t *testing.T) {
	for n := range 6 {
		s := Series{Days: workdays(n), Step: 0.1}
		for i := range n {
			s.Values = append(s.Values, float64(30+10*i))
		}
		if shifts, drifts := Changes(s, bounds()); len(shifts)+len(drifts) > 0 {
			t.Errorf("%d days: %v, %v", n, shifts, drifts)
		}
	}
}

func TestTwoOddDaysAreNoShift(t *testing.T) {
	s := series(3, 60, 0.05, func(int) float64 { return 30 })
	s.Values[30], s.Values[31] = 45, 20
	if shifts, drifts := Changes(s, bounds()); len(shifts)+len(drifts) > 0 {
		t.Errorf("shifts %v, drifts %v", shifts, drifts)
	}
}

// cost is what segments makes least, of a cut given by its last places.
func cost(s sums, n int, sigma float64, starts []int) float64 {
	unit, total := math.Log(float64(n)), 0.0
	for i, from := range starts {
		to := n
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		_, c := s.cheapest(from, to, sigma, unit)
		total += c + 3*unit
	}
	return total
}

// Every cut of short series is tried.
func TestSegmentsAreTheBest(t *testing.T) {
	enginetest.Seeds(t, 30, func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 5))
		n := 6 + r.IntN(19)
		x, y := make([]float64, n), make([]float64, n)
		level, slope := 30.0, 0.0
		for i := range x {
			if r.IntN(7) == 0 {
				level, slope = level+r.NormFloat64(), r.NormFloat64()/10
			}
			level += slope
			x[i], y[i] = float64(i), level+0.1*r.NormFloat64()
		}
		s := sumUp(x, y)
		best := math.Inf(1)
		var try func(starts []int)
		try = func(starts []int) {
			best = min(best, cost(s, n, 0.1, starts))
			for next := starts[len(starts)-1] + leastOfSegment; next <= n-leastOfSegment; next++ {
				try(append(starts, next))
			}
		}
		try([]int{0})
		var starts []int
		for _, c := range segments(x, y, 0.1) {
			starts = append(starts, c.from)
		}
		near(t, "cost", cost(s, n, 0.1, starts), best, 1e-6)
	})
}

func TestTheilSen(t *testing.T) {
	// The example of Sen (1968).
	trend, ok := TheilSen([]float64{1, 2, 3, 4, 10, 12, 18}, []float64{9, 15, 19, 20, 45, 55, 78})
	if !ok {
		t.Fatal("none")
	}
	near(t, "slope", trend.Slope, 4, 1e-12)
	near(t, "level", trend.Level, 6, 1e-12)
	near(t, "low", trend.Low, 26.0/7, 1e-12)
	near(t, "high", trend.High, 35.0/8, 1e-12)
	if _, ok := TheilSen([]float64{1, 2, 3}, []float64{1, 2, 3}); ok {
		t.Error("three points have a trend")
	}
	flat, _ := TheilSen([]float64{1, 2, 3, 4}, []float64{5, 5, 5, 5})
	if flat.Slope != 0 || flat.Low != 0 || flat.High != 0 || flat.P != 1 {
		t.Errorf("flat: %+v", flat)
	}
}

func TestTheilSenInterval(t *testing.T) {
	inside, all := 0, 400
	for seed := range all {
		r := rand.New(rand.NewPCG(uint64(seed), 4))
		var x, y []float64
		for i := range 20 {
			x, y = append(x, float64(i)), append(y, 0.5*float64(i)+r.NormFloat64())
		}
		if trend, _ := TheilSen(x, y); trend.Low <= 0.5 && trend.High >= 0.5 {
			inside++
		}
	}
	// 380 ± 4.4 are to be expected.
	if inside < 362 || inside > 398 {
		t.Errorf("%d of %d intervals hold the slope", inside, all)
	}
}
