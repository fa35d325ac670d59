package snowflake_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/snowflakedb/gosnowflake"

	"sprue/engine"
	"sprue/engine/enginetest"
	"sprue/engine/store"
	"sprue/sync/push"
	"sprue/sync/snowflake"
	"sprue/sync/snowflaketest"
)

// copyOf is a plant whose table mart.lot is pushed into the schema COPIES.
func copyOf(tb testing.TB) *plant {
	p := newPlant(tb)
	p.run("CREATE SCHEMA COPIES")
	p.source.Schema = "COPIES"
	p.local(`CREATE TABLE mart.lot (tool VARCHAR, part BIGINT, good BOOLEAN, made INTEGER, big HUGEINT, weight DECIMAL(12,4), share DOUBLE,
		first_utc TIMESTAMP, zoned TIMESTAMPTZ, day DATE, "at" TIME, note VARCHAR, list INTEGER[], "order" UBIGINT);
		COMMENT ON TABLE mart.lot IS 'one row per lot, isn''t it';
		COMMENT ON COLUMN mart.lot.weight IS 'of one part, in g (dry); with a point, a comma, and a ''quote''';
		INSERT INTO mart.lot VALUES
			('T-1', 1, true, 42, 99999999999999999999999999999999999999, -1.2345, 0.1, '2026-06-01 10:00:00.000001', '2026-06-01 10:00:00.5+02', '1969-12-31', '23:59:59.000001', 'a "quote", a comma,
and a line \N', [1, NULL, 3], 18446744073709551615),
			('T-1', NULL, false, -7, NULL, 0, 'nan', '1960-01-01 00:00:00', NULL, NULL, NULL, '', [], 0),
			('', 2, NULL, NULL, 0, 12345678.9012, 1e-300, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
			('ä 鋼', 3, NULL, NULL, 0, NULL, '-infinity', NULL, NULL, NULL, NULL, '''=1+1', NULL, NULL),
			(NULL, NULL, NULL, NULL, NULL, NULL, 123456789.123456789, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`)
	return p
}

// local changes the file.
func (p *plant) local(statements string) {
	p.Helper()
	err := p.store.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, statements)
		return err
	})
	if err != nil {
		p.Fatal(err)
	}
}

