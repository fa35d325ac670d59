package analysis

import (
	"context"
	"time"

	"sprue/engine"
)

// State is what a tool is doing now.
type State string

// The states of run-rate.md.
const (
	Running  State = "running"
	Stopped  State = "stopped"
	Off      State = "off"
	NoSignal State = "no signal" // the mirror itself is too old to tell
)

// Tool is a row of the table of tools.
type Tool struct {
	Code          string
	PartID        *int64
	PartCode      string // latest, like the rest; "" where unknown
	LocationID    *int64
	LocationName  string
	SupplierID    *int64
	SupplierName  string
	Figures              // of the window
	MainCause     string // kind of stop with the largest downtime, "" without stops
	MainCauseUS   int64
	LastShotUTC   time.Time
	LastShotLocal time.Time
	State         State
}

// Tools gives the tools with data in the window, largest downtime first.
func (a *Analysis) Tools(ctx context.Context, f engine.Filter) ([]Tool, error) { return nil, nil }

// ToolsTable is Tools for the command line and REST.
func ToolsTable(tools []Tool) Table { return Table{} }
