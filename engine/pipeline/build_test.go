package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/reference"
	"sprue/engine/store"
)

func day(d int) time.Time { return time.Date(2026, 1, d, 0, 0, 0, 0, time.UTC) }

// onePlant has one mold that carries CNT-1, and a packet of a shot at noon of
// each of those days.
func onePlant(days ...int) reference.Input {
	in := reference.Input{Molds: []reference.Mold{{ID: 1, EquipmentCode: new("T-12"), CounterCode: new("CNT-1")}}}
	for _, d := range days {
		noon := day(d).Add(12 * time.Hour)
		in.Packets = append(in.Packets, reference.Packet{
			PacketID: uint64(d), CounterCode: new("CNT-1"), ShotStartTime: new(noon.UnixNano()), ArrivedUTC: noon.Add(time.Hour),
			Content: new(fmt.Sprintf(`[{"ct": 30.0, "tempMeas": 60.0, "seq": %d, "time": "%d"}]`, d, noon.Unix())),
		})
	}
	return in
}

func write(t testing.TB, s *store.Store, in reference.Input) {
	t.Helper()
	if err := pipelinetest.Write(context.Background(), s, in); err != nil {
		t.Fatal(err)
	}
}

// TestAFileOfAnEarlierVersionOpens: its tables lack columns that models of now
// read. What can be made is; the next build makes the rest.
func TestAFileOfAnEarlierVersionOpens(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	if err := pipelinetest.Write(context.Background(), s, pipelinetest.New(7).Input); err != nil {
		t.Fatal(err)
	}
	mustBuild(t, newPipeline(t, s, Defaults()), Options{})
	err := s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `
			ALTER TABLE mart.run_rate_slot DROP COLUMN imputed_shots;
			ALTER TABLE core.counter_day DROP COLUMN duplicates;
			DROP TABLE meta.lineage; DROP TABLE mart.data_level; DROP VIEW core.balance;
			UPDATE meta.build SET models = '{}'`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	p := newPipeline(t, s, Defaults())
	if err := p.Ensure(context.Background()); err != nil {
		t.Fatal(err)
	}
	if report := mustBuild(t, p, Options{}); report.Kind != "full" {
		t.Errorf("the build is %s", report.Kind)
	}
	var edges, levels int
	err = s.QueryRow(context.Background(), "SELECT (SELECT count(*) FROM meta.lineage), (SELECT count(duplicates) FROM core.balance)").Scan(&edges, &levels)
	if err != nil || edges == 0 || levels == 0 {
		t.Errorf("%d, %d, %v", edges, levels, err)
	}
}

// An item that is lost, or counted twice, fails the build, which changes nothing.
func TestABuildThatDoesNotBalanceFails(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	p := newPipeline(t, s, Defaults())
	write(t, s, onePlant(1, 3, 5, 9))
	mustBuild(t, p, Options{})
	err := s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE core.counter_day SET kept = kept - 1 WHERE utc_day = (SELECT min(utc_day) FROM core.counter_day WHERE kept > 0)")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, onePlant(1, 3, 5, 9, 11))
	if _, err := p.Build(context.Background(), Options{}); engine.CodeOf(err) != engine.CodeData || !strings.Contains(err.Error(), "1 counter day,") {
		t.Errorf("the build ended with %v", err)
	}
	var builds int
	if err := s.QueryRow(context.Background(), "SELECT count(*) FROM meta.build").Scan(&builds); err != nil || builds != 1 {
		t.Errorf("%d builds, %v", builds, err)
	}
}

