package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"sprue/cmd/config"
	"sprue/cmd/output"
	"sprue/engine"
	sampledata "sprue/sample_data"
)

// benchStep is one line of the result. Steps inside a build have no memory of
// their own.
type benchStep struct {
	name    string
	args    []string // of the command; nil: it is none of its own
	bar     string   // what it has to reach; "": nothing
	shots   int64    // 0: it has nothing to do with them
	rated   bool     // takes longer with more shots
	seconds float64
	peakMB  int64   // 0: not known
	tempMB  float64 // most that lay in the file's temporary folder
	floor   float64 // seconds / those of the floor; 0: does not compare
	size    *fileSize

	mb      float64 // of the program, or of what a snapshot wrote; 0: does not tell
	percent float64 // of what the first snapshot wrote
	rows    int64   // that a restore brought back
}

func (a *app) benchCommand() *cobra.Command {
	var shots int64
	var memory, tools int
	var keep string
	cmd := &cobra.Command{
		Use:   "bench",
		Short: "Speed and memory of each step on this machine, beside the floor",
		Long: "Samples, mirrors and builds in a temporary folder, each step in a process of its\n" +
			"own so that its memory can be told. The floor is to parse the packets and write\n" +
			"the shots, and nothing else: what any program would have to do. Beside the build\n" +
			"stand the file's bytes for each shot, with and without the texts of raw packets.\n" +
			"The last day, its last hour and a packet of 30 days before are held back until\n" +
			"then and brought in one by one, with a snapshot before that day and after it.\n" +
			"Then a demo of at most 1 M shots tells the time to its first page, in an empty\n" +
			"folder and again, and to its next one; and the program its size. The bar is what\n" +
			"a step has to reach on two cores with --memory-limit 1500, as make bench gives it,\n" +
			"at 10 million shots or 50. Run it twice to compare the rates of 5 and 50 million.",
		Example: "  sprue bench --shots 10000000\n  sprue bench --shots 1000000 --format json",
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.Var(number(&shots, 1_000_000, 1, math.MaxInt64), "shots", "about this `NUMBER`")
	set.Var(number(&tools, sampledata.DefaultTools, 1, sampledata.MaxTools), "tools", "of this `NUMBER` of tools")
	set.Var(number(&memory, 2048, 64, math.MaxInt32), "memory-limit", "`MB` that a build aims to stay in")
	set.StringVar(&keep, "dir", "", "work in this new `FOLDER` and leave it (default a temporary one)")
	cmd.AddCommand(a.benchPagesCommand(), a.benchAnalyzeCommand())
	return a.runsAlone(cmd, func(ctx context.Context, _ []string) (err error) {
		dir := a.path(keep)
		if dir == "" {
			if dir, err = os.MkdirTemp("", "sprue-bench-"); err != nil {
				return err
			}
			defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		}
		b := &bench{app: a, dir: dir, config: filepath.Join(dir, config.FileName), shots: shots, tools: tools}
		steps, err := b.run(ctx, memory)
		if err != nil {
			return err
		}
		starts, err := b.starts(ctx, shots)
		if err != nil {
			return err
		}
		return a.printBench(append(steps, starts...))
	})
}

const (
	benchFile = "bench.duckdb"

	sampleStep = "sample"
	buildStep  = "build"
)

// bench runs this program's own commands in a folder.
type bench struct {
	*app
	dir    string
	config string
	shots  int64 // asked for, then made
	tools  int
}

func (b *bench) run(ctx context.Context, memory int) ([]benchStep, error) {
	text := fmt.Sprintf("database: "+benchFile+"\nsources: [{name: bench, kind: files, path: ./data}]\nsnapshots: {folder: ./"+benchFile+".snapshots}\npipeline: {memory_limit_mb: %d}\n", memory)
	if err := b.isEmpty(); err != nil {
		return nil, err
	}
	if err := writeNew(b.config, text, false); err != nil {
		return nil, cannotWrite(b.config, err)
	}
	if err := b.readConfig(b.config); err != nil {
		return nil, err
	}
	var steps []benchStep
	for _, step := range []benchStep{
		{name: sampleStep, args: []string{"sample", filepath.Join(b.dir, "data"), "--shots", strconv.FormatInt(b.shots, 10), "--tools", strconv.Itoa(b.tools)}, bar: "≥ 1 M shots/s"},
		{name: "sync", args: []string{"sync"}},
		{name: floorStep, args: []string{floorStep}},
		{name: buildStep, args: []string{"build", "--full"}, bar: "≥ 0.3 M shots/s, ≤ 2000 MB"},
	} {
		step.rated, step.shots = true, b.shots
		if err := b.child(ctx, &step); err != nil {
			return nil, err
		}
		if step.name == sampleStep {
			if err := b.holdBack(ctx); err != nil {
				return nil, err
			}
		}
		steps = append(steps, step)
	}
	steps, err := b.compare(ctx, steps)
	if err != nil {
		return nil, err
	}
	news, err := b.news(ctx)
	return append(steps, news...), err
}

// isEmpty refuses a folder with anything in it: what is there may be a plant,
// whose configuration and sample would be replaced.
func (b *bench) isEmpty() error {
	held, err := os.ReadDir(b.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return cannotWrite(b.dir, err)
	case len(held) > 0:
		return usage(fmt.Sprintf("%s holds other files, such as %s", b.nearPath(b.dir), held[0].Name()), "name a new folder with --dir")
	}
	return nil
}

// child runs the command of a step and measures the process.
func (b *bench) child(ctx context.Context, step *benchStep) error {
	quiet := "--quiet"
	if b.flags.verbose {
		quiet = "--verbose"
	}
	cmd := b.own(ctx, b.dir, append(step.args, "--config", b.config, quiet)...)
	cmd.Stderr = b.Stderr
	if b.flags.verbose {
		cmd.Stdout = b.Stderr
	}
	b.progress.Update(output.At{Step: step.name})
	temp := watchFolder(filepath.Join(b.dir, benchFile+".tmp"))
	started := b.Clock()
	err := cmd.Run()
	step.seconds, step.tempMB = b.Clock().Sub(started).Seconds(), float64(temp.end())/1e6
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return benchFailed(step.name, err)
	}
	step.peakMB, _ = peakMB(cmd.ProcessState)
	return nil
}

