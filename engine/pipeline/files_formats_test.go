package pipeline_test

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sprue/sync/source"
)

// folder is where a source's files lie.
type folder struct {
	testing.TB
	rnd  *rand.Rand
	dir  string
	duck *sql.DB // writes Parquet
	made int     // files so far
}

func newFolder(tb testing.TB, rnd *rand.Rand) *folder {
	tb.Helper()
	duck, err := sql.Open("duckdb", "?threads=1")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := duck.Close(); err != nil {
			tb.Error(err)
		}
	})
	return &folder{TB: tb, rnd: rnd, dir: tb.TempDir(), duck: duck}
}

// fresh is the path of a file that there was never: in the folder, or in one of
// the table's name.
func (f *folder) fresh(table string) string {
	return f.freshAs(table, []string{".parquet", ".csv", ".csv.gz", ".ndjson", ".json"}[f.rnd.IntN(5)])
}

func (f *folder) freshAs(table, ending string) string {
	f.made++
	name := fmt.Sprintf("%s_%04d%s", table, f.rnd.IntN(1000)*10+f.made%10, ending)
	if f.rnd.IntN(3) == 0 {
		name = filepath.Join(strings.ToLower(table), fmt.Sprintf("%d-%d%s", f.rnd.IntN(100), f.made, ending))
	}
	return filepath.Join(f.dir, name)
}

func (f *folder) remove(path string) {
	f.Helper()
	if err := os.Remove(path); err != nil {
		f.Fatal(err)
	}
}

// rename moves a file, and gives its new path.
func (f *folder) rename(path, table string) string {
	f.Helper()
	_, ending, _ := strings.Cut(filepath.Base(path), ".")
	to := f.freshAs(table, "."+ending)
	f.makeFolder(to)
	if err := os.Rename(path, to); err != nil {
		f.Fatal(err)
	}
	return to
}

func (f *folder) makeFolder(path string) {
	f.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		f.Fatal(err)
	}
}

// write writes rows, in any order, in the format that the path names.
func (f *folder) write(path string, columns []column, rows []record) {
	f.Helper()
	f.makeFolder(path)
	f.rnd.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	if strings.HasSuffix(path, ".parquet") {
		f.writeParquet(path, columns, rows)
		return
	}
	var content bytes.Buffer
	switch {
	case strings.Contains(path, ".csv"):
		f.writeCSV(&content, columns, rows)
	case strings.HasSuffix(path, ".json"):
		content.WriteString("[" + strings.Join(f.objects(columns, rows), ",\n") + "]")
	default:
		content.WriteString(strings.Join(f.objects(columns, rows), "\n") + "\n")
	}
	if strings.HasSuffix(path, ".gz") {
		content = f.packed(content)
	}
	if err := os.WriteFile(path, content.Bytes(), 0o644); err != nil {
		f.Fatal(err)
	}
}

func (f *folder) packed(content bytes.Buffer) (packed bytes.Buffer) {
	f.Helper()
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(content.Bytes()); err != nil {
		f.Fatal(err)
	}
	if err := w.Close(); err != nil {
		f.Fatal(err)
	}
	return packed
}

func (f *folder) writeCSV(to *bytes.Buffer, columns []column, rows []record) {
	f.Helper()
	w := csv.NewWriter(to)
	w.Comma = []rune{',', ';', '\t'}[f.rnd.IntN(3)]
	lines := [][]string{{}}
	for _, c := range columns {
		lines[0] = append(lines[0], c.name)
	}
	for _, r := range rows {
		fields := []string{}
		for _, v := range r {
			fields = append(fields, plain(v))
		}
		lines = append(lines, fields)
	}
	if err := w.WriteAll(lines); err != nil {
		f.Fatal(err)
	}
}

// plain is a value as text, nothing for NULL.
func plain(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case time.Time:
		return instant(v)
	}
	return fmt.Sprint(v)
}

// objects are rows as JSON; a key without a value may be missing.
func (f *folder) objects(columns []column, rows []record) []string {
	f.Helper()
	objects := []string{}
	for _, r := range rows {
		object := map[string]any{}
		for i, v := range r {
			if at, ok := v.(time.Time); ok {
				v = instant(at)
			}
			if v != nil || f.rnd.IntN(2) == 0 || len(objects) == 0 {
				object[columns[i].name] = v
			}
		}
		text, err := json.Marshal(object)
		if err != nil {
			f.Fatal(err)
		}
		objects = append(objects, string(text))
	}
	return objects
}

func (f *folder) writeParquet(path string, columns []column, rows []record) {
	f.Helper()
	values := []string{}
	for _, r := range rows {
		fields := []string{}
		for i, v := range r {
			field := "NULL"
			if v != nil {
				field = source.Literal(plain(v))
			}
			fields = append(fields, "CAST("+field+" AS "+columns[i].kind+")")
		}
		values = append(values, "("+strings.Join(fields, ", ")+")")
	}
	names := []string{}
	for _, c := range columns {
		names = append(names, c.name)
	}
	_, err := f.duck.Exec(fmt.Sprintf("COPY (SELECT * FROM (VALUES %s) AS t(%s)) TO %s (FORMAT parquet)",
		strings.Join(values, ", "), strings.Join(names, ", "), source.Literal(path)))
	if err != nil {
		f.Fatal(err)
	}
}
