package analysis

import (
	"context"
	"database/sql"
	"time"

	"sprue/engine"
)

// SlowCycles is the cause of a loss beside the kinds of stops.
const SlowCycles = "slow"

// Loss is what a tool lost in the window, and the main cause.
type Loss struct {
	Tool    string
	LossUS  int64     // downtime and speed loss
	Share   float64   // of that of all tools
	Cause   string    // gap, long, idle or SlowCycles; "" where the stops began before
	CauseUS int64     // what it cost
	Since   time.Time // production day; zero where the last day was quiet
}

// Worst gives the tools with the largest loss, limit of them; 0 gives all.
func (a *Analysis) Worst(ctx context.Context, f engine.Filter, limit int) ([]Loss, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return nil, err
	}
	return a.worst(ctx, s, limit)
}

func (a *Analysis) worst(ctx context.Context, s scope, limit int) ([]Loss, error) {
	query, args, err := a.over(ctx, s, engine.ByDay, worstSQL,
		step{name: "stops", sql: stopSourceSQL}, step{name: "loss_day", sql: lossDaySQL}, step{name: "worst_tool", sql: worstToolSQL})
	if err != nil {
		return nil, err
	}
	args = append(args, sql.Named("limit", limitOf(limit)), sql.Named("shifts", nil))
	return list(ctx, a.reader, "find the largest losses", query, args, func(rows *sql.Rows) (Loss, error) {
		var l Loss
		var cause sql.NullString
		var us sql.NullInt64
		var since sql.NullTime
		err := rows.Scan(&l.Tool, &l.LossUS, &l.Share, &cause, &us, &since)
		l.Cause, l.CauseUS, l.Since = cause.String, us.Int64, since.Time
		return l, err
	})
}

// LossTable is Worst for REST.
func LossTable(losses []Loss) Table {
	t := Table{Columns: []Column{
		{Name: "equipment_code"}, {Name: "loss_us", Unit: "us", Kind: Whole}, {Name: "share", Unit: "share", Kind: Real},
		{Name: "cause"}, {Name: "cause_us", Unit: "us", Kind: Whole}, {Name: "since_date", Kind: Date},
	}}
	for _, l := range losses {
		t.Rows = append(t.Rows, []any{l.Tool, l.LossUS, l.Share, text(l.Cause), l.CauseUS, l.Since})
	}
	return t
}
