package analysis

import (
	"context"
	"database/sql"
	"time"
)

// The kinds of events.
const (
	Shift = "shift" // from one production day to the next
	Drift = "drift" // steadily
)

// ProcessEvent is a row of mart.process_event.
type ProcessEvent struct {
	Tool          string
	PartID        *int64
	PartCode      string
	Measure       Measure
	Kind          string
	From, To      time.Time // production days; of a shift the same
	Before, After float64   // s or °C
	Slope         *float64  // a day, of a drift, with its 95 % interval
	Low, High     *float64
	Confidence    float64 // 0..1
	Shots         int64
	Reaches       *time.Time // 10 % above the approved cycle time
}

// Size is the change of the level, s or °C.
func (e ProcessEvent) Size() float64 { return e.After - e.Before }

// Share is Size by the level before; nil where that is 0.
func (e ProcessEvent) Share() *float64 {
	if e.Before == 0 {
		return nil
	}
	return new(e.Size() / e.Before)
}

func (a *Analysis) processEvents(ctx context.Context, s scope) ([]ProcessEvent, error) {
	query := with(processEventsSQL, step{name: "tool_of_scope", sql: toolOfScopeSQL})
	return list(ctx, a.reader, "list drifts and shifts", query, s.args(), func(rows *sql.Rows) (ProcessEvent, error) {
		var e ProcessEvent
		var code sql.NullString
		err := rows.Scan(&e.Tool, &e.PartID, &code, &e.Measure, &e.Kind, &e.From, &e.To, &e.Before, &e.After,
			&e.Slope, &e.Low, &e.High, &e.Confidence, &e.Shots, &e.Reaches)
		e.PartCode = code.String
		return e, err
	})
}
