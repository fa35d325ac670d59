package analysis

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"sprue/engine"
	"sprue/engine/roi"
)

// lost is the money of a tool, of the window or of a month.
type lost struct{ loss, downtime float64 }

func (l lost) sum() float64 { return l.loss + l.downtime }

// roiSentence says what matters, the tool and the kind of loss that cost most
// first.
func roiSentence(p priced, answer ROIAnswer, pieces []yearPiece) string {
	if len(answer.Rows) == 0 {
		return emptySentence(p.scope, answer.Range)
	}
	total := answer.Total
	tools := map[string]lost{}
	for _, piece := range pieces {
		tools[piece.tool] = tools[piece.tool].plus(piece, 1)
	}
	top := slices.MaxFunc(slices.Sorted(maps.Keys(tools)), func(a, b string) int { return cmp.Compare(tools[a].sum(), tools[b].sum()) })
	if total.Lost() == 0 {
		return upper(cmp.Or(total.reason(), "nothing was lost: no slow cycles, no stops")) + "." + approvedSentence(pieces)
	}
	cost, all, period := tools[top], lost{orZero(total.Loss), orZero(total.Downtime)}, during(p.window)
	if month, ok := monthOf(top, pieces); ok && total.hasYear() {
		cost, all, period = month, lost{orZero(total.AnnualLoss.Value) / 12, orZero(total.AnnualDowntime.Value) / 12}, "a month"
	}
	money := func(v float64) string { return engine.Money(v, p.currency) }
	kinds := fmt.Sprintf("stops %s, slow cycles %s", money(cost.downtime), money(cost.loss))
	switch {
	case total.Loss == nil:
		kinds = fmt.Sprintf("stops %s, slow cycles not known without an approved cycle time", money(cost.downtime))
	case cost.loss > cost.downtime:
		kinds = fmt.Sprintf("slow cycles %s, stops %s", money(cost.loss), money(cost.downtime))
	}
	verb := map[roi.View]string{roi.Cost: "costs", roi.Capacity: "loses parts worth"}[p.view]
	words := fmt.Sprintf("%s %s %s %s: %s", top, verb, money(cost.sum()), period, kinds)
	if len(tools) > 1 {
		words += fmt.Sprintf("; all %d tools %s", len(tools), money(all.sum()))
	}
	return words + "." + approvedSentence(pieces) + rateSentence(p, total)
}

func (l lost) plus(piece yearPiece, factor float64) lost {
	for i := range piece.days {
		l.loss += factor * piece.loss[i]
		l.downtime += factor * piece.downtime[i]
	}
	return l
}

// monthOf is what a tool loses in a month, where it has data enough.
func monthOf(tool string, pieces []yearPiece) (month lost, ok bool) {
	for _, piece := range pieces {
		factor := piece.coverage.PerYear()
		switch {
		case piece.tool != tool:
			continue
		case factor == nil:
			return lost{}, false
		}
		month = month.plus(piece, *factor/12)
	}
	return month, true
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

// hasYear tells whether what is lost in a year is known.
func (f ROIFigures) hasYear() bool {
	return (f.Loss == nil || f.AnnualLoss.Value != nil) && (f.Downtime == nil || f.AnnualDowntime.Value != nil)
}

func orZero(v *float64) float64 { return *cmp.Or(v, new(0.0)) }

// sentence says whether an investment pays, and what is not in it.
func (w WhatIf) sentence() string {
	if w.Outcome == nil {
		return "What it saves is not known: " + w.Saving.Reason + "."
	}
	if w.Saving.Reason != "" {
		return w.pays() + " " + upper(w.Saving.Reason) + "."
	}
	return w.pays()
}

func (w WhatIf) pays() string {
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
