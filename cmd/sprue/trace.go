package main

import (
	"bufio"
	"context"
	"fmt"
	"math"
	"time"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine/analysis"
	"sprue/engine/store"
)

func (a *app) traceCommand() *cobra.Command {
	var ref analysis.ShotRef
	var at string
	cmd := &cobra.Command{
		Use:   "trace --counter C --seq N | --tool X --at T",
		Short: "One shot: its raw packet, every decision, every figure it counts in",
		Long:  "Names a shot by its counter and sequence number, or by its tool and a time: then\nit is the latest shot at or before it.",
		Example: "  sprue trace --counter CNT-007 --seq 4711\n" +
			"  sprue trace --tool T-12 --at 2026-06-30T06:15:00Z",
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&ref.Counter, "counter", "", "`CODE` of the counter")
	set.Var(number(&ref.Seq, 0, math.MinInt64, math.MaxInt64), "seq", "`NUMBER` of the shot as the counter reported it")
	set.StringVar(&ref.Tool, "tool", "", "`CODE` of the tool")
	set.StringVar(&at, "at", "", "`INSTANT`, as 2026-06-30T06:15:00Z")
	return a.runs(cmd, func(ctx context.Context, _ []string) error {
		if err := oneShot(cmd); err != nil {
			return err
		}
		if err := readAt(at, &ref); err != nil {
			return err
		}
		return a.withModels(ctx, func(s *store.Store) error {
			stories, err := analysis.New(s, analysis.Config{Clock: a.Clock}).Trace(ctx, ref)
			if err != nil {
				return err
			}
			return a.printStories(stories)
		})
	})
}

// oneShot refuses flags that name no shot, half of one, or two.
func oneShot(cmd *cobra.Command) error {
	given := cmd.Flags().Changed
	const both = "name a shot by --counter and --seq, or by --tool and --at"
	switch byNumber, byTime := given("counter") || given("seq"), given("tool") || given("at"); {
	case byNumber && byTime:
		return usage("one shot is named in two ways", both)
	case !byNumber && !byTime:
		return usage("no shot is named: neither --counter nor --tool", both)
	}
	for name, other := range map[string]string{"counter": "seq", "seq": "counter", "tool": "at", "at": "tool"} {
		if given(name) && !given(other) {
			return usage("--"+name+" needs --"+other+" beside it", both)
		}
	}
	return nil
}

func readAt(text string, ref *analysis.ShotRef) error {
	if text == "" {
		return nil
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return usage("--at "+text+" is no instant", "write it in UTC, as 2026-06-30T06:15:00Z")
	}
	ref.At = at.UTC()
	return nil
}

// printStories prints a row for each fact; as a table, something to read.
func (a *app) printStories(stories []analysis.Story) error {
	if a.flags.format == output.FormatTable {
		return a.tell(stories)
	}
	rows, err := a.rows(named("shot step fact value"), nil)
	if err != nil {
		return err
	}
	for _, story := range stories {
		for _, step := range story.Steps {
			for _, fact := range factsOf(step) {
				if err := rows.Row([]any{story.Title, step.Title, orNull(fact.Name), fact.Value}); err != nil {
					return err
				}
			}
		}
	}
	return rows.Close()
}

// factsOf is the sentence of a step, as a fact without a name, and its facts.
func factsOf(step analysis.Step) []analysis.Fact {
	if step.Text == "" {
		return step.Facts
	}
	return append([]analysis.Fact{{Value: step.Text}}, step.Facts...)
}

func (a *app) tell(stories []analysis.Story) error {
	out := bufio.NewWriter(a.Stdout)
	for i, story := range stories {
		if i > 0 {
			_, _ = fmt.Fprintln(out) // a bufio.Writer keeps its first error for Flush
		}
		_, _ = fmt.Fprintln(out, story.Title)
		for _, step := range story.Steps {
			_, _ = fmt.Fprintf(out, "\n%s\n", step.Title)
			for _, fact := range factsOf(step) {
				line := fmt.Sprintf("    %-34s  %s", fact.Name, fact.Value)
				if fact.Name == "" {
					line = "  " + fact.Value
				}
				_, _ = fmt.Fprintln(out, line)
			}
		}
	}
	return out.Flush()
}
