package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"sprue/engine"
)

// ShotsQuestion says how the picture of a tool's shots is drawn.
type ShotsQuestion struct {
	Pixels int // columns of the picture; 0 is 1200
	Dense  int // columns for normal shots, which are small and lie close; 0 is Pixels
	Whole  int // of a class with at most as many shots none is left out; 0 is 2000
}

// Shots is the shots of one tool in a window, thinned to what a picture shows.
type Shots struct {
	Span
	Tool       string
	Total      int64 // all shots in the window
	Shown      int64 // Points
	Classes    []ClassCount
	Points     []ShotPoint // in the order of time
	Limits     []LimitStep // in the order of time; at least one
	References []Reference
	Events     []Event
}

// ClassCount is how many shots have a class.
type ClassCount struct {
	Class string // normal, slow, fast, long or idle
	Shots int64
	Whole bool // all of them are in Points
}

// ShotPoint is a shot in the picture.
type ShotPoint struct {
	At      time.Time
	CT      float64 // seconds
	Class   string
	Counter string // "" where the class is thinned: the tool and At find the shot
	Seq     *int64
}

// LimitStep is the approved cycle time and its limits over a stretch of time,
// in seconds; nil where nothing is approved.
type LimitStep struct {
	FromUTC, ToUTC   time.Time
	Approved         *float64
	L1Below, L1Above *float64
	L2Below, L2Above *float64
}

// Reference is the reference cycle time in force over neighbouring runs.
type Reference struct {
	FromUTC, ToUTC time.Time
	CT             float64 // seconds
	Method         string  // mode, approved or median
	Runs           int64
}

// Event is something that happened to a tool. Kinds: part, counter, approved,
// limits, reference (all with Before and After); gap, long, idle (stops), off
// and no data (with UntilUTC).
type Event struct {
	AtUTC    time.Time
	UntilUTC time.Time // zero of what has no length
	Kind     string
	Before   string
	After    string
	Alike    int64 // of a stop: how many there are, micro-stops aside; the longest are here. Of no data: shots that never came
}

// EventNoData is the kind of an event in which the numbers of the shots leave some
// out.
const EventNoData = "no data"

// Missing are the stretches without data.
func (s Shots) Missing() (missing []Event) {
	for _, e := range s.Events {
		if e.Kind == EventNoData {
			missing = append(missing, e)
		}
	}
	return missing
}

// Stops are those events that last: the longest stops, and silences between runs.
func (s Shots) Stops() (stops, off []Event) {
	for _, e := range s.Events {
		switch {
		case e.Kind == "off":
			off = append(off, e)
		case e.Kind != EventNoData && !e.UntilUTC.IsZero():
			stops = append(stops, e)
		}
	}
	return stops, off
}

// Shots draws the shots of the filter's tool, which must be one.
func (a *Analysis) Shots(ctx context.Context, f engine.Filter, q ShotsQuestion) (Shots, error) {
	v, err := a.view(ctx, f)
	if err != nil {
		return Shots{}, err
	}
	out := Shots{Span: v.Span, Tool: v.tool}
	err = atOnce(ctx,
		func(ctx context.Context) error { return a.setPoints(ctx, v, q, &out) },
		func(ctx context.Context) (err error) { out.Limits, err = a.limits(ctx, v); return err },
		func(ctx context.Context) (err error) { out.References, err = a.references(ctx, v); return err },
		func(ctx context.Context) (err error) { out.Events, err = a.events(ctx, v); return err },
	)
	out.Events = withChanges(out.Events, out.Limits)
	return out, err
}

// withChanges puts those of the limits among the events, in the order of time.
func withChanges(events []Event, limits []LimitStep) []Event {
	events = append(events, changes(limits)...)
	slices.SortStableFunc(events, func(a, b Event) int { return a.AtUTC.Compare(b.AtUTC) })
	return events
}

// changes of the limits are events too.
func changes(limits []LimitStep) []Event {
	var events []Event
	for i, l := range limits[min(1, len(limits)):] {
		e := Event{AtUTC: l.FromUTC, Kind: "limits", Before: limits[i].width(), After: l.width()}
		if before, after := inWords(limits[i].Approved), inWords(l.Approved); before != after {
			e.Kind, e.Before, e.After = "approved", before, after
		}
		events = append(events, e)
	}
	return events
}

func (l LimitStep) width() string { return inWords(l.L1Below) + "–" + inWords(l.L1Above) }

func inWords(ct *float64) string { return engine.Figure{Value: ct}.String() }

// view is one tool over a window.
type view struct {
	Span
	scope    scope
	tool     string
	from, to any     // bounds of its shots; nil where open
	measure  Measure // of its process; '' is ct
}

