package spc

import (
	"math"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/stat/distuv"
)

// C4 is E(s)/σ of a sample of n ≥ 2 normal values: what makes s unbiased.
func C4(n int) float64 {
	high, _ := math.Lgamma(float64(n) / 2)
	low, _ := math.Lgamma(float64(n-1) / 2)
	return math.Sqrt(2/float64(n-1)) * math.Exp(high-low)
}

// D2 is E(range)/σ of a sample of n ≥ 2 normal values:
// ∫ 1 − Φ(x)ⁿ − (1 − Φ(x))ⁿ dx (Tippett 1925).
func D2(n int) float64 {
	if n == 2 {
		return 2 / math.Sqrt(math.Pi)
	}
	power := float64(n)
	outside := func(x float64) float64 {
		p := distuv.UnitNormal.CDF(x)
		return 1 - math.Pow(p, power) - math.Pow(1-p, power)
	}
	return quad.Fixed(outside, -9, 9, 200, quad.Legendre{}, 0)
}

// d3Of2 is sd(range)/σ of two normal values: √(2 − 4/π).
func d3Of2() float64 { return math.Sqrt(2 - 4/math.Pi) }
