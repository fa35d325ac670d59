package main

import (
	"context"
	"os/user"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/engine/store"
)

func (a *app) recommendCommand() *cobra.Command {
	var ask question
	var statuses []string
	cmd := &cobra.Command{
		Use:   "recommend",
		Short: "What to do about tools, what it is worth a year, and what was said about it",
		Long: "Without a window: the 28 production days up to the last one that is mirrored.\n" +
			"Findings come by yearly value × confidence; what is done or dismissed comes last.\n" +
			"Yearly values are what goes on costs; those of one tool overlap and are not added up.",
		Example: "  sprue recommend\n" +
			"  sprue recommend --status new --location 2 --format json\n" +
			"  sprue recommend unjudged --tool MX-2417\n" +
			"  sprue recommend set MX-2417:slow_cycle --status planned --note 'cooling time on Monday'",
		Args: a.subcommands,
	}
	cmd.AddCommand(a.recommendSetCommand(), a.recommendHistoryCommand(), a.recommendUnjudgedCommand())
	ask.window(cmd)
	ask.names(cmd)
	cmd.Flags().StringArrayVar(&statuses, "status", nil, "only findings with this `STATUS`; may be given several times")
	completeWith(cmd, "status", words(analysis.Statuses()))
	return a.reads(cmd, func(ctx context.Context, _ []string) error {
		filter, _, err := ask.read()
		if err != nil {
			return err
		}
		q := analysis.RecommendQuestion{Filter: filter}
		if q.Statuses, err = analysis.ParseStatuses(statuses); err != nil {
			return err
		}
		return a.withModels(ctx, func(s *store.Store) error {
			if err := a.noteRates(ctx, s); err != nil {
				return err
			}
			all, err := a.asked(s).Recommendations(ctx, q)
			if err != nil {
				return err
			}
			a.note("%s", all.Sentence)
			return a.printRecommendations(all)
		})
	})
}

// printRecommendations leaves out of a table for people what an id says already,
// and what is only for programs.
func (a *app) printRecommendations(all analysis.Recommendations) error {
	table := all.Table()
	if a.flags.format == output.FormatTable {
		table = chosen(table, "rank", "id", "severity", "status", "yearly_value", "yearly_value_low", "yearly_value_high", "confidence", "evidence", "action", "note", "set_by", "set_utc", "changed", "doubt")
	}
	return a.printTable(table)
}

func (a *app) recommendSetCommand() *cobra.Command {
	var status, note, by string
	cmd := &cobra.Command{
		Use:   "set ID",
		Short: "Say what is being done about a finding; it outlives builds",
		Long: "Keeps the status with who said so and when, and the figures of now. A finding that\n" +
			"is gone and comes back has it still. To dismiss one needs a reason.",
		Example: "  sprue recommend set MX-2417:slow_cycle --status planned --note 'cooling time on Monday'\n" +
			"  sprue recommend set MX-2417:slow_cycle --status dismissed --note 'new resin, agreed with quality'",
		Args: arguments(0, "ID"),
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&status, "status", "", "one `WORD` of new, acknowledged, planned, done, dismissed")
	set.StringVar(&note, "note", "", "why, or what is planned")
	set.StringVar(&by, "by", "", "who says so (default the name of the user)")
	completeWith(cmd, "status", words(analysis.Statuses()))
	return a.runs(cmd, func(ctx context.Context, args []string) error {
		if status == "" {
			return usage("--status is missing", "as in: sprue recommend set "+args[0]+" --status planned --note '…'")
		}
		parsed, err := analysis.ParseStatus(status)
		if err != nil {
			return err
		}
		if by == "" {
			by = userName()
		}
		return a.withModels(ctx, func(s *store.Store) error {
			asked := analysis.New(s, analysis.Config{Clock: a.Clock, ROI: a.file.ROI})
			r, err := asked.SetStatus(ctx, s, analysis.StatusChange{ID: args[0], Status: parsed, Note: note, By: by})
			if err != nil {
				return err
			}
			a.note("%s is %s", r.ID(), r.Set.Status)
			return nil
		})
	})
}

// userName is who runs the program, "" where the system does not tell.
func userName() string {
	u, err := user.Current()
	if err != nil {
		return ""
	}
	return u.Username
}

func (a *app) recommendHistoryCommand() *cobra.Command {
	var ask question
	cmd := &cobra.Command{
		Use:     "history",
		Short:   "All that was said about findings, the newest first",
		Example: "  sprue recommend history --tool MX-2417",
	}
	ask.names(cmd)
	return a.reads(cmd, func(ctx context.Context, _ []string) error {
		filter, _, err := ask.read()
		if err != nil {
			return err
		}
		return a.withModels(ctx, func(s *store.Store) error {
			table, err := analysis.New(s, analysis.Config{Clock: a.Clock}).Listing(ctx, filter, analysis.RecommendationHistory, 0)
			if err != nil {
				return err
			}
			return a.printTable(table)
		})
	})
}

func (a *app) recommendUnjudgedCommand() *cobra.Command {
	var ask question
	cmd := &cobra.Command{
		Use:     "unjudged",
		Short:   "Which rules could not look at which tool, and what it lacks",
		Long:    "A tool that nothing is found about is fine by the rules that could look at it. The\nwindow is that of 'sprue recommend'.",
		Example: "  sprue recommend unjudged --tool MX-2417",
	}
	ask.window(cmd)
	ask.names(cmd)
	return a.reads(cmd, func(ctx context.Context, _ []string) error {
		filter, _, err := ask.read()
		if err != nil {
			return err
		}
		return a.withModels(ctx, func(s *store.Store) error {
			all, err := a.asked(s).Recommendations(ctx, analysis.RecommendQuestion{Filter: filter})
			if err != nil {
				return err
			}
			switch words := all.UnjudgedSentence(); {
			case words != "":
				a.note("%s", words)
			case all.Tools == 0:
				a.note("%s", all.Sentence) // there are no data
			default:
				a.note("All rules could look at %s.", engine.Counted(int64(all.Tools), "tool", "tools"))
			}
			return a.printTable(all.UnjudgedTable())
		})
	})
}
