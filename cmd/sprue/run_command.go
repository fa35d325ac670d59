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
	cmd.Flags().DurationVar(&every, "every", 0, "again and again at this interval, as 1m (default once)")
	return a.runs(cmd, func(ctx context.Context, _ []string) error {
		return a.withStore(ctx, func(s *store.Store) error {
			if every <= 0 {
				return a.cycle(ctx, s)
			}
			a.refresh(ctx, s, every)
			return ctx.Err()
		})
	})
}

// cycle is one pass from the sources to the figures.
func (a *app) cycle(ctx context.Context, s *store.Store) error {
	if err := a.sync(ctx, s, syncOptions{}); err != nil {
		return err
	}
	return a.build(ctx, s, pipeline.Options{})
}
