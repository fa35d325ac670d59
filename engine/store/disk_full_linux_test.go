package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"sprue/engine"
)

// TestDiskFull fills a small disk: a limit on the size of files, which the
// system reports in the same way, and a tmpfs where the test may mount one.
func TestDiskFull(t *testing.T) {
	t.Run("limit", func(t *testing.T) {
		fillDisk(t, t.TempDir(), "8000000", "the disk is full")
	})
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=8m"); err != nil {
		t.Logf("no tmpfs: %v", err)
		return
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	t.Run("tmpfs", func(t *testing.T) {
		fillDisk(t, dir, "", "there is no room left for temporary files")
	})
}

// TestDiskFullOnLock has a lock file that cannot be written: /dev/full takes
// the lock and refuses every byte.
func TestDiskFullOnLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plant.duckdb")
	if err := os.Symlink("/dev/full", lockPath(path)); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), Config{Path: path})
	if err == nil {
		t.Fatal("opened", s.Close())
	}
	var said *engine.Error
	if got := diskFull(err); got != "the disk is full" || !errors.As(err, &said) || said.Hint == "" {
		t.Errorf("%q, %+v", got, said)
	}
	if again := Explain(fmt.Errorf("lock: %w", &os.PathError{Op: "write", Path: path, Err: syscall.EDQUOT})); diskFull(again) != "the disk is full" {
		t.Errorf("explained as %v", again)
	}
}

func fillDisk(t *testing.T, dir, limit, spill string) {
	path := filepath.Join(dir, "plant.duckdb")
	h := startHelper(t, "fill", path, "STORE_FILE_LIMIT="+limit)
	for _, want := range []string{"write: the disk is full", "committed rows are there", "spill: " + spill} {
		if got := h.say(); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	}
	if err := h.stop(); err != nil {
		t.Error(err)
	}
	s := mustOpen(t, Config{Path: path, MemoryLimitMB: 100})
	checkFilled(t.Context(), s, func(message string) { t.Error(message) })
	mustExec(t, s, "DROP TABLE core.kept")
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// helpFill commits some rows, fills the disk in a second write, and says what
// is left.
func helpFill(path string) error {
	ctx := context.Background()
	s, err := Open(ctx, Config{Path: path, MemoryLimitMB: 100, Threads: 1})
	if err != nil {
		return err
	}
	if err := limitFiles(os.Getenv("STORE_FILE_LIMIT")); err != nil {
		return err
	}
	exec := func(statement string) error {
		return s.Write(ctx, func(ctx context.Context, tx *Tx) error {
			_, err := tx.Exec(ctx, statement)
			return err
		})
	}
	if err := exec("CREATE TABLE core.kept AS SELECT range AS i FROM range(1000)"); err != nil {
		return err
	}
	err = exec("CREATE TABLE core.big AS SELECT uuid() AS a, uuid() AS b FROM range(2000000)")
	fmt.Println("write: " + diskFull(err))
	checkFilled(ctx, s, func(message string) { fmt.Println(message) })
	fmt.Println("committed rows are there")
	_, err = s.Query(ctx, "SELECT DISTINCT hash(a.range, b.range), uuid() FROM range(3000) a, range(3000) b")
	fmt.Println("spill: " + diskFull(err))
	return s.Close()
}

func limitFiles(limit string) error {
	if limit == "" {
		return nil
	}
	var size uint64
	if _, err := fmt.Sscan(limit, &size); err != nil {
		return err
	}
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: size, Max: size})
}

// diskFull is the message of the error that a full disk should give.
func diskFull(err error) string {
	if engine.CodeOf(err) != engine.CodeFile {
		return hinted(err)
	}
	var e *engine.Error
	errors.As(err, &e)
	return e.Message
}

func checkFilled(ctx context.Context, s *Store, complain func(string)) {
	var rows, sum int
	err := s.QueryRow(ctx, "SELECT count(*), sum(i) FROM core.kept").Scan(&rows, &sum)
	if err != nil || rows != 1000 || sum != 499500 {
		complain(fmt.Sprintf("%d rows with sum %d, %v", rows, sum, err))
	}
}
