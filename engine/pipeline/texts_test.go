package pipeline

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/enginetest"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/snapshot"
	"sprue/engine/store"
)

// TestPrunedTextsChangeNothing: a history whose texts go into snapshots between
// the builds gives what the reference makes of all texts.
func TestPrunedTextsChangeNothing(t *testing.T) {
	enginetest.Seeds(t, 2, func(t *testing.T, seed uint64) {
		h := pipelinetest.New(300_000 + seed)
		rnd := rand.New(rand.NewPCG(seed, 5))
		cfg := hostileConfig(rnd)
		s := openSmall(t, seed)
		l := &snapshot.Library{Folder: filepath.Join(t.TempDir(), "versions"), Clock: clock}
		for n := range 3 {
			writePruned(t, s, h)
			report := mustBuild(t, newPipeline(t, s, cfg).WithTexts(l.TextFiles), Options{Full: n == 2})
			compareMaster(t, s, h.Input, cfg, fmt.Sprintf("build %d, %s", n, report.Kind))
			if _, err := l.Create(t.Context(), s, "", func(string, int, int) {}); err != nil {
				t.Fatal(err)
			}
			if _, err := l.Prune(t.Context(), s, snapshot.Retention{Last: 1}, false); err != nil {
				t.Fatal(err)
			}
			before := clock().AddDate(1, 0, 0)
			if n == 0 {
				before = medianStart(t, s)
			}
			if pruned, err := l.PruneTexts(t.Context(), s, before, false); err != nil || n == 0 && pruned.Packets == 0 {
				t.Fatalf("%+v, %v", pruned, err)
			}
			for range 1 + rnd.IntN(3) {
				h.Step()
			}
		}
		checkTexts(t, s, l)
		// Without the snapshots nothing is lost in silence.
		l.Folder += " elsewhere"
		_, err := newPipeline(t, s, cfg).WithTexts(l.TextFiles).Build(t.Context(), Options{Full: true})
		var own *engine.Error
		if !errors.As(err, &own) || own.Hint == "" {
			t.Errorf("a full build without the texts: %v", err)
		}
	})
}

// writePruned writes the mirror; what was pruned stays so.
func writePruned(t *testing.T, s *store.Store, h *pipelinetest.History) {
	t.Helper()
	if err := pipelinetest.Write(t.Context(), s, h.Input); err != nil {
		t.Fatal(err)
	}
	err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE raw.data_shot SET content = NULL WHERE packet_id IN (SELECT packet_id FROM meta.pruned_packet)")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// checkTexts: the last version, made of a file without texts, has them all.
func checkTexts(t *testing.T, s *store.Store, l *snapshot.Library) {
	t.Helper()
	last, err := l.Find("latest")
	if err != nil {
		t.Fatal(err)
	}
	var pruned, back int64
	if err := s.QueryRow(t.Context(), "SELECT count(*) FROM meta.pruned_packet").Scan(&pruned); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Restore(t.Context(), s, last, snapshot.Restoring{Tables: []string{"raw.data_shot"}}, func(string, int, int) {}); err != nil {
		t.Fatal(err)
	}
	if err := s.QueryRow(t.Context(), "SELECT count(content) + (SELECT count(*) FROM meta.pruned_packet) FROM raw.data_shot").Scan(&back); err != nil || back < pruned {
		t.Errorf("%d texts are back of %d, %v", back, pruned, err)
	}
	if _, err := l.PruneTexts(t.Context(), s, clock().AddDate(1, 0, 0), false); err != nil {
		t.Fatal(err)
	}
}

func medianStart(t *testing.T, s *store.Store) time.Time {
	t.Helper()
	var start int64
	if err := s.QueryRow(t.Context(), "SELECT CAST(quantile_disc(shot_start_time, 0.5) AS BIGINT) FROM raw.data_shot").Scan(&start); err != nil {
		t.Fatal(err)
	}
	return time.Unix(0, start)
}
