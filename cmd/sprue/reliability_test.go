package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sprue/engine/enginetest"
	"sprue/sync/snowflaketest"
)

// phase is a command and the state of a plant in which it has work to do.
type phase struct {
	name   string
	stage  string     // see stages
	args   []string   // the command
	finish [][]string // what is run after a fault
	want   string     // the stage whose tables are there then
	writes bool       // into the file, by way of its log
	room   int64      // kB of disk that are too few for it; 0: it needs none
	limit  int64      // kB above the size of the file that are too few for it; 0: nothing large is written
	rare   bool       // its faults are those of another phase: in a soak only
	pushes bool       // into a warehouse of its own
	says   string     // what the last command that is run after a fault says
}

func phases() []phase {
	run := [][]string{{"run"}}
	prune := []string{"snapshot", "prune", "--keep-last", "1", "--keep-daily", "0", "--keep-weekly", "0", "--keep-monthly", "0"}
	verify := []string{"snapshot", "verify"}
	pruneTexts := []string{"snapshot", "prune", "--content-older-than", "0"}
	return []phase{
		{name: "first sync", stage: "sources", args: []string{"sync"}, finish: run, want: "built", writes: true, room: 700},
		{name: "sync of news", stage: "news", args: []string{"sync"}, finish: run, want: "kept", writes: true, room: 8},
		{name: "first build", stage: "mirrored", args: []string{"build"}, finish: run, want: "built", writes: true, room: 1500, limit: 500},
		{name: "build of news", stage: "mirrored news", args: []string{"build"}, finish: run, want: "kept", writes: true, room: 300},
		{name: "full build", stage: "built", args: []string{"build", "--full"}, finish: run, want: "built", writes: true, room: 500, rare: true},
		{name: "snapshot", stage: "kept", args: []string{"snapshot", "create"}, finish: [][]string{{"snapshot", "create"}, verify}, want: "kept", room: 60},
		{name: "prune", stage: "kept", args: prune, finish: [][]string{prune, verify}, want: "kept"},
		{name: "restore of a snapshot", stage: "kept", args: []string{"snapshot", "restore", "latest"}, finish: [][]string{{"snapshot", "restore", "latest"}}, want: "kept", writes: true, room: 300},
		{name: "backup", stage: "kept", args: []string{"backup", "new.duckdb"}, finish: [][]string{{"backup", "new.duckdb", "--force"}, {"restore", "new.duckdb", "--dry-run"}}, want: "kept", room: 4000},
		{name: "restore", stage: "kept", args: []string{"restore", "old.duckdb"}, finish: [][]string{{"restore", "old.duckdb"}}, want: "built", room: 4000},
		// The next snapshot takes the texts over, and brings them back.
		{name: "prune of texts", stage: "kept", args: pruneTexts, finish: [][]string{pruneTexts, {"snapshot", "create"}, {"snapshot", "restore", "latest"}}, want: "kept", writes: true},
		// The warehouse itself compares what it has in the end with all rows.
		{name: "push", stage: "kept", args: []string{"push", "mart.run"}, finish: [][]string{{"push", "mart.run"}, {"push", "mart.run", "--full"}},
			want: "kept", writes: true, pushes: true, says: " sent to TESTORG-PLANT.PLANT.FIGURES, 0 of them new"},
	}
}

// fault is what goes wrong in a phase.
type fault struct {
	kind, detail string
	strike       func(c *trial)
	point        string // the boundary's name
}

