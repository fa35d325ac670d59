package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/models"
)

// OEE is what overall equipment effectiveness (ISO 22400-2) is made of, of the
// places where a calendar says what is planned. Durations in µs.
type OEE struct {
	PlannedUS         int64 // planned time up to now
	ProductionUS      int64 // production time in planned time
	IdealUS           int64 // Σ approved_ct over the shots that have one
	IdealProductionUS int64 // production time of such shots, planned or not
	ProducedParts     int64 // good and rejected, where scrap is counted
	RejectedParts     int64
}

// What is said beside an OEE.
const (
	withoutQuality = "without quality"
	approvedTooBig = "approved cycle time looks too long"
)

// Availability is production time in planned time / planned time; nil where
// nothing was planned.
func (o OEE) Availability() *float64 { return ratio(o.ProductionUS, o.PlannedUS) }

// Performance is Σ approved_ct × shots / production time. It may pass 1; nil
// without production or an approved cycle time.
func (o OEE) Performance() *float64 { return ratio(o.IdealUS, o.IdealProductionUS) }

// Quality is good / all parts; nil where no scrap is counted.
func (o OEE) Quality() *float64 { return ratio(o.ProducedParts-o.RejectedParts, o.ProducedParts) }

// Value is availability × performance × quality, the last one only where it is
// known: Note says so. 0 where planned time had no production; nil where
// nothing was planned, or no approved cycle time is known.
func (o OEE) Value() *float64 {
	a, p, q := o.Availability(), o.Performance(), o.Quality()
	switch {
	case a == nil:
		return nil
	case *a == 0:
		return new(0.0)
	case p == nil:
		return nil
	case q == nil:
		return new(*a * *p)
	}
	return new(*a * *p * *q)
}

// Note is what a reader must know of the figures, "" where there is nothing.
func (o OEE) Note() string {
	var notes []string
	p := o.Performance()
	switch {
	case o.PlannedUS == 0:
		notes = append(notes, "nothing was planned")
	case o.Value() == nil:
		notes = append(notes, "no approved cycle time")
	case o.ProducedParts == 0:
		notes = append(notes, withoutQuality)
	}
	if p != nil && *p > 1 {
		notes = append(notes, approvedTooBig)
	}
	return strings.Join(notes, "; ")
}

// add gives both together.
func (o OEE) add(b OEE) OEE {
	return OEE{
		PlannedUS: o.PlannedUS + b.PlannedUS, ProductionUS: o.ProductionUS + b.ProductionUS,
		IdealUS: o.IdealUS + b.IdealUS, IdealProductionUS: o.IdealProductionUS + b.IdealProductionUS,
		ProducedParts: o.ProducedParts + b.ProducedParts, RejectedParts: o.RejectedParts + b.RejectedParts,
	}
}

// oeeColumns are the figures as columns of a Table.
func oeeColumns() []Column {
	return []Column{
		{Name: "planned_time_us", Unit: "us", Kind: Whole},
		{Name: "availability", Unit: "share", Kind: Real}, {Name: "performance", Unit: "share", Kind: Real},
		{Name: "quality", Unit: "share", Kind: Real}, {Name: "oee", Unit: "share", Kind: Real},
		{Name: "oee_note", Kind: Text},
	}
}

func (o OEE) values() []any {
	return []any{o.PlannedUS, value(o.Availability()), value(o.Performance()), value(o.Quality()), value(o.Value()), textOrNil(o.Note())}
}

func textOrNil(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// Effectiveness is OEE over a window, and that of each tool.
type Effectiveness struct {
	Total  OEE
	Before *OEE           // of the period before; nil where nothing was planned in it
	Tools  map[string]OEE // by code: tools that were planned or made something
	Days   []OEEDay       // production days on which something was planned or made, in their order
}

// OEEDay is the OEE of a production day.
type OEEDay struct {
	Date time.Time
	OEE
}

// Effectiveness is nil where nothing was planned in the window.
func (a *Analysis) Effectiveness(ctx context.Context, f engine.Filter) (*Effectiveness, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return nil, err
	}
	if has, err := a.hasPlan(ctx); err != nil || !has {
		return nil, err
	}
	out := &Effectiveness{Tools: map[string]OEE{}}
	var earlier []Row
	err = atOnce(ctx,
		func(ctx context.Context) error { return a.effectiveness(ctx, s, out) },
		func(ctx context.Context) (err error) {
			if before, ok := a.previous(s); ok {
				earlier, err = a.plannedRows(ctx, before, engine.ByTool)
			}
			return err
		},
	)
	if err != nil {
		return nil, err
	}
	if out.Total.PlannedUS == 0 {
		return nil, nil
	}
	if then := sumOEE(earlier); then.PlannedUS > 0 {
		out.Before = &then
	}
	return out, nil
}

