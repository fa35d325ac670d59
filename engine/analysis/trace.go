package analysis

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"strconv"
	"strings"
	"time"

	"sprue/engine"
)

// ShotRef names a shot: an item of a packet; a counter and its seq; or a tool
// and the time of the shot (the latest at or before it, of several at that time
// the one with Seq).
type ShotRef struct {
	Packet  uint64
	Item    int32 // from 1; 0 is a whole packet that is left out, or none
	Counter string
	Seq     int64
	Tool    string
	At      time.Time
}

// Story is one shot's way from its packet to the figures it counts in.
type Story struct {
	Title string
	Shot  []Fact // what the shot is, NULLs too
	Steps []Step
}

// Step is one decision or place on the way.
type Step struct {
	Key   string // for a program: 'packet'
	Title string // for a reader: 'Packet'
	Text  string
	Facts []Fact
}

// Fact is a value with its names: Key for a program, as 'arrived_utc', and
// Name for a reader, as 'arrived (UTC)'.
type Fact struct {
	Key   string
	Name  string
	Kind  Kind
	Value any // nil, string, int64, uint64, float64, bool or time.Time
}

// Each step of a story is a query: its column 'text' is the step's sentence,
// the others are facts, called 'key|name for a reader' or, where these are the
// same, just that.
//
//go:embed sql/trace/*.sql
var traceSQL embed.FS

// chapters are the steps in order; a shot that is left out has the first two,
// one that never came the last.
func chapters() []chapter {
	return []chapter{
		{"Packet", "packet"},
		{"Checks", "checks"},
		{"Tool", "tool"},
		{"Part", "part"},
		{"Place", "place"},
		{"Quality", "quality"},
		{"Interval", "interval"},
		{"Run", "run"},
		{"Stop", "stop"},
		{"Buckets", "buckets"},
		{"Missing", "missing"},
	}
}

type chapter struct{ title, key string }

// StepKeys are those of all steps, in order.
func StepKeys() []string {
	var keys []string
	for _, chapter := range chapters() {
		keys = append(keys, chapter.key)
	}
	return keys
}

// Trace tells the stories of the shots that the reference fits: one as a rule,
// several where a counter's numbers began again.
func (a *Analysis) Trace(ctx context.Context, ref ShotRef) ([]Story, error) {
	shots, err := a.findShots(ctx, ref)
	if err != nil {
		return nil, err
	}
	if len(shots) == 0 && ref.Counter != "" {
		shots, err = a.findMissing(ctx, ref)
	}
	if err != nil {
		return nil, err
	}
	if len(shots) == 0 {
		return nil, a.noShot(ctx, ref)
	}
	var stories []Story
	for _, shot := range shots {
		story, err := a.story(ctx, shot)
		if err != nil {
			return nil, err
		}
		stories = append(stories, story)
	}
	return stories, nil
}

// tracedShot is the key of a shot and what decides about it.
type tracedShot struct {
	counter string
	seq     *int64
	at      sql.NullTime
	tool    sql.NullString
	packet  uint64
	item    *int32
	reason  *string // of quarantine; nil for a shot that counts
	missing bool    // it never came; at and tool are those of the shot after the gap
}

func (a *Analysis) findShots(ctx context.Context, ref ShotRef) ([]tracedShot, error) {
	file, args := "find_by_time", []any{sql.Named("tool", code(ref.Tool)), sql.Named("at", ref.At.UTC()), sql.Named("seq", ref.Seq)}
	switch {
	case ref.byPacket():
		var item any
		if ref.Item > 0 {
			item = ref.Item
		}
		file, args = "find_by_item", []any{sql.Named("packet", strconv.FormatUint(ref.Packet, 10)), sql.Named("item", item)}
	case ref.Counter != "":
		file, args = "find_by_seq", []any{sql.Named("counter", code(ref.Counter)), sql.Named("seq", ref.Seq)}
	}
	return a.listShots(ctx, file, args)
}

// findMissing finds the gaps in a counter's numbers that hold the one.
func (a *Analysis) findMissing(ctx context.Context, ref ShotRef) ([]tracedShot, error) {
	shots, err := a.listShots(ctx, "find_missing", []any{sql.Named("counter", code(ref.Counter)), sql.Named("seq", ref.Seq)})
	for i := range shots {
		shots[i].missing = true
	}
	return shots, err
}

func (a *Analysis) listShots(ctx context.Context, file string, args []any) ([]tracedShot, error) {
	query, err := traceQuery(file)
	if err != nil {
		return nil, err
	}
	return list(ctx, a.reader, "find the shot", query, args, func(rows *sql.Rows) (tracedShot, error) {
		var s tracedShot
		var counter sql.NullString
		err := rows.Scan(&counter, &s.seq, &s.at, &s.tool, &s.packet, &s.item, &s.reason)
		s.counter = counter.String
		return s, err
	})
}

func (r ShotRef) byPacket() bool { return r.Packet != 0 || r.Item > 0 }

func traceQuery(file string) (string, error) {
	text, err := traceSQL.ReadFile("sql/trace/" + file + ".sql")
	return string(text), err
}

// noShot says what there is instead.
func (a *Analysis) noShot(ctx context.Context, ref ShotRef) error {
	if ref.byPacket() {
		return noItem(ref)
	}
	if ref.Counter == "" {
		if _, err := a.scope(ctx, engine.Filter{Tools: []string{ref.Tool}}); err != nil {
			return err
		}
		return &engine.Error{
			Code: engine.CodeUsage, Doing: "find the shot",
			Message: fmt.Sprintf("%s has no shot at or before %s", code(ref.Tool), ref.At.UTC().Format(time.RFC3339)),
			Hint:    "its first shot is later, or no build has seen it",
		}
	}
	return a.noSeq(ctx, ref)
}

func noItem(ref ShotRef) error {
	e := &engine.Error{
		Code: engine.CodeUsage, Doing: "find the shot",
		Message: fmt.Sprintf("there is no item %d of a packet %d", ref.Item, ref.Packet),
		Hint:    "it may have been deleted where it came from, or no build has seen it",
	}
	if ref.Item == 0 {
		e.Message = fmt.Sprintf("no packet %d is left out as a whole", ref.Packet)
		e.Hint = "name one of its items, from 1, or no build has seen it"
	}
	return e
}

func (a *Analysis) noSeq(ctx context.Context, ref ShotRef) error {
	query, err := traceQuery("counters")
	if err != nil {
		return err
	}
	type counter struct {
		name        string
		first, last sql.NullInt64
		outside     bool
	}
	counters, err := list(ctx, a.reader, "list the counters", query, nil, func(rows *sql.Rows) (counter, error) {
		var c counter
		err := rows.Scan(&c.name, &c.first, &c.last, &c.outside)
		return c, err
	})
	if err != nil {
		return err
	}
	var names []string
	for _, c := range counters {
		if names = append(names, c.name); c.name != code(ref.Counter) {
			continue
		}
		hint := fmt.Sprintf("its numbers go from %d to %d", c.first.Int64, c.last.Int64)
		switch {
		case c.outside:
			hint = "no shot of it is read: shots.counter_pattern leaves the counter out"
		case !c.first.Valid:
			hint = "none of its shots counts: sprue query \"FROM core.quarantine WHERE counter_code = '" + c.name + "'\""
		}
		return &engine.Error{
			Code: engine.CodeUsage, Doing: "find the shot",
			Message: fmt.Sprintf("%s has no shot %d", c.name, ref.Seq),
			Hint:    hint,
		}
	}
	return unknown("counter", code(ref.Counter), names)
}

func code(text string) string { return strings.ToUpper(strings.TrimSpace(text)) }
