package main

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
	sampledata "sprue/sample_data"
)

func (a *app) sampleCommand() *cobra.Command {
	var options sampledata.Options
	var from, to string
	cmd := &cobra.Command{
		Use:   "sample DIR",
		Short: "Write a plant of made-up data, with planted stories and faults",
		Long: "Writes the tables of a plant into DIR, one folder of files each, and what was\n" +
			"planted in them into ground_truth.json. The same seed gives the same bytes.\n" +
			"--to is the first day left out.",
		Example: "  sprue sample data --shots 1000000 --seed 7 --faults typical\n  sprue sample data --from 2026-03-01 --to 2026-06-01 --tools 12 --table-format csv",
		Args:    arguments(0, "DIR"),
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.Var(number(&options.Shots, 0, 1, math.MaxInt64), "shots", "about this `NUMBER` (default 1 M per 90 days)")
	set.Var(number(&options.Seed, 1, 0, math.MaxUint64), "seed", "`NUMBER` that the random ones begin with")
	set.StringVar(&from, "from", "", "first `DAY`, as 2026-03-01 (default: as many days before --to as the shots need)")
	set.StringVar(&to, "to", "", "first `DAY` left out (default today: the data end yesterday)")
	set.Var(number(&options.Tools, sampledata.DefaultTools, 1, sampledata.MaxTools), "tools", "this `NUMBER` of tools")
	set.Var(choice(&options.Format, "parquet", "parquet", "csv", "ndjson"), "table-format", "of the files")
	set.Var(choice(&options.Faults, "typical", "clean", "typical", "hostile"), "faults", "in the data")
	for _, flag := range []string{"table-format", "faults"} {
		completeWith(cmd, flag, strings.Split(set.Lookup(flag).Value.Type(), "|"))
	}
	return a.runsAlone(cmd, func(ctx context.Context, args []string) error {
		var err error
		if options.From, err = day("--from", from); err != nil {
			return err
		}
		if options.To, err = day("--to", to); err != nil {
			return err
		}
		options.Dir = a.path(args[0])
		_, err = a.writeSample(ctx, options)
		return err
	})
}

func (a *app) writeSample(ctx context.Context, options sampledata.Options) (sampledata.Truth, error) {
	options.Now = a.Clock
	options.Progress = func(done, total int64) {
		a.progress.Update(output.At{Step: "sample", Done: done, Total: total, Count: done, Unit: "shots"})
	}
	started := a.Clock()
	truth, err := sampledata.Write(ctx, options)
	if err != nil {
		return truth, err
	}
	a.note("sample   %s shots of %d tools in %s (%s)", engine.Count(truth.Shots), len(truth.Tools), options.Dir, a.since(started))
	if asked := options.Shots; asked > 0 && truth.Shots > 2*asked {
		a.note("sample   %s were asked for: %d tools make no fewer in that time; ask for fewer --tools, or days", engine.Count(asked), len(truth.Tools))
	}
	return truth, nil
}

// day reads a bare date of a flag.
func day(flag, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return t, usage(flag+" "+text+" is no day", "write it as 2026-06-30")
	}
	return t, nil
}

// since is the time since an earlier moment, for people.
func (a *app) since(started time.Time) string {
	seconds := a.Clock().Sub(started).Seconds()
	if seconds < 60 {
		return fmt.Sprintf("%.1f s", seconds)
	}
	return engine.Duration(seconds)
}
