package spc

import (
	"math"

	"gonum.org/v1/gonum/stat"
)

// Mean is the arithmetic mean; NaN of nothing.
func Mean(values []float64) float64 { return stat.Mean(values, nil) }

// StdDev is the sample standard deviation (n − 1); NaN under two values.
func StdDev(values []float64) float64 {
	if len(values) < 2 {
		return math.NaN()
	}
	return stat.StdDev(values, nil)
}

// Lag1 is the autocorrelation between neighbours, −1..1:
// Σ (yᵢ − ȳ)(yᵢ₋₁ − ȳ) / Σ (yᵢ − ȳ)², as NIST StRD certifies it. NaN under three
// values or where all are equal.
func Lag1(values []float64) float64 {
	if len(values) < 3 {
		return math.NaN()
	}
	mean := Mean(values)
	var pairs, squares float64
	for i, v := range values {
		if i > 0 {
			pairs += (v - mean) * (values[i-1] - mean)
		}
		squares += (v - mean) * (v - mean)
	}
	if squares == 0 {
		return math.NaN()
	}
	return pairs / squares
}

// MeanMovingRange is the mean of |xᵢ − xᵢ₋₁|; NaN under two values.
func MeanMovingRange(values []float64) float64 {
	if len(values) < 2 {
		return math.NaN()
	}
	var sum float64
	for i := 1; i < len(values); i++ {
		sum += math.Abs(values[i] - values[i-1])
	}
	return sum / float64(len(values)-1)
}

// Subgroup is what a control chart keeps of n consecutive values.
type Subgroup struct{ Mean, StdDev, Range float64 }

// Subgroups cuts values into groups of n; what is left at the end is no group.
func Subgroups(values []float64, n int) []Subgroup {
	var groups []Subgroup
	for ; n > 1 && len(values) >= n; values = values[n:] {
		group := values[:n]
		low, high := group[0], group[0]
		for _, v := range group {
			low, high = min(low, v), max(high, v)
		}
		groups = append(groups, Subgroup{Mean: Mean(group), StdDev: StdDev(group), Range: high - low})
	}
	return groups
}
