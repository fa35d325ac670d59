package lineage_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sprue/engine/lineage"
	"sprue/engine/models"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/store"
)

func reader() lineage.Reader {
	return lineage.Reader{
		Columns:    map[string][]string{"raw.a": {"x", "y", "l", "st"}, "b": {"x", "z"}, "pg_timezone_names()": {"name"}},
		Aggregates: map[string]bool{"sum": true, "count": true, "list": true, "any_value": true, "max": true},
	}
}

// read gives the edges as 'column how table.column', or the error.
func read(t *testing.T, s *store.Store, sql string) ([]string, error) {
	t.Helper()
	m := models.Model{Name: "m"}.WithSQL(sql)
	tree, err := models.Tree(context.Background(), s, m)
	if err != nil {
		t.Fatal(err)
	}
	edges, err := reader().Read(m, tree)
	lines := []string{}
	for _, e := range edges {
		line := fmt.Sprintf("%s %s %s.%s", e.Column, e.How, e.From.Table, e.From.Column)
		lines = append(lines, strings.TrimSuffix(line, " ."))
	}
	return lines, err
}

func TestReadFollowsEveryWayOfWriting(t *testing.T) {
	t.Parallel()
	s := pipelinetest.Open(t, 1)
	for name, c := range map[string]struct {
		sql  string
		want string // of the columns, and of the rows where they are in question
	}{
		"another name and type":    {"SELECT CAST(x AS VARCHAR) AS c FROM raw.a", "c direct raw.a.x"},
		"an expression":            {"SELECT x + y AS c FROM raw.a", "c computed raw.a.x; c computed raw.a.y"},
		"a constant":               {"SELECT 1 AS c FROM raw.a", "c constant"},
		"a star of all":            {"SELECT * FROM b", "x direct b.x; z direct b.z"},
		"a star of one":            {"SELECT b.* FROM raw.a JOIN b USING (x)", "x direct b.x; z direct b.z"},
		"a star without":           {"SELECT * EXCLUDE (x) FROM b", "z direct b.z"},
		"a star with another":      {"SELECT * REPLACE (z + 1 AS x) FROM b", "x computed b.z; z direct b.z"},
		"a step":                   {"WITH s AS (SELECT x AS q FROM b) SELECT q AS c FROM s", "c direct b.x"},
		"a step with its names":    {"WITH s(q) AS (SELECT x FROM b) SELECT q AS c FROM s", "c direct b.x"},
		"a step that hides":        {"WITH b AS (SELECT l AS x FROM raw.a) SELECT x AS c FROM b", "c direct raw.a.l"},
		"a subquery in FROM":       {"SELECT q AS c FROM (SELECT x AS q FROM b)", "c direct b.x"},
		"a union":                  {"SELECT x AS c FROM b UNION ALL SELECT y FROM raw.a", "c direct b.x; c direct raw.a.y"},
		"a recursion":              {"WITH RECURSIVE r AS (SELECT x FROM b UNION ALL SELECT r.x + a.y FROM r JOIN raw.a a ON a.x = r.x) SELECT x AS c FROM r", "c computed b.x; c computed raw.a.y"},
		"an aggregate":             {"SELECT sum(x ORDER BY z) FILTER (WHERE z > 0) AS c FROM b", "c aggregated b.x; c aggregated b.z"},
		"a count of rows":          {"SELECT count(*) AS c FROM raw.a JOIN b ON b.x = a.x", "c aggregated raw.a.*"},
		"a window":                 {"SELECT lag(x) OVER w AS c FROM b WINDOW w AS (PARTITION BY z ORDER BY x)", "c aggregated b.x; c aggregated b.z"},
		"a number of the row":      {"SELECT row_number() OVER () AS c FROM b", "c aggregated b.*"},
		"a scalar subquery":        {"SELECT (SELECT max(z) FROM b) AS c FROM raw.a", "c aggregated b.z"},
		"one that looks outside":   {"SELECT (SELECT b.z FROM b WHERE b.x = a.x) AS c FROM raw.a a", "c direct b.z"},
		"a comparison with IN":     {"SELECT x IN (SELECT z FROM b) AS c FROM raw.a", "c computed b.z; c computed raw.a.x"},
		"a choice":                 {"SELECT CASE WHEN x > 0 THEN y ELSE 0 END AS c FROM raw.a", "c computed raw.a.x; c computed raw.a.y"},
		"a lambda":                 {"SELECT list_transform(l, lambda e: e + y) AS c FROM raw.a", "c computed raw.a.l; c computed raw.a.y"},
		"an element":               {"SELECT unnest(l) AS c FROM raw.a", "c computed raw.a.l"},
		"a field of a column":      {"SELECT st.part.code AS c FROM raw.a", "c computed raw.a.st"},
		"a field that was made":    {"WITH s AS (SELECT {'p': x, 'q': y} AS st FROM raw.a) SELECT st.q AS c FROM s", "c direct raw.a.y"},
		"a field of a list":        {"WITH s AS (SELECT list({'p': x, 'q': y} ORDER BY l) AS all_of FROM raw.a) SELECT all_of[1].q AS c FROM s", "c aggregated raw.a.l; c aggregated raw.a.y"},
		"a column of the list":     {"SELECT x AS p, p + 1 AS c FROM b", "p direct b.x; c computed b.x"},
		"a macro":                  {"SELECT ct_us(x) AS c FROM b", "c computed b.x"},
		"a table of the engine":    {"SELECT name AS c FROM pg_timezone_names()", "c direct pg_timezone_names().name"},
		"values":                   {"SELECT v.p AS c, v.q AS d FROM b, (VALUES (1, b.x)) AS v(p, q)", "c constant; d direct b.x"},
		"the whole row":            {"SELECT hash(b) AS c FROM b", "c computed b.x; c computed b.z"},
		"rows that are chosen":     {"SELECT 1 AS c FROM b WHERE x > 0 QUALIFY row_number() OVER (ORDER BY z) = 1", "c constant; * rows b.*; * filter b.x; * filter b.z"},
		"rows that meet":           {"SELECT 1 AS c FROM raw.a a LEFT JOIN b ON b.z = a.y", "c constant; * join b.*; * join b.z; * rows raw.a.*; * join raw.a.y"},
		"rows that are looked for": {"SELECT 1 AS c FROM raw.a a ANTI JOIN b ON b.x = a.x", "c constant; * join b.*; * filter b.x; * rows raw.a.*; * filter raw.a.x"},
		"rows in groups":           {"SELECT x AS c, sum(z) AS d FROM b GROUP BY ALL HAVING sum(z) > 0", "c direct b.x; d aggregated b.z; * rows b.*; * group b.x; * filter b.z"},
		"rows that differ":         {"SELECT DISTINCT x AS c FROM b", "c direct b.x; * rows b.*; * group b.x"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := read(t, s, c.sql)
			if !strings.Contains(c.want, "*") || strings.Contains(c.want, "aggregated") && !strings.Contains(c.want, "; * ") {
				got = slices.DeleteFunc(got, func(line string) bool { return strings.HasPrefix(line, "* ") })
			}
			if text := strings.Join(got, "; "); err != nil || text != c.want {
				t.Errorf("%s\n got %s, %v\nwant %s", c.sql, text, err, c.want)
			}
		})
	}
}

func TestReadRefusesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	s := pipelinetest.Open(t, 1)
	for sql, want := range map[string]string{
		"SELECT q FROM b":                 `column "q" is not known`,
		"SELECT x FROM elsewhere":         `table "elsewhere" is not known`,
		"SELECT n FROM glob('*') AS t(n)": `the table function "glob" is not known`,
		"SELECT COLUMNS('x') FROM b":      "COLUMNS() is not known",
		"SELECT $1 AS c FROM b":           "a PARAMETER expression is not known",
	} {
		if got, err := read(t, s, sql); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %v", sql, got, err)
		}
	}
}
