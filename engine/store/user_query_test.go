package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sprue/engine"
)

// newSandbox is a store with a table, a view, a macro and some files that
// nobody's SQL may read.
func newSandbox(t *testing.T) *Store {
	t.Helper()
	s := openTemp(t)
	for name, content := range map[string]string{
		"secret.csv": "a,b\n1,2\n", "secret.txt": "hello", "secret.json": `{"a":1}`, "data.csv": "a\n1\n", "mart.csv": "a\n1\n",
		"information_schema.csv": "a\n1\n", "csv": "a\n1\n",
	} {
		mustWriteFile(t, filepath.Join(filepath.Dir(s.Path()), name), content)
	}
	t.Chdir(filepath.Dir(s.Path()))
	mustExec(t, s, `
		CREATE TABLE core.master_shot (equipment_code VARCHAR, shot_time_utc TIMESTAMP, ct DOUBLE, extra JSON);
		INSERT INTO core.master_shot SELECT 'T-' || i % 3, TIMESTAMP '2026-01-01' + to_seconds(i), 30.5 + i, '{"b": 1, "a": 12345678901234567890}' FROM range(10) r(i);
		CREATE VIEW mart.tool AS SELECT equipment_code, count(*) AS shots FROM core.master_shot GROUP BY ALL;
		CREATE MACRO epoch_day(t) AS t::DATE;
		CREATE SCHEMA private;
		CREATE TABLE private.token (hash VARCHAR);
		COPY core.master_shot TO 'secret.parquet';
		CREATE SEQUENCE core.numbers`)
	return s
}

