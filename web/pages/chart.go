package pages

import (
	"slices"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
	"sprue/web/charts"
)

// chart puts a picture together with its table. Which of the two is shown
// stands in the address, as table=ID.
func (r request) chart(id string, picture charts.Picture, summary string, table templates.Table) templates.Chart {
	return templates.Chart{
		ID: id, Summary: summary, Option: picture, Table: table,
		AsChart: r.address.asChart(id), AsTable: r.address.asTable(id), Shown: r.address.showsTable(id),
	}
}

func (a address) showsTable(id string) bool { return slices.Contains(a.values["table"], id) }

func (a address) asChart(id string) string { return a.without("table", id).String() }

func (a address) asTable(id string) string {
	return a.with("table", append(without(a.values["table"], id), id)...).String()
}

func without(list []string, one string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == one })
}

// brush makes a stretch of steps the window of the page; nil where the steps
// are no stretches of time.
func brush(a address, step engine.Grouping, points []analysis.Point) *charts.Brush {
	format := map[engine.Grouping]string{
		engine.ByHour: time.RFC3339, engine.ByDay: time.DateOnly, engine.ByWeek: time.DateOnly, engine.ByMonth: time.DateOnly,
	}[step]
	if format == "" || len(points) == 0 {
		return nil
	}
	out := &charts.Brush{URL: a.with("last").with("from").with("to").String()}
	for _, at := range points {
		out.Edges = append(out.Edges, at.At.Format(format))
	}
	out.Edges = append(out.Edges, following(step, points[len(points)-1].At).Format(format))
	return out
}

// moments are when steps begin, and the last one ends, as charts take them; nil
// where they are no stretches of time.
func moments(s analysis.Span, step engine.Grouping, points []analysis.Point) []float64 {
	if len(points) == 0 {
		return nil
	}
	var clock func(time.Time) time.Time
	switch step {
	case engine.ByHour: // instants
		clock = s.Local
	case engine.ByDay, engine.ByWeek, engine.ByMonth: // the dates of production days
		clock = func(day time.Time) time.Time { return day.Add(s.DayBegins) }
	default:
		return nil
	}
	var all []float64
	for _, at := range points {
		all = append(all, float64(clock(at.At).UnixMilli()))
	}
	return append(all, float64(clock(following(step, points[len(points)-1].At)).UnixMilli()))
}
