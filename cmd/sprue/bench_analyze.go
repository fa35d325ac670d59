package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
)

func (a *app) benchAnalyzeCommand() *cobra.Command {
	b := &analyzeBench{app: a}
	cmd := &cobra.Command{
		Use:   "analyze",
		Short: "Time of every question of 'sprue analyze' and 'sprue recommend' on a file",
		Long: "Asks each question in a process of its own, as a script does: every grouping over\n" +
			"all that is mirrored, its last 30 days, a window that cuts two hours of them, the\n" +
			"tool and the part with most shots, and that tool in the window that cuts hours.\n" +
			"start is a process that only opens the file; answer_ms is what a question takes\n" +
			"longer than that, both at their median. The last row is what each has to reach on\n" +
			"two cores with 50 million shots of 500 tools.",
		Example: "  sprue bench --shots 50000000 --tools 500 --dir big\n  sprue bench analyze --config big/sprue.yaml --only roi",
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&b.only, "only", "", "questions that begin with these `WORDS`, as 'roi --by tool'")
	set.Var(number(&b.rounds, 3, 1, 1000), "rounds", "how often each is asked")
	return a.runs(cmd, func(ctx context.Context, _ []string) error {
		if _, err := os.Stat(a.file.Database); errors.Is(err, fs.ErrNotExist) {
			return a.noSuchFile(err)
		}
		if held := a.heldByServer(); held != nil {
			return alreadyServed(ctx, held)
		}
		return b.run(ctx)
	})
}

// analyzeBench asks the questions of the command line about a file.
type analyzeBench struct {
	*app
	only   string // begins the questions that are asked
	rounds int
}

// askedCall is a question of the command line, and what it is about.
type askedCall struct {
	name  string // without what it is about
	about string
	args  []string
}

func (b *analyzeBench) run(ctx context.Context) error {
	scopes, err := b.scopes(ctx)
	if err != nil {
		return err
	}
	calls := slices.DeleteFunc(benchCalls(scopes), func(c askedCall) bool { return !strings.HasPrefix(c.name, b.only) })
	if len(calls) == 0 {
		return usage("no question begins with "+b.only, "without --only all are asked")
	}
	rows, err := b.rows(named("question about p50_ms p95_ms answer_ms"), readableNumber)
	if err != nil {
		return err
	}
	var start float64
	calls = append([]askedCall{{name: "start", args: []string{"query", "SELECT 1"}}}, calls...)
	for i, call := range calls {
		b.progress.Update(output.At{Step: call.name, Done: int64(i), Total: int64(len(calls)), Unit: "questions"})
		took, err := b.time(ctx, call)
		if err != nil {
			return err
		}
		middle, _ := percentile(took, 50).(float64)
		if i == 0 {
			start = middle
		}
		if err := rows.Row([]any{call.name, orNull(call.about), middle, percentile(took, 95), max(0, middle-start)}); err != nil {
			return err
		}
	}
	if err := rows.Row([]any{"bar", nil, nil, 300, nil}); err != nil {
		return err
	}
	return rows.Close()
}

// time asks a question in as many processes as there are rounds; ms of each.
func (b *analyzeBench) time(ctx context.Context, call askedCall) ([]float64, error) {
	var ms []float64
	for range b.rounds {
		cmd := b.onFile(ctx, append(slices.Clone(call.args), "--format", "json")...)
		cmd.Stderr = b.Stderr
		started := time.Now() // not b.Clock, which may stand still
		if err := cmd.Run(); err != nil {
			return nil, benchFailed(call.name, err)
		}
		ms = append(ms, time.Since(started).Seconds()*1000)
	}
	return ms, nil
}
