package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// everything is what all tables of the file hold, in a text a table.
func (p *place) everything() string {
	p.t.Helper()
	var each []string
	for _, row := range p.must("query", `SELECT schema_name || '.' || table_name AS name FROM duckdb_tables()
		WHERE database_name = current_database() ORDER BY name`, "--format", "json").rows(p.t) {
		each = append(each, fmt.Sprintf("SELECT '%[1]s ' || count(*) || ' rows ' || coalesce(sum(hash(CAST(t AS VARCHAR))), 0) AS contents FROM %[1]s t", row["name"]))
	}
	return p.must("query", strings.Join(each, "\nUNION ALL ")+"\nORDER BY 1", "--format", "csv").stdout
}

// TestEveryWayOfAChangeIsInTheNextSnapshot: by whatever command the data have
// changed, the next version holds them as they are. Shots are kept by day here.
func TestEveryWayOfAChangeIsInTheNextSnapshot(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.withSource()
	p.must("sample", "data", "--shots", "120000", "--tools", "12", "--from", "2026-05-01", "--to", "2026-05-07", "--quiet")
	p.must("run")
	late := `{"COUNTER_CODE":"CNT-10417","SHOT_START_TIME":1777700000000000000,"CONTENT":[{"ct":31.7,"seq":77777777,"time":1777700000.5}]}`
	var want []string
	for _, way := range []struct {
		what string
		do   func()
	}{
		{"the first build", func() {}},
		{"a late packet, mirrored only", func() { p.write("data/DATA_SHOT/late.ndjson", late); p.must("sync") }},
		{"its build", func() { p.must("build") }},
		{"the packet gone", func() { p.remove("data/DATA_SHOT/late.ndjson"); p.must("run") }},
		{"a setting", func() { p.configure("run_rate: { tolerance: 0.2 }\n"); p.must("build") }},
		{"an approved cycle time", func() {
			p.configure("overrides: [ { tool: MX-2417, approved_ct: 9.5, from: 2026-05-03T06:00:00Z } ]\n")
			p.must("build")
		}},
		{"a full build of the same", func() { p.must("build", "--full") }},
		{"an older state of the file", func() { p.must("snapshot", "restore", p.snapshots()[1]) }},
		{"an older mirror", func() { p.must("snapshot", "restore", p.snapshots()[0], "--table", "raw.data_shot") }},
	} {
		way.do()
		p.must("snapshot", "create", "--note", way.what)
		want = append(want, p.everything())
	}
	byDay := slices.ContainsFunc(p.objects(), func(file string) bool { return strings.Contains(file, "core.shot/2026-05-03-") })
	if !byDay {
		t.Errorf("shots are not kept by day: %q", p.objects())
	}
	for i, id := range p.snapshots() {
		p.must("snapshot", "restore", id)
		if got := p.everything(); got != want[i] {
			t.Errorf("snapshot %d has\n%s\nand there was\n%s", i, got, want[i])
		}
	}
}

// configure adds a section to the configuration.
func (p *place) configure(text string) {
	p.t.Helper()
	before, err := os.ReadFile(filepath.Join(p.env.Dir, "sprue.yaml"))
	if err != nil {
		p.t.Fatal(err)
	}
	p.write("sprue.yaml", string(before)+text)
}

// snapshots are the names of the versions, oldest first.
func (p *place) snapshots() []string {
	p.t.Helper()
	var names []string
	for _, row := range p.must("snapshot", "list", "--format", "json").rows(p.t) {
		names = append(names, row["snapshot"].(string))
	}
	return names
}
