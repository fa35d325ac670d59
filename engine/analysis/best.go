package analysis

import (
	"context"
	"database/sql"
	"fmt"

	"sprue/engine"
)

// Best is the best demonstrated cycle of tools and parts.
type Best struct {
	// Table has a row for each tool and part with shots in the window, the largest gap
	// first: their median (ct_median, s), the best one that was held over four production
	// hours of all time (best_ct, s; NULL with a reason), gap_to_best = ct_median /
	// best_ct − 1, and when that was.
	Table    Table
	Sentence string
}

// Best tells the first rows; limit 0 gives all. It goes through all shots of the
// tools, 150,000 in a second, so the filter has to name them.
func (a *Analysis) Best(ctx context.Context, f engine.Filter, limit int) (Best, error) {
	if err := CheckBest(f); err != nil {
		return Best{}, err
	}
	s, err := a.scope(ctx, f)
	if err != nil {
		return Best{}, err
	}
	return a.best(ctx, s, limit)
}

func (a *Analysis) best(ctx context.Context, s scope, limit int) (Best, error) {
	query := with(bestSQL, step{name: "tool_of_scope", sql: toolOfScopeSQL}, step{name: "part", sql: baselinePartSQL},
		step{name: "shot", sql: bestShotSQL, kept: true}, step{name: "held", sql: bestHeldSQL}, step{name: "best_hours", sql: bestHoursSQL},
		step{name: "asked", sql: bestAskedSQL})
	t, err := tableOf(ctx, a.reader, "find the best demonstrated cycle", query, append(s.args(), sql.Named("limit", limitOf(limit)))...)
	if err != nil {
		return Best{}, err
	}
	return Best{Table: t, Sentence: bestSentence(t)}, nil
}

// CheckBest refuses a filter without tools, before anything is read.
func CheckBest(f engine.Filter) error {
	if len(f.Tools) > 0 {
		return nil
	}
	return &engine.Error{
		Code: engine.CodeUsage, Doing: "find the best demonstrated cycle", Message: "name one tool or more: it goes through all their shots",
		Hint: "filter by tool",
	}
}

// bestSentence names the tool with the largest gap.
func bestSentence(t Table) string {
	if len(t.Rows) == 0 {
		return "No slow, fast or normal shots in this window"
	}
	first := t.first()
	tool := toldOf[string](first, "equipment_code")
	median, best, gap := valueOf[float64](first["ct_median"]), valueOf[float64](first["best_ct"]), valueOf[float64](first["gap_to_best"])
	if gap == nil || best == nil || median == nil {
		return "Not known: no tool that fits held its cycle time over 4 production hours with 200 shots and a CV under 3 %"
	}
	if *gap <= 0 {
		return fmt.Sprintf("%s is as fast as its best 4 hours, %s s", tool, engine.Significant(*best))
	}
	return fmt.Sprintf("%s is %s slower than its best 4 hours: %s s, it has held %s s", tool, engine.Share(*gap), engine.Significant(*median), engine.Significant(*best))
}
