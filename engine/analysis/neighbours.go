package analysis

import (
	"context"
	"database/sql"
	"strconv"
	"time"

	"sprue/engine"
)

// Shot is a row of mart.shot_interval.
type Shot struct {
	Counter    string
	Seq        *int64
	At         time.Time
	CT         float64  // seconds
	RefCT      *float64 // seconds
	Class      string
	DUS        int64 // length of its interval, µs: CUS + WUS
	CUS        int64 // cycle part
	WUS        int64 // waiting part
	DoubtfulUS int64 // of it
	RunID      uint64
}

func (s *Shot) dest() []any {
	return []any{&s.Counter, &s.Seq, &s.At, &s.CT, &s.RefCT, &s.Class, &s.DUS, &s.CUS, &s.WUS, &s.DoubtfulUS}
}

// Neighbours is a shot among those of its tool.
type Neighbours struct {
	Span  // of Shots, for the plant's clock
	Tool  string
	Shots []Shot // in their order
	At    int    // place of the shot itself in Shots
}

// Previous is the shot of the tool before; nil at its first.
func (n Neighbours) Previous() *Shot {
	if n.At == 0 {
		return nil
	}
	return &n.Shots[n.At-1]
}

// Next is the shot of the tool after; nil at its last.
func (n Neighbours) Next() *Shot {
	if n.At+1 >= len(n.Shots) {
		return nil
	}
	return &n.Shots[n.At+1]
}

// Neighbours gives the shots around the one that ref names, reach on each side.
// A shot that is in no run, because it is left out, is a usage error.
func (a *Analysis) Neighbours(ctx context.Context, ref ShotRef, reach int) (Neighbours, error) {
	found, err := a.findShots(ctx, ref)
	if err != nil {
		return Neighbours{}, err
	}
	var shot *tracedShot
	for i, s := range found {
		if s.reason == nil && s.at.Valid && s.tool.Valid {
			shot = &found[i]
			break
		}
	}
	switch {
	case len(found) == 0:
		return Neighbours{}, a.noShot(ctx, ref)
	case shot == nil:
		return Neighbours{}, &engine.Error{
			Code: engine.CodeUsage, Doing: "find the neighbours of the shot", Message: "the shot is left out of all figures", Hint: "its trace says why",
		}
	}
	return a.around(ctx, *shot, reach)
}

func (a *Analysis) around(ctx context.Context, shot tracedShot, reach int) (Neighbours, error) {
	n := Neighbours{Tool: shot.tool.String}
	seq := int64(-1)
	if shot.seq != nil {
		seq = *shot.seq
	}
	args := []any{
		sql.Named("tool", n.Tool), sql.Named("at", shot.at.Time), sql.Named("seq", seq), sql.Named("counter", shot.counter), sql.Named("limit", reach),
	}
	var err error
	n.Shots, err = list(ctx, a.reader, "find the neighbours of the shot", neighboursSQL, args, func(rows *sql.Rows) (Shot, error) {
		var s Shot
		var before bool
		err := rows.Scan(append(s.dest(), &s.RunID, &before)...)
		if before {
			n.At++
		}
		return s, err
	})
	if err != nil || len(n.Shots) == 0 {
		return n, err
	}
	n.Span, err = a.span(ctx, scope{tools: []string{n.Tool}, window: engine.Window{
		From: engine.Instant(n.Shots[0].At), To: engine.Instant(n.Shots[len(n.Shots)-1].At.Add(time.Microsecond)),
	}})
	return n, err
}

// RunShots is a page of the shots of a run.
type RunShots struct {
	Span  // of the run, for the plant's clock
	Run   Run
	Shots []Shot
}

// RunShots gives the shots of a run in their order.
func (a *Analysis) RunShots(ctx context.Context, id uint64, l List) (RunShots, error) {
	var r RunShots
	var first, last time.Time
	var err error
	if r.Run, first, last, err = a.run(ctx, id); err != nil {
		return r, err
	}
	args := append(l.args(), sql.Named("tool", r.Run.Tool), sql.Named("run", strconv.FormatUint(id, 10)), sql.Named("shot_from", first), sql.Named("shot_to", last))
	r.Shots, err = list(ctx, a.reader, "list the shots of the run", runShotsSQL, args, func(rows *sql.Rows) (Shot, error) {
		s := Shot{RunID: id}
		return s, rows.Scan(s.dest()...)
	})
	if err != nil {
		return r, err
	}
	r.Span, err = a.span(ctx, scope{tools: []string{r.Run.Tool}, window: engine.Window{From: engine.Instant(r.Run.StartUTC), To: engine.Instant(r.Run.EndUTC)}})
	return r, err
}

// ShotsTable is shots for REST.
func ShotsTable(tool string, shots []Shot) Table {
	t := Table{Columns: []Column{
		{Name: "equipment_code"}, {Name: "counter_code"}, {Name: "seq", Kind: Whole}, {Name: "shot_time_utc", Kind: Instant},
		{Name: "ct", Unit: "s", Kind: Real}, {Name: "ref_ct", Unit: "s", Kind: Real}, {Name: "class"},
		{Name: "d_us", Unit: "us", Kind: Whole}, {Name: "c_us", Unit: "us", Kind: Whole}, {Name: "w_us", Unit: "us", Kind: Whole},
		{Name: "doubtful_us", Unit: "us", Kind: Whole}, {Name: "run_id", Kind: Whole},
	}}
	for _, s := range shots {
		t.Rows = append(t.Rows, []any{
			tool, s.Counter, value(s.Seq), s.At, s.CT, value(s.RefCT), s.Class, s.DUS, s.CUS, s.WUS, s.DoubtfulUS, s.RunID,
		})
	}
	return t
}
