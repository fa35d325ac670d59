package analysis

import (
	"context"
	"database/sql"
	"math"
	"slices"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/models"
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
	steps, err := statisticsSteps("baba_baseline", step{name: "stretch", sql: baselineStretchSQL}, step{name: "asked_shot", sql: baselineShotSQL})
	if err != nil {
		return Baselines{}, err
	}
	t, told, err := a.beside(ctx, s, limit, "tell the baselines", baselinesSQL, steps...)
	if err != nil {
		return Baselines{}, err
	}
	b := Baselines{Table: t, Count: told.count("all_processes"), Known: told.count("all_known")}
	b.Sentence = baselinesSentence(b)
	return b, nil
}

// statisticsSteps are a view over mart.baba_statistics by its own SQL, of the shots that
// count: the steps say which. A view goes through all shots of a tool, whatever the
// weeks and baselines that are asked for.
func statisticsSteps(last string, counting ...step) ([]step, error) {
	steps := append([]step{{name: "asked_window", sql: askedWindowSQL, kept: true}, {name: "asked_context", sql: askedContextSQL}}, counting...)
	steps = append(steps, step{name: "asked_interval", sql: askedIntervalSQL})
	in := strings.NewReplacer("mart.shot_interval s", "asked_interval s", "core.shot s", "asked_shot s", "core.shot_context c", "asked_context c",
		"mart.baba_window w", "asked_window w", "mart.cycle_count v", "cycle_count v", "mart.baba_statistics s", "baba_statistics s")
	for _, name := range []string{"cycle_count", "baba_statistics", last} {
		view, err := models.Find("mart." + name)
		if err != nil {
			return nil, err
		}
		steps = append(steps, step{name: name, sql: in.Replace(view.SQL) + "\n"})
	}
	return steps, nil
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

// periods asks for some tools at a time: the values of all shots of all tools at once
// take more memory than there is.
func (a *Analysis) periods(ctx context.Context, s scope, limit int) (Periods, error) {
	steps, err := statisticsSteps("baba_period", step{name: "week", sql: periodWeekSQL}, step{name: "stretch", sql: periodStretchSQL}, step{name: "asked_shot", sql: periodShotSQL})
	if err != nil {
		return Periods{}, err
	}
	steps = append(steps, step{name: "period", sql: periodAskedSQL, kept: true}, step{name: "latest", sql: periodLatestSQL}, step{name: "told", sql: periodToldSQL})
	groups, err := a.periodTools(ctx, s)
	if err != nil {
		return Periods{}, err
	}
	var p Periods
	for _, tools := range groups {
		s.tools = tools
		t, told, err := a.beside(ctx, s, limit, "compare the weeks with their baselines", periodsSQL, steps...)
		if err != nil {
			return Periods{}, err
		}
		p.add(t, told)
	}
	if limit > 0 && len(p.Table.Rows) > limit {
		p.Table.Rows = p.Table.Rows[:limit]
	}
	p.Sentence = periodsSentence(p)
	return p, nil
}

// periodTools are the tools with shots in the weeks, in groups.
func (a *Analysis) periodTools(ctx context.Context, s scope) (groups [][]string, err error) {
	if len(s.tools) == 1 {
		return [][]string{s.tools}, nil
	}
	query := with(periodToolsSQL, step{name: "tool_of_scope", sql: toolOfScopeSQL}, step{name: "week", sql: periodWeekSQL}, step{name: "asked_window", sql: askedWindowSQL})
	var tools []string
	var shots []int64
	_, err = list(ctx, a.reader, "find the tools with shots", query, s.args(), func(rows *sql.Rows) (none struct{}, err error) {
		var tool string
		var made int64
		err = rows.Scan(&tool, &made)
		tools, shots = append(tools, tool), append(shots, made)
		return none, err
	})
	for _, g := range a.groups(len(tools), func(i int) int64 { return shots[i] }) {
		groups = append(groups, tools[g.from:g.to])
	}
	if len(groups) == 0 {
		groups = [][]string{{}} // so that there are columns
	}
	return groups, err
}

// add takes the rows of some more tools, and what is told of them.
func (p *Periods) add(t Table, told namedRow) {
	p.Table.Columns = t.Columns
	p.Table.Rows = append(p.Table.Rows, t.Rows...)
	p.Count += told.count("all_processes")
	p.Judged += told.count("all_judged")
	p.Slower += told.count("all_slower")
	p.Faster += told.count("all_faster")
	p.Spread += told.count("all_spread")
	first := LatestPeriod{
		Tool: toldOf[string](told, "first_tool"), Verdict: toldOf[string](told, "first_verdict"), Since: toldOf[time.Time](told, "first_since"),
		ShiftShare: valueOf[float64](told["first_share"]), SpreadRatio: valueOf[float64](told["first_ratio"]),
		Reason: toldOf[string](told, "first_reason"),
	}
	if first.Tool != "" && (p.First.Tool == "" || first.before(p.First)) {
		p.First = first
	}
}

// before tells whether it matters more than another one, of a tool that comes earlier:
// the order of period_told.sql.
func (l LatestPeriod) before(other LatestPeriod) bool {
	verdicts := []string{"slower", "faster", "wider", "narrower", "same", "none"}
	if at, beside := slices.Index(verdicts, l.Verdict), slices.Index(verdicts, other.Verdict); at != beside {
		return at < beside
	}
	return l.ShiftShare != nil && (other.ShiftShare == nil || math.Abs(*l.ShiftShare) > math.Abs(*other.ShiftShare))
}

// beside asks for rows, and takes what is told of all of them off their ends.
func (a *Analysis) beside(ctx context.Context, s scope, limit int, doing, question string, steps ...step) (Table, namedRow, error) {
	steps = append([]step{{name: "tool_of_scope", sql: toolOfScopeSQL}, {name: "part", sql: baselinePartSQL}}, steps...)
	t, err := tableOf(ctx, a.reader, doing, with(question, steps...), append(s.args(), sql.Named("limit", limitOf(limit)))...)
	if err != nil {
		return Table{}, nil, err
	}
	return t.before("all_processes"), t.first(), nil
}
