package spc

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Trend is a robust straight line through points: value = Level + Slope × x.
type Trend struct {
	Slope, Low, High float64 // a unit of x, with its 95 % interval
	Level            float64 // at x = 0
	P                float64 // of no trend, both sides (Mann–Kendall)
}

// At is the line's value.
func (t Trend) At(x float64) float64 { return t.Level + t.Slope*x }

// TheilSen gives the median of the slopes between all pairs of points, with the
// interval of Sen (1968) by Kendall's S, its variance corrected for ties. x rises
// strictly. ok is false under four points: no interval is so wide.
func TheilSen(x, y []float64) (Trend, bool) {
	n := len(x)
	if n < 4 {
		return Trend{}, false
	}
	slopes := make([]float64, 0, n*(n-1)/2)
	s := 0
	for i := range n {
		for j := i + 1; j < n; j++ {
			slopes = append(slopes, (y[j]-y[i])/(x[j]-x[i]))
			s += signOf(y[j] - y[i])
		}
	}
	slices.Sort(slopes)
	t := Trend{Slope: medianOf(slopes), P: 1}
	t.Low, t.High = t.Slope, t.Slope
	if deviation := math.Sqrt(kendallVariance(y)); deviation > 0 {
		t.Low, t.High = senInterval(slopes, distuv.UnitNormal.Quantile(0.975)*deviation)
		t.P = 2 * distuv.UnitNormal.Survival(max(0, math.Abs(float64(s))-1)/deviation)
	}
	levels := make([]float64, n)
	for i := range x {
		levels[i] = y[i] - t.Slope*x[i]
	}
	t.Level = Median(levels)
	return t, true
}

// senInterval takes the slopes of rank (N − c)/2 and (N + c)/2 + 1, rounded.
func senInterval(sorted []float64, c float64) (low, high float64) {
	n := len(sorted)
	return sorted[max(0, int(math.Round((float64(n)-c)/2))-1)], sorted[min(n-1, int(math.Round((float64(n)+c)/2)))]
}

// kendallVariance is the variance of S where there is no trend.
func kendallVariance(y []float64) float64 {
	n := float64(len(y))
	sum := n * (n - 1) * (2*n + 5)
	sorted := slices.Sorted(slices.Values(y))
	for i := 0; i < len(sorted); {
		j := i
		for j < len(sorted) && sorted[j] == sorted[i] {
			j++
		}
		t := float64(j - i)
		sum -= t * (t - 1) * (2*t + 5)
		i = j
	}
	return sum / 18
}