// own is a command of this program in a folder. It is interrupted with ctx, as
// by Ctrl-C.
func (a *app) own(ctx context.Context, dir string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, a.Executable, args...)
	cmd.Dir = dir
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	return cmd
}

func benchFailed(step string, err error) error {
	return &engine.Error{Code: codeOfExit(err), Doing: "bench " + step, Message: "it failed: " + err.Error(), Hint: "what it printed above says why", Cause: err}
}

func codeOfExit(err error) engine.Code {
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() > 0 {
		return engine.Code(exit.ExitCode())
	}
	return engine.CodeNo
}

func (a *app) printBench(steps []benchStep) error {
	rows, err := a.rows(named("step shots seconds shots_per_s bar peak_mb temp_mb times_floor mb percent rows_per_s bytes_per_shot bytes_without_raw"), readableNumber)
	if err != nil {
		return err
	}
	for _, s := range steps {
		var seconds, rate, all, withoutRaw any
		if s.shots > 0 || s.args != nil {
			seconds = s.seconds
		}
		if s.rated && s.seconds > 0 {
			rate = float64(s.shots) / s.seconds
		}
		if s.size != nil && s.shots > 0 {
			all, withoutRaw = float64(s.size.used)/float64(s.shots), float64(s.size.used-s.size.texts)/float64(s.shots)
		}
		if err := rows.Row([]any{s.name, orNull(s.shots), seconds, rate, orNull(s.bar), orNull(s.peakMB), s.tempMB, orNull(s.floor), orNull(s.mb), orNull(s.percent), orNull(s.rowsPerSecond()), all, withoutRaw}); err != nil {
			return err
		}
	}
	return rows.Close()
}

// rowsPerSecond is 0 where no rows were counted.
func (s benchStep) rowsPerSecond() float64 {
	if s.seconds <= 0 {
		return 0
	}
	return float64(s.rows) / s.seconds
}
