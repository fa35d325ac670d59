package analysis

import (
	"context"
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

// LeftOut counts shots that are in no figure.
type LeftOut struct {
	Reason string // of core.quarantine, or 'exact duplicate'
	Count  int64
}

// Trust gives the facts of the trust line for what the filter leaves.
func (a *Analysis) Trust(ctx context.Context, f engine.Filter) (Trust, error) { return Trust{}, nil }
