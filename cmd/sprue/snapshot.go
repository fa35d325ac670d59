package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/models"
	"sprue/engine/snapshot"
	"sprue/engine/store"
	"sprue/sync/source"
	"sprue/web/events"
)

func (a *app) snapshotCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "snapshot",
		Short: "Versions of the data: create, list, diff, verify, restore, prune",
		Long: "A version holds all tables as of one instant, as Parquet files that any reader\n" +
			"can use. Days that did not change are shared between versions. They lie in\n" +
			"<database>.snapshots beside the file, or where snapshots.folder says.",
		Example: "  sprue snapshot create --note \"before the new rules\"\n  sprue snapshot list\n  sprue snapshot restore latest",
		Args:    a.subcommands,
		RunE:    a.topic,
	}
	cmd.AddCommand(a.snapshotCreateCommand(), a.snapshotListCommand(), a.snapshotDiffCommand(),
		a.snapshotVerifyCommand(), a.snapshotRestoreCommand(), a.snapshotPruneCommand())
	return cmd
}

func (a *app) library() *snapshot.Library {
	folder := a.file.Snapshots.Folder
	if folder == "" {
		folder = a.file.Database + ".snapshots"
	}
	return &snapshot.Library{Folder: folder, Clock: a.Clock, Failpoint: a.Failpoint, Keys: keyOf}
}

// keyOf are the columns that name a row of a table.
func keyOf(table string) []string {
	if m, err := models.Find(table); err == nil {
		return strings.Split(m.Key, ", ")
	}
	name, ok := strings.CutPrefix(table, "raw.")
	if !ok {
		return nil
	}
	name, isHistory := strings.CutSuffix(name, "_history")
	t, _ := source.FindTable(name)
	key := []string{}
	for _, column := range t.Key {
		key = append(key, strings.ToLower(column))
	}
	if isHistory {
		key = append(key, "valid_from")
	}
	return key
}

// prunedText reads the text of a packet from the last version.
func (a *app) prunedText(s *store.Store) func(ctx context.Context, packet uint64) (text, place string, err error) {
	return func(ctx context.Context, packet uint64) (text, place string, err error) {
		return a.library().Text(ctx, s, packet)
	}
}

// tablesDone shows how far a work on tables is.
func (a *app) tablesDone(step string) snapshot.Progress {
	return func(_ string, done, total int) {
		a.progress.Update(output.At{Step: step, Done: int64(done), Total: int64(total), Count: int64(done), Unit: "tables"})
	}
}

func (a *app) snapshotCreateCommand() *cobra.Command {
	var note string
	cmd := &cobra.Command{
		Use:     "create",
		Short:   "Make a version of the data as they are now",
		Example: "  sprue snapshot create\n  sprue snapshot create --note \"end of May\"",
	}
	cmd.Flags().StringVar(&note, "note", "", "`WORDS` that tell it from others")
	return a.runs(cmd, func(ctx context.Context, _ []string) error {
		return a.withModels(ctx, func(s *store.Store) error {
			return a.inTurn(ctx, func() error {
				return a.createSnapshot(ctx, s, note)
			})
		})
	})
}

func (a *app) createSnapshot(ctx context.Context, s *store.Store, note string) error {
	started := a.Clock()
	created, err := a.library().Create(ctx, s, note, a.tablesDone("snapshot"))
	if err != nil {
		return err
	}
	a.note("snapshot %s: %s rows; %s files written (%s MB), %s shared with the last one (%s)", created.ID,
		engine.Count(created.Rows()), engine.Count(int64(created.Written)), engine.Significant(float64(created.WrittenBytes)/1e6),
		engine.Count(int64(created.Shared)), a.since(started))
	if created.Renewed > 0 {
		a.note("         %s files of the last one were missing or changed, and were written anew; 'sprue snapshot verify' names the snapshots that are damaged", engine.Count(int64(created.Renewed)))
	}
	return nil
}

