package pages

import (
	"context"
	"fmt"
	"runtime/debug"

	"golang.org/x/sync/errgroup"
)

// together asks questions at the same time; a page waits for its slowest one
// and not for their sum. A panic becomes an error: no net of the server hangs
// under these goroutines.
func together(ctx context.Context, questions ...func(context.Context) error) error {
	group, ctx := errgroup.WithContext(ctx)
	for _, question := range questions {
		group.Go(func() (err error) {
			defer func() {
				if fault := recover(); fault != nil {
					err = fmt.Errorf("panic: %v\n%s", fault, debug.Stack())
				}
			}()
			return question(ctx)
		})
	}
	return group.Wait()
}

// into gives a question whose answer goes to a place of its own.
func into[T any](place *T, ask func(context.Context) (T, error)) func(context.Context) error {
	return func(ctx context.Context) (err error) {
		*place, err = ask(ctx)
		return err
	}
}
