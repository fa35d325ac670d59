package pipeline

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"
)

// lookEvery is how often a build looks at its memory.
const lookEvery = 100 * time.Millisecond

// memoryWatch finds the most that was resident while a build ran. The system
// knows only the most since the process began: where the build has not raised
// that, what was seen now and then counts.
type memoryWatch struct {
	before int64
	mu     sync.Mutex
	seen   int64
	end    chan struct{}
	ended  sync.WaitGroup
}

func watchMemory(every time.Duration) *memoryWatch {
	w := &memoryWatch{before: memory("VmHWM:"), end: make(chan struct{})}
	w.ended.Go(func() {
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-w.end:
				return
			case <-tick.C:
				w.look()
			}
		}
	})
	return w
}

func (w *memoryWatch) look() {
	now := memory("VmRSS:")
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen = max(w.seen, now)
}

// peak is the most so far, in bytes.
func (w *memoryWatch) peak() int64 {
	if most := memory("VmHWM:"); most > w.before {
		return most
	}
	w.look()
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.seen
}

func (w *memoryWatch) stop() {
	close(w.end)
	w.ended.Wait()
}

// memory reads a line of what the system says about this process, in bytes.
// Where it does not say, it is what Go holds now, without DuckDB's part.
func memory(key string) int64 {
	text, err := os.ReadFile("/proc/self/status")
	if err == nil {
		for line := range strings.Lines(string(text)) {
			if fields := strings.Fields(line); len(fields) == 3 && fields[0] == key {
				if kb, err := strconv.ParseInt(fields[1], 10, 64); err == nil {
					return kb << 10
				}
			}
		}
	}
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int64(stats.Sys)
}
