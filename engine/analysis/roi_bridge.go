package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strings"

	"sprue/engine"
	"sprue/engine/roi"
)

// Bridge leads from what was possible to the good parts. It closes exactly: the
// steps between both are their difference, in hours and in parts.
type Bridge struct {
	View                 roi.View
	Currency             string
	RateSource           string
	Steps                []BridgeStep // none where there are no data; the first one is StepNotRun where a calendar plans
	ShotsWithoutApproved int64        // in no step
	Sentence             string       // the largest loss first
}

// BridgeStep is a total, a loss (below 0) or a gain.
type BridgeStep struct {
	Name  string   // StepOptimal and the others
	Hours *float64 // nil where no source tells it
	Parts *float64
	Money *float64 // in the view of the question; nil for the totals
	Share *float64 // of the optimal hours
	Tool  string   // the one with most of a loss or gain; "" without one
	ToolH *float64 // its part of it, h, above 0
}

// The steps of a bridge. StepNotRun stands before it: planned time in which no run
// was, which is no part of what was possible in the runs.
const (
	StepNotRun     = "planned, no run"
	StepOptimal    = "optimal"
	StepStops      = "stops"
	StepMicroStops = "micro-stops"
	StepSlow       = "slow cycles"
	StepFast       = "fast cycles"
	StepBlocked    = "blocked cavities"
	StepScrap      = "scrap"
	StepGood       = "good parts"
)

// BridgeSteps lists those of each bridge in their order.
func BridgeSteps() []string {
	return []string{StepOptimal, StepStops, StepMicroStops, StepSlow, StepFast, StepBlocked, StepScrap, StepGood}
}

// IsTotal tells the two ends of a bridge from the steps between them.
func (s BridgeStep) IsTotal() bool { return s.Name == StepOptimal || s.Name == StepGood }

// Stair is a step where it is drawn: it begins where the one before ended, a total at 0.
type Stair struct {
	BridgeStep
	At       float64 // where the step before ended
	Known    bool    // there is a figure
	From, To float64 // where it lies; From is the smaller one
}

// Stairs are the steps in one of their figures, and how far they are drawn: planned time
// without a run may be many times what was run, and is cut then, for the others to be seen.
func (b Bridge) Stairs(of func(BridgeStep) *float64) (stairs []Stair, end float64) {
	var at, run float64
	if i := slices.IndexFunc(b.Steps, func(s BridgeStep) bool { return s.Name == StepOptimal }); i > 0 {
		run = orZero(of(b.Steps[i]))
		at = run - orZero(of(b.Steps[0]))
	}
	for _, s := range b.Steps {
		stair := Stair{BridgeStep: s, At: at}
		if v := of(s); v != nil {
			to := at + *v
			if s.IsTotal() {
				at, to = 0, *v
			}
			stair.Known, stair.From, stair.To = true, min(at, to), max(at, to)
			at = to
		}
		stairs = append(stairs, stair)
		far := stair.To
		if s.Name == StepNotRun && run > 0 {
			far = min(far, 1.4*run)
		}
		end = max(end, far)
	}
	return stairs, end
}

// Bridge answers the question; By means nothing to it. An interval counts whole
// where its shot does, so that stops differ from the downtime of ROI where a
// stop goes over an edge of the window.
func (a *Analysis) Bridge(ctx context.Context, q ROIQuestion) (Bridge, error) {
	p, _, err := a.priced(ctx, q.Filter, q.View, q.Rates)
	if err != nil {
		return Bridge{}, err
	}
	tools, err := a.roiRows(ctx, p, engine.ByTool) // which others ask too
	if err != nil {
		return Bridge{}, err
	}
	total := roiTotal(tools)
	b := Bridge{View: p.view, Currency: p.currency, RateSource: total.RateSource, ShotsWithoutApproved: total.ShotsWithoutApproved}
	b.Steps, err = common(ctx, a, "bridge", p, func(ctx context.Context) ([]BridgeStep, error) { return a.bridgeSteps(ctx, p) })
	if err != nil {
		return b, err
	}
	if b.Sentence = b.sentence(); b.Sentence == "" {
		data, err := a.dataRange(ctx, p.scope)
		b.Sentence = emptySentence(p.scope, data)
		return b, err
	}
	return b, nil
}

