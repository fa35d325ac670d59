package snapshot

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"sprue/engine/store"
)

// packetsOfDays are ten days of packets, kept by day in a version.
const packetsOfDays = `
	INSERT INTO raw.data_shot (packet_id, shot_start_time, content, arrived_utc)
	SELECT i, 1777593600000000000 + i * 7200000000, 'text ' || i, TIMESTAMP '2026-05-12' FROM range(120000) r(i)`

func textOf(t *testing.T, s *store.Store, query string) (text string) {
	t.Helper()
	if err := s.QueryRow(t.Context(), query).Scan(&text); err != nil {
		t.Fatal(err)
	}
	return text
}

func TestPruneTexts(t *testing.T) {
	t.Parallel()
	const texts = "SELECT count(content) || ' of ' || count(*) FROM raw.data_shot"
	const all = "SELECT count(content) || ' ' || sum(hash(packet_id, content)) FROM raw.data_shot"
	dir := t.TempDir()
	s, l := open(t, dir), library(dir)
	before := time.Date(2026, 5, 5, 0, 0, 0, 0, time.UTC)
	if _, err := l.PruneTexts(t.Context(), s, before, false); err == nil || !strings.Contains(err.Error(), "no snapshot") {
		t.Error("without a version:", err)
	}
	exec(t, s, packetsOfDays)
	first := create(t, l, s)
	// What came after the version keeps its text.
	exec(t, s, "INSERT INTO raw.data_shot (packet_id, shot_start_time, content) VALUES (1000000, 1777593600000000001, 'late'), (1000001, 1777593600000000002, NULL)")
	want := textOf(t, s, all)
	pruned, err := l.PruneTexts(t.Context(), s, before, false)
	if err != nil || pruned.Packets != 48000 || pruned.Snapshot != first.ID {
		t.Fatalf("%+v, %v", pruned, err)
	}
	if got := textOf(t, s, texts); got != "72001 of 120002" {
		t.Error(got)
	}
	if text, file, err := l.Text(t.Context(), s, 7); err != nil || text != "text 7" || !strings.Contains(file, "raw.data_shot") {
		t.Error(text, file, err)
	}
	if text, file, err := l.Text(t.Context(), s, 1000001); err != nil || text+file != "" {
		t.Error(text, file, err)
	}
	// A later version shares the days that are as they were, and has all texts.
	second := create(t, l, s)
	if days := len(second.textObjects(func(o Object) bool { return !hasObject(first.Manifest, o) })); days != 1 {
		t.Errorf("%d days of packets were written anew", days)
	}
	if _, err := l.Prune(t.Context(), s, Retention{Last: 1}, false); err != nil {
		t.Fatal(err)
	}
	again, err := l.PruneTexts(t.Context(), s, before, false)
	if err != nil || again.Packets != 1 {
		t.Errorf("%+v, %v", again, err)
	}
	if _, err := l.Restore(t.Context(), s, second.Manifest, Restoring{}, silent); err != nil {
		t.Fatal(err)
	}
	if got := textOf(t, s, all); got != want {
		t.Errorf("restored: %s, was %s", got, want)
	}
	damageText(t, s, l, second.Manifest, before)
	if got := textOf(t, s, texts); got != "120001 of 120002" {
		t.Error("after a refusal:", got)
	}
}

func hasObject(m Manifest, o Object) bool {
	return len(m.textObjects(func(of Object) bool { return of.File == o.File })) > 0
}

// damageText: an object that was changed is no place for texts.
func damageText(t *testing.T, s *store.Store, l *Library, m Manifest, before time.Time) {
	t.Helper()
	path := l.path(m.textObjects(func(o Object) bool { return o.Day == "2026-05-02" })[0].File)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	whole[len(whole)/2] ^= 1
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := l.PruneTexts(context.Background(), s, before, false); err == nil || !strings.Contains(err.Error(), "2026-05-02") {
		t.Error("with a damaged object:", err)
	}
}
