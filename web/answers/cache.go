package answers

import (
	"container/list"
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"
)

// cache keeps answers by key, the least used ones going first, and lets those
// who ask the same at the same time wait for one computation.
type cache struct {
	clock func() time.Time
	keep  time.Duration // an older answer is computed again
	most  int64         // bytes of all answers

	mu      sync.Mutex
	byKey   map[string]*list.Element
	order   *list.List // of *kept, the last used one in front
	bytes   int64
	flights map[string]*flight
}

type kept struct {
	key   string
	value any
	bytes int64
	at    time.Time
}

// flight is a computation under way. It goes on for as long as anybody waits.
type flight struct {
	done    chan struct{} // closed when value and err are there
	cancel  context.CancelFunc
	waiting int
	started time.Time
	value   any
	err     error
}

func newCache(clock func() time.Time, keep time.Duration, most int64) *cache {
	return &cache{
		clock: clock, keep: keep, most: most,
		byKey: map[string]*list.Element{}, order: list.New(), flights: map[string]*flight{},
	}
}

// get gives the answer of a key. What it gives is shared: copy it.
func (c *cache) get(ctx context.Context, key string, compute func(context.Context) (any, error)) (any, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	c.mu.Lock()
	if value, ok := c.fresh(key); ok {
		c.mu.Unlock()
		return value, nil
	}
	f := c.flights[key]
	if f == nil {
		f = c.start(ctx, key, compute)
	}
	f.waiting++
	c.mu.Unlock()
	select {
	case <-f.done:
		return f.value, f.err
	case <-ctx.Done():
		c.leave(key, f)
		return nil, ctx.Err()
	}
}

func (c *cache) fresh(key string) (any, bool) {
	at, ok := c.byKey[key]
	if !ok {
		return nil, false
	}
	k := at.Value.(*kept)
	if age := c.clock().Sub(k.at); age < 0 || age >= c.keep {
		c.drop(at)
		return nil, false
	}
	c.order.MoveToFront(at)
	return k.value, true
}

// start computes in a goroutine of its own: who asked first may leave first.
func (c *cache) start(ctx context.Context, key string, compute func(context.Context) (any, error)) *flight {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	f := &flight{done: make(chan struct{}), cancel: cancel, started: c.clock()}
	c.flights[key] = f
	go func() {
		defer cancel()
		f.value, f.err = guarded(ctx, compute)
		c.land(key, f)
		close(f.done)
	}()
	return f
}

// guarded makes an error of a panic: no net of the server hangs under here.
func guarded(ctx context.Context, compute func(context.Context) (any, error)) (value any, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("panic: %v\n%s", fault, debug.Stack())
		}
	}()
	return compute(ctx)
}

// leave ends a computation that nobody waits for any more.
func (c *cache) leave(key string, f *flight) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if f.waiting--; f.waiting > 0 {
		return
	}
	f.cancel()
	if c.flights[key] == f {
		delete(c.flights, key)
	}
}

// land keeps the answer of a computation that went well.
func (c *cache) land(key string, f *flight) {
	var bytes int64
	if f.err == nil {
		bytes = sizeOf(f.value) + int64(len(key))
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.flights[key] != f { // all have left
		return
	}
	delete(c.flights, key)
	if f.err == nil {
		c.put(kept{key: key, value: f.value, bytes: bytes, at: f.started})
	}
}

// put keeps a value; the lock is held.
func (c *cache) put(k kept) {
	if k.bytes > c.most/4 {
		return
	}
	if old, ok := c.byKey[k.key]; ok {
		c.drop(old)
	}
	c.byKey[k.key] = c.order.PushFront(&k)
	for c.bytes += k.bytes; c.bytes > c.most; {
		c.drop(c.order.Back())
	}
}

func (c *cache) drop(at *list.Element) {
	k := at.Value.(*kept)
	c.order.Remove(at)
	delete(c.byKey, k.key)
	c.bytes -= k.bytes
}
