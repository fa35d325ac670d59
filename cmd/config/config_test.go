package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sprue/engine"
)

func environ(name string) string {
	return map[string]string{"PLANT": "north", "PLANT_PASSWORD": "hunter2"}[name]
}

func fixtures(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", pattern))
	if err != nil || len(paths) == 0 {
		t.Fatalf("fixtures %s: %d, %v", pattern, len(paths), err)
	}
	return paths
}

func TestGoodFiles(t *testing.T) {
	for _, path := range fixtures(t, "*.good.yaml") {
		if _, err := Read(path, environ); err != nil {
			t.Errorf("%s: %v (%s)", path, err, hint(err))
		}
	}
}

func TestAByteOrderMarkIsNoKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sprue.yaml")
	if err := os.WriteFile(path, []byte("\ufeffdatabase: plant.duckdb\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if file, err := Read(path, environ); err != nil || filepath.Base(file.Database) != "plant.duckdb" {
		t.Errorf("%+v, %v", file, err)
	}
}

func hint(err error) string {
	var e *engine.Error
	if errors.As(err, &e) {
		return e.Hint
	}
	return ""
}

// want is what the error of each .bad file must say, in message and hint.
var want = map[string][]string{
	"unknown_section":     {"line 1, column 1", `unknown key "databse"`, `did you mean "database"?`},
	"unknown_key":         {"line 4, column 5", `unknown key "pth"`, `did you mean "path"?`},
	"duplicate_key":       {"line 2, column 1", "database"},
	"not_a_mapping":       {"line 1, column 1", "sections"},
	"broken_yaml":         {"line 1"},
	"wrong_type":          {"line 1, column 10"},
	"missing_environment": {"line 2, column 11", "NOT_SET_ANYWHERE is not set"},
	"missing_secret_file": {"line 2, column 11", "no/such/secret"},
	"unknown_log_level":   {`"warm"`, `did you mean "warn"? one of debug, info, warn, error`},
	"empty_database":      {"database is empty"},
	"unknown_kind":        {"did you mean \"files\"?"},
	"source_without_name": {"sources[0].name is missing", "name: plant"},
	"same_name":           {`two sources are named "plant"`},
	"unknown_table":       {"DATA_SHOT"},
	"unknown_parameter":   {"line 2, column 25", `unknown key "tolerence"`, `did you mean "tolerance"?`},
	"unknown_rate":        {"line 1, column 47", `unknown key "machin_rate"`, `did you mean "machine_rate"?`, "known in roi.for[0]: annual_hours, company"},
	"no_such_setting":     {"line 2, column 9", `unknown key "users"`, "this version knows no setting in auth"},
	"unknown_by_alias":    {"line 1, column 35", `unknown key "run_gap"`, "known in roi: annual_hours"},
	"unknown_rule":        {"line 2: quality.limits.reconciliation_houre: no rule", `"reconciliation_houre"`, "reconciliation_hour"},
	"limit_in_percent":    {"quality.limits.missing_shot: 5 is no share from 0 to 1", "5 % as 0.05"},
	"tolerance_too_wide":  {"line 3: run_rate.tolerance"},
	"no_time_of_day":      {"line 1: calendar.day_start", "6 o'clock"},
	"override_of_nothing": {"overrides[0]", "no tool"},

	"push_without_schema": {"push: schema is missing", "a schema of its own"},
	"push_unknown_source": {`push.source: no source of kind snowflake is named "warhouse"`, `did you mean "warehouse"?`},
	"no_utf8":             {"line 2: it is not encoded as UTF-8", "iconv"},
	"two_mistakes":        {"level 9 is not 1 to 5", "'sprue init'"}, // the hint is of the one that is told

	"settings_of_another_kind": {`source "plant" of kind files has settings of another kind`, "a Snowflake schema has"},
}

