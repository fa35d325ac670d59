package analysis

import (
	"context"
	"time"

	"sprue/engine"
)

// DayLane is what one tool did on one production day.
type DayLane struct {
	Date     time.Time // the production day
	FromUTC  time.Time
	EndUTC   time.Time // of the day, though it may lie after now
	Segments []Segment // up to now
	Figures
}

// TimelineDays is one tool, a row for each production day.
type TimelineDays struct {
	Timeline // of the whole stretch
	Days     []DayLane
}

// TimelineDays gives the days up to the last one of a window of production days,
// at most as many as asked for, newest first. The filter must name one tool.
func (a *Analysis) TimelineDays(ctx context.Context, f engine.Filter, days, pixels int) (TimelineDays, error) {
	f.Window = lastDays(f.Window.Resolve(a.cfg.Clock()), a.cfg.Clock(), days)
	var out TimelineDays
	var rows []Row
	s, err := a.scope(ctx, f)
	if err != nil {
		return out, err
	}
	err = atOnce(ctx,
		func(ctx context.Context) (err error) {
			out.Timeline, err = a.timeline(ctx, s, TimelineQuestion{Pixels: days * pixels})
			return err
		},
		func(ctx context.Context) (err error) { rows, err = a.rows(ctx, s, engine.ByDay); return err },
	)
	if err != nil || len(out.Tools) != 1 {
		return out, err
	}
	out.Days = out.cut(f.Window.From.Time, days)
	for _, row := range rows {
		for i := range out.Days {
			if date, ok := row.Keys[0].(time.Time); ok && date.Equal(out.Days[i].Date) {
				out.Days[i].Figures = row.Figures
			}
		}
	}
	return out, nil
}

// lastDays is the last days of a window, and of those up to now.
func lastDays(w engine.Window, now time.Time, days int) engine.Window {
	end := now.UTC().Truncate(day).Add(day)
	if to := w.To.Time; !w.To.IsZero() && to.Before(end) {
		end = to.Add(day - time.Nanosecond).Truncate(day)
	}
	start := end.AddDate(0, 0, -days)
	if from := w.From.Time.Truncate(day); from.After(start) && from.Before(end) {
		start = from
	}
	return engine.Window{From: engine.Bound{Time: start, IsDate: true}, To: engine.Bound{Time: end, IsDate: true}}
}

// cut parts the one tool's segments at the edges of its days; one that lies over
// an edge is in both, as long as it is there.
func (t TimelineDays) cut(first time.Time, days int) []DayLane {
	var lanes []DayLane
	for i := range days {
		lane := DayLane{Date: first.AddDate(0, 0, i), FromUTC: t.DayStart(i), EndUTC: t.DayStart(i + 1)}
		if !lane.FromUTC.Before(t.ToUTC) {
			break
		}
		for _, g := range t.Tools[0].Segments {
			if g.FromUTC.Before(lane.EndUTC) && g.ToUTC.After(lane.FromUTC) {
				g.FromUTC, g.ToUTC = maxTime(g.FromUTC, lane.FromUTC), minTime(g.ToUTC, lane.EndUTC)
				lane.Segments = append(lane.Segments, g)
			}
		}
		lanes = append([]DayLane{lane}, lanes...)
	}
	return lanes
}
