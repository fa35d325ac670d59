package pipeline

import (
	"log/slog"
	"testing"

	"sprue/engine/store"
	sampledata "sprue/sample_data"
	"sprue/sync/files"
	"sprue/sync/mirror"
	"sprue/sync/source"
)

// sampled is a file with a mirror of sample data, and the truth about them.
func sampled(t testing.TB, o sampledata.Options) (*store.Store, sampledata.Truth) {
	t.Helper()
	o.Dir = t.TempDir()
	truth, err := sampledata.Write(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	src, err := files.New(files.Config{Name: "plant", Path: o.Dir})
	if err != nil {
		t.Fatal(err)
	}
	s := openStore(t)
	m, err := mirror.New(mirror.Config{}, s, clock, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Sync(t.Context(), []source.Source{src}, mirror.Options{}); err != nil {
		t.Fatal(err)
	}
	return s, truth
}
