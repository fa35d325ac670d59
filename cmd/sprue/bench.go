package main

import (
	"context"
	"errors"
	"fmt"
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
	shots   int64
	seconds float64
	peakMB  int64   // 0: not known
	tempMB  float64 // most that lay in the file's temporary folder
	floor   float64 // seconds / those of the floor; 0: does not compare
	size    *fileSize

	binaryMB float64 // of the program; 0: does not tell
	bar      string  // the most that it may be; "": none
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
			"Then a demo of at most 1 M shots tells the time to its first page, in an empty\n" +
			"folder and again, beside the most that it may take; and the program its size.\n" +
			"Run it twice to compare the rates of 5 and 50 million shots.",
		Example: "  sprue bench --shots 10000000\n  sprue bench --shots 1000000 --format json",
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.Var(number(&shots, 1_000_000, 1, math.MaxInt64), "shots", "about this `NUMBER`")
	set.Var(number(&tools, sampledata.DefaultTools, 1, sampledata.MaxTools), "tools", "of this `NUMBER` of tools")
	set.Var(number(&memory, 2048, 64, math.MaxInt32), "memory-limit", "`MB` that a build aims to stay in")
	set.StringVar(&keep, "dir", "", "work in this `FOLDER` and leave it (default a temporary one)")
	cmd.AddCommand(a.benchPagesCommand())
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

const benchFile = "bench.duckdb"

// bench runs this program's own commands in a folder.
type bench struct {
	*app
	dir    string
	config string
	shots  int64 // asked for, then made
	tools  int
}

func (b *bench) run(ctx context.Context, memory int) ([]benchStep, error) {
	text := fmt.Sprintf("database: "+benchFile+"\nsources: [{name: bench, kind: files, path: ./data}]\npipeline: {memory_limit_mb: %d}\n", memory)
	if err := writeNew(b.config, text, true); err != nil {
		return nil, cannotWrite(b.config, err)
	}
	var steps []benchStep
	for _, step := range []struct {
		name string
		args []string
	}{
		{"sample", []string{"sample", filepath.Join(b.dir, "data"), "--shots", strconv.FormatInt(b.shots, 10), "--tools", strconv.Itoa(b.tools)}},
		{"sync", []string{"sync"}},
		{floorStep, []string{floorStep}},
		{"build", []string{"build", "--full"}},
	} {
		result, err := b.child(ctx, step.name, step.args)
		if err != nil {
			return nil, err
		}
		steps = append(steps, result)
	}
	return b.compare(ctx, steps)
}

// child runs a command and measures the process.
func (b *bench) child(ctx context.Context, name string, args []string) (benchStep, error) {
	quiet := "--quiet"
	if b.flags.verbose {
		quiet = "--verbose"
	}
	cmd := b.own(ctx, b.dir, append(args, "--config", b.config, quiet)...)
	cmd.Stderr = b.Stderr
	if b.flags.verbose {
		cmd.Stdout = b.Stderr
	}
	b.progress.Update(output.At{Step: name})
	temp := watchFolder(filepath.Join(b.dir, benchFile+".tmp"))
	started := b.Clock()
	err := cmd.Run()
	step := benchStep{name: name, shots: b.shots, seconds: b.Clock().Sub(started).Seconds(), tempMB: float64(temp.end()) / 1e6}
	switch {
	case ctx.Err() != nil:
		return step, ctx.Err()
	case err != nil:
		return step, benchFailed(name, err)
	}
	step.peakMB, _ = peakMB(cmd.ProcessState)
	return step, nil
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
	rows, err := a.rows(named("step shots seconds shots_per_s peak_mb temp_mb times_floor bytes_per_shot bytes_without_raw binary_mb bar"), readableNumber)
	if err != nil {
		return err
	}
	for _, step := range steps {
		var made, seconds, rate, peak, floor, all, withoutRaw, binary any
		if step.binaryMB > 0 {
			binary = step.binaryMB
		} else {
			made, seconds = step.shots, step.seconds
		}
		if step.seconds > 0 && step.bar == "" {
			rate = float64(step.shots) / step.seconds
		}
		if step.peakMB > 0 {
			peak = step.peakMB
		}
		if step.floor > 0 {
			floor = step.floor
		}
		if step.size != nil && step.shots > 0 {
			all, withoutRaw = float64(step.size.used)/float64(step.shots), float64(step.size.used-step.size.texts)/float64(step.shots)
		}
		if err := rows.Row([]any{step.name, made, seconds, rate, peak, step.tempMB, floor, all, withoutRaw, binary, orNull(step.bar)}); err != nil {
			return err
		}
	}
	return rows.Close()
}
