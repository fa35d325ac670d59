package snapshot

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/store"
)

// plant is a file with tables of every kind that the product has, and values
// that are easily lost on the way.
const plant = `
CREATE TABLE raw.odd (
	"a ""quoted"" name" VARCHAR, day INTEGER, big UBIGINT, small UTINYINT, part DOUBLE, instant TIMESTAMP, on_day DATE, yes BOOLEAN,
	kind ENUM('one', 'two'), words JSON, list STRUCT(id BIGINT, name VARCHAR)[]);
CREATE TABLE raw.wide (huge HUGEINT, unsigned UHUGEINT, free BIGNUM, span INTERVAL, clock TIME WITH TIME ZONE, bits BIT, one UUID, bytes BLOB, money DECIMAL(38, 3), zoned TIMESTAMPTZ);
INSERT INTO raw.wide VALUES
	(170141183460469231731687303715884105727, 340282366920938463463374607431768211455, '9999999999999999999999999999999999999999999999', INTERVAL '1 month 2 days 3.000001 seconds',
	'12:30:00.000001+05:30', '0101', 'eeccb8c5-9943-b2bb-bb5e-222f4e14b687', '\xAA\x00'::BLOB, 12345678901234567890123456789012345.678, '2026-05-01 00:00:00.000001+02'),
	(-170141183460469231731687303715884105727, 0, -1, INTERVAL '-1 microsecond', '00:00:00-15:59', '1', '00000000-0000-0000-0000-000000000000', '', -0.001, NULL),
	(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
COMMENT ON TABLE raw.odd IS 'it''s odd';
COMMENT ON COLUMN raw.odd.part IS 'a part of it';
INSERT INTO raw.odd VALUES
	('x', 1, 18446744073709551615, 255, 'NaN', 'infinity', '0044-03-15 (BC)', TRUE, 'two', '{"a": [1, 2.50]}', [{'id': 1, 'name': 'it''s'}, NULL]),
	('', 2, 0, 0, '-Infinity', '-infinity', 'infinity', FALSE, 'one', 'null', []),
	(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	('y', 3, 3, 3, 0.1, '2026-03-29 02:30:00.123456', '2026-03-29', TRUE, 'one', '"text"', [{'id': NULL, 'name': NULL}]);
CREATE TABLE core.shot_like AS
	SELECT DATE '2026-05-01' + CAST(i // 25000 AS INTEGER) AS utc_day, i AS seq, i / 7 AS ct, chr(CAST(65 + i % 26 AS INTEGER)) AS letter
	FROM range(125000) r(i);
INSERT INTO core.shot_like VALUES (NULL, -1, 0, 'Z');
CREATE TABLE raw.data_shot_like AS
	SELECT i AS packet_id, 1777593600000000000 + i * 3600000000000 // 500 AS shot_start_time, 'text ' || i AS content, TIMESTAMP '2026-05-01' AS arrived_utc
	FROM range(120000) r(i);
CREATE TABLE mart.empty_one (id INTEGER);
CREATE VIEW core.seen AS SELECT count(*) AS n FROM core.shot_like;
`

func openPlant(t *testing.T) (*store.Store, *Library) {
	t.Helper()
	dir := t.TempDir()
	s := open(t, dir)
	exec(t, s, plant)
	return s, library(dir)
}

func library(dir string) *Library {
	at := time.Date(2026, 6, 1, 8, 0, 0, 0, time.UTC)
	return &Library{Folder: filepath.Join(dir, "plant.duckdb.snapshots"), Clock: func() time.Time { at = at.Add(time.Minute); return at }}
}

func open(t testing.TB, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{Path: filepath.Join(dir, "plant.duckdb"), MemoryLimitMB: 300})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func exec(t testing.TB, s *store.Store, statement string) {
	t.Helper()
	err := s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, statement)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func silent(string, int, int) {}

