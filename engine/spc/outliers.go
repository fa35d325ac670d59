package spc

import (
	"math"
	"slices"
)

// madToSigma makes the median absolute deviation of normal values their sigma.
const madToSigma = 1.4826

// Median of values in any order; NaN of nothing. The two in the middle count
// half each.
func Median(values []float64) float64 { return medianOf(slices.Sorted(slices.Values(values))) }

func medianOf(sorted []float64) float64 {
	n := len(sorted)
	switch {
	case n == 0:
		return math.NaN()
	case n%2 == 1:
		return sorted[n/2]
	}
	return sorted[n/2-1] + (sorted[n/2]-sorted[n/2-1])/2
}

// MAD is the median absolute deviation from the median, × 1.4826: sigma where
// values are normal. NaN of nothing.
func MAD(values []float64) float64 {
	middle := Median(values)
	off := make([]float64, len(values))
	for i, v := range values {
		off[i] = math.Abs(v - middle)
	}
	return madToSigma * Median(off)
}

// Hampel finds the places of outliers: values farther than three robust sigmas
// from the median of the window around them (Hampel 1974; Pearson 2002). The MAD
// is floored at step, at which the values are quantised: a window of equal values
// would make each other one an outlier. At the ends the window is what there is
// of it.
func Hampel(values []float64, window int, step float64) []int {
	var places []int
	half := window / 2
	around := make([]float64, 0, window)
	for i, v := range values {
		around = append(around[:0], values[max(0, i-half):min(len(values), i+half+1)]...)
		slices.Sort(around)
		middle := medianOf(around)
		for j := range around {
			around[j] = math.Abs(around[j] - middle)
		}
		slices.Sort(around)
		if math.Abs(v-middle) > 3*madToSigma*max(medianOf(around), step) {
			places = append(places, i)
		}
	}
	return places
}
