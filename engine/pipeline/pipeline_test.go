package pipeline

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"sprue/engine/store"
)

func openStore(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), store.Config{Path: filepath.Join(t.TempDir(), "plant.duckdb")})
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

func newPipeline(t testing.TB, s *store.Store, cfg Config) *Pipeline {
	t.Helper()
	clock := func() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) }
	p, err := New(cfg, s, clock, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func mustBuild(t testing.TB, p *Pipeline, opts Options) Report {
	t.Helper()
	report, err := p.Build(context.Background(), opts)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestEnsureMakesEveryTable(t *testing.T) {
	s := openStore(t)
	p := newPipeline(t, s, Defaults())
	for range 2 {
		if err := p.Ensure(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	var shots, uncommented int
	if err := s.QueryRow(context.Background(), "SELECT count(*) FROM core.master_shot").Scan(&shots); err != nil || shots != 0 {
		t.Errorf("master_shot: %d shots, %v", shots, err)
	}
	err := s.QueryRow(context.Background(), `
		SELECT count(*) FROM duckdb_columns()
		WHERE schema_name IN ('core', 'mart') AND comment IS NULL AND table_name NOT LIKE 'setting_%' AND table_name NOT IN ('flag', 'pending_pair')`).Scan(&uncommented)
	if err != nil || uncommented != 0 {
		t.Errorf("%d columns without a comment, %v", uncommented, err)
	}
}

func TestBuildOfNothing(t *testing.T) {
	p := newPipeline(t, openStore(t), Defaults())
	if r := mustBuild(t, p, Options{}); r.Kind != kindFull || r.Shots != 0 {
		t.Errorf("first build: %+v", r)
	}
	if r := mustBuild(t, p, Options{}); r.Kind != kindNone {
		t.Errorf("second build: %+v", r)
	}
}
