package pipeline

import (
	"context"
	"encoding/csv"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"sprue/engine/models"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/store"
)

// TestModelCases runs every folder ../models/<subject>/testdata/<model>/<case>:
// given.sql fills raw.*, config.yaml (if there) changes the defaults, and
// want.csv says what SELECT <its columns> FROM <subject>.<model> must give, in
// any order; NULL is the empty field.
func TestModelCases(t *testing.T) {
	cases, err := filepath.Glob("../models/*/testdata/*/*/want.csv")
	if err != nil || len(cases) == 0 {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	made := madeFile(t)
	for _, want := range cases {
		folder := filepath.Dir(want)
		parts := strings.Split(filepath.ToSlash(folder), "/")
		table := parts[2] + "." + parts[4]
		t.Run(table+"/"+parts[5], func(t *testing.T) {
			t.Parallel()
			runCase(t, made, folder, table)
		})
	}
}

// madeFile is a file that an empty build made: to make its tables anew for each
// case would take longer than the case.
func madeFile(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "made.duckdb")
	s, err := store.Open(t.Context(), store.Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	mustBuild(t, newPipeline(t, s, Defaults()), Options{})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	made, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func runCase(t *testing.T, made []byte, folder, table string) {
	t.Helper()
	s := pipelinetest.OpenCopy(t, made, 1)
	given, err := os.ReadFile(filepath.Join(folder, "given.sql"))
	if err != nil {
		t.Fatal(err)
	}
	cfg := Defaults()
	if text, err := os.ReadFile(filepath.Join(folder, "config.yaml")); err == nil {
		if err := yaml.UnmarshalWithOptions(text, &cfg, yaml.Strict()); err != nil {
			t.Fatal(err)
		}
	}
	err = s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, string(given))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	mustBuild(t, newPipeline(t, s, cfg), Options{})
	file, err := os.Open(filepath.Join(folder, "want.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }() // only read
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{}
	for _, row := range rows[1:] {
		want = append(want, strings.Join(row, " | "))
	}
	got := pipelinetest.Lines(t, s, "SELECT coalesce(concat_ws(' | ', "+columnsAsText(rows[0])+"), '') FROM "+table)
	pipelinetest.CheckLines(t, table, got, want)
}

func columnsAsText(names []string) string {
	texts := []string{}
	for _, name := range names {
		texts = append(texts, "coalesce(("+name+")::VARCHAR, '')")
	}
	return strings.Join(texts, ", ")
}

// TestReferencesAreThoseOfTheTree: what is found in the texts of trees is what a
// walk through each tree finds.
func TestReferencesAreThoseOfTheTree(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	all, err := models.All()
	if err != nil {
		t.Fatal(err)
	}
	got, err := models.References(t.Context(), s, all)
	if err != nil {
		t.Fatal(err)
	}
	reading := 0
	for _, m := range all {
		tree, err := models.Tree(t.Context(), s, m)
		if err != nil {
			t.Fatal(err)
		}
		found, steps := map[string]bool{}, map[string]bool{}
		findTables(tree, found, steps)
		maps.DeleteFunc(found, func(name string, _ bool) bool { return steps[name] })
		if want := slices.Sorted(maps.Keys(found)); !slices.Equal(got[m.Name], want) {
			t.Errorf("%s reads %v, want %v", m.Name, got[m.Name], want)
		}
		reading += len(found)
	}
	if reading < len(all) {
		t.Errorf("%d models read %d tables", len(all), reading)
	}
}

func findTables(node any, found, steps map[string]bool) {
	switch n := node.(type) {
	case []any:
		for _, child := range n {
			findTables(child, found, steps)
		}
	case map[string]any:
		if name, ok := n["table_name"].(string); ok && n["type"] == "BASE_TABLE" {
			if schema, ok := n["schema_name"].(string); ok {
				name = schema + "." + name
			}
			found[name] = true
		}
		if ctes, ok := n["cte_map"].(map[string]any); ok {
			for _, entry := range ctes["map"].([]any) {
				steps[entry.(map[string]any)["key"].(string)] = true
			}
		}
		for _, child := range n {
			findTables(child, found, steps)
		}
	}
}
