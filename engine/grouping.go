package engine

import "strings"

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
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "", string(ByNone): // nobody asks for it by name
		return ByNone, nil
	}
	return OneOf(text, Groupings()[1:], "read the grouping", "%q is none")
}
