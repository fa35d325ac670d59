package store

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"sprue/engine"
)

func TestOpenBadFiles(t *testing.T) {
	good := filepath.Join(t.TempDir(), "good.duckdb")
	s := mustOpen(t, Config{Path: good})
	mustExec(t, s, "CREATE TABLE core.t AS SELECT range AS i FROM range(100000)")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	flipped := []byte(string(content))
	for i := 12288; i < len(flipped); i += 1000 {
		flipped[i] ^= 0x55
	}
	for name, c := range map[string]struct {
		content string // "" is none
		prepare func(path string) error
		message string
	}{
		"garbage":           {content: strings.Repeat("garbage", 10000), message: "not a DuckDB file"},
		"short":             {content: "hello", message: "not a DuckDB file"},
		"truncated":         {content: string(content[:len(content)/3]), message: "damaged"},
		"truncated headers": {content: string(content[:5000]), message: "damaged"},
		"flipped bits":      {content: string(flipped), message: "damaged"},
		"newer storage":     {content: newerStorage(t, content), message: "newer DuckDB"},
		"empty":             {prepare: func(path string) error { return os.WriteFile(path, nil, 0o600) }, message: "the file is empty"},
		"log without file":  {prepare: func(path string) error { return os.WriteFile(path+".wal", []byte("log"), 0o600) }, message: "its log"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "plant.duckdb")
			if c.content != "" {
				mustWriteFile(t, path, c.content)
			}
			if c.prepare != nil {
				if err := c.prepare(path); err != nil {
					t.Fatal(err)
				}
			}
			checkRefused(t, path, c.message)
			if now, err := os.ReadFile(path); err == nil && string(now) != c.content {
				t.Error("the file was changed")
			}
			if _, err := os.Stat(path + ".lock"); err == nil {
				t.Error("the lock is left")
			}
		})
	}
	checkRefused(t, filepath.Join(t.TempDir(), "no", "plant.duckdb"), "there is no folder")
	if _, err := Open(t.Context(), Config{Path: t.TempDir()}); engine.CodeOf(err) != engine.CodeUsage {
		t.Errorf("a folder: %s", hinted(err))
	}
}

// checkRefused tells that opening fails in one line that names the file, says
// what is wrong and what to do.
func checkRefused(t *testing.T, path, message string) {
	t.Helper()
	s, err := Open(t.Context(), Config{Path: path})
	if err == nil {
		t.Fatal("opened", s.Close())
	}
	var e *engine.Error
	if !errors.As(err, &e) || e.Code != engine.CodeFile || !strings.Contains(e.Message, message) || !strings.Contains(e.Doing, path) || e.Hint == "" || strings.Contains(e.Error(), "\n") {
		t.Errorf("want %q: %s", message, hinted(err))
	}
}

// newerStorage is the file with a storage version of the future and, since
// DuckDB looks at it first, the checksum that DuckDB says it should have.
func newerStorage(t *testing.T, content []byte) string {
	t.Helper()
	newer := []byte(string(content))
	newer[12] = 250
	path := filepath.Join(t.TempDir(), "newer.duckdb")
	mustWriteFile(t, path, string(newer))
	_, err := Open(t.Context(), Config{Path: path})
	found := regexp.MustCompile(`computed checksum (\d+)`).FindStringSubmatch(hinted(err))
	if found == nil {
		t.Fatal(err)
	}
	checksum, err := strconv.ParseUint(found[1], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	binary.LittleEndian.PutUint64(newer, checksum)
	return string(newer)
}

func TestOpenNoPermission(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "plant.duckdb")
	mustWriteFile(t, path, "x")
	for _, change := range []func() error{
		func() error { return os.Chmod(path, 0) },
		func() error { return errors.Join(os.Chmod(path, 0o600), os.Chmod(dir, 0o500)) },
	} {
		if err := change(); err != nil {
			t.Fatal(err)
		}
		want := "no permission"
		if os.Geteuid() == 0 { // may do everything
			want = "not a DuckDB file"
		}
		checkRefused(t, path, want)
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
}

func TestOpenOddNames(t *testing.T) {
	for _, name := range []string{"raw.duckdb", "a?b#c%zz.duckdb", "it's größe.duckdb"} {
		path := filepath.Join(t.TempDir(), name)
		for range 2 {
			s := mustOpen(t, Config{Path: path})
			mustExec(t, s, "CREATE OR REPLACE TABLE core.t AS SELECT 1 AS i; CREATE OR REPLACE VIEW mart.v AS SELECT * FROM core.t")
			var i int
			if err := s.QueryRow(t.Context(), "SELECT i FROM mart.v").Scan(&i); err != nil || i != 1 {
				t.Errorf("%s: %d, %v", name, i, err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
}

func TestValidate(t *testing.T) {
	for _, cfg := range []Config{{}, {Path: "a", MemoryLimitMB: 10}, {Path: "a", Threads: -1}, {Path: "a", TempLimitMB: -1}} {
		if _, err := Open(t.Context(), cfg); engine.CodeOf(err) != engine.CodeUsage {
			t.Errorf("%+v: %v", cfg, err)
		}
	}
}

func TestSettings(t *testing.T) {
	s := mustOpen(t, Config{Path: filepath.Join(t.TempDir(), "plant.duckdb"), MemoryLimitMB: 500, Threads: 3, TempLimitMB: 1000})
	defer s.Close()
	for name, want := range map[string]string{
		"memory_limit": "476.8 MiB", "threads": "3", "temp_directory": s.Path() + ".tmp", "preserve_insertion_order": "false",
		"wal_autocheckpoint": "953.6 MiB", "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
		"allow_community_extensions": "false", "TimeZone": "UTC", "max_temp_directory_size": "953.6 MiB",
	} {
		for range readers { // on every connection
			var got string
			if err := s.QueryRow(t.Context(), "SELECT current_setting(?)::VARCHAR", name).Scan(&got); err != nil || got != want {
				t.Fatalf("%s is %q, want %q, %v", name, got, want, err)
			}
		}
	}
}
