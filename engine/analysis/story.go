package analysis

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"sprue/engine"
)

func (a *Analysis) story(ctx context.Context, shot tracedShot) (Story, error) {
	story := Story{Title: shot.title(), Shot: shot.facts()}
	args := []any{
		sql.Named("counter", shot.counter), sql.Named("seq", value(shot.seq)), sql.Named("time", timeOf(shot.at)),
		// As text: database/sql refuses a uint64 above 2^63.
		sql.Named("packet", strconv.FormatUint(shot.packet, 10)), sql.Named("item", value(shot.item)), sql.Named("reason", value(shot.reason)),
	}
	pruned, err := a.prunedText(ctx, shot)
	if err != nil {
		return Story{}, err
	}
	args = append(args, pruned...)
	for _, chapter := range shot.chapters() {
		query, err := traceQuery(chapter.key)
		if err != nil {
			return Story{}, err
		}
		steps, err := list(ctx, a.reader, "trace the shot: "+chapter.title, query, args, scanStep)
		if err != nil {
			return Story{}, err
		}
		for _, step := range steps {
			step.Key, step.Title = chapter.key, chapter.title
			story.Steps = append(story.Steps, step)
		}
	}
	return story, nil
}

// prunedText gives the packet's text where it was pruned from the file, and a
// sentence that says so. A shot whose text is out of reach has a story all the same.
func (a *Analysis) prunedText(ctx context.Context, shot tracedShot) ([]any, error) {
	var text, sentence any
	if a.cfg.PrunedText != nil && !shot.missing {
		found, place, err := a.cfg.PrunedText(ctx, shot.packet)
		var own *engine.Error
		switch {
		case errors.As(err, &own):
			sentence = " Its text was pruned and cannot be read: " + own.Message + "; " + own.Hint + "."
		case err != nil:
			return nil, err
		case place != "":
			text, sentence = found, " Its text was pruned, and is in "+place+"."
		}
	}
	return []any{sql.Named("pruned_text", text), sql.Named("pruned", sentence)}, nil
}

// chapters are those that have something to say about the shot.
func (s tracedShot) chapters() []chapter {
	all := chapters()
	last := len(all) - 1
	switch {
	case s.missing:
		return all[last:]
	case s.reason != nil:
		return all[:2]
	}
	return all[:last]
}

func (s tracedShot) title() string {
	if s.counter == "" {
		return fmt.Sprintf("Packet %d without a counter, left out", s.packet)
	}
	if s.item == nil && s.reason != nil {
		return fmt.Sprintf("Packet %d of %s, left out", s.packet, s.counter)
	}
	number := "without a number"
	if s.seq != nil {
		number = strconv.FormatInt(*s.seq, 10)
	}
	title := fmt.Sprintf("Shot %s of %s", number, s.counter)
	if s.missing {
		return title + ", missing"
	}
	if s.at.Valid {
		title += " at " + s.at.Time.Format(time.RFC3339Nano)
	}
	if s.tool.Valid {
		return title + " on " + s.tool.String
	}
	return title + ", left out"
}

func timeOf(t sql.NullTime) any {
	if !t.Valid {
		return nil
	}
	return t.Time
}

// facts are those of the shot itself.
func (s tracedShot) facts() []Fact {
	if s.missing {
		s.at = sql.NullTime{}
	}
	return []Fact{
		{Key: "counter_code", Name: "counter", Value: text(s.counter)},
		{Key: "seq", Name: "number", Kind: Whole, Value: value(s.seq)},
		{Key: "shot_time_utc", Name: "time (UTC)", Kind: Instant, Value: timeOf(s.at)},
		{Key: "equipment_code", Name: "tool", Value: text(s.tool.String)},
	}
}

// scanStep turns a row into a step: 'text' and facts.
func scanStep(rows *sql.Rows) (Step, error) {
	columns, err := rows.ColumnTypes()
	if err != nil {
		return Step{}, err
	}
	values := make([]any, len(columns))
	dest := make([]any, len(columns))
	for i := range values {
		dest[i] = &values[i]
	}
	if err := rows.Scan(dest...); err != nil {
		return Step{}, err
	}
	var step Step
	for i, v := range values {
		if columns[i].Name() == "text" {
			step.Text = fmt.Sprint(v)
			continue
		}
		step.Facts = append(step.Facts, fact(columns[i].Name(), columns[i].DatabaseTypeName(), v))
	}
	return step, nil
}

// fact names a value and takes it for what its column holds. Narrow numbers
// come as int64, so that every reader knows them.
func fact(column, sqlType string, v any) Fact {
	key, name, both := strings.Cut(column, "|")
	if !both {
		name = key
	}
	f := Fact{Key: key, Name: name, Kind: kindOf(sqlType), Value: v}
	switch number := reflect.ValueOf(v); {
	case number.CanInt():
		f.Value = number.Int()
	case number.CanUint() && sqlType != "UBIGINT": // a hash stays what it is
		f.Value = int64(number.Uint())
	}
	return f
}

func kindOf(sqlType string) Kind {
	switch sqlType {
	case "BOOLEAN":
		return Truth
	case "DATE":
		return Date
	case "TIMESTAMP", "TIMESTAMPTZ":
		return Instant
	case "FLOAT", "DOUBLE":
		return Real
	case "VARCHAR":
		return Text
	}
	return Whole
}

// Words is a value in full for a reader, "" for none: a trace rounds nothing.
func (f Fact) Words() string {
	switch v := f.Value.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case time.Time:
		if f.Kind == Date {
			return v.Format(time.DateOnly)
		}
		return v.Format("2006-01-02 15:04:05.999999")
	}
	return fmt.Sprint(f.Value)
}
