package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// withSource configures a folder of data, and one thread: of a few thousand shots
// two would wait for each other.
func (p *place) withSource() {
	p.write("sprue.yaml", "database: plant.duckdb\nsources: [{name: plant, kind: files, path: ./data}]\npipeline: {max_workers: 1}\n")
}

func (p *place) remove(pattern string) {
	p.t.Helper()
	paths, err := filepath.Glob(filepath.Join(p.env.Dir, pattern))
	if err != nil || len(paths) == 0 {
		p.t.Fatalf("%s: %d, %v", pattern, len(paths), err)
	}
	for _, path := range paths {
		if err := os.RemoveAll(path); err != nil {
			p.t.Fatal(err)
		}
	}
}

func (p *place) sample(format string) {
	p.t.Helper()
	p.must("sample", "data", "--shots", "500", "--tools", "2", "--from", "2026-06-01", "--to", "2026-06-08", "--table-format", format, "--quiet")
}

func TestBadSources(t *testing.T) {
	for name, test := range map[string]struct {
		prepare func(p *place)
		code    int
		want    []string
	}{
		"missing folder": {func(*place) {}, 3, []string{"data", "does not exist"}},
		"file in place":  {func(p *place) { p.write("data", "x") }, 3, []string{"is a file"}},
		"empty folder":   {func(p *place) { p.write("data/.keep", "") }, 4, []string{"no table"}},
		"missing table":  {func(p *place) { p.sample("csv"); p.remove("data/MOLD.*") }, 4, []string{"MOLD"}},
		"missing column": {func(p *place) { p.sample("csv"); p.remove("data/COMPANY.*"); p.write("data/COMPANY.csv", "ID\n1\n") }, 4, []string{"NAME"}},
		"truncated file": {func(p *place) {
			p.sample("parquet")
			p.remove("data/MOLD.*")
			p.write("data/MOLD.parquet", "PAR1 and no more")
		}, 4, []string{"MOLD.parquet"}},
		"unknown key":       {func(p *place) { p.write("sprue.yaml", "datbase: x\n") }, 2, []string{"line 1, column 1", `did you mean "database"?`}},
		"unknown kind":      {func(p *place) { p.write("sprue.yaml", "sources: [{name: a, kind: file, path: b}]\n") }, 2, []string{`did you mean "files"?`}},
		"damaged database":  {func(p *place) { p.sample("parquet"); p.write("plant.duckdb", "this is no database at all") }, 5, []string{"plant.duckdb"}},
		"folder for a file": {func(p *place) { p.sample("parquet"); p.write("plant.duckdb/x", "") }, 2, []string{"it is a folder", "--db FILE"}},
		"folder for a lock": {func(p *place) { p.sample("parquet"); p.write("plant.duckdb.lock/x", "") }, 5, []string{"plant.duckdb.lock", "is a folder", "move it away"}},
		"folder for a log":  {func(p *place) { p.sample("parquet"); p.write("plant.duckdb.wal/x", "") }, 5, []string{"plant.duckdb.wal", "is a folder", "move it away"}},
		"folder for a yaml": {func(p *place) { p.remove("sprue.yaml"); p.write("sprue.yaml/x", "") }, 2, []string{"sprue.yaml is a folder", "--config"}},
		"file for a folder": {func(p *place) { p.sample("parquet"); p.write("plant.duckdb.tmp", "") }, 5, []string{"plant.duckdb.tmp", "is a file", "move it away"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			p.withSource()
			test.prepare(p)
			p.run("run").refused(t, test.code, test.want...)
			if test.code == 3 || test.code == 4 {
				p.leaves(0, "plant.duckdb*")
			}
		})
	}
}

