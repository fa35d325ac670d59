package analysis

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/roi"
)

// Rule is what makes a finding.
type Rule string

// The rules.
const (
	RuleSlowCycle       Rule = "slow_cycle"
	RuleDrift           Rule = "drift"
	RuleUnstable        Rule = "unstable"
	RuleStops           Rule = "stops"
	RuleMicroStops      Rule = "micro_stops"
	RuleApprovedCTWrong Rule = "approved_ct_wrong"
	RuleSupplierGap     Rule = "supplier_gap"
	RuleEndOfLife       Rule = "end_of_life"
	RuleBadData         Rule = "bad_data"
)

// ruleBook is what is known of a rule beside its SQL.
type ruleBook struct {
	rule   Rule
	sql    string
	about  string // what it looks for
	action string // in plain words
	// worth is what a day costs, money; nil where no money is known of it.
	worth func(d worthDay, r Recommendation) float64
	// needsApproved: without an approved cycle time there is no money.
	needsApproved bool
}

// worthDay is what a production day of a tool is worth, money.
type worthDay struct {
	day                                                  int64 // since 1970
	loss, gain, downtime, micro, ct, approved, perSecond float64
}

// ruleBooks lists the rules. What goes on is valued as it is: no action is sure
// to end all of it.
func ruleBooks() []ruleBook {
	return []ruleBook{
		{
			rule: RuleSlowCycle, sql: slowCycleSQL, needsApproved: true,
			about:  "slow cycles",
			action: "The process was set slower: restore the approved settings, and check the cooling time.",
			worth:  func(d worthDay, _ Recommendation) float64 { return d.loss },
		},
		{
			rule: RuleDrift, sql: driftSQL, needsApproved: true,
			about:  "a drift",
			action: "Wear, scale in the cooling channels or a fault of the hot runner: schedule maintenance.",
			worth:  drifted,
		},
		{
			rule: RuleUnstable, sql: unstableSQL, needsApproved: true,
			about:  "unsteady cycles",
			action: "The process window is narrow, or the cycle hangs on its operator: review the set-up.",
			worth:  func(d worthDay, _ Recommendation) float64 { return d.loss },
		},
		{
			rule: RuleStops, sql: stopsRuleSQL,
			about:  "stops",
			action: "Some cause has most of it: look at its hour and shift, and at the longest stop.",
			worth:  func(d worthDay, r Recommendation) float64 { return d.downtime * r.base },
		},
		{
			rule: RuleMicroStops, sql: microStopsSQL, needsApproved: true,
			about:  "micro-stops",
			action: "Nobody notes stops this short: check robot, ejection and conveyor.",
			worth:  func(d worthDay, r Recommendation) float64 { return d.micro * r.base },
		},
		{
			rule: RuleApprovedCTWrong, sql: approvedCTWrongSQL, needsApproved: true,
			about:  "a wrong approved cycle time",
			action: "The approved cycle time is too long: renegotiate it, for capacity is being paid for twice.",
			worth:  func(d worthDay, _ Recommendation) float64 { return d.gain },
		},
		{
			rule: RuleSupplierGap, sql: supplierGapSQL, needsApproved: true,
			about:  "the gap to other suppliers",
			action: "Move volume to the better supplier, or share its settings.",
			worth:  func(d worthDay, r Recommendation) float64 { return d.ct - (1+r.base)*d.approved },
		},
		{
			rule: RuleEndOfLife, sql: lifeRuleSQL,
			about:  "its life",
			action: "The shots that the tool was designed for are made, or soon will be: plan its refurbishment or replacement.",
		},
		{
			rule: RuleBadData, sql: badDataSQL,
			about:  "its data",
			action: "The other figures of this tool are doubtful: fix the counter first.",
		},
	}
}

// Rules lists them.
func Rules() []Rule {
	var all []Rule
	for _, b := range ruleBooks() {
		all = append(all, b.rule)
	}
	return all
}

func (r Rule) book() ruleBook {
	for _, b := range ruleBooks() {
		if b.rule == r {
			return b
		}
	}
	return ruleBook{}
}

// Facts are the figures of a finding by their names, as a JSON object; each rule
// has its own.
type Facts string

