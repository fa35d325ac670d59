package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"time"

	"sprue/engine"
)

// KioskState is what a screen on the wall says of a tool.
type KioskState string

// The states of a tile.
const (
	KioskRunning    KioskState = "running"
	KioskSlow       KioskState = "slow" // running, its cycles longer than the tolerance allows
	KioskStopped    KioskState = "stopped"
	KioskPlannedOff KioskState = "planned off" // silent, and the calendar plans nothing now
	KioskOff        KioskState = "off"         // silent for longer than run_gap
	KioskNoSignal   KioskState = "no signal"   // its counter is silent, though statistics count shots
)

// PaceBasis is what a pace is measured against.
type PaceBasis string

// The bases of a pace.
const (
	PacePlanned PaceBasis = "plan"  // planned time of the shift / approved cycle time
	PaceUsual   PaceBasis = "usual" // mean of earlier days, where there are no shifts
	PaceNone    PaceBasis = ""
)

// Kiosk is what a screen shows. All of it holds at AsOfUTC, until when the
// figures tell, and nothing lies after it.
type Kiosk struct {
	NowUTC  time.Time
	AsOfUTC time.Time // zero before the first sync
	Stale   bool      // too old to be shown as live
	BuildID uint64    // 0 before the first build
	Tools   []KioskTool
}

// KioskTool is a tile.
type KioskTool struct {
	Code         string
	PartCode     string
	PartName     string
	LocationID   *int64
	LocationName string
	Zone         string // IANA name of its plant's clock
	State        KioskState
	LastShotUTC  time.Time
	CT           *float64 // of its last cycles, s; nil where the last one is old
	ApprovedCT   *float64 // s
	RefCT        *float64 // s, of its run
	LastStop     *KioskStop
	Turn         KioskTurn
	Pace         Pace
}

// KioskStop is a stop that is over.
type KioskStop struct {
	StartUTC time.Time
	Downtime time.Duration
	Kind     string
}

// KioskTurn is the shift that is on, or the production day.
type KioskTurn struct {
	Shift      string    // "" for a whole day, or between shifts
	FromUTC    time.Time // zero between shifts
	ToUTC      time.Time
	ResumesUTC time.Time // when planned time begins again; zero if not known, or it goes on
}

// Pace is how far a tool has come in its turn.
type Pace struct {
	Basis   PaceBasis
	Shots   int64
	Planned float64 // in the whole turn
	Due     float64 // of these, up to AsOfUTC
	Days    int64   // that a usual day is the mean of
}

// onPace is how many points of the whole turn a tool may lag behind.
const onPace = 3

// Done is the share of the turn's shots that are made.
func (p Pace) Done() float64 { return float64(p.Shots) / p.Planned }

// DueShare is the share that should be.
func (p Pace) DueShare() float64 { return p.Due / p.Planned }

// OnPace tells whether the tool has come as far as it should, in whole points:
// two tools that show the same figure are called the same.
func (p Pace) OnPace() bool {
	return p.Basis != PaceNone && math.Round(100*p.Done()) >= math.Round(100*p.DueShare())-onPace
}

// Deviation is how much longer the cycles are than approved, or where nothing
// is approved, than the run's reference; nil where one is missing.
func (t KioskTool) Deviation() *float64 {
	wanted := t.ApprovedCT
	if wanted == nil {
		wanted = t.RefCT
	}
	if t.CT == nil || wanted == nil || *wanted == 0 {
		return nil
	}
	more := *t.CT / *wanted - 1
	return &more
}

// Kiosk tells what the tools that the filter names do now, in the shift that is
// on or, if wholeDay, in the production day. Its window is not used.
func (a *Analysis) Kiosk(ctx context.Context, f engine.Filter, wholeDay bool) (Kiosk, error) {
	f.Window = engine.Window{}
	k := Kiosk{NowUTC: a.cfg.Clock().UTC()}
	var asOf sql.NullTime
	var build sql.Null[uint64]
	if err := a.reader.QueryRow(ctx, kioskAsOfSQL).Scan(&asOf, &build); err != nil {
		return Kiosk{}, fmt.Errorf("find until when the figures tell: %w", err)
	}
	k.AsOfUTC, k.BuildID = asOf.Time, build.V
	k.Stale = !asOf.Valid || k.NowUTC.Sub(k.AsOfUTC) > a.cfg.Freshness
	if k.BuildID == 0 {
		return k, nil
	}
	s, err := a.scope(ctx, f)
	if err != nil {
		return Kiosk{}, err
	}
	// Statistics of two days count, from the full hour on, and those of the hour that has begun.
	args := append(s.args(), sql.Named("as_of", k.AsOfUTC), sql.Named("whole_day", wholeDay),
		sql.Named("lo", k.AsOfUTC.Add(-2*day+time.Hour)), sql.Named("hi", k.AsOfUTC.Add(time.Hour)))
	tools, err := list(ctx, a.reader, "look at the tools of a screen", kioskQuery(), args, scanKioskTool)
	if err != nil {
		return Kiosk{}, err
	}
	for _, t := range tools {
		k.Tools = append(k.Tools, t.at(k.AsOfUTC))
	}
	return k, nil
}

// kioskRow is a tile with what decides its state.
type kioskRow struct {
	KioskTool
	runGapUS  *int64
	tolerance float64
	silent    bool
	hasShifts bool
	plannedOf bool
}

// at gives the tile with its state.
func (r kioskRow) at(asOf time.Time) KioskTool {
	t := r.KioskTool
	seen := stateLimits{now: asOf}.state(lastShot{tool: t.Code, utc: t.LastShotUTC, refCT: t.RefCT, runGapUS: r.runGapUS})
	deviation := t.Deviation()
	switch {
	case seen == Running && deviation != nil && *deviation > r.tolerance:
		t.State = KioskSlow
	case seen == Running:
		t.State = KioskRunning
	case r.silent:
		t.State = KioskNoSignal
	case r.plannedOf:
		t.State = KioskPlannedOff
	case seen == Stopped:
		t.State = KioskStopped
	default:
		t.State = KioskOff
	}
	return t
}