// sentence is "" where there are no steps.
func (b Bridge) sentence() string {
	if len(b.Steps) == 0 {
		return ""
	}
	by := map[string]BridgeStep{}
	var largest BridgeStep
	for _, s := range b.Steps {
		if by[s.Name] = s; !s.IsTotal() && s.Name != StepNotRun && orZero(s.Hours) < orZero(largest.Hours) {
			largest = s
		}
	}
	all := orZero(by[StepOptimal].Hours)
	if all == 0 {
		return "Nothing has an approved cycle time: there is nothing to measure by."
	}
	hours := func(h float64) string { return engine.Duration(3600 * math.Abs(h)) }
	words := fmt.Sprintf("%s of %s run time made good parts at the approved pace", percent(orZero(by[StepGood].Hours)/all), hours(all))
	if largest.Hours != nil {
		words += fmt.Sprintf("; %s took most of the rest, %s", largest.Name, hours(*largest.Hours))
		if largest.Money != nil {
			words += " or " + engine.Money(math.Abs(*largest.Money), b.Currency)
		}
		if largest.Tool != "" {
			words += ", the largest part on " + largest.Tool
		}
	}
	if before := by[StepNotRun]; orZero(before.Hours) != 0 {
		words += fmt.Sprintf("; %s more were planned without a run", hours(*before.Hours))
	}
	return words + "."
}

func (a *Analysis) bridgeSteps(ctx context.Context, p priced) ([]BridgeStep, error) {
	query, args, err := a.overPriced(ctx, p, engine.ByNone, roiBridgeSQL,
		step{name: "bridge_sum", sql: roiBridgeSumSQL}, step{name: "bridge_step", sql: roiBridgeStepSQL}, step{name: "bridge_tool", sql: roiBridgeToolSQL, kept: true})
	if err != nil {
		return nil, err
	}
	args = append(args, sql.Named("is_by_day", p.window.Dates()))
	var steps []BridgeStep
	var before *BridgeStep
	err = atOnce(ctx,
		func(ctx context.Context) (err error) {
			steps, err = list(ctx, a.reader, "bridge optimal and good parts", query, args, scanBridgeStep)
			return err
		},
		func(ctx context.Context) (err error) { before, err = a.notRun(ctx, p); return err },
	)
	if err != nil || len(steps) == 0 {
		return steps, err
	}
	optimal := *steps[0].Hours
	if before != nil {
		steps = append([]BridgeStep{*before}, steps...)
	}
	for i := range steps {
		if h := steps[i].Hours; h != nil && optimal > 0 {
			steps[i].Share = new(math.Abs(*h) / optimal)
		}
	}
	return steps, nil
}

// notRun is nil where no calendar plans anything.
func (a *Analysis) notRun(ctx context.Context, p priced) (*BridgeStep, error) {
	if has, err := a.hasPlan(ctx); err != nil || !has {
		return nil, err
	}
	none := step{name: "pieces", sql: pieceDaySQL + "    AND FALSE\n"} // of runs nothing is asked
	steps, args, err := a.oeeOf(ctx, p.scope, engine.ByNone, []step{none}, nil)
	if err != nil {
		return nil, err
	}
	steps = append(steps, step{name: "idle_piece", sql: roiIdleSQL, kept: true}, step{name: "rate", sql: strings.Replace(roiRateSQL, "FROM pieces", "FROM idle_piece", 1)},
		step{name: "not_run_tool", sql: roiNotRunToolSQL})
	args = append(args, sql.Named("view", string(p.view)), sql.Named("rates", p.rates))
	found, err := list(ctx, a.reader, "find planned time without a run", with(roiNotRunSQL, steps...), args, func(rows *sql.Rows) (b BridgeStep, err error) {
		b.Name = StepNotRun
		return b, rows.Scan(&b.Hours, &b.Parts, &b.Money, &b.Tool, &b.ToolH)
	})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

func scanBridgeStep(rows *sql.Rows) (BridgeStep, error) {
	var step BridgeStep
	var place int
	var tool sql.NullString
	err := rows.Scan(&place, &step.Hours, &step.Parts, &step.Money, &tool, &step.ToolH)
	if err == nil {
		step.Name, step.Tool = BridgeSteps()[place-1], tool.String
	}
	return step, err
}

// Table has a row for each step.
func (b Bridge) Table() Table {
	money := map[roi.View]string{roi.Cost: "cost", roi.Capacity: "value"}[b.View]
	t := Table{Columns: []Column{
		{Name: "step"}, {Name: "hours", Unit: "h", Kind: Real}, {Name: "parts", Kind: Real}, {Name: money, Unit: b.Currency, Kind: Real},
		{Name: "share", Unit: "share", Kind: Real}, {Name: "top_tool"}, {Name: "top_tool_h", Unit: "h", Kind: Real},
		{Name: "rate_source"}, {Name: "currency"},
	}}
	for _, s := range b.Steps {
		t.Rows = append(t.Rows, []any{
			s.Name, value(s.Hours), value(s.Parts), value(s.Money), value(s.Share), text(s.Tool), value(s.ToolH), text(b.RateSource), b.Currency,
		})
	}
	return t
}