// view refuses a filter that does not name one tool.
func (a *Analysis) view(ctx context.Context, f engine.Filter) (view, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return view{}, err
	}
	if len(s.tools) != 1 {
		return view{}, &engine.Error{
			Code: engine.CodeUsage, Doing: "look at one tool",
			Message: fmt.Sprintf("the filter names %d tools", len(s.tools)), Hint: "name one tool: shots and their charts are shown tool by tool",
		}
	}
	v := view{scope: s, tool: s.tools[0]}
	if v.Span, err = a.span(ctx, s); err != nil {
		return view{}, err
	}
	var from, to sql.NullTime
	if err := a.reader.QueryRow(ctx, shotBoundsSQL, append(v.Span.args(), append(s.args(), sql.Named("tool", v.tool))...)...).Scan(&from, &to); err != nil {
		return view{}, fmt.Errorf("find the bounds of the shots: %w", err)
	}
	if from.Valid {
		v.from = from.Time
	}
	if to.Valid {
		v.to = to.Time
	}
	return v, nil
}

func (v view) args() []any {
	args := append(v.scope.args(), v.Span.args()...)
	return append(args, sql.Named("tool", v.tool), sql.Named("shot_from", v.from), sql.Named("shot_to", v.to))
}

// shots is the step with the view's shots.
func (v view) shots() step {
	if v.scope.parts == nil && v.scope.suppliers == nil && v.scope.locations == nil {
		return step{name: "shots", sql: shotSourceSQL}
	}
	return step{name: "shots", sql: shotSourceSQL + shotOfRunSQL}
}

func (a *Analysis) classes(ctx context.Context, v view) (classes []ClassCount, total int64, err error) {
	classes, err = list(ctx, a.reader, "count the shots", with(classesSQL, v.shots()), v.args(), func(rows *sql.Rows) (ClassCount, error) {
		var c ClassCount
		err := rows.Scan(&c.Class, &c.Shots)
		total += c.Shots
		return c, err
	})
	return classes, total, err
}

func (a *Analysis) setPoints(ctx context.Context, v view, q ShotsQuestion, out *Shots) (err error) {
	if q.Pixels <= 0 {
		q.Pixels = 1200
	}
	if q.Whole <= 0 {
		q.Whole = 2000
	}
	if out.Classes, out.Total, err = a.classes(ctx, v); err != nil {
		return err
	}
	if q.Dense <= 0 {
		q.Dense = q.Pixels
	}
	width := func(columns int) int64 { return max(1, v.Length().Microseconds()/int64(columns)) }
	args := append(v.args(), sql.Named("pixel_us", width(q.Pixels)), sql.Named("dense_us", width(q.Dense)))
	for i, c := range out.Classes {
		out.Classes[i].Whole = c.Shots <= int64(q.Whole) || out.Total <= 3*int64(q.Whole)
		args = append(args, sql.Named("whole_"+c.Class, out.Classes[i].Whole))
	}
	query := with(pointsSQL, v.shots(), step{name: "shot_pixel", sql: shotPixelSQL})
	out.Points, err = list(ctx, a.reader, "draw the shots", query, args, scanPoint)
	out.Shown = int64(len(out.Points))
	return err
}

func scanPoint(rows *sql.Rows) (ShotPoint, error) {
	var p ShotPoint
	var counter sql.NullString
	err := rows.Scan(&p.At, &p.CT, &p.Class, &counter, &p.Seq)
	p.Counter = counter.String
	return p, err
}

func (a *Analysis) limits(ctx context.Context, v view) ([]LimitStep, error) {
	query := with(limitsSQL, step{name: "approved", sql: approvedSQL}, step{name: "limit_step", sql: limitStepSQL})
	return list(ctx, a.reader, "find the limits", query, v.args(), func(rows *sql.Rows) (LimitStep, error) {
		var l LimitStep
		err := rows.Scan(&l.FromUTC, &l.ToUTC, &l.Approved, &l.L1Below, &l.L1Above, &l.L2Below, &l.L2Above)
		return l, err
	})
}

func (a *Analysis) references(ctx context.Context, v view) ([]Reference, error) {
	return list(ctx, a.reader, "find the reference cycle times", referencesSQL, v.args(), func(rows *sql.Rows) (Reference, error) {
		var r Reference
		err := rows.Scan(&r.FromUTC, &r.ToUTC, &r.CT, &r.Method, &r.Runs)
		return r, err
	})
}

func (a *Analysis) events(ctx context.Context, v view) ([]Event, error) {
	query := with(eventsSQL, step{name: "counter_arrival", sql: counterArrivalSQL})
	return list(ctx, a.reader, "find the events", query, v.args(), func(rows *sql.Rows) (Event, error) {
		var e Event
		var until sql.NullTime
		var before, after sql.NullString
		err := rows.Scan(&e.AtUTC, &until, &e.Kind, &before, &after, &e.Alike)
		e.UntilUTC, e.Before, e.After = until.Time, before.String, after.String
		return e, err
	})
}

// Table has a row for each point.
func (s Shots) Table() Table {
	t := Table{Columns: []Column{
		{Name: "shot_time_utc", Kind: Instant}, {Name: "shot_time_local", Kind: Local}, {Name: "ct", Unit: "s", Kind: Real},
		{Name: "class"}, {Name: "counter_code"}, {Name: "seq", Kind: Whole},
	}}
	for _, p := range s.Points {
		t.Rows = append(t.Rows, []any{p.At, s.Local(p.At), p.CT, p.Class, text(p.Counter), value(p.Seq)})
	}
	return t
}
