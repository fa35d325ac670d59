package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Tx is a write transaction on one connection. Temp tables made in it are gone
// with its end. It must not be used by two goroutines at once.
type Tx struct{ conn *sql.Conn }

// Exec runs a statement and gives the number of rows that it changed.
func (tx *Tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	result, err := tx.conn.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// Query reads what the transaction sees.
func (tx *Tx) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return tx.conn.QueryContext(ctx, query, args...)
}

// QueryRow is Query for one row.
func (tx *Tx) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	return tx.conn.QueryRowContext(ctx, query, args...)
}

// Write runs do in one transaction: committed if do returns nil, rolled back
// otherwise. Writers wait for each other; readers see the state before it
// until it is committed.
func (s *Store) Write(ctx context.Context, do func(ctx context.Context, tx *Tx) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("take a connection: %w", err)
	}
	tx := &Tx{conn: conn}
	return errors.Join(tx.run(ctx, do), conn.Close())
}

func (tx *Tx) run(ctx context.Context, do func(ctx context.Context, tx *Tx) error) error {
	if _, err := tx.conn.ExecContext(ctx, "BEGIN"); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := do(ctx, tx); err != nil {
		_, rollback := tx.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		return errors.Join(err, rollback)
	}
	if _, err := tx.conn.ExecContext(ctx, "COMMIT"); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}
