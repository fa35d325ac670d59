package analysis

import (
	"context"
	"database/sql"
	"time"
)

// grid is the production days of a window, in stretches of some days.
type grid struct {
	first, last time.Time // last is inclusive
	days        int       // 0 where there is nothing to show
	width       int       // days of a stretch
}

// grid takes as many days together as keep it at most stretches long, whole
// weeks where that is more than one day. It ends today.
func (a *Analysis) grid(ctx context.Context, s scope, stretches int) (grid, error) {
	data, err := a.dataRange(ctx, s)
	if err != nil || data.First.IsZero() {
		return grid{}, err
	}
	g := grid{first: data.First, last: data.Last}
	if b := s.window.From; !b.IsZero() {
		g.first = b.Time.Truncate(day)
		if !b.IsDate {
			g.first = maxTime(g.first.Add(-day), data.First) // a day of the west may still go on
		}
	}
	if b := s.window.To; !b.IsZero() {
		g.last = b.Time.Add(-time.Microsecond).Truncate(day)
		if !b.IsDate {
			g.last = minTime(g.last.Add(day), data.Last)
		}
	}
	g.last = minTime(g.last, maxTime(data.Last, a.cfg.Clock().UTC().Truncate(day)))
	g.days = max(0, int(g.last.Sub(g.first)/day)+1)
	g.width = (g.days + stretches - 1) / stretches
	if g.width > 1 && stretches > 50 {
		g.width = (g.width + 6) / 7 * 7
	}
	return g, nil
}

func (g grid) args(figure HeatFigure) []any {
	return []any{
		sql.Named("first", g.first.Format(time.DateOnly)), sql.Named("last", g.last.Format(time.DateOnly)),
		sql.Named("width", g.width), sql.Named("figure", string(figure)),
	}
}

func minTime(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func maxTime(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
