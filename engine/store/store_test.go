package store

import (
	"context"
	"path/filepath"
	"testing"
)

func TestOpenMigratesOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plant.duckdb")
	for range 2 {
		s, err := Open(context.Background(), Config{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		var tables int
		err = s.QueryRow(context.Background(), "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'raw'").Scan(&tables)
		if err != nil || tables != 18 {
			t.Errorf("raw tables: %d, %v", tables, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
