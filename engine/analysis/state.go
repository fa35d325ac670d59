package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// setStates adds what each tool is doing now.
func (a *Analysis) setStates(ctx context.Context, s scope, tools []Tool) error {
	last, err := list(ctx, a.reader, "find the last shots", lastShotSQL, s.args(), scanLastShot)
	if err != nil {
		return err
	}
	limits, err := a.stateLimits(ctx)
	if err != nil {
		return err
	}
	byTool := map[string]lastShot{}
	for _, shot := range last {
		byTool[shot.tool] = shot
	}
	for i, t := range tools {
		shot := byTool[t.Code]
		tools[i].LastShotUTC, tools[i].LastShotLocal = shot.utc, shot.local
		tools[i].State = limits.state(shot)
	}
	return nil
}

type lastShot struct {
	tool       string
	utc, local time.Time
	refCT      *float64 // seconds
	runGapUS   *int64   // a longer silence is 'off'
}

func scanLastShot(rows *sql.Rows) (lastShot, error) {
	var l lastShot
	err := rows.Scan(&l.tool, &l.utc, &l.local, &l.refCT, &l.runGapUS)
	return l, err
}

// stateLimits is what a state hangs on beside the last shot.
type stateLimits struct {
	now   time.Time
	stale bool // the mirror is older than its freshness limit
}

func (a *Analysis) stateLimits(ctx context.Context) (stateLimits, error) {
	limits := stateLimits{now: a.cfg.Clock()}
	synced, err := a.syncedAt(ctx)
	limits.stale = synced.IsZero() || limits.now.Sub(synced) > a.cfg.Freshness
	return limits, err
}

// syncedAt is the end of the last sync without an error; zero without one.
func (a *Analysis) syncedAt(ctx context.Context) (time.Time, error) {
	var at sql.NullTime
	if err := a.reader.QueryRow(ctx, syncedSQL).Scan(&at); err != nil {
		return time.Time{}, fmt.Errorf("find the last sync: %w", err)
	}
	return at.Time, nil
}

// state: a tool that has just made a shot runs, for three of its cycles or
// five minutes.
func (l stateLimits) state(shot lastShot) State {
	live := 5 * time.Minute
	if shot.refCT != nil {
		live = max(live, time.Duration(3**shot.refCT*float64(time.Second)))
	}
	switch age := l.now.Sub(shot.utc); {
	case l.stale:
		return NoSignal
	case age < live:
		return Running
	case shot.runGapUS != nil && age < time.Duration(*shot.runGapUS)*time.Microsecond:
		return Stopped
	}
	return Off
}
