package pages

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
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

// fixTarget is the choice of a cycle time instead of a share of a loss.
const fixTarget analysis.Fix = "target"

func fixes() []analysis.Fix {
	return []analysis.Fix{analysis.FixBoth, analysis.FixCycles, analysis.FixStops, fixTarget}
}

// whatIfAsked is what the form of the panel says; nil is left to the
// configuration.
type whatIfAsked struct {
	fix    analysis.Fix
	share  float64  // %
	target *float64 // s
	cost   float64
	yearly float64
	rate   *float64 // labour and machine, money/h
	hours  *float64 // production hours a year
	margin *float64 // money/part
	wrong  string   // what cannot be read: the panel says so, the page stays
}

// whatIfFields are the names of the form's fields in an address.
func whatIfFields() []string {
	return []string{"fix", "share", "target", "cost", "yearly", "rate", "hours", "margin"}
}

func readWhatIf(a address) (q whatIfAsked, err error) {
	if q.fix, err = engine.OneOf(a.values.Get("fix"), fixes(), "read what is fixed", "%q is none"); err != nil {
		return q, err
	}
	read := func(name string) *float64 {
		v, ok := amountOf(a.values.Get(name))
		if !ok {
			q.wrong = fmt.Sprintf("%q is no number: write it with digits, as 18000 or 0.35.", a.values.Get(name))
		}
		return v
	}
	q.share, q.cost = *cmp.Or(read("share"), new(float64(standardShare))), *cmp.Or(read("cost"), new(float64(standardCost)))
	q.yearly = *cmp.Or(read("yearly"), new(0.0))
	q.target, q.rate, q.hours, q.margin = read("target"), read("rate"), read("hours"), read("margin")
	if q.wrong == "" && !(q.share > 0 && q.share <= 100) {
		q.wrong = "The share that is fixed is above 0 and at most 100 %."
	}
	return q, nil
}

var thousands = regexp.MustCompile(`^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$`)

// amountOf reads a number as people type it: 18,000 or 18 000, 0.35 or 0,35.
// Nothing typed is nil.
func amountOf(text string) (v *float64, ok bool) {
	text = strings.NewReplacer(" ", "", "\u00a0", "", "−", "-").Replace(text)
	switch {
	case text == "":
		return nil, true
	case thousands.MatchString(text):
		text = strings.ReplaceAll(text, ",", "")
	case strings.Count(text, ",") == 1 && !strings.Contains(text, "."):
		text = strings.Replace(text, ",", ".", 1)
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n-n != 0 {
		return nil, false
	}
	return &n, true
}

// askWhatIf asks about the tool that the filter names, or that loses most. What
// the form says wrong is no error of the page.
func (p *Pages) askWhatIf(ctx context.Context, r request, q roiAsked, a analysis.ROIAnswer) (w analysis.WhatIf, wrong string, err error) {
	tool := improved(a).Label
	if tool == "" || q.fix.wrong != "" {
		return analysis.WhatIf{}, q.fix.wrong, nil
	}
	f := r.filter
	f.Tools = []string{tool}
	ask := analysis.WhatIfQuestion{
		Filter: f, View: a.Question.View, Fixes: q.fix.fix, Share: q.fix.share / 100, Cost: q.fix.cost, YearlyCost: q.fix.yearly,
		Rates: roi.Economics{AnnualHours: q.fix.hours, MarginPerPart: q.fix.margin},
	}
	if q.fix.fix == fixTarget {
		if q.fix.target == nil {
			return analysis.WhatIf{}, "Say to which cycle time it is brought.", nil
		}
		ask.Fixes, ask.Share, ask.TargetCT = analysis.FixCycles, 0, *q.fix.target
	}
	if q.fix.rate != nil {
		ask.Rates.LabourRate, ask.Rates.MachineRate = new(0.0), q.fix.rate
	}
	w, err = p.Questions.WhatIf(ctx, ask)
	var why *engine.Error
	if errors.As(err, &why) && why.Code == engine.CodeUsage {
		return analysis.WhatIf{}, title(why.Message) + ".", nil
	}
	return w, "", err
}

// improved is the tool that loses most: of those that a year can be told of, if
// there is any.
func improved(a analysis.ROIAnswer) analysis.ROIRow {
	known := func(row analysis.ROIRow) int {
		if row.AnnualLoss.Value != nil || row.AnnualDowntime.Value != nil {
			return 1
		}
		return 0
	}
	if len(a.Rows) == 0 {
		return analysis.ROIRow{}
	}
	return slices.MaxFunc(a.Rows, func(x, y analysis.ROIRow) int {
		return cmp.Or(cmp.Compare(known(x), known(y)), cmp.Compare(x.Lost(), y.Lost()))
	})
}

// whatIf is the panel with its answer.
func whatIf(r request, q roiAsked, d roiData) *templates.WhatIf {
	tool := improved(d.answer)
	panel := &templates.WhatIf{
		Section: templates.Section{ID: "what-if", Head: "What if", Note: tool.Label + " is improved"},
		Action:  roiPath, Keep: hidden(r.address, whatIfFields()...),
		Fields: whatIfSliders(q.fix, tool, d.answer), Problem: d.wrong,
		Views: viewsOf(r.address, "view", roi.Views(), d.answer.Question.View),
	}
	if len(r.filter.Tools) != 1 {
		panel.Section.Note = tool.Label + ", which loses most of those with a value a year, is improved"
	}
	panel.Views[0].Text, panel.Views[1].Text, panel.View = "No", "Yes", string(d.answer.Question.View)+" view"
	panel.Views[0].URL = r.address.with("view", string(roi.Cost)).String() // also where all is configured as sold
	words := map[analysis.Fix]string{analysis.FixBoth: "Both", analysis.FixCycles: "Slow cycles", analysis.FixStops: "Stops", fixTarget: "Cycle time"}
	for _, fix := range fixes() {
		panel.Fix = append(panel.Fix, templates.Option{Value: string(fix), Text: words[fix], Chosen: fix == q.fix.fix})
	}
	if d.wrong == "" {
		panel.Verdict, panel.Tiles = d.whatIf.Sentence, whatIfTiles(d.whatIf)
	}
	return panel
}

// whatIfSliders are the fields; what is not typed is as configured for the tool.
func whatIfSliders(q whatIfAsked, tool analysis.ROIRow, a analysis.ROIAnswer) []templates.Slider {
	what := templates.Slider{Name: "share", Label: "Share fixed", Value: plain(q.share), Unit: "%", Min: "5", Max: "100", Step: "5", At: plain(q.share)}
	if q.fix == fixTarget {
		what = templates.Slider{Name: "target", Label: "To a cycle time of", Value: typed(q.target), Unit: "s, approved not known"}
		if usual := approvedOf(tool); usual > 0 {
			what.Standard, what.Unit = decimals(usual, 1), "s, approved "+decimals(usual, 1)
			what.Min, what.Max, what.Step = plain(round1(0.7*usual)), plain(round1(1.3*usual)), "0.1"
			what.At = plain(round1(*cmp.Or(q.target, &usual)))
		}
	}
	fields := []templates.Slider{
		what,
		{Name: "cost", Label: "Investment", Value: plain(q.cost), Unit: a.Currency, Min: "0", Max: "100000", Step: "1000", At: plain(q.cost)},
		{Name: "yearly", Label: "Cost of it a year", Value: plain(q.yearly), Unit: a.Currency, Min: "0", Max: "20000", Step: "500", At: plain(q.yearly)},
	}
	if a.Question.View == roi.Capacity {
		fields = append(fields, templates.Slider{
			Name: "margin", Label: "Margin", Value: typed(q.margin), Standard: typed(tool.Rate), Unit: a.Currency + " a part",
			Min: "0", Max: "5", Step: "0.05", At: plain(orNothing(cmp.Or(q.margin, tool.Rate))),
		})
	} else {
		fields = append(fields, templates.Slider{
			Name: "rate", Label: "Labour + machine", Value: typed(q.rate), Standard: typed(tool.Rate), Unit: a.Currency + "/h",
			Min: "0", Max: "600", Step: "5", At: plain(orNothing(cmp.Or(q.rate, tool.Rate))),
		})
	}
	const usualHours = 6000
	return append(fields, templates.Slider{
		Name: "hours", Label: "Production hours", Value: typed(q.hours), Standard: "as now", Unit: "h a year",
		Min: "500", Max: "8760", Step: "20", At: plain(*cmp.Or(q.hours, new(float64(usualHours)))),
	})
}

// approvedOf is the mean approved cycle time of a tool's shots, s; 0 without any.
func approvedOf(tool analysis.ROIRow) float64 {
	return float64(tool.ApprovedUS) / 1e6 / float64(max(tool.Shots, 1))
}

func round1(v float64) float64 {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'f', 1, 64), 64)
	return v
}

