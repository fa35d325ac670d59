package main

import (
	"os"
	"testing"
)

func TestBenchSetsTheFloorBeside(t *testing.T) {
	t.Setenv(asProgram, "1") // for the steps, which are processes of their own
	p := newPlace(t)
	p.env.Executable = os.Args[0]
	steps := map[string]map[string]any{}
	for _, row := range p.must("bench", "--shots", "2000", "--dir", "work", "--format", "json").rows(t) {
		steps[row["step"].(string)] = row
	}
	for _, name := range []string{masterStep, runRateStep} {
		if step := steps[name]; step == nil || step["seconds"].(float64) <= 0 {
			t.Errorf("%s: %v", name, step)
		}
	}
	for _, name := range []string{"sample", "sync", floorStep, "build"} {
		if step := steps[name]; step == nil || step["shots"].(float64) < 1000 || step["peak_mb"] == nil {
			t.Errorf("%s: %v", name, step)
		}
	}
}
