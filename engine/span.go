package engine

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Span is a range relative to now: '7d', '4w', '3mo', '24h', 'today',
// 'yesterday'. Days, weeks and months are whole ones that ended before today,
// so that a comparison with the period before is fair; hours are whole ones too
// and end with the one that has begun, which the marts answer without reading
// shots. It stays relative in a URL, so that a bookmark shows the newest data.
type Span string

// Today and Yesterday are single production days.
const (
	Today     Span = "today"
	Yesterday Span = "yesterday"
)

// 9,999 days are 27 years: more than any plant has mirrored.
var spanForm = regexp.MustCompile(`^([1-9][0-9]{0,3})(h|d|w|mo)$`)

// ParseSpan reads a span; empty text is none.
func ParseSpan(text string) (Span, error) {
	if text == "" || text == string(Today) || text == string(Yesterday) || spanForm.MatchString(text) {
		return Span(text), nil
	}
	return "", &Error{
		Code:    CodeUsage,
		Doing:   "read the window",
		Message: fmt.Sprintf("%q is no relative range", text),
		Hint:    "write 24h, 7d, 4w, 3mo, today or yesterday",
	}
}

// IsZero tells whether there is no span.
func (s Span) IsZero() bool { return s == "" }

func (s Span) parts() (count int, unit string) {
	found := spanForm.FindStringSubmatch(string(s))
	if found == nil {
		return 1, string(s)
	}
	count, err := strconv.Atoi(found[1])
	if err != nil {
		return 1, string(s)
	}
	return count, found[2]
}

// Words is the span for a reader: 'last 7 days'.
func (s Span) Words() string {
	count, unit := s.parts()
	names := map[string]string{"h": "hour", "d": "day", "w": "week", "mo": "month"}
	name, ok := names[unit]
	switch {
	case !ok:
		return unit
	case count == 1:
		return "last " + name
	}
	return fmt.Sprintf("last %d %ss", count, name)
}

func (s Span) window(now time.Time) Window {
	today := Day(now.Date())
	before := func(months, days int) Bound {
		return Bound{Time: today.Time.AddDate(0, months, days), IsDate: true}
	}
	count, unit := s.parts()
	switch unit {
	case "h":
		end := now.Add(time.Hour - time.Nanosecond).Truncate(time.Hour)
		return Window{From: Instant(end.Add(-time.Duration(count) * time.Hour)), To: Instant(end)}
	case "w":
		return Window{From: before(0, -7*count), To: today}
	case "mo":
		return Window{From: before(-count, 0), To: today}
	case string(Today):
		return Window{From: today, To: before(0, 1)}
	}
	return Window{From: before(0, -count), To: today}
}
