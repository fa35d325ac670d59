package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine/lineage"
	"sprue/engine/store"
)

const formatMermaid = "mermaid"

func (a *app) lineageCommand() *cobra.Command {
	var up, down, steps, rows bool
	cmd := &cobra.Command{
		Use:   "lineage TABLE[.COLUMN]",
		Short: "Which columns make which, from the models' own SQL",
		Long: "Follows a column, or all of a table, up to the mirrored columns that it is made\n" +
			"of, or down to the figures that are made of it. 'how' says in which way: direct,\n" +
			"the value itself; computed, from values of one row; aggregated, from values of\n" +
			"several rows; constant, from none. The column * stands for a table's rows.",
		Example: "  sprue lineage mart.run.efficiency\n" +
			"  sprue lineage raw.mold.contracted_cycle_time --down\n" +
			"  sprue lineage core.master_shot.local_date --format mermaid",
		Args: arguments(0, "TABLE[.COLUMN]"),
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.BoolVar(&up, "up", false, "what it is made of (without --down; of a mirrored table, --down is meant)")
	set.BoolVar(&down, "down", false, "what is made of it")
	set.BoolVar(&rows, "rows", false, "also what filters, joins and groups the rows")
	set.BoolVar(&steps, "steps", false, "also the steps inside a build")
	formats := append(output.Formats(), formatMermaid)
	set.Var(choice(&a.flags.format, output.FormatTable, formats...), "format", "of what goes to stdout: table, json, csv or mermaid")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	return a.reads(cmd, func(ctx context.Context, args []string) error {
		return a.withModels(ctx, func(s *store.Store) error {
			graph, err := lineage.Load(ctx, s)
			if err != nil {
				return err
			}
			starts, err := graph.Find(args[0], rows)
			if err != nil {
				return err
			}
			if !up && !down {
				down = strings.HasPrefix(starts[0].Table, "raw.")
				up = !down
			}
			var hops []lineage.Hop
			for _, o := range []struct{ wanted, down bool }{{up, false}, {down, true}} {
				if o.wanted {
					hops = append(hops, graph.Walk(starts, lineage.Options{Down: o.down, Steps: steps, Rows: rows})...)
				}
			}
			return a.printHops(args[0], hops)
		})
	})
}

func (a *app) printHops(name string, hops []lineage.Hop) error {
	if len(hops) == 0 {
		a.note("nothing leads there: no model reads %s", name)
	}
	if a.flags.format == formatMermaid {
		_, err := fmt.Fprint(a.Stdout, lineage.Mermaid(hops))
		return err
	}
	rows, err := a.rows(named("level table_name column_name how from_table from_column"), nil)
	if err != nil {
		return err
	}
	for _, hop := range hops {
		values := []any{int64(hop.Level), hop.Table, hop.Column, string(hop.How), hop.From.Table, hop.From.Column}
		if hop.How == lineage.Constant {
			values = slices.Concat(values[:4], []any{nil, nil})
		}
		if err := rows.Row(values); err != nil {
			return err
		}
	}
	return rows.Close()
}
