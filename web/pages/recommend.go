package pages

import (
	"context"
	"fmt"
	"strings"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
)

// RecommendQuestions are what is to be done, and what was said about it.
type RecommendQuestions interface {
	Recommendations(ctx context.Context, q analysis.RecommendQuestion) (analysis.Recommendations, error)
	SetStatus(ctx context.Context, w analysis.Writer, c analysis.StatusChange) (analysis.Recommendation, error)
	Listing(ctx context.Context, f engine.Filter, l analysis.Listing, limit int) (analysis.Table, error)
}

// todoView is which findings are listed.
type todoView string

const (
	todoOpen   todoView = "open" // something is still to be done
	todoClosed todoView = "closed"
	todoAll    todoView = "all"
)

func todoViews() []todoView { return []todoView{todoOpen, todoClosed, todoAll} }

func (v todoView) shows(r analysis.Recommendation) bool {
	return v == todoAll || r.Set.Status.IsOpen() == (v == todoOpen)
}

// todoShown is how many findings there are before 'and so many more'.
const todoShown = 20

// todoPart is what is to be done, or what stands in its place: nine rules look at
// every tool, for as long as all that stands above takes.
func todoPart(r request, q roiAsked, all analysis.Recommendations) (*templates.TablePart, *templates.Later) {
	if !q.now {
		return nil, &templates.Later{ID: "todo-part", URL: r.address.with(countNow, "true").String(), Name: "what to do", Height: "table"}
	}
	part := todo(r, all, q.todo)
	return &part, nil
}

// todo lists what is to be done; a row opens the finding.
func todo(r request, all analysis.Recommendations, view todoView) templates.TablePart {
	part := templates.TablePart{
		Section: templates.Section{
			ID: "todo", Head: "What to do", Note: "ranked by yearly value × confidence; values of one tool overlap",
			Tail: []templates.Link{{Text: "CSV", URL: csvLink(r, "recommendations", "")}},
		},
		Empty: "Nothing: no rule finds anything in this range.",
		Foot:  strings.TrimSpace(all.ViewNote + " " + all.UnjudgedSentence()),
	}
	var shown []analysis.Recommendation
	counts := map[todoView]int{}
	for _, f := range all.List {
		for _, v := range todoViews() {
			if v.shows(f) {
				counts[v]++
			}
		}
		if view.shows(f) {
			shown = append(shown, f)
		}
	}
	for _, v := range todoViews() {
		part.Section.Views = append(part.Section.Views, templates.View{
			Text: fmt.Sprintf("%s %d", title(string(v)), counts[v]), URL: r.address.choose("todo", string(v), string(todoOpen)).String(), Current: v == view,
		})
	}
	if len(shown) == 0 && len(all.List) > 0 {
		part.Empty = "None of these."
	}
	if more := len(shown) - todoShown; more > 0 && view != todoAll {
		shown = shown[:todoShown]
		part.Section.Note = fmt.Sprintf("the first %d; %s", todoShown, part.Section.Note)
	}
	part.Table = templates.Table{Caption: "What is to be done", Columns: []templates.Column{
		{Name: "Tool"}, {Name: "Found by"}, {Name: "Evidence", Low: "1"}, {Name: "Action", Low: "2"},
		{Name: "Value, " + all.Currency + " a year", Title: "what goes on costs, if it goes on as in the range", Number: true},
		{Name: "10th–90th percentile", Title: "of 1,000 resamples of the production days", Low: "3"},
		{Name: "Confidence", Title: "by days and shots", Low: "1"}, {Name: "Status"},
	}}
	most := 1.0
	for _, f := range shown {
		for _, v := range []*float64{f.Yearly.Value, f.Yearly.High} {
			if v != nil {
				most = max(most, *v)
			}
		}
	}
	for _, f := range shown {
		part.Table.Rows = append(part.Table.Rows, todoRow(r, f, most))
	}
	return part
}

func todoRow(r request, f analysis.Recommendation, most float64) templates.Row {
	value := templates.Cell{Text: amount(f.Yearly.Value), Title: exact(f.Yearly.Value, ""), Doubt: f.Doubt}
	if f.Yearly.Value == nil {
		value.Title = f.Yearly.Reason
	}
	return templates.Row{URL: findingOf(r, f.ID()).String(), Cells: []templates.Cell{
		nameCell(f.Tool),
		{Text: ruleWords(f.Rule), Title: severityWords(f.Severity), Status: severityStatus(f.Severity)},
		{Text: f.Brief(), Title: f.Evidence()},
		{Text: briefly(f.Action()), Title: f.Action()},
		value,
		{Band: bandOf(f.Yearly, most)},
		{Trust: trusted(f.Confidence), Title: decimals(f.Confidence, 2)},
		{Badge: statusBadge(f.Set)},
	}}
}

// findingOf is the page of a finding, in the range of this one.
func findingOf(r request, id string) address { return r.opens(findingPath).with("id", id) }

// briefly is what to do first, without why.
func briefly(action string) string {
	first, _, _ := strings.Cut(action, ". ")
	why, what, both := strings.Cut(first, ": ")
	if !both {
		what = why
	}
	return title(strings.TrimSuffix(what, "."))
}

func ruleWords(rule analysis.Rule) string {
	if rule == analysis.RuleApprovedCTWrong {
		return "approved cycle time"
	}
	return strings.ReplaceAll(string(rule), "_", " ")
}

func severityStatus(s analysis.Severity) templates.Status {
	if s == analysis.SeverityWatch {
		return templates.Watch
	}
	return templates.Poor
}

func severityWords(s analysis.Severity) string {
	return map[analysis.Severity]string{analysis.SeverityWatch: "to be watched", analysis.SeverityAction: "something is to be done", analysis.SeverityMajor: "far beyond its limit"}[s]
}

// trusted is a confidence in three levels.
func trusted(confidence float64) templates.Confidence {
	switch {
	case confidence < 1.0/3:
		return templates.Low
	case confidence < 2.0/3:
		return templates.Medium
	}
	return templates.High
}

func statusBadge(s analysis.Set) *templates.Badge {
	badge := &templates.Badge{Text: string(s.Status), Title: s.Note}
	switch s.Status {
	case analysis.StatusPlanned:
		badge.Tone = "accent"
	case analysis.StatusDone:
		badge.Tone = "good"
	}
	return badge
}
