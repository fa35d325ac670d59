package analysis

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"sprue/engine"
	"sprue/engine/roi"
)

// Fix is which loss an investment takes a share of.
type Fix string

// The losses that can be fixed.
const (
	FixCycles Fix = "cycles" // the time above the approved cycle time
	FixStops  Fix = "stops"
	FixBoth   Fix = "both"
)

// Fixes lists them in the order in which they are offered.
func Fixes() []Fix { return []Fix{FixCycles, FixStops, FixBoth} }

// ParseFix reads one; empty text is FixCycles.
func ParseFix(text string) (Fix, error) {
	return engine.OneOf(text, Fixes(), "read what is fixed", "%q is none")
}

// WhatIfQuestion asks what an investment brings that fixes a share of the loss
// of what Filter leaves, or brings one tool to a cycle time.
type WhatIfQuestion struct {
	Filter     engine.Filter
	View       roi.View      // as in ROIQuestion
	Rates      roi.Economics // as in ROIQuestion; DiscountRate and HorizonYears too
	Cost       float64       // money, now
	YearlyCost float64       // money a year
	Fixes      Fix           // "" is FixCycles
	Share      float64       // of that loss, 0..1; 0 where TargetCT is given
	TargetCT   float64       // s; needs one tool in Filter; 0 where Share is given
}

// WhatIf is what an investment brings.
type WhatIf struct {
	Question   WhatIfQuestion // with a fixed window and a view
	Investment roi.Investment // at Saving's value
	Saving     roi.Annual     // a year, before the yearly cost
	Outcome    *roi.Outcome   // nil without a saving: Saving.Reason says why
	Low        *roi.Outcome   // at the ends of Saving's range; nil without one
	High       *roi.Outcome
	Currency   string
	RateSource string
	Sentence   string
}

// WhatIf answers the question. An amount below 0, a share beyond 0..1, or a
// target cycle time of several tools is an *engine.Error.
func (a *Analysis) WhatIf(ctx context.Context, q WhatIfQuestion) (WhatIf, error) {
	if q.Fixes == "" {
		q.Fixes = FixCycles
	}
	if err := q.validate(); err != nil {
		return WhatIf{}, err
	}
	p, terms, err := a.priced(ctx, q.Filter, q.View, q.Rates)
	if err != nil {
		return WhatIf{}, err
	}
	q.Filter.Window, q.View = p.window, p.view
	w := WhatIf{Question: q, Currency: p.currency, Investment: roi.Investment{
		Cost: q.Cost, YearlyCost: q.YearlyCost,
		DiscountRate: *cmp.Or(terms.discountRate, a.cfg.ROI.DiscountRate), Years: *cmp.Or(terms.horizonYears, a.cfg.ROI.HorizonYears),
	}}
	if err := w.Investment.Validate(); err != nil {
		return WhatIf{}, err
	}
	if w.Saving, w.RateSource, err = a.saving(ctx, p, q); err != nil {
		return WhatIf{}, err
	}
	w.work()
	return w, nil
}

func (q WhatIfQuestion) validate() error {
	refuse := func(message, hint string) error {
		return &engine.Error{Code: engine.CodeUsage, Doing: "read what is fixed", Message: message, Hint: hint}
	}
	switch {
	case q.Share == 0 && q.TargetCT == 0:
		return refuse("neither a share of the loss nor a target cycle time above 0 is given", "say what the investment fixes: a share of 0.5 is half of the loss")
	case q.Share != 0 && q.TargetCT != 0:
		return refuse("a share of the loss and a target cycle time are given", "leave one of them out")
	case !(q.Share >= 0 && q.Share <= 1):
		return refuse(fmt.Sprintf("a share of %v is not above 0 and at most 1", q.Share), "0.5 is half of the loss")
	case !(q.TargetCT >= 0 && q.TargetCT <= mostCT):
		return refuse(fmt.Sprintf("a target cycle time of %v s is not above 0 and at most %d s", q.TargetCT, mostCT), "write it in seconds")
	case q.TargetCT > 0 && len(q.Filter.Tools) != 1:
		return refuse("a target cycle time is that of one tool", "name one tool")
	}
	return nil
}

// mostCT is a day: no cycle is longer.
const mostCT = 86400

// saving is what would be saved in a year.
func (a *Analysis) saving(ctx context.Context, p priced, q WhatIfQuestion) (roi.Annual, string, error) {
	tools, err := a.roiRows(ctx, p, engine.ByTool) // which others ask too
	if err != nil || len(tools) == 0 {
		return roi.Annual{Reason: "no data " + during(p.window)}, "", err
	}
	total := roiTotal(tools)
	if !q.known(total) {
		return roi.Annual{Reason: total.uncompared()}, total.RateSource, nil
	}
	p.targetUS = int64(math.Round(q.TargetCT * 1e6))
	pieces, err := a.yearPieces(ctx, p, engine.ByNone)
	year := annualOf(pieces, &roi.Bootstrap{}, q.money)
	if q.Share > 0 {
		year = year.Times(q.Share)
	}
	if year.Value != nil {
		year.Reason = notes(year.Reason, q.unknown(tools), q.doubt(total))
	}
	return year, total.RateSource, err
}