// effectiveness adds the tools, the days and their total.
func (a *Analysis) effectiveness(ctx context.Context, s scope, out *Effectiveness) error {
	steps, args, err := a.oeeSteps(ctx, s, engine.ByDay)
	if err != nil {
		return err
	}
	type row struct {
		tool sql.NullString // of a day NULL
		date sql.NullTime   // of a tool NULL
		OEE
	}
	rows, err := list(ctx, a.reader, "compute OEE", with(effectivenessSQL, steps...), args, func(rows *sql.Rows) (r row, err error) {
		return r, rows.Scan(append([]any{&r.tool, &r.date}, r.dest()...)...)
	})
	for _, r := range rows {
		if r.date.Valid {
			out.Days = append(out.Days, OEEDay{r.date.Time, r.OEE})
			continue
		}
		out.Tools[r.tool.String], out.Total = r.OEE, out.Total.add(r.OEE)
	}
	return err
}

// dest is where its sums are read to.
func (o *OEE) dest() []any {
	return []any{&o.PlannedUS, &o.ProductionUS, &o.IdealUS, &o.IdealProductionUS, &o.ProducedParts, &o.RejectedParts}
}

func sumOEE(rows []Row) (sum OEE) {
	for _, row := range rows {
		sum = sum.add(*row.OEE)
	}
	return sum
}

// hasPlan tells whether a calendar says what is planned anywhere.
func (a *Analysis) hasPlan(ctx context.Context) (bool, error) {
	return common(ctx, a, "plan", nil, func(ctx context.Context) (has bool, err error) {
		if err := a.reader.QueryRow(ctx, with(hasPlanSQL, step{name: "plan", sql: planSQL})).Scan(&has); err != nil {
			return false, fmt.Errorf("look for a calendar: %w", err)
		}
		return has, nil
	})
}

// addOEE adds OEE to the rows, and rows that have planned time alone.
func (a *Analysis) addOEE(ctx context.Context, s scope, answer *Answer) error {
	has, err := a.hasPlan(ctx)
	if err != nil || !has {
		return err
	}
	planned, err := a.plannedRows(ctx, s, answer.Question.By)
	if err != nil {
		return err
	}
	byKeys := map[string]Row{}
	for _, row := range answer.Rows {
		byKeys[fmt.Sprint(row.Keys)] = row
	}
	answer.OEE, answer.Rows = new(sumOEE(planned)), nil
	for _, row := range planned {
		if known, ok := byKeys[fmt.Sprint(row.Keys)]; ok {
			known.OEE = row.OEE
			row = known
		}
		answer.Rows = append(answer.Rows, row)
	}
	return nil
}

// plannedRows has a row for each key, in their order, with nothing but OEE.
func (a *Analysis) plannedRows(ctx context.Context, s scope, by engine.Grouping) ([]Row, error) {
	steps, args, err := a.oeeSteps(ctx, s, by)
	if err != nil {
		return nil, err
	}
	return list(ctx, a.reader, "compute OEE", with(oeeSQL, steps...), args, func(rows *sql.Rows) (Row, error) {
		all, dest := keyDest()
		o := OEE{}
		err := rows.Scan(append(dest, o.dest()...)...)
		keys := keysIn(by, all)
		return Row{Keys: keys, Label: label(by, keys), OEE: &o}, err
	})
}

// oeeSteps are what OEE is made of, by all that a grouping asks for.
func (a *Analysis) oeeSteps(ctx context.Context, s scope, by engine.Grouping) ([]step, []any, error) {
	pieces, args, err := a.ratePieces(ctx, s, by)
	if err != nil {
		return nil, nil, err
	}
	return a.oeeOf(ctx, s, by, pieces, args)
}

// oeeOf take the plan from the model that a build cuts time with, so that idle time
// and that of runs, in pieces, have the same edges. Scrap is counted by day: a
// shift, an hour or a window of instants has none.
func (a *Analysis) oeeOf(ctx context.Context, s scope, by engine.Grouping, pieces []step, args []any) ([]step, []any, error) {
	slots, err := models.Find("mart.rate_slot")
	if err != nil {
		return nil, nil, fmt.Errorf("compute OEE: %w", err)
	}
	until, err := a.toldUntil(ctx)
	if err != nil {
		return nil, nil, err
	}
	isByDay := s.window.Dates() && by != engine.ByShift && by != engine.ByHour
	steps := slices.Concat(pieces, []step{
		{name: "idle", sql: oeeIdleSQL, kept: true},
		{name: "rate_kind", sql: oeeClockSQL}, {name: "rate_shot", sql: oeeClockDaySQL},
		{name: "rate_reference", sql: "SELECT 0 AS ref_us\n"}, {name: "rate_slot", sql: slots.SQL},
		{name: "plan", sql: planSQL}, {name: "scrap", sql: oeeScrapSQL}, {name: "oee_piece", sql: oeePieceSQL},
	})
	return steps, slices.Concat(s.args(), args, []any{
		sql.Named("by", string(by)), sql.Named("until", until), sql.Named("is_by_day", isByDay),
	}), nil
}

// toldUntil is until when silence is known to be one: until now, but not beyond
// what is mirrored and built; nil before the first sync.
func (a *Analysis) toldUntil(ctx context.Context) (any, error) {
	var asOf sql.NullTime
	var build sql.Null[uint64]
	if err := a.reader.QueryRow(ctx, kioskAsOfSQL).Scan(&asOf, &build); err != nil {
		return nil, fmt.Errorf("find until when the figures tell: %w", err)
	}
	if !asOf.Valid {
		return nil, nil
	}
	return minTime(asOf.Time, a.cfg.Clock().UTC()), nil
}
