package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/models"
)

// EndOfLife is how much of the life of tools is used, and until when the rest
// lasts, on the last production day with shots of any tool.
type EndOfLife struct {
	Rows     []Life // over first, then by the day on which they will be
	Record   Record // of the forecasts of all rows
	Sentence string
}

// Life is a row of mart.end_of_life, with how far its forecasts were right.
type Life struct {
	Tool             string
	AsOf             *time.Time // nil where no tool has made a shot
	First, Last      *time.Time // production days with shots
	Initial          *int64     // shots before it was counted
	Counted          int64
	Shots            int64 // both
	Designed         *int64
	Used             *float64 // Shots / Designed
	Status           LifeStatus
	Days             *int64 // that the daily shots are from
	Daily            Daily
	At80, At100      Reach
	Reason           string // why At100.Likely is nil, as mart.end_of_life has it
	MaintenanceEvery *int64 // shots
	Maintained       *time.Time
	MaintenanceShots *int64 // since then
	MaintenanceShare *float64
	MaintenanceDue   *time.Time
	Record           Record
}

// LifeStatus is how far a tool is.
type LifeStatus string

// The statuses of a life.
const (
	LifeOK      LifeStatus = "ok"
	LifeWatch   LifeStatus = "watch"   // from 80 % on
	LifeOver    LifeStatus = "over"    // from 100 % on
	LifeUnknown LifeStatus = "unknown" // nobody says how many shots it is made for
)

// Daily are percentiles of the shots of a production day, idle days counted as 0.
type Daily struct{ P10, Median, P90 *float64 }

// Reach is the day on which a share is reached: at the 90th percentile, the median
// and the 10th percentile of the daily shots.
type Reach struct{ Earliest, Likely, Latest *time.Time }

// Record is how far the weekly forecasts of a tool's shots in 28 days were right, of
// those whose 28 days are over.
type Record struct {
	Forecasts int64
	Silent    int64    // more that foretold nothing, for the median day had no shot
	Error     *float64 // median of |expected − made| / made; nil without one, or where mostly nothing was made
}

// EndOfLife tells all tools that the filter leaves. It takes no window: life is as
// of the last build.
func (a *Analysis) EndOfLife(ctx context.Context, f engine.Filter) (EndOfLife, error) {
	if err := CheckLives(f); err != nil {
		return EndOfLife{}, err
	}
	s, err := a.scope(ctx, f)
	if err != nil {
		return EndOfLife{}, err
	}
	steps, err := lifeSteps("end_of_life", "forecast_score")
	if err != nil {
		return EndOfLife{}, err
	}
	steps = append(steps, step{name: "life", sql: lifeSQL, kept: true}, step{name: "life_record", sql: lifeRecordSQL, kept: true})
	var e EndOfLife
	e.Rows, err = list(ctx, a.reader, "tell the end of life", with(endOfLifeSQL, steps...), s.args(), func(rows *sql.Rows) (Life, error) {
		var l Life
		var reason sql.NullString
		err := rows.Scan(&l.Tool, &l.AsOf, &l.First, &l.Last, &l.Initial, &l.Counted, &l.Shots, &l.Designed, &l.Used, &l.Status,
			&l.Days, &l.Daily.P10, &l.Daily.Median, &l.Daily.P90,
			&l.At80.Earliest, &l.At80.Likely, &l.At80.Latest, &l.At100.Earliest, &l.At100.Likely, &l.At100.Latest, &reason,
			&l.MaintenanceEvery, &l.Maintained, &l.MaintenanceShots, &l.MaintenanceShare, &l.MaintenanceDue,
			&l.Record.Forecasts, &l.Record.Silent, &l.Record.Error, &e.Record.Forecasts, &e.Record.Silent, &e.Record.Error)
		l.Reason = reason.String
		return l, err
	})
	e.Sentence = endOfLifeSentence(e)
	return e, err
}

// lifeSteps are views of mart by their own SQL, of the days of the tools that the filter
// leaves: the views join tools to tools, and would go through the days of all for one.
func lifeSteps(views ...string) ([]step, error) {
	steps := []step{{name: "tool_of_scope", sql: toolOfScopeSQL}, {name: "asked_day", sql: askedDaySQL}}
	for _, name := range views {
		view, err := models.Find("mart." + name)
		if err != nil {
			return nil, fmt.Errorf("tell the end of life: %w", err)
		}
		steps = append(steps, step{name: name, sql: strings.ReplaceAll(view.SQL, "mart.run_rate_day d", "asked_day d")})
	}
	return steps, nil
}

// CheckLives refuses a filter with a window, before anything is read.
func CheckLives(f engine.Filter) error {
	if f.Window.IsZero() {
		return nil
	}
	return &engine.Error{
		Code: engine.CodeUsage, Doing: "tell the end of life", Message: "it is as of the last production day with shots, and has no window",
		Hint: "leave the window out; by week it tells what earlier weeks forecast",
	}
}

// Table has a row for each tool.
func (e EndOfLife) Table() Table {
	t := Table{Columns: []Column{
		{Name: "equipment_code"}, {Name: "as_of_date", Kind: Date}, {Name: "first_date", Kind: Date}, {Name: "last_date", Kind: Date},
		{Name: "initial_shots", Kind: Whole}, {Name: "counted_shots", Kind: Whole}, {Name: "shots", Kind: Whole}, {Name: "designed_shots", Kind: Whole},
		{Name: "used_share", Unit: "share", Kind: Real}, {Name: "status"}, {Name: "days", Kind: Whole},
		{Name: "daily_p10", Kind: Real}, {Name: "daily_median", Kind: Real}, {Name: "daily_p90", Kind: Real},
		{Name: "date_80_p90", Kind: Date}, {Name: "date_80_median", Kind: Date}, {Name: "date_80_p10", Kind: Date},
		{Name: "date_100_p90", Kind: Date}, {Name: "date_100_median", Kind: Date}, {Name: "date_100_p10", Kind: Date}, {Name: "reason"},
		{Name: "maintenance_every", Kind: Whole}, {Name: "maintenance_date", Kind: Date}, {Name: "maintenance_shots", Kind: Whole},
		{Name: "maintenance_share", Unit: "share", Kind: Real}, {Name: "maintenance_due", Kind: Date},
		{Name: "forecasts", Kind: Whole}, {Name: "silent_forecasts", Kind: Whole}, {Name: "median_error", Unit: "share", Kind: Real},
	}}
	for _, l := range e.Rows {
		t.Rows = append(t.Rows, []any{
			l.Tool, dateOrNil(l.AsOf), dateOrNil(l.First), dateOrNil(l.Last),
			value(l.Initial), l.Counted, l.Shots, value(l.Designed), value(l.Used), string(l.Status), value(l.Days),
			value(l.Daily.P10), value(l.Daily.Median), value(l.Daily.P90),
			dateOrNil(l.At80.Earliest), dateOrNil(l.At80.Likely), dateOrNil(l.At80.Latest),
			dateOrNil(l.At100.Earliest), dateOrNil(l.At100.Likely), dateOrNil(l.At100.Latest), text(l.Reason),
			value(l.MaintenanceEvery), dateOrNil(l.Maintained), value(l.MaintenanceShots), value(l.MaintenanceShare), dateOrNil(l.MaintenanceDue),
			l.Record.Forecasts, l.Record.Silent, value(l.Record.Error),
		})
	}
	return t
}