func TestInterrupted(t *testing.T) {
	p := newPlace(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p.runContext(ctx, "demo", "--no-serve").refused(t, 130, "interrupted", "what was committed is kept")
}

func TestRefusedSQL(t *testing.T) {
	p := newPlace(t)
	p.withSource()
	p.sample("parquet")
	p.must("sync", "--quiet")
	for _, query := range []string{
		"SELEC 1", "SELECT * FROM core.nothing", "DROP TABLE raw.mold", "SELECT 1; SELECT 2", "",
		"COPY raw.mold TO 'x.csv'", "ATTACH 'x.duckdb'", "SELECT * FROM read_csv('/etc/passwd')", "PRAGMA database_size",
	} {
		p.run("query", query).refused(t, 2)
	}
	if _, err := os.Stat(filepath.Join(p.env.Dir, "x.csv")); err == nil {
		t.Error("a query wrote a file")
	}
}

func TestAFolderIsNoDatabase(t *testing.T) {
	p := newPlace(t)
	p.run("query", "SELECT 1", "--db", p.env.Dir).refused(t, 2, p.env.Dir, "it is a folder", "--db FILE")
}

func TestDoctorSaysNo(t *testing.T) {
	p := newPlace(t)
	p.withSource()
	r := p.run("doctor", "--format", "json")
	r.refused(t, 1, "wrong")
	for _, row := range r.rows(t) {
		if row["area"] == "sources" && (row["status"] != statusWrong || row["advice"] == nil) {
			t.Errorf("a missing folder is %v", row)
		}
	}
}

func TestDoctorNamesSectionsWithoutEffect(t *testing.T) {
	p := newPlace(t)
	p.write("sprue.yaml", "log: { level: error }\ncalendar: { breaks: [ { start: \"10:00\", end: \"10:30\" } ], holidays: [ 2026-12-25 ] }\n"+
		"shots: { extra: { injPressure: DOUBLE } }\nsources: [ { name: plant, kind: files, path: ., overlap: { DATA_SHOT: 24h } } ]\n")
	found := map[string]map[string]any{}
	for _, row := range p.run("doctor", "--format", "json").rows(t) {
		found[row["name"].(string)] = row
	}
	for name, want := range map[string]any{
		"calendar.breaks[0].start": nil, "calendar.holidays[0]": nil, "sources[0].overlap.DATA_SHOT": statusWatch,
		"shots.extra.injPressure": nil, "calendar.day_start": nil,
	} {
		if row := found[name]; row == nil || row["status"] != want || (row["advice"] == nil) != (want == nil) {
			t.Errorf("%s: %v", name, row)
		}
	}
	if row := found["log.level"]; row["status"] != nil || row["origin"] != filepath.Join(p.env.Dir, "sprue.yaml")+":1" {
		t.Errorf("log.level: %v", row)
	}
}

// A tool that nobody knows would be without effect, unseen.
func TestUnknownNamesInTheConfiguration(t *testing.T) {
	p := newPlace(t)
	p.withSource()
	p.sample("csv")
	p.must("run", "--quiet")
	p.offersNames()
	p.write("sprue.yaml", "database: plant.duckdb\nsources: [{name: plant, kind: files, path: ./data}]\nroi: { for: [ { part: NOPE, machine_rate: 90 } ] }\n")
	p.run("build").refused(t, 2, "roi.for, entry 1", `no part "NOPE"`, "the nearest is")
	p.write("sprue.yaml", "database: plant.duckdb\nsources: [{name: plant, kind: files, path: ./data}]\nrun_rate: { for: [ { tool: NOPE, tolerance: 0.1 } ] }\n")
	p.run("build").refused(t, 2, "run_rate.for, entry 1", `no tool "NOPE"`, "the nearest is")
	r := p.run("doctor", "--quick", "--format", "json")
	r.refused(t, 1, "wrong")
	for _, row := range r.rows(t) {
		if row["name"] == "names" && row["status"] == statusWrong && strings.Contains(row["value"].(string), "run_rate.for, entry 1") && row["advice"] != nil {
			return
		}
	}
	t.Errorf("doctor does not tell:\n%s", r.stdout)
}

// A setting that is left empty has a value all the same.
func TestDoctorSaysWhatAnEmptySettingMeans(t *testing.T) {
	p := newPlace(t)
	p.write("sprue.yaml", "database: plant.duckdb\nsources: [{name: plant, kind: files, path: ./data}]\n")
	found := map[string]map[string]any{}
	for _, row := range p.run("doctor", "--format", "json").rows(t) {
		found[row["name"].(string)] = row
	}
	for name, want := range map[string]string{
		"pipeline.max_workers":     "all cores",
		"sources[0].batch_mb":      "128",
		"sources[0].deletes":       "mark",
		"sources[0].overlap":       "STATISTICS: 72h, DATA_SHOT: 48h",
		"sources[0].schema_mode":   "evolve",
		"sources[0].tables":        "all",
		"sources[0].cursor":        "none",
		"run_rate.shot_time":       "end, as shots.shot_time",
		"run_rate.run_gap":         "8h",
		"run_rate.for":             "none",
		"shots.counter_pattern":    "all counters",
		"shots.extra":              "none",
		"overrides":                "none",
		"calendar.shifts":          "none",
		"families":                 "none",
		"server.hosts":             "none",
		"pipeline.memory_limit_mb": "2048",
	} {
		if row := found[name]; row == nil || !strings.HasPrefix(row["value"].(string), want) || row["origin"] != "default" || row["status"] != nil {
			t.Errorf("%s: got %v, want %q", name, row, want)
		}
	}
	for name, row := range found {
		if row["area"] == "configuration" && row["value"] == "" {
			t.Errorf("%s has no value", name)
		}
	}
}

func TestConfigSchema(t *testing.T) {
	p := newPlace(t)
	if r := p.must("config", "schema"); !strings.Contains(r.stdout, `"run_rate"`) || !json.Valid([]byte(r.stdout)) {
		t.Errorf("stdout:\n%s", r.stdout)
	}
	p.must("init", "plant")
	text, err := os.ReadFile(filepath.Join(p.env.Dir, "plant/sprue.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	named, found := strings.CutPrefix(strings.Split(string(text), "\n")[0], "# yaml-language-server: $schema=")
	schema, err := os.ReadFile(filepath.Join(p.env.Dir, "plant", named))
	if !found || err != nil || string(schema) != p.must("config", "schema").stdout {
		t.Errorf("the schema that the first line names: %q, %v", named, err)
	}
}

// damage overwrites a page of a file.
func (p *place) damage(name string, share float64) {
	p.t.Helper()
	file, err := os.OpenFile(filepath.Join(p.env.Dir, name), os.O_RDWR, 0)
	if err != nil {
		p.t.Fatal(err)
	}
	info, err := file.Stat()
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := file.WriteAt([]byte(strings.Repeat("damaged ", 512)), int64(share*float64(info.Size()))); err != nil {
		p.t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		p.t.Fatal(err)
	}
}

func TestDoctorFindsADamagedPage(t *testing.T) {
	p := newPlace(t)
	p.withSource()
	p.must("sample", "data", "--shots", "40000", "--from", "2026-06-01", "--to", "2026-06-20", "--quiet")
	p.must("run", "--quiet")
	if r := p.must("doctor"); !strings.Contains(r.stdout, "every page is whole") {
		t.Errorf("stdout:\n%s", r.stdout)
	}
	whole, err := os.ReadFile(filepath.Join(p.env.Dir, "plant.duckdb"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for i := 0; i < 20 && len(found) < 2; i++ {
		share := float64((7*i+4)%20)/20 + 0.02 // every twentieth of the file, far ones in turn
		p.write("plant.duckdb", string(whole))
		p.damage("plant.duckdb", share)
		r := p.run("doctor", "--format", "json")
		if r.code == 0 || r.code == 1 {
			continue // nothing is stored in that page
		}
		r.refused(t, 5, "wrong")
		found[p.cured(r)] = true
	}
	if !found["build --full"] || !found["backup"] {
		t.Errorf("found only: %v", found)
	}
}

// cured follows the doctor's advice, and gives what it was.
func (p *place) cured(r result) string {
	p.t.Helper()
	for _, row := range r.rows(p.t) {
		if row["area"] != "file" || row["status"] != statusWrong {
			continue
		}
		advice := row["advice"].(string)
		if !strings.Contains(row["value"].(string), "damaged") || !strings.Contains(advice, "backup") && !strings.Contains(advice, "build --full") {
			p.t.Errorf("the finding is %v", row)
		}
		if strings.Contains(advice, "backup") {
			return "backup"
		}
	}
	p.must("build", "--full", "--quiet")
	if after := p.run("doctor"); after.code != 0 {
		p.t.Errorf("the advice did not help: exit %d\n%s", after.code, after.stdout)
	}
	return "build --full"
}

// offersNames: a shell completes what the file knows, and nothing where there is none.
func (p *place) offersNames() {
	p.t.Helper()
	tool := p.must("query", "SELECT min(equipment_code) AS tool FROM core.master_shot", "--format", "json").rows(p.t)[0]["tool"].(string)
	for _, line := range [][]string{
		{"analyze", "runrate", "--tool", strings.ToLower(tool[:4])},
		{"trace", "--config", "sprue.yaml", "--tool", tool},
		{"analyze", "roi", "--db", "plant.duckdb", "--tool", ""},
	} {
		if r := p.must(append([]string{"__complete"}, line...)...); !strings.Contains(r.stdout, tool+"\n") {
			p.t.Errorf("completion of %q: %s", line, r.stdout)
		}
	}
	if r := p.must("__complete", "analyze", "runrate", "--db", "none.duckdb", "--tool", ""); strings.HasPrefix(r.stdout, "MX") {
		p.t.Errorf("completion without a file: %s", r.stdout)
	}
}
