package analysis

import (
	"context"

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
