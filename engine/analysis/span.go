package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Span is a window as instants, on the clock of one plant.
type Span struct {
	FromUTC time.Time
	ToUTC   time.Time // not after now; FromUTC where there are no data
	EndUTC  time.Time // of the window, though it may lie after now
	Zone    string    // IANA name
	Offsets []Offset  // at least one, in the order of time

	DayBegins time.Duration // after midnight, on the plant's clock
}

// Offset is what the plant's clock shows more than UTC from an instant on.
type Offset struct {
	FromUTC time.Time
	Ahead   time.Duration
}

// Local is an instant on the plant's clock, as a time without a zone.
func (s Span) Local(at time.Time) time.Time {
	var ahead time.Duration
	for i, o := range s.Offsets {
		if i == 0 || !at.Before(o.FromUTC) {
			ahead = o.Ahead
		}
	}
	return at.UTC().Add(ahead)
}

// Length is how long the span is.
func (s Span) Length() time.Duration { return s.ToUTC.Sub(s.FromUTC) }

func (s Span) args() []any {
	return []any{sql.Named("lo", s.FromUTC), sql.Named("hi", s.ToUTC)}
}

// whole is args up to the end of the window.
func (s Span) whole() []any {
	return []any{sql.Named("lo", s.FromUTC), sql.Named("hi", s.EndUTC)}
}

// span turns the days of a window into instants; nothing lies after now.
func (a *Analysis) span(ctx context.Context, s scope) (Span, error) {
	var span Span
	var from, to sql.NullTime
	var dayUS int64
	if err := a.reader.QueryRow(ctx, spanSQL, s.args()...).Scan(&span.Zone, &dayUS, &from, &to); err != nil {
		return Span{}, fmt.Errorf("find the instants of the window: %w", err)
	}
	span.DayBegins = time.Duration(dayUS) * time.Microsecond
	now := a.cfg.Clock().UTC().Truncate(time.Microsecond)
	span.FromUTC, span.ToUTC = from.Time, to.Time
	if span.ToUTC.After(now) {
		span.ToUTC = now
	}
	if span.ToUTC.Before(span.FromUTC) {
		span.ToUTC = span.FromUTC
	}
	span.EndUTC = maxTime(to.Time, span.ToUTC)
	var err error
	args := append(span.whole(), sql.Named("zone", span.Zone))
	span.Offsets, err = list(ctx, a.reader, "find the offsets of the zone", offsetsSQL, args, func(rows *sql.Rows) (Offset, error) {
		var o Offset
		var us int64
		err := rows.Scan(&o.FromUTC, &us)
		o.Ahead = time.Duration(us) * time.Microsecond
		return o, err
	})
	return span, err
}

// UTC is the instant at which the plant's clock shows a time; one that it shows
// twice means the first, one that it skips the moment of the jump.
func (s Span) UTC(local time.Time) time.Time {
	for i, o := range s.Offsets {
		at := local.Add(-o.Ahead)
		if i+1 == len(s.Offsets) || at.Before(s.Offsets[i+1].FromUTC) {
			if i > 0 {
				at = maxTime(at, o.FromUTC)
			}
			return at
		}
	}
	return local
}

// DayStart is when the n-th day after the one with which the span begins starts.
func (s Span) DayStart(n int) time.Time { return s.UTC(s.Local(s.FromUTC).AddDate(0, 0, n)) }
