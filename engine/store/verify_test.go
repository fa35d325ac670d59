package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sprue/engine"
)

// filled makes a file with a table of a few MB that DuckDB cannot make small.
func filled(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plant.duckdb")
	s, err := Open(t.Context(), Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
		_, err := tx.Exec(ctx, `CREATE TABLE core.large AS SELECT md5(range::VARCHAR) AS "a ""text""", range AS n FROM range(200000)`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// damage overwrites a page in the middle of the file.
func damage(t *testing.T, path string) {
	t.Helper()
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	info, err := file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteAt([]byte(strings.Repeat("damaged ", 512)), info.Size()/2); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestVerify(t *testing.T) {
	path := filled(t)
	for _, broken := range []bool{false, true} {
		if broken {
			damage(t, path)
		}
		s, err := Open(t.Context(), Config{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		tables := 0
		damages, err := s.Verify(t.Context(), func(_ string, done, total int) { tables = max(tables, total-done) })
		if err != nil || tables < 5 {
			t.Errorf("%d tables, %v", tables, err)
		}
		if !broken && len(damages) > 0 {
			t.Errorf("a whole file: %v", damages)
		}
		if broken && (len(damages) != 1 || damages[0].Table != "core.large" || engine.CodeOf(damages[0].Err) != engine.CodeFile) {
			t.Errorf("a damaged file: %v", damages)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}
