package analysis

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
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

// Runs gives the runs that touch the window, whole ones, newest first unless
// sorted.
func (a *Analysis) Runs(ctx context.Context, f engine.Filter, l List) ([]Run, error) {
	if l.Sort == "" {
		l.Sort, l.Desc = "start_utc", true
	}
	if !slices.Contains(runColumns(), l.Sort) {
		return nil, unsortable(l.Sort, runColumns())
	}
	s, err := a.scope(ctx, f)
	if err != nil {
		return nil, err
	}
	args := append(s.args(), l.args()...)
	return list(ctx, a.reader, "list the runs", with(runsSQL, step{name: "runs", sql: runSourceSQL}), args, scanRun)
}

func runColumns() []string {
	return []string{
		"start_utc", "end_utc", "equipment_code", "part_code", "ref_ct", "reference_method",
		"shots", "efficiency", "stability", "stops", "downtime_us", "run_time_us",
	}
}

func scanRun(rows *sql.Rows) (Run, error) { return runOf(rows.Scan) }

// runOf scans a run, and what a query gives after it.
func runOf(scan func(...any) error, more ...any) (Run, error) {
	var r Run
	var part sql.NullString
	dest := []any{
		&r.ID, &r.Tool, &r.PartID, &part, &r.StartUTC, &r.EndUTC, &r.StartLocal, &r.EndLocal,
		&r.RefCT, &r.ReferenceMethod,
	}
	err := scan(slices.Concat(dest, r.dest(), more)...)
	r.PartCode = part.String
	return r, err
}

// run is one run, and when its first and its last shot were.
func (a *Analysis) run(ctx context.Context, id uint64) (r Run, first, last time.Time, err error) {
	r, err = runOf(a.reader.QueryRow(ctx, oneRunSQL, sql.Named("run", strconv.FormatUint(id, 10))).Scan, &first, &last)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		err = &engine.Error{Code: engine.CodeUsage, Doing: "find the run", Message: fmt.Sprintf("there is no run %d", id), Hint: "a build may have replaced it: find it again in the list of runs"}
	case err != nil:
		err = fmt.Errorf("find the run: %w", err)
	}
	return r, first, last, err
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
