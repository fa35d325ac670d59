package analysis

import (
	"context"
	"fmt"
	"strings"
	"time"

	"sprue/engine"
)

// Overview answers how the fleet is doing: what it loses, where, and since
// when.
type Overview struct {
	Fleet                   // Total, Before, States, List; Sentence and Why are the page's answer
	Known     int           // tools that the filter leaves, with or without data in the window
	Now       map[State]int // what all of these are doing as of AsOf
	AsOf      time.Time     // until when the mirror tells what tools do; zero before the first sync
	Stale     bool
	Doubts    Doubts
	Worst     []Loss // largest first
	Suppliers []Leader
	Locations []Leader
}

// Overview of what the filter leaves, with the limit worst tools.
func (a *Analysis) Overview(ctx context.Context, f engine.Filter, limit int) (Overview, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return Overview{}, err
	}
	now, err := a.statuses(ctx, s)
	if err != nil {
		return Overview{}, err
	}
	var o Overview
	var known []Tool
	var leaders boards
	// The shares of all tools tell how few make up half, so Worst is cut later.
	err = atOnce(ctx,
		func(ctx context.Context) (err error) { o.Fleet, err = a.fleet(ctx, s, now); return err },
		func(ctx context.Context) (err error) { known, err = a.knownTools(ctx, s, now); return err },
		func(ctx context.Context) (err error) { o.Worst, err = a.worst(ctx, s, 0); return err },
		func(ctx context.Context) (err error) { leaders, err = a.leaders(ctx, s); return err },
	)
	if err != nil {
		return Overview{}, err
	}
	o.Suppliers, o.Locations = leaders[engine.BySupplier], leaders[engine.ByLocation]
	o.Doubts = doubtsOf(o.List)
	o.setNow(known, now.limits)
	if o.Total.RunTimeUS == 0 {
		o.Sentence, o.Why = emptySentence(s, o.data), ""
	} else {
		o.Sentence, o.Why = o.answer(), o.reason()
	}
	o.Worst = pageOf(o.Worst, limit, 0)
	return o, nil
}

func (o *Overview) setNow(known []Tool, limits stateLimits) {
	o.Known, o.AsOf, o.Stale, o.Now = len(known), limits.synced, limits.stale, map[State]int{}
	for _, t := range known {
		o.Now[t.State]++
	}
}

// answer names the larger of both losses first, and how few tools make up half.
func (o Overview) answer() string {
	stops, slow := o.Total.DowntimeUS, o.Total.SpeedLossUS
	if stops+slow == 0 {
		return "No tool lost any time."
	}
	first, second := "Stops cost "+hours(stops), "slow cycles "+hours(slow)
	if slow > stops {
		first, second = "Slow cycles cost "+hours(slow), "stops "+hours(stops)
	}
	return fmt.Sprintf("%s, %s%s.", first, second, o.half())
}

// half counts the tools that make up half of the loss.
func (o Overview) half() string {
	if len(o.Worst) < 2 {
		return ""
	}
	var share float64
	for i, l := range o.Worst {
		if share += l.Share; share < 0.5 {
			continue
		}
		if i == 0 {
			return fmt.Sprintf("; %s alone lost %s of it", l.Tool, fraction(l.Share))
		}
		return fmt.Sprintf("; %d of %d tools lost %s of it", i+1, o.Tools, fraction(share))
	}
	return ""
}

// reason tells what the worst tools lose it to.
func (o Overview) reason() string {
	var worst []string
	for _, l := range o.Worst[:min(2, len(o.Worst))] {
		if l.Cause == "" {
			continue
		}
		words := fmt.Sprintf("%s lost %s, %s of it to %s", l.Tool, hours(l.LossUS), fraction(part(l.CauseUS, l.LossUS)), causeName(l.Cause))
		if l.Since.After(o.from) { // all of the window says nothing
			words += l.Since.Format(" since 2 Jan")
		}
		worst = append(worst, words)
	}
	if len(worst) == 0 {
		return ""
	}
	return strings.Join(worst, "; ") + "."
}

func causeName(cause string) string {
	if cause == SlowCycles {
		return "slow cycles"
	}
	return plural(cause)
}

// Table has a row for each tile.
func (o Overview) Table() Table {
	t := Table{Columns: []Column{
		{Name: "figure"}, {Name: "value", Kind: Real}, {Name: "before", Kind: Real}, {Name: "unit"},
	}}
	add := func(name, unit string, now float64, before *float64) {
		t.Rows = append(t.Rows, []any{name, now, value(before), text(unit)})
	}
	ratio := func(name string, of func(Figures) *float64) {
		var before *float64
		if o.Before != nil {
			before = of(*o.Before)
		}
		t.Rows = append(t.Rows, []any{name, value(of(o.Total)), value(before), "share"})
	}
	var down, slow *float64
	if o.Before != nil {
		down, slow = new(float64(o.Before.DowntimeUS)), new(float64(o.Before.SpeedLossUS))
	}
	add("tools", "", float64(o.Known), nil)
	add("tools_running", "", float64(o.Now[Running]), nil)
	ratio("efficiency", Figures.Efficiency)
	ratio("stability", Figures.Stability)
	add("downtime_us", "us", float64(o.Total.DowntimeUS), down)
	add("speed_loss_us", "us", float64(o.Total.SpeedLossUS), slow)
	add("tools_in_doubt", "", float64(o.Doubts.Tools), nil)
	return t
}
