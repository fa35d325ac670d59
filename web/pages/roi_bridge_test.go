package pages

import (
	"testing"

	"sprue/engine/analysis"
)

// What stands before the first total begins beyond it, and is cut where it would
// leave the other steps no room.
func TestAStepBeforeTheBridge(t *testing.T) {
	r := request{address: address{path: "/roi"}}
	for _, c := range []struct {
		name    string
		notRun  float64
		from    float64 // of the axis
		isCut   bool
		largest float64 // the end of the axis, h
	}{
		{"short", -20, 100 / 122.4, false, 122.4},
		{"many times the run time", -1000, 100 / 142.8, true, 142.8},
	} {
		b := analysis.Bridge{Steps: []analysis.BridgeStep{
			{Name: analysis.StepNotRun, Hours: new(c.notRun)}, {Name: analysis.StepOptimal, Hours: new(100.0)},
			{Name: analysis.StepStops, Hours: new(-10.0)}, {Name: analysis.StepGood, Hours: new(90.0)},
		}}
		_, drawn := bridge(r, b, bridgeHours)
		first, run := drawn.Steps[0], drawn.Steps[1]
		if first.Cut != c.isCut || !near(first.From, c.from) || first.Joint != 0 || first.Kind != "loss" || !near(run.To, 100/c.largest) || !near(run.Joint, run.To) {
			t.Errorf("%s: %+v, then %+v", c.name, first, run)
		}
		if want := min(1, (100-c.notRun)/c.largest); !near(first.To, want) {
			t.Errorf("%s ends at %v, want %v", c.name, first.To, want)
		}
	}
}

func near(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 }
