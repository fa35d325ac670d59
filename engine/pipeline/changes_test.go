package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sprue/engine/models"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/reference"
	"sprue/engine/roi"
	"sprue/engine/store"
)

// anewTogether names tables that are made anew together, in short.
func anewTogether() map[string]string {
	return map[string]string{
		"shots":     "core.shot_context core.shot core.master_shot_part core.duplicate core.counter_day mart.missing_shot runs roi buckets hours days events",
		"runs":      "mart.shot_interval mart.imputed_shot mart.stop mart.run_rate_slot mart.run sessions",
		"sessions":  "mart.ana_slot mart.ana_shot_made",
		"roi":       "mart.roi_slot mart.roi_tool_day",
		"buckets":   "mart.run_rate_hour mart.run_rate_day mart.run_rate_shift",
		"hours":     "core.shot_hour mart.data_quality_day",
		"days":      "levels mart.process_day",
		"levels":    "mart.data_level anomalies",
		"anomalies": "mart.data_deviation mart.data_anomaly",
		"events":    "mart.process_event mart.baba_stretch",
	}
}

func anewTables(short string) (all []string) {
	for _, name := range strings.Fields(short) {
		if more := anewTogether()[name]; more != "" {
			all = append(all, anewTables(more)...)
		} else {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// TestWhatAChangeMakesAnew: a setting of each section, and a model of each stage.
func TestWhatAChangeMakesAnew(t *testing.T) {
	t.Parallel()
	inBuild(t, openSmall(t, 0), Defaults(), func(ctx context.Context, b *build) error {
		g, err := b.readGraph(ctx)
		if err != nil {
			return err
		}
		for what, want := range map[string]string{
			"core.balance": "", "core.shot_item": "", "mart.stop": "mart.stop", "mart.run": "mart.run", "mart.ana_slot": "sessions", "session_limit": "sessions", "session_ct": "mart.ana_shot_made", "rate_loss": "roi events", "mart.run_rate_hour": "mart.run_rate_hour",
			"mart.run_rate_slot": "mart.run_rate_slot mart.run buckets mart.roi_tool_day days events", estimates: "", "rate_slot": "runs roi buckets days events",
			"core.shot_hour": "hours levels", "day_value": "days events", "mart.data_anomaly": "mart.data_anomaly", "mart.process_day": "mart.process_day events",
			"mart.missing_shot": "shots", "mold_period": "core.counter_period shots", "chunk_twin": "shots", "core.shot": "shots",
		} {
			checkAnew(t, "SQL of "+what, g.change("", what), want)
		}
		for _, what := range []string{"core.packet", "chunk_item", "core.quarantine"} {
			if c := g.change("", what); !c.stale["core.packet"] || !c.stale["mart.process_event"] || !slices.Contains(c.Tables, "core.zone_offset") {
				t.Errorf("SQL of %s makes anew %v", what, c.Tables)
			}
		}
		last, err := ledgerSettings(Defaults())
		if err != nil {
			return err
		}
		for table, readers := range g.readers {
			tables := slices.DeleteFunc(slices.Clone(readers), func(m models.Model) bool { return m.Kind == models.View })
			if _, kept := last[table]; strings.HasPrefix(table, "core.setting_") && len(tables) > 0 && !kept {
				t.Errorf("%s reads %s, which the ledger does not keep", tables[0].Name, table)
			}
		}
		for _, c := range settingCases() {
			cfg := Defaults()
			c.change(&cfg)
			now, err := ledgerSettings(cfg)
			if err != nil {
				return err
			}
			b.report.Changes = nil
			b.changedSettings(g, last, now)
			all := Change{stale: map[string]bool{}}
			for _, found := range b.report.Changes {
				all.Tables = append(all.Tables, found.Tables...)
				all.scopes = append(all.scopes, found.scopes...)
			}
			checkAnew(t, c.name, all, c.want)
			if len(all.scopes) != c.entries || (len(b.report.Changes) > 0) != c.seen {
				t.Errorf("%s: %d entries, %+v", c.name, len(all.scopes), b.report.Changes)
			}
		}
		return nil
	})
}

func checkAnew(t *testing.T, what string, c Change, short string) {
	t.Helper()
	slices.Sort(c.Tables)
	c.Tables = slices.Compact(c.Tables)
	if want := anewTables(short); !slices.Equal(c.Tables, want) {
		t.Errorf("%s makes anew\n%v, want\n%v", what, c.Tables, want)
	}
}

type settingCase struct {
	name    string
	change  func(c *Config)
	want    string // tables that are made anew
	seen    bool   // by the build: it decides figures of tables
	entries int    // to which it is limited
}

func settingCases() []settingCase {
	runs := "runs roi buckets days events"
	return []settingCase{
		{"run_rate", func(c *Config) { c.RunRate.Tolerance = new(0.1) }, runs, true, 0},
		{"run_rate.for", func(c *Config) {
			c.RunRate.For = []RunRateFor{{Tool: "T-1", RunRateParams: RunRateParams{Tolerance: new(0.1)}}, {Location: 2, RunRateParams: RunRateParams{Tolerance: new(0.1)}}}
		}, runs, true, 2},
		{"roi.tolerance", func(c *Config) { c.ROI.Tolerance = new(0.01) }, "roi events", true, 0},
		{"roi.for", func(c *Config) { c.ROI.For = []roi.For{{Company: 2, Economics: roi.Economics{Tolerance: new(0.2)}}} }, "roi events", true, 1},
		{"money", func(c *Config) { c.ROI.LabourRate = new(50.0) }, "", false, 0},
		{"calendar.shifts", func(c *Config) { c.Calendar.Shifts = []ShiftConfig{{Name: "early", Start: "06:00", End: "14:00"}} }, runs, true, 0},
		{"calendar.for", func(c *Config) { c.Calendar.For = []LocationCalendar{{Location: 2, DayStart: "05:00"}} }, runs, true, 1},
		{"calendar.breaks", func(c *Config) { c.Calendar.Breaks = []BreakConfig{{Start: "09:00", End: "09:15"}} }, runs, true, 0},
		{"calendar.holidays", func(c *Config) { c.Calendar.For = []LocationCalendar{{Location: 2, Holidays: []string{"2026-05-01"}}} }, runs, true, 2},
		{"calendar.planned_stops", func(c *Config) { c.Calendar.Stops = []PlannedStop{{From: day(1), To: day(2)}} }, runs, true, 0},
		{"calendar.day_start", func(c *Config) { c.Calendar.DayStart = "06:00" }, runs, true, 0},
		{"shots.shot_time", func(c *Config) { c.Shots.ShotTime = "start" }, runs, true, 0},
		{"shots.assignment_max_age", func(c *Config) { c.Shots.AssignmentMaxAge = Duration(time.Hour) }, "", true, 0},
		{"shots.hour_zone", func(c *Config) { c.Shots.HourZone = "Asia/Kolkata" }, "", true, 0},
		{"shots.extra", func(c *Config) { c.Shots.Extra = map[string]string{"hall": "VARCHAR"} }, "", false, 0},
		{"families", func(c *Config) { c.Families = []FamilyRule{{Family: "x", Supplier: 2}} }, "", true, 0},
		{"suppliers", func(c *Config) { c.Suppliers.Categories = []CategoryRule{{Category: "first", Name: "*"}} }, "", true, 0},
		{"overrides", func(c *Config) { c.Overrides = []Override{{Tool: "T-1", ApprovedCT: 28.5}} }, "", true, 1},
		{"quality.spc", func(c *Config) { c.Quality.SPC.ShiftShare = 0.5 }, "events", true, 0},
		{"quality.baselines", func(c *Config) {
			c.Quality.Baselines = []BaselineConfig{{Tool: "T-1", From: "2026-03-02", To: "2026-03-09"}}
		}, "mart.baba_stretch", true, 1},
		{"quality.level1", func(c *Config) { c.Quality.Level1 = 0.01 }, "sessions", true, 0},
		{"quality.freshness", func(c *Config) { c.Quality.Freshness = Duration(time.Hour) }, "", false, 0},
		{"benchmark", func(c *Config) { c.Benchmark.DeviationLimit = 0.3 }, "", false, 0},
	}
}

// TestRowsOfSettingsThatChanged: an entry that moves among the others counts, as the
// last one that fits decides.
func TestRowsOfSettingsThatChanged(t *testing.T) {
	t.Parallel()
	row := func(tool string, place float64) settingRow {
		return settingRow{"place": place, "equipment_code": tool, "tolerance": 0.1}
	}
	a, b, c := row("A", 1), row("B", 2), row("C", 3)
	for name, x := range map[string]struct {
		last, now []settingRow
		want      int
	}{
		"the same":      {[]settingRow{a, b}, []settingRow{a, b}, 0},
		"one more":      {[]settingRow{a, b}, []settingRow{row("C", 1), row("A", 2), row("B", 3)}, 1},
		"one less":      {[]settingRow{a, b, c}, []settingRow{a, row("C", 2)}, 1},
		"another value": {[]settingRow{a, b}, []settingRow{a, {"place": 2.0, "equipment_code": "B", "tolerance": 0.2}}, 2},
		"other order":   {[]settingRow{a, b}, []settingRow{row("B", 1), row("A", 2)}, 2},
	} {
		if got := changedRows(x.last, x.now); len(got) != x.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// changesFixture is a file with some plants, built once.
type changesFixture struct {
	t         *testing.T
	s         *store.Store
	in        reference.Input
	cfg       Config
	histories []*pipelinetest.History
	tool      string // with most shots
}

func newChangesFixture(t *testing.T) *changesFixture {
	f := &changesFixture{t: t, s: pipelinetest.Open(t, 1), cfg: Defaults()}
	for i := range 2 {
		f.histories = append(f.histories, pipelinetest.NewBeside(uint64(41+i), int64(10*i)))
	}
	f.in = together(f.histories)
	write(t, f.s, f.in)
	mustBuild(t, newPipeline(t, f.s, f.cfg), Options{})
	if err := f.s.QueryRow(t.Context(), "SELECT mode(equipment_code) FROM mart.shot_interval").Scan(&f.tool); err != nil {
		t.Fatal(err)
	}
	return f
}

// change writes behind the build's back.
func (f *changesFixture) change(statement string) {
	f.t.Helper()
	err := f.s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, statement)
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
}

// TestWhatChangedIsRebuiltAsInAFullBuild: after each build every table is that of
// the recomputation, tables whose rows were lost too where their SQL changed; what
// is not made anew is not written.
func TestWhatChangedIsRebuiltAsInAFullBuild(t *testing.T) {
	t.Parallel()
	f := newChangesFixture(t)
	for _, c := range []struct {
		name   string
		change func()
		writes string // of shots, runs, sessions, roi, buckets and hours, what the build writes into
	}{
		{"settings of the run rate", func() {
			f.cfg.RunRate.GapSlack, f.cfg.RunRate.Tolerance, f.cfg.ROI.Tolerance = new(0.0), new(0.1), new(0.01)
			f.cfg.Calendar.Shifts = []ShiftConfig{{Name: "early", Start: "06:00", End: "14:00"}}
			f.cfg.Calendar.Breaks = []BreakConfig{{Start: "09:00", End: "09:30"}}
		}, "runs roi buckets"},
		{"settings of a tool", func() {
			f.cfg.RunRate.For = []RunRateFor{{Tool: f.tool, RunRateParams: RunRateParams{Tolerance: new(0.01), StopFactor: new(1.0)}}}
		}, "runs roi buckets"},
		{"limits of cycle times", func() { f.cfg.Quality.Level1, f.cfg.Quality.Level2 = 0.01, 0.02 }, "sessions"},
		{"models and a setting of the run rate", func() {
			f.lose("mart.stop", "mart.run_rate_hour", estimates, "mart.process_day")
			f.cfg.ROI.Tolerance = new(0.02)
		}, "mart.stop mart.run_rate_hour roi"},
		{"models, and new packets", func() {
			f.lose("mart.stop", "core.duplicate")
			for _, h := range f.histories {
				h.Step()
			}
			f.in = together(f.histories)
			write(t, f.s, f.in)
		}, "shots"},
		{"macros", func() { f.lose(dialect) }, "full"},
		{"settings of shots", func() {
			f.cfg.Build.BatchUploadSize = 1 // so that more than half of them are many
			f.cfg.Families = []FamilyRule{{Family: "all", Type: "A"}, {Family: "every", Type: "B"}}
			f.cfg.Calendar.DayStart, f.cfg.Shots.HourZone = "06:00", "Asia/Kolkata"
		}, "shots"},
	} {
		c.change()
		report := mustBuild(t, newPipeline(t, f.s, f.cfg), Options{})
		compareMaster(t, f.s, f.in, f.cfg, c.name)
		want := anewTables(c.writes)
		for _, table := range slices.Concat([]string{"core.shot"}, runTables(), sessionTables(), bucketTables()) {
			if rows := filled(report)[table]; rows > 0 && !slices.Contains(want, table) && c.writes != "full" {
				t.Errorf("%s: %d rows of %s", c.name, rows, table)
			}
		}
		if (report.Kind == kindFull) != (c.writes == "full") || len(report.Changes) == 0 {
			t.Errorf("%s: %+v", c.name, report)
		}
		if c.name == "settings of a tool" {
			f.checkTool(report)
		}
		if t.Failed() {
			return
		}
	}
}

// checkTool wants the shots of the one tool, and no others.
func (f *changesFixture) checkTool(report Report) {
	f.t.Helper()
	var all int64
	if err := f.s.QueryRow(f.t.Context(), "SELECT count(*) FROM mart.shot_interval WHERE equipment_code = ?", f.tool).Scan(&all); err != nil {
		f.t.Fatal(err)
	}
	if rows := filled(report)["mart.shot_interval"]; report.Changes[0].Tools != 1 || rows != all || all == 0 {
		f.t.Errorf("%d tools, %d intervals of %d", report.Changes[0].Tools, rows, all)
	}
}

// lose makes models look changed, and empties their tables.
func (f *changesFixture) lose(names ...string) {
	f.t.Helper()
	for _, name := range names {
		f.change(fmt.Sprintf(`UPDATE meta.build SET models = json_merge_patch(models, '{"%s": "another one"}')`, name))
		switch {
		case name == estimates:
			f.change("UPDATE core.shot SET temperature_imputed = 1")
		case strings.Contains(name, "."):
			f.change("DELETE FROM " + name)
		}
	}
}

// filled are the rows that were written, by model.
func filled(report Report) map[string]int64 {
	rows := map[string]int64{}
	for _, m := range report.Models {
		rows[m.Model] = m.RowsOut
	}
	return rows
}
