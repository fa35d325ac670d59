package analysis

import (
	"context"
	"database/sql"
	"math"
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

// Stops gives the stops that start in the window, limit of them; 0 gives all.
func (a *Analysis) Stops(ctx context.Context, f engine.Filter, order Order, limit int) ([]Stop, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return nil, err
	}
	args := append(s.args(), sql.Named("largest", order == Largest), sql.Named("limit", limitOf(limit)))
	return list(ctx, a.reader, "list the stops", with(stopsSQL, step{"stops", stopSourceSQL}), args, scanStop)
}

// limitOf keeps 0 from leaving out all.
func limitOf(limit int) int64 {
	if limit <= 0 {
		return math.MaxInt64
	}
	return int64(limit)
}

func scanStop(rows *sql.Rows) (Stop, error) {
	var s Stop
	var part sql.NullString
	err := rows.Scan(&s.ID, &s.RunID, &s.Tool, &part, &s.StartUTC, &s.EndUTC, &s.StartLocal,
		&s.DowntimeUS, &s.Kind, &s.Shots, &s.Micro)
	s.PartCode = part.String
	return s, err
}

// StopsTable is Stops for REST.
func StopsTable(stops []Stop) Table {
	t := Table{Columns: []Column{
		{Name: "stop_id", Kind: Whole}, {Name: "run_id", Kind: Whole},
		{Name: "equipment_code"}, {Name: "part_code"},
		{Name: "start_utc", Kind: Instant}, {Name: "end_utc", Kind: Instant}, {Name: "start_local", Kind: Local},
		{Name: "downtime_us", Unit: "us", Kind: Whole}, {Name: "kind"},
		{Name: "shots", Kind: Whole}, {Name: "is_micro", Kind: Truth},
	}}
	for _, s := range stops {
		t.Rows = append(t.Rows, []any{
			s.ID, s.RunID, s.Tool, text(s.PartCode), s.StartUTC, s.EndUTC, s.StartLocal,
			s.DowntimeUS, s.Kind, s.Shots, s.Micro,
		})
	}
	return t
}

// text is an untyped nil where there is none.
func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}
