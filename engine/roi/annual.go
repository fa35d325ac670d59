package roi

import (
	"fmt"
	"maps"
	"math"
	"slices"
)

const (
	daysOfAYear = 365.25
	mostHours   = 8766 // 24 × 365.25

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
	return new(min(factor, mostHours/c.ProductionHours))
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

// mostLeftOut is the share of a sum that tools with too little data may have:
// with more, the others' year would pass for that of all.
const mostLeftOut = 0.1

// Yearly sums up what tools cost a year, day by day.
type Yearly struct {
	days          map[int64]float64 // money a year, by the day that it is of
	tools, left   map[string]bool   // left are those with too little data
	money, notYet float64           // of the window; notYet is theirs
}

// Add takes in the money of a tool on its production days (since 1970).
func (y *Yearly) Add(tool string, c Coverage, days []int64, money []float64) {
	if y.days == nil {
		*y = Yearly{days: map[int64]float64{}, tools: map[string]bool{}, left: map[string]bool{}}
	}
	factor := c.PerYear()
	y.tools[tool] = true
	if factor == nil {
		y.left[tool] = true
	}
	for i, day := range days {
		y.money += math.Abs(money[i])
		if factor == nil {
			y.notYet += math.Abs(money[i])
			continue
		}
		y.days[day] += *factor * money[i]
	}
}

// Annual is the sum, with its range over the days of all tools together: what
// hits several on one day stays together.
func (y *Yearly) Annual(boot *Bootstrap) Annual {
	var reason string
	switch {
	case len(y.left) == len(y.tools):
		return Annual{Reason: TooLittle}
	case len(y.left) > 0:
		reason = fmt.Sprintf("%d of %d tools are not in it: %s", len(y.left), len(y.tools), TooLittle)
	}
	if y.notYet > mostLeftOut*y.money {
		return Annual{Reason: fmt.Sprintf("too little data of %d of %d tools", len(y.left), len(y.tools))}
	}
	money := make([]float64, 0, len(y.days))
	var sum float64
	for _, day := range slices.Sorted(maps.Keys(y.days)) {
		money = append(money, y.days[day])
		sum += y.days[day]
	}
	low, high := boot.Range(money)
	return Annual{Value: &sum, Low: low, High: high, Reason: reason}
}
