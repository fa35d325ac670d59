package snowflake

import (
	"context"
	"time"
)

// WithoutWaits lets a source ask again at once.
func WithoutWaits(s *Source) {
	s.sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
}

// TargetWithoutWaits lets a target ask again at once.
func TargetWithoutWaits(t *Target) { WithoutWaits(t.s) }
