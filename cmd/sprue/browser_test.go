package main

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sprue/cmd/control"
	"sprue/engine"
	"sprue/web/browsertest"
)

// The demo's page in a real browser shows what a query of the same days gives.
func TestTheDemosPageShowsWhatAQueryGives(t *testing.T) {
	p := newPlace(t)
	p.must("demo", "--shots", "60000", "--no-serve", "--quiet")
	p.env.Dir = filepath.Join(p.env.Dir, "sprue-demo") // from here on sprue.yaml is found
	url := p.serves(t)

	page := browsertest.Start(t).Open(url+"/run-rate", browsertest.View{})
	page.Drawn(1)
	page.Fits()
	page.Clean()
	labels := browsertest.Eval[[]string](page, `[...document.querySelectorAll(".tile-label")].map((e) => e.textContent.trim())`)
	figures := browsertest.Eval[[]string](page, `[...document.querySelectorAll(".tile-figure > span:not(.range)")].map((e) => e.textContent.trim())`)
	if len(labels) != len(figures) {
		t.Fatalf("labels %q, figures %q", labels, figures)
	}
	for label, want := range p.lastDays(t, 28) {
		at := slices.Index(labels, label)
		if at < 0 || figures[at] != want {
			t.Errorf("%s: want %s; tiles %q show %q", label, want, labels, figures)
		}
	}
}

// serves runs the server until the test ends, and tells where its pages are.
func (p *place) serves(t *testing.T) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan int, 1)
	stderr := &lockedBuffer{}
	go func() {
		e := p.env
		e.Stdout, e.Stderr = io.Discard, stderr
		served <- run(ctx, e, []string{"serve", "--addr", "127.0.0.1:0"})
	}()
	t.Cleanup(func() {
		stop()
		if code := <-served; code != 0 {
			t.Errorf("exit %d:\n%s", code, stderr)
		}
	})
	url, err := control.Dashboard(ctx, waitForServer(t, filepath.Join(p.env.Dir, "sprue.duckdb")).Addr)
	if err != nil {
		t.Fatal(err)
	}
	return url
}

// lastDays asks for the figures of the whole days before today, and words them
// as the tiles do.
func (p *place) lastDays(t *testing.T, days int) map[string]string {
	t.Helper()
	sums := p.one(t, `SELECT sum(normal_shots) AS normal_shots, sum(shots) AS shots, sum(production_time_us) AS production_time_us,
		sum(run_time_us) AS run_time_us, sum(stops) AS stops, sum(downtime_us) AS downtime_us
		FROM mart.run_rate_day WHERE local_date >= DATE '%s' AND local_date < DATE '%s'`,
		now.AddDate(0, 0, -days).Format(time.DateOnly), now.Format(time.DateOnly))
	sum := func(name string) float64 {
		value, ok := sums[name].(float64)
		if !ok || value <= 0 {
			t.Fatalf("%s is %v", name, sums[name])
		}
		return value
	}
	return map[string]string{
		"Efficiency, %": oneDecimal(100 * sum("normal_shots") / sum("shots")),
		"Stability, %":  oneDecimal(100 * sum("production_time_us") / sum("run_time_us")),
		"Stops":         engine.Count(int64(sum("stops"))),
		"Downtime, h":   oneDecimal(sum("downtime_us") / 3.6e9),
	}
}

// oneDecimal groups the thousands, too.
func oneDecimal(v float64) string {
	text := strconv.FormatFloat(v, 'f', 1, 64)
	whole, tenth, _ := strings.Cut(text, ".")
	n, _ := strconv.ParseInt(whole, 10, 64) // made of digits one line above
	return engine.Count(n) + "." + tenth
}
