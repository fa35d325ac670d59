package analysis

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
)

// A question about the run rate is a source of pieces, one of
//
//	piece_day.sql, piece_shift.sql, piece_hour.sql
//
// and a way to sum them up. All of them bind the same named parameters.
var (
	//go:embed sql/piece_day.sql
	pieceDaySQL string
	//go:embed sql/piece_hour.sql
	pieceHourSQL string
	//go:embed sql/piece_shift.sql
	pieceShiftSQL string
	//go:embed sql/answer.sql
	answerSQL string
	//go:embed sql/span.sql
	spanSQL string
	//go:embed sql/stop_source.sql
	stopSourceSQL string
	//go:embed sql/stops.sql
	stopsSQL string
	//go:embed sql/causes.sql
	causesSQL string
	//go:embed sql/run_source.sql
	runSourceSQL string
	//go:embed sql/runs.sql
	runsSQL string
	//go:embed sql/tools.sql
	toolsSQL string
	//go:embed sql/last_shot.sql
	lastShotSQL string
	//go:embed sql/synced.sql
	syncedSQL string
	//go:embed sql/known.sql
	knownSQL string
	//go:embed sql/range.sql
	rangeSQL string
)

// over sums up pieces.
func over(pieces, summary string) string {
	return "WITH span AS (\n" + spanSQL + "),\npieces AS (\n" + pieces + ")\n" + summary
}

// overStops asks the stops in the window, overRuns the runs that touch it.
func overStops(question string) string {
	return "WITH span AS (\n" + spanSQL + "),\nstops AS (\n" + stopSourceSQL + ")\n" + question
}

func overRuns(question string) string {
	return "WITH span AS (\n" + spanSQL + "),\nruns AS (\n" + runSourceSQL + ")\n" + question
}

// list reads all rows of a query.
func list[T any](ctx context.Context, r Reader, doing, query string, args []any, scan func(*sql.Rows) (T, error)) ([]T, error) {
	rows, err := r.Query(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	var all []T
	for rows.Next() {
		row, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", doing, errors.Join(err, rows.Close()))
		}
		all = append(all, row)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	return all, nil
}
