package models

import (
	"strings"
	"testing"
)

func TestParseReadsTheHeader(t *testing.T) {
	m, err := Parse("x.sql", `-- model:   mart.run
-- kind:    view
-- grain:   one row per run
-- key:     run_id
-- rebuild: tool
-- run_id       stable id
-- downtime_us  time inside the run without a cycle,
--              in µs
SELECT
    1 AS run_id
`)
	if err != nil {
		t.Fatal(err)
	}
	if m.Name != "mart.run" || m.Kind != View || m.Key != "run_id" || m.SQL != "SELECT\n    1 AS run_id" {
		t.Errorf("read %+v", m)
	}
	if len(m.Columns) != 2 || m.Columns[1].Comment != "time inside the run without a cycle, in µs" {
		t.Errorf("columns %+v", m.Columns)
	}
}

func TestParseRefusesHeaders(t *testing.T) {
	for text, want := range map[string]string{
		"SELECT 1":                                         "no '-- model:'",
		"-- model: a.b\nSELECT 1":                          "no '-- grain:'",
		"-- model: a\n-- grain: x\nSELECT 1":               "no schema",
		"-- model: a.b\n-- grain: x\n-- kind: x\nSELECT 1": "kind",
		"-- model: a.b\n-- grain: x\n":                     "no SELECT",
		"-- model: a.b\n-- grain: x\n-- lonely\nSELECT 1":  "neither",
	} {
		if _, err := Parse("x.sql", text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q in it", text, err, want)
		}
	}
}

func TestEveryModelIsComplete(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, m := range all {
		if seen[m.Name] {
			t.Errorf("%s: model %q stands twice", m.Path, m.Name)
		}
		seen[m.Name] = true
		if !m.IsStep() && (m.Key == "" || len(m.Columns) == 0) {
			t.Errorf("%s: no key or no columns in the header", m.Path)
		}
		if strings.HasSuffix(m.SQL, ";") {
			t.Errorf("%s: ends with a semicolon, so nothing can follow the SELECT", m.Path)
		}
	}
}
