package sampledata

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"sprue/engine"
)

// TestDiskFull fills a small disk where the test may mount one, and has the
// words for it everywhere.
func TestDiskFull(t *testing.T) {
	o := small(t)
	saysFull(t, o.stopped(errors.Join(&os.PathError{Op: "write", Path: "x", Err: syscall.EDQUOT}, errors.New("other"))))
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=64k"); err != nil {
		t.Logf("no tmpfs: %v", err)
		return
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	for _, format := range []string{"parquet", "csv", "ndjson"} {
		o.Format, o.Dir = format, filepath.Join(dir, format)
		_, err := Write(t.Context(), o)
		saysFull(t, err)
		if left, err := filepath.Glob(filepath.Join(o.Dir, "*")); err != nil || len(left) > 0 {
			t.Errorf("%s: %v is left, %v", format, left, err)
		}
	}
}

func saysFull(t *testing.T, err error) {
	t.Helper()
	var said *engine.Error
	if !errors.As(err, &said) || said.Code != engine.CodeFile || said.Message != "the disk is full" || said.Hint == "" {
		t.Errorf("got %v", err)
	}
}
