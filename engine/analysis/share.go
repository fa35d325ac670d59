package analysis

import (
	"context"
	"fmt"
	"sync"
)

// Share computes a part that several questions have in common, or gives what was
// computed for the same key before, about the same state of the data.
type Share func(ctx context.Context, key string, compute func(context.Context) (any, error)) (any, error)

// Sharing gives an Analysis whose questions share their parts. The page of the
// run rate asked for the stops by tool and kind four times over, and for the
// last shots twice: a third of its time.
func Sharing(a *Analysis, share Share) *Analysis {
	copied := *a
	copied.share = share
	return &copied
}

// Once is a Share for as long as the data stay as they are, as in a command: what is
// computed is kept, an error too.
func Once() Share {
	var mu sync.Mutex
	parts := map[string]func() (any, error){}
	return func(ctx context.Context, key string, compute func(context.Context) (any, error)) (any, error) {
		mu.Lock()
		part, ok := parts[key]
		if !ok {
			part = sync.OnceValues(func() (any, error) { return compute(ctx) })
			parts[key] = part
		}
		mu.Unlock()
		return part()
	}
}

// common asks for a part by its name and what it depends on. What it gives is
// others' too: it must not be changed.
func common[T any](ctx context.Context, a *Analysis, name string, on any, ask func(context.Context) (T, error)) (T, error) {
	if a.share == nil {
		return ask(ctx)
	}
	var none T
	value, err := a.share(ctx, fmt.Sprintf("%s %#v", name, on), func(ctx context.Context) (any, error) { return ask(ctx) })
	if err != nil {
		return none, err
	}
	return value.(T), nil
}
