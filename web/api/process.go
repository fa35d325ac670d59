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
	Process(ctx context.Context, q analysis.ProcessQuestion) (analysis.Process, error)
}

// qualityProcess is the tools and parts with their largest change; by=event,
// every drift and shift; of one tool by=summary, its limits, capability and alarms,
// and by=point, every point of its control charts.
func (a *API) qualityProcess(ctx context.Context, c echo.Context, f engine.Filter, _ int) (analysis.Table, error) {
	by, err := engine.OneOf(c.QueryParam("by"), []string{"tool", "event", "summary", "point"}, "read the process quality", "%q is none of its groupings")
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
	q := analysis.ProcessQuestion{Filter: f}
	if text := c.QueryParam("subgroup"); text != "" {
		if q.Subgroup, err = strconv.Atoi(text); err != nil || q.Subgroup < 1 {
			return analysis.Table{}, usage(fmt.Sprintf("subgroup: %q is no number of shots", text), "write subgroup=5, or subgroup=1 for individuals")
		}
	}
	p, err := a.Questions.Process(ctx, q)
	if by == "summary" {
		return p.Summary(), err
	}
	return p.Table(), err
}
