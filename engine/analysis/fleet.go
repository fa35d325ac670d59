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
	Compared  Compared      // cycle times beside the approved ones
	List      []Tool        // the tools with data in the window, largest downtime first
	First     time.Time     // first production day of what the filter leaves, the window aside
	Tools     int           // with data in the window
	States    map[State]int // of these tools, now
	Locations int
	Sentence  string // the answer
	Why       string // one sentence on the reason

	data Range     // of what the filter leaves, the window aside
	from time.Time // first production day of the window that has data
}

// Fleet sums up what the filter leaves.
func (a *Analysis) Fleet(ctx context.Context, f engine.Filter) (Fleet, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return Fleet{}, err
	}
	now, err := a.statuses(ctx, s)
	if err != nil {
		return Fleet{}, err
	}
	fleet, err := a.fleet(ctx, s, now)
	if err != nil {
		return Fleet{}, err
	}
	l, err := a.losses(ctx, s, fleet.Total)
	if err != nil {
		return Fleet{}, err
	}
	fleet.Sentence, fleet.Why = sentence(s, fleet.Total, l, fleet.data), why(l)
	return fleet, nil
}

// fleet is Fleet without its sentences.
func (a *Analysis) fleet(ctx context.Context, s scope, now statuses) (Fleet, error) {
	tools, err := a.tools(ctx, s, now)
	if err != nil {
		return Fleet{}, err
	}
	fleet := fleetOf(tools)
	if fleet.Before, err = a.before(ctx, s); err != nil {
		return Fleet{}, err
	}
	if fleet.data, err = a.dataRange(ctx, s); err != nil {
		return Fleet{}, err
	}
	fleet.First = fleet.data.First
	fleet.from = maxTime(fleet.First, s.window.From.Time)
	return fleet, nil
}

func fleetOf(tools []Tool) Fleet {
	fleet := Fleet{Tools: len(tools), List: tools, States: map[State]int{}}
	places := map[string]bool{}
	for _, t := range tools {
		fleet.Total = fleet.Total.Add(t.Figures)
		fleet.Compared = fleet.Compared.Add(t.Compared)
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
	s, ok := a.previous(s)
	if !ok {
		return nil, nil
	}
	rows, err := a.rows(ctx, s, engine.ByNone)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0].Figures, nil
}
