package analysis

import (
	"cmp"
	"database/sql"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strings"
	"time"

	"sprue/engine"
)

// doubt marks the findings of tools whose data are bad, and halves how far they
// are to be trusted.
func doubt(found []Recommendation) {
	bad := map[string]string{}
	for _, r := range found {
		if r.Rule == RuleBadData {
			bad[r.Tool] = "the data of the tool are bad: " + r.Evidence()
		}
	}
	for i, r := range found {
		if why := bad[r.Tool]; why != "" && r.Rule != RuleBadData {
			found[i].Doubt = why
			found[i].Confidence /= 2
		}
	}
}

// rank puts the largest yearly value × confidence first, then what has no value,
// the most pressing first; what is done or dismissed comes last.
func rank(found []Recommendation) {
	slices.SortFunc(found, func(a, b Recommendation) int {
		return cmp.Or(
			-cmp.Compare(a.Set.Status.place(), b.Set.Status.place()),
			-cmp.Compare(a.weight(), b.weight()),
			-cmp.Compare(a.Severity.rank(), b.Severity.rank()),
			cmp.Compare(a.Tool, b.Tool),
			cmp.Compare(slices.Index(Rules(), a.Rule), slices.Index(Rules(), b.Rule)),
		)
	})
}

// place is 1 of what is open, else 0.
func (s Status) place() int {
	if s.IsOpen() {
		return 1
	}
	return 0
}

func (r Recommendation) weight() float64 {
	if r.Yearly.Value == nil {
		return math.Inf(-1)
	}
	return *r.Yearly.Value * r.Confidence
}

func (s Severity) rank() int {
	return slices.Index([]Severity{SeverityWatch, SeverityAction, SeverityMajor}, s)
}

// figure is the name of the figure that fires a rule most often.
func (r Rule) figure() string {
	return map[Rule]string{
		RuleSlowCycle: "weighted_ct_deviation", RuleDrift: "size_share", RuleUnstable: "efficiency", RuleStops: "stability", RuleMicroStops: "micro_stop_share",
		RuleApprovedCTWrong: "gain_share", RuleSupplierGap: "gap", RuleEndOfLife: "used_share", RuleBadData: "quality_score",
	}[r]
}

// Evidence is the figures of a finding in words.
func (r Recommendation) Evidence() string {
	f := r.Facts
	switch r.Rule {
	case RuleSlowCycle:
		words := fmt.Sprintf("cycles are %s over the approved one and vary by %s", f.share("weighted_ct_deviation"), f.share("ct_cv"))
		if since := f.date("since_date"); !since.IsZero() && f.Number("rise") != nil {
			words += fmt.Sprintf("; they rose by %s %s", f.share("rise"), sinceDay(since))
		}
		return words
	case RuleDrift:
		return f.drift()
	case RuleUnstable:
		return fmt.Sprintf("%s of its shots are normal; cycles vary by %s", f.share("efficiency"), f.share("ct_cv"))
	case RuleStops:
		return f.stops()
	case RuleMicroStops:
		return fmt.Sprintf("%s of run time in %s micro-stops, %s each", f.share("micro_stop_share"), f.count("micro_stops"), f.duration("mean_us"))
	case RuleApprovedCTWrong:
		return fmt.Sprintf("%s of shots beat the approved cycle time, by %s in the mean", f.share("gain_share"), f.size("weighted_ct_deviation"))
	case RuleSupplierGap:
		return fmt.Sprintf("%s on %s are %s over approved, those of %s %s", orElse(f.Text("supplier_name"), "its supplier"), orElse(f.Text("part_code"), "its part"),
			f.share("weighted_ct_deviation"), orElse(f.Text("best_supplier"), "the best"), f.share("best_deviation"))
	case RuleEndOfLife:
		return f.life()
	case RuleBadData:
		return fmt.Sprintf("quality score %s; %s of items in quarantine, %s shots missing", f.significant("quality_score"), f.share("quarantined_share"), f.count("missing"))
	}
	return ""
}

