package analysis

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sprue/engine"
)

// Trust is the line that stands under every group of figures.
type Trust struct {
	Shots        int64
	LeftOut      []LeftOut // largest first
	Covered      *float64  // share of the window's tool days with data
	LastShotUTC  time.Time // zero without shots
	LastShot     time.Time // the same on the plant's clock
	Zones        []string  // time zones of the shots
	QualityScore *float64
	BuildID      uint64 // 0 before the first build
	BuiltUTC     time.Time
	SyncedUTC    time.Time // zero before the first sync
	SyncAge      time.Duration
	Stale        bool // the mirror is older than its freshness limit
}

// Poor tells that the data behind the figures are of poor quality.
func (t Trust) Poor() bool { return t.QualityScore != nil && *t.QualityScore < poorScore }

// LeftOut counts shots that are in no figure.
type LeftOut struct {
	Reason string // of core.quarantine, or 'exact duplicate'
	Count  int64
}

// Trust gives the facts of the trust line for what the filter leaves.
func (a *Analysis) Trust(ctx context.Context, f engine.Filter) (Trust, error) {
	s, err := a.scope(ctx, f)
	if err != nil {
		return Trust{}, err
	}
	var t Trust
	if err := a.usedShots(ctx, s, &t); err != nil {
		return Trust{}, err
	}
	t.LeftOut, err = list(ctx, a.reader, "count what is left out", leftOutSQL, s.args(), func(rows *sql.Rows) (LeftOut, error) {
		var l LeftOut
		err := rows.Scan(&l.Reason, &l.Count)
		return l, err
	})
	if err != nil {
		return Trust{}, err
	}
	err = a.reader.QueryRow(ctx, builtSQL).Scan(&t.BuildID, &t.BuiltUTC)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return Trust{}, fmt.Errorf("find the last build: %w", err)
	}
	return t, a.mirrorAge(ctx, &t)
}

// usedShots fills what the pieces in the window tell.
func (a *Analysis) usedShots(ctx context.Context, s scope, t *Trust) error {
	query, args, err := a.over(ctx, s, engine.ByDay, trustSQL)
	if err != nil {
		return err
	}
	var tools, toolDays int64
	var last, local sql.NullTime
	var zones []any
	err = a.reader.QueryRow(ctx, query, args...).
		Scan(&t.Shots, &t.QualityScore, &tools, &toolDays, &last, &local, &anyList{&zones})
	if err != nil {
		return fmt.Errorf("count the shots used: %w", err)
	}
	t.LastShotUTC, t.LastShot = last.Time, local.Time
	for _, zone := range zones {
		t.Zones = append(t.Zones, fmt.Sprint(zone))
	}
	days, err := a.days(ctx, s)
	t.Covered = ratio(toolDays, tools*days)
	return err
}

// days is the length of the window in production days up to now; an open bound
// is where the data begin or end.
func (a *Analysis) days(ctx context.Context, s scope) (int64, error) {
	data, err := a.dataRange(ctx, s)
	from, to := data.First, data.Last.AddDate(0, 0, 1)
	if b := s.window.From; !b.IsZero() {
		from = b.Time.Truncate(day)
	}
	if b := s.window.To; !b.IsZero() {
		to = b.Time.Add(day - time.Microsecond).Truncate(day)
		if tomorrow := a.cfg.Clock().UTC().Truncate(day).Add(day); to.After(tomorrow) {
			to = tomorrow
		}
	}
	return int64(to.Sub(from) / day), err
}

const day = 24 * time.Hour

func (a *Analysis) mirrorAge(ctx context.Context, t *Trust) error {
	synced, err := a.syncedAt(ctx)
	t.SyncedUTC = synced
	if synced.IsZero() {
		t.Stale = true
		return err
	}
	t.SyncAge = a.cfg.Clock().Sub(synced)
	t.Stale = t.SyncAge > a.cfg.Freshness
	return err
}

// anyList scans a list of a query; NULL is an empty one.
type anyList struct{ values *[]any }

func (l *anyList) Scan(v any) error {
	*l.values, _ = v.([]any)
	return nil
}
