package pages

import (
	"math"
	"net/url"

	"sprue/engine/analysis"
	"sprue/templates"
)

// bridgeUnit is what the bars of the bridge are drawn in.
type bridgeUnit string

const (
	bridgeHours bridgeUnit = "hours"
	bridgeParts bridgeUnit = "parts"
)

func bridgeUnits() []bridgeUnit { return []bridgeUnit{bridgeHours, bridgeParts} }

func (u bridgeUnit) of(s analysis.BridgeStep) *float64 {
	if u == bridgeParts {
		return s.Parts
	}
	return s.Hours
}

// bridge draws the steps from what was possible to the good parts.
func bridge(r request, b analysis.Bridge, unit bridgeUnit) (templates.Section, templates.Bridge) {
	section := templates.Section{
		ID: "bridge", Head: "From run time to good parts", Note: string(unit) + " at the approved pace",
		Views: viewsOf(r.address, "unit", bridgeUnits(), unit),
		CSV:   csvOf("roi/bridge", r.filter, viewOf(r.address)),
	}
	if b.ShotsWithoutApproved > 0 {
		section.Note += "; " + plural(b.ShotsWithoutApproved, "shot", "shots") + " without an approved cycle time left out"
	}
	drawn := templates.Bridge{
		Caption: section.Head,
		Heads:   []string{"hours", "parts", b.Currency, "of run time, %"},
	}
	if len(b.Steps) == 0 {
		return section, drawn
	}
	stairs, end := b.Stairs(unit.of)
	on := scaleTo(end)
	drawn.Ticks = on.ticks
	for i, s := range stairs {
		step := templates.Step{Label: stepLabel(s.BridgeStep), Kind: stepKind(s.BridgeStep), Title: stepTitle(s.BridgeStep)}
		if i > 0 {
			step.Joint = s.At / on.end
		}
		if s.Known {
			step.From, step.To = s.From/on.end, s.To/on.end
			if step.Cut = step.To > 1; step.Cut {
				step.To = 1
			}
		}
		money := signedStep(s.BridgeStep, s.Money, 0)
		if step.Kind == "total" {
			money = "" // only what was lost or gained is priced
		}
		step.Exact = []string{exact(s.Hours, "h"), exact(s.Parts, "parts"), exact(s.Money, b.Currency), ""}
		step.Figures = []string{signedStep(s.BridgeStep, s.Hours, 1), signedStep(s.BridgeStep, s.Parts, 0), money, signedShare(s.BridgeStep)}
		step.Largest, step.Part = largest(s.BridgeStep)
		if s.Tool != "" {
			step.URL = r.tool(s.Tool).String()
		}
		drawn.Steps = append(drawn.Steps, step)
	}
	return section, drawn
}

// viewOf is the choice of a view, if the address makes one.
func viewOf(a address) url.Values {
	if view := a.values.Get("view"); view != "" {
		return url.Values{"view": {view}}
	}
	return url.Values{}
}

// scale is a scale from 0.
type scale struct {
	end   float64
	ticks []templates.AxisTick
}

// scaleTo has four to eight ticks, and ends at what is to be shown.
func scaleTo(v float64) scale {
	if v <= 0 {
		return scale{end: 1, ticks: []templates.AxisTick{{Text: "0"}}}
	}
	step := math.Pow(10, math.Floor(math.Log10(v)))
	switch n := v / step; {
	case n < 2:
		step /= 4
	case n < 4:
		step /= 2
	}
	a := scale{end: v * 1.02}
	for at := 0.0; at <= a.end; at += step {
		a.ticks = append(a.ticks, templates.AxisTick{At: at / a.end, Text: decimals(at, places(step))})
	}
	return a
}

// places are the decimals that steps of an axis need.
func places(step float64) int {
	for n := range 3 {
		if scaled := step * math.Pow(10, float64(n)); math.Abs(scaled-math.Round(scaled)) < 1e-9 {
			return n
		}
	}
	return 3
}

func stepKind(s analysis.BridgeStep) string {
	switch {
	case s.IsTotal():
		return "total"
	case s.Name == analysis.StepFast:
		return "gain"
	}
	if s.Hours == nil && s.Parts == nil {
		return "unknown"
	}
	return "loss"
}

func stepLabel(s analysis.BridgeStep) string {
	switch s.Name {
	case analysis.StepOptimal:
		return "Run time"
	case analysis.StepGood:
		return "Good parts, approved pace"
	case analysis.StepFast:
		return "+ " + title(s.Name)
	}
	return "− " + title(s.Name)
}

func stepTitle(s analysis.BridgeStep) string {
	switch s.Name {
	case analysis.StepNotRun:
		return "planned time of the calendar in which no run was, at the pace that was approved last"
	case analysis.StepOptimal:
		return "all of the run time at the approved pace and with all nominal cavities"
	case analysis.StepBlocked:
		return "cavities that made no parts, of the nominal ones"
	case analysis.StepScrap:
		if s.Parts == nil {
			return "no source counts scrap"
		}
		return "rejected parts of PRODUCED_PART, on the days that it counts"
	}
	return ""
}

// signedStep shows a figure of a step; a total has no sign, 0 neither.
func signedStep(s analysis.BridgeStep, v *float64, places int) string {
	if v == nil {
		return dash
	}
	text := decimals(*v, places)
	if stepKind(s) == "gain" && *v > 0 {
		return "+" + text
	}
	return text
}

func signedShare(s analysis.BridgeStep) string {
	if s.Share == nil {
		return dash
	}
	share := 100 * *s.Share
	if s.Hours != nil && *s.Hours < 0 {
		share = -share
	}
	return signedStep(s, &share, 1)
}

// largest is the tool with the largest part of a step, and that part; or why
// there is none.
func largest(s analysis.BridgeStep) (name, part string) {
	switch {
	case s.Tool != "" && s.ToolH != nil:
		return s.Tool, decimals(*s.ToolH, 1) + " h"
	case stepKind(s) == "unknown":
		return "no counts in any source", ""
	}
	return "", ""
}
