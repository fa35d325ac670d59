package pipelinetest

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"sprue/engine/store"
)

// Open opens a file of its own for a test; 0 threads are as many as cores.
func Open(t testing.TB, threads int) *store.Store {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "plant.duckdb"), threads)
}

// OpenCopy opens a copy of a file's bytes.
func OpenCopy(t testing.TB, file []byte, threads int) *store.Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plant.duckdb")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, path, threads)
}

func open(t testing.TB, path string, threads int) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), store.Config{Path: path, Threads: threads})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
