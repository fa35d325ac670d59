package analysis

import (
	"fmt"
	"slices"
	"time"

	"sprue/engine"
)

// soonDays is how far the sentence looks ahead.
const soonDays = 90

// endOfLifeSentence says which tool is used up, or will be first, and how far such
// forecasts were right.
func endOfLifeSentence(e EndOfLife) string {
	switch len(e.Rows) {
	case 0:
		return "There are no tools yet: nothing that fits has been mirrored and built"
	case 1:
		return e.Rows[0].words()
	}
	var over, soon, later []Life
	for _, l := range e.Rows {
		switch {
		case l.Status == LifeOver:
			over = append(over, l)
		case l.within(l.At100.Likely):
			soon = append(soon, l)
		case l.Status != LifeUnknown && (l.At100.Likely != nil || l.At100.Earliest != nil && !l.within(l.At100.Earliest) || l.Reason == "far"):
			later = append(later, l)
		}
	}
	known := len(over) + len(soon) + len(later)
	if known == 0 {
		return fmt.Sprintf("Not known: of none of %d tools can it be told when its life is over", len(e.Rows))
	}
	words := leading(over, soon, later)
	if n := len(e.Rows) - known; n > 0 {
		words += fmt.Sprintf("; of %s it is not known", engine.Counted(int64(n), "tool", "tools"))
	}
	return words + ". " + e.Record.Words()
}

// leading names the tool that matters, and counts the others.
func leading(over, soon, later []Life) string {
	switch {
	case len(over) > 0:
		words := over[0].beyond()
		if n := len(over) - 1; n > 0 {
			words += fmt.Sprintf(", and %d more %s", n, map[bool]string{true: "is", false: "are"}[n == 1])
		}
		if n := len(soon); n > 0 {
			words += fmt.Sprintf("; %d more %s it within %d days", n, map[bool]string{true: "reaches", false: "reach"}[n == 1], soonDays)
		}
		return words
	case len(soon) > 0:
		words := soon[0].ahead()
		if n := len(soon) - 1; n > 0 {
			words += fmt.Sprintf("; %d more within %d days", n, soonDays)
		}
		return words
	}
	words := fmt.Sprintf("No tool reaches its designed life within %d days", soonDays)
	if i := slices.IndexFunc(later, func(l Life) bool { return l.At100.Likely != nil }); i >= 0 {
		words += "; the next is " + later[i].Tool + on(*later[i].At100.Likely)
	}
	return words
}

// words tell of one tool alone.
func (l Life) words() string {
	switch l.Status {
	case LifeUnknown:
		return "Not known: nobody says how many shots " + l.Tool + " is made for"
	case LifeOver:
		words := l.beyond()
		if l.At100.Likely != nil {
			words += " since " + l.At100.Likely.Format("2 Jan 2006")
		}
		return words
	}
	return l.ahead() + ". " + l.Record.Words()
}

// within tells a day that the sentence looks ahead to.
func (l Life) within(day *time.Time) bool {
	return day != nil && l.AsOf != nil && day.Sub(*l.AsOf) <= soonDays*24*time.Hour
}

// beyond is for a life that is over.
func (l Life) beyond() string {
	if *l.Used == 1 {
		return l.Tool + " has reached its designed life"
	}
	return fmt.Sprintf("%s is over its designed life by %s", l.Tool, roughly(*l.Used-1))
}

// ahead is for one that is not.
func (l Life) ahead() string {
	used := fmt.Sprintf("%s has used %s of its designed life", l.Tool, percent(*l.Used))
	if l.At100.Likely == nil {
		return used + "; when it is used up cannot be told: " + LifeReason(l.Reason)
	}
	return used + ", and is likely used up" + on(*l.At100.Likely)
}

func on(day time.Time) string { return " on " + day.Format("2 Jan 2006") }

// roughly is a share that may be above 1: '4 %', '130 %'.
func roughly(share float64) string {
	if share < 0.01 {
		return engine.Share(share)
	}
	return fmt.Sprintf("%.0f %%", 100*share)
}

// Words tell how far forecasts were right.
func (r Record) Words() string {
	earlier := engine.Counted(r.Forecasts, "earlier forecast", "earlier forecasts")
	words := "After most of " + earlier + " nothing was made"
	switch {
	case r.Forecasts == 0 && r.Silent == 0:
		return "No forecast is 28 days old yet, so nobody knows how far they are right"
	case r.Forecasts == 0:
		return "No earlier week could foretell anything: on half of the days and more nothing was made"
	case r.Error != nil && r.Forecasts == 1:
		words = fmt.Sprintf("The one earlier forecast was off by %s of what was made in 28 days", roughly(*r.Error))
	case r.Error != nil:
		words = fmt.Sprintf("Half of %s were off by at most %s of what was made in 28 days", earlier, roughly(*r.Error))
	}
	if r.Silent > 0 {
		words += fmt.Sprintf("; %s more foretold nothing", engine.Count(r.Silent))
	}
	return words
}

// LifeReason says why no day is told for the end of a life.
func LifeReason(reason string) string {
	return map[string]string{
		"no_designed_shots": "nobody says how many shots it is made for",
		"too_few_days":      "it has made shots for under 7 days",
		"no_shots":          "it rests on half of its days and more",
		"far":               "it lies over 100 years ahead",
		"before_mirror":     "it was used up before the first day that is mirrored",
	}[reason]
}
