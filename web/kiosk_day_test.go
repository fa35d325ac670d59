package web_test

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"sprue/engine/enginetest"
	"sprue/web/browsertest"
	"sprue/web/events"
)

// seconds lets a test make the seconds of a page pass.
const seconds = `{
	const every = window.setInterval;
	window.setInterval = (tick, ms) => {
		if (ms === 1000) window.pass = (n) => { while (n-- > 0) tick(); };
		return every(tick, ms);
	};
}`

// size is what a screen and its server take.
type size struct {
	page       browsertest.Memory
	goroutines int
	heap       uint64 // bytes of Go
	database   int64  // bytes of DuckDB
}

func (w *wall) size(page *browsertest.Page) size {
	w.t.Helper()
	s := size{page: page.Memory(), database: math.MaxInt64}
	// A question that is under way takes memory of its own: what stays is the least.
	for range 20 {
		memory, err := w.store.Memory(context.Background())
		if err != nil {
			w.t.Fatal(err)
		}
		s.database = min(s.database, memory.Used)
		time.Sleep(50 * time.Millisecond)
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	s.heap, s.goroutines = m.HeapAlloc, runtime.NumGoroutine()
	return s
}

// A day of a screen, over midnight and all shifts, leaves it and its server as
// large as they were: each of its 86,400 seconds passes, the data are synced and
// built, and whatever the tools do is shown, every half hour with 2,000 events in
// all, or in a long form every minute.
func TestKioskDoesNotGrowInADay(t *testing.T) {
	step, each := 30*time.Minute, 42
	if enginetest.IsSoak(t) {
		step, each = time.Minute, 2
	}
	w := newWall(t)
	page := browsertest.Start(t).Open(w.url("/kiosk?location=Monterrey&rotate=5"), wallView)
	page.Before(seconds)
	page.Leave("open it again", `typeof window.pass === "function" && document.querySelector(".k-tile") !== null`, chromedp.Reload())
	browsertest.Eval[bool](page, `window.opened = true`)
	plant, err := time.LoadLocation("America/Monterrey")
	if err != nil {
		t.Fatal(err)
	}
	updates := 0
	pass := func(from, to time.Time) {
		for now := from; now.Before(to); now = now.Add(step) {
			w.at(now)
			for range each {
				w.broker.Publish(events.Event{Kind: events.Built, Build: uint64(updates)})
			}
			page.Until("the board of "+now.String(), fmt.Sprintf(`Number(document.getElementById("board").dataset.now) === %d`, now.UnixMilli()))
			clock := browsertest.Eval[string](page, fmt.Sprintf(`(pass(%d), document.getElementById("k-clock").textContent)`, int(step.Seconds())))
			if want := now.In(plant).Format("15:04"); clock != want {
				t.Fatalf("the clock shows %s at %s", clock, want)
			}
			updates++
		}
	}
	begin := noon.Add(2 * time.Hour)
	pass(noon, begin)
	before := w.size(page)
	pass(begin, begin.Add(24*time.Hour))
	after := w.size(page)
	const mb = 1 << 20
	if after.page.Nodes > before.page.Nodes+20 || after.page.Listeners > before.page.Listeners+20 || after.page.Heap > before.page.Heap+mb/2 {
		t.Errorf("the page grew from %+v to %+v", before.page, after.page)
	}
	if after.goroutines > before.goroutines+8 || after.heap > before.heap+4*mb || after.database > before.database+16*mb {
		t.Errorf("the server grew from %+v to %+v", before, after)
	}
	if !browsertest.Eval[bool](page, marked) {
		t.Error("it was loaded anew")
	}
	enginetest.Figure(t, "kiosk over 24 h, %d updates: page %.2f → %.2f MB, %.0f → %.0f nodes, %.0f → %.0f listeners; server %.1f → %.1f MB, %d → %d goroutines; database %.1f → %.1f MB",
		updates, before.page.Heap/mb, after.page.Heap/mb, before.page.Nodes, after.page.Nodes, before.page.Listeners, after.page.Listeners,
		float64(before.heap)/mb, float64(after.heap)/mb, before.goroutines, after.goroutines, float64(before.database)/mb, float64(after.database)/mb)
}
