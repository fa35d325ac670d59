package pipeline

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"sprue/engine/roi"
)

func TestConfigIsRead(t *testing.T) {
	cfg := Defaults()
	text := `
pipeline: { chunk_size_days: 2, max_workers: 1, batch_upload_size: 1000, memory_limit_mb: 500, enable_incremental: false }
shots: { shot_time: start, counter_pattern: "CNT-*", assignment_max_age: 20d }
overrides:
  - { counter: CNT-007, tool: T-12, from: 2026-03-01T06:00:00Z, to: 2026-03-02T06:00:00Z }
  - { tool: T-12, approved_ct: 29.5, from: 2026-04-01T00:00:00Z }
run_rate:
  tolerance: 0.05
  run_gap: 8h
  for: [ { tool: T-12, reference: approved }, { part: P-001, tolerance: 0.08 } ]
calendar:
  day_start: "06:00"
  shifts: [ { name: night, start: "22:00", end: "06:00", days: [mon] } ]
  breaks: [ { start: "10:00", end: "10:30" } ]
  holidays: [ "2026-12-25" ]
  for: [ { location: 2, day_start: "00:00" } ]
`
	if err := yaml.UnmarshalWithOptions([]byte(text), &cfg, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	if err := cfg.Validate(); err != nil {
		t.Error(err)
	}
	if time.Duration(cfg.Shots.AssignmentMaxAge) != 20*24*time.Hour || *cfg.RunRate.For[1].Tolerance != 0.08 || *cfg.RunRate.MinShots != 30 {
		t.Errorf("read %+v", cfg)
	}
	site := cfg.Calendar.of(cfg.Calendar.For[0])
	if site.DayStart != "00:00" || len(site.Shifts) != 1 {
		t.Errorf("calendar of location 2: %+v", site)
	}
}

func TestConfigIsRefused(t *testing.T) {
	cases := map[string]string{
		"pipeline: { chunk_size_days: 0 }":                                          "chunk_size_days",
		"pipeline: { batch_upload_size: 0 }":                                        "batch_upload_size",
		"shots: { shot_time: middle }":                                              "shot_time",
		"shots: { extra: { injPressure: MONEY } }":                                  "injPressure",
		"shots: { extra: { ct: DOUBLE } }":                                          "no unknown key",
		"overrides: [ { counter: CNT-1 } ]":                                         "no tool",
		"overrides: [ { tool: T-1 } ]":                                              "neither counter nor approved_ct",
		"overrides: [ { tool: T-1, counter: CNT-1, approved_ct: 30 } ]":             "two entries",
		"calendar: { day_start: \"25:00\" }":                                        "time of day",
		"calendar: { shifts: [ { start: \"6\", end: \"14:00\" } ] }":                "shifts[0].start",
		"calendar: { shifts: [ { start: \"06:00\", end: \"14:00\", days: [x] } ] }": "days",
		"calendar: { holidays: [ soon ] }":                                          "holidays[0]",
		"run_rate: { tolerance: 1.5 }":                                              "tolerance",
		"run_rate: { tolerance: -0.1 }":                                             "tolerance",
		"run_rate: { tolerance: .nan }":                                             "tolerance",
		"run_rate: { gap_slack: .inf }":                                             "gap_slack",
		"run_rate: { stop_factor: 0.5 }":                                            "stop_factor",
		"calendar: { day_start: \"24:00\" }":                                        "day_start",
		"calendar: { shifts: [ { start: \"06:00\", end: \"14:00\" } ] }":            "shifts[0]: no name",
		"calendar: { shifts: [ { name: a, start: \"06:00\", end: \"14:00\" }, { name: b, start: \"13:59\", end: \"22:00\", days: [sun] } ] }":              `"a" (sun 06:00-14:00) overlaps "b" (sun 13:59-22:00)`,
		"calendar: { breaks: [ { start: \"10:00\", end: \"10:00\" } ] }":                                                                                   "calendar.breaks[0]: it starts and ends at 10:00",
		"calendar: { planned_stops: [ { from: 2026-08-03T06:00:00Z } ] }":                                                                                  "calendar.planned_stops[0]: needs from and a later to",
		"calendar: { for: [ { location: 2, planned_stops: [ { from: 2026-08-03T06:00:00Z, to: 2026-08-03T06:00:00Z } ] } ] }":                              "calendar.for[0].planned_stops[0]",
		"calendar: { shifts: [ { name: a, start: \"22:00\", end: \"06:01\", days: [sun] }, { name: b, start: \"06:00\", end: \"14:00\", days: [mon] } ] }": "overlaps",
		"run_rate: { reference: best }":                                                   "reference",
		"run_rate: { for: [ { tolerance: 0.1 } ] }":                                       "none of location, tool, part",
		"families: [ { family: x } ]":                                                     "families[0]",
		"suppliers: { categories: [ { category: x } ] }":                                  "categories[0]",
		"benchmark: { stability_weight: 0.5 }":                                            "sum to 1.1, not to 1",
		"benchmark: { stability_weight: -0.4 }":                                           "benchmark.stability_weight: -0.4 is not from 0 to 1",
		"benchmark: { deviation_weight: .nan }":                                           "benchmark.deviation_weight",
		"quality: { baselines: [ { from: 2026-03-02, to: 2026-03-09 } ] }":                "quality.baselines[0]: no tool",
		"quality: { baselines: [ { tool: T-1, from: soon, to: 2026-03-09 } ] }":           `from: "soon" is no date`,
		"quality: { baselines: [ { tool: T-1, from: 2026-03-02 } ] }":                     `to: "" is no date`,
		"quality: { baselines: [ { tool: T-1, from: 2026-03-09, to: \"2026-03-09\" } ] }": "quality.baselines[0]: from 2026-03-09 is not before to 2026-03-09",
		"benchmark: { deviation_limit: 0 }":                                               "benchmark.deviation_limit",
		"quality: { level1: 0 }":                                                          "quality.level1: 0 is not a share",
		"quality: { level1: .nan }":                                                       "quality.level1",
		"quality: { level2: 0.04 }":                                                       "quality.level2: 0.04 is not a share from level1, 0.05",
		"quality: { level2: 5 }":                                                          "quality.level2",
	}
	for text, want := range cases {
		cfg := Defaults()
		if err := yaml.UnmarshalWithOptions([]byte(text), &cfg, yaml.Strict()); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if err := cfg.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q in it", text, err, want)
		}
	}
}

