package spc

import (
	"testing"

	"sprue/engine/enginetest"
)

// TestMethodsExamples computes the examples of the page of all figures that are of
// this package.
func TestMethodsExamples(t *testing.T) {
	page := enginetest.MethodsOf(t)
	say := func(figure, format string, values ...float64) {
		t.Helper()
		page.Say(t, "Process quality/"+figure, format, values...)
	}
	flow := []float64{10, 12, 11}
	x, ranges := Individuals(Mean(flow), MeanMovingRange(flow))
	say("limits of individuals", "%.2f", x.Lower, x.Upper)
	say("limits of moving ranges", "%.2f", ranges.Upper)
	say("limits of moving ranges", "%.0f", ranges.Lower)

	g := Subgroups([]float64{29.9, 30.0, 30.1, 29.9, 30.1}, 5)[0]
	say("points", "%.1f", g.Mean, g.StdDev)
	means, deviations := XbarS(30, 0.1, 5)
	say("limits of X̄ and S", "%.3f", means.Lower, means.Upper)
	say("limits of X̄ and S", "%.4f", deviations.Upper)
	say("limits of X̄ and S", "%.0f", deviations.Lower)

	e := EWMA{Sigma: 1, Lambda: 0.2, L: 2.7}
	_, first := e.Add(0)
	say("EWMA", "%.2f", first.Upper)
	for range 40 {
		_, first = e.Add(0)
	}
	say("EWMA", "%.2f", first.Upper)

	c := CUSUM{Sigma: 1, K: 0.5, H: 5}
	for i, z := range []float64{1, 2, 2, 3} {
		if signal := c.Add(z); signal != (i == 3) {
			t.Errorf("CUSUM signals at point %d: %v", i+1, signal)
		}
		say("CUSUM", "%.3g", c.High)
	}

	turns := make([]float64, 180)
	for i := range turns {
		turns[i] = 29.9 + 0.1*float64(i%3)
	}
	s := Spread{Count: len(turns), Mean: Mean(turns), Within: SigmaOfRanges(MeanMovingRange(turns)), WithinFreedom: RangeFreedom(179), Overall: StdDev(turns)}
	say("Pp, Ppk", "%.4f", CapabilityOf(s, 28.5, 31.5).Pp.Value)
	even := CapabilityOf(Spread{Count: 100, Mean: 10, Within: 1, WithinFreedom: RangeFreedom(99), Overall: 1}, 7, 13)
	say("intervals of the indices", "%.3f", even.Pp.Low, even.Pp.High, even.Ppk.Low, even.Ppk.High)

	a, p, _ := AndersonDarling([]float64{30.0, 30.1, 30.2, 30.3, 30.4, 30.5, 30.6, 33.0})
	say("normality", "%.3f", a)
	say("normality", "%.4f", p)
	if _, _, ok := AndersonDarling([]float64{30, 31, 32, 33, 34, 35, 36}); ok {
		t.Error("seven values are tested")
	}

	warm := Hampel([]float64{60, 61, 60, 61, 60, 61, 60}, 11, 0.1)
	say("outliers", "%.0f", float64(len(warm)))
	ten := make([]float64, 10)
	for i := range ten {
		ten[i] = float64(i)
	}
	trend, _ := TheilSen(ten, []float64{30, 30.1, 30.2, 30.3, 30.4, 30.5, 30.6, 30.7, 30.8, 30.9})
	say("drift in 28 days", "%.1f", 28*trend.Slope)
	say("confidence of an event", "%.3f", confidence(2, 0.1, segment{from: 0, to: 20}, segment{from: 20, to: 40}))
}
