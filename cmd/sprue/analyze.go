package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/store"
)

func (a *app) analyzeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "analyze",
		Short:   "Figures of tools, parts, suppliers, plants and times",
		Example: "  sprue analyze runrate --by tool --from 2026-06-01 --to 2026-07-01",
		Args:    a.subcommands,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.runRateCommand(), a.roiCommand(), a.qualityCommand(), a.shotsCommand(), a.benchmarkCommand(), a.endOfLifeCommand())
	return cmd
}

func (a *app) runRateCommand() *cobra.Command {
	var ask question
	var chart, imputed, sensitivity bool
	cmd := &cobra.Command{
		Use:   "runrate",
		Short: "How steadily tools run: efficiency, stability, stops, MTTR and MTBF",
		Long: "Without options: all that is mirrored, in one row. Windows are half-open:\n" +
			"--to is the first day or instant left out, so --to 2026-06-30 leaves the 30th\n" +
			"out. A bare day is the local production day of each tool's plant. Where a calendar\n" +
			"says what was planned, planned time and OEE stand beside the figures.",
		Example: "  sprue analyze runrate --by tool --from 2026-06-01 --to 2026-07-01\n" +
			"  sprue analyze runrate --by day --tool T-12 --format csv\n" +
			"  sprue analyze runrate --by shift --location 2 --from 2026-06-01T06:00:00Z\n" +
			"  sprue analyze runrate --sensitivity --tool T-12 --from 2026-06-01 --to 2026-07-01",
	}
	ask.flags(cmd)
	cmd.Flags().BoolVar(&imputed, "with-imputed", false, "imputed shots and parts as columns of their own; no other figure changes")
	cmd.Flags().BoolVar(&chart, "chart", false, "bars of stability, in place of the table")
	cmd.Flags().BoolVar(&sensitivity, "sensitivity", false, "what other values of tolerance and gap_slack would make of the same shots")
	return a.reads(cmd, func(ctx context.Context, _ []string) error {
		filter, grouping, err := ask.read()
		if err != nil {
			return err
		}
		if sensitivity {
			for _, other := range []string{"by", "with-imputed", "chart"} {
				if cmd.Flags().Changed(other) {
					return usage("--sensitivity has a row for each value of a setting", "leave out --"+other+", and choose with --tool, --part, --supplier or --location")
				}
			}
			return a.printSensitivity(ctx, filter)
		}
		return a.withModels(ctx, func(s *store.Store) error {
			answer, err := a.asked(s).RunRate(ctx, analysis.Question{Filter: filter, By: grouping, WithImputed: imputed})
			if err != nil {
				return err
			}
			if answer.Sentence != "" {
				a.note("%s", answer.Sentence)
			}
			return a.printRunRate(answer, chart)
		})
	})
}

// asked is an Analysis for one command: what several of its questions need is asked
// once.
func (a *app) asked(s *store.Store) *analysis.Analysis {
	return analysis.Sharing(analysis.New(s, analysis.Config{Clock: a.Clock, ROI: a.file.ROI}), analysis.Once())
}

func (a *app) printSensitivity(ctx context.Context, f engine.Filter) error {
	return a.withModels(ctx, func(s *store.Store) error {
		answer, err := analysis.New(s, analysis.Config{Clock: a.Clock}).Sensitivity(ctx, f)
		if err != nil {
			return err
		}
		a.note("%s", answer.Sentence)
		return a.printTable(answer.Table())
	})
}

func (a *app) printRunRate(answer analysis.Answer, chart bool) error {
	table := answer.Table()
	switch {
	case a.flags.format != output.FormatTable:
		return a.printTable(table)
	case chart:
		return a.printBars([]string{"stability", "", "efficiency"}, runRateBars(answer))
	default:
		return a.printTable(forPeople(table, len(answer.Keys)))
	}
}

// question is the flags that narrow and group an analysis.
type question struct {
	from, to, by                       string
	tools, parts, suppliers, locations []string
	imputed                            bool // only asked of run rates
}

func (q *question) flags(cmd *cobra.Command) {
	var groupings []string
	for _, grouping := range engine.Groupings() {
		if grouping != engine.ByNone {
			groupings = append(groupings, string(grouping))
		}
	}
	q.window(cmd)
	set := cmd.Flags()
	set.StringVar(&q.by, "by", "", "a row for each `WORD`: "+strings.Join(groupings, ", "))
	q.names(cmd)
	completeWith(cmd, "by", groupings)
}

func (q *question) window(cmd *cobra.Command) {
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&q.from, "from", "", "first `DAY or instant`, as 2026-06-01 or 2026-06-01T06:00:00Z")
	set.StringVar(&q.to, "to", "", "first `DAY or instant` left out")
}

func (q *question) names(cmd *cobra.Command) {
	set := cmd.Flags()
	set.StringArrayVar(&q.tools, "tool", nil, "only this `CODE`; may be given several times, as those below")
	set.StringArrayVar(&q.parts, "part", nil, "only this `PART` (code, name or id)")
	set.StringArrayVar(&q.suppliers, "supplier", nil, "only this `SUPPLIER` (name or id)")
	set.StringArrayVar(&q.locations, "location", nil, "only this `LOCATION` (name or id)")
}

// withoutImputed is for analyses that imputed shots are no matter of: the flag is
// there to be refused with the reason.
func (q *question) withoutImputed(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&q.imputed, "with-imputed", false, "")
	cmd.Flag("with-imputed").Hidden = true
}

func (q *question) read() (engine.Filter, engine.Grouping, error) {
	if q.imputed {
		return engine.Filter{}, "", usage("--with-imputed has no meaning here",
			"imputed shots have no measured cycle time, so that only run rates count them, beside their own: 'sprue analyze runrate --with-imputed'")
	}
	window, err := engine.ParseWindow(q.from, q.to)
	if err != nil {
		return engine.Filter{}, "", err
	}
	grouping, err := engine.ParseGrouping(q.by)
	filter := engine.Filter{Window: window, Tools: q.tools, Parts: q.parts, Suppliers: q.suppliers, Locations: q.locations}
	return filter, grouping, err
}
