package main

import (
	"context"
	"errors"
	"io"
	"slices"
	"testing"
	"time"

	"sprue/cmd/config"
	"sprue/engine"
	"sprue/web/events"
)

// Rounds start so long after the start of the one before, at once after a
// longer one, and later after failures.
func TestRounds(t *testing.T) {
	failure := errors.New("no folder")
	for _, test := range []struct {
		name  string
		takes []time.Duration
		fails []bool
		waits []time.Duration
	}{
		{"quick ones", []time.Duration{0, 10 * time.Second}, []bool{false, false}, []time.Duration{time.Minute, 50 * time.Second}},
		{"one that takes longer", []time.Duration{90 * time.Second, 0}, []bool{false, false}, []time.Duration{-30 * time.Second, time.Minute}},
		{"failures", make([]time.Duration, 7), []bool{true, true, true, true, true, true, false},
			[]time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, longestPause, longestPause, time.Minute}},
	} {
		t.Run(test.name, func(t *testing.T) {
			now := time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)
			ctx, stop := context.WithCancel(context.Background())
			var waits []time.Duration
			n, running, told := 0, false, 0
			rounds{
				every: time.Minute,
				clock: func() time.Time { return now },
				wait: func(_ context.Context, d time.Duration) {
					waits = append(waits, d)
					now = now.Add(max(d, 0))
					if n == len(test.takes) {
						stop()
					}
				},
				round: func(context.Context) error {
					if running {
						t.Error("two rounds at once")
					}
					running = true
					defer func() { running = false }()
					now = now.Add(test.takes[n])
					n++
					if test.fails[n-1] {
						return failure
					}
					return nil
				},
				ended: func(err error) {
					if (err != nil) != test.fails[told] {
						t.Errorf("round %d ended with %v", told, err)
					}
					told++
				},
			}.run(ctx)
			if !slices.Equal(waits, test.waits) {
				t.Errorf("waits %v, want %v", waits, test.waits)
			}
		})
	}
}

// A round that the end of the program cuts off is no failure.
func TestTheEndIsNoFailure(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	rounds{
		every: time.Minute, clock: time.Now, wait: pause,
		round: func(ctx context.Context) error { stop(); return ctx.Err() },
		ended: func(err error) { t.Errorf("told of %v", err) },
	}.run(ctx)
}

func TestFailuresAreKeptForThePages(t *testing.T) {
	a := &app{env: env{Events: events.New(events.Config{}), Stderr: io.Discard, Clock: time.Now}}
	a.file = config.Without(t.TempDir())
	a.roundEnded(&engine.Error{Doing: "read the folder", Message: "it is gone", Hint: "look for it", Cause: errors.New("/secret/path")})
	a.roundEnded(errors.New("boom at /secret/path"))
	health := a.Events.Health()
	if health.Failures != 2 || health.Message != "something went wrong; the log has the cause" {
		t.Errorf("%+v", health)
	}
	if got := forReaders(&engine.Error{Doing: "read the folder", Message: "it is gone", Hint: "look for it"}); got != "read the folder: it is gone (look for it)" {
		t.Errorf("%q", got)
	}
	a.roundEnded(nil)
	if got := a.Events.Health(); got.Failures != 0 {
		t.Errorf("%+v after a good round", got)
	}
}