// unknown says of which tools the loss is in no saving; "" where all have one.
func (q WhatIfQuestion) unknown(tools []ROIRow) string {
	of, lacks := "slow cycles", func(f ROIFigures) bool { return f.Loss == nil && f.ShotsWithoutApproved > 0 }
	if q.TargetCT == 0 && q.Fixes == FixStops {
		of, lacks = "stops", func(f ROIFigures) bool { return f.Downtime == nil && f.ShotsWithoutApproved > 0 }
	}
	n := 0
	for _, row := range tools {
		if lacks(row.ROIFigures) {
			n++
		}
	}
	switch {
	case n == 0:
		return ""
	case n == len(tools): // or nothing would be saved at all
		return "of stops alone: without an approved cycle time slow cycles are not known"
	}
	return fmt.Sprintf("%s of %d of %d tools are not in it: no approved cycle time", of, n, len(tools))
}

// doubt is that of the approved cycle time, where the saving hangs on it.
func (q WhatIfQuestion) doubt(f ROIFigures) string {
	if q.TargetCT > 0 || q.Fixes == FixStops {
		return ""
	}
	return f.ApprovedDoubt()
}

// known tells whether there is an approved cycle time behind what is fixed.
func (q WhatIfQuestion) known(f ROIFigures) bool {
	if q.TargetCT > 0 || q.Fixes == FixCycles {
		return f.Loss != nil
	}
	return f.Downtime != nil
}

// money is what a question would save of all that a tool cost, each day.
func (q WhatIfQuestion) money(y yearPiece) []float64 {
	switch {
	case q.TargetCT > 0:
		return y.saved
	case q.Fixes == FixStops:
		return y.downtime
	case q.Fixes == FixCycles:
		return y.loss
	}
	both := slices.Clone(y.loss)
	for i, money := range y.downtime {
		both[i] += money
	}
	return both
}

// work works the investment out, at the saving and at the ends of its range.
func (w *WhatIf) work() {
	at := func(saving *float64) *roi.Outcome {
		if saving == nil {
			return nil
		}
		i := w.Investment
		i.YearlySaving = *saving
		return new(i.Outcome())
	}
	if w.Saving.Value != nil {
		w.Investment.YearlySaving = *w.Saving.Value
	}
	w.Outcome, w.Low, w.High = at(w.Saving.Value), at(w.Saving.Low), at(w.Saving.High)
	w.Sentence = w.sentence()
}

// Table has one row.
func (w WhatIf) Table() Table {
	var columns []Column
	var values []any
	add := func(kind Kind, unit, name string, v any) {
		columns = append(columns, Column{Name: name, Unit: unit, Kind: kind})
		values = append(values, v)
	}
	of := func(o *roi.Outcome, figure func(roi.Outcome) *float64) any {
		if o == nil {
			return nil
		}
		return value(figure(*o))
	}
	payback := func(o roi.Outcome) *float64 { return o.PaybackMonths }
	npv := func(o roi.Outcome) *float64 { return &o.NPV }
	percent := func(o roi.Outcome) *float64 {
		if o.ROI == nil {
			return nil
		}
		return new(100 * *o.ROI)
	}
	add(Real, w.Currency, "yearly_saving", value(w.Saving.Value))
	add(Real, w.Currency, "yearly_saving_low", value(w.Saving.Low))
	add(Real, w.Currency, "yearly_saving_high", value(w.Saving.High))
	add(Real, "", "payback_months", of(w.Outcome, payback))
	add(Real, "", "payback_months_low", of(w.High, payback))
	add(Real, "", "payback_months_high", of(w.Low, payback))
	add(Real, "", "roi_percent", of(w.Outcome, percent))
	add(Real, w.Currency, "npv", of(w.Outcome, npv))
	add(Real, w.Currency, "npv_low", of(w.Low, npv))
	add(Real, w.Currency, "npv_high", of(w.High, npv))
	add(Real, w.Currency, "break_even_saving", of(w.Outcome, func(o roi.Outcome) *float64 { return &o.BreakEven }))
	add(Real, w.Currency, "cost", w.Investment.Cost)
	add(Real, w.Currency, "yearly_cost", w.Investment.YearlyCost)
	add(Whole, "", "years", int64(w.Investment.Years))
	add(Real, "", "discount_rate", w.Investment.DiscountRate)
	add(Text, "", "view", string(w.Question.View))
	add(Text, "", "note", text(w.Saving.Reason))
	add(Text, "", "rate_source", text(w.RateSource))
	add(Text, "", "currency", w.Currency)
	return Table{Columns: columns, Rows: [][]any{values}}
}
