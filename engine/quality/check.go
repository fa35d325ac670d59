package quality

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/pipeline"
	"sprue/engine/store"
)

var (
	//go:embed sql/scores.sql
	scoresSQL string
	//go:embed sql/worst.sql
	worstSQL string
	//go:embed sql/anomalies.sql
	anomaliesSQL string
)

// The words for how far data can be trusted.
const (
	StatusOK    = "ok"
	StatusWatch = "watch"
	StatusPoor  = "poor"
)

// shotTable is the table of the sources that anomalies are about.
const shotTable = "DATA_SHOT"

// Report is the answer to 'can the data be trusted?'.
type Report struct {
	Scores []Score // in all first, then the tables, lowest first
	Worst  []Tool  // lowest first; not with a table
	// Anomalies are ten at most, those that are not over first, then the latest;
	// not with a table other than that of the shots.
	Anomalies                     []Anomaly
	AnomaliesFound, AnomaliesOpen int64 // in all, and not over
	Findings                      []Finding
	Overall                       *float64 // nil without data; the weights of own rules that fire are taken off
	Status                        string   // "" without data
}

// Score is a row of mart.data_quality.
type Score struct {
	Scope                                                       string // all, table
	Table                                                       *string
	Items                                                       int64
	Validity, Uniqueness, Completeness, Consistency, Timeliness *float64
	Overall                                                     *float64
	Status                                                      *string
}

// Tool is a tool whose data are not all well.
type Tool struct {
	Code                                  string
	Items, Invalid, Copies, Missing, Late int64
	PoorDays, Days                        int64
	Overall                               float64
	Status                                string
}

// Anomaly is a stretch of days on which a level of a tool's data is far from
// usual.
type Anomaly struct {
	Tool, Level     string
	From            time.Time  // first production day
	To              *time.Time // first day on which it is back, nil while it is not
	Days            int64      // with shots
	WorstDay        time.Time
	Value, Usual, Z float64 // of that day; z in robust standard deviations
	Cause           string  // a guess
}

// Finding is a rule and what breaks it.
type Finding struct {
	Rule     Rule
	Broken   int64
	Subjects []Subject // the three with most, largest first
	Fires    bool      // more is broken than its limit allows
}

// Subject is who breaks a rule.
type Subject struct {
	Name   string
	Broken int64
}

// Most names who breaks the rule most.
func (f Finding) Most() string {
	words := make([]string, len(f.Subjects))
	for i, s := range f.Subjects {
		words[i] = s.Name + " " + engine.Count(s.Broken)
	}
	return strings.Join(words, ", ")
}

// Checker asks a file.
type Checker struct {
	Store  *store.Store
	Config pipeline.QualityConfig
	Clock  func() time.Time
}

// Check reports on all data, or on one table of the sources.
func (c Checker) Check(ctx context.Context, table string) (Report, error) {
	rules, err := Rules(c.Config)
	if err != nil {
		return Report{}, err
	}
	var r Report
	if r.Scores, err = c.scores(ctx, table); err != nil {
		return r, err
	}
	if table == "" {
		if r.Worst, err = c.worst(ctx); err != nil {
			return r, err
		}
	}
	if table == "" || table == shotTable {
		if err := c.anomalies(ctx, &r); err != nil {
			return r, err
		}
	}
	for _, rule := range rules {
		if table != "" && rule.Table != "all" && rule.Table != table {
			continue
		}
		f, err := c.ask(ctx, rule)
		if err != nil {
			return r, fmt.Errorf("rule %q: %w", rule.ID, err)
		}
		f.Fires = f.Broken > 0 && (rule.asksLimit() || float64(f.Broken) > rule.Limit*c.whole(r.Scores, rule))
		r.Findings = append(r.Findings, f)
	}
	r.judge()
	return r, nil
}

// whole is what a limit is a share of: items of the rule's table. The limit of
// an own rule is a number of rows.
func (c Checker) whole(scores []Score, rule Rule) float64 {
	if rule.Own {
		return 1
	}
	for _, s := range scores {
		if s.Table != nil && *s.Table == rule.Table {
			return float64(s.Items)
		}
	}
	return 0
}

// judge takes the status from the first score, without the weights of own
// rules that fire.
func (r *Report) judge() {
	if len(r.Scores) == 0 || r.Scores[0].Overall == nil {
		return
	}
	overall := *r.Scores[0].Overall
	for _, f := range r.Findings {
		if f.Rule.Own && f.Fires {
			overall -= f.Rule.Weight
		}
	}
	overall = max(0, overall)
	r.Overall, r.Status = &overall, StatusOf(overall)
}

// StatusOf judges a score, 0..100.
func StatusOf(score float64) string {
	switch {
	case score >= 95:
		return StatusOK
	case score >= 80:
		return StatusWatch
	}
	return StatusPoor
}

