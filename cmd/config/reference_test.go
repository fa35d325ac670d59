package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sprue/engine"
)

// written reads a configuration that a test wrote.
func written(t *testing.T, text string, variables map[string]string) (*File, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), FileName)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return Read(path, func(name string) string { return variables[name] })
}

func TestReferencesInNumbersDurationsAndTruths(t *testing.T) {
	file, err := written(t, `
pipeline: { max_workers: "${WORKERS}", enable_incremental: "${INCREMENTAL}" }
run_rate: { tolerance: "${TOLERANCE}", run_gap: "${GAP}", min_shots: "${SHOTS}", for: [ { location: "${PLANT}", gap_slack: "${SLACK}" } ] }
shots: { assignment_max_age: "${AGE}", shot_time: "${SIDE}" }
overrides: [ { tool: T-1, approved_ct: "${CT}", from: "${FROM}" } ]
server: { timeout: "${TIMEOUT}", every: "${MINUTES}m" }
sources: [ { name: plant, kind: files, path: ./data, batch_mb: "${BATCH}", overlap: "${OVERLAP}" } ]
`, map[string]string{"WORKERS": "3", "INCREMENTAL": "false", "TOLERANCE": "0.08", "GAP": "6h", "SHOTS": " 40 ", "PLANT": "2",
		"SLACK": "5", "AGE": "14d", "SIDE": "start", "CT": "29.5", "FROM": "2026-04-01T00:00:00Z", "TIMEOUT": "45s", "MINUTES": "5",
		"BATCH": "64", "OVERLAP": "36h"})
	if err != nil {
		t.Fatalf("%v (%s)", err, hint(err))
	}
	for what, same := range map[string]bool{
		"a whole number":         file.Build.MaxWorkers == 3,
		"a truth":                !file.Build.EnableIncremental,
		"a share":                *file.RunRate.Tolerance == 0.08,
		"a duration":             time.Duration(*file.RunRate.RunGap) == 6*time.Hour,
		"blanks around":          *file.RunRate.MinShots == 40,
		"a number in a list":     file.RunRate.For[0].Location == 2,
		"a whole one as a share": *file.RunRate.For[0].GapSlack == 5,
		"days":                   time.Duration(file.Shots.AssignmentMaxAge) == 14*24*time.Hour,
		"a word":                 file.Shots.ShotTime == "start",
		"an instant":             file.Overrides[0].From.Equal(time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)),
		"seconds":                file.Overrides[0].ApprovedCT == 29.5,
		"a duration of Go":       file.Server.Timeout == 45*time.Second,
		"a part of a duration":   time.Duration(file.Server.Every) == 5*time.Minute,
		"megabytes":              file.Sources[0].BatchMB == 64,
		"a value for all tables": file.Sources[0].Overlap["*"] == "36h",
	} {
		if !same {
			t.Errorf("%s was not read: %+v", what, file.Config)
		}
	}
	shown := map[string]string{}
	settings, err := file.Effective()
	if err != nil {
		t.Fatal(err)
	}
	for _, setting := range settings {
		shown[setting.Path] = setting.Value
	}
	if shown["pipeline.max_workers"] != "3" || shown["run_rate.run_gap"] != "6h" || shown["shots.shot_time"] != masked {
		t.Errorf("what came from a reference is masked only where it is text: %v", shown)
	}
}

// YAML reads the brace of a bare ${NAME} inside { } as its own.
func TestABareReferenceInBraces(t *testing.T) {
	_, err := written(t, "log: { level: warn }\npipeline: { max_workers: ${WORKERS} }\n", map[string]string{"WORKERS": "3"})
	if engine.CodeOf(err) != engine.CodeUsage || !strings.Contains(err.Error(), "line 2") || hint(err) != `inside { } and [ ] a reference needs quotes: "${NAME}"` {
		t.Errorf("%v (%s)", err, hint(err))
	}
	file, err := written(t, "pipeline:\n  max_workers: ${WORKERS}\n", map[string]string{"WORKERS": "3"})
	if err != nil || file.Build.MaxWorkers != 3 {
		t.Errorf("in a block: %v", err)
	}
}

func TestReferencesThatDoNotFit(t *testing.T) {
	for text, want := range map[string]string{
		`pipeline: { max_workers: "${WORKERS}" }`:                        "line 1, column 26: pipeline.max_workers: what environment WORKERS holds is no whole number",
		`pipeline: { enable_incremental: "${WORKERS}" }`:                 "pipeline.enable_incremental: what environment WORKERS holds is neither true nor false",
		`run_rate: { tolerance: "${WORKERS}" }`:                          "run_rate.tolerance: what environment WORKERS holds is no number",
		`run_rate: { run_gap: "${WORKERS}" }`:                            "line 1, column 22: run_rate.run_gap: what environment WORKERS holds is no duration",
		`overrides: [ { tool: T, approved_ct: 1, from: "${WORKERS}" } ]`: "overrides[0].from: what environment WORKERS holds is no instant",
		`server: { grace: "${WORKERS}" }`:                                "server.grace: what environment WORKERS holds is no duration",
		`run_rate: { tolerance: "${MISSING}" }`:                          "run_rate.tolerance: the environment variable MISSING is not set",
		`run_rate: { for: [ { tool: T, run_gap: "${MISSING}" } ] }`:      "run_rate.for[0].run_gap: the environment variable MISSING is not set",
		`pipeline: { max_workers: file:none }`:                           "pipeline.max_workers: the secret's file",
	} {
		_, err := written(t, text, map[string]string{"WORKERS": "many"})
		if engine.CodeOf(err) != engine.CodeUsage || !strings.Contains(err.Error(), want) || hint(err) == "" {
			t.Errorf("%s: got %v (hint %q), want %q", text, err, hint(err), want)
		}
	}
}
