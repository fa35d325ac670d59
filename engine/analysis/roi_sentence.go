package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"sprue/engine"
	"sprue/engine/roi"
)

// roiSentence says what matters, the tool and the kind of loss that cost most
// first.
func (a *Analysis) roiSentence(ctx context.Context, p priced, answer ROIAnswer) (string, error) {
	if len(answer.Rows) == 0 {
		return emptySentence(p.scope, answer.Range), nil
	}
	tools, err := a.roiRows(ctx, p, engine.ByTool)
	return roiSentence(p, answer.Total, tools), err
}

func roiSentence(p priced, total ROIFigures, tools []ROIRow) string {
	top := slices.MaxFunc(tools, func(a, b ROIRow) int { return cmp.Compare(a.Lost(), b.Lost()) })
	if top.Lost() == 0 {
		if total.Note() == noApproved {
			return upper(noApproved) + "."
		}
		return "Nothing was lost: no slow cycles, no stops."
	}
	value := func(f ROIFigures) (loss, downtime float64) { return orZero(f.Loss), orZero(f.Downtime) }
	period := "in " + p.window.String()
	if top.monthly() && total.monthly() {
		value = func(f ROIFigures) (loss, downtime float64) {
			return orZero(f.AnnualLoss.Value) / 12, orZero(f.AnnualDowntime.Value) / 12
		}
		period = "a month"
	}
	money := func(v float64) string { return engine.Money(v, p.currency) }
	loss, downtime := value(top.ROIFigures)
	parts := fmt.Sprintf("stops %s, slow cycles %s", money(downtime), money(loss))
	if loss > downtime {
		parts = fmt.Sprintf("slow cycles %s, stops %s", money(loss), money(downtime))
	}
	verb := map[roi.View]string{roi.Cost: "costs", roi.Capacity: "loses parts worth"}[p.view]
	words := fmt.Sprintf("%s %s %s %s: %s", top.Label, verb, money(loss+downtime), period, parts)
	if len(tools) > 1 {
		loss, downtime = value(total)
		words += fmt.Sprintf("; all %d tools %s", len(tools), money(loss+downtime))
	}
	return words + "." + rateSentence(p, total)
}

// rateSentence names the rate and where it comes from.
func rateSentence(p priced, f ROIFigures) string {
	if f.Rate == nil {
		return fmt.Sprintf(" Rates: %s.", f.RateSource)
	}
	return fmt.Sprintf(" At %s/%s (%s).", engine.Money(*f.Rate, p.currency), map[roi.View]string{roi.Cost: "h", roi.Capacity: "part"}[p.view], f.RateSource)
}

// Lost is the money of slow cycles and stops together.
func (f ROIFigures) Lost() float64 { return orZero(f.Loss) + orZero(f.Downtime) }

// monthly tells whether what is lost in a month is known.
func (f ROIFigures) monthly() bool {
	return (f.Loss == nil || f.AnnualLoss.Value != nil) && (f.Downtime == nil || f.AnnualDowntime.Value != nil)
}

func orZero(v *float64) float64 { return *cmp.Or(v, new(0.0)) }

// sentence says whether an investment pays.
func (w WhatIf) sentence() string {
	if w.Outcome == nil {
		return "What it saves is not known: " + w.Saving.Reason + "."
	}
	money := func(v float64) string { return engine.Money(v, w.Currency) }
	saves := fmt.Sprintf("It saves %s a month", money(*w.Saving.Value/12))
	if w.Saving.Low != nil {
		saves += fmt.Sprintf(" (%s to %s)", money(*w.Saving.Low/12), money(*w.Saving.High/12))
	}
	if w.Outcome.PaybackMonths == nil {
		return fmt.Sprintf("%s and never pays back; it would from %s a year on.", saves, money(w.Outcome.BreakEven))
	}
	return fmt.Sprintf("%s and is paid back in %s months; over %d years its net present value is %s.",
		saves, engine.Significant(*w.Outcome.PaybackMonths), w.Investment.Years, money(w.Outcome.NPV))
}
