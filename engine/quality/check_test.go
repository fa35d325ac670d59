package quality

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/pipeline"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/store"
)

func clock() time.Time { return time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC) }

// built is a clean plant with faults in it, after a build.
func built(t *testing.T, cfg pipeline.Config, faults string) Checker {
	t.Helper()
	return builtOf(t, cfg, "testdata/clean.sql", faults)
}

// builtOf is a plant of a file of statements and more of them, after a build.
func builtOf(t *testing.T, cfg pipeline.Config, file, more string) Checker {
	t.Helper()
	ctx := context.Background()
	statements, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s := pipelinetest.Open(t, 1)
	err = s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, string(statements)+more)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	p, err := pipeline.New(cfg, s, clock, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Build(ctx, pipeline.Options{}); err != nil {
		t.Fatal(err)
	}
	return Checker{Store: s, Config: cfg.Quality, Clock: clock}
}

func mustCheck(t *testing.T, c Checker, table string) Report {
	t.Helper()
	report, err := c.Check(context.Background(), table)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// find gives what a report says about a rule.
func find(t *testing.T, r Report, id string) Finding {
	t.Helper()
	i := slices.IndexFunc(r.Findings, func(f Finding) bool { return f.Rule.ID == id })
	if i < 0 {
		t.Fatalf("no finding of %s", id)
	}
	return r.Findings[i]
}

func TestACleanPlantIsSilent(t *testing.T) {
	report := mustCheck(t, built(t, pipeline.Defaults(), ""), "")
	if report.Status != StatusOK || *report.Overall != 100 || len(report.Worst) != 0 {
		t.Errorf("%s, %v, worst %v", report.Status, *report.Overall, report.Worst)
	}
	for _, f := range report.Findings {
		if f.Broken != 0 || f.Fires {
			t.Errorf("%s: %d broken by %s", f.Rule.ID, f.Broken, f.Most())
		}
	}
}

// TestEachRuleFires plants each rule's own fault in a clean plant.
func TestAnomaliesAreReported(t *testing.T) {
	c := builtOf(t, pipeline.Defaults(), "../models/mart/testdata/data_anomaly/found/given.sql", "")
	r := mustCheck(t, c, "")
	told := []string{}
	for _, a := range r.Anomalies {
		told = append(told, a.Tool+" "+a.Level+" "+a.From.Format(time.DateOnly)+" "+a.To.Format(time.DateOnly)+" "+a.Cause)
	}
	want := []string{"T-1 ct 2026-01-14 2026-01-16 process", "T-1 missing 2026-01-13 2026-01-14 packets_lost"}
	if !slices.Equal(told, want) || r.AnomaliesFound != 2 || r.AnomaliesOpen != 0 {
		t.Errorf("%q, %d found, %d not over", told, r.AnomaliesFound, r.AnomaliesOpen)
	}
	if of := mustCheck(t, c, "DATA_SHOT"); len(of.Anomalies) != 2 {
		t.Errorf("of DATA_SHOT: %+v", of.Anomalies)
	}
	if of := mustCheck(t, c, "MOLD"); len(of.Anomalies) != 0 {
		t.Errorf("of MOLD: %+v", of.Anomalies)
	}
}

func TestEachRuleFires(t *testing.T) {
	all, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	tried := []string{}
	for _, fault := range faults() {
		tried = append(tried, fault.rule)
		t.Run(fault.rule, func(t *testing.T) {
			t.Parallel()
			cfg := pipeline.Defaults()
			if fault.config != nil {
				fault.config(&cfg)
			}
			f := find(t, mustCheck(t, built(t, cfg, fault.sql), ""), fault.rule)
			if !f.Fires || f.Broken != fault.broken {
				t.Errorf("fires %v with %d broken, want %d", f.Fires, f.Broken, fault.broken)
			}
		})
	}
	for _, r := range all {
		if !slices.Contains(tried, r.ID) {
			t.Errorf("no fault is planted for %s", r.ID)
		}
	}
}

// TestRulesTellTheTruth holds the rules against what the pipeline does.
func TestRulesTellTheTruth(t *testing.T) {
	c := built(t, pipeline.Defaults(), "")
	report := mustCheck(t, c, "")
	for _, line := range pipelinetest.Lines(t, c.Store, "SELECT flag, weight FROM core.flag") {
		name, weight, _ := strings.Cut(line, " | ")
		f := find(t, report, name)
		if f.Rule.Flag != name || engine.Significant(f.Rule.Weight) != engine.Significant(number(t, weight)) {
			t.Errorf("flag %s of weight %s: rule %+v", name, weight, f.Rule)
		}
	}
	for reason, level := range map[string]int{
		"bad_json": 1, "not_an_array": 1, "no_counter": 1, "too_long": 1, "not_an_object": 2, "bad_time": 2, "bad_ct": 2, "duplicate_conflict": 3, "unmapped": 4,
	} {
		if r := find(t, report, reason).Rule; r.Level != level || !strings.HasPrefix(r.Action, "quarantine") {
			t.Errorf("%s is of level %d, %s", reason, r.Level, r.Action)
		}
	}
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	var r Rule
	if err := r.set("limit", text); err != nil {
		t.Fatal(err)
	}
	return r.Limit
}

func TestOwnRules(t *testing.T) {
	cfg := pipeline.Defaults()
	cfg.Quality.Rules = []pipeline.QualityRule{
		{ID: "warm", Level: 2, Checks: "a shot is cold", SQL: "SELECT counter_code AS subject, count(*) AS broken FROM core.master_shot WHERE temperature > 15 GROUP BY ALL", Weight: 30},
		{ID: "few", Level: 3, Table: "mold", Checks: "a mold is there", SQL: "SELECT 'x' AS subject, sum(5) AS broken WHERE 5 >= $limit", Limit: 5, Weight: 30},
	}
	c := built(t, cfg, "")
	report := mustCheck(t, c, "")
	if f := find(t, report, "warm"); f.Broken != 5 || !f.Fires || f.Most() != "CNT-1 5" || f.Rule.Severity != "warning" {
		t.Errorf("warm: %+v", f)
	}
	if f := find(t, report, "few"); f.Broken != 5 || !f.Fires {
		t.Errorf("few: %+v", f)
	}
	if *report.Overall != 40 || report.Status != StatusPoor {
		t.Errorf("%v, %s", *report.Overall, report.Status)
	}
	of := mustCheck(t, c, "MOLD")
	if len(of.Scores) != 1 || *of.Overall != 70 || slices.ContainsFunc(of.Findings, func(f Finding) bool { return f.Rule.Table != "MOLD" && f.Rule.Table != "all" }) {
		t.Errorf("of MOLD: %+v", of)
	}
}

func TestLimitsAndSwitches(t *testing.T) {
	cfg := pipeline.Defaults()
	cfg.Quality.Limits = map[string]float64{"no_approved_ct": 0.5, "no_supplier": 1, "reconciliation_hour": 1}
	cfg.Quality.Off = []string{"reconciliation_tool"}
	fault := "UPDATE raw.mold_history SET contracted_cycle_time = 0, supplier_company_id = 9; UPDATE raw.statistics SET shot_count = 8"
	report := mustCheck(t, built(t, cfg, fault), "")
	for id, fires := range map[string]bool{"no_approved_ct": true, "no_supplier": false, "reconciliation_hour": false} {
		if f := find(t, report, id); f.Fires != fires {
			t.Errorf("%s fires: %v with %d broken", id, f.Fires, f.Broken)
		}
	}
	if slices.ContainsFunc(report.Findings, func(f Finding) bool { return f.Rule.ID == "reconciliation_tool" }) {
		t.Error("a rule that is off was asked")
	}
}

func TestBadRules(t *testing.T) {
	own := func(id, sql string) []pipeline.QualityRule {
		return []pipeline.QualityRule{{ID: id, Level: 2, Checks: "x", SQL: sql}}
	}
	c := built(t, pipeline.Defaults(), "")
	for name, test := range map[string]struct {
		config pipeline.QualityConfig
		want   string
	}{
		"unknown limit":  {pipeline.QualityConfig{Limits: map[string]float64{"no_sec": 1}}, `no rule "no_sec"`},
		"unknown switch": {pipeline.QualityConfig{Off: []string{"x"}}, `no rule "x"`},
		"taken id":       {pipeline.QualityConfig{Rules: own("no_seq", "SELECT 1")}, "built-in"},
		"no columns":     {pipeline.QualityConfig{Rules: own("x", "SELECT 1 AS n")}, "no columns subject and broken"},
		"no number":      {pipeline.QualityConfig{Rules: own("x", "SELECT 'a' AS subject, 'b' AS broken")}, "no whole number"},
		"no SELECT":      {pipeline.QualityConfig{Rules: own("x", "DROP TABLE core.shot")}, "DROP is not allowed"},
		"no file":        {pipeline.QualityConfig{Rules: own("x", "SELECT content AS subject, 1 AS broken FROM read_text('/etc/passwd')")}, "read_text"},
	} {
		c.Config = test.config
		_, err := c.Check(context.Background(), "")
		var told *engine.Error
		if !errors.As(err, &told) || told.Code != engine.CodeUsage || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
