package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// result is what a command line did.
type result struct {
	code           int
	stdout, stderr string
}

// place is a folder in which command lines are run.
type place struct {
	t    *testing.T
	env  env
	vars []string // of the environment of processes
}

var now = time.Date(2026, 6, 30, 12, 0, 0, 0, time.UTC)

func newPlace(t *testing.T) *place {
	t.Helper()
	return &place{t: t, env: env{
		Dir:    t.TempDir(),
		Stdin:  strings.NewReader(""),
		Getenv: func(string) string { return "" },
		Clock:  func() time.Time { return now },
		Opener: openFile,
	}}
}

func (p *place) run(args ...string) result {
	p.t.Helper()
	return p.runContext(context.Background(), args...)
}

func (p *place) runContext(ctx context.Context, args ...string) result {
	p.t.Helper()
	var stdout, stderr bytes.Buffer
	e := p.env
	e.Stdout, e.Stderr = &stdout, &stderr
	code := run(ctx, e, args)
	return result{code: code, stdout: stdout.String(), stderr: stderr.String()}
}

func (p *place) write(name, text string) {
	p.t.Helper()
	path := filepath.Join(p.env.Dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// leaves tells an error unless there are so many files of that name.
func (p *place) leaves(count int, pattern string) {
	p.t.Helper()
	found, err := filepath.Glob(filepath.Join(p.env.Dir, pattern))
	if err != nil || len(found) != count {
		p.t.Errorf("left: %q, %v", found, err)
	}
}

// must fails the test unless the command went well.
func (p *place) must(args ...string) result {
	p.t.Helper()
	r := p.run(args...)
	if r.code != 0 {
		p.t.Fatalf("sprue %s: exit %d\n%s", strings.Join(args, " "), r.code, r.stderr)
	}
	return r
}

// rows reads a JSON answer.
func (r result) rows(t *testing.T) []map[string]any {
	t.Helper()
	var rows []map[string]any
	if err := json.Unmarshal([]byte(r.stdout), &rows); err != nil {
		t.Fatalf("no JSON: %v\n%s", err, r.stdout)
	}
	return rows
}

// refused checks the shape that every error has, and its code.
func (r result) refused(t *testing.T, code int, parts ...string) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(r.stderr, "\n"), "\n")
	last := len(lines) - 1
	if strings.Contains(r.stderr, "level=") {
		t.Errorf("the log repeats the error:\n%s", r.stderr)
	}
	if strings.HasPrefix(lines[last], "hint: ") {
		last--
	}
	if r.code != code || last < 0 || !strings.HasPrefix(lines[last], "sprue: ") || !strings.Contains(lines[last], ": ") {
		t.Errorf("exit %d, want %d; stderr:\n%s", r.code, code, r.stderr)
	}
	for _, part := range parts {
		if !strings.Contains(r.stderr, part) {
			t.Errorf("%q is missing in:\n%s", part, r.stderr)
		}
	}
}
