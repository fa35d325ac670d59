package analysis

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"slices"
	"time"

	"sprue/engine"
)

var (
	//go:embed sql/session_slot.sql
	sessionSlotSQL string
	//go:embed sql/session_whole.sql
	sessionWholeSQL string
	//go:embed sql/session_cut.sql
	sessionCutSQL string
	//go:embed sql/session_piece.sql
	sessionPieceSQL string
	//go:embed sql/session_made.sql
	sessionMadeSQL string
	//go:embed sql/session_key_sum.sql
	sessionKeySumSQL string
	//go:embed sql/session_sum.sql
	sessionSumSQL string
	//go:embed sql/session_sum_made.sql
	sessionSumMadeSQL string
	//go:embed sql/session_told.sql
	sessionToldSQL string
	//go:embed sql/sessions_by.sql
	sessionsBySQL string
	//go:embed sql/sessions.sql
	sessionsSQL string
)

// SessionsBy is what the rows of Sessions are: SessionsInAll, SessionsByOne or a
// grouping of engine.
type SessionsBy string

// What no grouping of engine is called.
const (
	SessionsInAll SessionsBy = "all" // one row
	SessionsByOne SessionsBy = "session"
)

// SessionGroupings lists the words for what rows of Sessions are, the first one is
// for none.
func SessionGroupings() []SessionsBy {
	all := []SessionsBy{SessionsInAll, SessionsByOne}
	for _, by := range engine.Groupings()[1:] {
		all = append(all, SessionsBy(by))
	}
	return all
}

// keys are the key columns of a grouping.
func (by SessionsBy) keys() []string {
	var names []string
	for _, i := range keysOf(engine.Grouping(by)) {
		names = append(names, keyColumns()[i].Name)
	}
	return names
}

// Sessions is what sessions of tools made, shot by shot against their limits.
type Sessions struct {
	// Table has the columns of mart.ana_shot_made for each session that starts in
	// the window; by anything else, its keys, how many sessions they had shots of
	// (sessions), and the sums of mart.ana_day over the shots in the window.
	Table    Table
	Range    Range  // of all data that the other filters leave
	Count    int64  // sessions in all
	Judged   int64  // of these, with shots beside limits
	Above    int64  // of these, with more than half of such shots above the limit of level 1
	Tools    int64  // with sessions
	Tool     string // one of them
	Worst    string // tool with most of Above, "" without one
	WorstOf  int64  // so many
	Sentence string
}

// Sessions tells the first rows; limit 0 gives all. A bare day of the window is one
// of the clock of the shots' location, from midnight to midnight.
func (a *Analysis) Sessions(ctx context.Context, f engine.Filter, by SessionsBy, limit int) (Sessions, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return Sessions{}, err
	}
	args := append(s.args(), sql.Named("limit", limitOf(limit)))
	told := step{name: "told", sql: sessionToldSQL}
	query := with(sessionsSQL, step{name: "piece", sql: sessionMadeSQL, kept: true}, step{name: "session_sum", sql: sessionSumMadeSQL}, told)
	if by != SessionsByOne {
		steps := append(sessionParts(s.window),
			step{name: "piece", sql: sessionPieceSQL}, step{name: "session_key_sum", sql: sessionKeySumSQL}, step{name: "session_sum", sql: sessionSumSQL}, told)
		query = with(sessionsBySQL, steps...)
		args = append(args, slices.Concat(hourArgs(s.window), []any{sql.Named("by", string(by))})...)
	}
	table, err := tableOf(ctx, a.reader, "tell the sessions", query, args...)
	if err != nil {
		return Sessions{}, err
	}
	answer := sessionsOf(table, by)
	if answer.Range, err = a.dataRange(ctx, s); err != nil {
		return Sessions{}, err
	}
	if answer.Sentence = sessionsSentence(answer); answer.Count == 0 {
		answer.Sentence = emptySentence(s, answer.Range)
	}
	return answer, nil
}

// sessionParts are the pieces of sessions in the window, and the shots of the hours
// that it cuts.
func sessionParts(w engine.Window) []step {
	steps := []step{{name: "session_slot", sql: sessionSlotSQL}, {name: "session_part", sql: sessionWholeSQL}}
	if cutHour(w.From) != nil || cutHour(w.To) != nil {
		steps[1].name = "session_whole"
		steps = append(steps, step{name: "session_cut", sql: sessionCutSQL, kept: true}, step{name: "session_part", sql: "FROM session_whole UNION ALL FROM session_cut\n"})
	}
	return steps
}

// hourArgs are the full hours around the bounds of the window; a bound that is one, a
// day or open cuts none.
func hourArgs(w engine.Window) []any {
	from, to := cutHour(w.From), cutHour(w.To)
	wholeFrom, wholeTo := instantOf(w.From), instantOf(w.To)
	if from != nil {
		wholeFrom = from.Add(time.Hour)
	}
	if to != nil {
		wholeTo = *to
	}
	return []any{
		sql.Named("from_hour", value(from)), sql.Named("to_hour", value(to)), sql.Named("whole_from", wholeFrom), sql.Named("whole_to", wholeTo),
	}
}

func cutHour(b engine.Bound) *time.Time {
	if fullHour(b) {
		return nil
	}
	return new(b.Time.UTC().Truncate(time.Hour))
}

