package web_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/web"
	"sprue/web/events"
)

// asked counts the pages that are drawn: each asks once what it rests on.
type asked struct {
	web.Analysis
	times atomic.Int64
}

func (a *asked) Trust(ctx context.Context, f engine.Filter) (analysis.Trust, error) {
	a.times.Add(1)
	return a.Analysis.Trust(ctx, f)
}

type state struct{ atomic.Uint64 }

func (s *state) Version() uint64 { return s.Load() }

// remembering is a server that remembers pages, with what they are drawn from.
type remembering struct {
	*httptest.Server
	asked  *asked
	state  state
	events *events.Broker
	later  atomic.Int64 // ns after now
}

func (p *plant) remembering(t *testing.T) *remembering {
	t.Helper()
	r := &remembering{events: events.New(events.Config{})}
	clock := func() time.Time { return now.Add(time.Duration(r.later.Load())) }
	r.asked = &asked{Analysis: analysis.New(p.store, analysis.Config{Clock: clock})}
	s, err := web.New(web.Config{}, web.Deps{
		Analysis: r.asked, Clock: clock, Log: slog.New(slog.DiscardHandler), Events: r.events, State: &r.state,
	})
	if err != nil {
		t.Fatal(err)
	}
	r.Server = httptest.NewServer(s)
	t.Cleanup(r.Close)
	return r
}

func TestPagesAreDrawnOnce(t *testing.T) {
	r := openPlant(t).remembering(t)
	for _, step := range []struct {
		name    string
		change  func()
		path    string
		headers []string
		drawn   bool
	}{
		{name: "first", path: "/run-rate?last=7d", drawn: true},
		{name: "again", path: "/run-rate?last=7d"},
		{name: "another range", path: "/run-rate?last=28d", drawn: true},
		{name: "another theme", path: "/run-rate?last=7d", headers: []string{"Cookie", "theme=dark"}, drawn: true},
		{name: "the first theme still", path: "/run-rate?last=7d"},
		{name: "new data", change: func() { r.state.Add(1) }, path: "/run-rate?last=7d", drawn: true},
		{name: "something happened", change: func() { r.events.Publish(events.Event{Kind: events.Built}) }, path: "/run-rate?last=7d", drawn: true},
		{name: "a failure", change: func() { r.events.Fail("no source") }, path: "/run-rate?last=7d", drawn: true},
		{name: "a failure that is over", change: r.events.Recover, path: "/run-rate?last=7d", drawn: true},
		{name: "a little later", change: func() { r.later.Add(int64(9 * time.Second)) }, path: "/run-rate?last=7d"},
		{name: "later", change: func() { r.later.Add(int64(time.Second)) }, path: "/run-rate?last=7d", drawn: true},
		{name: "a list alone", path: "/filters?here=/run-rate", headers: []string{"HX-Request", "true"}, drawn: true},
		{name: "the same as a page", path: "/filters?here=/run-rate", drawn: true},
		{name: "the list again", path: "/filters?here=/run-rate", headers: []string{"HX-Request", "true"}},
		{name: "a page for somebody", path: "/run-rate?last=7d", headers: []string{"Authorization", "Bearer x"}, drawn: true},
		{name: "REST", path: "/api/v1/tools", drawn: true},
		{name: "REST again", path: "/api/v1/tools", drawn: true},
	} {
		if step.change != nil {
			step.change()
		}
		before := r.asked.times.Load()
		answer, body := ask(t, r.Server, http.MethodGet, step.path, step.headers...)
		if answer.StatusCode != http.StatusOK || len(body) == 0 {
			t.Errorf("%s: status %d, %d bytes", step.name, answer.StatusCode, len(body))
		}
		if drawn := r.asked.times.Load() > before; drawn != step.drawn {
			t.Errorf("%s: drawn: %v", step.name, drawn)
		}
	}
}

// TestRememberedPagesAreTheSame: to the byte and the header.
func TestRememberedPagesAreTheSame(t *testing.T) {
	r := openPlant(t).remembering(t)
	first, body := ask(t, r.Server, http.MethodGet, "/run-rate")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			answer, again := ask(t, r.Server, http.MethodGet, "/run-rate")
			if again != body {
				t.Errorf("%d bytes differ from %d", len(again), len(body))
			}
			for _, name := range []string{"Content-Type", "Cache-Control", "Content-Security-Policy", "X-Frame-Options"} {
				if got, want := answer.Header.Get(name), first.Header.Get(name); got != want || want == "" {
					t.Errorf("%s: %q, want %q", name, got, want)
				}
			}
			if answer.Header.Get("X-Request-Id") == first.Header.Get("X-Request-Id") {
				t.Error("two answers have one number")
			}
		})
	}
	all.Wait()
	if n := r.asked.times.Load(); n != 1 {
		t.Errorf("drawn %d times", n)
	}
	for range 2 {
		if answer, _ := ask(t, r.Server, http.MethodGet, "/tools/MX-9"); answer.StatusCode != http.StatusNotFound {
			t.Errorf("a missing page: %d", answer.StatusCode)
		}
	}
	answer, plain := ask(t, r.Server, http.MethodGet, "/run-rate", "Accept-Encoding", "identity")
	if plain != body || answer.Header.Get("Content-Encoding") != "" {
		t.Errorf("not compressed: %q, %d bytes", answer.Header.Get("Content-Encoding"), len(plain))
	}
	if head, text := ask(t, r.Server, http.MethodHead, "/run-rate"); head.StatusCode != http.StatusOK || text != "" {
		t.Errorf("HEAD: %d, %q", head.StatusCode, text)
	}
}
