package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"
)

// Tx is a transaction on one connection. Temp tables made in it are gone with
// its end. It must not be used by two goroutines at once, nor after its end;
// rows must be closed before the next statement.
type Tx struct {
	conn       *sql.Conn
	statements atomic.Int64 // begun so far
	views      map[string]*arrowView
}

// Exec runs a statement and gives the number of rows that it changed.
func (tx *Tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	tx.statements.Add(1)
	result, err := tx.conn.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, tx.byView(err)
	}
	return result.RowsAffected()
}

// Query reads what the transaction sees.
func (tx *Tx) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	tx.statements.Add(1)
	rows, err := tx.conn.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, tx.byView(err)
	}
	return rows, nil
}

// QueryRow is Query for one row.
func (tx *Tx) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	tx.statements.Add(1)
	return tx.conn.QueryRowContext(ctx, query, args...)
}

// writerKey marks the context of a write, so that a write inside a write is an
// error and no deadlock.
type writerKey struct{ store *Store }

// Write runs do in one transaction: committed if do returns nil, rolled back
// if it returns an error or panics, or if ctx is cancelled before the commit.
// Writers wait for each other; readers see the state before it until it is
// committed. When Write has returned nil, the change outlives kill -9.
func (s *Store) Write(ctx context.Context, do func(ctx context.Context, tx *Tx) error) error {
	if err := s.begin(ctx); err != nil {
		return err
	}
	defer s.end()
	ctx = context.WithValue(ctx, writerKey{s}, true)
	return explainIn(ctx, s.transact(ctx, s.write, "BEGIN", func(ctx context.Context, tx *Tx) error {
		s.cfg.Failpoint(FailBegun)
		if err := do(ctx, tx); err != nil {
			return err
		}
		s.cfg.Failpoint(FailBeforeCommit)
		return nil
	}, s.commit))
}

// Read runs do in one read-only transaction: all its queries see the same
// state, whatever is committed meanwhile.
func (s *Store) Read(ctx context.Context, do func(ctx context.Context, tx *Tx) error) error {
	return explainIn(ctx, s.transact(ctx, s.read, "BEGIN TRANSACTION READ ONLY", do, func(ctx context.Context, tx *Tx) error {
		return tx.rollback()
	}))
}

// commit does not listen to ctx: half-way through there is no way back, and it
// takes a fraction of a second even for a full build.
func (s *Store) commit(ctx context.Context, tx *Tx) error {
	if err := tx.commit(ctx); err != nil {
		return err
	}
	s.commits.Add(1)
	s.cfg.Failpoint(FailAfterCommit)
	return nil
}

func (tx *Tx) commit(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return errors.Join(err, tx.rollback())
	}
	if _, err := tx.conn.ExecContext(context.WithoutCancel(ctx), "COMMIT"); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

type step func(ctx context.Context, tx *Tx) error

func (s *Store) transact(ctx context.Context, pool *sql.DB, begin string, do, finish step) (err error) {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return fmt.Errorf("take a connection: %w", err)
	}
	tx := &Tx{conn: conn}
	done := false
	defer func() {
		if !done { // do has panicked
			err = errors.Join(err, tx.releaseViews(), tx.rollback())
		}
		err = errors.Join(err, conn.Close())
	}()
	if _, err := conn.ExecContext(ctx, begin); err != nil {
		done = true
		return fmt.Errorf("begin: %w", err)
	}
	err = do(ctx, tx)
	err = errors.Join(err, tx.releaseViews())
	done = true
	if err != nil {
		return errors.Join(err, tx.rollback())
	}
	return finish(ctx, tx)
}

// rollback is quiet about a transaction that is over: DuckDB itself rolls back
// what it can't commit.
func (tx *Tx) rollback() error {
	_, err := tx.conn.ExecContext(context.Background(), "ROLLBACK")
	if isTransaction(err) {
		return nil
	}
	return err
}

// begin takes the right to write, or gives up with ctx.
func (s *Store) begin(ctx context.Context) error {
	if ctx.Value(writerKey{s}) != nil {
		return errors.New("write: inside another write of the same store")
	}
	select {
	case s.writing <- struct{}{}:
		return nil
	case <-s.closed:
		return sql.ErrConnDone
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Store) end() { <-s.writing }

// Query reads on a connection of its own; it sees the last committed state and
// never waits for a writer.
func (s *Store) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	rows, err := s.read.QueryContext(ctx, query, args...)
	return rows, explainIn(ctx, err)
}

// QueryRow is Query for one row.
func (s *Store) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	return s.read.QueryRowContext(ctx, query, args...)
}
