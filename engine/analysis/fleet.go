package analysis

import (
	"context"

	"sprue/engine"
)

// Fleet is what the tiles show.
type Fleet struct {
	Total     Figures
	Before    *Figures      // the period before; nil without one
	Tools     int           // with data in the window
	States    map[State]int // of these tools, now
	Locations int
	Sentence  string // the answer
	Why       string // one sentence on the reason
}

// Fleet sums up what the filter leaves.
func (a *Analysis) Fleet(ctx context.Context, f engine.Filter) (Fleet, error) { return Fleet{}, nil }
