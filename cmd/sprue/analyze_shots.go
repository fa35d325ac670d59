package main

import (
	"context"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine/analysis"
	"sprue/engine/store"
)

func (a *app) shotsCommand() *cobra.Command {
	var ask question
	var by string
	ways := words(analysis.SessionGroupings())
	cmd := &cobra.Command{
		Use:   "shots",
		Short: "What sessions of tools made, shot by shot against their limits",
		Long: "A session ends at a silence of more than 8 h, with the ISO week, and where the part\n" +
			"changes. Limits of level 1 and 2 are those of MOLD, else ± 5 % and ± 10 % of the\n" +
			"approved cycle time (section quality). Without --by: all shots of the window, in\n" +
			"one row.\n" +
			"  --by session  each session that starts in the window, with all that is known of it\n\n" +
			"Windows are as for 'sprue analyze runrate', but for days: they go from midnight to\n" +
			"midnight on the plant's clock.",
		Example: "  sprue analyze shots --tool T-12 --by session\n" +
			"  sprue analyze shots --by tool --from 2026-06-01 --to 2026-07-01\n" +
			"  sprue analyze shots --part P-014 --by week --format csv",
	}
	ask.window(cmd)
	cmd.Flags().Var(choice(&by, ways[0], ways...), "by", "what a row is")
	ask.names(cmd)
	completeWith(cmd, "by", ways)
	return a.reads(cmd, func(ctx context.Context, _ []string) error {
		filter, _, err := ask.read()
		if err != nil {
			return err
		}
		return a.withModels(ctx, func(s *store.Store) error {
			answer, err := analysis.New(s, analysis.Config{Clock: a.Clock}).Sessions(ctx, filter, analysis.SessionsBy(by), 0)
			if err != nil {
				return err
			}
			a.note("%s", answer.Sentence)
			return a.printSessions(answer.Table, by)
		})
	})
}

// printSessions leaves out of a table for people what only programs work on with.
func (a *app) printSessions(table analysis.Table, by string) error {
	if a.flags.format == output.FormatTable && by == string(analysis.SessionsByOne) {
		table = chosen(table, "equipment_code", "part_code", "start_local", "end_local", "shots_made", "approved_ct", "l1_below", "l1_above",
			"shots_below", "shots_within", "shots_above", "shots_beyond_l2", "shots_idle", "ct_p50", "temp_mean", "uptime")
	}
	return a.printTable(table)
}
