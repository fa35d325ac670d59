package analysis

import (
	"fmt"
	"strings"

	"sprue/engine"
)

// Ways are the words for what the rows of an answer may be, the first one stands
// for no word, and why there are none by the other groupings of engine.
type Ways struct {
	Known   []string
	Reasons map[string]string
}

// waysOf takes the reasons by groupings; one for several is given once.
func waysOf(known []string, reasons map[string][]engine.Grouping) Ways {
	w := Ways{Known: known, Reasons: map[string]string{}}
	for reason, groupings := range reasons {
		for _, by := range groupings {
			w.Reasons[string(by)] = reason
		}
	}
	return w
}

// Parse reads one of them; empty text is the first.
func (w Ways) Parse(text, doing string) (string, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	if reason := w.Reasons[text]; reason != "" {
		return "", &engine.Error{
			Code: engine.CodeUsage, Doing: doing, Message: fmt.Sprintf("by %q has no meaning here", text),
			Hint: reason + "; it is one of " + strings.Join(w.Known, ", "),
		}
	}
	return engine.OneOf(text, w.Known, doing, "%q is none of its groupings")
}

// BenchmarkWays are what rows of a benchmark may be.
func BenchmarkWays() Ways {
	return waysOf([]string{"tool", "part", "supplier"}, map[string][]engine.Grouping{
		"tools on a part are compared among those asked about: the filter 'location' narrows them": {engine.ByLocation},
		"ranks are of a whole window: 'from' and 'to' choose another one":                          {engine.ByDay, engine.ByWeek, engine.ByMonth, engine.ByShift, engine.ByHour},
	})
}

// ProcessWays are what rows about processes may be.
func ProcessWays() Ways {
	return waysOf([]string{"tool", "event", "capability", "summary", "point", "day"}, map[string][]engine.Grouping{
		"limits are those of a tool and part: 'capability' has a row for each":                                    {engine.ByPart},
		"no two tools share control limits: the filters 'supplier' and 'location' choose tools":                   {engine.BySupplier, engine.ByLocation},
		"control limits hold for the whole window: 'day' has the days of one tool, 'point' the points of a chart": {engine.ByWeek, engine.ByMonth, engine.ByShift, engine.ByHour},
	})
}

// LifeWays are what rows about lives may be.
func LifeWays() Ways {
	return waysOf([]string{"tool", "week"}, map[string][]engine.Grouping{
		"a life is that of one tool: the filters 'part', 'supplier' and 'location' choose tools":         {engine.ByPart, engine.BySupplier, engine.ByLocation},
		"a life is as of the last production day: 'week' has the forecast of each week beside what came": {engine.ByDay, engine.ByMonth, engine.ByShift, engine.ByHour},
	})
}
