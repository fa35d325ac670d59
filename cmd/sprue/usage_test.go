package main

import (
	"strings"
	"testing"
)

func TestMistakesInTheCommandLine(t *testing.T) {
	for name, test := range map[string]struct {
		args []string
		want []string
	}{
		"unknown command":    {[]string{"sinc"}, []string{`"sinc"`, "did you mean 'sprue sync'?"}},
		"unknown analysis":   {[]string{"analyze", "runrat"}, []string{"did you mean 'sprue analyze runrate'?"}},
		"unknown flag":       {[]string{"build", "--ful"}, []string{"--ful", "did you mean --full?"}},
		"unknown format":     {[]string{"query", "SELECT 1", "--format", "jsn"}, []string{"did you mean json?"}},
		"value of a flag":    {[]string{"sample", "d", "--shots", "many"}, []string{"many"}},
		"missing argument":   {[]string{"sample"}, []string{"arg"}},
		"too many arguments": {[]string{"build", "now"}, []string{"now"}},
		"no query":           {[]string{"query"}, []string{"sprue query"}},
		"query twice":        {[]string{"query", "SELECT 1", "-f", "x.sql"}, nil},
		"query file":         {[]string{"query", "-f", "x.sql"}, []string{"x.sql"}},
		"no shot to trace":   {[]string{"trace"}, []string{"counter"}},
		"half a shot":        {[]string{"trace", "--counter", "C"}, []string{"seq"}},
		"no instant":         {[]string{"trace", "--tool", "T", "--at", "noon"}, []string{"noon"}},
		"no day":             {[]string{"build", "--from", "yesterday"}, []string{"yesterday", "2026-06-30"}},
		"reversed window":    {[]string{"analyze", "runrate", "--from", "2026-06-02", "--to", "2026-06-01"}, []string{"half-open"}},
		"reversed days":      {[]string{"build", "--from", "2026-06-02", "--to", "2026-06-01"}, []string{"half-open"}},
		"unknown grouping":   {[]string{"analyze", "runrate", "--by", "tol"}, []string{"tool"}},
		"missing config":     {[]string{"build", "--config", "no.yaml"}, []string{"no.yaml"}},
		"missing database":   {[]string{"query", "SELECT 1"}, []string{"sprue.duckdb", "sprue run"}},
		"no sources":         {[]string{"sync"}, []string{"sprue init"}},
		"not on loopback":    {[]string{"serve", "--addr", "0.0.0.0:0"}, []string{"--insecure"}},
		"no address":         {[]string{"serve", "--addr", "8080"}, []string{"127.0.0.1:8080"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newPlace(t).run(test.args...)
			r.refused(t, 2, test.want...)
			if r.stdout != "" {
				t.Errorf("stdout: %s", r.stdout)
			}
		})
	}
}

func TestHelp(t *testing.T) {
	p := newPlace(t)
	if r := p.must(); !strings.Contains(r.stdout, "analyze") || strings.Contains(r.stdout, "\n  "+floorStep) {
		t.Errorf("help:\n%s", r.stdout)
	}
	for _, command := range (&app{env: p.env}).commands() {
		if command.Hidden {
			continue
		}
		r := p.must("help", command.Name())
		for _, part := range []string{"Examples:", "sprue " + command.Name(), "Exit codes:"} {
			if !strings.Contains(r.stdout, part) {
				t.Errorf("help of %s lacks %q", command.Name(), part)
			}
		}
	}
}

func TestVersionNamesDuckDB(t *testing.T) {
	if v := newPlace(t).must("--version").stdout; !strings.HasPrefix(v, "sprue ") || !strings.Contains(v, "DuckDB") {
		t.Errorf("got %q", v)
	}
	if v := duckdbVersion("v0.10506.0"); v != "1.5.6" {
		t.Errorf("got %q", v)
	}
}

func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if r := newPlace(t).must("completion", shell); !strings.Contains(r.stdout, "sprue") {
			t.Errorf("%s: %s", shell, r.stdout)
		}
	}
	if r := newPlace(t).must("__complete", "analyze", "runrate", "--by", ""); !strings.Contains(r.stdout, "supplier") {
		t.Errorf("completion of --by: %s", r.stdout)
	}
}

func TestInit(t *testing.T) {
	p := newPlace(t)
	p.must("init", "plant", "--name", "north: 1", "--data", "/srv/export")
	if r := p.run("doctor", "--config", "plant/sprue.yaml"); !strings.Contains(r.stdout, "north: 1") {
		t.Errorf("doctor does not read what init wrote:\n%s%s", r.stdout, r.stderr)
	}
	p.run("init", "plant").refused(t, 2, "it is there already", "--force")
	p.must("init", "plant", "--force")
}
