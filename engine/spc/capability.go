package spc

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// LeastForCapability is the number of values under which an index says too
// little.
const LeastForCapability = 100

// Interval is a figure with its 95 % confidence interval.
type Interval struct{ Value, Low, High float64 }

// Capability is how well values fit between two limits: Cp and Cpk by the sigma
// of neighbours, Pp and Ppk by the overall standard deviation. They have no unit.
type Capability struct{ Cp, Cpk, Pp, Ppk *Interval }

// Spread is what the indices of capability are made from.
type Spread struct {
	Count         int     // values
	Mean          float64 // in the unit of the limits
	Within        float64 // sigma of neighbours: MR̄/d2, R̄/d2 or S̄/c4
	WithinFreedom float64 // its degrees of freedom; RangeFreedom for MR̄/d2
	Overall       float64 // sample standard deviation
}

// CapabilityOf gives the indices against limits; an index is nil under 100 values
// or without spread. The intervals are those of the χ² distribution for Cp and Pp
// (Kane 1986), and Bissell's (1990) for Cpk and Ppk.
func CapabilityOf(s Spread, lower, upper float64) Capability {
	if s.Count < LeastForCapability || !(lower < upper) {
		return Capability{}
	}
	var c Capability
	c.Cp, c.Cpk = indices(s, s.Within, s.WithinFreedom, lower, upper)
	c.Pp, c.Ppk = indices(s, s.Overall, float64(s.Count-1), lower, upper)
	return c
}

func indices(s Spread, sigma, freedom, lower, upper float64) (both, nearest *Interval) {
	if !(sigma > 0) || !(freedom > 0) {
		return nil, nil
	}
	p := (upper - lower) / (6 * sigma)
	chi := distuv.ChiSquared{K: freedom}
	both = &Interval{p, p * math.Sqrt(chi.Quantile(0.025)/freedom), p * math.Sqrt(chi.Quantile(0.975)/freedom)}
	k := min(upper-s.Mean, s.Mean-lower) / (3 * sigma)
	reach := distuv.UnitNormal.Quantile(0.975) * math.Sqrt(1/(9*float64(s.Count))+k*k/(2*freedom))
	return both, &Interval{k, k - reach, k + reach}
}

// SigmaOfRanges is the sigma that a mean moving range stands for: MR̄/d2.
func SigmaOfRanges(meanRange float64) float64 { return meanRange / D2(2) }

// RangeFreedom is the degrees of freedom that MR̄/d2 over that many moving ranges
// is worth: those of a standard deviation with as large a variance (Cryer and
// Ryan 1990, for neighbours that share a value). About 0.6 a range.
func RangeFreedom(ranges int) float64 {
	if ranges < 1 {
		return 0
	}
	// Of |x₂ − x₁|, and with |x₃ − x₂|, whose differences correlate by −½.
	variance := 2 - 4/math.Pi
	covariance := 4/math.Pi*(math.Sqrt(0.75)+math.Pi/12) - 4/math.Pi
	n := float64(ranges)
	relative := (n*variance + 2*(n-1)*covariance) / (n * n * D2(2) * D2(2))
	return 1 / (2 * relative)
}
