package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/pipeline"
	"sprue/engine/quality"
	"sprue/engine/store"
	"sprue/web/events"
)

func (a *app) buildCommand() *cobra.Command {
	var options pipeline.Options
	var from, to string
	cmd := &cobra.Command{
		Use:   "build",
		Short: "The master table of shots and all figures, from the mirror",
		Long: "Rebuilds what has changed since the last build, in one transaction: readers see\n" +
			"the old figures until the new ones are complete. A changed setting rebuilds what\n" +
			"reads it and what hangs on that. --to is the first day left out.",
		Example: "  sprue build\n  sprue build --full\n  sprue build --from 2026-06-01 --to 2026-06-08 --dry-run",
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.BoolVar(&options.Full, "full", false, "rebuild everything")
	set.StringVar(&from, "from", "", "only days from this UTC `DAY` on; with --full the unchanged ones too")
	set.StringVar(&to, "to", "", "only days before this UTC `DAY`")
	set.BoolVar(&options.DryRun, "dry-run", false, "say what would be rebuilt and why, and change nothing")
	return a.runs(cmd, func(ctx context.Context, _ []string) error {
		var err error
		if options.From, options.To, err = bounds(from, to); err != nil {
			return err
		}
		return a.withData(ctx, func(s *store.Store) error {
			report, err := a.build(ctx, s, options)
			if err != nil {
				return err
			}
			if err := a.printBuild(report); err != nil || options.DryRun {
				return err
			}
			return a.tellDoubts(ctx, s)
		})
	})
}

// bounds reads a window of UTC days or instants.
func bounds(from, to string) (first, end time.Time, err error) {
	window, err := engine.ParseWindow(from, to)
	return window.From.Time, window.To.Time, err
}

func (a *app) pipeline(s *store.Store) (*pipeline.Pipeline, error) {
	cfg := a.file.Config.Config
	cfg.Shapes = map[string]string{}
	for _, s := range a.file.Sources {
		cfg.Shapes[s.SourceConfig.Name] = s.Mode("DATA_SHOT")
	}
	p, err := pipeline.New(cfg, s, a.Clock, a.log())
	if err != nil {
		return nil, err
	}
	return p.WithTexts(a.library().TextFiles), nil
}

// withModels is withData with the tables of the models, which a file without a
// build lacks.
func (a *app) withModels(ctx context.Context, do func(s *store.Store) error) error {
	return a.withData(ctx, func(s *store.Store) error {
		if err := a.ensureModels(ctx, s); err != nil {
			return err
		}
		return do(s)
	})
}

// ensureModels creates what is missing. It looks first: Ensure writes, and in
// a server that builds a question would wait for it.
func (a *app) ensureModels(ctx context.Context, s *store.Store) error {
	var there int
	err := s.QueryRow(ctx, "SELECT count(*) FROM duckdb_tables() WHERE database_name = current_database() AND schema_name || '.' || table_name IN ('mart.run', 'meta.lineage')").Scan(&there)
	if err != nil || there == 2 {
		return err
	}
	p, err := a.pipeline(s)
	if err != nil {
		return err
	}
	return p.Ensure(ctx)
}

// build builds, and says in a line what it did.
func (a *app) build(ctx context.Context, s *store.Store, options pipeline.Options) (pipeline.Report, error) {
	p, err := a.pipeline(s)
	if err != nil {
		return pipeline.Report{}, err
	}
	options.Progress = func(at pipeline.Progress) {
		unit := "shots"
		if at.Step == "packets" {
			unit = "bytes"
		}
		a.progress.Update(output.At{Step: at.Step, Done: at.Done, Total: at.Total, Count: at.Done, Unit: unit})
	}
	started := a.Clock()
	var report pipeline.Report
	err = a.inTurn(ctx, func() error {
		report, err = p.Build(ctx, options)
		return err
	})
	switch {
	case err != nil:
		return report, err
	case a.onlyNews && report.Kind == kindNone:
		a.progress.Clear()
		return report, nil
	}
	if !options.DryRun && report.Kind != kindNone {
		a.publish(events.Event{Kind: events.Built, Build: report.BuildID})
	}
	a.note("build    %s", buildWords(report, options.DryRun, a.since(started)))
	for _, k := range report.Ignored {
		a.note("build    key %q of %s ignored, as schema_mode discard says", k.Key, engine.Counted(k.Shots, "shot", "shots"))
	}
	for _, line := range changeWords(report.Changes) {
		a.note("changed  %s", line)
	}
	return report, nil
}

// So many changes are told one by one, and the tables of one by their names.
const (
	mostChanges = 5
	mostTables  = 15
)

// changeWords says what is made anew because a setting or a model changed, a line a change.
func changeWords(changes []pipeline.Change) (lines []string) {
	for i, c := range changes {
		if i == mostChanges {
			return append(lines, engine.Counted(int64(len(changes)-i), "more change", "more changes")+", in meta.build.inputs")
		}
		made := "no table is made anew"
		switch n := len(c.Tables); {
		case n > mostTables:
			made = fmt.Sprintf("anew %d tables", n)
		case n > 0:
			made = "anew " + strings.Join(c.Tables, ", ")
		}
		if c.Tools > 0 {
			made += ", of " + engine.Counted(c.Tools, "tool", "tools")
		}
		lines = append(lines, c.What+": "+made)
	}
	return lines
}

// tellDoubts says in a line what the figures leave out, and where to look.
func (a *app) tellDoubts(ctx context.Context, s *store.Store) error {
	doubts, err := quality.FindDoubts(ctx, s)
	if err == nil && doubts.String() != "" {
		a.note("check    %s; why: %s", doubts, a.command(a.file.Path, "check"))
	}
	return err
}

// kindNone is the kind of a build that found nothing to do.
const kindNone = "none"

func buildWords(report pipeline.Report, dry bool, took string) string {
	pairs := engine.Count(report.DirtyPairs)
	switch {
	case dry:
		return fmt.Sprintf("%s: %s days of counters would be rebuilt; nothing was changed (%s)", report.Kind, pairs, took)
	case report.Kind == kindNone:
		return fmt.Sprintf("nothing has changed since the last one (%s)", took)
	}
	return fmt.Sprintf("%s: %s shots in %s days of counters (%s, %s MB)", report.Kind, engine.Count(report.Shots), pairs, took, engine.Count(report.PeakMemory>>20))
}