// sessionsOf takes what the sentence says out of the rows, and the keys of other
// groupings.
func sessionsOf(t Table, by SessionsBy) Sessions {
	first := t.first()
	s := Sessions{
		Count: first.count("all_sessions"), Judged: first.count("all_judged"), Above: first.count("all_above"), Tools: first.count("all_tools"),
		Tool: toldOf[string](first, "a_tool"), Worst: toldOf[string](first, "worst_tool"), WorstOf: first.count("worst_sessions"),
	}
	t = t.before("all_sessions")
	if by == SessionsByOne {
		s.Table = t
		return s
	}
	var kept []int
	for i, c := range t.Columns {
		if i >= len(keyColumns()) || slices.Contains(by.keys(), c.Name) {
			kept = append(kept, i)
			s.Table.Columns = append(s.Table.Columns, c)
		}
	}
	for _, row := range t.Rows {
		var values []any
		for _, i := range kept {
			values = append(values, row[i])
		}
		s.Table.Rows = append(s.Table.Rows, values)
	}
	return s
}

// Session is what a list of sessions shows of one.
type Session struct {
	StartUTC, EndUTC         time.Time
	StartLocal, EndLocal     time.Time // on the clock of its first and its last shot's location
	PartCode                 string    // "" without one
	Shots, Idle              int64
	Below, Within, Above     *int64   // of level 1; nil without limits
	Median, Temperature      *float64 // s, °C; nil where all are idle, or none was measured
	ProductionUS, DurationUS int64
}

// Uptime is the share of its time in cycles, nil without time.
func (s Session) Uptime() *float64 { return ratio(s.ProductionUS, s.DurationUS) }

// List has the rows of a table by session.
func (s Sessions) List() []Session {
	at := map[string]int{}
	for i, c := range s.Table.Columns {
		at[c.Name] = i
	}
	var all []Session
	for _, row := range s.Table.Rows {
		one := Session{
			Below: valueOf[int64](row[at["shots_below"]]), Within: valueOf[int64](row[at["shots_within"]]), Above: valueOf[int64](row[at["shots_above"]]),
			Median: valueOf[float64](row[at["ct_p50"]]), Temperature: valueOf[float64](row[at["temp_mean"]]),
		}
		one.StartUTC, _ = row[at["start_utc"]].(time.Time)
		one.EndUTC, _ = row[at["end_utc"]].(time.Time)
		one.StartLocal, _ = row[at["start_local"]].(time.Time)
		one.EndLocal, _ = row[at["end_local"]].(time.Time)
		one.PartCode, _ = row[at["part_code"]].(string)
		one.Shots, _ = row[at["shots_made"]].(int64)
		one.Idle, _ = row[at["shots_idle"]].(int64)
		one.ProductionUS, _ = row[at["production_time_us"]].(int64)
		one.DurationUS, _ = row[at["total_time_us"]].(int64)
		all = append(all, one)
	}
	return all
}

// SessionBar is a row of Sessions as a picture has it.
type SessionBar struct {
	Label string
	Above *float64 // share of the shots beside limits that are above level 1; nil without limits
	Shots int64
}

// Bars are the rows of a grouping with their keys in one label.
func (s Sessions) Bars(by SessionsBy) []SessionBar {
	var bars []SessionBar
	for n := range s.Table.Rows {
		row := s.Table.row(n)
		b := SessionBar{Label: by.label(row), Shots: row.count("shots_made")}
		if above := valueOf[int64](row["shots_above"]); above != nil {
			b.Above = ratio(*above, row.count("shots_below")+row.count("shots_within")+*above)
		}
		bars = append(bars, b)
	}
	return bars
}

func (by SessionsBy) label(row namedRow) string {
	switch by {
	case SessionsInAll:
		return "all"
	case SessionsByOne:
		return toldOf[string](row, "equipment_code") + " " + toldOf[time.Time](row, "start_local").Format("2006-01-02 15:04")
	}
	var keys []any
	for _, key := range by.keys() {
		keys = append(keys, row[key])
	}
	return label(engine.Grouping(by), keys)
}

func valueOf[T any](v any) *T {
	if v, ok := v.(T); ok {
		return &v
	}
	return nil
}

// sessionsSentence says in how many sessions most shots were too slow, and where.
func sessionsSentence(s Sessions) string {
	const above = "more than half of their shots above the limit"
	all := engine.Counted(s.Count, "session", "sessions")
	who, of := s.Tool+": ", ""
	if s.Tools > 1 {
		who, of = "", fmt.Sprintf(" of %s", engine.Counted(s.Tools, "tool", "tools"))
	}
	switch {
	case s.Judged == 0:
		return fmt.Sprintf("%s%s%s, without limits: no approved cycle time is known", who, all, of)
	case s.Above == 0:
		return fmt.Sprintf("%s0 of %s%s had %s", who, all, of, above)
	}
	words := fmt.Sprintf("%s%s of %s%s had %s", who, engine.Count(s.Above), all, of, above)
	if s.Tools > 1 && s.WorstOf < s.Above {
		return words + fmt.Sprintf(", %s of them on %s", engine.Count(s.WorstOf), s.Worst)
	}
	if s.Tools > 1 {
		return words + ", all on " + s.Worst
	}
	return words
}