func (a *app) snapshotListCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "list", Short: "The versions there are, oldest first", Example: "  sprue snapshot list --format json"}
	return a.reads(cmd, func(context.Context, []string) error {
		all, err := a.library().List()
		if err != nil {
			return err
		}
		return a.printSnapshots(all)
	})
}

// printSnapshots prints a row a version. own_bytes are those of files that no
// other version of the list has: what removing it would free.
func (a *app) printSnapshots(all []snapshot.Manifest) error {
	rows, err := a.rows(named("snapshot created_utc file_made_utc tables rows bytes own_bytes note"), readableNumber)
	if err != nil {
		return err
	}
	own := snapshot.OwnBytes(all)
	for i, m := range all {
		if err := rows.Row([]any{m.ID, m.Created, timeOrNil(m.FileMade), int64(len(m.Tables)), m.Rows(), m.Bytes(), own[i], m.Note}); err != nil {
			return err
		}
	}
	return rows.Close()
}

func timeOrNil(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}

func (a *app) snapshotDiffCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "diff A B",
		Short: "Which tables, days, rows and figures changed from one version to another",
		Long: "Compares row by row where days differ: rows that came, went, and changed, which\n" +
			"have a key that both have. Columns that only say which build wrote a row are not\n" +
			"compared. Totals that differ follow, named 'figure …'.",
		Example: "  sprue snapshot diff 20260501 latest",
		Args:    arguments(0, "A", "B"),
	}
	return a.reads(cmd, func(ctx context.Context, args []string) error {
		first, err := a.library().Find(args[0])
		if err != nil {
			return err
		}
		second, err := a.library().Find(args[1])
		if err != nil {
			return err
		}
		return a.withData(ctx, func(s *store.Store) error {
			d, err := a.library().Diff(ctx, s, first, second, a.tablesDone("compare"))
			if err != nil {
				return err
			}
			return a.printDifference(d)
		})
	})
}

func (a *app) printDifference(d snapshot.Difference) error {
	a.progress.Clear()
	if len(d.Tables)+len(d.Figures) == 0 {
		a.note("both hold the same data")
	}
	rows, err := a.rows(named("what days a b added changed removed"), readableNumber)
	if err != nil {
		return err
	}
	for _, t := range d.Tables {
		values := []any{t.Table, daysInWords(t.Days), t.RowsA, t.RowsB, t.Added(), t.Changed, t.Removed()}
		if t.Columns {
			values[1], values[4], values[5], values[6] = "other columns", nil, nil, nil
		}
		if err := rows.Row(values); err != nil {
			return err
		}
	}
	for _, f := range d.Figures {
		if err := rows.Row([]any{"figure " + f.Name, nil, numberOrNil(f.A), numberOrNil(f.B), nil, nil, nil}); err != nil {
			return err
		}
	}
	return rows.Close()
}

func numberOrNil(v *float64) any {
	if v == nil {
		return nil
	}
	return *v
}

// daysInWords names few days and counts many.
func daysInWords(days []string) string {
	const few = 3
	if len(days) <= few {
		return strings.Join(days, ", ")
	}
	return fmt.Sprintf("%s … %s (%d)", days[0], days[len(days)-1], len(days))
}

