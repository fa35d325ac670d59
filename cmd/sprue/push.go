package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/models"
	"sprue/engine/store"
	"sprue/sync/push"
	"sprue/sync/snowflake"
)

// targetSnowflake is the one kind of place that tables are pushed into.
const targetSnowflake = "snowflake"

func (a *app) pushCommand() *cobra.Command {
	var options push.Options
	var target string
	cmd := &cobra.Command{
		Use:   "push [TABLE…]",
		Short: "Write figures back into Snowflake, as tables there",
		Long: "Makes tables in the schema that 'push' names in sprue.yaml hold the rows that they\n" +
			"have here: what is new, has changed or is gone is merged by key, in one step a\n" +
			"table. One that is there as it was left is not sent again. Without TABLE these are\n" +
			"sent: " + strings.Join(push.Usual()[:4], ", ") + ",\n" + strings.Join(push.Usual()[4:], ", ") + ";\n" +
			"push.tables names others. The models run here, and not in the warehouse.",
		Example: "  sprue push --dry-run\n  sprue push\n  sprue push mart.run core.master_shot",
		Args:    cobra.ArbitraryArgs,

		ValidArgsFunction: cobra.FixedCompletions(push.Usual(), cobra.ShellCompDirectiveNoFileComp),
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.Var(choice(&target, targetSnowflake, targetSnowflake), "target", "kind of the place")
	set.BoolVar(&options.Full, "full", false, "send also what has not changed")
	set.BoolVar(&options.DryRun, "dry-run", false, "say what would be sent, and change nothing")
	return a.runs(cmd, func(ctx context.Context, args []string) error {
		into, err := a.file.PushTarget()
		if err != nil {
			return err
		}
		if options.Tables = args; len(args) == 0 {
			options.Tables = a.file.Push.Tables
		}
		if len(options.Tables) == 0 {
			options.Tables = push.Usual()
		}
		return a.withModels(ctx, func(s *store.Store) error { return a.push(ctx, s, into, options) })
	})
}

func (a *app) push(ctx context.Context, s *store.Store, into snowflake.Config, options push.Options) (err error) {
	keys, err := modelKeys()
	if err != nil {
		return err
	}
	target, err := snowflake.NewTarget(into, a.log())
	if err != nil {
		return err
	}
	started := a.Clock()
	job := push.Job{
		Store: s, Target: target, Clock: a.Clock, Log: a.log(), BatchRows: a.file.Build.BatchUploadSize,
		Keys: func(table string) []string { return keys[table] },
		Told: func(done, total int64, _ string) {
			a.progress.Update(output.At{Step: "push", Done: done, Total: total, Count: done, Unit: "tables"})
		},
	}
	all, err := job.Push(ctx, options)
	err = errors.Join(err, target.Close())
	if err == nil {
		a.note("push     %s", pushWords(all, target.Name(), options.DryRun, a.since(started)))
	}
	if len(all) > 0 {
		err = errors.Join(err, a.printPush(all))
	}
	return err
}

// modelKeys are the columns that name a row of each table.
func modelKeys() (map[string][]string, error) {
	all, err := models.All()
	if err != nil {
		return nil, err
	}
	keys := map[string][]string{}
	for _, m := range all {
		for _, column := range strings.Split(m.Key, ",") {
			if column = strings.TrimSpace(column); column != "" && !m.IsStep() {
				keys[m.Name] = append(keys[m.Name], column)
			}
		}
	}
	return keys, nil
}

func pushWords(all []push.Report, target string, dry bool, took string) string {
	var rows, changes, tables int64
	for _, r := range all {
		if r.State != push.Unchanged || r.Bytes > 0 {
			tables++
		}
		rows += r.Rows
		changes += r.Inserted + r.Updated + r.Deleted
	}
	switch sent := engine.Counted(rows, "row", "rows") + " of " + engine.Counted(tables, "table", "tables"); {
	case tables == 0:
		return "all tables are in " + target + " as they are here (" + took + ")"
	case dry:
		return sent + " would be sent to " + target + "; nothing was changed (" + took + ")"
	default:
		return sent + " sent to " + target + ", " + engine.Count(changes) + " of them new, changed or gone there (" + took + ")"
	}
}

func (a *app) printPush(all []push.Report) error {
	rows, err := a.rows(named("table target state rows inserted updated deleted bytes"), readableNumber)
	if err != nil {
		return err
	}
	for _, r := range all {
		if err := rows.Row([]any{r.Table, r.Target, r.State, r.Rows, r.Inserted, r.Updated, r.Deleted, r.Bytes}); err != nil {
			return err
		}
	}
	return rows.Close()
}
