package analysis

import (
	"context"
	"time"

	"sprue/engine"
)

// Run is a row of mart.run.
type Run struct {
	ID              uint64
	Tool            string
	PartID          *int64
	PartCode        string
	StartUTC        time.Time
	EndUTC          time.Time
	StartLocal      time.Time
	EndLocal        time.Time
	RefCT           *float64 // seconds
	ReferenceMethod string
	Figures
}

// Runs gives the runs that touch the window, whole ones, newest first.
func (a *Analysis) Runs(ctx context.Context, f engine.Filter, limit int) ([]Run, error) {
	return nil, nil
}

// RunsTable is Runs for REST.
func RunsTable(runs []Run) Table { return Table{} }
