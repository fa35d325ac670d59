package engine

import (
	"fmt"
	"strings"
)

// Grouping says what the rows of an answer stand for.
type Grouping string

// The groupings; ByNone gives one row in all.
const (
	ByNone     Grouping = "none"
	ByTool     Grouping = "tool"
	ByPart     Grouping = "part"
	BySupplier Grouping = "supplier"
	ByLocation Grouping = "location"
	ByDay      Grouping = "day"
	ByWeek     Grouping = "week"
	ByMonth    Grouping = "month"
	ByShift    Grouping = "shift"
	ByHour     Grouping = "hour"
)

// Groupings lists them in the order in which they are offered.
func Groupings() []Grouping {
	return []Grouping{ByNone, ByTool, ByPart, BySupplier, ByLocation, ByDay, ByWeek, ByMonth, ByShift, ByHour}
}

// ParseGrouping reads a grouping; empty text is ByNone.
func ParseGrouping(text string) (Grouping, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	if text == "" {
		return ByNone, nil
	}
	names := []string{}
	for _, g := range Groupings() {
		if string(g) == text {
			return g, nil
		}
		if g != ByNone { // nobody asks for it by name
			names = append(names, string(g))
		}
	}
	return "", &Error{
		Code:    CodeUsage,
		Doing:   "read the grouping",
		Message: fmt.Sprintf("%q is none", text),
		Hint:    DidYouMean("did you mean %s? ", text, names) + "one of " + strings.Join(names, ", "),
	}
}
