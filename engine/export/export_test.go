package export

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/store"
)

// plant has what is easily lost on the way into files.
const plant = `
CREATE TABLE raw.odd (
	"a ""quoted"" name" VARCHAR, code VARCHAR, huge HUGEINT, big UBIGINT, part DOUBLE, instant TIMESTAMP, on_day DATE, yes BOOLEAN,
	kind ENUM('one', 'two'), words JSON, list STRUCT(id BIGINT, name VARCHAR)[], span INTERVAL);
COMMENT ON TABLE raw.odd IS 'it''s odd';
COMMENT ON COLUMN raw.odd.part IS 'cycle time, s, rounded';
INSERT INTO raw.odd VALUES
	('=1+1', 'a/b', 99999999999999999999999999999999999999, 18446744073709551615, 0.1, '2026-05-01 06:00:00.123456', '2026-05-01', TRUE, 'two', '{"a": [1, 2.50]}', [{'id': 1, 'name': 'it''s'}, NULL], INTERVAL '3.000001 seconds'),
	('-x', '../../up', -1, 0, -0.5, '2026-05-31 23:59:59.999999', '2026-05-31', FALSE, 'one', 'null', [], NULL),
	('@home', 'a=b ü%', 9007199254740993, 1, NULL, '2026-06-01', '2026-06-01', NULL, NULL, NULL, NULL, NULL),
	(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('line
break, "quoted"', 'A/B', 4, 4, 4, '2025-12-29', '2025-12-29', TRUE, 'one', '"text"', [{'id': NULL, 'name': NULL}], INTERVAL '1 day');
CREATE TABLE core.many AS
	SELECT i AS seq, TIMESTAMP '2026-01-01' + to_hours(CAST(i AS INTEGER)) AS shot_time_utc, CAST(TIMESTAMP '2026-01-01' + to_hours(CAST(i AS INTEGER)) AS DATE) AS utc_day,
		'T-' || i % 150 AS equipment_code, i % 3 AS location_id
	FROM range(6000) r(i);
CREATE VIEW mart.seen AS SELECT seq, utc_day AS local_date, equipment_code FROM core.many;
COMMENT ON VIEW mart.seen IS 'a view';
INSERT INTO meta.build (build_id) VALUES (7)`

func openPlant(t *testing.T) (*store.Store, string) {
	t.Helper()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), store.Config{Path: filepath.Join(dir, "plant.duckdb"), MemoryLimitMB: 300, Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	err = s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, plant)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, dir
}

func job(notes *[]string) Job {
	return Job{
		Clock: func() time.Time { return time.Date(2026, 6, 30, 12, 0, 0, 0, time.UTC) }, Version: "1", Told: func(int64, int64) {},
		Note: func(format string, args ...any) { *notes = append(*notes, fmt.Sprintf(format, args...)) },
	}
}

func run(t *testing.T, s *store.Store, r Request) (Description, error) {
	t.Helper()
	if r.Format == "" {
		r.Format = FormatParquet
	}
	var notes []string
	made, err := job(&notes).Export(t.Context(), s, r)
	if len(notes) > 0 {
		t.Log(notes)
	}
	return made, err
}

