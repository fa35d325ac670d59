package mirror

import (
	"context"
	"log/slog"
	"runtime/debug"

	"sprue/engine/store"
)

// share is the memory that a sync of a warehouse takes once it has shown to be a large
// one. The rows that it writes are asked for by nobody yet, while DuckDB would fill its
// limit with them, and Go its heap to twice what it needs: of either a part is as quick.
// Files take none: DuckDB alone reads them, and 50 M shots took 103 s of a processor with
// two thirds of 1500 MB, 154 s with three tenths.
type share struct {
	store   *store.Store
	log     *slog.Logger
	limitMB int // of the process; 0 sets nothing

	bytes    int64 // read so far
	giveBack func(context.Context) error
	goLimit  int64 // before
}

// largeSync is how many bytes make a sync a large one. Below it, it would cost readers
// what DuckDB holds for them, again with each refresh.
const largeSync = 64 << 20

// read notes that so much was read, and takes the share.
func (s *share) read(ctx context.Context, bytes int64) {
	if s.bytes += bytes; s.limitMB == 0 || s.bytes < largeSync || s.giveBack != nil {
		return
	}
	s.goLimit = debug.SetMemoryLimit(-1)
	debug.SetMemoryLimit(min(s.goLimit, int64(goMB(s.limitMB))<<20))
	giveBack, err := s.store.Take(ctx, store.Share{MemoryLimitMB: engineMB(s.limitMB)})
	if err != nil { // readers hold more than that just now
		s.log.Info("a large sync goes on with all of DuckDB's memory", "error", err)
		giveBack = func(context.Context) error { return nil }
	}
	s.giveBack = giveBack
}

// end writes the log into the file, which takes as much memory as there is, and gives
// the share back.
func (s *share) end(ctx context.Context) {
	if s.giveBack == nil {
		return
	}
	if err := s.store.Checkpoint(ctx); err != nil && ctx.Err() == nil {
		s.log.Error("the log could not be written into the file", "error", err)
	}
	ctx = context.WithoutCancel(ctx)
	debug.SetMemoryLimit(s.goLimit)
	if err := s.giveBack(ctx); err != nil {
		s.log.Error("DuckDB's memory limit could not be set back", "error", err)
	}
	s.giveBack = nil
}

// engineMB is DuckDB's part: a quarter, and where the limit is small the two thirds
// that it has at other times, up to what a window needs. With Go's eighth for pages that
// are on their way, that is less than a half: beside both stand the program itself and
// what neither counts, records on their way to DuckDB and what was freed and the
// allocator keeps. Of 2048 MB a sync of 10 GB of packets took 1318, with three tenths
// 1531.
func engineMB(limitMB int) int { return max(min(2*limitMB/3, 256), limitMB/4, 64) }

func goMB(limitMB int) int { return max(limitMB/8, 128) }