func TestUserQueryAccepts(t *testing.T) {
	s := newSandbox(t)
	for name, query := range map[string]string{
		"select":                   "SELECT count(*) FROM core.master_shot",
		"semicolon":                "SELECT 1;",
		"semicolon and comment":    "SELECT 1; -- done",
		"two semicolons":           "SELECT 1;;",
		"comment first":            "-- count\n/* all /* nested */ */ SELECT 1",
		"semicolon in text":        "SELECT ';' AS a, $$;$$ AS b, E'\\';' AS c, 1 AS \";\"",
		"catalog":                  "SELECT * FROM plant.core.master_shot",
		"bare table":               "SELECT * FROM master_shot",
		"bare view":                "FROM tool",
		"upper case":               "SELECT * FROM CORE.MASTER_SHOT",
		"quoted":                   `SELECT "equipment_code" FROM "core"."master_shot"`,
		"with":                     "WITH a AS (SELECT 1 AS x), b AS MATERIALIZED (SELECT x + 1 AS y FROM a) SELECT * FROM b",
		"cte in subquery":          "SELECT * FROM (WITH q AS (SELECT 1) SELECT * FROM q)",
		"recursive":                "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT max(n) FROM t",
		"values":                   "VALUES (1, 'a'), (2, 'b')",
		"table":                    "TABLE core.master_shot",
		"describe":                 "DESCRIBE core.master_shot",
		"describe query":           "DESCRIBE SELECT * FROM core.master_shot",
		"show tables":              "SHOW TABLES",
		"show all tables":          "SHOW ALL TABLES",
		"show tables from":         "SHOW TABLES FROM core",
		"show databases":           "SHOW DATABASES",
		"show schemas":             "SHOW SCHEMAS",
		"intersect":                "SELECT 1 INTERSECT ALL (SELECT 1 ORDER BY 1)",
		"macro with its schema":    "SELECT main.epoch_day(shot_time_utc) FROM core.master_shot",
		"semi join":                "FROM core.master_shot SEMI JOIN mart.tool USING (equipment_code)",
		"natural join":             "FROM core.master_shot NATURAL JOIN mart.tool",
		"correlated":               "SELECT (SELECT count(*) FROM core.master_shot b WHERE b.ct < a.ct) FROM core.master_shot a",
		"group by all":             "SELECT equipment_code, avg(ct) FROM core.master_shot GROUP BY ALL ORDER BY ALL NULLS LAST",
		"nested cte name as table": "WITH master_shot AS (SELECT 1 AS x) SELECT x FROM master_shot",
		"with ordinality":          "SELECT * FROM unnest(['a', 'b']) WITH ORDINALITY",
		"tablesample":              "SELECT * FROM core.master_shot TABLESAMPLE 50%",
		"show table":               "SHOW core.master_shot",
		"summarize":                "SUMMARIZE core.master_shot",
		"explain":                  "EXPLAIN SELECT * FROM core.master_shot",
		"explain analyze":          "EXPLAIN ANALYZE SELECT * FROM core.master_shot",
		"explain format":           "EXPLAIN (FORMAT json) SELECT 1",
		"explain analyze format":   "explain (analyze, format json) SELECT 1",
		"union":                    "SELECT 1 UNION ALL SELECT 2 EXCEPT SELECT 3 ORDER BY 1 DESC LIMIT 1 OFFSET 0",
		"limit percent":            "SELECT * FROM range(10) LIMIT 10%",
		"window":                   "SELECT lag(ct) OVER (PARTITION BY equipment_code ORDER BY shot_time_utc), row_number() OVER w FROM core.master_shot WINDOW w AS (ORDER BY ct)",
		"qualify":                  "SELECT * FROM core.master_shot QUALIFY row_number() OVER (ORDER BY ct) = 1",
		"joins":                    "SELECT * FROM core.master_shot a JOIN mart.tool b USING (equipment_code) LEFT JOIN range(3) c ON true ASOF JOIN core.master_shot d ON a.ct >= d.ct",
		"lateral":                  "SELECT * FROM mart.tool t, LATERAL (SELECT t.shots + 1)",
		"unnest":                   "SELECT unnest([1, 2, 3]), unnest({a: 1})",
		"from unnest":              "SELECT * FROM unnest([1, 2]) u(x)",
		"range":                    "SELECT * FROM range(3), generate_series(1, 2)",
		"json":                     "SELECT extra ->> 'a', json_extract(extra, '$.b'), extra.b FROM core.master_shot",
		"json_each":                "SELECT * FROM core.master_shot, json_each(extra)",
		"lambda":                   "SELECT list_transform([1, 2], lambda x: x + 1), [x * 2 FOR x IN [1, 2] IF x > 1]",
		"exists":                   "SELECT EXISTS (SELECT 1 FROM mart.tool), 1 IN (SELECT 1), (SELECT max(ct) FROM core.master_shot)",
		"case and casts":           "SELECT CASE WHEN 1 = 1 THEN 'a' ELSE 'b' END, 1::DECIMAL(10, 2), TRY_CAST('x' AS INTEGER), CAST('a' AS ENUM ('a', 'b')), INTERVAL 1 DAY, DATE '2026-01-01', 'a' LIKE 'b', 'x' ILIKE 'y', 'x' SIMILAR TO 'y', 'a' NOT LIKE 'b', 'a' GLOB '*'",
		"conditionals":             "SELECT coalesce(NULL, 1), ifnull(NULL, 1), nullif(1, 1), if(true, 1, 2), greatest(1, 2), TRY(1 / 0)",
		"dates":                    "SELECT now(), current_date, current_timestamp, extract(hour FROM now()), date_trunc('day', now()), now() AT TIME ZONE 'Europe/Berlin', strftime(now(), '%Y')",
		"aggregates":               "SELECT count(*), count(DISTINCT ct), quantile_cont(ct, 0.5), median(ct), list(ct ORDER BY ct), string_agg(equipment_code, ','), arg_max(ct, shot_time_utc), stddev_samp(ct), sum(ct) FILTER (WHERE ct > 31), mode(ct), histogram(ct) FROM core.master_shot",
		"grouping sets":            "SELECT equipment_code, count(*), grouping(equipment_code) FROM core.master_shot GROUP BY ROLLUP (equipment_code) HAVING count(*) > 0",
		"pivot in from":            "FROM (PIVOT core.master_shot ON equipment_code IN ('T-0', 'T-1') USING sum(ct) GROUP BY shot_time_utc)",
		"unpivot in from":          "FROM (UNPIVOT (SELECT 1 AS a, 2 AS b) ON a, b INTO NAME n VALUE v)",
		"structs":                  "SELECT {'a': 1, 'b': [1, 2]}.a, struct_pack(x := 1), map {'k': 1}['k'], [1, 2, 3][1:2]",
		"star":                     "SELECT * EXCLUDE (extra) REPLACE (ct * 2 AS ct), COLUMNS('c.') FROM core.master_shot",
		"distinct on":              "SELECT DISTINCT ON (equipment_code) * FROM core.master_shot ORDER BY equipment_code, ct",
		"sample":                   "SELECT * FROM core.master_shot USING SAMPLE 2 ROWS",
		"macro of the file":        "SELECT epoch_day(shot_time_utc) FROM core.master_shot",
		"method":                   "SELECT equipment_code.lower().replace('t', 'b') FROM core.master_shot",
		"collate":                  "SELECT * FROM core.master_shot ORDER BY equipment_code COLLATE NOCASE",
		"comments of columns":      "SELECT column_name, comment FROM duckdb_columns() WHERE schema_name = 'raw'",
		"information_schema":       "SELECT count(*) FROM information_schema.tables",
		"operators":                "SELECT 1 + 2 * 3 % 2 - 1 / 2 // 2, 2 ** 3, 1 & 2 | 3, ~1, 1 << 2, 'a' || 'b', NOT true, 1 BETWEEN 0 AND 2, 1 IS DISTINCT FROM 2, -1, 5!, @(-1), 'abc' ^@ 'a', 'a' ~ 'b'",
		"positional join":          "SELECT * FROM range(2) a POSITIONAL JOIN range(2) b",
		"tablename in from-first":  "FROM core.master_shot SELECT ct WHERE ct > 31",
		"name that looks like sql": `SELECT 1 AS "DROP TABLE core.master_shot"`,
	} {
		t.Run(name, func(t *testing.T) {
			for _, limits := range []Limits{{}, {Rows: 3, Time: time.Minute, MemoryMB: 500}} {
				rows, err := s.UserQuery(t.Context(), query, limits)
				if err != nil {
					t.Fatalf("%+v: %v", limits, hinted(err))
				}
				if _, err := rows.All(); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func TestUserQueryRefuses(t *testing.T) {
	s := newSandbox(t)
	for name, query := range map[string]string{
		"empty":                        "",
		"comment only":                 "-- nothing",
		"semicolon only":               ";",
		"two statements":               "SELECT 1; SELECT 2",
		"drop after select":            "SELECT 1; DROP TABLE core.master_shot",
		"drop after comment":           "SELECT 1 /* ; */ ; DROP TABLE core.master_shot",
		"drop":                         "DROP TABLE core.master_shot",
		"insert":                       "INSERT INTO core.master_shot VALUES (1)",
		"insert returning":             "INSERT INTO core.master_shot DEFAULT VALUES RETURNING *",
		"update":                       "UPDATE core.master_shot SET ct = 1",
		"delete":                       "DELETE FROM core.master_shot",
		"merge":                        "MERGE INTO core.master_shot USING mart.tool ON false WHEN NOT MATCHED THEN INSERT DEFAULT VALUES",
		"truncate":                     "TRUNCATE core.master_shot",
		"cte with insert":              "WITH a AS (INSERT INTO core.master_shot DEFAULT VALUES RETURNING *) SELECT * FROM a",
		"with before delete":           "WITH a AS (SELECT 1) DELETE FROM core.master_shot",
		"create":                       "CREATE TABLE core.x (a INTEGER)",
		"create temp":                  "CREATE TEMP TABLE x AS SELECT 1",
		"create macro":                 "CREATE MACRO m() AS TABLE SELECT * FROM read_csv('secret.csv')",
		"create secret":                "CREATE SECRET (TYPE s3)",
		"alter":                        "ALTER TABLE core.master_shot ADD COLUMN x INTEGER",
		"comment on":                   "COMMENT ON TABLE core.master_shot IS 'x'",
		"select into":                  "SELECT * INTO core.x FROM core.master_shot",
		"copy to":                      "COPY core.master_shot TO 'out.csv'",
		"copy query":                   "COPY (SELECT 1) TO 'out.csv'",
		"copy from":                    "COPY core.master_shot FROM 'secret.csv'",
		"export":                       "EXPORT DATABASE 'out'",
		"import":                       "IMPORT DATABASE 'out'",
		"attach":                       "ATTACH 'other.db' AS other",
		"detach":                       "DETACH plant",
		"use":                          "USE memory",
		"pragma":                       "PRAGMA database_list",
		"pragma call":                  "PRAGMA table_info('core.master_shot')",
		"set":                          "SET memory_limit = '100GB'",
		"set variable":                 "SET VARIABLE a = 1",
		"reset":                        "RESET memory_limit",
		"install":                      "INSTALL httpfs",
		"load":                         "LOAD httpfs",
		"call":                         "CALL pragma_version()",
		"checkpoint":                   "CHECKPOINT",
		"vacuum":                       "VACUUM",
		"analyze":                      "ANALYZE",
		"begin":                        "BEGIN",
		"commit":                       "COMMIT",
		"rollback and drop":            "ROLLBACK; DROP TABLE core.master_shot",
		"prepare":                      "PREPARE p AS SELECT 1",
		"execute":                      "EXECUTE p",
		"explain insert":               "EXPLAIN INSERT INTO core.master_shot DEFAULT VALUES",
		"explain analyze delete":       "EXPLAIN ANALYZE DELETE FROM core.master_shot",
		"explain analyze copy":         "EXPLAIN ANALYZE COPY core.master_shot TO 'out.csv'",
		"explain with options, delete": "EXPLAIN (ANALYZE, FORMAT json) DELETE FROM core.master_shot",
		"explain explain":              "EXPLAIN EXPLAIN SELECT 1",
		"explain two":                  "EXPLAIN SELECT 1; DROP TABLE core.master_shot",
		"explain file":                 "EXPLAIN SELECT * FROM 'secret.csv'",
		"describe file":                "DESCRIBE 'secret.csv'",
		"describe query of a file":     "DESCRIBE SELECT * FROM read_csv('secret.csv')",
		"summarize file":               "SUMMARIZE 'secret.csv'",
		"show file":                    "SHOW 'secret.csv'",
		"show in from":                 "SELECT * FROM (DESCRIBE 'secret.csv')",
		"file":                         "SELECT * FROM 'secret.csv'",
		"quoted file":                  `SELECT * FROM "secret.csv"`,
		"file as schema and table":     "FROM data.csv",
		"file named like a schema":     "FROM mart.csv",
		"file named like another":      "FROM information_schema.csv",
		"glob file":                    "FROM '*.csv'",
		"parquet file":                 "FROM 'secret.parquet'",
		"json file":                    "FROM 'secret.json'",
		"table file":                   "TABLE 'secret.csv'",
		"url":                          "FROM 'http://127.0.0.1:1/x.csv'",
		"s3":                           "FROM 's3://bucket/x.parquet'",
		"absolute file":                "FROM '/etc/passwd'",
		"file hidden by a cte":         `SELECT * FROM (WITH "secret.csv" AS (SELECT 1) SELECT 1), "secret.csv"`,
		"file in a cte":                "WITH a AS (SELECT * FROM 'secret.csv') SELECT * FROM a",
		"file in a recursive cte":      "WITH RECURSIVE a AS (SELECT 1 UNION ALL SELECT a.* FROM a, 'secret.csv') SELECT * FROM a",
		"file in a subquery":           "SELECT (SELECT count(*) FROM 'secret.csv')",
		"file in an expression":        "SELECT 1 + CASE WHEN EXISTS (SELECT 1 FROM 'secret.csv') THEN 1 ELSE 2 END",
		"file in a list":               "SELECT [(SELECT a FROM 'secret.csv')]",
		"file in a lambda":             "SELECT list_transform([1], lambda x: (SELECT max(a) FROM 'secret.csv'))",
		"file in a window":             "SELECT sum(1) OVER (ORDER BY (SELECT a FROM 'secret.csv'))",
		"file in order by":             "SELECT 1 ORDER BY (SELECT a FROM 'secret.csv')",
		"file in limit":                "SELECT 1 LIMIT (SELECT count(*) FROM 'secret.csv')",
		"file in a join condition":     "SELECT * FROM mart.tool a JOIN mart.tool b ON EXISTS (FROM 'secret.csv')",
		"file in values":               "VALUES ((SELECT a FROM 'secret.csv'))",
		"file in union":                "SELECT 1 UNION ALL SELECT a FROM 'secret.csv'",
		"file in pivot":                "FROM (PIVOT 'secret.csv' ON a IN (1) USING sum(b))",
		"file in filter":               "SELECT count(*) FILTER (WHERE EXISTS (FROM 'secret.csv')) FROM mart.tool",
		"file in having":               "SELECT 1 GROUP BY 1 HAVING (SELECT count(*) > 0 FROM 'secret.csv')",
		"read_csv":                     "SELECT * FROM read_csv('/etc/passwd')",
		"read_csv quoted":              `SELECT * FROM "read_csv"('/etc/passwd')`,
		"read_csv upper case":          "SELECT * FROM READ_CSV('/etc/passwd')",
		"read_csv qualified":           "SELECT * FROM system.main.read_csv('/etc/passwd')",
		"read_csv in a function":       "SELECT * FROM range((SELECT count(*) FROM read_csv('secret.csv')))",
		"read_csv lateral":             "SELECT * FROM (VALUES ('secret.csv')) v(f), LATERAL (SELECT * FROM read_csv(v.f))",
		"read_csv comment":             "SELECT * FROM read_csv/**/('secret.csv')",
		"read_csv_auto":                "FROM read_csv_auto('secret.csv')",
		"read_text":                    "FROM read_text('secret.txt')",
		"read_blob":                    "FROM read_blob('secret.txt')",
		"read_json":                    "FROM read_json('secret.json')",
		"read_ndjson":                  "FROM read_ndjson('secret.json')",
		"read_json_objects":            "FROM read_json_objects('secret.json')",
		"read_parquet":                 "FROM read_parquet('secret.parquet')",
		"parquet_scan":                 "FROM parquet_scan('secret.parquet')",
		"parquet_metadata":             "FROM parquet_metadata('secret.parquet')",
		"read_duckdb":                  "FROM read_duckdb('plant.duckdb')",
		"glob":                         "FROM glob('/etc/*')",
		"glob in select":               "SELECT glob('/etc/*')",
		"sniff_csv":                    "FROM sniff_csv('secret.csv')",
		"query":                        "FROM query('SELECT * FROM ''secret.csv''')",
		"query_table":                  "FROM query_table('secret.csv')",
		"histogram of a file":          "FROM histogram('secret.csv', a)",
		"json_execute_serialized_sql":  "FROM json_execute_serialized_sql(json_serialize_sql('FROM ''secret.csv'''))",
		"json_serialize_plan":          "SELECT json_serialize_plan('FROM ''secret.csv''')",
		"sql_auto_complete":            "FROM sql_auto_complete('SELECT * FROM ''/etc/')",
		"getenv":                       "SELECT getenv('HOME')",
		"current_setting":              "SELECT current_setting('memory_limit')",
		"duckdb_settings":              "FROM duckdb_settings()",
		"duckdb_settings as a table":   "FROM duckdb_settings",
		"pg_settings":                  "FROM pg_catalog.pg_settings",
		"duckdb_secrets":               "FROM duckdb_secrets()",
		"which_secret":                 "FROM which_secret('s3://x', 's3')",
		"duckdb_logs":                  "FROM duckdb_logs()",
		"duckdb_temporary_files":       "FROM duckdb_temporary_files()",
		"enable_logging":               "FROM enable_logging()",
		"enable_profiling":             "FROM enable_profiling()",
		"checkpoint function":          "FROM checkpoint('plant')",
		"force_checkpoint":             "SELECT * FROM force_checkpoint('plant')",
		"write_log":                    "SELECT write_log('x')",
		"nextval":                      "SELECT nextval('core.numbers')",
		"nextval qualified":            `SELECT "main"."nextval"('core.numbers')`,
		"nextval as a method":          "SELECT 'core.numbers'.nextval()",
		"setseed":                      "SELECT setseed(0.5)",
		"sleep":                        "SELECT sleep_ms(10)",
		"private table":                "SELECT * FROM private.token",
		"private table, catalog":       "SELECT * FROM plant.private.token",
		"private table, summarize":     "SUMMARIZE private.token",
		"other catalog":                "SELECT * FROM memory.main.x",
		"system table":                 "SELECT * FROM sqlite_master",
		"no table":                     "SELECT * FROM core.master_shots",
		"no column":                    "SELECT cycle FROM core.master_shot",
		"no function":                  "SELECT cuont(*) FROM core.master_shot",
		"parameter":                    "SELECT ?",
		"named parameter":              "SELECT $1",
		"syntax":                       "SELEC 1",
		"unclosed text":                "SELECT 'a",
		"unclosed comment":             "SELECT 1 /* a",
		"closing bracket":              "SELECT 1) AS q; DROP TABLE core.master_shot; SELECT * FROM (SELECT 1",
		"null byte":                    "SELECT 1\x00; DROP TABLE core.master_shot",
		"no utf-8":                     "SELECT '\xff'",
		"too long":                     "SELECT '" + strings.Repeat("a", maxUserSQL) + "'",
		"division by text":             "SELECT 1 / CAST('a' AS INTEGER)",
		"pivot alone":                  "PIVOT core.master_shot ON equipment_code USING sum(ct)",
	} {
		t.Run(name, func(t *testing.T) {
			rows, err := s.UserQuery(t.Context(), query, Limits{Rows: 3})
			if err == nil {
				all, err := rows.All()
				t.Fatalf("not refused: %v, %v", all, err)
			}
			if code := engine.CodeOf(err); code != engine.CodeUsage {
				t.Errorf("code %d: %v", code, err)
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than one line: %q", err)
			}
		})
	}
	checkUntouched(t, s)
}

// checkUntouched tells that nothing of the refused statements came through.
func checkUntouched(t *testing.T, s *Store) {
	t.Helper()
	var shots, objects int
	err := s.QueryRow(t.Context(), `SELECT count(*), (SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'core') FROM core.master_shot`).Scan(&shots, &objects)
	if err != nil || shots != 10 || objects != 1 {
		t.Errorf("%d shots, %d tables, %v", shots, objects, err)
	}
	for _, name := range []string{"out.csv", "out", "other.db"} {
		if _, err := os.Stat(name); err == nil {
			t.Errorf("%s was written", name)
		}
	}
	if n := s.user.Stats().OpenConnections; n != 0 {
		t.Errorf("%d connections left", n)
	}
}

func TestUserQueryHints(t *testing.T) {
	s := newSandbox(t)
	for query, want := range map[string]string{
		"SELECT * FROM core.master_shots":     "core.master_shot?",
		"SELECT cycle FROM core.master_shot":  "Candidate bindings",
		"SELECT median_(ct) FROM master_shot": "median?",
		"PIVOT mart.tool ON shots":            "FROM (PIVOT",
		"DELETE FROM core.master_shot":        "SELECT, WITH",
		"selct":                               "one statement",
		"":                                    "one statement",
		"SELECT getenv('HOME')":               "nothing else of the machine",
		"SELECT 'a'::INTEGER":                 "DESCRIBE",
	} {
		_, err := s.UserQuery(t.Context(), query, Limits{})
		var e *engine.Error
		if !errors.As(err, &e) || !strings.Contains(e.Hint, want) {
			t.Errorf("%s: %v", query, hinted(err))
		}
	}
}

func TestUserQueryLimits(t *testing.T) {
	s := newSandbox(t)
	endless := "SELECT count(*) FROM range(10000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 8"
	// Wherever the time runs out, in the first check or long after, it is said
	// in the same words.
	for _, limit := range []time.Duration{time.Nanosecond, time.Millisecond, 5 * time.Millisecond, 50 * time.Millisecond} {
		_, err := s.UserQuery(t.Context(), endless, Limits{Time: limit})
		if engine.CodeOf(err) != engine.CodeUsage || !strings.Contains(err.Error(), "longer than "+limit.String()) {
			t.Errorf("time %v: %v", limit, err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), limit)
		if _, err := s.UserQuery(ctx, endless, Limits{Time: time.Hour}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("cancelled after %v: %v", limit, err)
		}
		cancel()
	}
	_, err := s.UserQuery(t.Context(), "SELECT list(sha256(range::VARCHAR)) FROM range(100000000)", Limits{MemoryMB: 50})
	if engine.CodeOf(err) != engine.CodeUsage || !strings.Contains(err.Error(), "more than 50 MB") {
		t.Errorf("memory: %v", err)
	}
	for query, accepted := range map[string]bool{
		"SELECT repeat('a', 10), lpad('1', 2, '0')":                  true,
		"SELECT repeat('a', 2000000000)":                             false,
		"SELECT rpad('a', range::INTEGER, 'b') FROM range(10)":       false,
		"SELECT length(list_resize([1], (SELECT 3000000000), NULL))": false,
	} {
		rows, err := s.UserQuery(t.Context(), query, Limits{MemoryMB: 50})
		if err == nil {
			err = rows.Close()
		}
		if (err == nil) != accepted {
			t.Errorf("%s: %v", query, err)
		}
	}
	checkUntouched(t, s)
}

// TestUserQueryKeepsOrder has more rows than one thread reads at once.
func TestUserQueryKeepsOrder(t *testing.T) {
	s := newSandbox(t)
	const limit = 130000
	read := func(query string, limits Limits) (values []any, truncated bool) {
		rows, err := s.UserQuery(t.Context(), query+" ORDER BY hash(range) % 1000 DESC, range", limits)
		if err != nil {
			t.Fatal(err)
		}
		for len(values) < limit && rows.Next() {
			values = append(values, rows.Values()[0])
		}
		rows.Next()
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
		return values, rows.Truncated()
	}
	want, _ := read("SELECT range FROM range(150000)", Limits{})
	got, truncated := read("SELECT range, '{}'::JSON FROM range(150000)", Limits{Rows: limit})
	if !truncated || !slices.Equal(got, want) {
		t.Errorf("%d rows, truncated %v, not in the order of %d", len(got), truncated, len(want))
	}
}

func TestUserQueryColumns(t *testing.T) {
	s := newSandbox(t)
	for _, limits := range []Limits{{}, {Rows: 1}} {
		rows, err := s.UserQuery(t.Context(), `SELECT 1 AS a, 2.5 AS a, '{"b": 1, "a": 12345678901234567890}'::JSON AS "my j"`, limits)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(rows.Columns()); got != "[{a a INTEGER} {a_1 a DECIMAL(2,1)} {my j my j JSON}]" {
			t.Error(got)
		}
		all, err := rows.All()
		if err != nil || len(all) != 1 || rows.Truncated() {
			t.Fatal(all, err)
		}
		if text := string(all[0][2].(json.RawMessage)); text != `{"b": 1, "a": 12345678901234567890}` {
			t.Error(text)
		}
	}
}

// TestAllowedFunctionsAreReviewed fails when a new DuckDB brings functions that
// nobody has looked at: read what they do, then add them to
// allowed_functions.txt or to the refused ones here.
func TestAllowedFunctionsAreReviewed(t *testing.T) {
	s := openTemp(t)
	refused := strings.Fields(`nextval currval setseed write_log sleep_ms pg_sleep current_setting getvariable
		json_serialize_plan parse_duckdb_log_message`)
	var unknown []any
	err := s.QueryRow(t.Context(), `
		SELECT coalesce(list(DISTINCT lower(function_name)), []) FROM duckdb_functions()
		WHERE function_type IN ('scalar', 'aggregate', 'macro') AND internal AND NOT starts_with(function_name, '__internal') AND NOT starts_with(function_name, 'icu_collate_')
		AND NOT list_contains($1, lower(function_name))`, append(strings.Fields(allowedFunctions), refused...)).Scan(&unknown)
	if err != nil || len(unknown) > 0 {
		t.Errorf("not reviewed: %v, %v", unknown, err)
	}
}
