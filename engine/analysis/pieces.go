package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"sprue/engine"
)

// over asks a question about the pieces in the window, which come from the
// quickest source that knows the window's edges and the grouping's keys; more
// are steps between the pieces and the question.
func (a *Analysis) over(ctx context.Context, s scope, by engine.Grouping, question string, more ...step) (query string, args []any, err error) {
	steps, cutArgs, err := a.ratePieces(ctx, s, by)
	if err != nil {
		return "", nil, err
	}
	args = append(s.args(), sql.Named("by", string(by)))
	return with(question, append(steps, more...)...), append(args, cutArgs...), nil
}

// ratePieces are the steps to the pieces.
func (a *Analysis) ratePieces(ctx context.Context, s scope, by engine.Grouping) (steps []step, args []any, err error) {
	slot := step{name: "slot", sql: slotSQL}
	switch {
	case s.window.Dates() && by == engine.ByShift:
		return []step{{name: "pieces", sql: pieceShiftSQL}}, nil, nil
	case s.window.Dates() && by != engine.ByHour:
		return []step{{name: "pieces", sql: pieceDaySQL}}, nil, nil
	case !s.cutsHours():
		return []step{slot, {name: "pieces", sql: pieceSlotSQL}}, nil, nil
	}
	cut, err := a.cutRates(ctx, s)
	return []step{slot, {name: "pieces", sql: pieceSlotSQL + "UNION ALL BY NAME\n" + pieceCutSQL}}, []any{sql.Named("cut_rates", cut)}, err
}

// cutRates and cutCycles are what a window takes of the hours that it cuts, as JSON
// of rows: a few of each, so that the shots are looked at once, whatever is asked.
func (a *Analysis) cutRates(ctx context.Context, s scope) (string, error) {
	return a.cutRows(ctx, s, step{name: "cut_rate", sql: cutRateSQL})
}

func (a *Analysis) cutCycles(ctx context.Context, s scope) (string, error) {
	return a.cutRows(ctx, s, step{name: "cut_cycle", sql: cutCycleSQL})
}

func (a *Analysis) cutRows(ctx context.Context, s scope, rows step) (string, error) {
	return common(ctx, a, rows.name, s, func(ctx context.Context) (text string, err error) {
		var reach int64
		if err := a.reader.QueryRow(ctx, reachSQL).Scan(&reach); err != nil {
			return "", fmt.Errorf("find how far intervals reach: %w", err)
		}
		query := with("SELECT COALESCE(to_json(list(r)), '[]')::VARCHAR FROM "+rows.name+" r",
			step{name: "window_slot", sql: slotSQL}, step{name: "slot", sql: "SELECT * FROM window_slot WHERE is_cut", kept: true},
			step{name: "cut_slot", sql: cutSlotSQL}, step{name: "cut_shot", sql: cutShotSQL, kept: true}, rows)
		args := append(s.args(), sql.Named("by", ""), sql.Named("reach_us", reach),
			sql.Named("cut_from", cut(s.window.From)), sql.Named("cut_to", cut(s.window.To)))
		if err := a.reader.QueryRow(ctx, query, args...).Scan(&text); err != nil {
			return "", fmt.Errorf("look at the hours that the window cuts: %w", err)
		}
		return text, nil
	})
}

// cutsHours tells whether a bound of the window lies in an hour.
func (s scope) cutsHours() bool { return !fullHour(s.window.From) || !fullHour(s.window.To) }

// cut is a bound that cuts slots.
func cut(b engine.Bound) any {
	if fullHour(b) {
		return nil
	}
	return b.Time
}

// fullHour tells whether a bound lies between slots.
func fullHour(b engine.Bound) bool {
	return b.IsZero() || b.IsDate || b.Time.Equal(b.Time.Truncate(time.Hour))
}
