package store

import (
	"context"
	"errors"
	"fmt"
)

// CopyCatalog is the name of the copy inside the transaction of CopyTo.
const CopyCatalog = "copied"

// CopyTo writes all that the file holds at one instant into a new file, while
// others read and write. finish may add to the copy, as CopyCatalog, in the same
// transaction. told gets the rows that are done, of about so many. A copy that
// did not get to its end is left to the caller.
//
// DuckDB writes the copy: to copy the bytes would mean to open the file beside
// it, and closing it again would drop DuckDB's lock.
func (s *Store) CopyTo(ctx context.Context, path string, told func(done, total int64), finish func(ctx context.Context, tx *Tx) error) error {
	exec := func(statement string) error {
		_, err := s.read.ExecContext(context.WithoutCancel(ctx), statement)
		return err
	}
	if err := exec("ATTACH " + Literal(path) + " AS " + CopyCatalog + rowGroups); err != nil {
		return Explain(fmt.Errorf("make %q: %w", path, err))
	}
	err := s.transact(ctx, s.read, "BEGIN", func(ctx context.Context, tx *Tx) error {
		if err := copyTables(ctx, tx, told); err != nil {
			return err
		}
		return finish(ctx, tx)
	}, func(ctx context.Context, tx *Tx) error { return tx.commit(ctx) })
	if err == nil {
		// Not left to DETACH: a query that lists all tables just now would put it off.
		err = exec("CHECKPOINT " + CopyCatalog)
	}
	return explainIn(ctx, errors.Join(err, exec("DETACH "+CopyCatalog)))
}

// copyTables goes table by table, for its progress: a single COPY FROM DATABASE
// of a large file says nothing for a minute.
func copyTables(ctx context.Context, tx *Tx, told func(done, total int64)) error {
	tables, err := Tables(ctx, tx)
	if err != nil {
		return err
	}
	var done, total int64
	for _, t := range tables {
		total += t.Rows
	}
	if _, err := tx.Exec(ctx, "COPY FROM DATABASE "+Catalog+" TO "+CopyCatalog+" (SCHEMA)"); err != nil {
		return fmt.Errorf("copy the tables: %w", err)
	}
	for _, t := range tables {
		told(done, total)
		rows, err := tx.Exec(ctx, "INSERT INTO "+CopyCatalog+"."+t.quoted+" SELECT * FROM "+t.quoted)
		if err != nil {
			return fmt.Errorf("copy %s: %w", t.Name, err)
		}
		done += rows
	}
	told(done, done)
	return nil
}
