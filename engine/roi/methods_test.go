package roi

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
		page.Say(t, "Cost of lost time/"+figure, format, values...)
	}
	var days []float64
	var sum float64
	for i := range 28 {
		days = append(days, float64(50+i%2*100))
		sum += days[i]
	}
	year := *Coverage{Days: 28, ProductionHours: 200}.PerYear()
	low, high := new(Bootstrap).Range(days)
	say("annual value", "%.0f", sum, year*sum, leastHours, leastDays)
	say("its range", "%.0f", year**low, year**high, leastDays)

	i := Investment{Cost: 20_000, YearlySaving: *Annual{Value: new(60_000.0)}.Times(0.5).Value, DiscountRate: 0.10, Years: 3}
	o := i.Outcome()
	say("yearly saving", "%.0f", i.YearlySaving)
	say("payback", "%.0f", i.Cost, i.YearlySaving)
	say("payback", "%.1f", *o.PaybackMonths)
	say("ROI of an investment", "%.0f", 100**o.ROI)
	say("NPV", "%.2f", o.NPV)
	say("break-even saving", "%.2f", o.BreakEven)
	i.YearlyCost = 6_000
	say("payback", "%.1f", *i.Outcome().PaybackMonths)
	i.YearlySaving = o.BreakEven
	if i.YearlyCost = 0; !(i.Outcome().NPV < 1e-6 && i.Outcome().NPV > -1e-6) {
		t.Errorf("NPV at the break-even saving is %v", i.Outcome().NPV)
	}
}