func (f Facts) object() map[string]any {
	var object map[string]any
	_ = json.Unmarshal([]byte(f), &object) // DuckDB wrote it; "" has no figures
	return object
}

// Number is a figure; nil where it is not known.
func (f Facts) Number(name string) *float64 {
	if v, ok := f.object()[name].(float64); ok {
		return &v
	}
	return nil
}

// Text is a word; "" where there is none.
func (f Facts) Text(name string) string {
	text, _ := f.object()[name].(string)
	return text
}

// found is what the rules find in a scope, without money and status, and what they
// cannot look at.
func (a *Analysis) found(ctx context.Context, p priced) ([]Recommendation, []Unjudged, error) {
	query := with(foundSQL, a.recommendSteps()...)
	// Stops may begin a day before the dates of the window in UTC, and end after it.
	around := []any{sql.Named("lo", p.window.From.Time.Add(-2*day)), sql.Named("hi", p.window.To.Time.Add(2*day))}
	args := slices.Concat(p.args(), a.ruleLimits(), around)
	all, err := list(ctx, a.reader, "look for what is to be done", query, args, func(rows *sql.Rows) (Recommendation, error) {
		r := Recommendation{From: p.window.From.Time, To: p.window.To.Time}
		var base sql.NullFloat64
		var facts sql.NullString
		err := rows.Scan(&r.Tool, &r.part, &r.Rule, &r.Severity, &r.Days, &r.Shots, &base, &facts)
		r.Facts = Facts(facts.String)
		r.base, r.Confidence = base.Float64, confidence(r.Days, r.Shots)
		if sure := r.Facts.Number("event_confidence"); sure != nil {
			r.Confidence *= *sure
		}
		return r, err
	})
	var found []Recommendation
	var unjudged []Unjudged
	for _, r := range all {
		if r.Severity == severityUnjudged {
			unjudged = append(unjudged, Unjudged{Tool: r.Tool, Reason: string(r.Rule)})
		} else {
			found = append(found, r)
		}
	}
	inOrder(unjudged)
	return found, unjudged, err
}

func (a *Analysis) recommendSteps() []step {
	steps := []step{
		{name: "pieces", sql: roiPieceDaySQL},
		{name: "ran_piece", sql: pieceDaySQL},
		{name: "summed", sql: summedSQL, kept: true},
		{name: "spread", sql: spreadSQL},
		{name: "made", sql: madeSQL, kept: true},
		{name: "tool_of_scope", sql: toolOfScopeSQL},
		{name: "stop_of_window", sql: stopSourceSQL},
		{name: "plan", sql: planSQL}, {name: "planned", sql: plannedSQL},
		{name: "stop_off", sql: stopOffSQL, kept: true},
		{name: "life", sql: "FROM mart.end_of_life\n", kept: true},
		{name: "unjudged", sql: unjudgedSQL},
	}
	for _, b := range ruleBooks() {
		steps = append(steps, step{name: string(b.rule), sql: b.sql})
	}
	return steps
}

// ruleLimits are from where the rules fire; no shift is left out.
func (a *Analysis) ruleLimits() []any {
	l := a.cfg.ROI.Recommend
	return []any{
		sql.Named("shifts", nil), sql.Named("least_shots", leastShots), sql.Named("least_run_us", leastRunUS),
		sql.Named("slow_deviation", l.SlowDeviation), sql.Named("slow_deviation_major", l.SlowDeviationMajor),
		sql.Named("steady_cv", l.SteadyCV), sql.Named("unsteady_cv", l.UnsteadyCV),
		sql.Named("efficiency", l.Efficiency), sql.Named("efficiency_watch", l.EfficiencyWatch),
		sql.Named("stability", l.Stability), sql.Named("stability_watch", l.StabilityWatch),
		sql.Named("micro_stop_share", l.MicroStopShare), sql.Named("gain_share", l.GainShare),
		sql.Named("supplier_gap", l.SupplierGap), sql.Named("life_share", l.LifeShare), sql.Named("life_months", l.LifeMonths),
		sql.Named("quality_score", l.QualityScore), sql.Named("quarantine_share", l.QuarantineShare),
	}
}

