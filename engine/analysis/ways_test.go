package analysis

import (
	"os"
	"slices"
	"strings"
	"testing"

	"sprue/engine"
)

// TestGroupingsOfThePage: docs/decisions/groupings.md says which groupings each
// analysis takes, and every other one is refused with a reason.
func TestGroupingsOfThePage(t *testing.T) {
	page, err := os.ReadFile("../../docs/decisions/groupings.md")
	if err != nil {
		t.Fatal(err)
	}
	var sums []string
	for _, by := range engine.Groupings()[1:] {
		sums = append(sums, string(by))
	}
	sessions := []string{"baseline", "period", "best"} // of the command line and of /baselines
	for _, by := range SessionGroupings()[1:] {
		sessions = append(sessions, string(by))
	}
	of := map[string]Ways{
		"runrate": {Known: sums}, "roi": {Known: sums}, "shots": {Known: sessions},
		"quality": ProcessWays(), "benchmark": BenchmarkWays(), "eol": LifeWays(),
	}
	var head []string
	told := map[string][]string{}
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		switch {
		case cells[0] == "`--by`":
			head = cells
		case len(cells) != len(head) || strings.HasPrefix(cells[0], "-"):
		case cells[0] == "beside these":
			for i, words := range cells[1:] {
				told[head[i+1]] = append(told[head[i+1]], strings.FieldsFunc(words, func(r rune) bool { return r == ',' || r == ' ' })...)
			}
		default:
			for i, mark := range cells[1:] {
				if mark == "✓" {
					told[head[i+1]] = append(told[head[i+1]], cells[0])
				}
			}
		}
	}
	for name, ways := range of {
		known := slices.Sorted(slices.Values(ways.Known))
		slices.Sort(told[name])
		if !slices.Equal(told[name], known) {
			t.Errorf("%s is said to be by %q, and is by %q", name, told[name], known)
		}
		for _, by := range sums {
			if (ways.Reasons[by] == "") == !slices.Contains(ways.Known, by) {
				t.Errorf("%s by %s: known and refused, or neither", name, by)
			}
		}
	}
}
