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
	case fullHour(s.window.From) && fullHour(s.window.To):
		return []step{slot, {name: "pieces", sql: pieceSlotSQL}}, nil, nil
	}
	cuts, args, err := a.cutSteps(ctx, s)
	if err != nil {
		return nil, nil, err
	}
	steps = append([]step{slot}, cuts...)
	return append(steps, step{name: "pieces", sql: pieceSlotSQL + "UNION ALL\n" + pieceCutSQL}), args, nil
}

// cutSteps are the slots that a window cuts, and their shots.
func (a *Analysis) cutSteps(ctx context.Context, s scope) (steps []step, args []any, err error) {
	var reach int64
	if err := a.reader.QueryRow(ctx, reachSQL).Scan(&reach); err != nil {
		return nil, nil, fmt.Errorf("find how far intervals reach: %w", err)
	}
	return []step{{name: "cut_slot", sql: cutSlotSQL}, {name: "cut_shot", sql: cutShotSQL, kept: true}}, []any{
		sql.Named("reach_us", reach), sql.Named("cut_from", cut(s.window.From)), sql.Named("cut_to", cut(s.window.To)),
	}, nil
}

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
