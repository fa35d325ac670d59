package backup

import (
	"context"
	"fmt"
	"time"

	"sprue/engine"
	"sprue/engine/store"
)

// format is that of the two tables of a copy; a higher one is not understood.
const format = 1

// Origin says of what, and when, a copy was made.
type Origin struct {
	File    string // its name, without folders
	Created time.Time
	DuckDB  string // whose hashes the prints are
	Tables  int
	Rows    int64
}

const originTables = `
CREATE SCHEMA copied.backup;
CREATE TABLE copied.backup.origin (format INTEGER, file VARCHAR, created_utc TIMESTAMP, duckdb VARCHAR, tables INTEGER, rows BIGINT);
CREATE TABLE copied.backup.print (table_name VARCHAR, rows BIGINT, hash VARCHAR);`

// describe reads every table of the file and notes in the copy what it should
// hold.
func (j Job) describe(ctx context.Context, tx *store.Tx, file string) (o Origin, err error) {
	o.File, o.Created = file, j.Clock().UTC().Truncate(time.Microsecond)
	if err := tx.QueryRow(ctx, "SELECT version()").Scan(&o.DuckDB); err != nil {
		return o, err
	}
	if _, err := tx.Exec(ctx, originTables); err != nil {
		return o, fmt.Errorf("describe the copy: %w", err)
	}
	prints, err := j.prints(ctx, tx, "compare")
	if err != nil {
		return o, err
	}
	for _, p := range prints {
		o.Tables++
		o.Rows += p.Rows
		if _, err := tx.Exec(ctx, "INSERT INTO copied.backup.print VALUES (?, ?, ?)", p.Table, p.Rows, p.Hash); err != nil {
			return o, fmt.Errorf("describe the copy: %w", err)
		}
	}
	_, err = tx.Exec(ctx, "INSERT INTO copied.backup.origin VALUES (?, ?, ?, ?, ?, ?)", format, o.File, o.Created, o.DuckDB, o.Tables, o.Rows)
	return o, err
}

// prints reads all tables but those that describe the copy.
func (j Job) prints(ctx context.Context, q store.Querier, step string) ([]store.Print, error) {
	tables, err := store.Tables(ctx, q)
	if err != nil {
		return nil, err
	}
	prints, done, total := []store.Print{}, int64(0), int64(0)
	for _, t := range tables {
		total += t.Rows
	}
	for _, t := range tables {
		j.told(step, "rows")(done, total)
		if t.Name == "backup.origin" || t.Name == "backup.print" {
			continue
		}
		p, err := t.Print(ctx, q)
		if err != nil {
			return nil, err
		}
		done += p.Rows
		prints = append(prints, p)
	}
	return prints, nil
}

// verify reads a whole copy and compares every table with what it should hold.
// Where another DuckDB made it, whose hashes may be others, the rows are
// counted; that every block is as it was written DuckDB itself looks at.
func (j Job) verify(ctx context.Context, s *store.Store) (o Origin, err error) {
	if o, err = readOrigin(ctx, s); err != nil {
		return o, err
	}
	if err := s.RefuseNewer(ctx); err != nil {
		return o, err
	}
	want, err := readPrints(ctx, s)
	if err != nil {
		return o, err
	}
	var duckDB string
	if err := s.QueryRow(ctx, "SELECT version()").Scan(&duckDB); err != nil {
		return o, err
	}
	have, err := j.prints(ctx, s, "verify")
	if err != nil {
		return o, err
	}
	for _, p := range have {
		expected, there := want[p.Table]
		delete(want, p.Table)
		if p.Rows != expected.Rows || !there || duckDB == o.DuckDB && p.Hash != expected.Hash {
			return o, notEqual(fmt.Sprintf("%s is not as it was: %s rows instead of %s, or other values", p.Table, engine.Count(p.Rows), engine.Count(expected.Rows)))
		}
	}
	for table := range want {
		return o, notEqual(table + " is missing")
	}
	return o, nil
}

func notEqual(message string) error {
	return &engine.Error{Code: engine.CodeFile, Message: message, Hint: "take another backup; have a look at the disk"}
}

func readOrigin(ctx context.Context, s *store.Store) (o Origin, err error) {
	var there bool
	err = s.QueryRow(ctx, "SELECT count(*) = 2 FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = 'backup' AND table_name IN ('origin', 'print')").Scan(&there)
	if err != nil {
		return o, err
	}
	if !there {
		return o, &engine.Error{Code: engine.CodeFile, Message: "it is a DuckDB file, but no backup of sprue's", Hint: "'sprue backup' makes one; a plain copy of a database is used as it is: --db names it"}
	}
	var version int
	if err := s.QueryRow(ctx, "SELECT max(format) FROM backup.origin").Scan(&version); err != nil {
		return o, err
	}
	if version > format {
		return o, &engine.Error{Code: engine.CodeFile, Message: "it was made by a newer sprue", Hint: "update sprue"}
	}
	err = s.QueryRow(ctx, "SELECT file, created_utc, duckdb, tables, rows FROM backup.origin").Scan(&o.File, &o.Created, &o.DuckDB, &o.Tables, &o.Rows)
	return o, err
}

func readPrints(ctx context.Context, s *store.Store) (map[string]store.Print, error) {
	rows, err := s.Query(ctx, "SELECT table_name, rows, hash FROM backup.print")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	prints := map[string]store.Print{}
	for rows.Next() {
		var p store.Print
		if err := rows.Scan(&p.Table, &p.Rows, &p.Hash); err != nil {
			return nil, err
		}
		prints[p.Table] = p
	}
	return prints, rows.Err()
}

// removeOrigin makes a copy a file to be used.
func removeOrigin(ctx context.Context, s *store.Store) error {
	err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, "DROP SCHEMA backup CASCADE")
		return err
	})
	if err != nil {
		return err
	}
	return s.Checkpoint(ctx)
}
