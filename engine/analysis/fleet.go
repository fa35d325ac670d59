package analysis

import (
	"context"
	"time"

	"sprue/engine"
)

// Fleet is what the tiles show.
type Fleet struct {
	Total     Figures
	Before    *Figures      // the period before; nil without one
	First     time.Time     // first production day of what the filter leaves, the window aside
	Tools     int           // with data in the window
	States    map[State]int // of these tools, now
	Locations int
	Sentence  string // the answer
	Why       string // one sentence on the reason
}

// Fleet sums up what the filter leaves.
func (a *Analysis) Fleet(ctx context.Context, f engine.Filter) (Fleet, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return Fleet{}, err
	}
	tools, err := a.tools(ctx, s)
	if err != nil {
		return Fleet{}, err
	}
	fleet := fleetOf(tools)
	if fleet.Before, err = a.before(ctx, s); err != nil {
		return Fleet{}, err
	}
	l, err := a.losses(ctx, s, fleet.Total)
	if err != nil {
		return Fleet{}, err
	}
	data, err := a.dataRange(ctx, s)
	if err != nil {
		return Fleet{}, err
	}
	fleet.First = data.First
	fleet.Sentence, fleet.Why = sentence(s, fleet.Total, l, data), why(l)
	return fleet, nil
}

func fleetOf(tools []Tool) Fleet {
	fleet := Fleet{Tools: len(tools), States: map[State]int{}}
	places := map[string]bool{}
	for _, t := range tools {
		fleet.Total = fleet.Total.Add(t.Figures)
		fleet.States[t.State]++
		if t.LocationName != "" {
			places[t.LocationName] = true
		}
	}
	fleet.Locations = len(places)
	return fleet
}

// before is the total of the period before; nil without data in it.
func (a *Analysis) before(ctx context.Context, s scope) (*Figures, error) {
	window, ok := s.window.Previous()
	if !ok {
		return nil, nil
	}
	s.window = window
	rows, err := a.rows(ctx, s, engine.ByNone)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0].Figures, nil
}
