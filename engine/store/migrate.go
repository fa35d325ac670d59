package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"sprue/engine"
)

// The place of a file in the order of names is its version. One that has been
// released never changes; a change of a table is a new file.
//
//go:embed migrations/*.sql
var migrations embed.FS

const migrationTable = `
CREATE SCHEMA IF NOT EXISTS meta;
CREATE TABLE IF NOT EXISTS meta.migration (version INTEGER, applied_utc TIMESTAMP);`

// Migrate applies the migrations that the file has not seen, each in a
// transaction of its own.
func (s *Store) Migrate(ctx context.Context) error {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	have, err := s.version(ctx)
	if err != nil {
		return fmt.Errorf("read the version: %w", err)
	}
	if have > len(names) {
		return newerSprue(have, len(names))
	}
	if err := s.beforeMigration(ctx, have, len(names)); err != nil {
		return err
	}
	for version := have + 1; version <= len(names); version++ {
		if err := s.applyMigration(ctx, version, names[version-1]); err != nil {
			return fmt.Errorf("migrate to version %d: %w", version, err)
		}
	}
	return nil
}

// beforeMigration keeps a file that holds something: one whose first start was
// killed between two migrations does not.
func (s *Store) beforeMigration(ctx context.Context, have, want int) error {
	if s.cfg.BeforeMigration == nil || have == 0 || have >= want {
		return nil
	}
	holds, err := s.holdsData(ctx)
	if err != nil || !holds {
		return err
	}
	return s.cfg.BeforeMigration(ctx, s, have, want)
}

// holdsData tells whether there is anything to lose: a row of the mirror, a build,
// or a sync that did not fail. What else a file holds is made of these, or the same
// in every file.
func (s *Store) holdsData(ctx context.Context) (holds bool, err error) {
	version, err := s.version(ctx)
	if err != nil || version == 0 {
		return false, err
	}
	err = s.QueryRow(ctx, `
		SELECT count(*) + (SELECT count(*) FROM meta.build) + (SELECT count(*) FROM meta.sync_batch WHERE error IS NULL) > 0
		FROM duckdb_tables()
		WHERE database_name = ? AND schema_name = 'raw' AND estimated_size > 0`, Catalog).Scan(&holds)
	return holds, err
}

func newerSprue(have, known int) error {
	return &engine.Error{
		Code:    engine.CodeFile,
		Message: fmt.Sprintf("the file was written by a newer sprue (version %d of its tables; this one knows %d)", have, known),
		Hint:    "update sprue, or name another file",
	}
}

// RefuseNewer is the error of a file opened as it is whose tables this sprue
// does not know yet.
func (s *Store) RefuseNewer(ctx context.Context) error {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	have, err := s.version(ctx)
	if err == nil && have > len(names) {
		err = newerSprue(have, len(names))
	}
	return err
}

// version is that of the last migration applied, 0 in a new file.
func (s *Store) version(ctx context.Context) (version int, err error) {
	var there bool
	err = s.QueryRow(ctx, `SELECT count(*) > 0 FROM duckdb_tables() WHERE database_name = ? AND schema_name = 'meta' AND table_name = 'migration'`, Catalog).Scan(&there)
	if err != nil || !there {
		return 0, err
	}
	err = s.QueryRow(ctx, "SELECT coalesce(max(version), 0) FROM meta.migration").Scan(&version)
	return version, err
}

func (s *Store) applyMigration(ctx context.Context, version int, name string) error {
	ddl, err := migrations.ReadFile(name)
	if err != nil {
		return err
	}
	err = s.Write(ctx, func(ctx context.Context, tx *Tx) error {
		if _, err := tx.Exec(ctx, migrationTable); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, string(ddl)); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "INSERT INTO meta.migration VALUES (?, ?)", version, s.cfg.Clock().UTC())
		return err
	})
	if err != nil {
		return err
	}
	// DuckDB has had bugs in replaying DDL from the log (ADD COLUMN with a
	// default, ALTER TYPE … USING): no DDL of ours stays in it.
	return s.Checkpoint(ctx)
}
