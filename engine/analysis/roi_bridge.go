package analysis

import (
	"context"
	"database/sql"
	"math"
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
	return b, err
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
