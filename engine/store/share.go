package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
)

// Share is what a piece of work may take of the machine while it runs. DuckDB has one
// limit and one pool of threads for all connections. Zero leaves what the store was
// opened with.
type Share struct {
	MemoryLimitMB int
	Threads       int
}

// Take sets a share, and gives what sets it back to what the store was opened with:
// DuckDB tells its limit in MiB to one digit, so that it would shrink with each reading.
// After an error all is as it was.
func (s *Store) Take(ctx context.Context, share Share) (giveBack func(context.Context) error, err error) {
	before := Share{}
	if share.MemoryLimitMB > 0 {
		before.MemoryLimitMB = s.cfg.MemoryLimitMB
	}
	if share.Threads > 0 {
		before.Threads = s.cfg.Threads
	}
	giveBack = func(ctx context.Context) error { return s.setShare(ctx, before) }
	if err := s.setShare(ctx, share); err != nil {
		return nil, errors.Join(err, giveBack(context.WithoutCancel(ctx)))
	}
	return giveBack, nil
}

func (s *Store) setShare(ctx context.Context, share Share) error {
	var errs error
	if share.MemoryLimitMB > 0 {
		errs = s.set(ctx, "memory_limit", strconv.Itoa(share.MemoryLimitMB)+"MB")
	}
	if share.Threads > 0 {
		errs = errors.Join(errs, s.set(ctx, "threads", strconv.Itoa(share.Threads)))
	}
	return errs
}

func (s *Store) set(ctx context.Context, name, value string) (err error) {
	rows, err := s.Query(ctx, fmt.Sprintf("SET %s = %s", name, Literal(value)))
	if err != nil {
		return fmt.Errorf("set %s to %s: %w", name, value, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	return rows.Err()
}
