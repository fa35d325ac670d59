package spc

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"sprue/engine/enginetest"
)

// unit is a chart whose sigma is 1.
func unit() Limits { return Limits{-3, 0, 3} }

func firedBy(points []float64, on Rules) []Rules {
	n := Nelson{Limits: unit(), On: on}
	fired := make([]Rules, len(points))
	for i, x := range points {
		fired[i] = n.Add(x)
	}
	return fired
}

func TestNelson(t *testing.T) {
	repeat := func(n int, values ...float64) []float64 {
		var points []float64
		for range n {
			points = append(points, values...)
		}
		return points
	}
	for name, c := range map[string]struct {
		points []float64
		rule   int
		first  int // place at which it fires, −1 for never
	}{
		"beyond":                       {[]float64{0, 3.001}, 1, 1},
		"on the limit is within":       {[]float64{3, -3}, 1, -1},
		"below":                        {[]float64{-3.1}, 1, 0},
		"nine above":                   {repeat(9, 0.1), 2, 8},
		"eight above, one on the line": {append(repeat(8, 0.1), 0), 2, -1},
		"nine, then other side":        {append(repeat(8, 0.1), repeat(9, -0.1)...), 2, 16},
		"six rising":                   {[]float64{-1, -0.9, -0.8, -0.7, -0.6, -0.5}, 3, 5},
		"five rising":                  {[]float64{-1, -0.9, -0.8, -0.7, -0.6, -0.6}, 3, -1},
		"six falling":                  {[]float64{0, 1, 0.9, 0.8, 0.7, 0.6, 0.5}, 3, 6},
		"fourteen alternate":           {repeat(7, 0.1, 0.2), 4, 13},
		"thirteen alternate":           {append(repeat(6, 0.1, 0.2), 0.1, 0.1), 4, -1},
		"two of three":                 {[]float64{2.1, 0, 2.1}, 5, 2},
		"two of three, both sides":     {[]float64{2.1, 0, -2.1}, 5, -1},
		"two of three, last is inside": {[]float64{2.1, 2.1, 0}, 5, 1},
		"two of four":                  {[]float64{2.1, 0, 0, 2.1}, 5, -1},
		"four of five":                 {[]float64{1.1, 1.1, 0, 1.1, 1.1}, 6, 4},
		"four of six":                  {[]float64{1.1, 1.1, 0, 0, 1.1, 1.1}, 6, -1},
		"fifteen near":                 {repeat(15, 0.2), 7, 14},
		"a limit of 1σ is within":      {repeat(15, 1), 7, 14},
		"fourteen near":                {append(repeat(14, 0.2), 1.1), 7, -1},
		"eight far":                    {repeat(4, 1.1, -1.1), 8, 7},
		"eight far on one side":        {repeat(8, 1.1), 8, -1},
		"one of them near":             {[]float64{1.1, -1.1, 1.1, -1.1, 0.5, 1.1, -1.1, 1.1}, 8, -1},
	} {
		first := -1
		for i, fired := range firedBy(c.points, AllRules) {
			if fired.Has(c.rule) && first < 0 {
				first = i
			}
		}
		if first != c.first {
			t.Errorf("%s: rule %d fires at %d, want %d", name, c.rule, first, c.first)
		}
		for _, fired := range firedBy(c.points, AllRules&^RuleSet(c.rule)) {
			if fired.Has(c.rule) {
				t.Errorf("%s: rule %d fires though it is off", name, c.rule)
			}
		}
	}
}

