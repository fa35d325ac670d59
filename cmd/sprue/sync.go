package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/store"
	"sprue/sync/mirror"
	"sprue/sync/source"
	"sprue/web/events"
)

// syncOptions are the flags of sync.
type syncOptions struct {
	source string
	mirror.Options
}

func (a *app) syncCommand() *cobra.Command {
	var options syncOptions
	var from, to string
	cmd := &cobra.Command{
		Use:   "sync",
		Short: "Mirror the sources into the file",
		Long: "Reads what is new or changed at the sources, each batch in a transaction of its\n" +
			"own: killed anywhere, the next sync goes on from there. --to is the first day\n" +
			"left out.",
		Example: "  sprue sync\n  sprue sync --source plant --table DATA_SHOT --from 2026-06-01 --to 2026-06-08\n  sprue sync --reconcile",
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&options.source, "source", "", "only the source of this `NAME`")
	set.StringArrayVar(&options.Tables, "table", nil, "only this `TABLE`, as DATA_SHOT; may be given several times")
	set.StringVar(&from, "from", "", "only what is as late as this `DAY or instant` (UTC)")
	set.StringVar(&to, "to", "", "only what is before this `DAY or instant`, which is left out")
	set.BoolVar(&options.Full, "full", false, "read everything again")
	set.BoolVar(&options.Reconcile, "reconcile", false, "compare all that the source holds with the mirror, whatever the watermark says")
	set.BoolVar(&options.DryRun, "dry-run", false, "say what would be read, and change nothing")
	_ = cmd.RegisterFlagCompletionFunc("table", cobra.FixedCompletions(source.Names(), cobra.ShellCompDirectiveNoFileComp))
	return a.runs(cmd, func(ctx context.Context, _ []string) error {
		var err error
		if options.From, options.To, err = bounds(from, to); err != nil {
			return err
		}
		if _, err := a.sources(options.source); err != nil {
			return err
		}
		for _, name := range options.Tables {
			if _, ok := source.FindTable(name); !ok {
				return a.noSuchTable(name)
			}
		}
		return a.withStore(ctx, func(s *store.Store) error {
			report, err := a.sync(ctx, s, options)
			if err != nil {
				return err
			}
			if options.DryRun {
				return a.printDrySync(report)
			}
			return a.printSync(report)
		})
	})
}

func (a *app) noSuchTable(name string) error {
	names := source.Names()
	return usage("the sources have no table "+name, engine.DidYouMean("did you mean %q? ", name, names)+"one of "+strings.Join(names, ", "))
}

// sources makes the configured sources, or the one of that name.
func (a *app) sources(only string) ([]source.Source, error) {
	var opened []source.Source
	var names []string
	for _, settings := range a.file.Sources {
		names = append(names, settings.Config.Name)
		if only != "" && settings.Config.Name != only {
			continue
		}
		from, err := settings.Open(a.log())
		if err != nil {
			return nil, err
		}
		opened = append(opened, from)
	}
	if len(opened) > 0 {
		return opened, nil
	}
	e := &engine.Error{Code: engine.CodeUsage, Doing: "sync", Message: "no source is configured",
		Hint: "'sprue init' writes a sprue.yaml to name one in; 'sprue demo' needs none"}
	if len(names) > 0 {
		e.Message = "no source is named " + only
		e.Hint = engine.DidYouMean("did you mean %s? ", only, names) + "configured: " + strings.Join(names, ", ")
	}
	return nil, e
}

// sync mirrors, and says in a line what it did.
func (a *app) sync(ctx context.Context, s *store.Store, options syncOptions) (mirror.Report, error) {
	sources, err := a.sources(options.source)
	if err != nil {
		return mirror.Report{}, err
	}
	m, err := mirror.New(a.file.Mirror(), s, a.Clock, a.log())
	if err != nil {
		return mirror.Report{}, err
	}
	options.Progress = a.syncProgress()
	started := a.Clock()
	var report mirror.Report
	err = a.inTurn(ctx, func() error {
		report, err = m.Sync(ctx, sources, options.Options)
		return err
	})
	a.close(sources)
	if err == nil && !options.DryRun {
		a.publish(events.Event{Kind: events.Synced})
	}
	if err == nil && a.onlyNews && report.Changes() == 0 {
		a.progress.Clear()
		return report, nil
	}
	for _, note := range report.Notes {
		a.note("sync     %s", note)
	}
	if err == nil {
		a.note("sync     %s", syncWords(report, options.DryRun, a.since(started)))
	}
	return report, err
}

// close ends the sessions of sources that have any. What it costs is a session
// that the warehouse ends by itself.
func (a *app) close(sources []source.Source) {
	for _, s := range sources {
		if closer, ok := s.(io.Closer); ok {
			if err := closer.Close(); err != nil {
				a.log().Warn("a source could not be closed", "source", s.Name(), "error", err)
			}
		}
	}
}

// syncProgress adds the rows of all tables up; the bytes that are left tell the
// time.
func (a *app) syncProgress() func(mirror.Progress) {
	rows := map[string]int64{}
	return func(at mirror.Progress) {
		rows[at.Source+"."+at.Table] = at.Rows
		var all int64
		for _, n := range rows {
			all += n
		}
		a.progress.Update(output.At{Step: "sync", Done: at.Done, Total: at.Total, Count: all, Unit: "rows"})
	}
}

func syncWords(report mirror.Report, dry bool, took string) string {
	var read, pieces, gone, queries int64
	for _, t := range report.Tables {
		read += t.Read
		pieces += t.Pieces
		gone += t.Deleted
		queries += int64(len(t.Planned))
	}
	switch {
	case dry && queries > 0:
		return fmt.Sprintf("%s queries would be put to the sources; nothing was changed (%s)", engine.Count(queries), took)
	case dry:
		return fmt.Sprintf("%s files would be read; nothing was changed (%s)", engine.Count(pieces), took)
	}
	words := fmt.Sprintf("%s rows read, %s of them new or changed", engine.Count(read), engine.Count(report.Changes()-gone))
	if gone > 0 {
		words += fmt.Sprintf(", %s no longer delivered", engine.Count(gone))
	}
	if cost := report.Cost(); cost.Queries > 0 {
		words += fmt.Sprintf("; %s queries, %s MB received, %s s in the warehouse", engine.Count(cost.Queries),
			engine.Significant(float64(cost.Received)/1e6), engine.Significant(cost.Time.Seconds()))
	}
	return words + " (" + took + ")"
}
