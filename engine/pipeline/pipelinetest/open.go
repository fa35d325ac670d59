package pipelinetest

import (
	"context"
	"path/filepath"
	"testing"

	"sprue/engine/store"
)

// Open opens a file of its own for a test; 0 threads are as many as cores.
func Open(t testing.TB, threads int) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), store.Config{Path: filepath.Join(t.TempDir(), "plant.duckdb"), Threads: threads})
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
