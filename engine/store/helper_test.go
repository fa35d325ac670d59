package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"sprue/engine"
)

// openTemp opens a new file that is closed with the test.
func openTemp(t testing.TB) *Store {
	t.Helper()
	s := mustOpen(t, Config{Path: filepath.Join(t.TempDir(), "plant.duckdb"), MemoryLimitMB: 500})
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func mustOpen(t testing.TB, cfg Config) *Store {
	t.Helper()
	s, err := Open(context.Background(), cfg)
	if err != nil {
		t.Fatal(hinted(err))
	}
	return s
}

func mustExec(t testing.TB, s *Store, statements string) {
	t.Helper()
	err := s.Write(context.Background(), func(ctx context.Context, tx *Tx) error {
		_, err := tx.Exec(ctx, statements)
		return err
	})
	if err != nil {
		t.Fatal(hinted(err))
	}
}

func mustWriteFile(t testing.TB, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// hinted shows an error as the command line does.
func hinted(err error) string {
	var e *engine.Error
	if errors.As(err, &e) {
		return fmt.Sprintf("code %d: %s, hint: %s, cause: %v", e.Code, e.Error(), e.Hint, e.Cause)
	}
	return fmt.Sprint(err)
}
