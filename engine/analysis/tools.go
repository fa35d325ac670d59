package analysis

import (
	"context"
	"database/sql"
	"time"

	"sprue/engine"
)

// State is what a tool is doing now.
type State string

// The states of a tool.
const (
	Running    State = "running"
	Stopped    State = "stopped"
	Off        State = "off"
	PlannedOff State = "planned off" // silent, and the calendar plans nothing now
	NoData     State = "no data"     // silent, but STATISTICS counts its shots
	NoSignal   State = "no signal"   // the mirror itself is too old to tell
)

// States lists them in the order in which they are told.
func States() []State { return []State{Running, Stopped, NoData, Off, PlannedOff, NoSignal} }

// Tool is a row of the table of tools.
type Tool struct {
	Code          string
	PartID        *int64
	PartCode      string // latest, like the rest; "" where unknown
	LocationID    *int64
	LocationName  string
	SupplierID    *int64
	SupplierName  string
	Figures                // of the window
	Compared               // cycle times beside the approved ones
	ApprovedCT    *float64 // seconds, the latest; nil without one
	MainCause     string   // kind of stop with the largest downtime, "" without stops
	MainCauseUS   int64
	LastShotUTC   time.Time
	LastShotLocal time.Time
	State         State
	OEE           OEE // zero: Effectiveness has it
}

// Tools gives the tools with data in the window, largest downtime first.
func (a *Analysis) Tools(ctx context.Context, f engine.Filter) ([]Tool, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return nil, err
	}
	now, err := a.statuses(ctx, s)
	if err != nil {
		return nil, err
	}
	return a.tools(ctx, s, now)
}

func (a *Analysis) tools(ctx context.Context, s scope, now statuses) ([]Tool, error) {
	tools, err := a.toolsWithoutCauses(ctx, s, now)
	if err != nil {
		return nil, err
	}
	causes, err := a.toolCauses(ctx, s, StopCut{})
	if err != nil {
		return nil, err
	}
	setCauses(tools, causes)
	return tools, nil
}

// toolsWithoutCauses is for those who do not tell what the tools' downtime is.
func (a *Analysis) toolsWithoutCauses(ctx context.Context, s scope, now statuses) ([]Tool, error) {
	query, args, err := a.over(ctx, s, engine.ByTool, toolsSQL, step{name: "approved", sql: approvedSQL}, step{name: "compared", sql: comparedSQL})
	if err != nil {
		return nil, err
	}
	tools, err := list(ctx, a.reader, "list the tools", query, args, scanTool)
	if err != nil {
		return nil, err
	}
	now.set(tools)
	return tools, nil
}

func scanTool(rows *sql.Rows) (Tool, error) {
	var t Tool
	var part, location, supplier sql.NullString
	var approved *int64
	dest := []any{
		&t.Code, &t.PartID, &part, &t.LocationID, &location, &t.SupplierID, &supplier,
		&approved, &t.ComparedUS, &t.ExpectedUS,
	}
	err := rows.Scan(append(dest, t.dest()...)...)
	t.ApprovedCT = seconds(approved)
	t.PartCode, t.LocationName, t.SupplierName = part.String, location.String, supplier.String
	return t, err
}

// setCauses takes causes with the largest first.
func setCauses(tools []Tool, causes []toolCause) {
	main := map[string]toolCause{}
	for _, c := range causes {
		if _, ok := main[c.tool]; !ok {
			main[c.tool] = c
		}
	}
	for i, t := range tools {
		tools[i].MainCause, tools[i].MainCauseUS = main[t.Code].Kind, main[t.Code].DowntimeUS
	}
}

// ToolsTable is Tools for the command line and REST.
func ToolsTable(tools []Tool) Table {
	t := Table{Columns: append([]Column{
		{Name: "equipment_code"}, {Name: "state"},
		{Name: "part_id", Kind: Whole}, {Name: "part_code"},
		{Name: "location_id", Kind: Whole}, {Name: "location_name"},
		{Name: "supplier_id", Kind: Whole}, {Name: "supplier_name"},
		{Name: "main_cause"}, {Name: "main_cause_us", Unit: "us", Kind: Whole},
		{Name: "last_shot_utc", Kind: Instant}, {Name: "last_shot_local", Kind: Local},
	}, figureColumns()...)}
	for _, tool := range tools {
		t.Rows = append(t.Rows, append([]any{
			tool.Code, string(tool.State),
			value(tool.PartID), text(tool.PartCode),
			value(tool.LocationID), text(tool.LocationName),
			value(tool.SupplierID), text(tool.SupplierName),
			text(tool.MainCause), tool.MainCauseUS, tool.LastShotUTC, tool.LastShotLocal,
		}, tool.values()...))
	}
	return t
}
