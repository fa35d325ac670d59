package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/pipeline"
	"sprue/engine/roi"
	"sprue/engine/store"
)

func (a *app) roiCommand() *cobra.Command {
	var ask question
	var invest investment
	var view string
	var chart, bridge bool
	cmd := &cobra.Command{
		Use:   "roi",
		Short: "What lost time costs: slow cycles, stops, a year of them, and whether an investment pays",
		Long: "Money is hours × (labour_rate + machine_rate) of the section roi, or in the view\n" +
			"'capacity' parts × margin_per_part; values of the two must never be added.\n" +
			"Windows are as for 'sprue analyze runrate'.\n\n" +
			"With --bridge: the steps from what was possible to the good parts, in hours, parts\n" +
			"and money, of all that is asked about.\n\n" +
			"With --invest: what an investment brings that fixes a share of the loss of all\n" +
			"that is asked about, or brings one tool to a cycle time.",
		Example: "  sprue analyze roi --by tool --from 2026-06-01 --to 2026-07-01\n" +
			"  sprue analyze roi --by month --location 2 --view capacity\n" +
			"  sprue analyze roi --bridge --chart --from 2026-06-01 --to 2026-07-01\n" +
			"  sprue analyze roi --tool T-12 --invest 20000 --target-ct 30\n" +
			"  sprue analyze roi --tool T-12 --invest 20000 --yearly-cost 1500 --share 0.5 --fixes stops",
	}
	ask.flags(cmd)
	ask.withoutImputed(cmd)
	cmd.Flags().Var(choice(&view, "", words(roi.Views())...), "view", "what lost time is taken for; if not given, capacity where all is sold out, else cost")
	cmd.Flags().BoolVar(&bridge, "bridge", false, "the steps from what was possible to the good parts")
	cmd.Flags().BoolVar(&chart, "chart", false, "bars of what was lost, in place of the table")
	invest.flags(cmd)
	completeWith(cmd, "view", words(roi.Views()))
	return a.runs(cmd, func(ctx context.Context, _ []string) error {
		filter, grouping, err := ask.read()
		if err != nil {
			return err
		}
		if bridge && (grouping != engine.ByNone || invest.given(cmd)) {
			return usage("--bridge is one, of all that is asked about", "leave out --by and --invest, and choose with --tool, --part, --supplier or --location")
		}
		if err := invest.check(cmd, chart || grouping != engine.ByNone); err != nil {
			return err
		}
		return a.withModels(ctx, func(s *store.Store) error {
			if err := a.noteRates(ctx, s); err != nil {
				return err
			}
			asked := a.asked(s)
			if invest.given(cmd) {
				return a.whatIf(ctx, asked, invest.question(filter, roi.View(view)))
			}
			q := analysis.ROIQuestion{Filter: filter, By: grouping, View: roi.View(view)}
			if bridge {
				return a.printBridge(ctx, asked, q, chart)
			}
			answer, err := asked.ROI(ctx, q)
			if err != nil {
				return err
			}
			a.note("%s", answer.Sentence)
			return a.printROI(answer, chart)
		})
	})
}

// noteRates tells of rates for a tool or part that there is none of: they are read anew
// for each answer, and no build has refused them yet.
func (a *app) noteRates(ctx context.Context, s *store.Store) error {
	var why *engine.Error
	err := pipeline.CheckNames(ctx, s, pipeline.Config{ROI: a.file.ROI})
	if !errors.As(err, &why) {
		return err
	}
	a.note("%s: %s, so its rates are without effect; %s", strings.TrimPrefix(why.Doing, "read "), why.Message, why.Hint)
	return nil
}

// investment is the flags of one.
type investment struct {
	cost, yearly, share, targetCT float64
	fixes                         string
}

func (i *investment) flags(cmd *cobra.Command) {
	set := cmd.Flags()
	set.Var(amount(&i.cost, 1e12), "invest", "what an investment of this `COST` brings")
	set.Var(amount(&i.yearly, 1e12), "yearly-cost", "what it costs each `YEAR`")
	set.Var(amount(&i.share, 1), "share", "`SHARE` of the loss that it fixes, as 0.5")
	set.Var(choice(&i.fixes, string(analysis.FixCycles), words(analysis.Fixes())...), "fixes", "of which loss: that of slow cycles, of stops, or of both")
	set.Var(amount(&i.targetCT, 86400), "target-ct", "or the cycle time in `SECONDS` that it brings one tool to")
	completeWith(cmd, "fixes", words(analysis.Fixes()))
}

