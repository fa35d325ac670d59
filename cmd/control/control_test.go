package control

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
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
	code, err := Call(context.Background(), server.Addr, server.Token, Request{Args: []string{"query", "SELECT 1"}, Dir: "/plant"}, &stdout, &stderr)
	if code != 4 || err != nil || stdout.String() != "query SELECT 1 in /plant" || stderr.String() != "warned" {
		t.Errorf("code %d, error %v, stdout %q, stderr %q", code, err, stdout.String(), stderr.String())
	}
}

func TestCallWithoutTheToken(t *testing.T) {
	server := listen(t, func(context.Context, Request, io.Writer, io.Writer) int {
		t.Error("a stranger's command ran")
		return 0
	})
	_, err := Call(context.Background(), server.Addr, "guess", Request{}, io.Discard, io.Discard)
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
	_, err := Call(ctx, server.Addr, server.Token, Request{}, io.Discard, io.Discard)
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
	_, err := Call(context.Background(), server.Addr, server.Token, Request{}, io.Discard, io.Discard)
	if !errors.Is(err, ErrUnreachable) {
		t.Errorf("got %v", err)
	}
}

func TestDashboardIsFoundThroughTheLockFile(t *testing.T) {
	server := listen(t, nil)
	url, err := Dashboard(context.Background(), server.Addr)
	if err != nil || url != "http://127.0.0.1:8080" {
		t.Errorf("got %q, %v", url, err)
	}
}
