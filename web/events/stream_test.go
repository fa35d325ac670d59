package events

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"
)

// streams serves the events of a broker, under deadlines shorter than the test.
func streams(t *testing.T, s Streamer) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.Stream(r.Context(), w, "somebody", r.Header.Get("Last-Event-ID")); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		}
	}))
	server.Config.ReadTimeout = 50 * time.Millisecond
	server.Config.WriteTimeout = 50 * time.Millisecond
	server.Start()
	t.Cleanup(server.Close)
	return server
}

// listener reads a stream line by line.
type listener struct {
	t     *testing.T
	lines *bufio.Scanner
	close context.CancelFunc
}

func listen(t *testing.T, server *httptest.Server, lastID string) *listener {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	if lastID != "" {
		r.Header.Set("Last-Event-ID", lastID)
	}
	answer, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = answer.Body.Close() })
	if got := answer.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Fatalf("type %q, status %d", got, answer.StatusCode)
	}
	return &listener{t, bufio.NewScanner(answer.Body), cancel}
}

// until reads to the first line that begins so.
func (l *listener) until(start string) string {
	l.t.Helper()
	for l.lines.Scan() {
		if strings.HasPrefix(l.lines.Text(), start) {
			return l.lines.Text()
		}
	}
	l.t.Fatalf("the stream ended before %q: %v", start, l.lines.Err())
	return ""
}

func TestAStreamTellsWhatHappens(t *testing.T) {
	b := New(Config{})
	l := listen(t, streams(t, Streamer{Broker: b, Beat: 20 * time.Millisecond}), "")
	l.until("retry: 3000")
	l.until("event: hello")
	// Three beats outlast both deadlines of the server.
	for range 3 {
		l.until(": beat")
		l.until("event: beat")
	}
	b.Publish(Event{Kind: Built, Build: 7})
	if got := l.until("id: "); got != "id: "+id(b, 1) {
		t.Errorf("%q", got)
	}
	l.until("event: build")
	if got := l.until("data: "); !strings.Contains(got, `"seq":1,"kind":"build"`) || !strings.Contains(got, `"build":7`) {
		t.Errorf("%q", got)
	}
}

func TestAStreamGoesOnWhereItBrokeOff(t *testing.T) {
	b := New(Config{})
	server := streams(t, Streamer{Broker: b})
	b.Publish(Event{Kind: Synced})
	b.Publish(Event{Kind: Built})
	l := listen(t, server, id(b, 1))
	if got := l.until("id: "); got != "id: "+id(b, 2) {
		t.Errorf("%q", got)
	}
	l.until("event: build")
	l.until("event: hello")
	listen(t, server, "another-1").until("event: reset")
}

// Neither clients that leave nor the end of the broker leave a goroutine.
func TestStreamsEnd(t *testing.T) {
	before := runtime.NumGoroutine()
	b := New(Config{})
	server := streams(t, Streamer{Broker: b})
	var left, stay []*listener
	for range 8 {
		left, stay = append(left, listen(t, server, "")), append(stay, listen(t, server, ""))
	}
	for _, l := range left {
		l.close()
	}
	eventually(t, func() bool { return b.Clients() == len(stay) })
	b.Close()
	for _, l := range stay {
		l.until("event: hello")
		for l.lines.Scan() {
		}
	}
	server.CloseClientConnections()
	server.Client().CloseIdleConnections()
	server.Close()
	eventually(t, func() bool { return runtime.NumGoroutine() <= before })
}

// eventually waits until something is so, and shows all goroutines if it does
// not become so.
func eventually(t *testing.T, so func() bool) {
	t.Helper()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	end := time.After(10 * time.Second)
	for !so() {
		select {
		case <-look.C:
		case <-end:
			stacks := make([]byte, 1<<16)
			t.Fatalf("it did not become so; goroutines:\n%s", stacks[:runtime.Stack(stacks, true)])
		}
	}
}
