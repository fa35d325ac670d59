package main

import (
	"context"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/store"
)

func (a *app) benchmarkCommand() *cobra.Command {
	var ask question
	var by, figure string
	var chart bool
	ways := analysis.BenchmarkWays()
	cmd := &cobra.Command{
		Use:   "benchmark",
		Short: "How tools do beside others on the same part or of the same family",
		Long: "Tools that make the same part in the window are a group; those whose part no\n" +
			"other tool makes stand in the group of their tooling family. --tool chooses what\n" +
			"is shown: ranks are those among all tools of the group. Groups under 3 tools have\n" +
			"none. The score is 100 × (0.4 × stability + 0.3 × efficiency + 0.3 × nearness to\n" +
			"the approved cycle time), with the weights of the section benchmark.\n\n" +
			"Windows are as for 'sprue analyze runrate'.",
		Example: "  sprue analyze benchmark --from 2026-06-01 --to 2026-07-01\n" +
			"  sprue analyze benchmark --part P-014 --chart\n" +
			"  sprue analyze benchmark --tool T-12 --chart --figure deviation\n" +
			"  sprue analyze benchmark --by part\n" +
			"  sprue analyze benchmark --by supplier --format csv",
	}
	ask.window(cmd)
	set := cmd.Flags()
	set.Var(grouping(&by, "tool", ways), "by", "a row for each tool in its groups, for each part (or other group), or for each supplier")
	ask.names(cmd)
	ask.withoutImputed(cmd)
	set.BoolVar(&chart, "chart", false, "a line for each tool with its place from the worst to the best of all and the median of its group, in place of the table")
	set.Var(choice(&figure, string(analysis.BenchScore), words(analysis.BenchmarkFigures())...), "figure", "of the chart")
	completeWith(cmd, "by", ways.Known)
	completeWith(cmd, "figure", words(analysis.BenchmarkFigures()))
	return a.runs(cmd, func(ctx context.Context, _ []string) error {
		filter, _, err := ask.read()
		if err != nil {
			return err
		}
		if chart && by != "tool" {
			return usage("--chart draws tools", "leave out --by "+by+", or --chart")
		}
		if cmd.Flags().Changed("figure") && !chart {
			return usage("--figure needs --chart", "the table has all figures")
		}
		return a.withModels(ctx, func(s *store.Store) error {
			b, err := a.asked(s).Benchmark(ctx, filter)
			if err != nil {
				return err
			}
			a.note("%s", b.Sentence)
			return a.printBenchmark(b, by, chart, analysis.BenchmarkFigure(figure))
		})
	})
}

func (a *app) printBenchmark(b analysis.Benchmark, by string, chart bool, figure analysis.BenchmarkFigure) error {
	switch {
	case by == "part":
		return a.printTable(b.GroupsTable())
	case by == "supplier":
		return a.printTable(b.SuppliersTable())
	case a.flags.format != output.FormatTable:
		return a.printTable(b.Table())
	case chart:
		return a.printBars([]string{figure.Title() + ", worst to best", "", "percentile"}, benchmarkBars(b, figure))
	}
	return a.printTable(chosen(b.Table(), "equipment_code", "group_name", "group_size", "score_rank", "performance_score", "score_to_best", "weighted_ct_deviation",
		"efficiency", "stability", "mtbf_s", "cavities_in_use", "temperature_spread", "supplier_name", "location_name", "shots", "rank_reason", "score_reason"))
}

// benchmarkBars are lines from the worst of all tools to the best, with a mark for
// each tool and one for the median of its group.
func benchmarkBars(b analysis.Benchmark, figure analysis.BenchmarkFigure) []bar {
	var bars []bar
	strip := b.Strip(figure)
	for _, group := range b.Groups() {
		median := group.Median(figure)
		for _, r := range group.Rows {
			if !r.IsAsked {
				continue
			}
			p := r.Placed(figure)
			percentile := output.Null
			if p.Percentile != nil {
				percentile = engine.Significant(*p.Percentile)
			}
			line := bar{label: group.Label() + "  " + r.Tool, figures: []string{figure.Figure(p.Value).String(), percentile}}
			if p.Value != nil {
				line.to, line.median = new(strip.At(*p.Value)), new(strip.At(*median))
			}
			bars = append(bars, line)
		}
	}
	return bars
}
