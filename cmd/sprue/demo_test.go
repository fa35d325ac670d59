package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"sprue/cmd/control"
)

// lockedBuffer may be written and read at once.
type lockedBuffer struct {
	lock sync.Mutex
	text strings.Builder
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.text.String()
}

func TestDemoEndToEnd(t *testing.T) {
	p := newPlace(t)
	p.examplesWork(p.must("demo", "--shots", "20000", "--no-serve").stderr)
	demo := filepath.Join(p.env.Dir, "sprue-demo")
	for _, name := range []string{"sprue.yaml", "sprue.duckdb", "data/ground_truth.json"} {
		if _, err := os.Stat(filepath.Join(demo, name)); err != nil {
			t.Error(err)
		}
	}
	p.env.Dir = demo // from here on sprue.yaml is found
	whole := p.must("analyze", "runrate", "--format", "json").rows(t)
	counted := p.must("query", "SELECT count(*) AS shots FROM core.master_shot", "--format", "json").rows(t)
	if len(whole) != 1 || whole[0]["shots"] != counted[0]["shots"] || counted[0]["shots"].(float64) < 15000 {
		t.Errorf("analyze: %v, query: %v", whole, counted)
	}
	sumsAddUp(t, p, whole[0])
	p.pricedAddsUp(whole[0])
	p.benchmarked()
	p.traceOne()
	p.must("doctor")
	again := p.must("demo", "--dir", ".", "--no-serve")
	if !strings.Contains(again.stderr, "kept") {
		t.Errorf("the second demo said:\n%s", again.stderr)
	}
	p.servedDemo()
	p.demoAnew()
}

// demoAnew: another size than the sample's is told, never mixed in, and the
// command that is told replaces both.
func (p *place) demoAnew() {
	p.t.Helper()
	kept := p.must("demo", "--dir", ".", "--no-serve", "--shots", "1000").stderr
	_, told, _ := strings.Cut(kept, "--shots 1000 was not used")
	begin := strings.Split(told+"\n\n", "\n")[1]
	if p.remove("data"); begin != "  sprue demo --dir . --shots 1000 --anew" {
		p.t.Fatalf("no command to begin anew in:\n%s", kept)
	}
	p.run("demo", "--dir", ".", "--no-serve", "--shots", "1000").refused(p.t, 2, "the sample is gone", strings.TrimSpace(begin))
	p.typed(begin + " --no-serve")
	packets := p.must("query", "SELECT count(*) AS n, count(*) FILTER (deleted_utc IS NOT NULL) AS gone FROM raw.data_shot", "--format", "json").rows(p.t)[0]
	if packets["n"].(float64) > 2000 || packets["gone"] != 0.0 {
		p.t.Errorf("the new demo has %v", packets)
	}
	p.must("sample", "data", "--shots", "1000", "--seed", "9")
	p.run("demo", "--dir", ".", "--no-serve").refused(p.t, 2, "the sample is another now", "seed 9", "sprue demo --dir . --anew")
}

// A demo removes, and mirrors into, nothing that another plant is kept in.
func TestTheDemoKeepsToItsOwn(t *testing.T) {
	p := newPlace(t)
	p.must("init", "plant")
	p.write("plant/sprue.duckdb", "mine")
	p.write("plant/data/MOLD.csv", "mine")
	demo := []string{"demo", "--dir", "plant", "--no-serve", "--shots", "1000"}
	p.run(demo...).refused(t, 2, "configuration of another plant", "--dir")
	p.run(append(demo, "--anew")...).refused(t, 2, "configuration of another plant", "--dir")

	p.write("plant/sprue.yaml", "database: sprue.duckdb\nsources: [{ name: demo, kind: files, path: data }]\n")
	p.run(append(demo, "--anew")...).refused(t, 2, "no sample", "--dir")
	for _, name := range []string{"sprue.duckdb", "data/MOLD.csv"} {
		if text, err := os.ReadFile(filepath.Join(p.env.Dir, "plant", name)); err != nil || string(text) != "mine" {
			t.Errorf("%s holds %q: %v", name, text, err)
		}
	}
}

// examplesWork types the commands that the demo prints at its end, all but the
// server, which would not end.
func (p *place) examplesWork(told string) {
	p.t.Helper()
	worked := 0
	for _, line := range strings.Split(told, "\n") {
		if !strings.HasPrefix(line, "  sprue ") || strings.HasPrefix(line, "  sprue serve") {
			continue
		}
		if r := p.typed(line); r.code != 0 || r.stdout == "" {
			p.t.Errorf("%s: exit %d\n%s", line, r.code, r.stderr)
		}
		worked++
	}
	if worked != 3 {
		p.t.Errorf("%d examples in:\n%s", worked, told)
	}
}

// sumsAddUp checks that every grouping adds up to the whole.
func sumsAddUp(t *testing.T, p *place, whole map[string]any) {
	t.Helper()
	for _, by := range []string{"tool", "part", "supplier", "location", "day", "week", "month", "hour"} {
		sums := map[string]float64{}
		for _, row := range p.must("analyze", "runrate", "--by", by, "--format", "json").rows(t) {
			for _, column := range []string{"shots", "run_time_us", "production_time_us", "downtime_us", "stops"} {
				value, ok := row[column].(float64)
				if !ok {
					t.Fatalf("by %s: %s is %v", by, column, row[column])
				}
				sums[column] += value
			}
		}
		for column, sum := range sums {
			if whole[column] != sum {
				t.Errorf("by %s: %s is %v, the whole %v", by, column, sum, whole[column])
			}
		}
	}
}

