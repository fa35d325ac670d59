package main

import (
	"context"
	"errors"
	"time"

	"sprue/engine"
	"sprue/engine/store"
	"sprue/web/events"
)

// longestPause is the most that failures put between two rounds.
const longestPause = 15 * time.Minute

// refresh goes from the sources to the figures again and again until ctx ends.
// A source that fails now may work the next time, so an error is logged, and
// kept for the pages to show.
func (a *app) refresh(ctx context.Context, s *store.Store, every time.Duration) {
	again := *a
	again.serving = true
	rounds{
		every: every,
		clock: a.Clock,
		wait:  pause,
		round: func(ctx context.Context) error {
			err := again.cycle(ctx, s)
			again.onlyNews = true
			return err
		},
		ended: again.roundEnded,
	}.run(ctx)
}

// roundEnded keeps how a round went.
func (a *app) roundEnded(err error) {
	if err != nil {
		a.log().Error("refresh", "error", err, "cause", errors.Unwrap(err))
	}
	switch {
	case a.Events == nil:
	case err != nil:
		a.Events.Fail(forReaders(err))
	default:
		a.Events.Recover()
	}
}

// publish passes on to open pages what happened.
func (a *app) publish(e events.Event) {
	if a.Events != nil {
		a.Events.Publish(e)
	}
}

// forReaders is an error without its cause, as pages show it.
func forReaders(err error) string {
	var own *engine.Error
	if !errors.As(err, &own) {
		return "something went wrong; the log has the cause"
	}
	text := own.Error()
	if own.Hint != "" {
		text += " (" + own.Hint + ")"
	}
	return text
}

// rounds does something again and again, one after the other.
type rounds struct {
	every time.Duration // from start to start
	clock func() time.Time
	wait  func(ctx context.Context, d time.Duration)
	round func(ctx context.Context) error
	ended func(err error)
}

// run goes on until ctx ends. What a round that was cut off by that gives is
// nobody's business.
func (r rounds) run(ctx context.Context) {
	failures := 0
	for ctx.Err() == nil {
		start := r.clock()
		err := r.round(ctx)
		if ctx.Err() != nil {
			return
		}
		failures++
		if err == nil {
			failures = 0
		}
		r.ended(err)
		r.wait(ctx, start.Add(r.pauseAfter(failures)).Sub(r.clock()))
	}
}

// pauseAfter doubles with each failure after the first one, up to a limit.
func (r rounds) pauseAfter(failures int) time.Duration {
	pause := r.every
	for range failures - 1 {
		if pause *= 2; pause >= longestPause {
			return max(r.every, longestPause)
		}
	}
	return pause
}

// pause waits, unless ctx ends before.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