// again tells whether a rule holds at the end of the points, by looking at them
// all anew.
func again(rule int, points []float64) bool {
	last := func(n int, holds func(p []float64) bool) bool {
		return len(points) >= n && holds(points[len(points)-n:])
	}
	count := func(p []float64, holds func(x float64) bool) (n int) {
		for _, x := range p {
			if holds(x) {
				n++
			}
		}
		return n
	}
	x := points[len(points)-1]
	side := math.Copysign(1, x)
	beyond := func(of, need int, limit float64) bool {
		far := func(v float64) bool { return v*side > limit }
		return far(x) && count(points[max(0, len(points)-of):], far) >= need
	}
	steps := func(n int, holds func(a, b float64) bool) bool {
		return last(n, func(p []float64) bool {
			for i := 1; i < n; i++ {
				if !holds(p[i-1], p[i]) {
					return false
				}
			}
			return true
		})
	}
	switch rule {
	case 1:
		return math.Abs(x) > 3
	case 2:
		return x != 0 && last(9, func(p []float64) bool { return count(p, func(v float64) bool { return v*side > 0 }) == 9 })
	case 3:
		return steps(6, func(a, b float64) bool { return a < b }) || steps(6, func(a, b float64) bool { return a > b })
	case 4:
		return last(14, func(p []float64) bool {
			for i := 2; i < 14; i++ {
				if (p[i]-p[i-1])*(p[i-1]-p[i-2]) >= 0 {
					return false
				}
			}
			return true
		})
	case 5:
		return beyond(3, 2, 2)
	case 6:
		return beyond(5, 4, 1)
	case 7:
		return last(15, func(p []float64) bool { return count(p, func(v float64) bool { return math.Abs(v) <= 1 }) == 15 })
	default:
		return last(8, func(p []float64) bool {
			above, below := count(p, func(v float64) bool { return v > 1 }), count(p, func(v float64) bool { return v < -1 })
			return above+below == 8 && above > 0 && below > 0
		})
	}
}

func TestNelsonAgain(t *testing.T) {
	enginetest.Seeds(t, 20, func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 3))
		wide, level := 0.2+2*r.Float64(), r.NormFloat64()
		points := make([]float64, 300)
		for i := range points {
			// In tenths, so that values meet each other and the limits.
			points[i] = math.Round(10*(wide*r.NormFloat64()+level*float64(i%40/20))) / 10
		}
		for i, fired := range firedBy(points, AllRules) {
			for rule := 1; rule <= 8; rule++ {
				if want := again(rule, points[:i+1]); fired.Has(rule) != want {
					t.Fatalf("rule %d at %d: %v, want %v, after %v", rule, i, fired.Has(rule), want, points[max(0, i-15):i+1])
				}
			}
		}
	})
}

// runLength is the mean number of points up to the first signal of a process in
// control, each time from the start, and its standard error.
func runLength(runs int, signals func() func(x float64) bool) (mean, off float64) {
	r := rand.New(rand.NewPCG(7, 1))
	lengths := make([]float64, runs)
	for i := range lengths {
		signal := signals()
		for lengths[i] = 1; !signal(r.NormFloat64()); lengths[i]++ {
		}
	}
	return Mean(lengths), StdDev(lengths) / math.Sqrt(float64(runs))
}

func nelson(on Rules) func() func(x float64) bool {
	return func() func(x float64) bool {
		n := Nelson{Limits: unit(), On: on}
		return func(x float64) bool { return n.Add(x) != 0 }
	}
}

// In control, independent and normal: 1/0.0027 = 370 for rule 1 alone.
func TestRunLengths(t *testing.T) {
	runs := 4000
	if enginetest.IsSoak(t) {
		runs *= 25
	}
	for _, c := range []struct {
		name    string
		signals func() func(x float64) bool
		want    float64
		share   float64 // by which it may be off
	}{
		{"rule 1", nelson(RuleSet(1)), 370.4, 0.05},
		{"rules 1 to 8", nelson(AllRules), 74, 0.05},
		{"EWMA λ 0.2, L 2.7", func() func(x float64) bool {
			e := EWMA{Sigma: 1, Lambda: 0.2, L: 2.7}
			return func(x float64) bool {
				z, limits := e.Add(x)
				return z > limits.Upper || z < limits.Lower
			}
		}, 240, 0.1},
		// Montgomery, table 9.3.
		{"CUSUM k 0.5, h 5", func() func(x float64) bool {
			c := CUSUM{Sigma: 1, K: 0.5, H: 5}
			return c.Add
		}, 465, 0.05},
	} {
		mean, off := runLength(runs, c.signals)
		enginetest.Figure(t, "average run length in control, %s: %.1f ± %.1f", c.name, mean, off)
		near(t, c.name, mean, c.want, c.share*c.want)
	}
}

func TestPersistent(t *testing.T) {
	signals := []bool{true, true, false, true, false, false, true, true, true}
	got := fmt.Sprint(Persistent(signals, 3, 5))
	if want := fmt.Sprint([]bool{false, false, false, true, false, false, false, true, true}); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
