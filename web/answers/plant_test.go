package answers_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"sprue/engine/analysis"
	"sprue/engine/pipeline"
	"sprue/engine/store"
	sampledata "sprue/sample_data"
	"sprue/sync/files"
	"sprue/sync/mirror"
	"sprue/sync/source"
	"sprue/web/answers"
)

// plant is a file of a few tools that went through mirror and build.
type plant struct {
	testing.TB
	folder   string
	store    *store.Store
	now      time.Time
	analysis *analysis.Analysis
	answers  *answers.Answers
}

func newPlant(t testing.TB) *plant {
	t.Helper()
	p := &plant{TB: t, folder: t.TempDir(), now: time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)}
	var err error
	if p.store, err = store.Open(t.Context(), store.Config{Path: filepath.Join(p.folder, "plant.duckdb")}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.store.Close(); err != nil {
			t.Error(err)
		}
	})
	p.analysis = analysis.New(p.store, analysis.Config{Clock: p.clock})
	p.answers = answers.New(p.analysis, p.store, answers.Config{Clock: p.clock})
	p.grow(3000)
	return p
}

func (p *plant) clock() time.Time { return p.now }

// grow mirrors and builds as many shots of sample data.
func (p *plant) grow(shots int64) {
	p.Helper()
	data := filepath.Join(p.folder, "data")
	_, err := sampledata.Write(p.Context(), sampledata.Options{
		Dir: data, Shots: shots, Tools: 4, Seed: 3, To: p.now.Truncate(24 * time.Hour), Now: p.clock,
	})
	if err != nil {
		p.Fatal(err)
	}
	src, err := files.New(files.Config{Name: "plant", Path: data})
	if err != nil {
		p.Fatal(err)
	}
	m, err := mirror.New(mirror.Config{}, p.store, p.clock, slog.New(slog.DiscardHandler))
	if err != nil {
		p.Fatal(err)
	}
	if _, err := m.Sync(p.Context(), []source.Source{src}, mirror.Options{}); err != nil {
		p.Fatal(err)
	}
	p.build()
}

func (p *plant) build() {
	p.Helper()
	build, err := pipeline.New(pipeline.Defaults(), p.store, p.clock, slog.New(slog.DiscardHandler))
	if err != nil {
		p.Fatal(err)
	}
	if _, err := build.Build(context.Background(), pipeline.Options{Full: true}); err != nil {
		p.Fatal(err)
	}
}
