package api

import (
	"context"
	"fmt"
	"strconv"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
)

// ProcessQuestions are whether processes are in control.
type ProcessQuestions interface {
	Processes(ctx context.Context, f engine.Filter) (analysis.Processes, error)
	ProcessFigures(ctx context.Context, f engine.Filter) ([]analysis.ProcessFigures, error)
	Process(ctx context.Context, q analysis.ProcessQuestion) (analysis.Process, error)
}

// qualityProcess is the tools and parts with their largest change; by=event,
// every drift and shift; by=capability, how capable and how much out of control each
// is; of one tool by=summary, its limits, capability and alarms,
// by=point, every point of its control charts, and by=day, its daily medians, the three
// with measure=temperature of its temperature.
func (a *API) qualityProcess(ctx context.Context, c echo.Context, f engine.Filter, _ int) (analysis.Table, error) {
	by, err := analysis.ProcessWays().Parse(c.QueryParam("by"), "read the process quality")
	if err != nil {
		return analysis.Table{}, err
	}
	measure, err := engine.OneOf(c.QueryParam("measure"), analysis.Measures(), "read the process quality", "%q is not measured")
	if err != nil {
		return analysis.Table{}, err
	}
	if by == "tool" || by == "event" {
		p, err := a.Questions.Processes(ctx, f)
		if by == "event" {
			return p.EventsTable(), err
		}
		return p.Table(), err
	}
	if by == "capability" {
		all, err := a.Questions.ProcessFigures(ctx, f)
		return analysis.ProcessFiguresTable(all), err
	}
	q := analysis.ProcessQuestion{Filter: f, Measure: measure}
	if text := c.QueryParam("subgroup"); text != "" {
		if q.Subgroup, err = strconv.Atoi(text); err != nil || q.Subgroup < 1 {
			return analysis.Table{}, usage(fmt.Sprintf("subgroup: %q is no number of shots", text), "write subgroup=5, or subgroup=1 for individuals")
		}
	}
	p, err := a.Questions.Process(ctx, q)
	switch by {
	case "summary":
		return p.Summary(), err
	case "day":
		return p.DaysTable(), err
	}
	return p.Table(), err
}