func (p *plant) target() *snowflake.Target {
	p.Helper()
	t, err := snowflake.NewTarget(p.source, slog.New(slog.NewTextHandler(&p.log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	if err != nil {
		p.Fatal(err)
	}
	snowflake.TargetWithoutWaits(t)
	return t
}

func (p *plant) tryPush(options push.Options) ([]push.Report, error) {
	p.Helper()
	target := p.target()
	job := push.Job{Store: p.store, Target: target, Clock: func() time.Time { return p.now }, Log: slog.New(slog.DiscardHandler), BatchRows: 2,
		Keys: func(string) []string { return []string{"tool", "part"} }, Told: func(int64, int64, string) {}}
	if options.Tables == nil {
		options.Tables = []string{"lot"}
	}
	reports, err := job.Push(p.ctx, options)
	if closed := target.Close(); closed != nil && err == nil {
		p.Error(closed)
	}
	return reports, err
}

// push pushes, and tells what became of it in a line.
func (p *plant) push(options push.Options) string {
	p.Helper()
	reports, err := p.tryPush(options)
	if err != nil {
		p.Fatalf("push: %v\n%s", err, p.log.String())
	}
	p.now = p.now.Add(time.Hour)
	return told(reports)
}

func told(reports []push.Report) string {
	var lines []string
	for _, r := range reports {
		lines = append(lines, fmt.Sprintf("%s %s %d: +%d ~%d -%d", r.Target, r.State, r.Rows, r.Inserted, r.Updated, r.Deleted))
	}
	return strings.Join(lines, "\n")
}

// there asks the warehouse, by the driver.
func (p *plant) there(query string) []string {
	p.Helper()
	db := sql.OpenDB(gosnowflake.NewConnector(gosnowflake.SnowflakeDriver{}, gosnowflake.Config{Account: p.source.Account, User: p.source.User, Password: secret,
		Host: p.source.Host, Port: p.source.Port, Protocol: "http", Warehouse: "SPRUE_WH", DisableTelemetry: true, //nolint:staticcheck // as the source does
		ValidateDefaultParameters: gosnowflake.ConfigBoolFalse}))
	defer db.Close()
	rows, err := db.QueryContext(context.Background(), query)
	if err != nil {
		p.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var cell sql.NullString
		if err := rows.Scan(&cell); err != nil {
			p.Fatal(err)
		}
		all = append(all, cell.String)
	}
	if err := rows.Err(); err != nil {
		p.Fatal(err)
	}
	return all
}

// cells are rows of the table as one text each: what is NULL, and every digit.
const cells = `concat_ws('|', coalesce(TOOL, '∅'), coalesce(CAST(PART AS VARCHAR), '∅'), coalesce(CAST(GOOD AS VARCHAR), '∅'), coalesce(CAST(MADE AS VARCHAR), '∅'),
	coalesce(CAST(BIG AS VARCHAR), '∅'), coalesce(CAST(WEIGHT AS VARCHAR), '∅'), coalesce(CAST(SHARE AS VARCHAR), '∅'), coalesce(CAST(FIRST_UTC AS VARCHAR), '∅'),
	coalesce(CAST(ZONED AS VARCHAR), '∅'), coalesce(CAST(DAY AS VARCHAR), '∅'), coalesce(CAST("AT" AS VARCHAR), '∅'), coalesce(NOTE, '∅'), coalesce(CAST(LIST AS VARCHAR), '∅'),
	coalesce(CAST("ORDER" AS VARCHAR), '∅')) AS CELLS`

// wantCopy compares the rows there with those here.
func (p *plant) wantCopy() {
	p.Helper()
	here := p.rows("SELECT " + cells + ` FROM (SELECT * REPLACE (CASE WHEN isfinite(share) THEN share END AS share, zoned AT TIME ZONE 'UTC' AS zoned, to_json(list) AS list) FROM mart.lot) ORDER BY 1`)
	if there := p.there("SELECT " + cells + " FROM PLANT.COPIES.LOT ORDER BY 1"); !slices.Equal(here, there) {
		p.Errorf("there: %q\n here: %q", there, here)
	}
}

// TestPush goes through a table's life: all of it at first, nothing, what differs.
func TestPush(t *testing.T) {
	p := copyOf(t)
	want := func(want string, options push.Options) {
		t.Helper()
		if got := p.push(options); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	want("LOT new 5: +0 ~0 -0", push.Options{DryRun: true})
	want("LOT new 5: +5 ~0 -0", push.Options{})
	p.wantCopy()
	if rows := strings.Join(p.there("SELECT CELLS FROM (SELECT "+cells+" FROM PLANT.COPIES.LOT) q ORDER BY 1"), "\n"); !strings.Contains(rows,
		"T-1|1|true|42|99999999999999999999999999999999999999|-1.2345|0.1|2026-06-01 10:00:00.000001|2026-06-01 08:00:00.5|1969-12-31|23:59:59.000001|a \"quote\", a comma,\nand a line \\N|[1,null,3]|18446744073709551615") ||
		!strings.Contains(rows, "T-1|∅|false|-7|∅|0.0000|∅|1960-01-01 00:00:00|∅|∅|∅||[]|0") {
		t.Errorf("rows there:\n%s", rows)
	}

	p.queries()
	want("LOT unchanged 0: +0 ~0 -0", push.Options{})
	if n := p.queries(); n != 1 {
		t.Errorf("nothing new takes %d queries", n)
	}
	want("LOT unchanged 5: +0 ~0 -0", push.Options{Full: true})

	p.local("UPDATE mart.lot SET made = 43 WHERE made = 42; UPDATE mart.lot SET note = '' WHERE tool = ''; DELETE FROM mart.lot WHERE part IS NULL AND tool IS NULL; INSERT INTO mart.lot (tool, part) VALUES ('T-9', 1), (NULL, 1)")
	want("LOT changed 6: +2 ~2 -1", push.Options{Tables: []string{"mart.lot"}})
	p.wantCopy()
	p.run("DELETE FROM COPIES.LOT WHERE TOOL = 'T-9'") // behind our back
	want("LOT changed 6: +1 ~0 -0", push.Options{})
	p.run("DROP TABLE COPIES.LOT")
	want("LOT new 6: +6 ~0 -0", push.Options{})
	p.local("DELETE FROM mart.lot")
	want("LOT changed 0: +0 ~0 -6", push.Options{})
	p.want("SELECT rows_sent, rows_inserted, rows_updated, rows_deleted, bytes > 0 OR rows_sent = 0, target, target_table, error FROM meta.push ORDER BY push_id",
		"5|5|0|0|true|TESTORG-PLANT.PLANT.COPIES|LOT|∅", "5|0|0|0|true|TESTORG-PLANT.PLANT.COPIES|LOT|∅", "6|2|2|1|true|TESTORG-PLANT.PLANT.COPIES|LOT|∅",
		"6|1|0|0|true|TESTORG-PLANT.PLANT.COPIES|LOT|∅", "6|6|0|0|true|TESTORG-PLANT.PLANT.COPIES|LOT|∅", "0|0|0|6|true|TESTORG-PLANT.PLANT.COPIES|LOT|∅")
	p.leavesNothing()
}

// in is the same plant in a subtest.
func (p *plant) in(t *testing.T) *plant {
	whole := p.TB
	p.TB = t
	t.Cleanup(func() { p.TB = whole })
	return p
}

// leavesNothing: sessions are closed, and temporary tables gone with them.
func (p *plant) leavesNothing() {
	p.Helper()
	if n := p.there("SELECT CAST(count(*) AS VARCHAR) AS N FROM duckdb_tables() WHERE table_name LIKE 'SPRUE%'"); n[0] != "0" {
		p.Errorf("%s temporary tables are left", n[0])
	}
	if n := p.warehouse.Sessions(); n != 0 {
		p.Errorf("%d sessions are left open", n)
	}
}

// TestPushSchemaChanges: a column that is new here comes there too; one of another
// type is an error that says what to do, and a table of somebody else's is left alone.
func TestPushSchemaChanges(t *testing.T) {
	p := copyOf(t)
	p.push(push.Options{})
	p.local("ALTER TABLE mart.lot ADD COLUMN fresh BIGINT; UPDATE mart.lot SET fresh = made")
	if got := p.push(push.Options{}); got != "LOT changed 5: +0 ~2 -0" {
		t.Error(got)
	}
	if sum := p.there("SELECT CAST(sum(FRESH) AS VARCHAR) AS N FROM PLANT.COPIES.LOT"); sum[0] != "35" {
		t.Errorf("the sum there is %s", sum[0])
	}
	p.local("ALTER TABLE mart.lot ALTER COLUMN fresh TYPE VARCHAR")
	_, err := p.tryPush(push.Options{})
	wantError(t, err, engine.CodeData, "column FRESH of LOT is of type NUMBER and would be of type VARCHAR", `DROP TABLE "PLANT"."COPIES"."LOT"`)
	p.run("DROP TABLE COPIES.LOT", "CREATE TABLE COPIES.LOT (TOOL VARCHAR, PART NUMBER(38,0))", "INSERT INTO COPIES.LOT VALUES ('mine', 1)")
	_, err = p.tryPush(push.Options{Full: true})
	wantError(t, err, engine.CodeUsage, "a table LOT is there that no push of it has made", "a schema of its own")
	if mine := p.there("SELECT TOOL FROM PLANT.COPIES.LOT"); !slices.Equal(mine, []string{"mine"}) {
		t.Errorf("their table holds %q", mine)
	}
	p.local("INSERT INTO mart.lot (tool, part) VALUES ('T-1', 1)")
	p.run("DROP TABLE COPIES.LOT")
	_, err = p.tryPush(push.Options{})
	wantError(t, err, engine.CodeData, "6 rows have only 5 keys (tool, part)", "")
}

func wantError(t *testing.T, err error, code engine.Code, message, hint string) {
	t.Helper()
	var said *engine.Error
	if !errors.As(err, &said) || said.Code != code || !strings.Contains(said.Message, message) || !strings.Contains(said.Hint, hint) {
		t.Errorf("got %+v (%v)", said, err)
	}
}

// TestPushFaults spoils one answer each; the push must come through all the same.
func TestPushFaults(t *testing.T) {
	query := func(f snowflaketest.Fault, sql string) snowflaketest.Fault {
		f.On, f.SQL = snowflaketest.Query, sql
		return f
	}
	tests := map[string]snowflaketest.Fault{"cut log-in": {On: snowflaketest.Login, Cut: 20}}
	for _, sql := range []string{"TABLES WHERE", "COLUMNS WHERE", "CREATE TEMPORARY", "CREATE TABLE", "PUT", "COPY INTO", "ROWS_LOADED", "MERGE"} {
		tests["cut "+sql] = query(snowflaketest.Fault{Cut: 30}, sql)
	}
	for _, sql := range []string{"PUT", "MERGE"} {
		tests["expired token at "+sql] = query(snowflaketest.Fault{Code: "390112", Message: "expired"}, sql)
		tests["503 at "+sql] = query(snowflaketest.Fault{Status: 503}, sql)
		tests["session gone at "+sql] = query(snowflaketest.Fault{Code: "390111", Message: "gone"}, sql)
		tests["running for long "+sql] = query(snowflaketest.Fault{Busy: 2}, sql)
	}
	tests["second file cut"] = query(snowflaketest.Fault{Cut: 30, After: 1}, "PUT")
	tests["temporary tables gone"] = query(snowflaketest.Fault{Code: "390111", Message: "gone", Do: func(s *snowflaketest.Server) error {
		s.EndSessions()
		return nil
	}}, "COPY INTO")
	delete(tests, "running for long PUT") // PUT has no result to come back for
	p := copyOf(t)
	for name, fault := range tests {
		t.Run(name, func(t *testing.T) {
			p := p.in(t)
			p.run("DROP TABLE COPIES.LOT")
			p.warehouse.Inject(fault)
			p.push(push.Options{})
			p.warehouse.Heal()
			p.wantCopy()
			if got := p.push(push.Options{}); got != "LOT unchanged 0: +0 ~0 -0" {
				t.Errorf("pushed again: %s", got)
			}
		})
	}
}

// TestPushInterrupted breaks off for good, or is called off, at each step: the table
// is as it was or as it will be, and the next push ends with all.
func TestPushInterrupted(t *testing.T) {
	p := copyOf(t)
	p.local("CREATE TABLE mart.as_it_was AS FROM mart.lot")
	for _, sql := range []string{"PUT", "COPY INTO", "MERGE"} {
		for _, way := range []string{"broken", "called off"} {
			t.Run(way+" at "+sql, func(t *testing.T) {
				p := p.in(t)
				p.local("DELETE FROM meta.push; DELETE FROM mart.lot; INSERT INTO mart.lot FROM mart.as_it_was")
				p.push(push.Options{})
				p.local("UPDATE mart.lot SET made = 43 WHERE made = 42; DELETE FROM mart.lot WHERE part = 3; INSERT INTO mart.lot (tool, part) VALUES ('T-9', 1)")
				fault := snowflaketest.Fault{On: snowflaketest.Query, SQL: sql, Cut: 10, Times: -1}
				ctx, cancel := context.WithCancel(t.Context())
				if p.ctx = ctx; way == "called off" {
					fault = snowflaketest.Fault{On: snowflaketest.Query, SQL: sql, Delay: time.Hour, Do: func(*snowflaketest.Server) error { cancel(); return nil }}
				}
				p.warehouse.Inject(fault)
				_, err := p.tryPush(push.Options{})
				if way == "called off" && !errors.Is(err, context.Canceled) || err == nil {
					t.Errorf("got %v", err)
				}
				if n := p.there("SELECT CAST(count(*) AS VARCHAR) || sum(MADE) AS N FROM PLANT.COPIES.LOT"); n[0] != "535" && n[0] != "536" {
					t.Errorf("half a push is there: %s", n[0])
				}
				p.want("SELECT count(*) FROM meta.push WHERE error IS NOT NULL", "1")
				p.wantNoSecrets(err)
				p.warehouse.Heal()
				cancel()
				p.ctx = context.Background()
				p.push(push.Options{})
				p.wantCopy()
			})
		}
	}
}

// TestPushRefusals: what the warehouse refuses is told in one line, with what to do.
func TestPushRefusals(t *testing.T) {
	tests := []struct {
		name          string
		spoil         func(p *plant)
		message, hint string
	}{
		{"right", func(p *plant) { p.warehouse.Protect("COPIES") }, "role SPRUE_READER may not write there", "GRANT USAGE, CREATE TABLE ON SCHEMA PLANT.COPIES TO ROLE SPRUE_READER;"},
		{"right to the table", func(p *plant) {
			p.push(push.Options{})
			p.warehouse.Protect("COPIES")
			p.local("DELETE FROM mart.lot WHERE part = 1")
		}, "role SPRUE_READER may not write there", "GRANT OWNERSHIP ON TABLE PLANT.COPIES.LOT TO ROLE SPRUE_READER"},
		{"schema", func(p *plant) { p.source.Schema = "NOWHERE" }, "the schema is not there", "SCHEMA PLANT.NOWHERE"},
		{"password", func(p *plant) { p.source.Password = "wrong-" + secret }, "password do not fit", "key or a token"},
		{"warehouse", func(p *plant) { p.source.Warehouse = "NOWHERE" }, `warehouse "NOWHERE" is not there`, "GRANT USAGE, OPERATE ON WAREHOUSE"},
		{"timeout", func(p *plant) {
			p.warehouse.Inject(snowflaketest.Fault{On: snowflaketest.Query, SQL: "MERGE", Code: "000630", State: "57014", Message: "Statement reached its statement or warehouse timeout"})
		}, "longer than statement_timeout", "raise statement_timeout"},
		{"no stage", func(p *plant) {
			p.warehouse.Inject(snowflaketest.Fault{On: snowflaketest.Query, SQL: "PUT", Code: "264003", State: "58030", Message: "upload failed", Times: -1})
		}, "cannot be brought to the warehouse's stage", "SYSTEM$ALLOWLIST()"},
	}
	p := copyOf(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := p.in(t)
			p.run("DROP TABLE COPIES.LOT")
			source := p.source
			test.spoil(p)
			_, err := p.tryPush(push.Options{})
			p.warehouse.Heal()
			p.warehouse.Unprotect("COPIES")
			p.source = source
			wantError(t, err, engine.CodeSource, test.message, test.hint)
			if err != nil && strings.Contains(err.Error(), "\n") {
				t.Errorf("more than a line: %q", err)
			}
			p.wantNoSecrets(err)
		})
	}
}

// TestPushHistories changes the table by chance, pushes by chance, and breaks by
// chance; after each push that went well the copy is the table.
func TestPushHistories(t *testing.T) {
	enginetest.Seeds(t, 2, func(t *testing.T, seed uint64) {
		rnd := rand.New(rand.NewPCG(seed, 7))
		p := copyOf(t)
		for range 6 {
			for range rnd.IntN(4) {
				key := fmt.Sprintf("tool IS NOT DISTINCT FROM 'T-%d' AND part IS NOT DISTINCT FROM %s", rnd.IntN(3), []string{"NULL", "1", "2"}[rnd.IntN(3)])
				row := strings.NewReplacer("tool IS NOT DISTINCT FROM ", "", " AND part IS NOT DISTINCT FROM ", ", ").Replace(key)
				p.local("DELETE FROM mart.lot WHERE " + key)
				if rnd.IntN(3) > 0 {
					p.local(fmt.Sprintf("INSERT INTO mart.lot (tool, part, made, note) VALUES (%s, %d, %s)", row, rnd.IntN(3), []string{"NULL", "''", "'x'"}[rnd.IntN(3)]))
				}
			}
			sql := []string{"PUT", "COPY INTO", "MERGE", "TABLES WHERE", "nothing"}[rnd.IntN(5)]
			p.warehouse.Inject(snowflaketest.Fault{On: snowflaketest.Query, SQL: sql, Cut: 1 + rnd.IntN(200), Times: 1 + rnd.IntN(8), After: rnd.IntN(2)})
			_, err := p.tryPush(push.Options{Full: rnd.IntN(4) == 0})
			p.warehouse.Heal()
			if err == nil {
				p.wantCopy()
			}
		}
		p.push(push.Options{})
		p.wantCopy()
	})
}
