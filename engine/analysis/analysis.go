package analysis

import (
	"context"
	"database/sql"
	"time"

	"sprue/engine/roi"
	"sprue/engine/spc"
	"sprue/engine/store"
)

// Reader is what the questions need of a store.
type Reader interface {
	querier
	// Read asks more than one query of the same state, whatever is committed meanwhile.
	Read(ctx context.Context, do func(ctx context.Context, tx *store.Tx) error) error
}

// querier is a Reader, or what its Read hands out.
type querier interface {
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRow(ctx context.Context, query string, args ...any) *sql.Row
}

// Config has useful zero values.
type Config struct {
	Clock     func() time.Time // nil is time.Now
	Freshness time.Duration    // an older mirror shows no tool as live; 0 is an hour
	Good      float64          // from here efficiency and stability are good; 0 is 0.7
	Watch     float64          // from here they are to be watched, below they are poor; 0 is 0.5
	ROI       roi.Config       // what time, parts and capital are worth; zero is roi.Defaults
	SPC       spc.Config       // when a process is out of control; zero is spc.Defaults
	// PrunedText reads the text of a packet that was pruned from the file, and
	// says where it is, "" where it was not; nil where none ever is.
	PrunedText func(ctx context.Context, packet uint64) (text, place string, err error)
}

// Analysis answers questions. It may be used by many goroutines.
type Analysis struct {
	reader  Reader
	cfg     Config
	share   Share // nil where each question asks on its own
	atATime int64 // shots of a group of tools at most, where not all are asked for at once
}

// New makes an Analysis of what reader reads.
func New(reader Reader, cfg Config) *Analysis {
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	if cfg.Freshness == 0 {
		cfg.Freshness = time.Hour
	}
	if cfg.Good == 0 {
		cfg.Good = 0.7
	}
	if cfg.Watch == 0 {
		cfg.Watch = 0.5
	}
	if cfg.ROI.Currency == nil {
		cfg.ROI = roi.Defaults()
	}
	if cfg.SPC.Subgroup == 0 {
		cfg.SPC = spc.Defaults()
	}
	// Of 50 million shots the weeks beside their baselines took 12.1 s and 1.15 GB with one
	// million at a time, 9.4 s and 1.25 GB with four, 8.5 s and 1.19 GB with eight; all at
	// once reached a limit of 1.5 GB. Four leave room to others that ask meanwhile.
	return &Analysis{reader: reader, cfg: cfg, atATime: 4_000_000}
}
