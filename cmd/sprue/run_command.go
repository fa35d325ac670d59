package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"sprue/engine/pipeline"
	"sprue/engine/store"
)

func (a *app) runCommand() *cobra.Command {
	var every time.Duration
	cmd := &cobra.Command{
		Use:     "run",
		Short:   "Mirror and build, once or for ever",
		Example: "  sprue run\n  sprue run --every 5m",
	}
	cmd.Flags().Var(intervalValue{&every}, "every", "again and again, with this `TIME` between, as 1m (default once)")
	return a.runs(cmd, func(ctx context.Context, _ []string) error {
		if _, err := a.sources(""); err != nil {
			return err
		}
		return a.withStore(ctx, func(s *store.Store) error {
			if every <= 0 {
				return a.cycle(ctx, s)
			}
			return a.sharedWithOthers(ctx, s, "", func() error {
				a.refresh(ctx, s, every)
				return ctx.Err()
			})
		})
	})
}

// cycle is one pass from the sources to the figures.
func (a *app) cycle(ctx context.Context, s *store.Store) error {
	if _, err := a.sync(ctx, s, syncOptions{}); err != nil {
		return err
	}
	report, err := a.build(ctx, s, pipeline.Options{})
	if err != nil || a.onlyNews && report.Kind == kindNone {
		return err
	}
	return a.tellDoubts(ctx, s)
}

// inTurn waits until nobody else in this process mirrors or builds: two syncs
// at once would read the same files twice.
func (a *app) inTurn(ctx context.Context, do func() error) error {
	if a.Turn == nil {
		return do()
	}
	select {
	case a.Turn <- struct{}{}:
		defer func() { <-a.Turn }()
		return do()
	case <-ctx.Done():
		return ctx.Err()
	}
}
