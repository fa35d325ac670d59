package spc

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

func TestHampel(t *testing.T) {
	for name, c := range map[string]struct {
		values []float64
		want   string
	}{
		"one":                 {[]float64{30, 30.1, 30, 29.9, 30, 35, 30, 30.1, 30, 29.9, 30, 30}, "[5]"},
		"within the floor":    {[]float64{30, 30, 30, 30, 30, 30.4, 30, 30, 30, 30, 30}, "[]"},
		"beyond the floor":    {[]float64{30, 30, 30, 30, 30, 30.5, 30, 30, 30, 30, 30}, "[5]"},
		"at the end":          {[]float64{30, 30, 30, 30, 30, 30, 33}, "[6]"},
		"a new level is none": {[]float64{30, 30, 30, 30, 30, 30, 33, 33, 33, 33, 33, 33}, "[]"},
		"nothing":             {nil, "[]"},
	} {
		if got := fmt.Sprint(Hampel(c.values, 11, 0.1)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestCapability(t *testing.T) {
	s := Spread{Count: 100, Mean: 10.5, Within: 0.5, WithinFreedom: RangeFreedom(99), Overall: 1}
	c := CapabilityOf(s, 7, 13)
	near(t, "Cp", c.Cp.Value, 2, 1e-12)
	near(t, "Cpk", c.Cpk.Value, 2.5/1.5, 1e-12)
	near(t, "Pp", c.Pp.Value, 1, 1e-12)
	near(t, "Ppk", c.Ppk.Value, 2.5/3, 1e-12)
	// χ² of 99 degrees of freedom: 73.361 and 128.422.
	near(t, "Pp, low", c.Pp.Low, math.Sqrt(73.361/99), 1e-5)
	near(t, "Pp, high", c.Pp.High, math.Sqrt(128.422/99), 1e-5)
	near(t, "Ppk, low", c.Ppk.Low, 2.5/3-1.959964*math.Sqrt(1.0/900+(2.5/3)*(2.5/3)/198), 1e-6)
	if c.Cp.Low < c.Pp.Low*2-0.2 || c.Cp.Low > 2*c.Pp.Low {
		t.Errorf("the interval of ranges is no wider: %+v", c.Cp)
	}
	none := Capability{}
	for name, got := range map[string]Capability{
		"few values": CapabilityOf(Spread{Count: 99, Mean: 1, Within: 1, WithinFreedom: 60, Overall: 1}, 0, 2),
		"no spread":  CapabilityOf(Spread{Count: 200, Mean: 1, WithinFreedom: 60}, 0, 2),
		"no limits":  CapabilityOf(Spread{Count: 200, Mean: 1, Within: 1, WithinFreedom: 60, Overall: 1}, 2, 2),
		"unknown":    CapabilityOf(Spread{Count: 200, Mean: 1, Within: math.NaN(), WithinFreedom: 60, Overall: math.NaN()}, 0, 2),
	} {
		if got != none {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// The variance of MR̄ by simulation.
func TestRangeFreedom(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var sigmas []float64
	for range 4000 {
		values := make([]float64, 51)
		for i := range values {
			values[i] = r.NormFloat64()
		}
		sigmas = append(sigmas, SigmaOfRanges(MeanMovingRange(values)))
	}
	near(t, "mean", Mean(sigmas), 1, 0.01)
	near(t, "freedom", 1/(2*StdDev(sigmas)*StdDev(sigmas)), RangeFreedom(50), 2.5)
}

func TestAndersonDarling(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	rejected, tries := 0, 500
	for range tries {
		values := make([]float64, 100)
		for i := range values {
			values[i] = 30 + r.NormFloat64()
		}
		if _, p, ok := AndersonDarling(values); ok && p < 0.05 {
			rejected++
		}
	}
	near(t, "normal values that are refused at 5 %", float64(rejected), 25, 15)
	skew := make([]float64, 200)
	for i := range skew {
		skew[i] = r.ExpFloat64()
	}
	if _, p, ok := AndersonDarling(skew); !ok || p > 1e-4 || p < 0 {
		t.Errorf("exponential values: p %v, %v", p, ok)
	}
	if _, _, ok := AndersonDarling([]float64{1, 1, 1, 1, 1, 1, 1, 1, 1}); ok {
		t.Error("equal values are tested")
	}
	// A table's own: A² of 0.752 is the 5 % point, 1.035 the 1 % one.
	near(t, "5 %", pOfA2(0.752), 0.05, 0.002)
	near(t, "1 %", pOfA2(1.035), 0.01, 0.001)
}
