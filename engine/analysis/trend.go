package analysis

import (
	"cmp"
	"context"
	"slices"
	"time"

	"sprue/engine"
)

// Trend is a series over time beside the one of the period before.
type Trend struct {
	Step     engine.Grouping // ByHour, ByDay, ByWeek or ByMonth
	Points   []Point
	Previous []Point // of the window of equal length before; At is shifted onto Points' time
	Total    Figures
	Before   *Figures // total of the period before; nil without one
}

// Point is a step of a trend.
type Point struct {
	At    time.Time // start of the step, local day or instant in UTC
	Label string
	Figures
	OEE *OEE // nil unless PlannedTrend was asked, and where nothing was planned or made
}

// Trend answers with a step that suits the window's length if step is ByNone.
func (a *Analysis) Trend(ctx context.Context, f engine.Filter, step engine.Grouping) (Trend, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return Trend{}, err
	}
	if step == "" || step == engine.ByNone {
		if step, err = a.stepOf(ctx, s); err != nil {
			return Trend{}, err
		}
	}
	trend := Trend{Step: step}
	if trend.Points, trend.Total, err = a.points(ctx, s, step); err != nil {
		return Trend{}, err
	}
	before, ok := a.previous(s)
	if !ok {
		return trend, nil
	}
	previous, total, err := a.points(ctx, before, step)
	if err != nil || len(previous) == 0 {
		return trend, err
	}
	for i := range previous {
		previous[i].At = aligned(step, previous[i].At, before.window.From.Time, s.window.From.Time)
	}
	trend.Previous, trend.Before = previous, &total
	return trend, nil
}

// PlannedTrend is a Trend with the OEE of its steps, where a calendar says what is
// planned: steps that have planned time alone stand in it too.
func (a *Analysis) PlannedTrend(ctx context.Context, f engine.Filter, step engine.Grouping) (Trend, error) {
	trend, err := a.Trend(ctx, f, step)
	if err != nil {
		return Trend{}, err
	}
	if has, err := a.hasPlan(ctx); err != nil || !has {
		return trend, err
	}
	s, err := a.scope(ctx, f)
	if err != nil {
		return Trend{}, err
	}
	before, ok := a.previous(s)
	var now, then []Row
	err = atOnce(ctx,
		func(ctx context.Context) (err error) { now, err = a.plannedRows(ctx, s, trend.Step); return err },
		func(ctx context.Context) (err error) {
			if ok && trend.Before != nil {
				then, err = a.plannedRows(ctx, before, trend.Step)
			}
			return err
		},
	)
	if err != nil {
		return Trend{}, err
	}
	trend.Points = withOEE(trend.Points, now, func(row Row) time.Time { return startOf(trend.Step, row.Keys) })
	trend.Previous = withOEE(trend.Previous, then, func(row Row) time.Time {
		return aligned(trend.Step, startOf(trend.Step, row.Keys), before.window.From.Time, s.window.From.Time)
	})
	return trend, nil
}

// withOEE adds rows to the points of their time, in the order of time.
func withOEE(points []Point, rows []Row, at func(Row) time.Time) []Point {
	place := map[time.Time]int{}
	for i, p := range points {
		place[p.At] = i
	}
	for _, row := range rows {
		i, ok := place[at(row)]
		if !ok {
			i, points = len(points), append(points, Point{At: at(row), Label: row.Label})
		}
		points[i].OEE = row.OEE
	}
	slices.SortFunc(points, func(a, b Point) int { return a.At.Compare(b.At) })
	return points
}

// Worst is the step with by far the most downtime, three times that of the step
// in the middle and more; nil where none stands out.
func (t Trend) Worst() *Point {
	points := slices.SortedFunc(slices.Values(t.Points), func(a, b Point) int { return cmp.Compare(b.DowntimeUS, a.DowntimeUS) })
	if len(points) < 4 || points[0].DowntimeUS < 3*max(points[len(points)/2].DowntimeUS, 1) {
		return nil
	}
	return &points[0]
}

// aligned moves a step of the period before, which began at then, onto the step
// that is as many steps after now's beginning: a week onto a week, a month onto
// a month, though the period may begin in the middle of one.
func aligned(step engine.Grouping, at, then, now time.Time) time.Time {
	switch step {
	case engine.ByWeek:
		return monday(now).AddDate(0, 0, int(monday(at).Sub(monday(then))/day))
	case engine.ByMonth:
		months := 12*(at.Year()-then.Year()) + int(at.Month()-then.Month())
		return time.Date(now.Year(), now.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	}
	return at.Add(now.Sub(then))
}

// monday is the first day of an ISO week.
func monday(t time.Time) time.Time {
	return t.UTC().Truncate(day).AddDate(0, 0, -(int(t.UTC().Weekday())+6)%7)
}

// stepOf keeps a trend below about a hundred steps.
func (a *Analysis) stepOf(ctx context.Context, s scope) (engine.Grouping, error) {
	from, to := s.window.From.Time, s.window.To.Time
	if from.IsZero() || to.IsZero() {
		data, err := a.dataRange(ctx, s)
		if err != nil {
			return "", err
		}
		if from.IsZero() {
			from = data.First
		}
		if to.IsZero() {
			to = data.Last
		}
	}
	switch length := to.Sub(from); {
	case length <= 3*24*time.Hour:
		return engine.ByHour, nil
	case length <= 100*24*time.Hour:
		return engine.ByDay, nil
	case length <= 700*24*time.Hour:
		return engine.ByWeek, nil
	}
	return engine.ByMonth, nil
}

func (a *Analysis) points(ctx context.Context, s scope, step engine.Grouping) ([]Point, Figures, error) {
	rows, err := a.rows(ctx, s, step)
	var points []Point
	var total Figures
	for _, row := range rows {
		points = append(points, Point{At: startOf(step, row.Keys), Label: row.Label, Figures: row.Figures})
		total = total.Add(row.Figures)
	}
	return points, total, err
}

// startOf is the first day or instant of a step.
func startOf(step engine.Grouping, keys []any) time.Time {
	switch step {
	case engine.ByWeek:
		return isoWeekStart(keys[0].(int64), keys[1].(int64))
	case engine.ByMonth:
		return time.Date(int(keys[0].(int64)), time.Month(keys[1].(int64)), 1, 0, 0, 0, 0, time.UTC)
	}
	at, _ := keys[0].(time.Time)
	return at
}

// isoWeekStart is the Monday of a week; 4 January is always in week 1.
func isoWeekStart(year, week int64) time.Time {
	fourth := time.Date(int(year), time.January, 4, 0, 0, 0, 0, time.UTC)
	weekday := (int(fourth.Weekday()) + 6) % 7
	return fourth.AddDate(0, 0, int(week-1)*7-weekday)
}

// Table has a row for each step.
func (t Trend) Table() Table {
	at := Column{Name: "local_date", Kind: Date}
	if t.Step == engine.ByHour {
		at = Column{Name: "bucket_start_utc", Kind: Instant}
	}
	table := Table{Columns: append([]Column{at}, figureColumns()...)}
	for _, p := range t.Points {
		table.Rows = append(table.Rows, append([]any{p.At}, p.values()...))
	}
	return table
}
