package analysis

import (
	"context"
	"time"

	"sprue/engine"
)

// Order says which stops or runs come first.
type Order int

// The orders.
const (
	Newest Order = iota
	Largest
)

// Stop is a row of mart.stop.
type Stop struct {
	ID         uint64
	RunID      uint64
	Tool       string
	PartCode   string
	StartUTC   time.Time
	EndUTC     time.Time
	StartLocal time.Time
	DowntimeUS int64
	Kind       string // gap, long or idle
	Shots      int64
	Micro      bool
}

// Stops gives the stops that start in the window.
func (a *Analysis) Stops(ctx context.Context, f engine.Filter, order Order, limit int) ([]Stop, error) {
	return nil, nil
}

// StopsTable is Stops for REST.
func StopsTable(stops []Stop) Table { return Table{} }

// Cause is the stops of one kind.
type Cause struct {
	Kind       string
	Stops      int64
	MicroStops int64
	DowntimeUS int64
	Share      float64 // of the downtime of all causes
	Cumulative float64 // with the larger ones
	Largest    string  // tool with most of it
	LargestUS  int64
}

// Pareto gives the causes of stops that start in the window, largest first.
func (a *Analysis) Pareto(ctx context.Context, f engine.Filter) ([]Cause, error) { return nil, nil }
