package main

import (
	"fmt"
	"strings"
	"testing"
)

const ownRule = `quality:
  rules:
    - { id: long_days, level: 3, checks: no day has shots, sql: "SELECT 'all days' AS subject, count(*) AS broken FROM core.counter_day", weight: 90, advice: rest }
`

func checkedPlace(t *testing.T) *place {
	t.Helper()
	p := newPlace(t)
	p.withSource()
	p.sample("parquet")
	p.must("run", "--quiet")
	return p
}

func TestAReportForPeople(t *testing.T) {
	p := checkedPlace(t)
	held := p.must("query", "--format", "json", "SELECT count(*) AS n FROM core.quarantine").rows(t)[0]["n"]
	if told := p.must("run").stderr; !strings.Contains(told, fmt.Sprintf("\ncheck    %v shots in quarantine", held)) || !strings.HasSuffix(told, "; why: sprue check\n") {
		t.Errorf("a run tells of %v in quarantine:\n%s", held, told)
	}
	text := p.must("check", "--all", "--format", "table").stdout
	for _, want := range []string{"The data are ok", "Scores, 0 to 100", "DATA_SHOT", "should be  ct is a number above 0"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	p.saysOutdated()
	p.write("sprue.yaml", "database: plant.duckdb\nsources: [{name: plant, kind: files, path: ./data}]\n"+ownRule)
	r := p.run("check", "--format", "table")
	if r.code != 1 || !strings.Contains(r.stdout, "The data are poor") || !strings.Contains(r.stdout, "takes 90 points from the overall score") || !strings.Contains(r.stderr, "the data are poor") {
		t.Errorf("exit code %d\n%s\n%s", r.code, r.stdout, r.stderr)
	}
}

func TestAReportForPrograms(t *testing.T) {
	p := checkedPlace(t)
	p.write("sprue.yaml", "database: plant.duckdb\nsources: [{name: plant, kind: files, path: ./data}]\n"+ownRule)
	r := p.run("check", "--all", "--format", "json")
	report := r.rows(t)
	if r.code != 1 || len(report) != 1 || report[0]["status"] != "poor" {
		t.Fatalf("exit code %d, %v", r.code, report)
	}
	all := report[0]["scores"].([]any)[0].(map[string]any)
	if all["scope"] != "all" || all["status"] != "ok" || all["validity"].(float64) < 90 {
		t.Errorf("in all: %v", all)
	}
	if found, listed := report[0]["anomalies_found"].(float64), report[0]["anomalies"].([]any); min(int(found), 10) != len(listed) {
		t.Errorf("%v anomalies, %d listed", found, len(listed))
	}
	rules := map[string]map[string]any{}
	for _, rule := range report[0]["rules"].([]any) {
		rule := rule.(map[string]any)
		rules[fmt.Sprint(rule["rule"])] = rule
	}
	if own := rules["long_days"]; own["fires"] != true || own["advice"] != "rest" || own["subjects"].([]any)[0].(map[string]any)["subject"] != "all days" {
		t.Errorf("own rule: %v", own)
	}
	if seq := rules["no_seq"]; seq["weight"] != 10.0 || seq["action"] != "flag the shot" {
		t.Errorf("no_seq: %v", seq)
	}
	of := p.must("check", "--table", "mold", "--all", "--format", "csv").stdout
	if !strings.HasPrefix(of, "level,rule,table_name,severity,fires,broken,") || !strings.Contains(of, "reconciliation_tool") || strings.Contains(of, "no_seq") {
		t.Errorf("of MOLD:\n%s", of)
	}
	if r := p.run("check", "--table", "MOLDS"); r.code != 2 || !strings.Contains(r.stderr, "MOLD") {
		t.Errorf("unknown table: %d, %s", r.code, r.stderr)
	}
}
