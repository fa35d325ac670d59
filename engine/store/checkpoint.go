package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/duckdb/duckdb-go/v2"
)

// DuckDB can't checkpoint while somebody reads a state that a commit has
// replaced since. Pages read for some ms; a long query is not waited for.
const (
	checkpointPatience = 2 * time.Second
	checkpointPause    = 20 * time.Millisecond
)

// Checkpoint writes the log into the file. If older states are still being
// read after two seconds, it leaves that to the next one, or to Close: the log
// holds all that is committed, and is replayed after a crash.
func (s *Store) Checkpoint(ctx context.Context) error {
	if err := s.begin(ctx); err != nil {
		return err
	}
	defer s.end()
	s.cfg.Failpoint(FailBeforeCheckpoint)
	for end := s.cfg.Clock().Add(checkpointPatience); ; time.Sleep(checkpointPause) {
		_, err := s.write.ExecContext(ctx, "CHECKPOINT")
		if err == nil {
			break
		}
		if !isTransaction(err) || ctx.Err() != nil {
			return explainIn(ctx, fmt.Errorf("checkpoint %q: %w", s.path, err))
		}
		if s.cfg.Clock().After(end) {
			return nil
		}
	}
	s.cfg.Failpoint(FailAfterCheckpoint)
	return nil
}

// isTransaction tells that DuckDB refused because of the state of
// transactions, not of the data.
func isTransaction(err error) bool {
	var driver *duckdb.Error
	return errors.As(err, &driver) && driver.Type == duckdb.ErrorTypeTransaction
}
