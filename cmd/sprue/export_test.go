package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"sprue/engine/store"
)

func TestExport(t *testing.T) {
	t.Parallel()
	p := snapshotPlace(t)
	p.run("export", "--to", "out").refused(t, 2, "TABLE is missing")
	p.run("export", "mart.run").refused(t, 2, "--to is missing")
	p.run("export", "mart.run", "--to", "out", "--tool", "MX-9").refused(t, 2, "there is no tool")
	p.run("export", "mart.run", "--to", "out", "--from", "2026-05-03", "--until", "2026-05-02").refused(t, 2)
	p.run("export", "core.shot", "--to", "out", "--tool", "MX-2417").refused(t, 2, "core.master_shot has all of them")
	p.run("export", "core.master_shot", "--to", "out", "--table-format", "xlsx").refused(t, 2, "parquet")

	rows := p.must("export", "core.master_shot", "mart.run", "--to", "out", "--tool", "MX-2417", "--from", "2026-05-03", "--until", "2026-05-05",
		"--partition-by", "month", "--format", "json").rows(t)
	want := p.must("query", `SELECT count(*) AS n FROM core.master_shot
		WHERE equipment_code = 'MX-2417' AND local_date BETWEEN DATE '2026-05-03' AND DATE '2026-05-04'`, "--format", "json").rows(t)
	if len(rows) != 2 || rows[0]["rows"] != want[0]["n"] || rows[0]["rows"].(float64) < 100 {
		t.Errorf("%v, want %v", rows, want)
	}
	for file, part := range map[string]string{
		"out/export.json":    `"build_id": 1`,
		"out/dictionary.csv": "mart.run,efficiency,DOUBLE,",
	} {
		text, err := os.ReadFile(filepath.Join(p.env.Dir, file))
		if err != nil || !strings.Contains(string(text), part) {
			t.Errorf("%s has no %q: %v\n%s", file, part, err, text)
		}
	}
	p.run("export", "mart.run", "--to", "out").refused(t, 2, "is there already", "--force")
	p.must("export", "mart.features_tool_day", "--to", "features")
	checkDictionary(t, filepath.Join(p.env.Dir, "features"), "mart.features_tool_day")
}

// checkDictionary wants unit, meaning and formula of each column of a table's files.
func checkDictionary(t *testing.T, folder, table string) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{Path: filepath.Join(t.TempDir(), "reader.duckdb")})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }() // only read
	var columns, left string
	var rows int64
	err = s.QueryRow(t.Context(), fmt.Sprintf(`
		SELECT
			(SELECT count(*) FROM read_parquet('%[1]s/%[2]s/*.parquet')),
			string_agg(p.name, ' ' ORDER BY p.name),
			coalesce(string_agg(p.name, ' ' ORDER BY p.name) FILTER (d.unit IS NULL OR d.comment IS NULL OR d.formula IS NULL), '')
		FROM (SELECT DISTINCT name FROM parquet_schema('%[1]s/%[2]s/*.parquet') WHERE num_children IS NULL) p
		LEFT JOIN read_csv('%[1]s/dictionary.csv', header = true, all_varchar = true) d ON d."table" = '%[2]s' AND d."column" = p.name`, folder, table)).Scan(&rows, &columns, &left)
	if err != nil {
		t.Fatal(err)
	}
	if rows == 0 || left != "" || !strings.Contains(columns, "stops_next_7d") {
		t.Errorf("%d rows of %s; without unit, meaning or formula: %q", rows, columns, left)
	}
}

// The server writes the files where the other process stands.
func TestExportInTheServer(t *testing.T) {
	t.Parallel()
	p := snapshotPlace(t)
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	p.start("serve", "--addr", "127.0.0.1:0", "--every", "0s")
	waitForServer(t, p.env.Dir+"/plant.duckdb")
	p.must("export", "mart.stop", "--to", "stops", "--table-format", "csv", "--encrypt-to", key.Recipient().String())
	file, err := os.Open(filepath.Join(p.env.Dir, "stops/mart.stop/part-00000.csv.age"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	opened, err := age.Decrypt(file, key)
	if err != nil {
		t.Fatal(err)
	}
	head := make([]byte, 8)
	if _, err := opened.Read(head); err != nil || string(head) != "stop_id," {
		t.Errorf("%q, %v", head, err)
	}
	if left, err := filepath.Glob(filepath.Join(p.env.Dir, ".stops*")); err != nil || len(left) != 0 {
		t.Errorf("left: %q, %v", left, err)
	}
}
