package config

import (
	"path/filepath"
	"strings"
	"testing"

	"sprue/engine"
)

// Values of another kind are told with their place, key and what is expected,
// and without a word of Go.
func TestWrongKinds(t *testing.T) {
	for text, want := range map[string]string{
		"run_rate: { tolerance: abc }":                     `line 1, column 24: run_rate.tolerance: "abc" is no number`,
		"run_rate: { tolerance: [1] }":                     "run_rate.tolerance: a list is no number",
		"run_rate: { tolerance: true }":                    `run_rate.tolerance: "true" is no number`,
		"run_rate: { min_shots: 1.5 }":                     `run_rate.min_shots: "1.5" is no whole number`,
		"run_rate: { run_gap: 8 }":                         `line 1, column 22: run_rate.run_gap: "8" is no duration`,
		"run_rate: { run_gap: [8h] }":                      "run_rate.run_gap: a list is no duration",
		"run_rate: { break_on_part_change: maybe }":        `"maybe" is neither true nor false`,
		"run_rate: { for: [ { tool: T, tolerance: x } ] }": `run_rate.for[0].tolerance: "x" is no number`,
		"run_rate: 3":              `line 1, column 11: run_rate: "3" stands where a section`,
		"sources: 3":               `line 1, column 10: sources: "3" stands where a list is expected`,
		"sources: { name: a }":     "sources: a section of 'key: value' stands where a list is expected",
		"sources: [ 3 ]":           `sources[0]: "3" stands where a section`,
		"database: [a]":            "database: a list stands where a single value is expected",
		"server: { timeout: 5 }":   `server.timeout: "5" is no duration`,
		"server: { hosts: plant }": `server.hosts: "plant" stands where a list is expected`,
		"shots: { extra: [ a ] }":  "shots.extra: a list stands where a section",
		"overrides: [ { tool: T, approved_ct: 1, from: yesterday } ]":      `overrides[0].from: "yesterday" is no instant`,
		"pipeline: { max_workers: 99999999999999999999 }":                  "pipeline.max_workers: \"99999999999999999999\" is no whole number",
		"sources: [ { name: p, kind: files, path: ., schema_mode: [a] } ]": "line 1, column 58: \"[\" is no value for this key",
		"[":                      "line 1, column 1: a '[' is never closed",
		"database: x\nserver: {": "line 2, column 9: a '{' is never closed",
		"database: a: b":         "line 1, column 11: a second ':'",
	} {
		_, err := parse(filepath.Join(t.TempDir(), FileName), []byte(text+"\n"), environ)
		if engine.CodeOf(err) != engine.CodeUsage || !strings.Contains(err.Error(), want) || hint(err) == "" {
			t.Errorf("%s: %v (%s)", text, err, hint(err))
			continue
		}
		for _, word := range []string{"unmarshal", "Go ", "struct", "uint", "float", "interface"} {
			if strings.Contains(err.Error(), word) {
				t.Errorf("%s: %q in %v", text, word, err)
			}
		}
	}
}

// What YAML reads as the kind that a setting has stays as good as it was.
func TestKindsInEveryWriting(t *testing.T) {
	for _, text := range []string{
		"run_rate: { tolerance: 0, stop_factor: 3, idle_ct: 1e3, gap_slack: +2.5 }",
		"run_rate: { min_shots: 0x10 }", "pipeline: { memory_limit_mb: 1_000 }", "run_rate: { min_shots: 30.0 }",
		"run_rate: { break_on_part_change: False }", "run_rate: ~", "sources:", "log: { level: }",
		"overrides: [ { tool: 12, approved_ct: 30, from: 2026-03-01, to: 2026-03-01T06:00:00+02:00 } ]",
		"overrides: [ { tool: T, approved_ct: 30, from: 2026-03-01 06:00:00 } ]",
		"sources: [ { name: p, kind: files, path: ., schema_mode: { MOLD: freeze } } ]",
		"run_rate: &site { tolerance: 0.1 }\nroi: *site",
	} {
		if _, err := parse(filepath.Join(t.TempDir(), FileName), []byte(text+"\n"), environ); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}
