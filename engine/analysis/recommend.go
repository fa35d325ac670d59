package analysis

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/roi"
)

// RecommendQuestion asks what is to be done about the tools that Filter leaves.
type RecommendQuestion struct {
	// Filter's window is taken as whole production days; one that is open at its
	// start has 28, one that is open at its end goes to the last that is mirrored.
	Filter   engine.Filter
	Statuses []Status // only findings with one of these; none gives all
}

// Recommendations are what is to be done, the largest yearly value × confidence
// first; what is done or dismissed comes last.
type Recommendations struct {
	Question RecommendQuestion // with the window that was looked at
	View     roi.View          // of the money
	ViewNote string            // why it is not the one that is configured; else ""
	Currency string
	Tools    int // that were looked at
	List     []Recommendation
	Unjudged []Unjudged // what rules could not look at, tool by tool
	Sentence string
	Range    Range // of all data that the other filters leave
}

// Recommendation is a finding about a tool by one rule.
type Recommendation struct {
	Tool       string
	Rule       Rule
	Severity   Severity
	Facts      Facts      // the figures that fired the rule
	From, To   time.Time  // production days that the figures are of, [From, To)
	Shots      int64      // that they rest on
	Days       int64      // production days with shots
	Yearly     roi.Annual // what goes on costs a year
	Confidence float64    // 0..1
	Doubt      string     // why the figures of the tool are doubtful; else ""
	Set        Set        // what was said about it

	part sql.NullInt64 // that it is about; NULL is all of the tool
	base float64       // what days are compared with, as the rule has it
}

// Severity is how much a finding presses.
type Severity string

// The severities.
const (
	SeverityWatch  Severity = "watch"
	SeverityAction Severity = "action"
	SeverityMajor  Severity = "major"
)

const (
	recommendDays = 28            // production days up to the last mirrored one
	leastShots    = 50            // of a tool in the window, else nothing is said about its cycles
	leastRunUS    = 3_600_000_000 // of its run time, else nothing about its stops
)

// ID names a finding: there is one of a tool and rule at most.
func (r Recommendation) ID() string { return r.Tool + ":" + string(r.Rule) }

// Recommendations answers the question. Money is in the cost view unless all
// that is asked about is sold out and has a margin.
func (a *Analysis) Recommendations(ctx context.Context, q RecommendQuestion) (Recommendations, error) {
	p, note, err := a.recommendScope(ctx, q.Filter)
	if err != nil {
		return Recommendations{}, err
	}
	q.Filter.Window = p.window
	out := Recommendations{Question: q, View: p.view, ViewNote: note, Currency: p.currency}
	if out.Range, err = a.dataRange(ctx, p.scope); err != nil || p.window.IsZero() {
		out.Sentence = emptySentence(p.scope, out.Range)
		return out, err
	}
	found, unjudged, err := a.found(ctx, p)
	if err != nil {
		return Recommendations{}, err
	}
	out.Unjudged = unjudged
	if out.Tools, err = a.toolsIn(ctx, p.scope); err != nil {
		return Recommendations{}, err
	}
	if err := a.value(ctx, p, found); err != nil {
		return Recommendations{}, err
	}
	doubt(found)
	if err := a.setStatuses(ctx, found); err != nil {
		return Recommendations{}, err
	}
	rank(found)
	out.List = withStatus(found, q.Statuses)
	out.Sentence = strings.TrimSpace(recommendSentence(p, out, q.Statuses) + " " + out.ViewNote)
	return out, nil
}

// recommendScope fixes whole production days: none where there are no data. Sold out
// without a margin, money is in the cost view, and note says so.
func (a *Analysis) recommendScope(ctx context.Context, f engine.Filter) (p priced, note string, err error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return priced{}, "", err
	}
	days, err := a.productionDays(ctx, s)
	if err != nil {
		return priced{}, "", err
	}
	f.Window = days
	p, _, err = a.priced(ctx, f, "", roi.Economics{})
	var why *engine.Error
	if errors.Is(err, ErrNoMargin) && errors.As(err, &why) {
		note = "All is sold out, but money is in the cost view: " + why.Message + "."
		p, _, err = a.priced(ctx, f, roi.Cost, roi.Economics{})
	}
	return p, note, err
}

// productionDays are those that a window touches; the zero window where there
// are no data. Open, it ends where the mirror does: a tool that has not run for days is
// looked at beside the others.
func (a *Analysis) productionDays(ctx context.Context, s scope) (engine.Window, error) {
	if !s.window.Dates() {
		return a.touchedDays(ctx, s)
	}
	w, data := s.window, Range{}
	if w.To.IsZero() {
		var err error
		if data, err = a.dataRange(ctx, scope{}); err != nil || data.Last.IsZero() {
			return engine.Window{}, err
		}
		w.To = dayOf(data.Last.AddDate(0, 0, 1))
	}
	if w.From.IsZero() {
		w.From = dayOf(w.To.Time.AddDate(0, 0, -recommendDays))
	}
	if !w.From.Time.Before(w.To.Time) { // it begins after the last one
		w.To = dayOf(w.From.Time.AddDate(0, 0, 1))
	}
	return w, nil
}

// touchedDays are the production days with data in a window of instants.
func (a *Analysis) touchedDays(ctx context.Context, s scope) (engine.Window, error) {
	return common(ctx, a, "production days", s, func(ctx context.Context) (engine.Window, error) {
		var first, last sql.NullTime
		query := with(recommendDaysSQL, step{name: "slot", sql: slotSQL})
		err := a.reader.QueryRow(ctx, query, append(s.args(), sql.Named("by", ""))...).Scan(&first, &last)
		if err != nil || !last.Valid {
			return engine.Window{}, err
		}
		return engine.Window{From: dayOf(first.Time), To: dayOf(last.Time.AddDate(0, 0, 1))}, nil
	})
}

func dayOf(t time.Time) engine.Bound { return engine.Bound{Time: t.UTC(), IsDate: true} }

// toolsIn counts the tools with shots in a scope.
func (a *Analysis) toolsIn(ctx context.Context, s scope) (int, error) {
	rows, err := a.rows(ctx, s, engine.ByTool)
	return len(rows), err
}