// stops names the largest cause, hour, shift and stop, and how they split.
func (f Facts) stops() string {
	words := fmt.Sprintf("%s of run time produced; %s of downtime", f.share("stability"), f.duration("downtime_us"))
	var more []string
	if kind := f.Text("kind"); kind != "" {
		more = append(more, fmt.Sprintf("%s of it in %s", f.share("kind_share"), plural(kind)))
	}
	if shift := f.Text("shift"); shift != "" {
		more = append(more, fmt.Sprintf("%s in shift %s", f.share("shift_share"), shift))
	}
	if hour := f.Number("hour"); hour != nil {
		more = append(more, fmt.Sprintf("%s from %02.0f to %02.0f h", f.share("hour_share"), *hour, math.Mod(*hour+1, 24)))
	}
	if f.Number("micro_stop_share") != nil {
		more = append(more, f.share("micro_stop_share")+" in micro-stops")
	}
	if longest := f.Number("longest_us"); longest != nil {
		at, _ := time.Parse(time.DateTime, fmt.Sprintf("%.19s", f.Text("longest_local")))
		more = append(more, fmt.Sprintf("the longest %s on %s", f.duration("longest_us"), at.Format("2 Jan 15:04")))
	}
	if len(more) == 0 {
		return words
	}
	return words + ": " + strings.Join(more, ", ")
}

// drift says how fast, how far, and when it is too much.
func (f Facts) drift() string {
	words := fmt.Sprintf("cycles grew by %s since %s, from %s to %s s: %s s a day (%s to %s)", f.share("size_share"), f.date("from_date").Format("2 Jan"),
		f.significant("level_before"), f.significant("level_after"), f.significant("slope_per_day"), f.significant("slope_low"), f.significant("slope_high"))
	if at := f.date("reaches_10_percent_date"); !at.IsZero() {
		words += "; at this pace 10 % over the approved cycle time on " + at.Format("2 Jan 2006")
	}
	return words
}

// life says how far a tool is, and between which days it is used up.
func (f Facts) life() string {
	words := fmt.Sprintf("%s of %s designed shots are made (%s)", f.count("shots"), f.count("designed_shots"), f.share("used_share"))
	day := func(name string) string {
		if at := f.date(name); !at.IsZero() {
			return at.Format("2 Jan 2006")
		}
		return ""
	}
	likely, earliest, latest := day("date_100_median"), day("date_100_p90"), day("date_100_p10")
	switch {
	case f.isOver() && likely != "":
		return words + ", since " + likely
	case f.isOver():
		return words
	case likely == "" && earliest == "":
		return words + "; when it is used up cannot be told: " + LifeReason(f.Text("reason"))
	case likely == "":
		return words + "; used up on " + earliest + " at the earliest: " + LifeReason(f.Text("reason"))
	}
	words += fmt.Sprintf("; at %s a day used up on %s", f.significant("daily_median"), likely)
	switch {
	case earliest == latest:
		return words
	case latest == "":
		return words + ", " + earliest + " at the earliest"
	}
	return words + fmt.Sprintf(" (%s to %s)", earliest, latest)
}

func (f Facts) isOver() bool {
	used := f.Number("used_share")
	return used != nil && *used >= 1
}

func (f Facts) share(name string) string {
	v := f.Number(name)
	if v == nil {
		return "–"
	}
	return engine.Share(*v)
}

// size is a share without its sign.
func (f Facts) size(name string) string {
	v := f.Number(name)
	if v == nil {
		return "–"
	}
	return engine.Share(math.Abs(*v))
}

func (f Facts) significant(name string) string {
	v := f.Number(name)
	if v == nil {
		return "–"
	}
	return engine.Significant(*v)
}

func (f Facts) count(name string) string {
	return engine.Count(int64(*cmp.Or(f.Number(name), new(0.0))))
}

func (f Facts) duration(name string) string {
	v := f.Number(name)
	if v == nil {
		return "–"
	}
	return engine.Duration(*v / 1e6)
}

