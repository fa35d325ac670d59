package main

import (
	"context"
	"os"
	"path/filepath"
	"strconv"

	"sprue/cmd/config"
	"sprue/cmd/output"
)

// demoShots is what the bar for a first start is meant for.
const demoShots = 1_000_000

// starts tells how long it takes from 'sprue demo' to the first page, in an
// empty folder and again, then to a page that nobody has asked for yet, and how
// large the program is.
func (b *bench) starts(ctx context.Context, shots int64) ([]benchStep, error) {
	demo := *b.app
	dir := filepath.Join(b.dir, "demo")
	demo.file = config.Without(dir)
	visits := &pagesBench{app: &demo}
	shots = min(shots, demoShots)
	var steps []benchStep
	page := benchStep{name: "page of the demo", bar: "≤ 0.2 s", shots: shots}
	for _, step := range []benchStep{{name: "demo to first page", bar: "≤ 20 s"}, {name: "second start", bar: "≤ 2 s"}} {
		b.progress.Update(output.At{Step: step.name})
		started := b.Clock()
		var err error
		step.peakMB, err = visits.during(ctx, func(v *visitor) error {
			_, err := v.open(ctx, "/")
			step.seconds = b.Clock().Sub(started).Seconds()
			if err != nil {
				return err
			}
			opened := b.Clock()
			_, err = v.open(ctx, "/run-rate")
			page.seconds = b.Clock().Sub(opened).Seconds()
			return err
		}, "demo", "--dir", dir, "--shots", strconv.FormatInt(shots, 10), "--addr", "127.0.0.1:0", "--no-open")
		if err != nil {
			return nil, err
		}
		step.shots = shots
		steps = append(steps, step)
	}
	program, err := os.Stat(b.Executable)
	if err != nil {
		return nil, err
	}
	return append(steps, page, benchStep{name: "program", mb: float64(program.Size()) / 1e6, bar: "≤ 110 MB"}), os.RemoveAll(dir)
}
