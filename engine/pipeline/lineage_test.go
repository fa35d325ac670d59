package pipeline

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sprue/engine/lineage"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/store"
)

// TestLineageByHand compares meta.lineage with ../models/<subject>/testdata/lineage.txt,
// written from the SQL of each model; every column of every model stands there.
func TestLineageByHand(t *testing.T) {
	t.Parallel()
	want, models := handLineage(t)
	s := openStore(t)
	mustBuild(t, newPipeline(t, s, Defaults()), Options{})
	quoted := []string{}
	for _, m := range models {
		quoted = append(quoted, store.Literal(m))
	}
	for _, m := range slices.Sorted(maps.Keys(allModels(t))) {
		if !slices.Contains(models, m) {
			t.Errorf("no lineage of %s was written by hand", m)
		}
	}
	got := pipelinetest.Lines(t, s, `
		SELECT table_name || '.' || column_name || ' ' || how || coalesce(' ' || from_table || '.' || from_column, '')
		FROM meta.lineage
		WHERE column_name <> '*' AND table_name IN (`+strings.Join(quoted, ", ")+`)`)
	pipelinetest.CheckLines(t, "lineage", got, want)
}

func allModels(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	for _, path := range glob(t, "../models/*/*.sql") {
		if !strings.Contains(path, "dialect") {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			_, rest, _ := strings.Cut(string(text), "model:")
			name, _, _ := strings.Cut(rest, "\n")
			names[strings.TrimSpace(name)] = true
		}
	}
	return names
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d files %s, %v", len(paths), pattern, err)
	}
	return paths
}

// handLineage reads the files; their first lines say how they are written.
func handLineage(t *testing.T) (lines, models []string) {
	t.Helper()
	for _, path := range glob(t, "../models/*/testdata/lineage.txt") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var model string
		inputs := map[string]string{}
		for line := range strings.Lines(string(text)) {
			words := strings.Fields(line)
			switch {
			case len(words) == 0 || words[0] == "#":
			case strings.HasPrefix(words[0], "["):
				model, inputs = strings.Trim(words[0], "[]"), map[string]string{}
				models = append(models, model)
				for _, word := range words[1:] {
					letter, table, _ := strings.Cut(word, "=")
					inputs[letter] = table
				}
			default:
				lines = append(lines, handLines(t, model, inputs, words)...)
			}
		}
	}
	return lines, models
}

func handLines(t *testing.T, model string, inputs map[string]string, words []string) (lines []string) {
	t.Helper()
	if letter, ok := strings.CutSuffix(words[0], ":"); ok {
		for _, column := range words[1:] {
			lines = append(lines, fmt.Sprintf("%s.%s direct %s.%s", model, column, inputs[letter], column))
		}
		return lines
	}
	if words[1] == "constant" {
		return []string{fmt.Sprintf("%s.%s constant", model, words[0])}
	}
	how := ""
	for _, word := range words[1:] {
		if name, ok := map[string]string{"=": "direct", "~": "computed", "+": "aggregated"}[word]; ok {
			how = name
			continue
		}
		letter, column, _ := strings.Cut(word, ".")
		if inputs[letter] == "" || how == "" {
			t.Fatalf("%s: %q", model, words)
		}
		lines = append(lines, fmt.Sprintf("%s.%s %s %s.%s", model, words[0], how, inputs[letter], column))
	}
	return lines
}

// TestEveryColumnHasLineage: as a source of its own or as a constant, and each
// source is there.
func TestEveryColumnHasLineage(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	cfg := Defaults()
	cfg.Shots.Extra = map[string]string{"injPressure": "DOUBLE"}
	if err := newPipeline(t, s, cfg).Ensure(context.Background()); err != nil {
		t.Fatal(err)
	}
	got := pipelinetest.Lines(t, s, `
		SELECT c.schema_name || '.' || c.table_name || '.' || c.column_name
		FROM duckdb_columns() c
		WHERE c.schema_name IN ('core', 'mart')
		  AND NOT (c.schema_name = 'core' AND (c.table_name LIKE 'setting_%' OR c.table_name IN ('flag', 'pending_pair')))
		  AND NOT EXISTS (
			FROM meta.lineage l WHERE l.table_name = c.schema_name || '.' || c.table_name AND l.column_name = c.column_name)`)
	pipelinetest.CheckLines(t, "columns without lineage", got, nil)
	got = pipelinetest.Lines(t, s, `
		SELECT from_table || '.' || from_column || ' of ' || table_name || '.' || column_name
		FROM meta.lineage l
		WHERE from_table NOT LIKE '%()'
		  AND from_table || '.' || from_column NOT IN (SELECT table_name || '.' || column_name FROM meta.lineage)
		  AND from_table || '.' || from_column NOT IN (SELECT schema_name || '.' || table_name || '.' || column_name FROM duckdb_columns())
		  AND from_column <> '*'`)
	pipelinetest.CheckLines(t, "sources that are nowhere", got, nil)
	got = pipelinetest.Lines(t, s, "SELECT how || ' ' || from_table || '.' || from_column FROM meta.lineage WHERE column_name = 'injPressure'")
	pipelinetest.CheckLines(t, "a promoted key", got, []string{"computed core.shot.extra"})
}

// TestScopesAsTheyAre: the SELECTs that stand for the scope tables have the
// columns of these.
func TestScopesAsTheyAre(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	err := s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		b, err := newPipeline(t, s, Defaults()).begin(ctx, tx, Options{})
		if err != nil {
			return err
		}
		if err := b.createMissing(ctx); err != nil {
			return err
		}
		for _, m := range scopeModels() {
			given, err := queryAll[string](ctx, tx, "SELECT column_name FROM (DESCRIBE "+m.SQL+")")
			if err != nil {
				return fmt.Errorf("%s: %w", m.Name, err)
			}
			there, err := queryAll[string](ctx, tx, "SELECT column_name FROM duckdb_columns() WHERE database_name = 'temp' AND table_name = ? ORDER BY column_index", m.Name)
			if err != nil || !slices.Equal(given, there) {
				t.Errorf("%s: the table has %v, its SELECT gives %v; %v", m.Name, there, given, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestLineageFollowsTheModels(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	cfg := Defaults()
	mustBuild(t, newPipeline(t, s, cfg), Options{})
	before := pipelinetest.Lines(t, s, "FROM meta.lineage SELECT count(*)")
	mustBuild(t, newPipeline(t, s, cfg), Options{}) // nothing to do
	pipelinetest.CheckLines(t, "edges after a build of nothing", pipelinetest.Lines(t, s, "FROM meta.lineage SELECT count(*)"), before)
	cfg.Shots.Extra = map[string]string{"injPressure": "DOUBLE"}
	mustBuild(t, newPipeline(t, s, cfg), Options{})
	graph, err := lineage.Load(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	starts, err := graph.Find("core.master_shot.INJPRESSURE", false)
	if err != nil {
		t.Fatal(err)
	}
	last := lineage.Hop{}
	for _, hop := range graph.Walk(starts, lineage.Options{}) {
		if hop.From == (lineage.Source{Table: "raw.data_shot", Column: "content"}) {
			last = hop
		}
	}
	if last.Level != 3 || last.How != lineage.Computed {
		t.Errorf("the way to the packet: %+v", last)
	}
}
