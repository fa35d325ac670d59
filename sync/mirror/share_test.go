package mirror_test

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"testing"
	"time"

	"sprue/sync/mirror"
	"sprue/sync/source"
)

type costly struct{ *warehouse }

func (costly) Cost() source.Cost { return source.Cost{} }

// TestMemoryOfALargeSync: a sync of many bytes of a warehouse keeps DuckDB and Go within the limit of
// the process, and leaves both as they were; one of few, or of files, changes neither.
func TestMemoryOfALargeSync(t *testing.T) {
	for _, test := range []struct {
		bytes   int64 // of a batch
		isFiles bool
		limitMB int
		want    []string // DuckDB's and Go's limit after each batch
	}{
		{40 << 20, false, 1200, []string{"as before", "286.1 MiB 150", "286.1 MiB 150"}},
		{40 << 20, false, 300, []string{"as before", "190.7 MiB 128", "190.7 MiB 128"}},
		{40 << 20, false, 0, []string{"as before", "as before", "as before"}},
		{40 << 20, true, 1200, []string{"as before", "as before", "as before"}},
		{1 << 20, false, 1200, []string{"as before", "as before", "as before"}},
	} {
		p := newPlant(t)
		p.cfg.MemoryLimitMB = test.limitMB
		m, err := mirror.New(p.cfg, p.store, func() time.Time { return p.now }, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		limits := func() string {
			return fmt.Sprint(p.rows("SELECT current_setting('memory_limit')")[0], " ", debug.SetMemoryLimit(-1)>>20)
		}
		before := limits()
		fake := &warehouse{hours: []int{0, 30, 60}, bytes: test.bytes}
		from := source.Source(costly{fake})
		if test.isFiles {
			from = fake
		}
		var seen []string
		_, err = m.Sync(context.Background(), []source.Source{from}, mirror.Options{
			Tables: []string{"DATA_SHOT"},
			Progress: func(mirror.Progress) {
				now := limits()
				if now == before {
					now = "as before"
				}
				seen = append(seen, now)
			}})
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(seen) != fmt.Sprint(test.want) {
			t.Errorf("%d MB, %d bytes a batch: %q, want %q", test.limitMB, test.bytes, seen, test.want)
		}
		if after := limits(); after != before {
			t.Errorf("%d MB: %s after the sync, %s before", test.limitMB, after, before)
		}
	}
}