func TestBadFiles(t *testing.T) {
	for _, path := range fixtures(t, "*.bad.yaml") {
		name := strings.TrimSuffix(filepath.Base(path), ".bad.yaml")
		t.Run(name, func(t *testing.T) {
			_, err := Read(path, environ)
			if engine.CodeOf(err) != engine.CodeUsage {
				t.Fatalf("code %d of %v", engine.CodeOf(err), err)
			}
			if len(want[name]) == 0 {
				t.Fatal("nothing is wanted of this fixture")
			}
			if hint(err) == "" {
				t.Error("no hint")
			}
			text := err.Error() + " " + hint(err)
			for _, part := range append(want[name], name+".bad.yaml") {
				if !strings.Contains(text, part) {
					t.Errorf("%q is missing in: %s", part, text)
				}
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than one line: %s", err)
			}
		})
	}
}

func TestAFileLeavesDefaultsBeside(t *testing.T) {
	file, err := Read("testdata/contract.good.yaml", environ)
	if err != nil {
		t.Fatal(err)
	}
	if *file.RunRate.MinShots != 30 || *file.RunRate.Tolerance != 0.05 || *file.RunRate.For[1].Tolerance != 0.08 {
		t.Errorf("run_rate: %+v", file.RunRate)
	}
	settings, err := file.Effective()
	if err != nil {
		t.Fatal(err)
	}
	for _, setting := range settings {
		section, _, _ := strings.Cut(setting.Path, ".")
		if wanted := strings.Contains(" alerts auth ", " "+section+" "); wanted && !setting.Unused {
			t.Errorf("%s is not marked as unused", setting.Path)
		}
	}
}

func TestASourceAndItsMirrorShareTheName(t *testing.T) {
	file, err := Read("testdata/source.good.yaml", environ)
	if err != nil {
		t.Fatal(err)
	}
	s := file.Sources[0]
	if s.Config.Name != "plant" || s.SourceConfig.Name != "plant" || s.SchemaMode["*"] != "freeze" || s.BatchMB != 64 {
		t.Errorf("got %+v", s)
	}
}

func TestPathsCountFromTheFile(t *testing.T) {
	file, err := Read("testdata/smallest.good.yaml", environ)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.Abs("testdata")
	if err != nil {
		t.Fatal(err)
	}
	if file.Database != filepath.Join(dir, "plant.duckdb") || file.Sources[0].Path != filepath.Join(dir, "data") {
		t.Errorf("database %s, source %s", file.Database, file.Sources[0].Path)
	}
}

func TestFindSearchesUpward(t *testing.T) {
	top := t.TempDir()
	deep := filepath.Join(top, "a", "b")
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(top, FileName), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	found, err := Find(deep)
	if err != nil || found != filepath.Join(top, FileName) {
		t.Errorf("found %q, %v", found, err)
	}
}

func TestEffectiveMasksSecretsAndNamesOrigins(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret")
	if err := os.WriteFile(secret, []byte("s3cret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, FileName)
	text := "database: here.duckdb\nsources:\n  - name: ${PLANT}\n    kind: files\n    path: file:secret\n"
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	file, err := Read(path, environ)
	if err != nil {
		t.Fatal(err)
	}
	if file.Sources[0].Config.Name != "north" || filepath.Base(file.Sources[0].Path) != "s3cret" {
		t.Errorf("references were not resolved: %+v", file.Sources[0])
	}
	settings, err := file.Effective()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]Setting{}
	for _, setting := range settings {
		got[setting.Path] = setting
	}
	for path, want := range map[string]Setting{
		"database":        {Value: filepath.Join(dir, "here.duckdb"), Origin: path + ":1"},
		"sources[0].name": {Value: "•••", Origin: "environment PLANT (" + path + ":3)"},
		"sources[0].path": {Value: "•••", Origin: "file " + secret + " (" + path + ":5)"},
		"log.level":       {Value: "warn", Origin: "default"},
	} {
		want.Path = path
		if got[path] != want {
			t.Errorf("got %+v, want %+v", got[path], want)
		}
	}
}
