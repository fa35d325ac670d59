package sampledata

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sprue/engine"
)

func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		change func(o *Options)
		code   engine.Code
		says   string
	}{
		"no folder":       {func(o *Options) { o.Dir = "" }, engine.CodeUsage, "no folder"},
		"format":          {func(o *Options) { o.Format = "xlsx" }, engine.CodeUsage, `"xlsx"`},
		"faults":          {func(o *Options) { o.Faults = "none" }, engine.CodeUsage, `"none"`},
		"tools":           {func(o *Options) { o.Tools = -1 }, engine.CodeUsage, "-1 tools"},
		"shots":           {func(o *Options) { o.Shots = -1 }, engine.CodeUsage, "-1 shots"},
		"reversed":        {func(o *Options) { o.From = o.To.AddDate(0, 0, 1) }, engine.CodeUsage, "is empty"},
		"no whole day":    {func(o *Options) { o.From = o.From.Add(time.Hour) }, engine.CodeUsage, "start of a UTC day"},
		"too many shots":  {func(o *Options) { o.Shots, o.Tools = 1e9, 1 }, engine.CodeUsage, "too many"},
		"others' data":    {func(o *Options) { put(t, o.Dir, "MOLD.csv") }, engine.CodeUsage, "not empty"},
		"a file":          {func(o *Options) { o.Dir = put(t, o.Dir, "file") }, engine.CodeUsage, "a file"},
		"below a file":    {func(o *Options) { o.Dir = filepath.Join(put(t, o.Dir, "file"), "sub") }, engine.CodeFile, "cannot be made"},
		"anchor too late": {func(o *Options) { o.Anchor = o.To.AddDate(0, 0, 1) }, engine.CodeUsage, "anchor"},
	} {
		t.Run(name, func(t *testing.T) {
			o := small(t)
			c.change(&o)
			_, err := Write(t.Context(), o)
			var e *engine.Error
			if !errors.As(err, &e) || e.Code != c.code || !strings.Contains(err.Error(), c.says) || e.Hint == "" {
				t.Errorf("got %v", err)
			}
		})
	}
}

func put(t testing.TB, dir, name string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte("ID\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCutOffLeavesNothing(t *testing.T) {
	o := small(t)
	ctx, cancel := context.WithCancel(t.Context())
	o.Progress = func(done, _ int64) {
		if done > 1000 {
			cancel()
		}
	}
	if _, err := Write(ctx, o); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if left := digests(t, o.Dir); len(left) != 0 {
		t.Errorf("left %v", left)
	}
}

// TestCutOffKeepsTheOldSet also leaves what a killed process would.
func TestCutOffKeepsTheOldSet(t *testing.T) {
	o := small(t)
	o.Shots = 3_000
	mustWrite(t, o)
	before := digests(t, o.Dir)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	other := o
	other.Seed = 99
	if _, err := Write(ctx, other); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if !maps.Equal(before, digests(t, o.Dir)) {
		t.Error("the old set changed")
	}
	if err := os.Remove(filepath.Join(o.Dir, truthFile)); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(o.Dir, partialName, "DATA_SHOT"), 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(o.Dir, partialName, "DATA_SHOT"), "half")
	mustWrite(t, o)
	if !maps.Equal(before, digests(t, o.Dir)) {
		t.Error("the set is another one after a killed write")
	}
}

func TestUnchangedFilesAreLeftAlone(t *testing.T) {
	o := small(t)
	o.Shots = 3_000
	mustWrite(t, o)
	path := filepath.Join(o.Dir, "DATA_SHOT", "2026-10-20.ndjson")
	long := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	if err := os.Chtimes(path, long, long); err != nil {
		t.Fatal(err)
	}
	put(t, o.Dir, "notes.txt")
	mustWrite(t, o)
	if info, err := os.Stat(path); err != nil || !info.ModTime().Equal(long) {
		t.Errorf("%v %v", info.ModTime(), err)
	}
	o.Format = "csv"
	mustWrite(t, o)
	after := digests(t, o.Dir)
	if after["notes.txt"] == "" || after["DATA_SHOT/2026-10-20.csv"] == "" || after["DATA_SHOT/2026-10-20.ndjson"] != "" {
		t.Error("another format leaves old files, or takes others' away")
	}
}
