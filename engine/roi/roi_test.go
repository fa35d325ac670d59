package roi

import (
	"math"
	"testing"

	"sprue/engine"
)

func near(t *testing.T, what string, got *float64, want any) {
	t.Helper()
	switch want := want.(type) {
	case nil:
		if got != nil {
			t.Errorf("%s: got %v, want none", what, *got)
		}
	case float64:
		if got == nil || math.Abs(*got-want) > 0.005 {
			t.Errorf("%s: got %v, want %v", what, got, want)
		}
	}
}

func TestOutcome(t *testing.T) {
	for name, c := range map[string]struct {
		in                           Investment
		payback, roi, npv, breakEven any
	}{
		"of the contract": {Investment{Cost: 20_000, YearlySaving: 30_000, DiscountRate: 0.10, Years: 3}, 8.0, 3.5, 54_605.56, 8_042.30},
		"yearly cost":     {Investment{Cost: 20_000, YearlyCost: 6_000, YearlySaving: 30_000, DiscountRate: 0.10, Years: 3}, 10.0, 2.6, 39_684.45, 14_042.30},
		"no discount":     {Investment{Cost: 9_000, YearlySaving: 3_000, Years: 3}, 36.0, 0.0, 0.0, 3_000.0},
		"no saving":       {Investment{Cost: 1_000, DiscountRate: 0.10, Years: 1}, nil, -1.0, -1_000.0, 1_100.0},
		"costs more":      {Investment{Cost: 1_000, YearlyCost: 500, YearlySaving: 400, Years: 2}, nil, -1.2, -1_200.0, 1_000.0},
		"free":            {Investment{YearlySaving: 1_200, Years: 1}, 0.0, nil, 1_200.0, 0.0},
	} {
		if err := c.in.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		got := c.in.Outcome()
		near(t, name+", payback", got.PaybackMonths, c.payback)
		near(t, name+", ROI", got.ROI, c.roi)
		near(t, name+", NPV", &got.NPV, c.npv)
		near(t, name+", break-even", &got.BreakEven, c.breakEven)
	}
}

func TestInvestmentIsRefused(t *testing.T) {
	for name, in := range map[string]Investment{
		"negative cost":        {Cost: -1, Years: 3},
		"endless cost":         {Cost: math.Inf(1), Years: 3},
		"negative yearly cost": {YearlyCost: -1, Years: 3},
		"no number":            {YearlyCost: math.NaN(), Years: 3},
		"percent for a share":  {DiscountRate: 10, Years: 3},
		"no horizon":           {Cost: 1},
	} {
		if err := in.Validate(); engine.CodeOf(err) != engine.CodeUsage {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPerYear(t *testing.T) {
	for name, c := range map[string]struct {
		in   Coverage
		want any
	}{
		"as in the window":  {Coverage{Days: 30, ProductionHours: 200}, 12.175},
		"planned hours":     {Coverage{Days: 30, ProductionHours: 200, AnnualHours: new(6000.0)}, 30.0},
		"more than a year":  {Coverage{Days: 7, ProductionHours: 240}, 36.525},
		"planned beyond it": {Coverage{Days: 365, ProductionHours: 8000, AnnualHours: new(8784.0)}, 1.09575},
		"just enough":       {Coverage{Days: 7, ProductionHours: 24}, 52.1786},
		"too few days":      {Coverage{Days: 6.99, ProductionHours: 100}, nil},
		"too few hours":     {Coverage{Days: 90, ProductionHours: 23.9, AnnualHours: new(6000.0)}, nil},
		"nothing at all":    {Coverage{}, nil},
	} {
		near(t, name, c.in.PerYear(), c.want)
	}
}

func TestRange(t *testing.T) {
	var b Bootstrap
	if low, high := b.Range([]float64{1, 2, 3, 4, 5, 6}); low != nil || high != nil {
		t.Error("six days have a range")
	}
	low, high := b.Range([]float64{5, 5, 5, 5, 5, 5, 5})
	near(t, "equal days, low", low, 35.0)
	near(t, "equal days, high", high, 35.0)

	// The sum of n draws from 0 and 10 is binomial: mean 500, deviation 50.
	days := make([]float64, 100)
	for i := range days {
		days[i] = float64(i % 2 * 10)
	}
	low, high = b.Range(days)
	if math.Abs(*low-436) > 8 || math.Abs(*high-564) > 8 {
		t.Errorf("%v to %v, want about 436 to 564", *low, *high)
	}
	again, _ := new(Bootstrap).Range(days)
	if *again != *low {
		t.Errorf("first %v, then %v", *low, *again)
	}
}

// Days of two tools are drawn together; a tool with too little data is left out
// where little of the money is its.
func TestAnnual(t *testing.T) {
	enough, few := Coverage{Days: 73.05, ProductionHours: 500}, Coverage{Days: 3, ProductionHours: 20} // 5 a year of the first
	days := []int64{1, 2, 3, 4, 5, 6, 7}
	var b Bootstrap
	for name, c := range map[string]struct {
		add    func(*Yearly)
		want   any
		reason string
	}{
		"one tool": {func(y *Yearly) { y.Add("A", enough, days, []float64{1, 1, 1, 1, 1, 1, 1}) }, 35.0, ""},
		"two tools": {func(y *Yearly) {
			y.Add("A", enough, days, []float64{1, 2, 3, 4, 5, 6, 7})
			y.Add("B", enough, days, []float64{7, 6, 5, 4, 3, 2, 1})
		}, 280.0, ""},
		"one left out": {func(y *Yearly) {
			y.Add("A", enough, days, []float64{9, 9, 9, 9, 9, 9, 9})
			y.Add("B", few, days[:1], []float64{7})
		}, 315.0, "1 of 2 tools are not in it: " + TooLittle},
		"much left out": {func(y *Yearly) { y.Add("A", enough, days[:1], []float64{9}); y.Add("B", few, days[:1], []float64{1.1}) }, nil, "too little data of 1 of 2 tools"},
		"none enough":   {func(y *Yearly) { y.Add("B", few, days[:1], []float64{1}) }, nil, TooLittle},
		"nothing":       {func(*Yearly) {}, nil, TooLittle},
	} {
		var y Yearly
		c.add(&y)
		got := y.Annual(&b)
		near(t, name, got.Value, c.want)
		if got.Reason != c.reason {
			t.Errorf("%s: reason %q", name, got.Reason)
		}
		if name == "two tools" && (got.Low == nil || *got.Low != *got.Value || *got.High != *got.Value) {
			t.Errorf("days that are alike together have the range %v to %v", got.Low, got.High)
		}
		if half := got.Times(0.5); got.Value != nil && *half.Value != *got.Value/2 {
			t.Errorf("%s: half of it is %v", name, *half.Value)
		}
	}
}

func BenchmarkRange(b *testing.B) {
	tools := make([][]float64, 500)
	for i := range tools {
		tools[i] = make([]float64, 365-i%10)
		for d := range tools[i] {
			tools[i][d] = float64((i*d)%97) + 0.25
		}
	}
	for b.Loop() {
		var boot Bootstrap
		for _, days := range tools {
			boot.Range(days)
		}
	}
}