func sinceDay(at time.Time) string { return "since " + at.Format("2 January") }

// timesApproved is that of the findings that measure by the approved cycle time.
func (r Recommendation) timesApproved() string {
	if !slices.Contains([]Rule{RuleSlowCycle, RuleApprovedCTWrong, RuleSupplierGap}, r.Rule) {
		return ""
	}
	return timesApproved(r.Facts.Number("weighted_ct_deviation"))
}

// Action is what to do, in plain words: that of the rule, unless what it measures by
// is to be looked at first.
func (r Recommendation) Action() string {
	action := r.Rule.book().action
	if times := r.timesApproved(); times != "" {
		return "Cycles take " + times + " times as long as approved: check the approved cycle time and its unit first. If it was agreed so, " + lower(action)
	}
	return action
}

// Brief is the finding in a few words, as behind 'MX-7103 costs 5,300 $ a month: '.
func (r Recommendation) Brief() string {
	if r.timesApproved() != "" {
		return r.brief() + ", and the approved cycle time may itself be wrong"
	}
	return r.brief()
}

func (r Recommendation) brief() string {
	f := r.Facts
	switch r.Rule {
	case RuleSlowCycle:
		if since := f.date("since_date"); !since.IsZero() && f.Number("rise") != nil {
			return fmt.Sprintf("its cycle rose by %s %s", f.round("rise"), sinceDay(since))
		}
		return fmt.Sprintf("its cycle is %s over the approved one", f.round("weighted_ct_deviation"))
	case RuleDrift:
		return fmt.Sprintf("its cycle grew by %s from %s on", f.round("size_share"), f.date("from_date").Format("2 January"))
	case RuleUnstable:
		return fmt.Sprintf("only %s of its shots are normal", f.round("efficiency"))
	case RuleStops:
		words := fmt.Sprintf("it produced in only %s of its run time", f.round("stability"))
		if kind := f.Text("kind"); kind != "" {
			words += ", most of the rest in " + plural(kind)
		}
		return words
	case RuleMicroStops:
		return fmt.Sprintf("micro-stops take %s of its run time", f.round("micro_stop_share"))
	case RuleApprovedCTWrong:
		return fmt.Sprintf("%s of its shots beat the approved cycle time", f.round("gain_share"))
	case RuleSupplierGap:
		return fmt.Sprintf("%s takes %s longer than %s on %s", orElse(f.Text("supplier_name"), "its supplier"), f.round("gap"), f.Text("best_supplier"), f.Text("part_code"))
	case RuleEndOfLife:
		words := fmt.Sprintf("it has used %s of its designed life", f.round("used_share"))
		if at := f.date("date_100_median"); !at.IsZero() && !f.isOver() {
			words += ", and is likely used up on " + at.Format("2 January 2006")
		}
		return words
	}
	return r.Evidence()
}

func (f Facts) round(name string) string {
	v := f.Number(name)
	if v == nil {
		return "–"
	}
	return percent(*v)
}

// Sentence says what a finding costs, and why.
func (r Recommendation) Sentence(currency string) string {
	if r.Yearly.Value == nil {
		return r.Tool + ": " + r.Brief()
	}
	verb := "costs"
	if r.Rule == RuleApprovedCTWrong {
		verb = "is paid too much by"
	}
	return fmt.Sprintf("%s %s %s a month: %s", r.Tool, verb, engine.Money(*r.Yearly.Value/12, currency), r.Brief())
}