func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func typed(v *float64) string {
	if v == nil {
		return ""
	}
	return plain(*v)
}

// whatIfTiles are saving, payback, return and value, with their ranges.
func whatIfTiles(w analysis.WhatIf) []templates.Tile {
	saving := templates.Tile{Label: "Saving a year, " + w.Currency, Figure: rounded(w.Saving.Value), Note: rangeOf(w.Saving.Low, w.Saving.High, engine.Rounded)}
	if w.Outcome == nil {
		saving.Note = w.Saving.Reason
		return []templates.Tile{saving}
	}
	years := plain(float64(w.Investment.Years))
	payback := templates.Tile{Label: "Payback, months", Figure: templates.Figure{Text: "never"}}
	if v := w.Outcome.PaybackMonths; v != nil {
		payback.Figure = templates.Figure{Text: decimals(*v, 1), Exact: exact(v, "months")}
	}
	back := templates.Tile{
		Label: "ROI over " + years + " y, %", Title: "(saving × years − cost) / cost",
		Figure: templates.Figure{Text: percent(w.Outcome.ROI), Exact: exact(w.Outcome.ROI, "")}, Note: "pays from " + engine.Rounded(w.Outcome.BreakEven) + " a year",
	}
	npv := templates.Tile{
		Label:  "NPV at " + plain(100*w.Investment.DiscountRate) + " %, " + w.Currency,
		Title:  "net present value over " + years + " years: savings come at the ends of the years",
		Figure: rounded(&w.Outcome.NPV),
	}
	if w.Low != nil && w.High != nil {
		npv.Note = rangeOf(&w.Low.NPV, &w.High.NPV, engine.Rounded)
		payback.Note = rangeOf(w.High.PaybackMonths, w.Low.PaybackMonths, func(v float64) string { return decimals(v, 1) })
	}
	return []templates.Tile{saving, payback, back, npv}
}

// rangeOf is '1,900–2,800'; ” without a range.
func rangeOf(low, high *float64, shown func(v float64) string) string {
	switch {
	case low == nil || high == nil:
		return ""
	case *low < 0:
		return shown(*low) + " to " + shown(*high)
	}
	return shown(*low) + "–" + shown(*high)
}
