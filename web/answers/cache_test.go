package answers

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// place is a cache with a clock of its own.
type place struct {
	*cache
	now   time.Time
	calls atomic.Int64
}

func newPlace(most int64) *place {
	p := &place{now: time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)}
	p.cache = newCache(func() time.Time { return p.now }, time.Minute, most)
	return p
}

// giving counts how often a value is computed.
func (p *place) giving(value any, err error) func(context.Context) (any, error) {
	return func(context.Context) (any, error) {
		p.calls.Add(1)
		return value, err
	}
}

func (p *place) want(t *testing.T, calls int64) {
	t.Helper()
	if n := p.calls.Load(); n != calls {
		t.Errorf("%d computations, want %d", n, calls)
	}
}

// await waits until so many wait for a key.
func (p *place) await(t *testing.T, key string, waiting int) {
	t.Helper()
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	for range look.C {
		p.mu.Lock()
		f := p.flights[key]
		there := f != nil && f.waiting == waiting
		p.mu.Unlock()
		if there {
			return
		}
		if t.Context().Err() != nil {
			t.Fatalf("%d never waited", waiting)
		}
	}
}

func TestAnswersAreKeptForAWhile(t *testing.T) {
	p := newPlace(1 << 20)
	for _, step := range []struct {
		later time.Duration
		calls int64
	}{{0, 1}, {0, 1}, {59 * time.Second, 1}, {time.Second, 2}, {-time.Hour, 3}} {
		p.now = p.now.Add(step.later)
		value, err := p.get(t.Context(), "k", p.giving("v", nil))
		if value != "v" || err != nil {
			t.Errorf("got %v, %v", value, err)
		}
		p.want(t, step.calls)
	}
}

func TestErrorsAreNotKept(t *testing.T) {
	p := newPlace(1 << 20)
	refused := errors.New("refused")
	for n := range int64(3) {
		if _, err := p.get(t.Context(), "k", p.giving(nil, refused)); !errors.Is(err, refused) {
			t.Errorf("got %v", err)
		}
		p.want(t, n+1)
	}
	_, err := p.get(t.Context(), "k", func(context.Context) (any, error) { panic("at the disco") })
	if err == nil || !strings.Contains(err.Error(), "at the disco") {
		t.Errorf("a panic gives %v", err)
	}
	if value, err := p.get(t.Context(), "k", p.giving("v", nil)); value != "v" || err != nil {
		t.Errorf("after errors: %v, %v", value, err)
	}
}

// TestOneComputationForAll: fifty ask at once, the first one leaves, the others
// get its answer.
func TestOneComputationForAll(t *testing.T) {
	p := newPlace(1 << 20)
	release := make(chan struct{})
	compute := func(ctx context.Context) (any, error) {
		p.calls.Add(1)
		<-release
		return "v", ctx.Err()
	}
	first, leave := context.WithCancel(t.Context())
	left := make(chan error)
	go func() {
		_, err := p.get(first, "k", compute)
		left <- err
	}()
	p.await(t, "k", 1)
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if value, err := p.get(t.Context(), "k", compute); value != "v" || err != nil {
				t.Errorf("got %v, %v", value, err)
			}
		})
	}
	p.await(t, "k", 51)
	leave()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("who left got %v", err)
	}
	close(release)
	all.Wait()
	p.want(t, 1)
}

// TestNobodyWaits: a computation that all have left ends, and its answer is
// that of nobody.
func TestNobodyWaits(t *testing.T) {
	p := newPlace(1 << 20)
	ctx, leave := context.WithCancel(t.Context())
	ended, left := make(chan error, 1), make(chan error, 1)
	go func() {
		_, err := p.get(ctx, "k", func(ctx context.Context) (any, error) {
			<-ctx.Done()
			ended <- ctx.Err()
			return "late", nil
		})
		left <- err
	}()
	p.await(t, "k", 1)
	leave()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the computation ended with %v", err)
	}
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("who left got %v", err)
	}
	if value, err := p.get(t.Context(), "k", p.giving("new", nil)); value != "new" || err != nil {
		t.Errorf("then: %v, %v", value, err)
	}
	if _, err := p.get(ctx, "k", p.giving("new", nil)); !errors.Is(err, context.Canceled) {
		t.Errorf("who has left already got %v", err)
	}
}

// TestBytesAreBounded: the least used answers go first, and one that is too
// large for the rest is never kept.
func TestBytesAreBounded(t *testing.T) {
	p := newPlace(10_000)
	ask := func(key string, bytes int) {
		t.Helper()
		if _, err := p.get(t.Context(), key, p.giving(strings.Repeat("x", bytes), nil)); err != nil {
			t.Fatal(err)
		}
	}
	for n := range 100 {
		ask(fmt.Sprint("k", n), 1000)
		ask("k0", 1000)
		if p.bytes > p.most {
			t.Fatalf("%d bytes after %d answers", p.bytes, n)
		}
	}
	p.want(t, 100)
	if n := len(p.byKey); n != p.order.Len() || n < 5 || n > 9 {
		t.Errorf("%d answers, %d in order", n, p.order.Len())
	}
	ask("huge", 9000)
	ask("huge", 9000)
	p.want(t, 102)
	if len(p.flights) > 0 {
		t.Errorf("%d computations under way", len(p.flights))
	}
}
