package analysis

import (
	"context"
	"time"
)

// ShotRef names a shot: a counter and its seq, or a tool and the time of the
// shot (the latest at or before it).
type ShotRef struct {
	Counter string
	Seq     int64
	Tool    string
	At      time.Time
}

// Story is one shot's way from its packet to the figures it counts in.
type Story struct {
	Title string
	Steps []Step
}

// Step is one decision or place on the way.
type Step struct {
	Title string
	Text  string
	Facts []Fact
}

// Fact is a name and its value, both for a reader.
type Fact struct {
	Name  string
	Value string
}

// Trace tells the stories of the shots that the reference fits: one as a rule,
// several where a counter's numbers began again.
func (a *Analysis) Trace(ctx context.Context, ref ShotRef) ([]Story, error) { return nil, nil }
