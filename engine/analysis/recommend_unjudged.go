package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sprue/engine"
)

// Unjudged is why some rules could not look at a tool.
type Unjudged struct {
	Tool   string
	Reason string // one of unjudged.sql
}

// severityUnjudged marks the rows of the rules that are one.
const severityUnjudged Severity = "unjudged"

// unjudgedBook is what is known of a reason beside its SQL.
type unjudgedBook struct {
	reason string
	rules  []Rule
	has    string // what the tool has, or has not
}

// unjudgedBooks lists the reasons; what hangs on the cycle time comes first.
func unjudgedBooks() []unjudgedBook {
	compared := []Rule{RuleSlowCycle, RuleApprovedCTWrong, RuleSupplierGap}
	return []unjudgedBook{
		{"no_approved_ct", compared, "no approved cycle time"},
		{"few_compared", compared, fmt.Sprintf("under %d slow, fast and normal shots with an approved cycle time", leastShots)},
		{"few_shots", append([]Rule{RuleDrift, RuleUnstable}, compared...), fmt.Sprintf("under %d shots", leastShots)},
		{"no_supplier", []Rule{RuleSupplierGap}, "no known part or supplier"},
		{"short_span", []Rule{RuleApprovedCTWrong}, "shots of under 22 days, nearly all of them faster than approved"},
		{"short_run", []Rule{RuleStops, RuleMicroStops}, "under an hour of run time"},
		{"few_items", []Rule{RuleBadData}, fmt.Sprintf("under %d items of data", leastShots)},
		{"no_designed_shots", []Rule{RuleEndOfLife}, "no designed shots"},
		{"life_later", []Rule{RuleEndOfLife}, "data after this window, at whose end its life is told"},
	}
}

func (u Unjudged) book() (place int, book unjudgedBook) {
	books := unjudgedBooks()
	place = slices.IndexFunc(books, func(b unjudgedBook) bool { return b.reason == u.Reason })
	if place < 0 {
		return place, unjudgedBook{}
	}
	return place, books[place]
}

// Rules are those that could not look.
func (u Unjudged) Rules() []Rule { _, b := u.book(); return b.rules }

// Has is the reason in words, as behind 'MX-1 has ': 'no approved cycle time'.
func (u Unjudged) Has() string { _, b := u.book(); return b.has }

// inOrder puts them by tool, and as the reasons are listed.
func inOrder(all []Unjudged) {
	slices.SortFunc(all, func(a, b Unjudged) int {
		placeA, _ := a.book()
		placeB, _ := b.book()
		return cmp.Or(cmp.Compare(a.Tool, b.Tool), cmp.Compare(placeA, placeB))
	})
}

// UnjudgedSentence says of one tool which rules could not look, and why; of several
// how many lack what; "" where all could.
func (all Recommendations) UnjudgedSentence() string {
	if len(all.Unjudged) == 0 {
		return ""
	}
	var words []string
	if all.Tools > 1 {
		for _, b := range unjudgedBooks() {
			n := 0
			for _, u := range all.Unjudged {
				if u.Reason == b.reason {
					n++
				}
			}
			if n > 0 {
				words = append(words, engine.Counted(int64(n), "tool has ", "tools have ")+b.has)
			}
		}
		return "Not all rules could look: " + strings.Join(words, "; ") + "."
	}
	for i, u := range all.Unjudged {
		of := u.about()
		if i == 0 {
			words = append(words, fmt.Sprintf("%s could not be judged: %s has %s", upper(of), u.Tool, u.Has()))
		} else {
			words = append(words, fmt.Sprintf("nor %s: it has %s", of, u.Has()))
		}
	}
	return strings.Join(words, "; ") + "."
}

// about is what was not looked for: 'slow cycles and a drift'.
func (u Unjudged) about() string {
	var of []string
	for _, rule := range u.Rules() {
		of = append(of, rule.book().about)
	}
	if last := len(of) - 1; last > 0 {
		return strings.Join(of[:last], ", ") + " and " + of[last]
	}
	return strings.Join(of, "")
}

// UnjudgedTable has a row for each tool and rule.
func (all Recommendations) UnjudgedTable() Table {
	t := Table{Columns: []Column{{Name: "equipment_code"}, {Name: "rule"}, {Name: "reason"}, {Name: "has"}}}
	for _, u := range all.Unjudged {
		for _, rule := range u.Rules() {
			t.Rows = append(t.Rows, []any{u.Tool, string(rule), u.Reason, u.Has()})
		}
	}
	return t
}
