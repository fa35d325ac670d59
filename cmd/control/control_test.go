package control

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func listen(t *testing.T, run Run) *Server {
	t.Helper()
	server, err := Listen(context.Background(), "http://127.0.0.1:8080", run)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	return server
}

func TestCallRunsInTheServer(t *testing.T) {
	server := listen(t, func(_ context.Context, r Request, stdout, stderr io.Writer) int {
		_, _ = fmt.Fprintf(stdout, "%s in %s", strings.Join(r.Args, " "), r.Dir)
		_, _ = fmt.Fprint(stderr, "warned")
		return 4
	})
	var stdout, stderr strings.Builder
	code, err := Endpoint{Addr: server.Addr, Token: server.Token}.Call(context.Background(), Request{Args: []string{"query", "SELECT 1"}, Dir: "/plant"}, &stdout, &stderr)
	if code != 4 || err != nil || stdout.String() != "query SELECT 1 in /plant" || stderr.String() != "warned" {
		t.Errorf("code %d, error %v, stdout %q, stderr %q", code, err, stdout.String(), stderr.String())
	}
}

func TestCallWithoutTheToken(t *testing.T) {
	server := listen(t, func(context.Context, Request, io.Writer, io.Writer) int {
		t.Error("a stranger's command ran")
		return 0
	})
	_, err := Endpoint{Addr: server.Addr, Token: "guess"}.Call(context.Background(), Request{}, io.Discard, io.Discard)
	if !errors.Is(err, ErrUnreachable) {
		t.Errorf("got %v", err)
	}
}

func TestCancelReachesTheServer(t *testing.T) {
	ended := make(chan struct{})
	started := make(chan struct{})
	server := listen(t, func(ctx context.Context, _ Request, _, stderr io.Writer) int {
		_, _ = fmt.Fprint(stderr, "working")
		close(started)
		<-ctx.Done()
		close(ended)
		return 130
	})
	ctx, cancel := context.WithCancel(context.Background())
	go func() { <-started; cancel() }()
	_, err := Endpoint{Addr: server.Addr, Token: server.Token}.Call(ctx, Request{}, io.Discard, io.Discard)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	<-ended
}

func TestCallWhereNobodyListens(t *testing.T) {
	server := listen(t, nil)
	if err := server.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := Endpoint{Addr: server.Addr, Token: server.Token}.Call(context.Background(), Request{}, io.Discard, io.Discard)
	if !errors.Is(err, ErrUnreachable) {
		t.Errorf("got %v", err)
	}
}

// A process that was stopped has its connections accepted by the system, and
// says nothing.
func TestCallOfASilentServer(t *testing.T) {
	for _, first := range []string{"", "{}\n"} {
		left := make(chan struct{})
		silent := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if first != "" {
				_, err := io.WriteString(w, first)
				if err = errors.Join(err, http.NewResponseController(w).Flush()); err != nil {
					t.Error(err)
				}
			}
			<-left
		}))
		noticed := 0
		e := Endpoint{Addr: silent.Listener.Addr().String(), Notice: time.Millisecond, Limit: 200 * time.Millisecond, Silent: func() { noticed++ }}
		_, err := e.Call(context.Background(), Request{}, io.Discard, io.Discard)
		if !errors.Is(err, ErrUnreachable) || errors.Is(err, context.Canceled) || noticed == 0 {
			t.Errorf("after %q: %v, noticed %d times", first, err, noticed)
		}
		close(left)
		silent.Close()
	}
}

// A command may take as long as it likes and print nothing.
func TestAQuietCommandIsNoSilence(t *testing.T) {
	const beats, limit = 30, time.Second
	release := make(chan struct{})
	s := &Server{Token: "t"}
	handler := s.handler("", func(context.Context, Request, io.Writer, io.Writer) int { <-release; return 3 }, 2*limit/beats)
	quiet := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler.ServeHTTP(&counted{ResponseWriter: w, left: beats, done: release}, r)
	}))
	defer quiet.Close()
	e := Endpoint{Addr: quiet.Listener.Addr().String(), Token: "t", Limit: limit}
	if code, err := e.Call(context.Background(), Request{}, io.Discard, io.Discard); code != 3 || err != nil {
		t.Errorf("code %d, error %v", code, err)
	}
}

// counted closes done after so many frames.
type counted struct {
	http.ResponseWriter
	left int
	done chan struct{}
}

func (c *counted) Unwrap() http.ResponseWriter { return c.ResponseWriter }

func (c *counted) Write(p []byte) (int, error) {
	if c.left--; c.left == 0 {
		close(c.done)
	}
	return c.ResponseWriter.Write(p)
}

func TestDashboardIsFoundThroughTheLockFile(t *testing.T) {
	server := listen(t, nil)
	url, err := Dashboard(context.Background(), server.Addr)
	if err != nil || url != "http://127.0.0.1:8080" {
		t.Errorf("got %q, %v", url, err)
	}
}
