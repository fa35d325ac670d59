package spc

import "math"

// Limits are those of a control chart, in the unit of what it shows. The sigma
// of its points is (Upper − Center)/3 on charts of three sigma.
type Limits struct{ Lower, Center, Upper float64 }

// Sigma is the standard deviation of the points of a three-sigma chart.
func (l Limits) Sigma() float64 { return (l.Upper - l.Center) / 3 }

// Individuals gives the limits of single values and of their moving ranges:
// mean ± 3 MR̄/d2 (2.66 MR̄), and MR̄ (1 + 3 d3/d2) (3.267 MR̄).
func Individuals(mean, meanRange float64) (x, ranges Limits) {
	reach := 3 * meanRange / D2(2)
	x = Limits{mean - reach, mean, mean + reach}
	return x, Limits{0, meanRange, meanRange * (1 + 3*d3Of2()/D2(2))}
}

// XbarS gives the limits of the means and the standard deviations of subgroups
// of n, from their grand mean and mean standard deviation (A3, B3, B4).
func XbarS(mean, meanStdDev float64, n int) (means, deviations Limits) {
	c4 := C4(n)
	reach := 3 * meanStdDev / (c4 * math.Sqrt(float64(n)))
	spread := 3 * meanStdDev * math.Sqrt(1-c4*c4) / c4
	means = Limits{mean - reach, mean, mean + reach}
	return means, Limits{max(0, meanStdDev-spread), meanStdDev, meanStdDev + spread}
}

// EWMA is an exponentially weighted moving average against its exact limits
// (Roberts 1959; Lucas and Saccucci 1990): zᵢ = λxᵢ + (1 − λ)zᵢ₋₁, z₀ = Center,
// and Center ± L σ √(λ/(2 − λ) (1 − (1 − λ)²ⁱ)).
type EWMA struct {
	Center, Sigma float64 // of the values
	Lambda, L     float64
	value, fading float64
	begun         bool
}

// Add takes in the next value, and gives the average and the limits for it.
func (e *EWMA) Add(x float64) (float64, Limits) {
	if !e.begun {
		e.value, e.fading, e.begun = e.Center, 1, true
	}
	e.value += e.Lambda * (x - e.value)
	e.fading *= (1 - e.Lambda) * (1 - e.Lambda)
	reach := e.L * e.Sigma * math.Sqrt(e.Lambda/(2-e.Lambda)*(1-e.fading))
	return e.value, Limits{e.Center - reach, e.Center, e.Center + reach}
}

// CUSUM is the tabular cumulative sum of both sides, in sigmas (Page 1954):
// high = max(0, high + z − K), low = max(0, low − z − K). It signals past H.
type CUSUM struct {
	Center, Sigma float64 // of the values
	K, H          float64 // in sigmas
	High, Low     float64 // in sigmas
}

// Add takes in the next value, and tells whether a sum is past H.
func (c *CUSUM) Add(x float64) bool {
	z := (x - c.Center) / c.Sigma
	c.High = max(0, c.High+z-c.K)
	c.Low = max(0, c.Low-z-c.K)
	return c.High > c.H || c.Low > c.H
}

// Persistent tells for each place whether at least need of the last of places up
// to it are set, and itself is.
func Persistent(signals []bool, need, of int) []bool {
	alarms := make([]bool, len(signals))
	count := 0
	for i, set := range signals {
		if set {
			count++
		}
		if i >= of && signals[i-of] {
			count--
		}
		alarms[i] = set && count >= need
	}
	return alarms
}
