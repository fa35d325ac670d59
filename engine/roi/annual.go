package roi

const (
	daysOfAYear  = 365.25
	hoursInAYear = 8766 // 24 × 365.25

	leastHours = 24 // of production
	leastDays  = 7
)

// TooLittle is why there is no annual value.
const TooLittle = "too little data: under 24 production hours or 7 days"

// Coverage is how much of a tool's time the value of a window rests on.
type Coverage struct {
	Days            float64  // with data coverage, a part of a day in proportion
	ProductionHours float64  // in the window
	AnnualHours     *float64 // planned production hours a year; nil: as in the window
}

// PerYear is what a value of the window is multiplied by to be that of a year;
// nil where there is too little data. No year has more than 8,766 production
// hours.
func (c Coverage) PerYear() *float64 {
	if c.Days < leastDays || c.ProductionHours < leastHours {
		return nil
	}
	factor := daysOfAYear / c.Days
	if c.AnnualHours != nil {
		factor = *c.AnnualHours / c.ProductionHours
	}
	return new(min(factor, hoursInAYear/c.ProductionHours))
}

// Annual is a value a year, in money, with the 10th to 90th percentile of what
// its days might have given.
type Annual struct {
	Value  *float64
	Low    *float64 // nil under 7 production days
	High   *float64
	Reason string // why Value is nil, or what is not in it; else ""
}

// Times gives the share of an annual value.
func (a Annual) Times(share float64) Annual {
	scaled := func(v *float64) *float64 {
		if v == nil {
			return nil
		}
		return new(share * *v)
	}
	a.Value, a.Low, a.High = scaled(a.Value), scaled(a.Low), scaled(a.High)
	return a
}
