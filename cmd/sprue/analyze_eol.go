package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/store"
)

func (a *app) endOfLifeCommand() *cobra.Command {
	var ask question
	var by string
	var chart bool
	ways := analysis.LifeWays()
	cmd := &cobra.Command{
		Use:   "eol",
		Short: "How much of a tool's life is used, until when the rest lasts, the next maintenance",
		Long: "Tools that are over their designed shots come first, then by the day on which they\n" +
			"will be. All is as of the last production day with shots: there is no window. Parts,\n" +
			"suppliers and locations name the tools that ever had them.\n" +
			"  --by week    each week's forecast of the next 28 days, and what came",
		Example: "  sprue analyze eol\n" +
			"  sprue analyze eol --chart\n" +
			"  sprue analyze eol --location 2 --format csv\n" +
			"  sprue analyze eol --tool T-12 --by week",
	}
	ask.window(cmd)
	for _, name := range []string{"from", "to"} {
		cmd.Flag(name).Hidden = true // they are there to be refused with a reason
	}
	cmd.Flags().Var(grouping(&by, "tool", ways), "by", "a row for each tool, or for each tool and week")
	ask.names(cmd)
	ask.withoutImputed(cmd)
	cmd.Flags().BoolVar(&chart, "chart", false, "bars of the used share, in place of the table")
	completeWith(cmd, "by", ways.Known)
	return a.reads(cmd, func(ctx context.Context, _ []string) error {
		filter, _, err := ask.read()
		if err != nil {
			return err
		}
		if err := analysis.CheckLives(filter); err != nil {
			return err
		}
		if chart && by == "week" {
			return usage("--chart draws tools", "leave --by week out, or --chart")
		}
		return a.withModels(ctx, func(s *store.Store) error {
			asked := analysis.New(s, analysis.Config{Clock: a.Clock})
			e, err := asked.EndOfLife(ctx, filter)
			if err != nil {
				return err
			}
			a.note("%s", e.Sentence)
			if by == "week" {
				weeks, err := asked.Listing(ctx, filter, analysis.Forecasts, 0)
				if err != nil {
					return err
				}
				return a.printTable(weeks)
			}
			if chart && a.flags.format == output.FormatTable {
				return a.printBars([]string{"used of the designed life", "", "used up on"}, lifeBars(e))
			}
			return a.printLives(e.Table())
		})
	})
}

// lifeBars are whole at 100 %, and beyond it.
func lifeBars(e analysis.EndOfLife) []bar {
	var bars []bar
	for _, l := range e.Rows {
		b := bar{label: l.Tool, figures: []string{engine.Figure{Value: l.Used, Unit: engine.UnitShare}.String(), output.Null}}
		if l.Used != nil {
			b.to = new(min(*l.Used, 1))
		}
		if l.At100.Likely != nil {
			b.figures[1] = l.At100.Likely.Format(time.DateOnly)
		}
		bars = append(bars, b)
	}
	return bars
}

// printLives leaves out of a table for people what only programs work on with.
func (a *app) printLives(table analysis.Table) error {
	if a.flags.format == output.FormatTable {
		table = chosen(table, "equipment_code", "status", "used_share", "shots", "designed_shots", "daily_median", "date_80_median",
			"date_100_p90", "date_100_median", "date_100_p10", "reason", "maintenance_share", "maintenance_due", "median_error", "forecasts")
	}
	return a.printTable(table)
}
