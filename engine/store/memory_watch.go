package store

import (
	"context"
	"fmt"
	"sync"
	"time"

	"sprue/engine"
)

// watchEvery is how often memory is looked at; one look takes about 0.2 ms.
const watchEvery = 50 * time.Millisecond

// PeakMemory looks at DuckDB's memory until stop is called, which gives the
// highest sum seen, in bytes.
func (s *Store) PeakMemory(ctx context.Context) (stop func() int64) {
	var peak int64
	return watch(ctx, func(ctx context.Context) {
		if m, err := s.Memory(ctx); err == nil {
			peak = max(peak, m.Used)
		}
	}, func() int64 { return peak })
}

// watchMemory interrupts the query when it has taken more memory than it may.
func (u *userQuery) watchMemory() (stop func()) {
	if u.limits.MemoryMB == 0 {
		return func() {}
	}
	before := int64(-1)
	stopWatch := watch(u.ctx, func(ctx context.Context) {
		m, err := u.store.Memory(ctx)
		if err != nil || len(u.store.writing) > 0 {
			before = -1
			return
		}
		held := m.Used - m.Parts["BASE_TABLE"] // cached blocks of the file are nobody's
		if before < 0 {
			before = held
		}
		if held-before > int64(u.limits.MemoryMB)*1_000_000 {
			u.cancel(&engine.Error{Code: engine.CodeUsage, Doing: "query", Message: fmt.Sprintf("it needs more than %d MB of memory", u.limits.MemoryMB), Hint: "ask for less at once"})
		}
	}, func() int64 { return 0 })
	return func() { stopWatch() }
}

// watch looks at once, then again and again in a goroutine that ends with stop.
func watch(ctx context.Context, look func(context.Context), result func() int64) (stop func() int64) {
	ctx, cancel := context.WithCancel(ctx)
	look(ctx)
	var done sync.WaitGroup
	done.Go(func() {
		ticker := time.NewTicker(watchEvery)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				look(ctx)
			}
		}
	})
	return func() int64 {
		cancel()
		done.Wait()
		return result()
	}
}
