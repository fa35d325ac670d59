package main

import (
	"bufio"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"sprue/cmd/control"
)

// eventsOf listens to a server.
func eventsOf(t *testing.T, url string) *bufio.Scanner {
	t.Helper()
	answer, err := http.Get(url + "/events")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = answer.Body.Close() })
	return bufio.NewScanner(answer.Body)
}

// until reads to a line that begins so, and gives the one after it.
func until(t *testing.T, lines *bufio.Scanner, start string) string {
	t.Helper()
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), start) {
			lines.Scan()
			return lines.Text()
		}
	}
	t.Fatalf("the stream ended before %q", start)
	return ""
}

// A server mirrors and builds by itself, tells those who listen, goes on after
// a failure, lets other processes sync and build meanwhile, and ends at once
// though somebody still listens.
func TestAServerStaysFreshByItself(t *testing.T) {
	p := newPlace(t)
	p.withSource()
	data, away := filepath.Join(p.env.Dir, "data"), filepath.Join(p.env.Dir, "away")
	p.sample("parquet")
	if err := os.Rename(data, away); err != nil {
		t.Fatal(err)
	}
	cmd, stderr := p.start("serve", "--addr", "127.0.0.1:0", "--every", "100ms")
	holder := waitForServer(t, p.env.Dir+"/plant.duckdb")
	url, err := control.Dashboard(t.Context(), holder.Addr)
	if err != nil {
		t.Fatal(err)
	}
	lines := eventsOf(t, url)
	if told := until(t, lines, "event: failed"); !strings.Contains(told, "data") || !strings.Contains(told, `"kind":"failed"`) {
		t.Errorf("told %s", told)
	}
	if err := os.Rename(away, data); err != nil {
		t.Fatal(err)
	}
	until(t, lines, "event: sync")
	until(t, lines, "event: build")
	p.must("sync")
	p.must("build", "--full")
	until(t, lines, "event: build")
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() {
	}
	if err := lines.Err(); err != nil {
		t.Errorf("the stream broke off: %v", err)
	}
	if err := cmd.Wait(); err != nil || strings.Contains(stderr.String(), "cut off") {
		t.Errorf("%v; stderr:\n%s", err, stderr)
	}
}
