package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func snapshotPlace(t *testing.T) *place {
	t.Helper()
	p := newPlace(t)
	p.withSource()
	p.must("sample", "data", "--shots", "20000", "--tools", "12", "--from", "2026-05-01", "--to", "2026-05-11", "--quiet")
	p.must("run")
	return p
}

// objects are the Parquet files of the versions.
func (p *place) objects() []string {
	p.t.Helper()
	found, err := filepath.Glob(filepath.Join(p.env.Dir, "plant.duckdb.snapshots", "*", "*.parquet"))
	if err != nil {
		p.t.Fatal(err)
	}
	return found
}

func TestSnapshots(t *testing.T) {
	t.Parallel()
	p := snapshotPlace(t)
	p.run("snapshot", "restore", "latest").refused(t, 2, "there is none", "snapshot create")
	p.run("snapshot", "diff", "a", "b").refused(t, 2)
	p.run("snapshot", "prune", "--keep-last", "0", "--keep-daily", "0", "--keep-weekly", "0", "--keep-monthly", "0").refused(t, 2, "nothing would be kept")
	p.must("snapshot", "create", "--note", "first")
	before, beforeAll := p.contents("core.master_shot", ""), p.contents("core.master_shot", "build_id")

	counter := p.must("query", "SELECT min(counter_code) AS code FROM core.master_shot", "--format", "json").rows(t)[0]["code"].(string)
	p.write("data/DATA_SHOT/late.ndjson", `{"COUNTER_CODE":"`+counter+`","SHOT_START_TIME":1778150000000000000,"CONTENT":[{"ct":31.7,"seq":77777777,"time":1778150000.5}]}`)
	p.must("run")
	p.must("snapshot", "create")
	after := p.contents("core.master_shot", "")
	if before == after {
		t.Fatal("a shot more changed nothing")
	}

	list := p.must("snapshot", "list", "--format", "json").rows(t)
	if len(list) != 2 || list[0]["note"] != "first" || list[0]["rows"].(float64) < 40_000 || list[1]["own_bytes"].(float64) >= list[1]["bytes"].(float64) {
		t.Errorf("%v", list)
	}
	first := list[0]["snapshot"].(string)
	diff := p.must("snapshot", "diff", first, "latest", "--format", "json").rows(t)
	text := ""
	for _, row := range diff {
		text += row["what"].(string) + "\n"
	}
	if !strings.Contains(text, "raw.data_shot\n") || !strings.Contains(text, "figure shots\n") || strings.Contains(text, "raw.part\n") {
		t.Errorf("the difference is told as\n%s", text)
	}
	if r := p.must("snapshot", "diff", first, first); !strings.Contains(r.stderr, "both hold the same data") {
		t.Error(r.stderr)
	}

	p.must("snapshot", "restore", first)
	if got := p.contents("core.master_shot", ""); got != before {
		t.Errorf("restored: %s, was %s", got, before)
	}
	if r := p.must("build"); !strings.Contains(r.stderr, "nothing has changed") {
		t.Errorf("a build after a restore: %s", r.stderr)
	}
	p.must("snapshot", "restore", "latest")
	if got := p.contents("core.master_shot", ""); got != after {
		t.Errorf("restored: %s, was %s", got, after)
	}
	p.run("snapshot", "restore", first, "--table", "mart.run").refused(t, 2, "made from the tables of raw")
	p.must("snapshot", "restore", first, "--table", "raw.data_shot")
	p.must("build")
	if got := p.contents("core.master_shot", "build_id"); got != beforeAll {
		t.Errorf("built from the restored mirror: %s, was %s", got, beforeAll)
	}

	p.must("snapshot", "create")
	p.checkPrunedTexts(beforeAll)

	p.must("snapshot", "verify")
	if err := os.Remove(p.objects()[0]); err != nil {
		t.Fatal(err)
	}
	if r := p.run("snapshot", "verify"); r.code != 1 || !strings.Contains(r.stdout, "is missing") {
		t.Errorf("exit %d\n%s%s", r.code, r.stdout, r.stderr)
	}
	p.must("snapshot", "prune", "--keep-last", "1", "--keep-daily", "0", "--keep-weekly", "0", "--keep-monthly", "0")
	if left := p.must("snapshot", "list", "--format", "json").rows(t); len(left) != 1 || left[0]["snapshot"] == first {
		t.Errorf("%v", left)
	}
}

func TestSnapshotsInTheServer(t *testing.T) {
	t.Parallel()
	p := snapshotPlace(t)
	before := p.contents("mart.run", "")
	p.start("serve", "--addr", "127.0.0.1:0", "--every", "0s")
	waitForServer(t, p.env.Dir+"/plant.duckdb")
	p.must("snapshot", "create")
	p.must("build", "--full")
	p.must("snapshot", "restore", "latest")
	if got := p.contents("mart.run", ""); got != before {
		t.Errorf("%s, was %s", got, before)
	}
}

// checkPrunedTexts prunes all texts, which are in the last version: they can be
// traced, and a full build gives the same shots.
func (p *place) checkPrunedTexts(shots string) {
	t := p.t
	t.Helper()
	one := p.must("query", "SELECT counter_code, max(seq) AS seq FROM core.master_shot WHERE seq < 77777777 GROUP BY 1 ORDER BY 1 LIMIT 1", "--format", "json").rows(t)[0]
	trace := []string{"trace", "--counter", one["counter_code"].(string), "--seq", fmt.Sprint(one["seq"]), "--format", "json"}
	sent := func() map[string]any { return p.must(trace...).rows(t)[0]["packet"].(map[string]any) }
	before := sent()
	const left = "SELECT count(content) AS n FROM raw.data_shot"
	prune := []string{"snapshot", "prune", "--content-older-than", "0"}
	p.must(append(prune, "--dry-run")...)
	if n := p.must("query", left, "--format", "json").rows(t)[0]["n"]; n == 0.0 {
		t.Error("a dry run pruned texts")
	}
	p.must(prune...)
	if n := p.must("query", left, "--format", "json").rows(t)[0]["n"]; n != 0.0 {
		t.Errorf("%v texts are left", n)
	}
	if after := sent(); after["as_sent"] != before["as_sent"] || !strings.Contains(after["text"].(string), "raw.data_shot/") {
		t.Errorf("%v, was %v", after, before)
	}
	p.must("build", "--full")
	if got := p.contents("core.master_shot", "build_id"); got != shots {
		t.Errorf("built from pruned texts: %s, was %s", got, shots)
	}
	moved := filepath.Join(p.env.Dir, "moved")
	if err := os.Rename(filepath.Join(p.env.Dir, "plant.duckdb.snapshots"), moved); err != nil {
		t.Fatal(err)
	}
	p.run("build", "--full").refused(t, 5, "lacks those of", "snapshots.folder")
	if r := p.run("doctor", "--quick"); r.code != 5 || !strings.Contains(r.stdout, "pruned texts") || !strings.Contains(r.stdout, "lacks those of") {
		t.Errorf("doctor: exit code %d\n%s", r.code, r.stdout)
	}
	if text := sent()["text"].(string); !strings.Contains(text, "cannot be read") {
		t.Error(text)
	}
	if err := os.Rename(moved, filepath.Join(p.env.Dir, "plant.duckdb.snapshots")); err != nil {
		t.Fatal(err)
	}
	if r := p.must("doctor"); !strings.Contains(r.stdout, "files of the last snapshot in") {
		t.Errorf("doctor:\n%s", r.stdout)
	}
}
