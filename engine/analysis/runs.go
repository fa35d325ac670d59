package analysis

import (
	"context"
	"database/sql"
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

// Runs gives the runs that touch the window, whole ones, newest first, limit of
// them; 0 gives all.
func (a *Analysis) Runs(ctx context.Context, f engine.Filter, limit int) ([]Run, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return nil, err
	}
	args := append(s.args(), sql.Named("limit", limitOf(limit)))
	return list(ctx, a.reader, "list the runs", with(runsSQL, step{name: "runs", sql: runSourceSQL}), args, scanRun)
}

func scanRun(rows *sql.Rows) (Run, error) {
	var r Run
	var part sql.NullString
	dest := []any{
		&r.ID, &r.Tool, &r.PartID, &part, &r.StartUTC, &r.EndUTC, &r.StartLocal, &r.EndLocal,
		&r.RefCT, &r.ReferenceMethod,
	}
	err := rows.Scan(append(dest, r.dest()...)...)
	r.PartCode = part.String
	return r, err
}

// RunsTable is Runs for REST.
func RunsTable(runs []Run) Table {
	t := Table{Columns: append([]Column{
		{Name: "run_id", Kind: Whole}, {Name: "equipment_code"},
		{Name: "part_id", Kind: Whole}, {Name: "part_code"},
		{Name: "start_utc", Kind: Instant}, {Name: "end_utc", Kind: Instant},
		{Name: "start_local", Kind: Local}, {Name: "end_local", Kind: Local},
		{Name: "ref_ct", Unit: "s", Kind: Real}, {Name: "reference_method"},
	}, figureColumns()...)}
	for _, r := range runs {
		t.Rows = append(t.Rows, append([]any{
			r.ID, r.Tool, value(r.PartID), text(r.PartCode), r.StartUTC, r.EndUTC, r.StartLocal, r.EndLocal,
			value(r.RefCT), r.ReferenceMethod,
		}, r.values()...))
	}
	return t
}
