package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"sprue/engine/store"
)

// lastShotSQL finds a shot to trace.
const lastShotSQL = "SELECT counter_code, seq FROM core.master_shot WHERE seq IS NOT NULL ORDER BY shot_time_utc DESC, counter_code LIMIT 1"

// demoExamples prints three commands that work as they stand here.
func (a *app) demoExamples(ctx context.Context, s *store.Store) error {
	var counter string
	var seq int64
	err := s.QueryRow(ctx, lastShotSQL).Scan(&counter, &seq)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find a shot to trace: %w", err)
	}
	a.note("to try, while the dashboard runs or without it:")
	for _, args := range [][]string{
		{"analyze", "runrate", "--by", "location"},
		{"query", "SELECT reason, count(*) AS shots FROM core.quarantine GROUP BY ALL"},
		{"trace", "--counter", counter, "--seq", strconv.FormatInt(seq, 10)},
	} {
		a.note("  %s", a.command(a.file.Path, args...))
	}
	return nil
}
