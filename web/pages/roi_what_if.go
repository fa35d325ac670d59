package pages

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/roi"
	"sprue/templates"
)

// What the panel begins with.
const (
	standardShare = 50    // % of the loss
	standardCost  = 20000 // money
)

// whatIfAsked is what the form of the panel says; nil is left to the
// configuration.
type whatIfAsked struct {
	fix    analysis.Fix
	share  float64 // %
	cost   float64
	yearly float64
	rate   *float64 // labour and machine, money/h
	hours  *float64 // production hours a year
	margin *float64 // money/part
}

// whatIfFields are the names of the form's fields in an address.
func whatIfFields() []string {
	return []string{"fix", "share", "cost", "yearly", "rate", "hours", "margin"}
}

func readWhatIf(a address) (q whatIfAsked, err error) {
	if q.fix, err = analysis.ParseFix(orElse(a.values.Get("fix"), string(analysis.FixBoth))); err != nil {
		return q, err
	}
	q.share, q.cost = standardShare, standardCost
	for name, into := range map[string]*float64{"share": &q.share, "cost": &q.cost, "yearly": &q.yearly} {
		if v, err := amountIn(a, name); err != nil {
			return q, err
		} else if v != nil {
			*into = *v
		}
	}
	for name, into := range map[string]**float64{"rate": &q.rate, "hours": &q.hours, "margin": &q.margin} {
		if *into, err = amountIn(a, name); err != nil {
			return q, err
		}
	}
	return q, nil
}

