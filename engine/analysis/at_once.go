package analysis

import (
	"context"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"
)

// atOnce asks at the same time what does not need each other's answers.
func atOnce(ctx context.Context, questions ...func(context.Context) error) error {
	group, ctx := errgroup.WithContext(ctx)
	for _, question := range questions {
		group.Go(func() error { return question(ctx) })
	}
	return group.Wait()
}

// onAllCores calls do for each of n places, some of them at once. It is for arithmetic of
// a fraction of a second, which needs no context, and takes all cores whatever the
// configuration leaves to DuckDB. do must not panic: nobody could recover from it.
func onAllCores(n int, do func(i int)) {
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		group.Go(func() {
			for i := w; i < n; i += workers {
				do(i)
			}
		})
	}
	group.Wait()
}
