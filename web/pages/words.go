package pages

import (
	"strconv"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
)

const dash = "–"

// hours shows microseconds as hours, without the unit; short times with two
// places, so that they are not mistaken for none.
func hours(us int64) string {
	switch h := float64(us) / 3.6e9; {
	case us == 0:
		return "0"
	case h < 1:
		return decimals(h, 2)
	default:
		return decimals(h, 1)
	}
}

// minutes shows seconds as minutes, without the unit.
func minutes(seconds *float64) string {
	if seconds == nil {
		return dash
	}
	return engine.Significant(*seconds / 60)
}

// percent shows a share without its sign, which stands in the head.
func percent(share *float64) string {
	if share == nil {
		return dash
	}
	return decimals(100**share, 1)
}

// signed shows a number with its sign and one place.
func signed(v float64) string { return signedPlaces(v, 1) }

func signedPlaces(v float64, places int) string { return withSign(v, decimals(v, places), places) }

// withSign is the text of a number, with a plus before what is above 0; one that
// rounds to 0 has no sign.
func withSign(v float64, text string, places int) string {
	switch zero := decimals(0, places); {
	case text == zero || text == "−"+zero:
		return zero
	case v > 0:
		return "+" + text
	}
	return text
}

// decimals shows a number with thousands separators.
func decimals(v float64, places int) string { return engine.Decimals(v, places) }

// exact is for the tooltip of a rounded figure.
func exact(v *float64, unit string) string {
	if v == nil {
		return ""
	}
	return strings.TrimSpace(strconv.FormatFloat(*v, 'f', 6, 64) + " " + unit)
}

// day is '30 Oct', with the year where it is not this one.
func day(t, now time.Time) string {
	if t.Year() != now.Year() {
		return t.Format("2 Jan 2006")
	}
	return t.Format("2 Jan")
}

// dates is the days of a window in words, the last one included: '23 Oct – 19
// Nov'.
func dates(w engine.Window, now time.Time) string {
	switch {
	case w.From.IsZero() && w.To.IsZero():
		return ""
	case w.From.IsZero():
		return "until " + edge(w.To, -1, now)
	case w.To.IsZero():
		return "from " + edge(w.From, 0, now)
	}
	first, last := edge(w.From, 0, now), edge(w.To, -1, now)
	switch {
	case first == last:
		return first
	case !w.Dates():
		return first + " – " + last + " UTC"
	}
	return first + " – " + last
}

func edge(b engine.Bound, days int, now time.Time) string {
	if b.IsDate {
		return day(b.Time.AddDate(0, 0, days), now)
	}
	return day(b.Time, now) + b.Time.Format(" 15:04")
}

// title makes a span a heading: 'Last 28 days'.
func title(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// age is a duration as people say it.
func age(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "under a minute"
	case d < 2*time.Hour:
		return strconv.Itoa(int(d.Minutes())) + " min"
	case d < 48*time.Hour:
		return strconv.Itoa(int(d.Hours())) + " h"
	}
	return strconv.Itoa(int(d.Hours()/24)) + " days"
}

func plural(n int64, one, many string) string { return engine.Counted(n, one, many) }

// doubt says why stability is a range, ” where the range is too narrow to be
// seen.
func doubt(f analysis.Figures) string {
	if percent(f.Stability()) == percent(f.StabilityHigh()) {
		return ""
	}
	return hours(f.DoubtfulUS) + " h of the downtime is doubtful: shots are missing in it"
}

// headline makes a sentence one: no full stop.
func headline(text string) string { return strings.TrimSuffix(text, ".") }