func TestBuildRebuildsOnlyWhatIsDirty(t *testing.T) {
	s := openStore(t)
	p := newPipeline(t, s, Defaults())
	write(t, s, onePlant(1, 3, 5, 9))
	if r := mustBuild(t, p, Options{}); r.Kind != kindFull || r.DirtyPairs != 4 || r.Shots != 4 {
		t.Errorf("first build: %+v", r)
	}
	write(t, s, onePlant(1, 3, 4, 5, 9))
	// Day 4 is new; day 5 is the next one with shots.
	if r := mustBuild(t, p, Options{DryRun: true}); r.Kind != kindIncremental || r.DirtyPairs != 2 || r.Shots != 0 {
		t.Errorf("dry run: %+v", r)
	}
	if r := mustBuild(t, p, Options{}); r.Kind != kindIncremental || r.DirtyPairs != 2 || r.Shots != 2 {
		t.Errorf("second build: %+v", r)
	}
	if r := mustBuild(t, p, Options{}); r.Kind != kindNone {
		t.Errorf("third build: %+v", r)
	}
	if r := mustBuild(t, p, Options{Full: true}); r.Kind != kindFull || r.Shots != 5 {
		t.Errorf("full build: %+v", r)
	}
	changed := Defaults()
	changed.Calendar.DayStart = "06:00"
	if r := mustBuild(t, newPipeline(t, s, changed), Options{}); r.Kind != kindIncremental || r.Shots != 5 {
		t.Errorf("build with another setting: %+v", r)
	}
}

func TestBuildLimitedToDaysLeavesTheOthersPending(t *testing.T) {
	s := openStore(t)
	p := newPipeline(t, s, Defaults())
	write(t, s, onePlant(1))
	mustBuild(t, p, Options{})
	in := onePlant(1, 3, 5, 9)
	write(t, s, in)
	if r := mustBuild(t, p, Options{From: day(3), To: day(5)}); r.Shots != 1 {
		t.Errorf("limited build: %+v", r)
	}
	if r := mustBuild(t, p, Options{}); r.Kind != kindIncremental || r.Shots != 2 {
		t.Errorf("next build: %+v", r)
	}
	compareMaster(t, s, in, Defaults(), "after both")
	if r := mustBuild(t, p, Options{Full: true, From: day(3), To: day(9)}); r.Shots != 2 {
		t.Errorf("full build of some days: %+v", r)
	}
	compareMaster(t, s, in, Defaults(), "after a full build of some days")
}

func TestBuildRefusesUnknownNames(t *testing.T) {
	s := openStore(t)
	write(t, s, onePlant(1))
	err := s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO raw.part_history (id, part_code) VALUES (1, ' p-100'), (2, 'Q-7'), (3, NULL)")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		prepare       func(cfg *Config)
		message, hint string
	}{
		"override": {func(cfg *Config) { cfg.Overrides = []Override{{Counter: "CNT-1", Tool: "t-21"}} }, `overrides, entry 1: MOLD has no tool "T-21"`, `"T-12"`},
		"tool": {func(cfg *Config) { cfg.RunRate.For = []RunRateFor{{Tool: "T-12"}, {Tool: "T-21"}} },
			`run_rate.for, entry 2: MOLD has no tool "T-21"`, `"T-12"`},
		"part":           {func(cfg *Config) { cfg.RunRate.For = []RunRateFor{{Part: "P-10"}} }, `run_rate.for, entry 1: PART has no part "P-10"`, `"P-100"`},
		"tool of a part": {func(cfg *Config) { cfg.RunRate.For = []RunRateFor{{Tool: "NOPE", Part: "p-100 "}} }, `MOLD has no tool "NOPE"`, `"T-12"`},
	} {
		cfg := Defaults()
		c.prepare(&cfg)
		_, err := newPipeline(t, s, cfg).Build(context.Background(), Options{})
		var e *engine.Error
		if !errors.As(err, &e) || e.Code != engine.CodeUsage || !strings.Contains(e.Error(), c.message) || !strings.Contains(e.Hint, c.hint) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	cfg := Defaults()
	cfg.RunRate.For = []RunRateFor{{Tool: " t-12", Part: "P-100"}, {Location: 1}}
	mustBuild(t, newPipeline(t, s, cfg), Options{})
}

func TestFailedBuildLeavesTheOldState(t *testing.T) {
	s := openStore(t)
	p := newPipeline(t, s, Defaults())
	in := onePlant(1, 3)
	write(t, s, in)
	mustBuild(t, p, Options{})
	write(t, s, onePlant(1, 3, 5))
	ctx, cancel := context.WithCancel(context.Background())
	_, err := p.Build(ctx, Options{Progress: func(pr Progress) {
		if pr.Step == "master" {
			cancel()
		}
	}})
	if err == nil {
		t.Error("a cancelled build succeeded")
	}
	compareMaster(t, s, in, Defaults(), "after a cancelled build")
	if r := mustBuild(t, p, Options{}); r.Shots != 1 {
		t.Errorf("next build: %+v", r)
	}
}

