package pipeline

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/store"
)

// openStore opens a file for little data: more threads than one would only wait
// for each other, and take more of the processor for it.
func openStore(t testing.TB) *store.Store { return pipelinetest.Open(t, 1) }

func clock() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) }

func newPipeline(t testing.TB, s *store.Store, cfg Config) *Pipeline {
	t.Helper()
	p, err := New(cfg, s, clock, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	p.sizes = sizes{shotsPerStretch: 700, countsPerGroup: 900}
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
	var shots int
	if err := s.QueryRow(context.Background(), "SELECT count(*) FROM core.master_shot").Scan(&shots); err != nil || shots != 0 {
		t.Errorf("master_shot: %d shots, %v", shots, err)
	}
	checkExplained(t, s)
}

// checkExplained wants a comment on every table, view and column there is.
func checkExplained(t *testing.T, s *store.Store) {
	t.Helper()
	var names, missing string
	err := s.QueryRow(context.Background(), `
		SELECT string_agg(DISTINCT split_part(name, '.', 1), ' ' ORDER BY split_part(name, '.', 1)),
			coalesce(string_agg(name, ', ' ORDER BY name) FILTER (coalesce(comment, '') = ''), '')
		FROM (
			SELECT schema_name || '.' || table_name AS name, comment FROM duckdb_tables() WHERE NOT temporary
			UNION ALL
			SELECT schema_name || '.' || view_name, comment FROM duckdb_views() WHERE NOT internal AND NOT temporary
			UNION ALL
			SELECT schema_name || '.' || table_name || '.' || column_name, comment FROM duckdb_columns()
			WHERE NOT internal AND schema_name IN ('raw', 'core', 'mart', 'meta')
		) AS told`).Scan(&names, &missing)
	if err != nil || names != "core mart meta raw" || missing != "" {
		t.Errorf("schemas %q; without a comment: %s; %v", names, missing, err)
	}
}

func TestBuildOfNothing(t *testing.T) {
	s := openStore(t)
	p := newPipeline(t, s, Defaults())
	if r := mustBuild(t, p, Options{}); r.Kind != kindFull || r.Shots != 0 {
		t.Errorf("first build: %+v", r)
	}
	if r := mustBuild(t, p, Options{}); r.Kind != kindNone {
		t.Errorf("second build: %+v", r)
	}
	checkExplained(t, s)
}
