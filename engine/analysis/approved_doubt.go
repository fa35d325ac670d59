package analysis

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"sprue/engine"
)

// farFromApproved is how many times as long, or as short, as approved cycles are
// before that time itself is doubted: a process is not set so, a digit or a unit
// slips so.
const farFromApproved = 3.0

// timesApproved is how many times the approved cycle time cycles take, of a weighted
// deviation, where that is further off than a process goes; else "".
func timesApproved(deviation *float64) string {
	if deviation == nil {
		return ""
	}
	times := 1 + *deviation
	if times <= farFromApproved && times*farFromApproved >= 1 {
		return ""
	}
	return engine.Significant(times)
}

// ApprovedDoubt says that the approved cycle time behind the figures may be wrong, and
// why; "" where nothing says so.
func (f ROIFigures) ApprovedDoubt() string {
	times := timesApproved(f.Deviation())
	if times == "" {
		return ""
	}
	return "cycles take " + times + " times the approved cycle time, which may itself be wrong"
}

// approvedSentence names the tools of an answer whose approved cycle time is doubted;
// "" without one.
func approvedSentence(pieces []yearPiece) string {
	tools := map[string]ROIFigures{}
	for _, p := range pieces {
		f := tools[p.tool]
		f.CTUS, f.ApprovedUS = f.CTUS+p.ctUS, f.ApprovedUS+p.approvedUS
		tools[p.tool] = f
	}
	maps.DeleteFunc(tools, func(_ string, f ROIFigures) bool { return f.ApprovedDoubt() == "" })
	names := slices.Sorted(maps.Keys(tools))
	switch len(names) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf(" On %s %s.", names[0], tools[names[0]].ApprovedDoubt())
	}
	most := slices.MaxFunc(names, func(a, b string) int { return cmp.Compare(tools[a].ApprovedUS, tools[b].ApprovedUS) })
	return fmt.Sprintf(" On %s %s; so may that of %s.", most, tools[most].ApprovedDoubt(), engine.Counted(int64(len(names)-1), "more tool", "more tools"))
}
