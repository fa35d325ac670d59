package analysis

import (
	"context"
	"database/sql"
	"time"
)

// Turn is a shift on the clock.
type Turn struct {
	Shift   string
	FromUTC time.Time
	ToUTC   time.Time
}

// turns are the shifts of the place where most of the tools are, that touch the
// window, the part of it after now too.
func (a *Analysis) turns(ctx context.Context, s Span, tools []string) ([]Turn, error) {
	args := append(s.whole(), sql.Named("zone", s.Zone), sql.Named("tools", tools))
	return list(ctx, a.reader, "find the shifts", timelineShiftSQL, args, func(rows *sql.Rows) (Turn, error) {
		var t Turn
		return t, rows.Scan(&t.Shift, &t.FromUTC, &t.ToUTC)
	})
}
