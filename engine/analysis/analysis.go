package analysis

import (
	"context"
	"database/sql"
	"time"
)

// Reader is what the questions need of a store.
type Reader interface {
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRow(ctx context.Context, query string, args ...any) *sql.Row
}

// Config has useful zero values.
type Config struct {
	Clock     func() time.Time // nil is time.Now
	Freshness time.Duration    // an older mirror shows no tool as live; 0 is an hour
}

// Analysis answers questions. It may be used by many goroutines.
type Analysis struct {
	reader Reader
	cfg    Config
}

// New makes an Analysis of what reader reads.
func New(reader Reader, cfg Config) *Analysis {
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	if cfg.Freshness == 0 {
		cfg.Freshness = time.Hour
	}
	return &Analysis{reader: reader, cfg: cfg}
}
