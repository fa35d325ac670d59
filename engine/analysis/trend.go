package analysis

import (
	"context"
	"time"

	"sprue/engine"
)

// Trend is a series over time beside the one of the period before.
type Trend struct {
	Step     engine.Grouping // ByHour, ByDay, ByWeek or ByMonth
	Points   []Point
	Previous []Point // of the window of equal length before; At is shifted onto Points' time
	Total    Figures
	Before   *Figures // total of the period before; nil without one
}

// Point is a step of a trend.
type Point struct {
	At    time.Time // start of the step, local day or instant in UTC
	Label string
	Figures
}

// Trend answers with a step that suits the window's length if step is ByNone.
func (a *Analysis) Trend(ctx context.Context, f engine.Filter, step engine.Grouping) (Trend, error) {
	return Trend{}, nil
}

// Table has a row for each step.
func (t Trend) Table() Table { return Table{} }