func create(t testing.TB, l *Library, s *store.Store) Created {
	t.Helper()
	c, err := l.Create(t.Context(), s, "", silent)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// contents are the rows of all tables, as texts.
func contents(t testing.TB, s *store.Store) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := s.Read(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		tables, err := catalog(ctx, tx)
		if err != nil {
			return err
		}
		for _, table := range tables {
			var text string
			err := tx.QueryRow(ctx, fmt.Sprintf("SELECT count(*) || ' rows ' || coalesce(sum(hash(CAST(r AS VARCHAR))), 0) FROM %s AS r", table.Name)).Scan(&text)
			if err != nil {
				return err
			}
			all[table.Name] = fmt.Sprint(table.SQL, table.Comment, table.Columns, text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWhatIsRestoredIsWhatWasThere(t *testing.T) {
	t.Parallel()
	s, l := openPlant(t)
	before := contents(t, s)
	first := create(t, l, s)
	exec(t, s, `
		DROP TABLE raw.odd; DELETE FROM core.shot_like WHERE seq % 3 = 0; ALTER TABLE raw.data_shot_like ADD COLUMN more INTEGER;
		CREATE TABLE mart.new_one (id INTEGER); INSERT INTO mart.empty_one VALUES (1)`)
	rows, err := l.Restore(t.Context(), s, first.Manifest, Restoring{}, silent)
	if err != nil {
		t.Fatal(err)
	}
	if rows != first.Rows() || rows < 245_000 {
		t.Errorf("%d rows, the snapshot has %d", rows, first.Rows())
	}
	for name, want := range before {
		if got := contents(t, s)[name]; got != want {
			t.Errorf("%s:\n%s\nwas\n%s", name, got, want)
		}
	}
	if after := contents(t, s); len(after) != len(before) {
		t.Errorf("%d tables, were %d", len(after), len(before))
	}
	if again := create(t, l, s); again.Written != 0 || again.Shared != first.Written {
		t.Errorf("%d objects written, %d shared of %d", again.Written, again.Shared, first.Written)
	}
}

// TestEveryChangeIsSeen changes one value after the other: the object that
// holds it is written anew, and no other.
func TestEveryChangeIsSeen(t *testing.T) {
	t.Parallel()
	for _, change := range []string{
		`UPDATE raw.odd SET day = 9 WHERE day = 1`, `UPDATE raw.odd SET big = 1 WHERE day = 1`, `UPDATE raw.odd SET small = 254 WHERE day = 1`,
		`UPDATE raw.odd SET part = 'Infinity' WHERE day = 2`, `UPDATE raw.odd SET instant = '-infinity' WHERE day = 1`, `UPDATE raw.odd SET on_day = NULL WHERE day = 2`,
		`UPDATE raw.odd SET yes = NOT yes WHERE day = 3`, `UPDATE raw.odd SET kind = 'one' WHERE day = 1`, `UPDATE raw.odd SET words = NULL WHERE day = 2`,
		`UPDATE raw.odd SET list = NULL WHERE day = 2`, `UPDATE raw.odd SET "a ""quoted"" name" = NULL WHERE day = 2`,
		`INSERT INTO raw.odd SELECT * FROM raw.odd WHERE day = 3`, `DELETE FROM raw.odd WHERE day IS NULL`,
		`COMMENT ON TABLE raw.odd IS 'odder'; UPDATE raw.odd SET day = 4 WHERE day = 3`,
		`UPDATE core.shot_like SET letter = 'a' WHERE seq = 60000`, `DELETE FROM core.shot_like WHERE seq = 0`, `UPDATE core.shot_like SET ct = 1 WHERE seq = -1`,
		`UPDATE raw.data_shot_like SET content = NULL WHERE packet_id = 5`, `UPDATE raw.data_shot_like SET arrived_utc = '2026-05-02' WHERE packet_id = 119999`,
		`INSERT INTO mart.empty_one VALUES (1)`,
		`UPDATE raw.wide SET huge = huge - 1 WHERE huge > 0`, `UPDATE raw.wide SET span = INTERVAL '1 month 2 days 3.000002 seconds' WHERE huge > 0`,
		`UPDATE core.shot_like SET utc_day = 'infinity' WHERE seq = -1`, `UPDATE core.shot_like SET seq = seq + 1 WHERE utc_day = '2026-05-02'`,
		// Two rows that trade places of values: sums of columns stay as they are.
		`UPDATE core.shot_like SET ct = CASE seq WHEN 7 THEN 8 / 7 ELSE 1 END WHERE seq IN (7, 8)`,
	} {
		t.Run(change, func(t *testing.T) {
			t.Parallel()
			s, l := openPlant(t)
			first := create(t, l, s)
			exec(t, s, change)
			second, want := create(t, l, s), contents(t, s)
			if second.Written != 1 {
				t.Errorf("%d objects written; %d had been", second.Written, first.Written)
			}
			exec(t, s, "DROP TABLE raw.odd; DROP TABLE raw.wide; DROP TABLE core.shot_like; DROP TABLE raw.data_shot_like; DROP TABLE mart.empty_one")
			if _, err := l.Restore(t.Context(), s, second.Manifest, Restoring{}, silent); err != nil {
				t.Fatal(err)
			}
			if got := contents(t, s); !reflect.DeepEqual(got, want) {
				t.Errorf("restored\n%v\nwas\n%v", got, want)
			}
		})
	}
}

func TestDiffCountsRowsAndFigures(t *testing.T) {
	t.Parallel()
	s, l := openPlant(t)
	exec(t, s, `
		CREATE TABLE core.quarantine (id INTEGER, build_id INTEGER, last_seen_utc TIMESTAMP);
		CREATE TABLE mart.run_rate_day (equipment_code VARCHAR, shots BIGINT, normal_shots BIGINT, parts BIGINT, stops BIGINT, production_time_us BIGINT, run_time_us BIGINT, downtime_us BIGINT);
		INSERT INTO core.quarantine VALUES (1, 1, NULL);
		INSERT INTO mart.run_rate_day VALUES ('T-1', 100, 80, 400, 3, 3600000000, 7200000000, 3600000000);
		CREATE TABLE mart.small (equipment_code VARCHAR, local_date DATE, shots BIGINT);
		INSERT INTO mart.small VALUES ('T-1', DATE '2026-05-01', 1), ('T-1', DATE '2026-05-02', 2), ('T-2', DATE '2026-05-03', 3), (NULL, NULL, 4)`)
	a := create(t, l, s)
	exec(t, s, `
		UPDATE core.quarantine SET build_id = 2, last_seen_utc = TIMESTAMP '2026-06-01';
		UPDATE mart.run_rate_day SET shots = 110;
		UPDATE mart.small SET shots = 9 WHERE local_date = DATE '2026-05-01' OR local_date IS NULL;
		DELETE FROM mart.small WHERE local_date = DATE '2026-05-03';
		INSERT INTO mart.small VALUES ('T-2', DATE '2026-05-05', 3), ('T-2', DATE '2026-05-06', 3);
		UPDATE core.shot_like SET ct = -1 WHERE seq IN (1, 2, 60000);
		DELETE FROM core.shot_like WHERE seq = 124999;
		ALTER TABLE mart.empty_one ADD COLUMN other INTEGER`)
	b := create(t, l, s)
	l.Keys = func(table string) []string {
		return map[string][]string{"mart.small": {"equipment_code", "local_date"}, "mart.run_rate_day": {"equipment_code"}, "core.shot_like": {"unknown"}}[table]
	}
	d, err := l.Diff(t.Context(), s, a.Manifest, b.Manifest, silent)
	if err != nil {
		t.Fatal(err)
	}
	want := []TableDifference{
		{Table: "core.shot_like", Days: []string{"2026-05-01", "2026-05-03", "2026-05-05"}, RowsA: 125_001, RowsB: 125_000, OnlyA: 4, OnlyB: 3},
		{Table: "mart.empty_one", Days: nil, Columns: true},
		{Table: "mart.run_rate_day", Days: []string{"all"}, RowsA: 1, RowsB: 1, OnlyA: 1, OnlyB: 1, Changed: 1},
		{Table: "mart.small", Days: []string{"2026-05-01", "2026-05-03", "2026-05-05", "2026-05-06", "none"}, RowsA: 4, RowsB: 5, OnlyA: 3, OnlyB: 4, Changed: 2},
	}
	if !reflect.DeepEqual(d.Tables, want) {
		t.Errorf("%+v", d.Tables)
	}
	figures := []string{}
	for _, f := range d.Figures {
		figures = append(figures, fmt.Sprint(f.Name, " ", *f.A, " ", *f.B))
	}
	if got := strings.Join(figures, "; "); got != "shots 100 110; efficiency 0.8 0.7272727272727273" {
		t.Error(got)
	}
}

func TestADamagedObjectIsNamedAndRefused(t *testing.T) {
	t.Parallel()
	for _, damage := range []struct {
		what string
		do   func(path string) error
	}{
		{"was changed", func(path string) error {
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			text[len(text)/2] ^= 1
			return os.WriteFile(path, text, 0o600)
		}},
		{"is missing", os.Remove},
		{"bytes instead of", func(path string) error { return os.Truncate(path, 100) }},
	} {
		t.Run(damage.what, func(t *testing.T) {
			t.Parallel()
			s, l := openPlant(t)
			first := create(t, l, s)
			shots, _ := first.table("core.shot_like")
			object := shots.Objects[2]
			// A file that was copied is read, and shared.
			if err := os.Chtimes(l.path(object.File), time.Time{}, time.Unix(1_700_000_000, 0)); err != nil {
				t.Fatal(err)
			}
			second := create(t, l, s)
			if second.Written+second.Renewed > 0 {
				t.Errorf("%d files were written", second.Written)
			}
			if err := damage.do(l.path(object.File)); err != nil {
				t.Fatal(err)
			}
			faults, err := l.Verify(t.Context(), []Manifest{first.Manifest, second.Manifest}, silent)
			if err != nil || len(faults) != 2 || faults[0].Snapshot != first.ID || faults[1].Snapshot != second.ID {
				t.Errorf("%+v, %v", faults, err)
			}
			for _, f := range faults {
				if f.File != object.File || f.Day != "2026-05-03" || !strings.Contains(f.What, damage.what) {
					t.Errorf("%+v", f)
				}
			}
			// A new version does not take it over.
			third := create(t, l, s)
			if faults, err := l.Verify(t.Context(), []Manifest{third.Manifest}, silent); err != nil || len(faults) > 0 || third.Renewed != 1 {
				t.Errorf("%d written anew; %+v, %v", third.Renewed, faults, err)
			}
			if whole, err := l.isWhole(&object); err == nil && whole { // the new one came out the same
				if err := damage.do(l.path(object.File)); err != nil {
					t.Fatal(err)
				}
			}
			exec(t, s, "DELETE FROM core.shot_like WHERE seq > 10")
			before := contents(t, s)
			_, err = l.Restore(t.Context(), s, first.Manifest, Restoring{}, silent)
			if engine.CodeOf(err) != engine.CodeFile || !strings.Contains(err.Error(), object.File) {
				t.Errorf("%v", err)
			}
			if !reflect.DeepEqual(before, contents(t, s)) {
				t.Error("the file was changed")
			}
			// A table that has nothing to do with it can be restored.
			if _, err := l.Restore(t.Context(), s, first.Manifest, Restoring{Tables: []string{"raw.odd"}}, silent); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestRestoreOfChosenTables(t *testing.T) {
	t.Parallel()
	s, l := openPlant(t)
	exec(t, s, "CREATE OR REPLACE TABLE raw.part AS SELECT 1 AS id; CREATE OR REPLACE TABLE raw.part_history AS SELECT 1 AS id, NULL::TIMESTAMP AS valid_to")
	first := create(t, l, s)
	exec(t, s, "DELETE FROM raw.odd; DELETE FROM core.shot_like")
	if _, err := l.Restore(t.Context(), s, first.Manifest, Restoring{Tables: []string{"raw.odd"}}, silent); err != nil {
		t.Fatal(err)
	}
	if got := first.withHistory([]string{"raw.part_history", "raw.odd"}); !slices.Equal(got, []string{"raw.part", "raw.part_history", "raw.odd"}) {
		t.Errorf("with histories: %q", got)
	}
	exec(t, s, "DELETE FROM raw.part; DELETE FROM raw.part_history")
	if n, err := l.Restore(t.Context(), s, first.Manifest, Restoring{Tables: []string{"raw.part"}}, silent); err != nil || n != 2 {
		t.Errorf("a table and its history: %d, %v", n, err)
	}
	var odd, shots int
	if err := s.QueryRow(t.Context(), "SELECT (SELECT count(*) FROM raw.odd), (SELECT n FROM core.seen)").Scan(&odd, &shots); err != nil || odd != 4 || shots != 0 {
		t.Errorf("%d, %d, %v", odd, shots, err)
	}
	for table, part := range map[string]string{"core.shot_like": "belongs to them", "raw.od": "no table"} {
		if _, err := l.Restore(t.Context(), s, first.Manifest, Restoring{Tables: []string{table}}, silent); engine.CodeOf(err) != engine.CodeUsage || !strings.Contains(err.Error(), part) {
			t.Errorf("%s: %v", table, err)
		}
	}
}

func TestARestoreOfANewerSprueIsRefused(t *testing.T) {
	t.Parallel()
	s, l := openPlant(t)
	first := create(t, l, s)
	first.Migration = 99
	if _, err := l.Restore(t.Context(), s, first.Manifest, Restoring{}, silent); engine.CodeOf(err) != engine.CodeUsage || !strings.Contains(err.Error(), "newer sprue") {
		t.Error(err)
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	s, l := openPlant(t)
	if _, err := l.Find(Latest); engine.CodeOf(err) != engine.CodeUsage {
		t.Error(err)
	}
	first, second := create(t, l, s), create(t, l, s)
	for name, want := range map[string]string{Latest: second.ID, first.ID: first.ID, second.ID[:13]: second.ID} {
		if got, err := l.Find(name); err != nil || got.ID != want {
			t.Errorf("%s: %s, %v", name, got.ID, err)
		}
	}
	for _, name := range []string{"", "2026", "2025", "../x"} {
		if _, err := l.Find(name); engine.CodeOf(err) != engine.CodeUsage {
			t.Errorf("%q: %v", name, err)
		}
	}
	// A clock that was set back does not hide what is the last one.
	l.Clock = func() time.Time { return first.Created.Add(-time.Hour) }
	if third := create(t, l, s); third.ID <= second.ID {
		t.Errorf("%s after %s", third.ID, second.ID)
	}
	// A manifest that somebody has edited cannot lead out of the folder.
	second.Tables[0].Objects = []Object{{File: "../../evil.parquet"}}
	if err := l.write(second.Manifest); err != nil {
		t.Fatal(err)
	}
	if _, err := l.List(); engine.CodeOf(err) != engine.CodeFile {
		t.Error(err)
	}
}

func TestAChangedManifestIsRefused(t *testing.T) {
	t.Parallel()
	s, l := openPlant(t)
	first := create(t, l, s)
	text, err := os.ReadFile(l.manifestPath(first.ID))
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(text), "CREATE TABLE mart.empty_one(id INTEGER)", "CREATE TABLE mart.empty_one(id BIGINT)", 1)
	if changed == string(text) {
		t.Fatal("nothing was changed")
	}
	if err := os.WriteFile(l.manifestPath(first.ID), []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Find(Latest); engine.CodeOf(err) != engine.CodeFile {
		t.Error(err)
	}
}

func TestAFileForTheFolderIsNamed(t *testing.T) {
	t.Parallel()
	s, l := openPlant(t)
	if err := os.WriteFile(l.Folder, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, made := l.Create(t.Context(), s, "", silent)
	_, found := l.Find(Latest)
	for _, err := range []error{made, found} {
		var said *engine.Error
		if !errors.As(err, &said) || said.Code != engine.CodeUsage || !strings.Contains(said.Doing, l.Folder) || !strings.Contains(said.Hint, "snapshots.folder") {
			t.Error(err)
		}
	}
}

// A create that fails leaves nothing, and what was there is whole.
func TestAFailedCreateLeavesNothing(t *testing.T) {
	t.Parallel()
	s, l := openPlant(t)
	first := create(t, l, s)
	exec(t, s, "UPDATE core.shot_like SET ct = -1")
	ctx, cancel := context.WithCancel(t.Context())
	objects := 0
	l.Failpoint = func(name string) {
		if objects++; name == FailObject && objects == 3 {
			cancel()
		}
	}
	if _, err := l.Create(ctx, s, "", silent); err == nil {
		t.Fatal("it did not fail")
	}
	l.Failpoint = nil
	if pruned, err := l.Prune(t.Context(), s, Retention{Last: 9}, true); err != nil || pruned.Objects != 0 {
		t.Errorf("%d objects are left, %v", pruned.Objects, err)
	}
	if faults, err := l.Verify(t.Context(), []Manifest{first.Manifest}, silent); err != nil || len(faults) > 0 {
		t.Errorf("%+v, %v", faults, err)
	}
}

func TestRetention(t *testing.T) {
	t.Parallel()
	at := func(texts ...string) (all []Manifest) {
		for _, text := range texts {
			when, err := time.Parse("2006-01-02 15", text)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, Manifest{ID: text, Created: when})
		}
		return all
	}
	all := at("2025-12-30 08", "2026-01-01 08", "2026-01-31 08", "2026-02-02 07", "2026-02-02 08", "2026-02-03 08", "2026-02-09 06")
	for _, c := range []struct {
		rule Retention
		want []int
	}{
		{Retention{Last: 2}, []int{5, 6}},
		{Retention{Last: 99}, []int{0, 1, 2, 3, 4, 5, 6}},
		{Retention{Daily: 3}, []int{4, 5, 6}},
		{Retention{Weekly: 3}, []int{2, 5, 6}}, // ISO weeks 7, 6, 5
		{Retention{Weekly: 9}, []int{1, 2, 5, 6}},
		{Retention{Monthly: 2}, []int{2, 6}},
		{Retention{Monthly: 3, Last: 1}, []int{0, 2, 6}},
	} {
		got := []int{}
		for i, keep := range c.rule.Keeps(all) {
			if keep {
				got = append(got, i)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v, want %v", c.rule, got, c.want)
		}
	}
	for rule, wrong := range map[Retention]bool{{}: true, {Last: -1}: true, {Monthly: 1}: false} {
		if err := rule.Validate("keep."); (err != nil) != wrong {
			t.Errorf("%+v: %v", rule, err)
		}
	}
}

func TestPruneKeepsWhatIsNeeded(t *testing.T) {
	t.Parallel()
	s, l := openPlant(t)
	first := create(t, l, s)
	exec(t, s, "UPDATE core.shot_like SET ct = 5 WHERE seq = 1")
	second := create(t, l, s)
	orphan := l.path("core.gone/2026-01-01-0123456789abcdef.parquet")
	foreign := []string{l.path("notes/mine.parquet"), l.path("core.gone/part-00000.parquet"), l.path("core.gone/day=2026-01-01/part-00000.parquet")}
	for _, path := range append([]string{orphan}, foreign...) {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	dry, err := l.Prune(t.Context(), s, Retention{Last: 1}, true)
	if err != nil {
		t.Fatal(err)
	}
	pruned, err := l.Prune(t.Context(), s, Retention{Last: 1}, false)
	if err != nil || !reflect.DeepEqual(dry, pruned) || pruned.Objects != 2 || len(pruned.Removed) != 1 || pruned.Removed[0].ID != first.ID {
		t.Errorf("%+v, %+v, %v", pruned, dry, err)
	}
	if _, err := os.Stat(orphan); !os.IsNotExist(err) {
		t.Error("an object that nobody needs is left", err)
	}
	for _, path := range foreign {
		if _, err := os.Stat(path); err != nil {
			t.Error("a file of somebody else is gone", err)
		}
	}
	faults, err := l.Verify(t.Context(), []Manifest{second.Manifest}, silent)
	if err != nil || len(faults) > 0 {
		t.Errorf("%+v, %v", faults, err)
	}
}

// TestTwoFilesInOneFolder: versions of another plant are neither pruned nor brought
// into a file that has data of its own.
func TestTwoFilesInOneFolder(t *testing.T) {
	t.Parallel()
	s, l := openPlant(t)
	mine, err := l.Create(t.Context(), s, "", silent)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	other, err := store.Open(t.Context(), store.Config{
		Path: filepath.Join(dir, "other.duckdb"), MemoryLimitMB: 300,
		Clock: func() time.Time { return time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := other.Close(); err != nil {
			t.Error(err)
		}
	})
	// Nothing was mirrored into it, so it takes any version; then it is that file.
	if _, err := l.Restore(t.Context(), other, mine.Manifest, Restoring{}, silent); err != nil {
		t.Fatal(err)
	}
	exec(t, other, "UPDATE meta.migration SET applied_utc = TIMESTAMP '2020-01-01'; INSERT INTO meta.sync_batch (batch_id) VALUES (1)")
	theirs, err := l.Create(t.Context(), other, "", silent)
	if err != nil {
		t.Fatal(err)
	}
	if theirs.ID <= mine.ID || theirs.FileMade.Year() != 2020 || mine.FileMade.IsZero() {
		t.Errorf("%s of %s and %s of %s", theirs.ID, theirs.FileMade, mine.ID, mine.FileMade)
	}
	_, err = l.Restore(t.Context(), other, mine.Manifest, Restoring{}, silent)
	if engine.CodeOf(err) != engine.CodeUsage || !strings.Contains(err.Error(), "it is of another file") {
		t.Errorf("restored with %v", err)
	}
	pruned, err := l.Prune(t.Context(), other, Retention{Last: 1}, false)
	if err != nil || len(pruned.Removed) != 0 || pruned.Objects != 0 {
		t.Errorf("%+v, %v", pruned, err)
	}
	all, err := l.List()
	if err != nil || len(all) != 2 {
		t.Fatalf("%d versions, %v", len(all), err)
	}
	if faults, err := l.Verify(t.Context(), all, silent); err != nil || len(faults) > 0 {
		t.Errorf("%+v, %v", faults, err)
	}
	if _, err := l.Restore(t.Context(), other, mine.Manifest, Restoring{Foreign: true}, silent); err != nil {
		t.Error(err)
	}
}

// asHelper makes this test binary a process that makes and prunes versions, and
// is killed at a failpoint.
const asHelper = "SNAPSHOT_FAIL_AT"

func TestMain(m *testing.M) {
	if point := os.Getenv(asHelper); point != "" {
		helper(point, os.Getenv("SNAPSHOT_DIR"))
	}
	os.Exit(m.Run())
}

func helper(point, dir string) {
	l := library(dir)
	l.Clock = time.Now
	left := 3
	l.Failpoint = func(name string) {
		if left--; name == point && left < 0 {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		}
	}
	ctx := context.Background()
	s, err := store.Open(ctx, store.Config{Path: filepath.Join(dir, "plant.duckdb"), MemoryLimitMB: 300})
	for err == nil {
		err = s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, "UPDATE core.shot_like SET ct = ct + 1 WHERE seq % 20000 = 7; INSERT INTO mart.empty_one VALUES (1)")
			return err
		})
		if err == nil {
			_, err = l.Create(ctx, s, "", silent)
		}
		if err == nil {
			_, err = l.Prune(ctx, s, Retention{Last: 1}, false)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func TestAKillLeavesEveryVersionWhole(t *testing.T) {
	t.Parallel()
	for _, point := range []string{FailObject, FailBeforeManifest, FailAfterManifest, FailManifestGone, FailObjectGone} {
		t.Run(point, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			s := open(t, dir)
			exec(t, s, plant)
			l := library(dir)
			create(t, l, s)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			process, err := os.StartProcess(os.Args[0], os.Args[:1], &os.ProcAttr{
				Env: append(os.Environ(), asHelper+"="+point, "SNAPSHOT_DIR="+dir), Files: []*os.File{nil, os.Stdout, os.Stderr},
			})
			if err != nil {
				t.Fatal(err)
			}
			if state, err := process.Wait(); err != nil || state.Exited() {
				t.Fatalf("it was not killed: %v, %v", state, err)
			}
			checkAfterKill(t, dir, l)
		})
	}
}

// checkAfterKill: every version that has a manifest is whole and can be
// restored, and the next run tidies up.
func checkAfterKill(t *testing.T, dir string, l *Library) {
	t.Helper()
	s := open(t, dir)
	all, err := l.List()
	if err != nil || len(all) == 0 {
		t.Fatalf("%d versions, %v", len(all), err)
	}
	if faults, err := l.Verify(t.Context(), all, silent); err != nil || len(faults) > 0 {
		t.Fatalf("%+v, %v", faults, err)
	}
	for _, m := range all {
		if _, err := l.Restore(t.Context(), s, m, Restoring{}, silent); err != nil {
			t.Error(err)
		}
	}
	l.Clock = time.Now
	last := create(t, l, s)
	if _, err := l.Prune(t.Context(), s, Retention{Last: 1}, false); err != nil {
		t.Fatal(err)
	}
	files := 0
	err = filepath.WalkDir(l.Folder, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files++
		}
		return err
	})
	if want := last.Written + last.Shared + 1; err != nil || files != want {
		t.Errorf("%d files, want %d, %v", files, want, err)
	}
}
