package analysis

import (
	"context"
	"database/sql"
	"time"

	"sprue/engine"
)

// baselineWindows are the days of mart.baba_window.
type baselineWindows map[process]ProcessBaseline

func (a *Analysis) baselineWindows(ctx context.Context, s scope) (baselineWindows, error) {
	all := baselineWindows{}
	_, err := list(ctx, a.reader, "find the baselines", baselineWindowsSQL, s.args(), func(rows *sql.Rows) (none struct{}, err error) {
		var p process
		var b ProcessBaseline
		var from, to sql.NullTime
		var reason sql.NullString
		err = rows.Scan(&p.tool, &p.part, &from, &to, &b.Pinned, &reason)
		b.From, b.To, b.Trial, b.Reason = from.Time, to.Time, !from.Valid, reason.String
		all[p] = b
		return none, err
	})
	return all, err
}

// of is a trial where there is none, and where the process has no cycle times.
func (w baselineWindows) of(p process) ProcessBaseline {
	if b, ok := w[p]; ok {
		return b
	}
	return ProcessBaseline{Trial: true, Reason: "too_few_shots"}
}

// Baselines are the days that tools and parts are judged by; they have no window.
type Baselines struct {
	// Table has the columns of mart.baba_baseline, but for the histogram, and the part's
	// code; tools and parts without a baseline come first.
	Table    Table
	Count    int64 // tools and parts with cycle times, in all
	Known    int64 // of these, with a baseline
	Sentence string
}

// Periods are weeks beside the baselines.
type Periods struct {
	// Table has the columns of mart.baba_period, but for the histogram, and the part's
	// code: of each tool and part the latest week first.
	Table  Table
	Count  int64 // tools and parts with shots in the window, in all
	Judged int64 // of these, with a baseline
	// Those whose latest week is so:
	Slower, Faster, Spread int64
	First                  LatestPeriod // the one that matters most
	Sentence               string
}

// LatestPeriod is the latest week of a tool and part.
type LatestPeriod struct {
	Tool        string
	Verdict     string    // 'none' without a baseline
	Since       time.Time // Monday of the first week of the window from which on it is so
	ShiftShare  *float64
	SpreadRatio *float64
	Reason      string // why there is no baseline
}

// Baselines tells the first rows; limit 0 gives all.
func (a *Analysis) Baselines(ctx context.Context, f engine.Filter, limit int) (Baselines, error) {
	if err := CheckBaselines(f); err != nil {
		return Baselines{}, err
	}
	s, err := a.scope(ctx, f)
	if err != nil {
		return Baselines{}, err
	}
	return a.baselines(ctx, s, limit)
}

func (a *Analysis) baselines(ctx context.Context, s scope, limit int) (Baselines, error) {
	t, told, err := a.beside(ctx, s, limit, "tell the baselines", baselinesSQL)
	if err != nil {
		return Baselines{}, err
	}
	b := Baselines{Table: t, Count: told.count("all_processes"), Known: told.count("all_known")}
	b.Sentence = baselinesSentence(b)
	return b, nil
}

// beside asks about tools and parts beside their baselines: rows, and off their ends what
// is told of all.
func (a *Analysis) beside(ctx context.Context, s scope, limit int, doing, question string, steps ...step) (Table, namedRow, error) {
	steps = append([]step{{name: "tool_of_scope", sql: toolOfScopeSQL}, {name: "part", sql: baselinePartSQL}}, steps...)
	t, err := tableOf(ctx, a.reader, doing, with(question, steps...), append(s.args(), sql.Named("limit", limitOf(limit)))...)
	if err != nil {
		return Table{}, nil, err
	}
	return t.before("all_processes"), t.first(), nil
}

// CheckBaselines refuses a filter with a window, before anything is read.
func CheckBaselines(f engine.Filter) error {
	if f.Window.IsZero() {
		return nil
	}
	return &engine.Error{
		Code: engine.CodeUsage, Doing: "tell the baselines", Message: "they are of all time, and have no window",
		Hint: "leave the window out; pin other days by quality.baselines",
	}
}

// Periods tells the first rows of the weeks that touch the window; limit 0 gives all.
func (a *Analysis) Periods(ctx context.Context, f engine.Filter, limit int) (Periods, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return Periods{}, err
	}
	return a.periods(ctx, s, limit)
}

func (a *Analysis) periods(ctx context.Context, s scope, limit int) (Periods, error) {
	t, told, err := a.beside(ctx, s, limit, "compare the weeks with their baselines", periodsSQL,
		step{name: "period", sql: periodAskedSQL, kept: true}, step{name: "latest", sql: periodLatestSQL}, step{name: "told", sql: periodToldSQL})
	if err != nil {
		return Periods{}, err
	}
	p := Periods{
		Table: t, Count: told.count("all_processes"), Judged: told.count("all_judged"),
		Slower: told.count("all_slower"), Faster: told.count("all_faster"), Spread: told.count("all_spread"),
		First: LatestPeriod{
			Tool: toldOf[string](told, "first_tool"), Verdict: toldOf[string](told, "first_verdict"), Since: toldOf[time.Time](told, "first_since"),
			ShiftShare: valueOf[float64](told["first_share"]), SpreadRatio: valueOf[float64](told["first_ratio"]),
			Reason: toldOf[string](told, "first_reason"),
		},
	}
	p.Sentence = periodsSentence(p)
	return p, nil
}
