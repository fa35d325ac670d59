package main

import (
	"context"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/store"
)

func (a *app) shotsCommand() *cobra.Command {
	var ask question
	var by string
	var chart bool
	ways := append(words(analysis.SessionGroupings()), "baseline", "period", "best")
	cmd := &cobra.Command{
		Use:   "shots",
		Short: "What sessions of tools made, shot by shot against their limits",
		Long: "A session ends at a silence of more than 8 h, with the ISO week, and where the part\n" +
			"changes. Limits of level 1 and 2 are those of MOLD, else ± 5 % and ± 10 % of the\n" +
			"approved cycle time (section quality). Without --by: all shots of the window, in\n" +
			"one row.\n" +
			"  --by session   each session that starts in the window, with all that is known of it\n" +
			"  --by baseline  the days that each tool and part is judged by, and what their shots say\n" +
			"  --by period    each ISO week beside its baseline: slower, faster, wider, narrower or same\n" +
			"  --by best      the lowest median that each tool and part held over 4 production hours, and the gap to it\n\n" +
			"Windows are as for 'sprue analyze runrate', but for days: they go from midnight to\n" +
			"midnight on the plant's clock.",
		Example: "  sprue analyze shots --tool T-12 --by session\n" +
			"  sprue analyze shots --by tool --from 2026-06-01 --to 2026-07-01\n" +
			"  sprue analyze shots --by tool --chart\n" +
			"  sprue analyze shots --tool T-12 --by period\n" +
			"  sprue analyze shots --part P-014 --by week --format csv",
	}
	ask.window(cmd)
	cmd.Flags().Var(choice(&by, ways[0], ways...), "by", "what a row is")
	ask.names(cmd)
	ask.withoutImputed(cmd)
	cmd.Flags().BoolVar(&chart, "chart", false, "bars of the share above the limit of level 1, in place of the table")
	completeWith(cmd, "by", ways)
	return a.reads(cmd, func(ctx context.Context, _ []string) error {
		filter, _, err := ask.read()
		if err != nil {
			return err
		}
		if err := checkShots(filter, by, chart); err != nil {
			return err
		}
		return a.withModels(ctx, func(s *store.Store) error {
			asked := analysis.New(s, analysis.Config{Clock: a.Clock})
			switch by {
			case "baseline":
				b, err := asked.Baselines(ctx, filter, 0)
				return a.printBaba(b.Table, b.Sentence, err)
			case "period":
				p, err := asked.Periods(ctx, filter, 0)
				return a.printBaba(p.Table, p.Sentence, err)
			case "best":
				b, err := asked.Best(ctx, filter, 0)
				return a.printBaba(b.Table, b.Sentence, err)
			}
			answer, err := asked.Sessions(ctx, filter, analysis.SessionsBy(by), 0)
			if err != nil {
				return err
			}
			a.note("%s", answer.Sentence)
			if chart && a.flags.format == output.FormatTable {
				return a.printBars([]string{"above level 1", "", "shots"}, sessionBars(answer.Bars(analysis.SessionsBy(by))))
			}
			return a.printSessions(answer.Table, by)
		})
	})
}

// checkShots refuses before anything is read what has no answer.
func checkShots(f engine.Filter, by string, chart bool) error {
	baba := map[string]func(engine.Filter) error{
		"baseline": analysis.CheckBaselines, "best": analysis.CheckBest, "period": func(engine.Filter) error { return nil },
	}[by]
	switch {
	case baba == nil:
		return nil
	case chart:
		return usage("--chart draws what sessions made", "leave --by "+by+" out, or --chart")
	}
	return baba(f)
}

// sessionBars are as long as the share of the shots above the limit.
func sessionBars(rows []analysis.SessionBar) []bar {
	var bars []bar
	for _, r := range rows {
		bars = append(bars, bar{label: r.Label, to: r.Above, figures: []string{engine.Figure{Value: r.Above, Unit: engine.UnitShare}.String(), engine.Count(r.Shots)}})
	}
	return bars
}

// printSessions leaves out of a table for people what only programs work on with.
func (a *app) printSessions(table analysis.Table, by string) error {
	if a.flags.format == output.FormatTable && by == string(analysis.SessionsByOne) {
		table = chosen(table, "equipment_code", "part_code", "start_local", "end_local", "shots_made", "approved_ct", "l1_below", "l1_above",
			"shots_below", "shots_within", "shots_above", "shots_beyond_l2", "shots_idle", "ct_p50", "temp_mean", "uptime")
	}
	return a.printTable(table)
}

// printBaba prints baselines, or weeks beside them.
func (a *app) printBaba(table analysis.Table, sentence string, err error) error {
	if err != nil {
		return err
	}
	a.note("%s", sentence)
	if a.flags.format == output.FormatTable {
		table = chosen(table, "equipment_code", "part_code", "iso_year", "iso_week", "from_date", "to_date", "best_ct", "gap_to_best", "best_from_utc", "best_shots", "best_cv", "is_pinned", "verdict", "reason", "shots", "ct_median", "ct_mad",
			"shift_s", "shift_share", "effect", "spread_ratio", "outside_l1", "ct_mode", "modes", "temp_median", "cpk", "ppk")
	}
	return a.printTable(table)
}
