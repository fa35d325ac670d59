package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate applies the migrations that the file has not seen, each in a
// transaction of its own, in the order of their names.
func (s *Store) migrate(ctx context.Context) error {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	for version, name := range names {
		if err := s.applyMigration(ctx, version+1, name); err != nil {
			return fmt.Errorf("migrate %q to version %d: %w", s.cfg.Path, version+1, err)
		}
	}
	return nil
}

func (s *Store) applyMigration(ctx context.Context, version int, name string) error {
	ddl, err := migrations.ReadFile(name)
	if err != nil {
		return err
	}
	applied := false
	err = s.Write(ctx, func(ctx context.Context, tx *Tx) error {
		if _, err := tx.Exec(ctx, "CREATE SCHEMA IF NOT EXISTS meta"); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `CREATE TABLE IF NOT EXISTS meta.migration (version INTEGER, applied_utc TIMESTAMP)`); err != nil {
			return err
		}
		var count int
		if err := tx.QueryRow(ctx, "SELECT count(*) FROM meta.migration WHERE version = ?", version).Scan(&count); err != nil || count > 0 {
			return err
		}
		applied = true
		if _, err := tx.Exec(ctx, string(ddl)); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "INSERT INTO meta.migration VALUES (?, now()::TIMESTAMP)", version)
		return err
	})
	if err != nil || !applied {
		return err
	}
	return s.Checkpoint(ctx)
}