// faultsOf lists the faults that a phase has to bear: of boundaries and cuts a
// few, in a soak all.
func (r *reliability) faultsOf(ph phase, soak bool) []fault {
	faults := []fault{
		{kind: "kill -9 at a random moment", strike: (*trial).killAtRandom},
		{kind: "two processes at once", strike: (*trial).twoAtOnce},
		{kind: "clock set back", strike: (*trial).clockSetBack},
	}
	points := r.points[ph.name]
	for i, name := range points {
		// A file that has begun a write is as before it, one that is about to be checkpointed as after the commit.
		if soak || lastOf(points, name) == i && name != "begun" && name != "before checkpoint" {
			faults = append(faults, fault{kind: "kill -9 at a boundary", detail: fmt.Sprintf(" %d, %s", i+1, name), strike: func(c *trial) { c.killAt(i) }, point: name})
		}
	}
	if ph.writes {
		cuts := []int64{60}
		if soak {
			cuts = []int64{0, 1, 20, 40, 60, 80, 99}
		}
		for _, percent := range cuts {
			faults = append(faults, fault{kind: "log cut short", detail: fmt.Sprintf(" to %d %%", percent), strike: func(c *trial) { c.cutLog(lastOf(points, "after commit"), percent) }})
		}
	}
	if ph.room > 0 {
		faults = append(faults, fault{kind: "full disk", strike: (*trial).fullDisk})
	}
	if ph.limit > 0 {
		faults = append(faults, fault{kind: "file as large as it may be", strike: (*trial).limitedFile})
	}
	switch ph.name {
	case "restore of a snapshot":
		faults = append(faults, fault{kind: "damaged objects", strike: (*trial).damagedObjects})
	case "restore":
		faults = append(faults, fault{kind: "damaged backup", strike: (*trial).damagedBackup})
	}
	return faults
}

// lastOf is the place of the last point of a name, -1 if there is none.
func lastOf(points []string, name string) int {
	for i := len(points) - 1; i >= 0; i-- {
		if points[i] == name {
			return i
		}
	}
	return -1
}

// TestReliability lets each phase meet each fault, in processes of their own.
// After each, the file opens, the next run completes, and every table is as if
// nothing had happened. Phases take turns with faults that all of them may meet;
// in a soak each meets all.
func TestReliability(t *testing.T) {
	t.Setenv("SNOWFLAKE_DISABLE_PLATFORM_DETECTION", "true")
	r := newReliability(t)
	soak := enginetest.IsSoak(t)
	t.Run("faults", func(t *testing.T) {
		struck := map[string]bool{}
		for i, ph := range phases() {
			for k, f := range r.faultsOf(ph, soak) {
				turns := k < 3 || struck[f.point]
				if !soak && (ph.rare || turns && (i+k)%2 == 0) {
					continue
				}
				if f.point != "" {
					struck[f.point] = true
				}
				t.Run(ph.name+"/"+f.kind+f.detail, func(t *testing.T) {
					t.Parallel()
					c := &trial{place: r.at(t, ph), r: r, phase: ph}
					f.strike(c)
					c.complete()
					r.count(f.kind)
				})
			}
		}
	})
	total := 0
	for _, kind := range slices.Sorted(maps.Keys(r.tried)) {
		enginetest.Figure(t, "%4d × %s", r.tried[kind], kind)
		total += r.tried[kind]
	}
	enginetest.Figure(t, "%4d faults tried", total)
}

// reliability is what all trials share: a plant in stages, what its tables hold
// in them, and the failpoints that each phase comes by.
type reliability struct {
	dir   string
	query string // for the contents of all tables
	want  map[string]map[string]string

	lock   sync.Mutex
	points map[string][]string
	takes  map[string]time.Duration
	tried  map[string]int
}

func newReliability(t *testing.T) *reliability {
	t.Helper()
	r := &reliability{dir: t.TempDir(), want: map[string]map[string]string{}, points: map[string][]string{}, takes: map[string]time.Duration{}, tried: map[string]int{}}
	r.stages(t)
	t.Run("undisturbed", func(t *testing.T) {
		for _, ph := range phases() {
			t.Run(ph.name, func(t *testing.T) {
				t.Parallel()
				r.observe(t, ph)
			})
		}
	})
	return r
}