func (a *app) snapshotVerifyCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "verify [SNAPSHOT]",
		Short:   "Compare every file of a version, or of all, with its hash",
		Long:    "Reads the files of a version, or of all, and names those that are missing or were\nchanged, once for each version that needs them. Exit code 1 if there is one.",
		Example: "  sprue snapshot verify\n  sprue snapshot verify latest",
		Args:    arguments(1, "SNAPSHOT"),
	}
	return a.reads(cmd, func(ctx context.Context, args []string) error {
		all, err := a.chosenSnapshots(args)
		if err != nil {
			return err
		}
		faults, err := a.library().Verify(ctx, all, a.tablesDone("verify"))
		if err != nil {
			return err
		}
		a.progress.Clear()
		rows, err := a.rows(named("snapshot table day file fault"), nil)
		if err != nil {
			return err
		}
		for _, f := range faults {
			if err := rows.Row([]any{f.Snapshot, f.Table, f.Day, f.File, f.What}); err != nil {
				return err
			}
		}
		if err := rows.Close(); err != nil {
			return err
		}
		if len(faults) > 0 {
			files, versions := map[string]bool{}, map[string]bool{}
			for _, f := range faults {
				files[f.File], versions[f.Snapshot] = true, true
			}
			return &engine.Error{Code: engine.CodeNo, Doing: "verify", Message: fmt.Sprintf("%d files are not as they were written; %d of %d snapshots need them", len(files), len(versions), len(all)), Hint: "these can't be restored; copy the files back from where they are whole"}
		}
		a.note("verify   %d snapshots are as they were written", len(all))
		return nil
	})
}

func (a *app) chosenSnapshots(args []string) ([]snapshot.Manifest, error) {
	if len(args) == 0 {
		return a.library().List()
	}
	m, err := a.library().Find(args[0])
	return []snapshot.Manifest{m}, err
}

func (a *app) snapshotRestoreCommand() *cobra.Command {
	var what snapshot.Restoring
	cmd := &cobra.Command{
		Use:   "restore SNAPSHOT",
		Short: "Bring a version back, whole or some tables of the mirror",
		Long: "Looks at every file first, then replaces the tables in one transaction: killed at\n" +
			"any moment, the file has the old data or the new. What was mirrored after that\n" +
			"version comes back by 'sprue sync --full'. With --table, the next build makes the\n" +
			"figures anew.",
		Example: "  sprue snapshot restore latest\n  sprue snapshot restore 20260501 --table raw.mold --table raw.part",
		Args:    arguments(0, "SNAPSHOT"),
	}
	cmd.Flags().StringArrayVar(&what.Tables, "table", nil, "only this `TABLE` of raw, with its history; may be given several times")
	cmd.Flags().BoolVar(&what.Foreign, "of-another-file", false, "also a version of another file, in place of the data here")
	return a.runs(cmd, func(ctx context.Context, args []string) error {
		m, err := a.library().Find(args[0])
		if err != nil {
			return err
		}
		return a.withStore(ctx, func(s *store.Store) error {
			return a.inTurn(ctx, func() error { return a.restoreSnapshot(ctx, s, m, what) })
		})
	})
}

func (a *app) restoreSnapshot(ctx context.Context, s *store.Store, m snapshot.Manifest, what snapshot.Restoring) error {
	started := a.Clock()
	rows, err := a.library().Restore(ctx, s, m, what, a.tablesDone("restore"))
	if err != nil {
		return err
	}
	a.publish(events.Event{Kind: events.Built})
	a.note("restore  %s: %s rows (%s)", m.ID, engine.Count(rows), a.since(started))
	if len(what.Tables) > 0 {
		a.note("         'sprue build' makes the figures of it")
	}
	return nil
}

