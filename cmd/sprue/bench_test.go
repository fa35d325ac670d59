package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestBenchSetsTheFloorBeside(t *testing.T) {
	t.Setenv(asProgram, "1") // for the steps, which are processes of their own
	p := newPlace(t)
	p.env.Executable = os.Args[0]
	steps := map[string]map[string]any{}
	for _, row := range p.must("bench", "--shots", "2000", "--dir", "work", "--format", "json").rows(t) {
		steps[row["step"].(string)] = row
	}
	for _, name := range []string{masterStep, runRateStep, allStep} {
		if step := steps[name]; step == nil || step["seconds"].(float64) <= 0 {
			t.Errorf("%s: %v", name, step)
		}
	}
	for _, name := range []string{newDay, newHour, late} {
		if step := steps[name]; step == nil || step["shots"] == nil || step["peak_mb"] == nil {
			t.Errorf("%s: %v", name, step)
		}
	}
	second := steps[secondSnapshot]
	if first := steps[firstSnapshot]; first == nil || first["mb"] == nil || second == nil || second["mb"] == nil || second["percent"] == nil {
		t.Errorf("%s: %v, %s: %v", firstSnapshot, first, secondSnapshot, second)
	}
	for _, name := range []string{sampleStep, buildStep, masterStep, signedStep, runRateStep, secondSnapshot, newHour, late, restoreStep, "page of the demo"} {
		if steps[name]["bar"] == nil {
			t.Errorf("%s has no bar", name)
		}
	}
	p.leaves(0, "work/held/*")
	p.leaves(0, "work/restored*")
	p.run("bench", "--dir", "work").refused(t, 2, benchFile, "a new folder")
	for _, name := range []string{"sample", "sync", floorStep, "build"} {
		if step := steps[name]; step == nil || step["shots"].(float64) < 1000 || step["peak_mb"] == nil {
			t.Errorf("%s: %v", name, step)
		}
	}
	for _, name := range []string{"demo to first page", "second start"} {
		if step := steps[name]; step == nil || step["peak_mb"] == nil || step["bar"] == nil {
			t.Errorf("%s: %v", name, step)
		}
	}
	if step := steps["program"]; step == nil || step["mb"].(float64) < 10 || step["seconds"] != nil {
		t.Errorf("program: %v", step)
	}
	all, withoutRaw := steps["build"]["bytes_per_shot"].(float64), steps["build"]["bytes_without_raw"].(float64)
	if all < 50 || withoutRaw <= 0 || withoutRaw >= all {
		t.Errorf("%v bytes a shot, %v without raw", all, withoutRaw)
	}
	p.benchesPages(t)
	p.benchesQuestions(t)
}

// A plant's folder is no place to measure in: its configuration would go.
func TestBenchLeavesAPlantAlone(t *testing.T) {
	p := newPlace(t)
	p.must("init", "plant")
	path := filepath.Join(p.env.Dir, "plant", "sprue.yaml")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p.run("bench", "--dir", "plant", "--shots", "1000").refused(t, 2, "plant holds other files", "--dir")
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("sprue.yaml is now %q, %v", after, err)
	}
	p.leaves(2, "plant/*")
}

func TestBytesBelowCountsAllFiles(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.write("temp/one", "12345")
	p.write("temp/build_1/two", "123")
	if got := bytesBelow(p.env.Dir + "/temp"); got != 8 {
		t.Error(got)
	}
	if got := bytesBelow(p.env.Dir + "/none"); got != 0 {
		t.Error(got)
	}
}

// benchesPages opens the pages of the file that the bench has left.
func (p *place) benchesPages(t *testing.T) {
	pages := map[string]map[string]any{}
	for _, row := range p.must("bench", "pages", "--config", "work/sprue.yaml", "--only", "/run-rate", "--viewers", "3", "--seconds", "1", "--rounds", "1", "--format", "json").rows(t) {
		name := row["page"].(string)
		for _, filter := range []string{"part", "supplier"} { // which one it is, the sample chose
			if kind, _, filtered := strings.Cut(name, "?"+filter+"="); filtered {
				name = kind + "?" + filter
			}
		}
		pages[name] = row
	}
	for _, name := range []string{"/run-rate", "/run-rate?last=24h", "/run-rate?last=90d", "/run-rate?part", "/run-rate?supplier"} {
		page := pages[name]
		for _, column := range []string{"cold_p95_ms", "warm_p50_ms", "warm_p95_ms", "new_p95_ms", "kb"} {
			if page == nil || page[column] == nil || page[column].(float64) <= 0 {
				t.Errorf("%s: %s is %v", name, column, page[column])
			}
		}
	}
	for _, column := range []string{"cold_p95_ms", "viewers_p95_ms", "build_p95_ms", "build_new_p95_ms", "pages_per_s", "peak_mb"} {
		if all := pages["all"]; all == nil || all[column] == nil || all[column].(float64) <= 0 {
			t.Errorf("all: %s is %v", column, all[column])
		}
	}
	for bar, column := range map[string]string{"bar": "warm_p95_ms", "bar of shots": "new_p95_ms"} {
		if row := pages[bar]; row == nil || row[column] == nil {
			t.Errorf("%s: %s is missing in %v", bar, column, row)
		}
	}
	p.run("bench", "pages", "--config", "work/sprue.yaml", "--only", "/nowhere").refused(t, 2, "no page begins with /nowhere", "--only")
}

// benchesQuestions asks some of those of the command line about the same file.
func (p *place) benchesQuestions(t *testing.T) {
	asked := map[string]map[string]any{}
	for _, row := range p.must("bench", "analyze", "--config", "work/sprue.yaml", "--only", "roi --by tool", "--rounds", "1", "--format", "json").rows(t) {
		about, _ := row["about"].(string)
		asked[row["question"].(string)+about] = row
	}
	for _, scope := range []string{"all", "30 days", "cut hours", "one tool", "one part", "one tool, cut hours"} {
		row := asked["roi --by tool"+scope]
		if row == nil || row["p50_ms"].(float64) <= 0 || row["p95_ms"] == nil || row["answer_ms"] == nil {
			t.Errorf("%s: %v", scope, row)
		}
	}
	if len(asked) != 8 || asked["start"] == nil || asked["bar"] == nil || asked["bar"]["p95_ms"] == nil {
		t.Errorf("%d rows: %v", len(asked), asked)
	}
	p.run("bench", "analyze", "--config", "work/sprue.yaml", "--only", "nothing").refused(t, 2, "no question begins with nothing", "--only")
}

// What a command would refuse is no question of the bench.
func TestBenchAsksOnlyWhatHasAnAnswer(t *testing.T) {
	t.Parallel()
	scopes := scopesOf(time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC), "T-1", "P-1")
	count := map[string]int{}
	for _, call := range benchCalls(scopes) {
		count[call.name]++
	}
	for name, want := range map[string]int{"runrate": 6, "roi --by hour": 6, "runrate --sensitivity": 2, "eol --by week": 3, "shots --by best": 2, "shots --by baseline": 3, "recommend": 6} {
		if count[name] != want {
			t.Errorf("%s is asked %d times, want %d", name, count[name], want)
		}
	}
	if got := strings.Join(scopes[2].args, " "); got != "--from 2026-03-02T06:17:23Z --to 2026-03-31T13:41:07Z" {
		t.Error(got)
	}
}