func (i *investment) given(cmd *cobra.Command) bool { return cmd.Flags().Changed("invest") }

// check refuses flags that would have no effect.
func (i *investment) check(cmd *cobra.Command, isTable bool) error {
	if i.given(cmd) {
		if isTable {
			return usage("--invest gives one row", "leave out --by and --chart, and choose with --tool, --part, --supplier or --location")
		}
		return nil
	}
	for _, name := range []string{"yearly-cost", "share", "fixes", "target-ct"} {
		if cmd.Flags().Changed(name) {
			return usage("--"+name+" needs --invest", "--invest COST says what it costs; 0 is allowed")
		}
	}
	return nil
}

func (i *investment) question(f engine.Filter, view roi.View) analysis.WhatIfQuestion {
	return analysis.WhatIfQuestion{
		Filter: f, View: view, Cost: i.cost, YearlyCost: i.yearly, Fixes: analysis.Fix(i.fixes), Share: i.share, TargetCT: i.targetCT,
	}
}

func (a *app) whatIf(ctx context.Context, asked *analysis.Analysis, q analysis.WhatIfQuestion) error {
	w, err := asked.WhatIf(ctx, q)
	if err != nil {
		return err
	}
	table := w.Table()
	if a.flags.format == output.FormatTable && w.Outcome != nil && w.Outcome.PaybackMonths == nil {
		i := slices.IndexFunc(table.Columns, func(c analysis.Column) bool { return c.Name == "payback_months" })
		table.Rows[0][i] = "never"
	}
	a.note("%s", w.Sentence)
	return a.printTable(table)
}

func (a *app) printROI(answer analysis.ROIAnswer, chart bool) error {
	table := answer.Table()
	switch {
	case a.flags.format != output.FormatTable:
		return a.printTable(table)
	case chart:
		return a.printBars([]string{"lost", "stops", "slow cycles"}, roiBars(answer))
	default:
		return a.printTable(forPeople(table, len(answer.Keys)))
	}
}

func (a *app) printBridge(ctx context.Context, asked *analysis.Analysis, q analysis.ROIQuestion, chart bool) error {
	b, err := asked.Bridge(ctx, q)
	if err != nil {
		return err
	}
	a.note("%s", b.Sentence)
	if chart && a.flags.format == output.FormatTable {
		return a.printBars([]string{"at the approved pace", "hours", "parts", b.Currency}, bridgeBars(b))
	}
	return a.printTable(b.Table())
}

// bridgeBars lie from where the step before ended to where the next begins.
func bridgeBars(b analysis.Bridge) []bar {
	stairs, end := b.Stairs(func(s analysis.BridgeStep) *float64 { return s.Hours })
	figure := func(v *float64) string {
		if v == nil {
			return output.Null
		}
		return engine.Significant(*v)
	}
	var bars []bar
	for _, s := range stairs {
		one := bar{label: s.Name, figures: []string{figure(s.Hours), figure(s.Parts), figure(s.Money)}}
		if s.Known && end > 0 {
			one.from, one.to = max(0, s.From/end), new(min(1, s.To/end))
		}
		bars = append(bars, one)
	}
	return bars
}

// roiBars are as long as the money that was lost, the largest of them whole.
func roiBars(answer analysis.ROIAnswer) []bar {
	var most float64
	for _, row := range answer.Rows {
		most = max(most, row.Lost())
	}
	var bars []bar
	for _, row := range answer.Rows {
		money := func(v *float64) string {
			if v == nil {
				return output.Null
			}
			return engine.Money(*v, answer.Currency)
		}
		b := bar{label: row.Label, figures: []string{money(row.Downtime), money(row.Loss)}}
		if most > 0 {
			b.to = new(row.Lost() / most)
		}
		bars = append(bars, b)
	}
	return bars
}

func words[T ~string](all []T) []string {
	texts := make([]string, len(all))
	for i, one := range all {
		texts[i] = string(one)
	}
	return texts
}

func completeWith(cmd *cobra.Command, flag string, words []string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}
