package pages

import (
	"maps"
	"slices"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
)

// More steps than this no chart can show; the points then stay as they are.
const maxSteps = 5000

// filled puts a point without figures wherever a step has no data, so that the
// axis is one of time and the line shows its gaps. Hours of a plant whose clock
// is half an hour off stand between those of the others.
func filled(t analysis.Trend, w engine.Window) []analysis.Point {
	if len(t.Points) == 0 {
		return t.Points
	}
	known := map[time.Time]analysis.Point{}
	for _, at := range t.Points {
		known[at.At] = at
	}
	from, to := span(t, w)
	var all []analysis.Point
	for at := from; !at.After(to) && len(all) <= maxSteps; at = following(t.Step, at) {
		point, ok := known[at]
		if !ok {
			point = analysis.Point{At: at}
		}
		delete(known, at)
		all = append(all, point)
	}
	if len(known) > 0 && t.Step != engine.ByHour || len(all) > maxSteps {
		return t.Points
	}
	all = slices.AppendSeq(all, maps.Values(known))
	slices.SortFunc(all, func(a, b analysis.Point) int { return a.At.Compare(b.At) })
	return all
}

// span is the first and the last step: those of the window where its edges are
// edges of steps, else those of the data.
func span(t analysis.Trend, w engine.Window) (from, to time.Time) {
	from, to = t.Points[0].At, t.Points[len(t.Points)-1].At
	switch {
	case w.From.IsZero() || w.To.IsZero():
	case t.Step == engine.ByDay && w.Dates():
		return w.From.Time, w.To.Time.AddDate(0, 0, -1)
	case t.Step == engine.ByHour && !w.Dates():
		off := clockOf(t.Points)
		return w.From.Time.Truncate(time.Hour).Add(off), w.To.Time.Add(-1).Truncate(time.Hour).Add(off)
	}
	return from, to
}

// clockOf is how long after full hours of UTC the hours of all points begin; 0
// where they differ.
func clockOf(points []analysis.Point) time.Duration {
	off := func(p analysis.Point) time.Duration { return p.At.Sub(p.At.Truncate(time.Hour)) }
	for _, p := range points {
		if off(p) != off(points[0]) {
			return 0
		}
	}
	return off(points[0])
}

func following(step engine.Grouping, at time.Time) time.Time {
	switch step {
	case engine.ByHour:
		return at.Add(time.Hour)
	case engine.ByWeek:
		return at.AddDate(0, 0, 7)
	case engine.ByMonth:
		return at.AddDate(0, 1, 0)
	}
	return at.AddDate(0, 0, 1)
}
