package analysis

import (
	"context"
	"database/sql"
	"time"

	"sprue/engine"
)

// RunState is what a tool did in a stretch of its timeline.
type RunState string

// The states of a timeline.
const (
	StateRun         RunState = "run"
	StateSlow        RunState = "slow" // an hour in which most shots were slow
	StateStop        RunState = "stop"
	StatePlannedOff  RunState = "planned off" // it stands, and the calendar plans nothing
	StateOff         RunState = "off"         // no run, though one was planned or there is no calendar
	StateNoData      RunState = "no data"     // shots were made that are missing
	StateNotMirrored RunState = "not mirrored"
)

// OpenStop is the cause of the silence at the end of the data, which is no
// stop in mart.stop yet.
const OpenStop = "open"

// Segment is a stretch of a timeline. One that stands for several shorter than
// a pixel has the state of most of its time.
type Segment struct {
	FromUTC time.Time
	ToUTC   time.Time
	State   RunState
	Cause   string // of its stops: gap, long, idle or OpenStop; "" without
	Stops   int64  // in it
	Shots   int64  // in its stops
	StopUS  int64  // Σ length of its stops
}

// ToolTimeline is one tool's row.
type ToolTimeline struct {
	Tool               // figures of the window, state now
	Segments []Segment // they touch, and cover the span
}

// Timeline is what tools did in a window, largest downtime first.
type Timeline struct {
	Span
	MirroredUTC time.Time // until when the mirror tells
	Shifts      []Turn    // that touch the window, in the order of time
	Tools       []ToolTimeline
	Total       int // tools on all pages
}

// TimelineQuestion says how many pixels the picture is wide, and which rows
// come; rows have no order but their downtime.
type TimelineQuestion struct {
	Pixels int // 0 is 1000
	Limit  int // 0 for all
	Offset int
}

// Timeline cuts what tools did to the window; nothing lies after now.
func (a *Analysis) Timeline(ctx context.Context, f engine.Filter, q TimelineQuestion) (Timeline, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return Timeline{}, err
	}
	return a.timeline(ctx, s, q)
}

func (a *Analysis) timeline(ctx context.Context, s scope, q TimelineQuestion) (Timeline, error) {
	span, err := a.span(ctx, s)
	if err != nil {
		return Timeline{}, err
	}
	now, err := a.statuses(ctx, s)
	if err != nil {
		return Timeline{}, err
	}
	tools, err := a.toolsWithoutCauses(ctx, s, now)
	if err != nil {
		return Timeline{}, err
	}
	known, err := a.knownTools(ctx, s, now)
	if err != nil {
		return Timeline{}, err
	}
	all := joined(tools, known)
	t := Timeline{Span: span, MirroredUTC: now.limits.mirroredUntil(), Total: len(all)}
	for _, tool := range pageOf(all, q.Limit, q.Offset) {
		t.Tools = append(t.Tools, ToolTimeline{Tool: tool})
	}
	if span.Length() <= 0 || len(t.Tools) == 0 {
		return t, nil
	}
	asked := codes(t.Tools) // before their segments are set, at once with the other question
	err = atOnce(ctx,
		func(ctx context.Context) error { return a.setSegments(ctx, &t, asked, q.Pixels) },
		func(ctx context.Context) (err error) {
			t.Shifts, err = a.turns(ctx, t.Span, asked)
			return err
		},
	)
	return t, err
}

func codes(tools []ToolTimeline) []string {
	var all []string
	for _, tool := range tools {
		all = append(all, tool.Code)
	}
	return all
}

func (a *Analysis) setSegments(ctx context.Context, t *Timeline, asked []string, pixels int) error {
	if pixels <= 0 {
		pixels = 1000
	}
	s := scope{tools: asked}
	rows := map[string]*ToolTimeline{}
	for i, tool := range t.Tools {
		rows[tool.Code] = &t.Tools[i]
	}
	query := with(timelineSQL, step{name: "known_tool", sql: knownToolSQL, kept: true}, step{name: "plan", sql: planSQL}, step{name: "planned", sql: plannedSQL, kept: true}, step{name: "reported", sql: reportedSQL},
		step{name: "rule", sql: ruleSQL}, step{name: "timeline_span", sql: timelineSpanSQL, kept: true}, step{name: "timeline_atom", sql: timelineAtomSQL, kept: true}, step{name: "timeline_state", sql: timelineStateSQL, kept: true},
		step{name: "timeline_segment", sql: timelineSegmentSQL})
	args := append(append(s.args(), t.args()...), sql.Named("pixel_us", max(1, t.Length().Microseconds()/int64(pixels))), sql.Named("mirrored", t.MirroredUTC))
	segments, err := list(ctx, a.reader, "draw the timeline", query, args, scanSegment)
	for _, g := range segments {
		if row := rows[g.tool]; row != nil {
			row.Segments = append(row.Segments, g.Segment)
		}
	}
	return err
}

type toolSegment struct {
	tool string
	Segment
}

func scanSegment(rows *sql.Rows) (toolSegment, error) {
	var g toolSegment
	var cause sql.NullString
	err := rows.Scan(&g.tool, &g.FromUTC, &g.ToUTC, &g.State, &cause, &g.Stops, &g.Shots, &g.StopUS)
	g.Cause = cause.String
	return g, err
}

// Table has a row for each segment.
func (t Timeline) Table() Table {
	table := Table{Columns: []Column{
		{Name: "equipment_code"}, {Name: "start_utc", Kind: Instant}, {Name: "end_utc", Kind: Instant},
		{Name: "start_local", Kind: Local}, {Name: "state"}, {Name: "kind"},
		{Name: "stops", Kind: Whole}, {Name: "shots_in_stops", Kind: Whole}, {Name: "stop_us", Unit: "us", Kind: Whole},
	}}
	for _, tool := range t.Tools {
		for _, g := range tool.Segments {
			table.Rows = append(table.Rows, []any{
				tool.Code, g.FromUTC, g.ToUTC, t.Local(g.FromUTC), string(g.State), text(g.Cause), g.Stops, g.Shots, g.StopUS,
			})
		}
	}
	return table
}