func (c Checker) scores(ctx context.Context, table string) ([]Score, error) {
	var named any
	if table != "" {
		named = table
	}
	return list(ctx, c.Store, scoresSQL, func(rows *sql.Rows) (s Score, err error) {
		err = rows.Scan(&s.Scope, &s.Table, &s.Items, &s.Validity, &s.Uniqueness, &s.Completeness, &s.Consistency, &s.Timeliness, &s.Overall, &s.Status)
		return s, err
	}, sql.Named("table", named))
}

func (c Checker) worst(ctx context.Context) ([]Tool, error) {
	return list(ctx, c.Store, worstSQL, func(rows *sql.Rows) (t Tool, err error) {
		err = rows.Scan(&t.Code, &t.Items, &t.Invalid, &t.Copies, &t.Missing, &t.Late, &t.PoorDays, &t.Days, &t.Overall, &t.Status)
		return t, err
	})
}

func (c Checker) anomalies(ctx context.Context, r *Report) (err error) {
	r.Anomalies, err = list(ctx, c.Store, anomaliesSQL, func(rows *sql.Rows) (a Anomaly, err error) {
		err = rows.Scan(&a.Tool, &a.Level, &a.From, &a.To, &a.Days, &a.WorstDay, &a.Value, &a.Usual, &a.Z, &a.Cause, &r.AnomaliesFound, &r.AnomaliesOpen)
		return a, err
	})
	return err
}

// ask runs a rule. One of the user's own may read the tables and nothing else.
func (c Checker) ask(ctx context.Context, rule Rule) (Finding, error) {
	f := Finding{Rule: rule}
	var subjects []Subject
	var err error
	if rule.Own {
		subjects, err = c.askOwn(ctx, rule)
	} else {
		subjects, err = list(ctx, c.Store, rule.SQL, func(rows *sql.Rows) (s Subject, err error) {
			err = rows.Scan(&s.Name, &s.Broken)
			return s, err
		}, c.args(rule)...)
	}
	if err != nil {
		return f, err
	}
	for _, s := range subjects {
		f.Broken += s.Broken
	}
	slices.SortFunc(subjects, func(a, b Subject) int {
		if a.Broken != b.Broken {
			return int(max(-1, min(1, b.Broken-a.Broken)))
		}
		return strings.Compare(a.Name, b.Name)
	})
	f.Subjects = subjects[:min(3, len(subjects))]
	if rule.Flag != "" {
		err = c.Store.QueryRow(ctx, "SELECT weight::DOUBLE FROM core.flag WHERE flag = ?", rule.Flag).Scan(&f.Rule.Weight)
	}
	return f, err
}

// args are the parameters that the SQL names.
func (c Checker) args(rule Rule) []any {
	args := []any{}
	if rule.asksLimit() {
		args = append(args, sql.Named("limit", rule.Limit))
	}
	if strings.Contains(rule.SQL, "$now") {
		args = append(args, sql.Named("now", c.Clock().UTC()))
	}
	return args
}

func (c Checker) askOwn(ctx context.Context, rule Rule) ([]Subject, error) {
	rows, err := c.Store.UserQuery(ctx, strings.ReplaceAll(rule.SQL, "$limit", fmt.Sprint(rule.Limit)), store.Limits{Time: time.Minute})
	if err != nil {
		return nil, err
	}
	subject, broken := place(rows.Columns(), "subject"), place(rows.Columns(), "broken")
	all, err := rows.All()
	if err != nil {
		return nil, err
	}
	if subject < 0 || broken < 0 {
		return nil, usage("its SQL gives no columns subject and broken", "as in: SELECT counter_code AS subject, count(*) AS broken FROM … GROUP BY ALL")
	}
	subjects := []Subject{}
	for _, row := range all {
		n, ok := whole(row[broken])
		if !ok {
			return nil, usage(fmt.Sprintf("broken is %v, which is no whole number", row[broken]), "count rows: count(*) AS broken")
		}
		subjects = append(subjects, Subject{Name: fmt.Sprint(row[subject]), Broken: n})
	}
	return subjects, nil
}

func place(columns []store.Column, name string) int {
	return slices.IndexFunc(columns, func(c store.Column) bool { return strings.EqualFold(c.Name, name) })
}

// whole reads the integers that DuckDB's counts and sums give; NULL is 0.
func whole(v any) (int64, bool) {
	var n sql.NullInt64
	if err := n.Scan(v); err != nil {
		text := fmt.Sprint(v)
		return 0, n.Scan(text) == nil && n.Valid
	}
	return n.Int64, true
}

func list[T any](ctx context.Context, s *store.Store, query string, scan func(*sql.Rows) (T, error), args ...any) (all []T, err error) {
	rows, err := s.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}
