package roi

import (
	"fmt"
	"math"

	"sprue/engine"
)

// Investment is money spent once for a saving each year.
type Investment struct {
	Cost         float64 // money, now
	YearlyCost   float64 // money a year
	YearlySaving float64 // money a year, before YearlyCost
	DiscountRate float64 // share a year, 0.10 is 10 %
	Years        int     // horizon
}

// Outcome is what an investment brings over its horizon.
type Outcome struct {
	PaybackMonths *float64 // nil is never
	ROI           *float64 // share of the cost, 3.5 is 350 %; nil where nothing is spent
	NPV           float64  // money; savings come at the end of each year
	BreakEven     float64  // money a year: the saving, before the yearly cost, at which NPV is 0
}

// Beyond this an amount is a slip of the pen; up to it no sum of money overflows.
const most = 1e12

// Validate finds what gives no outcome.
func (i Investment) Validate() error {
	for _, amount := range []struct {
		name  string
		value float64
	}{{"cost", i.Cost}, {"yearly cost", i.YearlyCost}} {
		if !(amount.value >= 0 && amount.value <= most) {
			return refused("the "+amount.name, amount.value, "is no amount from 0 to 1,000,000,000,000", "write it in the currency of the configuration")
		}
	}
	switch {
	case !(i.DiscountRate >= 0 && i.DiscountRate <= 1):
		return refused("the discount rate", i.DiscountRate, "is no share from 0 to 1", "0.10 is 10 % a year")
	case i.Years < 1 || i.Years > 100:
		return refused("the horizon", i.Years, "is not 1 to 100 years", "write whole years")
	}
	return nil
}

func refused(what string, value any, why, hint string) error {
	return &engine.Error{Code: engine.CodeUsage, Doing: "read " + what, Message: fmt.Sprintf("%v %s", value, why), Hint: hint}
}

// Outcome works an investment out.
func (i Investment) Outcome() Outcome {
	net, years := i.YearlySaving-i.YearlyCost, float64(i.Years)
	annuity := years
	if i.DiscountRate > 0 {
		annuity = (1 - math.Pow(1+i.DiscountRate, -years)) / i.DiscountRate
	}
	o := Outcome{NPV: net*annuity - i.Cost, BreakEven: i.Cost/annuity + i.YearlyCost}
	if net > 0 {
		o.PaybackMonths = new(i.Cost / (net / 12))
	}
	if i.Cost > 0 {
		o.ROI = new((net*years - i.Cost) / i.Cost)
	}
	return o
}
