package engine

import (
	"fmt"
	"strings"
	"time"
)

// Bound is one end of a window: an instant, or a local production day, which
// begins at another instant in each plant. The zero Bound is open.
type Bound struct {
	Time   time.Time // UTC; of a day its midnight
	IsDate bool
}

// Day is the bound at a local production day.
func Day(year int, month time.Month, day int) Bound {
	return Bound{Time: time.Date(year, month, day, 0, 0, 0, 0, time.UTC), IsDate: true}
}

// Instant is the bound at an instant, in the microseconds of the tables.
func Instant(t time.Time) Bound { return Bound{Time: t.UTC().Truncate(time.Microsecond)} }

// ParseBound reads 2026-06-30 as a day and 2026-06-30T06:00:00Z as an instant;
// empty text is open.
func ParseBound(text string) (Bound, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return Bound{}, nil
	}
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return Bound{Time: day, IsDate: true}, nil
	}
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return Instant(at), nil
	}
	return Bound{}, &Error{
		Code:    CodeUsage,
		Doing:   "read the window",
		Message: fmt.Sprintf("%q is neither a date nor an instant", text),
		Hint:    "write a day as 2026-06-30, or an instant as 2026-06-30T06:00:00Z",
	}
}

// IsZero tells whether the bound is open.
func (b Bound) IsZero() bool { return b.Time.IsZero() }

// String is what ParseBound reads.
func (b Bound) String() string {
	switch {
	case b.IsZero():
		return ""
	case b.IsDate:
		return b.Time.Format(time.DateOnly)
	}
	return b.Time.UTC().Format(time.RFC3339Nano)
}