// confidence grows with days and shots, and never gets to 1: half of it is there
// with 7 days, half with 500 shots.
func confidence(days, shots int64) float64 {
	grown := func(n, half float64) float64 { return n / (n + half) }
	return grown(float64(days), 7) * grown(float64(shots), 500)
}

// value adds the money of a year.
func (a *Analysis) value(ctx context.Context, p priced, found []Recommendation) error {
	if len(found) == 0 {
		return nil
	}
	p.tools = nil
	for i, r := range found {
		if i == 0 || r.Tool != found[i-1].Tool {
			p.tools = append(p.tools, r.Tool)
		}
	}
	query, args, err := a.overPriced(ctx, p, engine.ByNone, worthSQL, step{name: "lost", sql: lostSQL}, step{name: "covered", sql: roiCoveredSQL})
	if err != nil {
		return err
	}
	worths, err := list(ctx, a.reader, "value what is to be done", query, args, scanWorth)
	var boot roi.Bootstrap
	onAllCores(len(found), func(i int) { found[i].Yearly = found[i].yearly(worths, &boot) })
	return err
}

// worth is what the days of a tool and part with one number of planned hours are worth.
type worth struct {
	tool       string
	part       sql.NullInt64
	coverage   roi.Coverage
	isCompared bool // anything has an approved cycle time
	days       []worthDay
}

func scanWorth(rows *sql.Rows) (worth, error) {
	var w worth
	var coveredUS, productionUS int64
	var days []any
	err := rows.Scan(&w.tool, &w.part, &w.coverage.AnnualHours, &coveredUS, &productionUS, &w.isCompared, &anyList{&days})
	w.coverage.Days, w.coverage.ProductionHours = float64(coveredUS)/86400e6, hoursOf(productionUS)
	number := func(i int) float64 { v, _ := days[i].(float64); return v }
	for i := 0; i+7 < len(days); i += 8 {
		w.days = append(w.days, worthDay{
			day: int64(number(i)), loss: number(i + 1), gain: number(i + 2), downtime: number(i + 3), micro: number(i + 4),
			ct: number(i + 5), approved: number(i + 6), perSecond: number(i + 7),
		})
	}
	return w, err
}

// drifted is what the cycles of a day take longer than at the start of a drift.
func drifted(d worthDay, r Recommendation) float64 {
	if at := r.Facts.date("from_date"); time.Unix(86400*d.day, 0).Before(at) {
		return 0
	}
	return d.ct - r.base*d.perSecond
}

// yearly is what a finding costs a year.
func (r Recommendation) yearly(worths []worth, boot *roi.Bootstrap) roi.Annual {
	book := r.Rule.book()
	if book.worth == nil {
		return roi.Annual{Reason: "no money is known of it"}
	}
	var sum roi.Yearly
	isCompared := false
	for _, w := range worths {
		if w.tool != r.Tool || r.part.Valid && w.part != r.part {
			continue
		}
		isCompared = isCompared || w.isCompared
		days, money := make([]int64, len(w.days)), make([]float64, len(w.days))
		for i, d := range w.days {
			days[i], money[i] = d.day, book.worth(d, r)
		}
		sum.Add(w.tool, w.coverage, days, money)
	}
	if book.needsApproved && !isCompared {
		return roi.Annual{Reason: noApproved}
	}
	return sum.Annual(boot)
}

// date is a day among the figures; zero where there is none.
func (f Facts) date(name string) time.Time {
	at, _ := time.Parse(time.DateOnly, f.Text(name))
	return at
}

// List is the figures in the order of the rule.
func (f Facts) List() []Fact {
	var list []Fact
	decoder := json.NewDecoder(strings.NewReader(string(f)))
	_, _ = decoder.Token() // the brace; what DuckDB wrote is an object
	for decoder.More() {
		name, _ := decoder.Token()
		value, err := decoder.Token()
		if err != nil {
			return list
		}
		key := fmt.Sprint(name)
		list = append(list, Fact{Key: key, Name: strings.ReplaceAll(key, "_", " "), Value: value})
	}
	return list
}
