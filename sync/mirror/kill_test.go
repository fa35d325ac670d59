package mirror_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"sprue/engine/store"
	"sprue/sync/files"
	"sprue/sync/mirror"
	"sprue/sync/source"
)

const childFolder, childFile = "SPRUE_TEST_SYNC_FOLDER", "SPRUE_TEST_SYNC_FILE"

// TestChild is the process that TestKilled kills: it syncs a folder into a file.
func TestChild(t *testing.T) {
	folder, file := os.Getenv(childFolder), os.Getenv(childFile)
	if folder == "" {
		return
	}
	s, err := store.Open(context.Background(), store.Config{Path: file, MemoryLimitMB: 300})
	if err != nil {
		t.Fatal(err)
	}
	src, err := files.New(files.Config{Name: "plant", Path: folder, BatchMB: 1})
	if err != nil {
		t.Fatal(err)
	}
	m, err := mirror.New(mirror.Config{}, s, func() time.Time { return start }, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Sync(context.Background(), []source.Source{src}, mirror.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// content lists every raw table without what tells batches apart.
func content(p *plant) map[string][]string {
	all := map[string][]string{}
	for _, t := range source.Catalogue() {
		exclude := "batch_id"
		if t.Large {
			exclude += ", file_id"
		}
		all[t.Name] = p.rows(fmt.Sprintf("SELECT md5(to_json(t)::VARCHAR) FROM (SELECT * EXCLUDE (%s) FROM raw.%s) t ORDER BY 1", exclude, t.Raw()))
	}
	return all
}

func TestKilled(t *testing.T) {
	want := newPlant(t).minimal()
	many(want)
	want.batch = 1
	want.sync(mirror.Options{})
	wanted := content(want)

	got := newPlant(t)
	if err := got.store.Close(); err != nil {
		t.Fatal(err)
	}
	killed := 0
	for try := 0; ; try++ {
		done := runChild(t, want.dir, got.db, time.Duration(rand.IntN(200)+100*try)*time.Millisecond)
		if done {
			break
		}
		killed++
	}
	t.Logf("killed %d times", killed)
	s, err := store.Open(context.Background(), store.Config{Path: got.db})
	if err != nil {
		t.Fatal(err)
	}
	got.store = s
	for name, rows := range content(got) {
		if fmt.Sprint(rows) != fmt.Sprint(wanted[name]) {
			t.Errorf("%s has %d rows, want %d, or other ones", name, len(rows), len(wanted[name]))
		}
	}
	got.want("SELECT count(DISTINCT batch_id) = count(*) FROM meta.sync_batch", "true")
}

// many adds files enough for a dozen batches, one of them of several.
func many(p *plant) {
	for n := range 8 {
		p.copyTo(fmt.Sprintf("DATA_SHOT_%d.parquet", n), fmt.Sprintf(`SELECT 'CNT-' || (i %% 20) AS COUNTER_CODE,
			(1780272000 + %d * 86400 + i * 60) * 1000000000 AS SHOT_START_TIME, '[' || repeat('{"ct": 1.5}, ', 60) || '{"ct": ' || i || '}]' AS CONTENT
			FROM range(1000) r(i)`, n), "FORMAT parquet")
	}
	p.copyTo("DATA_SHOT_large.parquet", `SELECT 'CNT-' || (i % 20) AS COUNTER_CODE, (1780272000 + i * 600) * 1000000000 AS SHOT_START_TIME,
		md5(i::VARCHAR) || repeat(md5((i + 1)::VARCHAR), 20) AS CONTENT FROM range(9000) r(i)`, "FORMAT parquet, ROW_GROUP_SIZE 2048")
}

// runChild syncs in a process that is killed after a while, if it still runs.
func runChild(t *testing.T, folder, file string, after time.Duration) (done bool) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestChild$")
	child.Env = append(os.Environ(), childFolder+"="+folder, childFile+"="+file)
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { child.Process.Kill() })
	defer timer.Stop()
	return child.Wait() == nil
}
