package engine

import (
	"fmt"
	"time"
)

// Window is a half-open range of time, [From, To). Bounds that are not set are
// open. Last, if set, is a range relative to now and goes before both.
type Window struct {
	From Bound
	To   Bound
	Last Span
}

// ParseWindow reads bounds as on the command line, empty text for an open one.
func ParseWindow(from, to string) (Window, error) {
	f, err := ParseBound(from)
	if err != nil {
		return Window{}, err
	}
	t, err := ParseBound(to)
	if err != nil {
		return Window{}, err
	}
	w := Window{From: f, To: t}
	return w, w.Validate()
}

// Validate refuses a window whose end is not after its start.
func (w Window) Validate() error {
	if w.From.IsZero() || w.To.IsZero() || w.From.Time.Before(w.To.Time) {
		return nil
	}
	return &Error{
		Code:    CodeUsage,
		Doing:   "read the window",
		Message: fmt.Sprintf("it ends at %s, which is not after its start %s", w.To, w.From),
		Hint:    "windows are half-open: the end of the window (to) is the first day or instant left out",
	}
}

// IsZero tells whether the window leaves nothing out.
func (w Window) IsZero() bool { return w == Window{} }

// Dates tells whether every bound that is set is a local production day.
func (w Window) Dates() bool {
	return (w.From.IsZero() || w.From.IsDate) && (w.To.IsZero() || w.To.IsDate)
}

// Resolve turns a relative window into a fixed one.
func (w Window) Resolve(now time.Time) Window {
	if w.Last.IsZero() {
		return Window{From: w.From, To: w.To}
	}
	return w.Last.window(now.UTC())
}

// Previous gives the window of equal length that ends where w starts, if w is
// fixed, closed, and has two bounds of one kind.
func (w Window) Previous() (Window, bool) {
	if !w.Last.IsZero() || w.From.IsZero() || w.To.IsZero() || w.From.IsDate != w.To.IsDate {
		return Window{}, false
	}
	length := w.To.Time.Sub(w.From.Time)
	return Window{From: Bound{Time: w.From.Time.Add(-length), IsDate: w.From.IsDate}, To: w.From}, true
}

// String is a window in words.
func (w Window) String() string {
	switch {
	case !w.Last.IsZero():
		return w.Last.Words()
	case w.From.IsZero() && w.To.IsZero():
		return "all that is mirrored"
	case w.From.IsZero():
		return "before " + w.To.String()
	case w.To.IsZero():
		return "from " + w.From.String()
	case w.Dates():
		return dates(w.From.Time, w.To.Time.AddDate(0, 0, -1))
	}
	return w.From.String() + " to " + w.To.String()
}

func dates(first, last time.Time) string {
	if first.Equal(last) {
		return first.Format(time.DateOnly)
	}
	return first.Format(time.DateOnly) + " to " + last.Format(time.DateOnly)
}
