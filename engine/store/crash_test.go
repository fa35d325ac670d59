package store

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestKilledAtRandom kills a writer again and again at random moments, on one
// and the same file.
func TestKilledAtRandom(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plant.duckdb")
	random := rand.New(rand.NewPCG(7, 7))
	last := 0
	for range 6 {
		h := startHelper(t, "write", path)
		h.say()
		time.Sleep(time.Duration(random.IntN(250)) * time.Millisecond)
		said := h.kill(t)
		last = reopen(t, path, said, last)
	}
	if last == 0 {
		t.Error("nothing was ever committed")
	}
}

// TestKilledAtFailpoints kills a writer at each point of a write: in the
// migrations of a new file, and in the batches after them.
func TestKilledAtFailpoints(t *testing.T) {
	for _, stage := range []string{"open", "batches"} {
		for _, point := range []string{FailBegun, FailBeforeCommit, FailAfterCommit, FailBeforeCheckpoint, FailAfterCheckpoint} {
			t.Run(stage+"/"+point, func(t *testing.T) {
				t.Parallel()
				path := filepath.Join(t.TempDir(), "plant.duckdb")
				said := runUntilKilled(t, path, stage, point)
				reopen(t, path, said, 0)
			})
		}
	}
}

func runUntilKilled(t *testing.T, path, stage, point string) (said string) {
	t.Helper()
	h := startHelper(t, "write", path, "STORE_FAIL_IN="+stage, "STORE_FAIL_AT="+point)
	for line := h.say(); line != ""; line = h.say() {
		said = line
	}
	if err := h.stop(); err == nil || strings.HasPrefix(said, "failed") {
		t.Errorf("the helper was not killed: %v, %q", err, said)
	}
	return said
}

// reopen opens the file after a crash, checks it and writes one batch more.
func reopen(t *testing.T, path, said string, before int) int {
	t.Helper()
	s := mustOpen(t, Config{Path: path, MemoryLimitMB: 200})
	last := before
	if tableExists(t, s, "ledger") {
		last = checkBatches(t, s, said) + 1
		err := s.Write(t.Context(), func(ctx context.Context, tx *Tx) error { return writeBatch(ctx, tx, last) })
		if err != nil {
			t.Fatal(hinted(err))
		}
		checkBatches(t, s, "")
	} else if said != "" {
		t.Errorf("batch %s is lost with its table", said)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{path + ".lock", path + ".tmp", path + ".wal", path + ".new"} {
		if _, err := os.Stat(left); err == nil {
			t.Errorf("%s is left", left)
		}
	}
	return last
}

func tableExists(t *testing.T, s *Store, name string) (exists bool) {
	t.Helper()
	err := s.QueryRow(t.Context(), "SELECT count(*) > 0 FROM duckdb_tables() WHERE schema_name = 'core' AND table_name = ?", name).Scan(&exists)
	if err != nil {
		t.Fatal(err)
	}
	return exists
}

// TestTornLog cuts the log of a killed process at many places: what opens is
// whole, whatever was cut off.
func TestTornLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plant.duckdb")
	runUntilKilled(t, path, "batches", FailAfterCommit) // after three batches, none checkpointed
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	log, err := os.ReadFile(path + ".wal")
	if err != nil {
		t.Fatal(err)
	}
	for _, share := range []float64{0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99} {
		torn := filepath.Join(t.TempDir(), "torn.duckdb")
		mustWriteFile(t, torn, string(file))
		mustWriteFile(t, torn+".wal", string(log[:int(share*float64(len(log)))]))
		reopen(t, torn, "", 0)
	}
	flipped := filepath.Join(t.TempDir(), "flipped.duckdb")
	mustWriteFile(t, flipped, string(file))
	log[len(log)/2] ^= 0x55
	mustWriteFile(t, flipped+".wal", string(log))
	checkRefused(t, flipped, "damaged")
}

// A log that DuckDB cannot even begin to read it would delete without a word.
func TestALogThatIsNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plant.duckdb")
	s := mustOpen(t, Config{Path: path})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, damaged := range []string{strings.Repeat("noise", 1000), "x", "d\x00b?\x00 and so on"} {
		mustWriteFile(t, path+".wal", damaged)
		checkRefused(t, path, "its log \"plant.duckdb.wal\" is damaged")
		if left, err := os.ReadFile(path + ".wal"); err != nil || string(left) != damaged {
			t.Errorf("the log was changed: %v", err)
		}
	}
	for _, unwritten := range []string{"", "d", "d\x00b"} {
		mustWriteFile(t, path+".wal", unwritten)
		s := mustOpen(t, Config{Path: path})
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestStaleTempIsRemoved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plant[1].duckdb")
	if err := os.Mkdir(path+".tmp", 0o700); err != nil {
		t.Fatal(err)
	}
	stale := filepath.Join(path+".tmp", "duckdb_temp_storage_S32K-0.tmp")
	mustWriteFile(t, stale, "spilled")
	scratch := filepath.Join(path+".tmp", "build_1", "rate_shot_2")
	if err := os.MkdirAll(scratch, 0o700); err != nil {
		t.Fatal(err)
	}
	mustWriteFile(t, filepath.Join(scratch, "rows.parquet"), "rows")
	other := filepath.Join(path+".tmp", "notes.txt")
	mustWriteFile(t, other, "mine")
	s := mustOpen(t, Config{Path: path})
	defer s.Close()
	for _, gone := range []string{stale, scratch} {
		if _, err := os.Stat(gone); err == nil {
			t.Errorf("%s is left", gone)
		}
	}
	if _, err := os.Stat(other); err != nil {
		t.Error("a file that is not DuckDB's was removed")
	}
}