// recommendSentence says what matters: the open finding that comes first. Where only
// findings of some statuses are asked for, it speaks of these alone.
func recommendSentence(p priced, all Recommendations, asked []Status) string {
	if all.Tools == 0 {
		return emptySentence(p.scope, all.Range)
	}
	tools := map[string]bool{}
	open := slices.Clone(all.List)
	open = slices.DeleteFunc(open, func(r Recommendation) bool { return !r.Set.Status.IsOpen() })
	for _, r := range open {
		tools[r.Tool] = true
	}
	if len(open) == 0 {
		looked := fmt.Sprintf(" %s: %s.", during(p.window), engine.Counted(int64(all.Tools), "tool was looked at", "tools were looked at"))
		if len(asked) > 0 {
			return withStatuses(len(all.List), asked) + looked
		}
		return strings.TrimSpace("Nothing is to be done" + looked + " " + all.UnjudgedSentence())
	}
	words := open[0].Sentence(p.currency)
	if len(open) > 1 {
		words += fmt.Sprintf("; %s on %d of %d tools", engine.Counted(int64(len(open)), "finding", "findings"), len(tools), all.Tools)
	}
	if all.Tools > 1 || len(asked) > 0 {
		return words + "."
	}
	return strings.TrimSpace(words + ". " + all.UnjudgedSentence())
}

// withStatuses says how many findings have one of some statuses.
func withStatuses(n int, asked []Status) string {
	var names []string
	for _, s := range asked {
		names = append(names, string(s))
	}
	return engine.Counted(int64(n), "finding is ", "findings are ") + strings.Join(names, " or ")
}

// Changed tells what is another one than when the status was set; "" where
// nothing was set, or nothing has changed.
func (r Recommendation) Changed() string {
	name := r.Rule.figure()
	then, now := r.Set.was.Number(name), r.Facts.Number(name)
	if r.Set.At.IsZero() || then == nil || now == nil {
		return ""
	}
	show := r.Set.was.share(name)
	is := r.Facts.share(name)
	if r.Rule == RuleBadData {
		show, is = r.Set.was.significant(name), r.Facts.significant(name)
	}
	if show == is {
		return ""
	}
	return fmt.Sprintf("%s on %s at %s, now %s", r.Set.Status, r.Set.At.Format("2 Jan"), show, is)
}

// ShotsURL leads to the shots of a finding, on the dashboard.
func (r Recommendation) ShotsURL() string {
	return fmt.Sprintf("/tools/%s/shots?from=%s&to=%s", url.PathEscape(r.Tool), r.From.Format(time.DateOnly), r.To.Format(time.DateOnly))
}

// Table has a row for each finding, in their order.
func (all Recommendations) Table() Table {
	t := Table{Columns: []Column{
		{Name: "rank", Kind: Whole}, {Name: "id"}, {Name: "equipment_code"}, {Name: "rule"}, {Name: "severity"}, {Name: "status"},
		{Name: "yearly_value", Unit: all.Currency, Kind: Real}, {Name: "yearly_value_low", Unit: all.Currency, Kind: Real}, {Name: "yearly_value_high", Unit: all.Currency, Kind: Real},
		{Name: "confidence", Kind: Real}, {Name: "evidence"}, {Name: "action"}, {Name: "note"}, {Name: "set_by"}, {Name: "set_utc", Kind: Instant},
		{Name: "changed"}, {Name: "doubt"}, {Name: "value_note"}, {Name: "from_date", Kind: Date}, {Name: "to_date", Kind: Date},
		{Name: "days", Kind: Whole}, {Name: "shots", Kind: Whole}, {Name: "facts"}, {Name: "shots_url"}, {Name: "view"}, {Name: "currency"},
	}}
	for i, r := range all.List {
		t.Rows = append(t.Rows, []any{
			int64(i + 1), r.ID(), r.Tool, string(r.Rule), string(r.Severity), string(r.Set.Status),
			value(r.Yearly.Value), value(r.Yearly.Low), value(r.Yearly.High), r.Confidence, r.Evidence(), r.Action(), text(r.Set.Note), text(r.Set.By), timeOf(sql.NullTime{Time: r.Set.At, Valid: !r.Set.At.IsZero()}),
			text(r.Changed()), text(r.Doubt), text(r.Yearly.Reason), r.From, r.To,
			r.Days, r.Shots, string(r.Facts), r.ShotsURL(), string(all.View), all.Currency,
		})
	}
	return t
}