// amountIn reads a number as people type it: 18,000 or 18 000.
func amountIn(a address, name string) (*float64, error) {
	text := strings.NewReplacer(",", "", " ", "", "\u00a0", "").Replace(a.values.Get(name))
	if text == "" {
		return nil, nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || v-v != 0 {
		return nil, &engine.Error{Code: engine.CodeUsage, Doing: "read " + name, Message: fmt.Sprintf("%q is no number", a.values.Get(name)), Hint: "write it with digits, as 18000"}
	}
	return &v, nil
}

// askWhatIf asks about the tool that the filter names, or that loses most. What
// the form says wrong is no error of the page.
func (p *Pages) askWhatIf(ctx context.Context, r request, q roiAsked, a analysis.ROIAnswer) (analysis.WhatIf, *engine.Error, error) {
	tool := fixedTool(r, q.fix.fix, a)
	if tool == "" {
		return analysis.WhatIf{}, nil, nil
	}
	f := r.filter
	f.Tools = []string{tool}
	ask := analysis.WhatIfQuestion{
		Filter: f, View: q.view, Fixes: q.fix.fix, Share: q.fix.share / 100, Cost: q.fix.cost, YearlyCost: q.fix.yearly,
		Rates: roi.Economics{AnnualHours: q.fix.hours, MarginPerPart: q.fix.margin},
	}
	if q.fix.rate != nil {
		ask.Rates.LabourRate, ask.Rates.MachineRate = new(0.0), q.fix.rate
	}
	w, err := p.Questions.WhatIf(ctx, ask)
	var wrong *engine.Error
	if errors.As(err, &wrong) && wrong.Code == engine.CodeUsage {
		return analysis.WhatIf{Question: ask}, wrong, nil
	}
	return w, nil, err
}

// fixedTool is the one tool of the filter, or the one with most of the loss
// that is to be fixed.
func fixedTool(r request, fix analysis.Fix, a analysis.ROIAnswer) string {
	if len(r.filter.Tools) == 1 {
		return r.filter.Tools[0]
	}
	lost := func(row analysis.ROIRow) float64 {
		switch fix {
		case analysis.FixCycles:
			return *cmp.Or(row.Loss, new(0.0))
		case analysis.FixStops:
			return *cmp.Or(row.Downtime, new(0.0))
		}
		return *cmp.Or(cost(row.ROIFigures), new(0.0))
	}
	if len(a.Rows) == 0 {
		return ""
	}
	return slices.MaxFunc(a.Rows, func(x, y analysis.ROIRow) int { return cmp.Compare(lost(x), lost(y)) }).Label
}

// whatIf is the panel with its answer.
func whatIf(r request, q roiAsked, d roiData) *templates.WhatIf {
	if len(d.whatIf.Question.Filter.Tools) == 0 {
		return nil
	}
	tool := d.whatIf.Question.Filter.Tools[0]
	panel := &templates.WhatIf{
		Section: templates.Section{ID: "what-if", Head: "What if", Note: tool + " is improved"},
		Action:  roiPath, Keep: hidden(r.address, whatIfFields()...),
		Fields: whatIfSliders(q.fix, d.answer, d.whatIf.Question.View),
	}
	if len(r.filter.Tools) != 1 {
		panel.Section.Note = tool + ", which loses most, is improved"
	}
	words := map[analysis.Fix]string{analysis.FixBoth: "Both", analysis.FixCycles: "Slow cycles", analysis.FixStops: "Stops"}
	for _, fix := range []analysis.Fix{analysis.FixBoth, analysis.FixCycles, analysis.FixStops} {
		panel.Fix = append(panel.Fix, templates.Option{Value: string(fix), Text: words[fix], Chosen: fix == q.fix.fix})
	}
	if d.wrong != nil {
		panel.Problem = title(d.wrong.Message) + "."
		return panel
	}
	panel.Verdict = d.whatIf.Sentence
	panel.Tiles = whatIfTiles(d.whatIf)
	return panel
}

// whatIfSliders are the fields; what is not typed is as configured.
func whatIfSliders(q whatIfAsked, a analysis.ROIAnswer, view roi.View) []templates.Slider {
	fields := []templates.Slider{
		{Name: "share", Label: "Share fixed", Value: plain(q.share), Unit: "%", Min: "5", Max: "100", Step: "5", At: plain(q.share)},
		{Name: "cost", Label: "Investment", Value: plain(q.cost), Unit: a.Currency, Min: "0", Max: "100000", Step: "1000", At: plain(q.cost)},
		{Name: "yearly", Label: "Cost of it a year", Value: plain(q.yearly), Unit: a.Currency, Min: "0", Max: "20000", Step: "500", At: plain(q.yearly)},
	}
	if view == roi.Capacity {
		fields = append(fields, templates.Slider{
			Name: "margin", Label: "Margin", Value: typed(q.margin), Standard: typed(a.Total.Rate), Unit: a.Currency + " a part",
			Min: "0", Max: "5", Step: "0.05", At: plain(*cmp.Or(q.margin, a.Total.Rate, new(0.0))),
		})
	} else {
		fields = append(fields, templates.Slider{
			Name: "rate", Label: "Labour + machine", Value: typed(q.rate), Standard: typed(a.Total.Rate), Unit: a.Currency + "/h, " + a.Total.RateSource,
			Min: "0", Max: "600", Step: "5", At: plain(*cmp.Or(q.rate, a.Total.Rate, new(0.0))),
		})
	}
	return append(fields, templates.Slider{
		Name: "hours", Label: "Production hours", Value: typed(q.hours), Standard: dash, Unit: "h a year",
		Min: "500", Max: "8760", Step: "20", At: plain(*cmp.Or(q.hours, new(6000.0))),
	})
}

func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func typed(v *float64) string {
	if v == nil {
		return ""
	}
	return plain(*v)
}

// whatIfTiles are saving, payback, value and break-even, with their ranges.
func whatIfTiles(w analysis.WhatIf) []templates.Tile {
	saving := templates.Tile{Label: "Saving a year, " + w.Currency, Figure: templates.Figure{Text: amount(w.Saving.Value)}, Note: rangeOf(w.Saving.Low, w.Saving.High, 0)}
	if w.Outcome == nil {
		saving.Note = w.Saving.Reason
		return []templates.Tile{saving}
	}
	years := plain(float64(w.Investment.Years))
	payback := templates.Tile{Label: "Payback, months", Figure: templates.Figure{Text: "never"}}
	if v := w.Outcome.PaybackMonths; v != nil {
		payback.Figure.Text = decimals(*v, 1)
	}
	npv := templates.Tile{
		Label:  "NPV, " + years + " y at " + plain(100*w.Investment.DiscountRate) + " %",
		Title:  "net present value: savings come at the ends of the years",
		Figure: templates.Figure{Text: decimals(w.Outcome.NPV, 0)},
	}
	if w.Low != nil && w.High != nil {
		npv.Note = rangeOf(&w.Low.NPV, &w.High.NPV, 0)
		payback.Note = rangeOf(w.High.PaybackMonths, w.Low.PaybackMonths, 1)
	}
	return []templates.Tile{saving, payback, npv, {
		Label: "Break-even a year", Figure: templates.Figure{Text: decimals(w.Outcome.BreakEven, 0)}, Note: "saving needed",
	}}
}

// rangeOf is '1,900–2,800'; ” without a range.
func rangeOf(low, high *float64, places int) string {
	if low == nil || high == nil {
		return ""
	}
	return decimals(*low, places) + "–" + decimals(*high, places)
}