func must(t *testing.T, s *store.Store, r Request) Description {
	t.Helper()
	made, err := run(t, s, r)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// differ counts the rows that only one of two queries gives.
func differ(t *testing.T, s *store.Store, a, b string) (n int64) {
	t.Helper()
	query := fmt.Sprintf("SELECT (SELECT count(*) FROM (%[1]s EXCEPT ALL %[2]s)) + (SELECT count(*) FROM (%[2]s EXCEPT ALL %[1]s))", a, b)
	if err := s.QueryRow(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWhatIsReadBackIsWhatWasThere(t *testing.T) {
	t.Parallel()
	s, dir := openPlant(t)
	const columns = `"a ""quoted"" name", CAST(huge AS HUGEINT) AS huge, big, part, instant, yes, CAST(kind AS VARCHAR) AS kind, CAST(words AS VARCHAR) AS words,
		to_json(list) AS list, CAST(span AS VARCHAR) AS span, CAST(code AS VARCHAR) AS code, CAST(on_day AS VARCHAR) AS on_day`
	for name, keys := range map[string][]string{
		"whole": nil, "by code": {"code"}, "by day": {"on_day"}, "by two": {"code", "kind"},
		"by a quoted name": {`a "quoted" name`}, "by month": {"month"},
	} {
		t.Run(name, func(t *testing.T) {
			to := filepath.Join(dir, name)
			r := Request{Tables: []string{"raw.odd"}, Folder: to, PartitionBy: keys}
			if name == "by month" { // raw.odd has no time by which it is known
				if _, err := run(t, s, r); engine.CodeOf(err) != engine.CodeUsage {
					t.Errorf("%v", err)
				}
				return
			}
			made := must(t, s, r)
			if made.Tables[0].Rows != 5 || made.Build == nil || *made.Build != 7 {
				t.Errorf("%+v", made)
			}
			read := fmt.Sprintf("SELECT %s FROM read_parquet(%s, hive_partitioning = true, hive_types_autocast = false)", columns, store.Literal(to+"/raw.odd/**/*.parquet"))
			if n := differ(t, s, read, "SELECT "+columns+" FROM raw.odd"); n != 0 {
				t.Errorf("%d rows differ", n)
			}
		})
	}
}

func TestPartitionsOfTime(t *testing.T) {
	t.Parallel()
	s, dir := openPlant(t)
	for word, want := range map[string]struct {
		files  int64
		folder string
	}{
		"year": {1, "year=2026"}, "month": {9, "month=2026-02"}, "week": {37, "week=2026-W01"}, "utc_day,year": {250, ""}, "location_id,month": {27, "location_id=0/month=2026-09"},
	} {
		t.Run(word, func(t *testing.T) {
			to := filepath.Join(dir, word)
			made, err := run(t, s, Request{Tables: []string{"many"}, Folder: to, PartitionBy: strings.Split(word, ",")})
			if want.folder == "" { // too many small files
				if engine.CodeOf(err) != engine.CodeUsage || !strings.Contains(hint(err), "--partition-by month,year makes 9 of") {
					t.Errorf("%v, %s", err, hint(err))
				}
				return
			}
			if err != nil || made.Tables[0].Files != want.files {
				t.Errorf("%d files, %v", made.Tables[0].Files, err)
			}
			if _, err := os.Stat(filepath.Join(to, "core.many", want.folder)); err != nil {
				t.Error(err)
			}
			read := fmt.Sprintf("SELECT seq, shot_time_utc, equipment_code FROM read_parquet(%s)", store.Literal(to+"/**/*.parquet"))
			if n := differ(t, s, read, "SELECT seq, shot_time_utc, equipment_code FROM core.many"); n != 0 {
				t.Errorf("%d rows differ", n)
			}
		})
	}
}

func hint(err error) string {
	var e *engine.Error
	if !errors.As(err, &e) {
		return ""
	}
	return e.Hint
}

func TestLargePartitionsAreCut(t *testing.T) {
	t.Parallel()
	s, dir := openPlant(t)
	sel := &selection{format: FormatParquet, shrink: 1}
	if got := sel.options(partition{bytes: largeFile}); strings.Contains(got, "FILE_SIZE") {
		t.Error(got)
	}
	if got := sel.options(partition{bytes: 1.5e9}); !strings.Contains(got, "FILE_SIZE_BYTES 382500000") {
		t.Error(got)
	}
	// The parts of a large one become files of one folder, in the order of their names.
	w := &writer{Job: job(new([]string)), place: &place{folder: dir}}
	err := s.Read(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		w.tx = tx
		sel := &selection{Relation: store.Relation{Name: "core.many"}, format: FormatCSV, columnList: "seq, md5(CAST(seq AS VARCHAR)) AS text"}
		sel.cut = 50_000
		sizes, err := w.partition(ctx, sel, partition{rows: 6000})
		if len(sizes) < 3 {
			t.Errorf("files of %v bytes", sizes)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	read := fmt.Sprintf("SELECT seq FROM read_csv(%s)", store.Literal(dir+"/core.many/part-*.csv"))
	if n := differ(t, s, read, "SELECT seq FROM core.many"); n != 0 {
		t.Errorf("%d rows differ", n)
	}
}

func TestSpreadsheetsGetNoFormula(t *testing.T) {
	t.Parallel()
	s, dir := openPlant(t)
	must(t, s, Request{Tables: []string{"raw.odd"}, Folder: dir + "/csv", Format: FormatCSV})
	file, err := os.Open(dir + "/csv/raw.odd/part-00000.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cells := slices.Concat(rows...)
	for _, want := range []string{"'=1+1", "'-x", "'@home", "-0.5", "-1", "99999999999999999999999999999999999999", "line\nbreak, \"quoted\"", `[{"id":1,"name":"it's"},null]`} {
		if !slices.Contains(cells, want) {
			t.Errorf("%q is missing in %q", want, cells)
		}
	}
}

func TestFilters(t *testing.T) {
	t.Parallel()
	s, dir := openPlant(t)
	day := func(text string) engine.Bound {
		b, err := engine.ParseBound(text)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	window := func(from, to string) engine.Window { return engine.Window{From: day(from), To: day(to)} }
	for i, c := range []struct {
		table  string
		filter Filter
		rows   int64 // -1: refused
		part   string
	}{
		{"core.many", Filter{Tools: []string{"T-7"}}, 40, ""},
		{"core.many", Filter{Tools: []string{}}, 0, ""}, // no tool of that name: nothing, not all
		{"core.many", Filter{Locations: []int64{0, 1}}, 4000, ""},
		{"core.many", Filter{Suppliers: []int64{1}}, -1, "supplier_id"},
		{"core.many", Filter{Window: window("2026-01-02", "2026-01-04")}, 48, ""},
		{"core.many", Filter{Window: window("2026-01-02T06:30:00Z", "2026-01-02T09:00:00Z")}, 2, ""},
		{"mart.seen", Filter{Window: window("2026-01-02", "")}, 5976, ""},
		{"mart.seen", Filter{Window: window("", "2026-01-02T06:30:00Z")}, -1, "write --until as a day"},
		{"raw.odd", Filter{Window: window("2026-01-02", "")}, -1, "no time"},
	} {
		made, err := run(t, s, Request{Tables: []string{c.table}, Folder: fmt.Sprint(dir, "/f", i), Filter: c.filter})
		switch {
		case c.rows < 0 && (engine.CodeOf(err) != engine.CodeUsage || !strings.Contains(err.Error()+hint(err), c.part)):
			t.Errorf("%d: %v, %s", i, err, hint(err))
		case c.rows >= 0 && (err != nil || made.Tables[0].Rows != c.rows):
			t.Errorf("%d: %+v, %v", i, made.Tables, err)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	t.Parallel()
	s, dir := openPlant(t)
	for _, c := range []struct {
		r    Request
		part string
	}{
		{Request{Tables: []string{"core.mani"}}, "core.many"},
		{Request{Tables: []string{"main.x"}}, "no such table"},
		{Request{Tables: []string{"core.many", "raw.odd", "many"}}, "named twice"},
		{Request{Tables: []string{"core.many"}, PartitionBy: []string{"equipment"}}, "equipment_code"},
		{Request{Tables: []string{"core.many"}, PartitionBy: []string{"month", "month"}}, "twice"},
		{Request{Tables: []string{"core.many"}, PartitionBy: []string{"equipment_code"}}, "--partition-by month makes 9 of"},
		{Request{Tables: []string{"raw.odd"}, PartitionBy: []string{"list"}}, "names no partition"},
	} {
		c.r.Folder = dir + "/to"
		if _, err := run(t, s, c.r); engine.CodeOf(err) != engine.CodeUsage || !strings.Contains(err.Error()+hint(err), c.part) {
			t.Errorf("%v: %v; %s", c.r, err, hint(err))
		}
	}
	left, err := filepath.Glob(dir + "/*to*")
	if err != nil || len(left) != 0 {
		t.Errorf("left: %q, %v", left, err)
	}
}

func TestAnExportIsWholeOrNotThere(t *testing.T) {
	t.Parallel()
	s, dir := openPlant(t)
	to := filepath.Join(dir, "out", "here")
	// What a killed one left goes.
	killed := filepath.Join(dir, "out", ".here.export-1.tmp")
	if err := os.MkdirAll(killed, 0o700); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	j := job(new([]string))
	j.Told = func(rows, _ int64) {
		if rows > 0 {
			cancel()
		}
	}
	if _, err := j.Export(ctx, s, Request{Tables: []string{"core.many"}, Folder: to, Format: FormatCSV, PartitionBy: []string{"month"}}); err == nil {
		t.Error("it went on")
	}
	if left, err := os.ReadDir(filepath.Join(dir, "out")); err != nil || len(left) != 0 {
		t.Errorf("left: %v, %v", left, err)
	}
	must(t, s, Request{Tables: []string{"core.many"}, Folder: to})
	if _, err := run(t, s, Request{Tables: []string{"mart.seen"}, Folder: to}); engine.CodeOf(err) != engine.CodeUsage {
		t.Error(err)
	}
	must(t, s, Request{Tables: []string{"mart.seen"}, Folder: to, Force: true})
	names := []string{}
	entries, err := os.ReadDir(to)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if got := strings.Join(names, " "); got != "dictionary.csv export.json mart.seen" {
		t.Error(got)
	}
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := run(t, s, Request{Tables: []string{"mart.seen"}, Folder: dir, Force: true}); engine.CodeOf(err) != engine.CodeUsage {
		t.Errorf("a folder with other files: %v", err)
	}
}