// observe runs a phase undisturbed.
func (r *reliability) observe(t *testing.T, ph phase) {
	p := r.at(t, ph)
	points := filepath.Join(t.TempDir(), "points")
	p.vars = append(p.vars, pointsVar+"="+points)
	takes := p.undisturbed(ph.args...)
	text, err := os.ReadFile(points)
	if err != nil {
		t.Fatal(err)
	}
	r.lock.Lock()
	defer r.lock.Unlock()
	r.takes[ph.name] = takes
	r.points[ph.name] = strings.Split(strings.TrimSpace(string(text)), "\n")
}

// stages makes the plant in all the states from which phases begin.
func (r *reliability) stages(t *testing.T) {
	t.Helper()
	p := newPlace(t)
	p.withSource()
	p.must("sample", "data", "--shots", "3000", "--tools", "4", "--from", "2026-05-01", "--to", "2026-05-06", "--faults", "hostile", "--quiet")
	r.stage(p, "sources")
	p.env.Clock = func() time.Time { return now.AddDate(0, 0, -3) }
	p.must("sync")
	p.env.Clock = func() time.Time { return now }
	r.stage(p, "mirrored")
	p.must("build")
	r.query = p.queryOfAll()
	r.stage(p, "built")
	r.want["built"] = p.tables(r.query)
	p.must("snapshot", "create")
	p.must("backup", "old.duckdb")
	p.write("data/DATA_SHOT/late.ndjson", p.latePacket())
	r.stage(p, "news")
	p.must("sync")
	r.stage(p, "mirrored news")
	p.must("build")
	p.must("snapshot", "create")
	r.stage(p, "kept")
	r.want["kept"] = p.tables(r.query)
	if maps.Equal(r.want["built"], r.want["kept"]) {
		t.Fatal("the news change nothing")
	}
}

// latePacket is a shot more of a counter that is there.
func (p *place) latePacket() string {
	p.t.Helper()
	counter := p.must("query", "SELECT min(counter_code) AS code FROM core.master_shot", "--format", "json").rows(p.t)[0]["code"]
	return fmt.Sprintf(`{"COUNTER_CODE":%q,"SHOT_START_TIME":1777800000000000000,"CONTENT":[{"ct":31.7,"seq":77777777,"time":1777800000.5}]}`, counter)
}

func (r *reliability) stage(p *place, name string) {
	copyFolder(p.t, p.env.Dir, filepath.Join(r.dir, name))
}

// at gives a plant in which a phase has work to do, in a folder of its own.
func (r *reliability) at(t *testing.T, ph phase) *place {
	t.Helper()
	p := newPlace(t)
	p.vars = []string{clockVar + "=" + now.Format(time.RFC3339)}
	copyFolder(t, filepath.Join(r.dir, ph.stage), p.env.Dir)
	if ph.pushes {
		p.withWarehouse()
	}
	return p
}

// withWarehouse starts a warehouse that the plant may push into.
func (p *place) withWarehouse() {
	p.t.Helper()
	warehouse, err := snowflaketest.Start(snowflaketest.Config{Threads: 1, Users: []snowflaketest.User{{Name: "SPRUE", Password: "secret"}}})
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = warehouse.Close() })
	if _, err := warehouse.Run(p.t.Context(), "CREATE SCHEMA FIGURES"); err != nil {
		p.t.Fatal(err)
	}
	p.write("connections.toml", fmt.Sprintf("[there]\naccount = \"TESTORG-PLANT\"\nuser = \"SPRUE\"\npassword = \"secret\"\ndatabase = \"PLANT\"\nwarehouse = \"SPRUE_WH\"\nhost = %q\nport = %d\nprotocol = \"http\"\n",
		warehouse.Host(), warehouse.Port()))
	p.write("sprue.yaml", fmt.Sprintf("database: plant.duckdb\nsources: [{name: plant, kind: files, path: ./data}]\npush: {connection: there, connections_dir: %q, schema: FIGURES}\n", filepath.ToSlash(p.env.Dir)))
}

func (r *reliability) count(fault string) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.tried[fault]++
}

func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}
