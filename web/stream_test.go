package web_test

import (
	"bufio"
	"context"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"sprue/web"
	"sprue/web/events"
)

// live serves the plant on a listener of its own until stop is called.
func live(t *testing.T, broker *events.Broker) (url string, stop func() error) {
	t.Helper()
	p := openPlant(t)
	server, err := web.New(web.Config{Beat: 20 * time.Millisecond, Timeout: 40 * time.Millisecond, Grace: time.Minute},
		web.Deps{Analysis: p.analysis, Clock: p.clock, Log: slog.New(slog.DiscardHandler), Events: broker})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(ctx, listener) }()
	return "http://" + listener.Addr().String(), func() error { cancel(); return <-ended }
}

// A stream passes the time-out and the compression of other answers, and the
// end of the server does not wait for the grace.
func TestEventsPassTheLimitsOfOtherAnswers(t *testing.T) {
	broker := events.New(events.Config{})
	url, stop := live(t, broker)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "gzip")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	for name, want := range map[string]string{
		"Content-Type": "text/event-stream", "Content-Encoding": "", "X-Accel-Buffering": "no", "Cache-Control": "no-store",
	} {
		if got := answer.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	lines, beats := bufio.NewScanner(answer.Body), 0
	for beats < 4 && lines.Scan() {
		if lines.Text() == "event: beat" {
			beats++
		}
	}
	broker.Publish(events.Event{Kind: events.Built, Build: 3})
	for lines.Scan() && !strings.Contains(lines.Text(), `"build":3`) {
	}
	if err := stop(); err != nil {
		t.Errorf("stop: %v", err)
	}
	for lines.Scan() {
	}
	if err := lines.Err(); err != nil {
		t.Errorf("the stream did not end cleanly: %v", err)
	}
}

func TestTooManyStreamsAreRefused(t *testing.T) {
	url, stop := live(t, events.New(events.Config{Clients: 1}))
	first, err := http.Get(url + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer first.Body.Close()
	second, err := http.Get(url + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer second.Body.Close()
	if second.StatusCode != http.StatusTooManyRequests || second.Header.Get("Retry-After") == "" {
		t.Errorf("status %d, Retry-After %q", second.StatusCode, second.Header.Get("Retry-After"))
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}
