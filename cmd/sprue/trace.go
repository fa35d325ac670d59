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
		Use:   "trace --counter C --seq N | --tool X --at T | --packet P [--item N]",
		Short: "One shot: its raw packet, every decision, every figure it counts in",
		Long: "Names a shot by its counter and sequence number, or by its tool and a time: then\n" +
			"it is the latest shot at or before it. What has neither, because it could not be\n" +
			"read, is named by its packet, as core.quarantine does. A shot that is left out says\n" +
			"why, and a number that never came what is known around it.",
		Example: "  sprue trace --counter CNT-007 --seq 4711\n" +
			"  sprue trace --tool T-12 --at 2026-06-30T06:15:00Z\n" +
			"  sprue trace --packet 1234567890123456789 --item 2",
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&ref.Counter, "counter", "", "`CODE` of the counter")
	set.Var(number(&ref.Seq, 0, math.MinInt64, math.MaxInt64), "seq", "`NUMBER` of the shot as the counter reported it")
	set.StringVar(&ref.Tool, "tool", "", "`CODE` of the tool")
	set.StringVar(&at, "at", "", "`INSTANT`, as 2026-06-30T06:15:00Z")
	set.Uint64Var(&ref.Packet, "packet", 0, "`ID` of a packet")
	set.Int32Var(&ref.Item, "item", 0, "`NUMBER` of the item in it, from 1; without, a packet that is left out as a whole")
	return a.reads(cmd, func(ctx context.Context, _ []string) error {
		if err := oneShot(cmd); err != nil {
			return err
		}
		if err := readAt(at, &ref); err != nil {
			return err
		}
		return a.withModels(ctx, func(s *store.Store) error {
			stories, err := analysis.New(s, analysis.Config{Clock: a.Clock, PrunedText: a.prunedText(s)}).Trace(ctx, ref)
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
	const all = "name a shot by --counter and --seq, by --tool and --at, or by --packet and --item"
	ways := 0
	for _, way := range [][]string{{"counter", "seq"}, {"tool", "at"}, {"packet", "item"}} {
		if given(way[0]) || given(way[1]) {
			ways++
		}
	}
	switch {
	case ways > 1:
		return usage("one shot is named in two ways", all)
	case ways == 0:
		return usage("no shot is named: neither --counter nor --tool", all)
	}
	for name, other := range map[string]string{"counter": "seq", "seq": "counter", "tool": "at", "at": "tool", "item": "packet"} {
		if given(name) && !given(other) {
			return usage("--"+name+" needs --"+other+" beside it", all)
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

// printStories prints something to read as a table, an object for each shot as
// JSON, and a row for each fact as CSV.
func (a *app) printStories(stories []analysis.Story) error {
	switch a.flags.format {
	case output.FormatTable:
		return a.tell(stories)
	case output.FormatJSON:
		return a.printStoryObjects(stories)
	default:
		return a.printStoryRows(stories)
	}
}

// printStoryObjects prints the shot, then each step as an object of its facts,
// null where a step has nothing to say about the shot.
func (a *app) printStoryObjects(stories []analysis.Story) error {
	var rows output.Rows
	for _, story := range stories {
		columns, values := fields(story.Shot)
		for _, key := range analysis.StepKeys() {
			columns, values = append(columns, output.Column{Name: key}), append(values, stepObject(story, key))
		}
		if rows == nil {
			var err error
			if rows, err = a.rows(columns, nil); err != nil {
				return err
			}
		}
		if err := rows.Row(values); err != nil {
			return err
		}
	}
	if rows == nil {
		return nil
	}
	return rows.Close()
}

func stepObject(story analysis.Story, key string) any {
	for _, step := range story.Steps {
		if step.Key != key {
			continue
		}
		object := output.Object{{Column: output.Column{Name: "text"}, Value: step.Text}}
		columns, values := fields(step.Facts)
		for i, column := range columns {
			object = append(object, output.Field{Column: column, Value: values[i]})
		}
		return object
	}
	return nil
}

func fields(facts []analysis.Fact) (columns []output.Column, values []any) {
	for _, fact := range facts {
		columns = append(columns, output.Column{Name: fact.Key, Kind: outputKind(fact.Kind)})
		values = append(values, fact.Value)
	}
	return columns, values
}

func (a *app) printStoryRows(stories []analysis.Story) error {
	rows, err := a.rows(named("counter_code seq shot_time_utc equipment_code step fact value"), nil)
	if err != nil {
		return err
	}
	for _, story := range stories {
		_, shot := fields(story.Shot)
		for _, step := range story.Steps {
			for _, fact := range factsOf(step) {
				if err := rows.Row(append(append([]any{}, shot...), step.Key, fact.Key, cell(fact))); err != nil {
					return err
				}
			}
		}
	}
	return rows.Close()
}

// cell is a value for a column that holds values of all kinds.
func cell(fact analysis.Fact) any {
	if fact.Kind == analysis.Date {
		return fact.Words()
	}
	return fact.Value
}

// factsOf is the sentence of a step, as a fact without a name, and the facts
// that have a value.
func factsOf(step analysis.Step) []analysis.Fact {
	var facts []analysis.Fact
	if step.Text != "" {
		facts = append(facts, analysis.Fact{Key: "text", Value: step.Text})
	}
	for _, fact := range step.Facts {
		if fact.Value != nil {
			facts = append(facts, fact)
		}
	}
	return facts
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
				line := fmt.Sprintf("    %-34s  %s", fact.Name, fact.Words())
				if fact.Name == "" {
					line = "  " + fact.Words()
				}
				_, _ = fmt.Fprintln(out, line)
			}
		}
	}
	return out.Flush()
}
