package snowflake

import (
	"context"
	"time"
)

// WithoutWaits lets a source ask again at once.
func WithoutWaits(s *Source) {
	s.sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
}

// WithClock gives a source another clock.
func WithClock(s *Source, clock func() time.Time) { s.clock = clock }

// TargetWithoutWaits lets a target ask again at once.
func TargetWithoutWaits(t *Target) { WithoutWaits(t.s) }
