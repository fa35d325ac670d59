package analysis

import (
	"context"
	"database/sql"

	"sprue/engine"
)

// Leader is a supplier or a location on its board.
type Leader struct {
	ID    *int64 // nil for tools without one
	Name  string
	Tools int64 // with data in the window
	Figures
	Compared
	Before *Figures // the period before; nil without one
}

// LossUS is downtime and speed loss.
func (l Leader) LossUS() int64 { return l.DowntimeUS + l.SpeedLossUS }

// Leaders gives a row for each supplier (engine.BySupplier) or location
// (engine.ByLocation), the largest loss first.
func (a *Analysis) Leaders(ctx context.Context, f engine.Filter, by engine.Grouping) ([]Leader, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return nil, err
	}
	boards, err := a.leaders(ctx, s)
	return boards[by], err
}

// boards are the leaders by supplier and by location.
type boards map[engine.Grouping][]Leader

func (a *Analysis) leaders(ctx context.Context, s scope) (boards, error) {
	now, err := a.boards(ctx, s)
	if err != nil {
		return nil, err
	}
	before, ok := a.previous(s)
	if !ok {
		return now, nil
	}
	then, err := a.boards(ctx, before)
	for by, leaders := range now {
		setBefore(leaders, then[by])
	}
	return now, err
}

func setBefore(now, then []Leader) {
	figures := map[int64]*Figures{}
	for _, l := range then {
		if l.ID != nil {
			figures[*l.ID] = &l.Figures
		}
	}
	for i, l := range now {
		if l.ID != nil {
			now[i].Before = figures[*l.ID]
		}
	}
}

func (a *Analysis) boards(ctx context.Context, s scope) (boards, error) {
	query, args, err := a.over(ctx, s, engine.ByDay, leadersSQL, step{name: "approved", sql: approvedSQL}, step{name: "compared", sql: comparedSQL})
	if err != nil {
		return nil, err
	}
	type row struct {
		by engine.Grouping
		Leader
	}
	rows, err := list(ctx, a.reader, "compare suppliers and locations", query, args, func(rows *sql.Rows) (row, error) {
		var r row
		var name sql.NullString
		err := rows.Scan(append([]any{&r.by, &r.ID, &name, &r.Tools, &r.ComparedUS, &r.ExpectedUS}, r.dest()...)...)
		r.Name = name.String
		return r, err
	})
	all := boards{}
	for _, r := range rows {
		all[r.by] = append(all[r.by], r.Leader)
	}
	return all, err
}

// LeadersTable is Leaders for REST.
func LeadersTable(leaders []Leader, by engine.Grouping) Table {
	t := Table{Columns: append([]Column{
		{Name: string(by) + "_id", Kind: Whole}, {Name: string(by) + "_name"}, {Name: "tools", Kind: Whole},
		{Name: "ct_deviation", Unit: "share", Kind: Real},
	}, figureColumns()...)}
	for _, l := range leaders {
		t.Rows = append(t.Rows, append([]any{value(l.ID), text(l.Name), l.Tools, value(l.Deviation())}, l.values()...))
	}
	return t
}
