package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"sprue/engine"
	"sprue/engine/pipeline"
	"sprue/engine/store"
)

func (a *app) buildCommand() *cobra.Command {
	var options pipeline.Options
	var from, to string
	cmd := &cobra.Command{
		Use:   "build",
		Short: "The master table of shots and all figures, from the mirror",
		Long: "Rebuilds what has changed since the last build, in one transaction: readers see\n" +
			"the old figures until the new ones are complete. --to is the first day left out.",
		Example: "  sprue build\n  sprue build --full\n  sprue build --from 2026-06-01 --to 2026-06-08 --dry-run",
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.BoolVar(&options.Full, "full", false, "rebuild everything")
	set.StringVar(&from, "from", "", "rebuild also unchanged days, from this UTC `DAY` on")
	set.StringVar(&to, "to", "", "… up to this UTC `DAY`, which is left out")
	set.BoolVar(&options.DryRun, "dry-run", false, "say what would be rebuilt, and change nothing")
	return a.runs(cmd, func(ctx context.Context, _ []string) error {
		var err error
		if options.From, options.To, err = days(from, to); err != nil {
			return err
		}
		return a.withStore(ctx, func(s *store.Store) error { return a.build(ctx, s, options) })
	})
}

// days reads a window of whole days.
func days(from, to string) (first, end time.Time, err error) {
	if first, err = day("--from", from); err != nil {
		return first, end, err
	}
	if end, err = day("--to", to); err != nil {
		return first, end, err
	}
	_, err = engine.ParseWindow(from, to)
	return first, end, err
}

func (a *app) pipeline(s *store.Store) (*pipeline.Pipeline, error) {
	return pipeline.New(a.file.Config.Config, s, a.Clock, a.log())
}

// withModels is withData with the tables of the models, which a file without a
// build lacks.
func (a *app) withModels(ctx context.Context, do func(s *store.Store) error) error {
	return a.withData(ctx, func(s *store.Store) error {
		p, err := a.pipeline(s)
		if err != nil {
			return err
		}
		if err := p.Ensure(ctx); err != nil {
			return err
		}
		return do(s)
	})
}

func (a *app) build(ctx context.Context, s *store.Store, options pipeline.Options) error {
	p, err := a.pipeline(s)
	if err != nil {
		return err
	}
	options.Progress = func(at pipeline.Progress) { a.progress.Update("build", at.Done, at.Total, "shots") }
	started := a.Clock()
	report, err := p.Build(ctx, options)
	if err != nil {
		return err
	}
	return a.printBuild(report, options.DryRun, a.since(started))
}