// pricedAddsUp: the tools' money is that of all, of the run rate's downtime. A
// demo as small as this one has no year.
func (p *place) pricedAddsUp(whole map[string]any) {
	p.t.Helper()
	all := p.must("analyze", "roi", "--format", "json").rows(p.t)[0]
	var cost float64
	for _, row := range p.must("analyze", "roi", "--by", "tool", "--format", "json").rows(p.t) {
		cost += row["downtime_cost"].(float64)
	}
	hours := whole["downtime_us"].(float64) / 3.6e9
	if all["downtime_h"] != hours || math.Abs(cost-220*hours) > 1e-6*cost || all["rate_source"] != "default" {
		p.t.Errorf("downtime of %v h costs %v: %v", hours, cost, all)
	}
	invest := p.must("analyze", "roi", "--invest", "20000", "--share", "1", "--fixes", "stops", "--format", "json").rows(p.t)[0]
	if invest["yearly_saving"] != all["annual_downtime_cost"] || invest["payback_months"] != nil || !strings.Contains(fmt.Sprint(invest["note"]), "too little data") {
		p.t.Errorf("all stops: %v", invest)
	}
	if r := p.must("analyze", "roi", "--by", "location", "--chart"); !strings.Contains(r.stdout, "█") || !strings.Contains(r.stderr, " $; all ") {
		p.t.Errorf("chart:\n%s%s", r.stdout, r.stderr)
	}
	steps := map[string]float64{}
	for _, row := range p.must("analyze", "roi", "--bridge", "--format", "json").rows(p.t) {
		steps[row["step"].(string)], _ = row["hours"].(float64)
	}
	if run := whole["run_time_us"].(float64) / 3.6e9; math.Abs(steps["optimal"]-run) > 1e-6 || steps["good parts"] <= 0 || steps["planned, no run"] >= 0 {
		p.t.Errorf("the bridge of %v h is %v", run, steps)
	}
	if r := p.must("analyze", "roi", "--bridge", "--chart"); !strings.Contains(r.stdout, "good parts        █") || !strings.Contains(r.stderr, " took most of the rest, ") {
		p.t.Errorf("bridge:\n%s%s", r.stdout, r.stderr)
	}
	if r := p.must("analyze", "roi", "--invest", "1e12", "--share", "0.001"); !strings.Contains(r.stdout, "payback_months") {
		p.t.Errorf("investment:\n%s", r.stdout)
	}
}

// benchmarked: the answer about all is the view, and a tool is shown with its place.
func (p *place) benchmarked() {
	p.t.Helper()
	rows := p.must("analyze", "benchmark", "--format", "json").rows(p.t)
	view := p.must("query", "SELECT * FROM mart.benchmark ORDER BY group_kind = 'none', group_kind = 'family', group_size DESC, group_name, group_id, performance_score DESC NULLS LAST, equipment_code", "--format", "json").rows(p.t)
	if len(rows) == 0 || fmt.Sprint(rows) != fmt.Sprint(view) {
		p.t.Errorf("analyze benchmark: %v\nmart.benchmark: %v", rows, view)
	}
	if r := p.must("analyze", "benchmark", "--tool", rows[0]["equipment_code"].(string), "--chart", "--figure", "stability"); !strings.Contains(r.stdout, "●") || r.stderr == "" {
		p.t.Errorf("chart:\n%s%s", r.stdout, r.stderr)
	}
}

func (p *place) traceOne() {
	p.t.Helper()
	shot := p.must("query", "SELECT counter_code, seq FROM core.master_shot WHERE seq IS NOT NULL LIMIT 1", "--format", "csv")
	counter, seq, _ := strings.Cut(strings.Split(shot.stdout, "\n")[1], ",")
	if steps := p.must("trace", "--counter", counter, "--seq", seq, "--format", "json").rows(p.t); len(steps) == 0 {
		p.t.Errorf("no trace of %s %s", counter, seq)
	}
}

// servedDemo starts the demo again as a server, reads its page and asks through
// it, then stops it.
func (p *place) servedDemo() {
	p.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	served := make(chan int)
	stderr := &lockedBuffer{}
	go func() {
		e := p.env
		e.Stdout, e.Stderr = io.Discard, stderr
		served <- run(ctx, e, []string{"demo", "--dir", ".", "--addr", "127.0.0.1:0"})
	}()
	holder := waitForServer(p.t, filepath.Join(p.env.Dir, "sprue.duckdb"))
	url, err := control.Dashboard(ctx, holder.Addr)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, page := range []string{"/", "/run-rate", "/health", "/ready"} {
		answer, err := http.Get(url + page)
		if err != nil {
			p.t.Fatal(err)
		}
		if err := answer.Body.Close(); err != nil || answer.StatusCode != http.StatusOK {
			p.t.Errorf("%s: %s, %v", page, answer.Status, err)
		}
	}
	p.must("build")
	if r := p.must("demo", "--dir", "."); !strings.Contains(r.stderr, url) {
		p.t.Errorf("a second demo does not name the first:\n%s", r.stderr)
	}
	stop()
	if code := <-served; code != 0 {
		p.t.Errorf("exit %d:\n%s", code, stderr)
	}
}
