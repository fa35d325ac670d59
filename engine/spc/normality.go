package spc

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// leastForNormality is the number of values from which the approximation of the
// Anderson–Darling test is a good one.
const leastForNormality = 8

// AndersonDarling tests values against a normal distribution whose mean and
// standard deviation are theirs. It gives A² with Stephens' correction and its p
// (D'Agostino and Stephens 1986, table 4.9); ok is false under 8 values or where
// all are equal.
func AndersonDarling(values []float64) (a, p float64, ok bool) {
	n := len(values)
	sigma := StdDev(values)
	if n < leastForNormality || !(sigma > 0) {
		return 0, 0, false
	}
	sorted, mean := slices.Sorted(slices.Values(values)), Mean(values)
	var sum float64
	for i := range sorted {
		sum += float64(2*i+1) * (logBelow((sorted[i]-mean)/sigma) + logBelow((mean-sorted[n-1-i])/sigma))
	}
	size := float64(n)
	a = (-size - sum/size) * (1 + 0.75/size + 2.25/(size*size))
	return a, pOfA2(a), true
}

// logBelow is the logarithm of Φ(z), far out too.
func logBelow(z float64) float64 {
	return math.Log(max(distuv.UnitNormal.CDF(z), math.SmallestNonzeroFloat64))
}

func pOfA2(a float64) float64 {
	switch {
	case a >= 0.6:
		return math.Exp(1.2937 - 5.709*a + 0.0186*min(a, 150)*min(a, 150))
	case a > 0.34:
		return math.Exp(0.9177 - 4.279*a - 1.38*a*a)
	case a > 0.2:
		return 1 - math.Exp(-8.318+42.796*a-59.938*a*a)
	default:
		return 1 - math.Exp(-13.436+101.14*a-223.73*a*a)
	}
}
