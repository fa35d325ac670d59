package push

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFolder: what a killed push left goes, what another one is at stays.
func TestFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plant.duckdb")
	killed := filepath.Join(filepath.Dir(file), ".plant.duckdb.push-1.tmp")
	other := filepath.Join(filepath.Dir(file), ".other.duckdb.push-1.tmp")
	for _, path := range []string{killed, other} {
		if err := os.MkdirAll(filepath.Join(path, "rows"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	first := open(t, file)
	second := open(t, file)
	for path, want := range map[string]bool{killed: false, other: true, first.path: true, second.path: true} {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s is there: %v", path, err == nil)
		}
	}
	odd := open(t, filepath.Join(t.TempDir(), "it's [1]", "plant.duckdb"))
	if !strings.HasPrefix(odd.path, os.TempDir()) || strings.ContainsAny(odd.path, "[]'") {
		t.Errorf("files lie in %s", odd.path)
	}
}

func open(t *testing.T, beside string) *folder {
	t.Helper()
	f, err := newFolder(beside)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.remove(); err != nil {
			t.Error(err)
		}
	})
	return f
}
