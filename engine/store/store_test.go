package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sprue/engine"
)

func TestOpenMigratesOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plant.duckdb")
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for i := range 2 {
		s := mustOpen(t, Config{Path: path, Clock: func() time.Time { return now.AddDate(0, 0, i) }})
		if tables := count(t, s, "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'raw'"); tables != 18 {
			t.Errorf("raw tables: %d", tables)
		}
		var applied time.Time
		if err := s.QueryRow(t.Context(), "SELECT max(applied_utc) FROM meta.migration").Scan(&applied); err != nil || applied != now {
			t.Errorf("%v, %v", applied, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestEveryColumnIsExplained holds for the tables of the migrations.
func TestEveryColumnIsExplained(t *testing.T) {
	s := openTemp(t)
	var missing []any
	err := s.QueryRow(t.Context(), `
		SELECT list(schema_name || '.' || name) FROM (
			SELECT schema_name, table_name AS name, comment FROM duckdb_tables()
			UNION ALL
			SELECT schema_name, table_name || '.' || column_name, comment FROM duckdb_columns() WHERE NOT internal
		) WHERE coalesce(comment, '') = ''`).Scan(&missing)
	if err != nil && missing != nil || len(missing) > 0 {
		t.Errorf("without a comment: %v, %v", missing, err)
	}
}

func TestOpenNewerFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plant.duckdb")
	s := mustOpen(t, Config{Path: path})
	mustExec(t, s, "INSERT INTO meta.migration VALUES (99, NULL)")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	checkRefused(t, path, "newer sprue (version 99")
}

// TestFailedMigrationLeavesNothing cancels the first opening half-way through.
func TestFailedMigrationLeavesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plant.duckdb")
	ctx, cancel := context.WithCancel(t.Context())
	begun := 0
	_, err := Open(ctx, Config{Path: path, Failpoint: func(name string) {
		if name == FailBeforeCommit {
			if begun++; begun == 2 {
				cancel()
			}
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("%v", err)
	}
	s := mustOpen(t, Config{Path: path, BeforeMigration: func(context.Context, *Store, int, int) error {
		return errors.New("there is nothing to keep")
	}})
	defer s.Close()
	if n := count(t, s, "SELECT count(*) - max(version) FROM meta.migration"); n != 0 {
		t.Errorf("%d migrations too many", n)
	}
}

// TestDropBlank: a file that Open made goes with Close unless there is
// something in it, be it the ledger of a sync.
func TestDropBlank(t *testing.T) {
	for write, left := range map[string]bool{
		"SELECT 1": false,
		"INSERT INTO meta.sync_batch (batch_id, error) VALUES (1, 'no such folder')": false,
		"INSERT INTO meta.sync_batch (batch_id) VALUES (1)":                          true,
		"INSERT INTO raw.mold (id) VALUES (1)":                                       true,
		"INSERT INTO meta.build (build_id) VALUES (1)":                               true,
		"CREATE TABLE core.flag AS SELECT 1 AS bit":                                  false,
	} {
		path := filepath.Join(t.TempDir(), "plant.duckdb")
		for range 2 {
			s := mustOpen(t, Config{Path: path, DropBlank: true})
			mustExec(t, s, write)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(path); (err == nil) != left {
				t.Errorf("%s: %v", write, err)
			}
		}
	}
}

func TestFigures(t *testing.T) {
	s := openTemp(t)
	stop := s.PeakMemory(t.Context())
	mustExec(t, s, "CREATE TABLE core.t AS SELECT uuid() AS a FROM range(300000); CREATE TABLE core.u AS SELECT 1 AS i")
	if peak := stop(); peak <= 0 {
		t.Errorf("peak %d", peak)
	}
	size, err := s.Size()
	if err != nil || size.File < 1e6 || size.Log == 0 {
		t.Errorf("%+v, %v", size, err)
	}
	if err := s.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	if size, err := s.Size(); err != nil || size.Log != 0 {
		t.Errorf("after the checkpoint: %+v, %v", size, err)
	}
	m, err := s.Memory(t.Context())
	if err != nil || m.Used <= 0 || m.Limit != 500_000_000 || m.Parts["BASE_TABLE"] == 0 {
		t.Errorf("%+v, %v", m, err)
	}
}

func TestExplain(t *testing.T) {
	s := openTemp(t)
	_, err := s.read.ExecContext(t.Context(), "SELECT CAST('a' AS INTEGER)")
	explained := Explain(errors.Join(err))
	if engine.CodeOf(explained) != engine.CodeData || Explain(explained) != explained { //nolint:errorlint // the very same
		t.Error(hinted(explained))
	}
	_, err = s.Query(t.Context(), "SELECT no FROM core.such")
	if err == nil || engine.CodeOf(err) != engine.CodeNo || !strings.Contains(err.Error(), "Catalog Error") {
		t.Errorf("a mistake of ours: %s", hinted(err))
	}
	err = s.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
		_, err := tx.Exec(ctx, "SELECT CAST('a' AS INTEGER)")
		return errors.Join(err)
	})
	var e *engine.Error
	if !errors.As(err, &e) || !strings.HasPrefix(e.Message, "Conversion Error") {
		t.Error(hinted(err))
	}
	if Explain(nil) != nil {
		t.Error("nil is no error")
	}
	other := errors.New("other")
	if Explain(other) != other { //nolint:errorlint // the very same
		t.Error("an error of others is changed")
	}
}
