package store

import (
	"context"
	"errors"
	"testing"
)

// TestVersionGrowsWithCommits: what is rolled back or only read counts for
// nothing.
func TestVersionGrowsWithCommits(t *testing.T) {
	s := openTemp(t)
	before := s.Version()
	mustExec(t, s, "CREATE TABLE core.t AS SELECT 1 AS i")
	if s.Version() == before {
		t.Error("a commit does not count")
	}
	before = s.Version()
	refused := errors.New("refused")
	if err := s.Write(t.Context(), func(context.Context, *Tx) error { return refused }); !errors.Is(err, refused) {
		t.Errorf("write: %v", err)
	}
	count(t, s, "SELECT count(*) FROM core.t")
	if s.Version() != before {
		t.Error("something that was not committed counts")
	}
}
