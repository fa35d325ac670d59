package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/models"
	"sprue/engine/store"
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
	asked, err := baselinesAsked()
	if err != nil {
		return Baselines{}, err
	}
	var b Baselines
	err = a.beside(ctx, s, limit, asked, func(t Table, told namedRow) {
		b.Table.Columns = t.Columns
		b.Table.Rows = append(b.Table.Rows, t.Rows...)
		b.Count += told.count("all_processes")
		b.Known += told.count("all_known")
	})
	if err != nil {
		return Baselines{}, err
	}
	without, known := b.Table.parted(func(row namedRow) bool { return row["reason"] != nil })
	b.Table.Rows = firstOf(append(without, known...), limit) // as in a group, those without one come first
	b.Sentence = baselinesSentence(b)
	return b, nil
}

func baselinesAsked() (beside, error) {
	steps, err := statisticsSteps("baba_baseline", step{name: "stretch", sql: baselineStretchSQL}, step{name: "asked_shot", sql: baselineShotSQL})
	return beside{doing: "tell the baselines", tools: baselineToolsSQL, question: baselinesSQL, steps: steps}, err
}

// firstOf are the first rows; limit 0 gives all.
func firstOf(rows [][]any, limit int) [][]any {
	if limit > 0 && len(rows) > limit {
		return rows[:limit]
	}
	return rows
}

// statisticsSteps are a view over mart.baba_statistics by its own SQL, of the shots that
// count: the steps say which. A view goes through all shots of a tool, whatever the
// weeks and baselines that are asked for.
func statisticsSteps(last string, counting ...step) ([]step, error) {
	steps := append([]step{{name: "asked_window", sql: askedWindowSQL, kept: true}, {name: "asked_context", sql: askedContextSQL}}, counting...)
	steps = append(steps, step{name: "asked_interval", sql: askedIntervalSQL})
	in := strings.NewReplacer("mart.shot_interval ", "asked_interval ", "core.shot ", "asked_shot ", "core.shot_context ", "asked_context ",
		"mart.baba_window ", "asked_window ", "mart.cycle_count ", "cycle_count ", "mart.baba_statistics ", "baba_statistics ")
	for _, name := range []string{"cycle_count", "baba_statistics", last} {
		view, err := models.Find("mart." + name)
		if err != nil {
			return nil, err
		}
		text := in.Replace(view.SQL)
		if strings.Contains(text, "mart.") || strings.Contains(text, "core.shot") {
			return nil, fmt.Errorf("mart.%s reads more than is asked for", name)
		}
		steps = append(steps, step{name: name, sql: text + "\n"})
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

func (a *Analysis) periods(ctx context.Context, s scope, limit int) (Periods, error) {
	asked, err := periodsAsked()
	if err != nil {
		return Periods{}, err
	}
	var p Periods
	if err := a.beside(ctx, s, limit, asked, p.add); err != nil {
		return Periods{}, err
	}
	p.Table.Rows = firstOf(p.Table.Rows, limit)
	p.Sentence = periodsSentence(p)
	return p, nil
}

func periodsAsked() (beside, error) {
	steps, err := statisticsSteps("baba_period", step{name: "week", sql: periodWeekSQL}, step{name: "stretch", sql: periodStretchSQL}, step{name: "asked_shot", sql: periodShotSQL})
	steps = append(steps, step{name: "period", sql: periodAskedSQL, kept: true}, step{name: "latest", sql: periodLatestSQL}, step{name: "told", sql: periodToldSQL})
	return beside{doing: "compare the weeks with their baselines", tools: periodToolsSQL, question: periodsSQL, steps: steps}, err
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

// beside is a question about tools and parts beside their baselines.
type beside struct {
	doing           string
	tools, question string // which are asked, and how many shots each has; what
	steps           []step
}

// beside asks some tools at a time, all about one state of the data: the values of all
// shots of all tools at once take more memory than there is. add takes the rows, and
// what is told of all of them off their ends.
func (a *Analysis) beside(ctx context.Context, s scope, limit int, q beside, add func(t Table, told namedRow)) error {
	query := with(q.question, append([]step{{name: "tool_of_scope", sql: toolOfScopeSQL}, {name: "part", sql: baselinePartSQL}}, q.steps...)...)
	return a.reader.Read(ctx, func(ctx context.Context, tx *store.Tx) error {
		groups, err := a.toolGroups(ctx, tx, s, q.tools)
		if err != nil {
			return err
		}
		for _, tools := range groups {
			s.tools = tools
			t, err := tableOf(ctx, tx, q.doing, query, append(s.args(), sql.Named("limit", limitOf(limit)))...)
			if err != nil {
				return err
			}
			add(t.before("all_processes"), t.first())
		}
		return nil
	})
}

// toolGroups are the tools that a query names with their shots, in groups.
func (a *Analysis) toolGroups(ctx context.Context, r querier, s scope, query string) ([][]string, error) {
	if len(s.tools) == 1 {
		return [][]string{s.tools}, nil
	}
	found, err := toolShots(ctx, r, s, query)
	if err != nil {
		return nil, err
	}
	groups := [][]string{}
	for _, g := range a.groups(len(found), func(i int) int64 { return found[i].shots }) {
		var tools []string
		for _, one := range found[g.from:g.to] {
			tools = append(tools, one.tool)
		}
		groups = append(groups, tools)
	}
	if len(groups) == 0 {
		groups = append(groups, []string{}) // so that there are columns
	}
	return groups, nil
}

// shotsOfTool are those of a tool that are read.
type shotsOfTool struct {
	tool  string
	shots int64
}

func toolShots(ctx context.Context, r querier, s scope, query string) ([]shotsOfTool, error) {
	query = with(query, step{name: "tool_of_scope", sql: toolOfScopeSQL}, step{name: "week", sql: periodWeekSQL}, step{name: "asked_window", sql: askedWindowSQL})
	return list(ctx, r, "find the tools with shots", query, s.args(), func(rows *sql.Rows) (one shotsOfTool, err error) {
		err = rows.Scan(&one.tool, &one.shots)
		return one, err
	})
}
