package main

import (
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/store"
)

func (a *app) qualityCommand() *cobra.Command {
	var ask question
	var by, measure string
	var subgroup float64
	var chart bool
	ways := analysis.ProcessWays()
	cmd := &cobra.Command{
		Use:   "quality",
		Short: "Whether processes are in control: drifts, shifts, control charts, capability",
		Long: "Without --by: tools and parts, those whose cycle time changed most first; of one\n" +
			"tool its limits, capability and alarms.\n" +
			"  --by event       every drift and shift of cycle time and temperature\n" +
			"  --by capability  capability, signals and drift of each tool and part; whether their cycle\n" +
			"                   times are distributed normally is told of one tool\n" +
			"  --by point       every point of the control charts of one tool\n" +
			"  --by day         its days, with their median\n" +
			"--measure temperature asks all three of the mold's temperature.\n\n" +
			"Windows are as for 'sprue analyze runrate'.",
		Example: "  sprue analyze quality --from 2026-06-01 --to 2026-07-01\n" +
			"  sprue analyze quality --tool T-12\n" +
			"  sprue analyze quality --tool T-12 --chart\n" +
			"  sprue analyze quality --tool T-12 --measure temperature\n" +
			"  sprue analyze quality --tool T-12 --by point --subgroup 1 --format csv",
	}
	ask.window(cmd)
	set := cmd.Flags()
	set.Var(grouping(&by, "", ways), "by", "a row for each tool, event, point or day; the capability of each tool; or the summary of one")
	ask.names(cmd)
	ask.withoutImputed(cmd)
	set.Var(amount(&subgroup, 25), "subgroup", "consecutive `SHOTS` of a point, 1 for individuals; as configured if not given")
	set.Var(choice(&measure, string(analysis.MeasureCT), words(analysis.Measures())...), "measure", "of one tool: its cycle time, or the temperature of its mold")
	set.BoolVar(&chart, "chart", false, "bars of one tool's daily medians, in place of the table")
	completeWith(cmd, "by", ways.Known)
	completeWith(cmd, "measure", words(analysis.Measures()))
	return a.runs(cmd, func(ctx context.Context, _ []string) error {
		filter, _, err := ask.read()
		if err != nil {
			return err
		}
		if by == "" && (len(ask.tools) == 1 || chart) {
			by = "summary"
		}
		if chart && by != "summary" && by != "day" {
			return usage("--chart draws the days of one tool", "leave --by out, or --chart")
		}
		if chart && len(ask.tools) != 1 {
			return usage("--chart draws the days of one tool", "name it, as --tool T-12; without --chart there is a row for each")
		}
		ofOne := slices.Contains([]string{"summary", "point", "day"}, by)
		if !ofOne && cmd.Flags().Changed("measure") {
			return usage("--measure is of one tool", "name it, as --tool T-12; --by event tells the changes of both measures")
		}
		return a.withModels(ctx, func(s *store.Store) error {
			asked := analysis.New(s, analysis.Config{Clock: a.Clock, SPC: a.file.Quality.SPC})
			if ofOne {
				q := analysis.ProcessQuestion{Filter: filter, Measure: analysis.Measure(measure), Subgroup: int(subgroup)}
				return a.process(ctx, asked, q, by, chart)
			}
			if by == "capability" {
				all, err := asked.ProcessFigures(ctx, filter)
				if err != nil {
					return err
				}
				a.note("%s", analysis.CapabilitySentence(all))
				return a.printTable(analysis.ProcessFiguresTable(all))
			}
			p, err := asked.Processes(ctx, filter)
			if err != nil {
				return err
			}
			table := p.Table()
			if by == "event" {
				table = p.EventsTable()
			}
			a.note("%s", p.Sentence)
			return a.printTable(table)
		})
	})
}

// process prints what is about one tool.
func (a *app) process(ctx context.Context, asked *analysis.Analysis, q analysis.ProcessQuestion, by string, chart bool) error {
	p, err := asked.Process(ctx, q)
	if err != nil {
		return err
	}
	tables := map[string]func() analysis.Table{"summary": p.Summary, "point": p.Table, "day": p.DaysTable}
	a.note("%s", p.Sentence)
	if words := p.NormalWords(); words != "" && by == "summary" && !chart {
		a.note("%s", words)
	}
	if chart && a.flags.format == output.FormatTable {
		of := map[analysis.Measure]string{analysis.MeasureCT: "cycle time", analysis.MeasureTemperature: "temperature"}[p.Measure]
		return a.printBars([]string{"median " + of + ", from 0", "", "shots"}, dayBars(p))
	}
	return a.printTable(tables[by]())
}

// dayBars are as long as the medians, the largest of them whole.
func dayBars(p analysis.Process) []bar {
	var most float64
	for _, d := range p.Shown() {
		most = max(most, d.Median)
	}
	var bars []bar
	for _, d := range p.Shown() {
		median := engine.Significant(d.Median) + " " + p.Measure.Unit()
		b := bar{label: d.Date.Format(time.DateOnly), figures: []string{median, engine.Count(d.Shots)}}
		if most > 0 {
			b.to = new(d.Median / most)
		}
		bars = append(bars, b)
	}
	return bars
}
