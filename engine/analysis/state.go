package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// statuses is what is known of what tools are doing now. They are asked for
// once a question: the tables of all tools and of those with data share them.
type statuses struct {
	limits stateLimits
	last   map[string]lastShot
}

func (a *Analysis) statuses(ctx context.Context, s scope) (statuses, error) {
	limits, err := a.stateLimits(ctx)
	if err != nil {
		return statuses{}, err
	}
	last, err := a.lastShots(ctx, s, limits.now)
	return statuses{limits: limits, last: last}, err
}

// set adds what each tool is doing now.
func (st statuses) set(tools []Tool) {
	for i, t := range tools {
		shot := st.last[t.Code]
		tools[i].LastShotUTC, tools[i].LastShotLocal = shot.utc, shot.local
		tools[i].State = st.limits.state(shot)
	}
}

// lastShots are by tool. Statistics of two days are enough to tell a silent
// counter from a tool that stands.
func (a *Analysis) lastShots(ctx context.Context, s scope, now time.Time) (map[string]lastShot, error) {
	return common(ctx, a, "last shots", s.tools, func(ctx context.Context) (map[string]lastShot, error) { return a.askLastShots(ctx, s, now) })
}

func (a *Analysis) askLastShots(ctx context.Context, s scope, now time.Time) (map[string]lastShot, error) {
	query := with(lastShotSQL, step{name: "plan", sql: planSQL}, step{name: "planned", sql: plannedSQL}, step{name: "reported", sql: reportedSQL}, step{name: "rule", sql: ruleSQL})
	args := append(s.args(), sql.Named("lo", now.Add(-2*day).UTC()), sql.Named("hi", now.UTC()))
	last, err := list(ctx, a.reader, "find the last shots", query, args, scanLastShot)
	byTool := map[string]lastShot{}
	for _, shot := range last {
		byTool[shot.tool] = shot
	}
	return byTool, err
}

type lastShot struct {
	tool       string
	utc, local time.Time
	refCT      *float64 // seconds
	runGapUS   *int64   // a longer silence is 'off'
	plannedOff bool     // the calendar plans nothing now
	reported   bool     // STATISTICS counts shots in an hour after it
}

func scanLastShot(rows *sql.Rows) (lastShot, error) {
	var l lastShot
	err := rows.Scan(&l.tool, &l.utc, &l.local, &l.refCT, &l.runGapUS, &l.plannedOff, &l.reported)
	return l, err
}

// stateLimits is what a state hangs on beside the last shot.
type stateLimits struct {
	now    time.Time
	synced time.Time // zero before the first sync
	stale  bool      // the mirror is older than its freshness limit
}

func (a *Analysis) stateLimits(ctx context.Context) (stateLimits, error) {
	limits := stateLimits{now: a.cfg.Clock()}
	synced, err := a.syncedAt(ctx)
	limits.synced = synced
	limits.stale = synced.IsZero() || limits.now.Sub(synced) > a.cfg.Freshness
	return limits, err
}

// mirroredUntil is the end of the last sync, or now if the clock is behind it.
func (l stateLimits) mirroredUntil() time.Time {
	return minTime(l.synced, l.now.UTC()).Truncate(time.Microsecond)
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
	case shot.utc.IsZero():
		return Off
	case shot.reported:
		return NoData
	case shot.plannedOff:
		return PlannedOff
	case shot.runGapUS != nil && age < time.Duration(*shot.runGapUS)*time.Microsecond:
		return Stopped
	}
	return Off
}
