package answers

import "time"

// Bodies keeps what was sent for a while, the least used going first.
type Bodies struct{ cache *cache }

// NewBodies keeps at most so many bytes, each body as long as keep.
func NewBodies(clock func() time.Time, keep time.Duration, bytes int64) *Bodies {
	return &Bodies{cache: newCache(clock, keep, bytes)}
}

// Get gives a body, which must not be changed.
func (b *Bodies) Get(key string) ([]byte, bool) {
	b.cache.mu.Lock()
	defer b.cache.mu.Unlock()
	body, ok := b.cache.fresh(key)
	if !ok {
		return nil, false
	}
	return body.([]byte), true
}

// Put keeps a body as of a moment; it must not be changed any more.
func (b *Bodies) Put(key string, body []byte, at time.Time) {
	b.cache.mu.Lock()
	defer b.cache.mu.Unlock()
	b.cache.put(kept{key: key, value: body, bytes: int64(len(key) + len(body)), at: at})
}