func (a *app) snapshotPruneCommand() *cobra.Command {
	var dry bool
	var days int64
	var given snapshot.Retention
	cmd := &cobra.Command{
		Use:   "prune",
		Short: "Remove versions that the rule does not keep, and files that no version needs",
		Long: "Keeps the last versions, and the last one of each of so many days, ISO weeks and\n" +
			"months (UTC) that have any. What is not given is as in snapshots.keep.\n" +
			"With --content-older-than, the texts of older packets leave the file too, if the\n" +
			"last version has them, unchanged. Builds and 'sprue trace' read them from there,\n" +
			"and later versions take them over.",
		Example: "  sprue snapshot prune --dry-run\n  sprue snapshot prune --content-older-than 90\n  sprue snapshot prune --keep-last 1 --keep-daily 0 --keep-weekly 0 --keep-monthly 0",
	}
	set := cmd.Flags()
	set.SortFlags = false
	for _, f := range keepFlags() {
		set.IntVar(f.of(&given), f.name, 0, f.what+" (default from the configuration)")
		set.Lookup(f.name).DefValue = ""
	}
	set.Var(number(&days, 0, 0, 36500), "content-older-than", "take the texts of packets older than so many `DAYS` out of the file")
	set.BoolVar(&dry, "dry-run", false, "say what would be removed, and remove nothing")
	return a.runs(cmd, func(ctx context.Context, _ []string) error {
		rule := a.file.Snapshots.Keep
		for _, f := range keepFlags() {
			if cmd.Flags().Changed(f.name) {
				*f.of(&rule) = *f.of(&given)
			}
		}
		if err := rule.Validate("--keep-"); err != nil {
			return usage(err.Error(), "at least one of the numbers must be above 0")
		}
		// The file says which versions are its own, and its lock keeps others from making
		// one meanwhile.
		return a.withData(ctx, func(s *store.Store) error {
			return a.inTurn(ctx, func() error {
				if cmd.Flags().Changed("content-older-than") {
					if err := a.pruneTexts(ctx, s, int(days), dry); err != nil {
						return err
					}
				}
				return a.prune(ctx, s, rule, dry)
			})
		})
	})
}

// keepFlag is a number of the rule as a flag.
type keepFlag struct {
	name, what string
	of         func(r *snapshot.Retention) *int
}

func keepFlags() []keepFlag {
	return []keepFlag{
		{"keep-last", "the last `NUMBER` of versions", func(r *snapshot.Retention) *int { return &r.Last }},
		{"keep-daily", "one of each of `NUMBER` days", func(r *snapshot.Retention) *int { return &r.Daily }},
		{"keep-weekly", "one of each of `NUMBER` weeks", func(r *snapshot.Retention) *int { return &r.Weekly }},
		{"keep-monthly", "one of each of `NUMBER` months", func(r *snapshot.Retention) *int { return &r.Monthly }},
	}
}

func (a *app) pruneTexts(ctx context.Context, s *store.Store, days int, dry bool) error {
	before := a.Clock().UTC().Truncate(24*time.Hour).AddDate(0, 0, -days)
	pruned, err := a.library().PruneTexts(ctx, s, before, dry)
	if err != nil {
		return err
	}
	is := "are"
	if dry {
		is = "would be"
	}
	a.note("prune    the texts of %s packets from before %s (%s MB) %s in snapshot %s alone", engine.Count(pruned.Packets),
		before.Format(time.DateOnly), engine.Significant(float64(pruned.Bytes)/1e6), is, pruned.Snapshot)
	return nil
}

func (a *app) prune(ctx context.Context, s *store.Store, rule snapshot.Retention, dry bool) error {
	pruned, err := a.library().Prune(ctx, s, rule, dry)
	if err != nil {
		return err
	}
	would := ""
	if dry {
		would = "would be "
	}
	a.note("prune    %d snapshots and %s files (%s MB) %sremoved, %d snapshots kept", len(pruned.Removed),
		engine.Count(int64(pruned.Objects)), engine.Significant(float64(pruned.Bytes)/1e6), would, len(pruned.Kept))
	return a.printSnapshots(pruned.Removed)
}

// beforeMigration keeps the data as they were before a newer sprue changes the
// tables.
func (a *app) beforeMigration(ctx context.Context, s *store.Store, from, to int) error {
	if !a.file.Snapshots.BeforeMigration {
		return nil
	}
	err := a.createSnapshot(ctx, s, fmt.Sprintf("before the tables went from version %d to %d, %s", from, to, a.Clock().UTC().Format(time.DateOnly)))
	if err == nil {
		return nil
	}
	e := &engine.Error{Code: engine.CodeFile, Doing: "keep the data as they are before the tables change", Message: err.Error(), Cause: err,
		Hint: "make room, or set snapshots.before_migration: false to go on without"}
	var own *engine.Error
	if errors.As(err, &own) {
		e.Message = own.Message
	}
	return e
}