func TestBuildIsRecorded(t *testing.T) {
	s := openStore(t)
	write(t, s, onePlant(1, 3))
	report := mustBuild(t, newPipeline(t, s, Defaults()), Options{})
	var kind string
	var shots, models, peak int64
	err := s.QueryRow(context.Background(), `
		SELECT kind, shots, peak_memory_bytes, (SELECT count(*) FROM meta.build_model m WHERE m.build_id = b.build_id AND m.rows_out > 0)
		FROM meta.build b WHERE build_id = ?`, fmt.Sprint(report.BuildID)).Scan(&kind, &shots, &peak, &models)
	if err != nil || kind != kindFull || shots != 2 || models == 0 || peak == 0 {
		t.Errorf("kind %q, shots %d, models %d, peak %d, %v", kind, shots, models, peak, err)
	}
}

// TestRowsInAreTrue: what came in is counted where it is known, and else NULL.
func TestRowsInAreTrue(t *testing.T) {
	s := openStore(t)
	p := newPipeline(t, s, Defaults())
	write(t, s, onePlant(1, 3, 5))
	mustBuild(t, p, Options{})
	write(t, s, onePlant(1, 3, 4, 5))
	mustBuild(t, p, Options{})
	wantRows(t, s, "rows in", `
		SELECT build_id::INTEGER, model, rows_in::INTEGER FROM meta.build_model
		WHERE model IN ('core.packet', 'chunk_item', 'core.shot', 'core.counter_day', 'core.shot_context', 'mart.shot_interval')`,
		row{1, "core.packet", 3}, row{1, "chunk_item", 3}, row{1, "core.shot", 3}, row{1, "core.counter_day", 3}, row{1, "core.shot_context", nil},
		row{2, "core.packet", 1}, row{2, "chunk_item", 1}, row{2, "core.shot", 2}, row{2, "core.counter_day", 2}, row{2, "core.shot_context", nil},
		row{1, "mart.shot_interval", 3}, row{2, "mart.shot_interval", 3})
	// The steps too: those that are a table, and those that are a file.
	wantRows(t, s, "rows of steps", `
		SELECT build_id::INTEGER, model, rows_in::INTEGER, rows_out::INTEGER FROM meta.build_model
		WHERE model IN ('new_packet', 'mold_version', 'chunk_notable', 'chunk_last', 'rate_interval', 'mart.run') AND build_id = 1`,
		row{1, "new_packet", nil, 3}, row{1, "mold_version", nil, 1}, row{1, "chunk_notable", nil, 3}, row{1, "chunk_last", 3, 3},
		row{1, "rate_interval", 3, 3}, row{1, "mart.run", nil, 3})
}

// use touches that many bytes, so that they were resident.
func use(size int) {
	pages := make([]byte, size)
	for i := 0; i < size; i += os.Getpagesize() {
		pages[i] = 1
	}
}

// TestMemoryOfABuild: what the process had before it does not count.
func TestMemoryOfABuild(t *testing.T) {
	use(300 << 20)
	debug.FreeOSMemory()
	w := watchMemory(time.Millisecond)
	defer w.stop()
	highest, peak := memory("VmHWM:"), w.peak()
	if _, err := os.Stat("/proc/self/status"); err == nil && peak > highest-100<<20 {
		t.Errorf("peak %d MB, of the process %d MB", peak>>20, highest>>20)
	}
	if peak <= 0 {
		t.Errorf("peak %d", peak)
	}
}

func TestFlagsAndTheirWeightsAgree(t *testing.T) {
	s := openStore(t)
	if err := newPipeline(t, s, Defaults()).Ensure(context.Background()); err != nil {
		t.Fatal(err)
	}
	var wrong int
	err := s.QueryRow(context.Background(), "SELECT count(*) FROM core.flag WHERE quality_loss(mask) <> weight").Scan(&wrong)
	if err != nil || wrong != 0 {
		t.Errorf("%d flags, %v", wrong, err)
	}
	for i, f := range flags() {
		if names := reference.Flags(1 << i).Names(); len(names) != 1 || names[0] != f.name {
			t.Errorf("flag %d is %q, want %v", i, f.name, names)
		}
	}
}