// TestMoneyMakesNoBuild: of the economics, only tolerances change a table.
func TestMoneyMakesNoBuild(t *testing.T) {
	settings := func(change func(*roi.Config)) map[string][]settingRow {
		cfg := Defaults()
		change(&cfg.ROI)
		all, err := ledgerSettings(cfg)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	before := settings(func(*roi.Config) {})
	for name, c := range map[string]struct {
		change func(*roi.Config)
		same   bool
	}{
		"a rate": {func(c *roi.Config) { c.LabourRate = new(50.0) }, true},
		"a plant's rate": {func(c *roi.Config) {
			c.For = []roi.For{{Location: 2, Economics: roi.Economics{MachineRate: new(90.0)}}}
		}, true},
		"a tolerance":        {func(c *roi.Config) { c.Tolerance = new(0.1) }, false},
		"a part's tolerance": {func(c *roi.Config) { c.For = []roi.For{{Part: "P-1", Economics: roi.Economics{Tolerance: new(0.1)}}} }, false},
		"another one's":      {func(c *roi.Config) { c.For = []roi.For{{Company: 7, Economics: roi.Economics{Tolerance: new(0.05)}}} }, false},
	} {
		if got := reflect.DeepEqual(settings(c.change), before); got != c.same {
			t.Errorf("%s: the same settings %v, want %v", name, got, c.same)
		}
	}
}

func TestDurations(t *testing.T) {
	for text, want := range map[string]time.Duration{"8h": 8 * time.Hour, "90m": 90 * time.Minute, "30d": 720 * time.Hour} {
		var d Duration
		if err := d.UnmarshalText([]byte(text)); err != nil || time.Duration(d) != want {
			t.Errorf("%s: %s, %v", text, d, err)
		}
	}
	for _, text := range []string{"8", "d", "1.5d", "soon"} {
		var d Duration
		if err := d.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%s: %s", text, d)
		}
	}
}
