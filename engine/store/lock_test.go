package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sprue/engine"
)

func TestHeldByAnotherProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plant.duckdb")
	h := startHelper(t, "hold", path)
	if line := h.say(); line != "ready" {
		t.Fatal(line)
	}
	checkRefused(t, path, fmt.Sprintf("another sprue process holds the file (pid %d, serving http://127.0.0.1:8080)", h.cmd.Process.Pid))
	holder, held, err := FindHolder(path)
	if err != nil || !held || holder.PID != h.cmd.Process.Pid || holder.Addr != "127.0.0.1:8080" || holder.Token != "token" || holder.Started.IsZero() {
		t.Errorf("%+v, %v, %v", holder, held, err)
	}
	if info, err := os.Stat(path + ".lock"); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	h.kill(t)
	checkFree(t, path)
	s := mustOpen(t, Config{Path: path}) // the stale lock is taken over
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	checkFree(t, path)
}

func checkFree(t *testing.T, path string) {
	t.Helper()
	if holder, held, err := FindHolder(path); held || err != nil {
		t.Errorf("%+v, %v, %v", holder, held, err)
	}
}

func TestHeldByAnotherProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plant.duckdb")
	if err := mustOpen(t, Config{Path: path}).Close(); err != nil {
		t.Fatal(err)
	}
	h := startHelper(t, "duckdb", path)
	if line := h.say(); line != "ready" {
		t.Fatal(line)
	}
	checkRefused(t, path, fmt.Sprintf("PID %d", h.cmd.Process.Pid))
	checkFree(t, path)
}

func TestHeldByThisProcess(t *testing.T) {
	s := openTemp(t)
	link := filepath.Join(t.TempDir(), "link.duckdb")
	if err := os.Symlink(s.Path(), link); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{s.Path(), link} {
		checkRefused(t, path, "this process has the file open already")
	}
	mustExec(t, s, "CREATE TABLE core.t (i INTEGER)") // the first one goes on
}

func TestAnnounce(t *testing.T) {
	s := openTemp(t)
	for _, addr := range []string{"127.0.0.1:8080", ""} {
		if err := s.Announce(addr, "secret"); err != nil {
			t.Fatal(err)
		}
		holder, held, err := FindHolder(s.Path())
		if err != nil || !held || holder.Addr != addr || holder.PID != os.Getpid() {
			t.Errorf("%+v, %v, %v", holder, held, err)
		}
	}
	checkFree(t, filepath.Join(t.TempDir(), "none.duckdb"))
	checkFree(t, filepath.Join(t.TempDir(), "no", "folder.duckdb"))
}

// TestLockIsTakenOnce opens one file many times at once: one wins, and the
// rest are told so.
func TestLockIsTakenOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plant.duckdb")
	results := make(chan error)
	var won []*Store
	opened := make(chan *Store, 8)
	for range 8 {
		go func() {
			s, err := Open(t.Context(), Config{Path: path})
			if err == nil {
				opened <- s
			}
			results <- err
		}()
	}
	for range 8 {
		var e *engine.Error
		if err := <-results; err != nil && (!errors.As(err, &e) || !strings.Contains(e.Message, "holds the file") && !strings.Contains(e.Message, "open already")) {
			t.Error(hinted(err))
		}
	}
	close(opened)
	for s := range opened {
		won = append(won, s)
	}
	if len(won) != 1 {
		t.Errorf("%d have it open", len(won))
	}
	for _, s := range won {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}
