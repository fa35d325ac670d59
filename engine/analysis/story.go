package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"time"
)

func (a *Analysis) story(ctx context.Context, shot tracedShot) (Story, error) {
	story := Story{Title: shot.title()}
	args := []any{
		sql.Named("counter", shot.counter), sql.Named("seq", value(shot.seq)), sql.Named("time", timeOf(shot.at)),
		// As text: database/sql refuses a uint64 above 2^63.
		sql.Named("packet", strconv.FormatUint(shot.packet, 10)), sql.Named("item", value(shot.item)), sql.Named("reason", value(shot.reason)),
	}
	all := chapters()
	if shot.reason != nil {
		all = all[:2]
	}
	for _, chapter := range all {
		query, err := traceQuery(chapter.file)
		if err != nil {
			return Story{}, err
		}
		steps, err := list(ctx, a.reader, "trace the shot: "+chapter.title, query, args, scanStep)
		if err != nil {
			return Story{}, err
		}
		for _, step := range steps {
			step.Title = chapter.title
			story.Steps = append(story.Steps, step)
		}
	}
	return story, nil
}

func (s tracedShot) title() string {
	number := "without a number"
	if s.seq != nil {
		number = strconv.FormatInt(*s.seq, 10)
	}
	title := fmt.Sprintf("Shot %s of %s", number, s.counter)
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
		switch {
		case v == nil:
		case columns[i].Name() == "text":
			step.Text = fmt.Sprint(v)
		default:
			step.Facts = append(step.Facts, Fact{Name: columns[i].Name(), Value: factText(v, columns[i].DatabaseTypeName())})
		}
	}
	return step, nil
}

// factText is a value in full: a trace rounds nothing.
func factText(v any, sqlType string) string {
	switch v := v.(type) {
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case time.Time:
		if sqlType == "DATE" {
			return v.Format(time.DateOnly)
		}
		return v.Format("2006-01-02 15:04:05.999999")
	}
	return fmt.Sprint(v)
}
