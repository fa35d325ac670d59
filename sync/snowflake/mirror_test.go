package snowflake_test

import (
	"fmt"
	"strings"
	"testing"

	"sprue/sync/mirror"
)

// TestMirror goes through a plant's life: all at first, nothing, what is new, what
// came late, what is gone.
func TestMirror(t *testing.T) {
	p := newPlant(t).minimal()
	p.sync(mirror.Options{})
	p.wantLive(span(0, 20))
	p.want("SELECT id, equipment_code, contracted_cycle_time FROM raw.mold ORDER BY id", "1|T-1|300", "2|T-2|250")
	p.want("SELECT ci, mold_id, hour, shot_count FROM raw.statistics ORDER BY ci", "CNT-1|1|2026060100|60", "CNT-2|2|2026060101|50")
	p.want("SELECT count(*) FROM meta.sync_batch WHERE error IS NOT NULL", "0")
	p.want("SELECT queries, rows_received, bytes_received > 3000, bytes_scanned > 0, warehouse_us >= 0 FROM meta.sync_cost", "12|100|true|true|true")
	if last := p.lastQuery(); last.Tag != "sprue test" {
		t.Errorf("the tag of %s is %q", last.SQL, last.Tag)
	}

	p.queries()
	report := p.sync(mirror.Options{})
	n := p.queries()
	if report.Changes() != 0 || n > 6 {
		t.Errorf("nothing new takes %d queries and %d changes", n, report.Changes())
	}
	if cost := report.Cost(); cost.Queries != int64(n) {
		t.Errorf("%d queries were asked, and %+v is told", n, cost)
	}
	p.want("SELECT queries FROM meta.sync_cost ORDER BY started_utc DESC LIMIT 1", fmt.Sprint(n))

	p.packets(20, 30)
	p.run("INSERT INTO DATA_SHOT VALUES "+packet(1), "UPDATE MOLD SET CONTRACTED_CYCLE_TIME = 290 WHERE ID = 1", "DELETE FROM MOLD WHERE ID = 2")
	report = p.sync(mirror.Options{})
	if n := report.Changes(); n != 12 { // 10 packets, 2 tools
		t.Errorf("%d changes: %+v", n, report.Tables)
	}
	p.want("SELECT id, contracted_cycle_time FROM raw.mold", "1|290")
	p.want("SELECT count(*) FROM raw.mold_history", "3")

	p.packets(100, 101)
	p.sync(mirror.Options{})
	p.packets(40, 41) // before the overlap of 48 h
	p.run("DELETE FROM DATA_SHOT WHERE SHOT_START_TIME < 1780300000000000000")
	p.sync(mirror.Options{})
	p.wantLive(append(span(0, 30), 100))
	p.sync(mirror.Options{Reconcile: true})
	p.wantLive(append(span(8, 30), 40, 100))
	p.run("TRUNCATE TABLE DATA_SHOT")
	p.sync(mirror.Options{Reconcile: true})
	p.wantLive(nil)
}

// TestPlan tells what a sync would ask, and what the bounds leave of each table.
func TestPlan(t *testing.T) {
	p := newPlant(t).minimal()
	p.packets(20, 100)
	p.sync(mirror.Options{})
	p.packets(100, 110)
	for _, test := range []struct {
		opts        mirror.Options
		sql         string
		left, total int64
	}{
		{mirror.Options{}, `ORDER BY "SHOT_START_TIME"`, 6, 11}, // 48 hours, and the ten that came, ten rows to a partition
		{mirror.Options{Full: true}, `ORDER BY "SHOT_START_TIME"`, 11, 11},
		{mirror.Options{Reconcile: true}, "MD5_NUMBER_LOWER64", 11, 11},
	} {
		test.opts.DryRun = true
		planned := p.sync(test.opts).Tables
		last := planned[len(planned)-1].Planned
		got := last[len(last)-1]
		if !strings.Contains(got.SQL, test.sql) || got.Partitions == nil || *got.Partitions != test.left || *got.Of != test.total || *got.Bytes != test.left*640 {
			t.Errorf("%+v: %+v, want %d of %d partitions", test.opts, got, test.left, test.total)
		}
	}
	p.wantLive(span(0, 100))
}

// TestWindows reads in many windows what is read in one.
func TestWindows(t *testing.T) {
	p := newPlantOf(t, 1000).minimal()
	p.run("INSERT INTO DATA_SHOT SELECT 'CNT-9', 1780272000000000000 + range * 10000000000, repeat('x', 10) FROM range(9000)",
		"INSERT INTO DATA_SHOT VALUES ('CNT-8', NULL, 'no start'), ('CNT-8', 9000000000000000000, 'in the future')",
		"INSERT INTO STATISTICS VALUES ('CNT-1', 1, 'T-1', 'junk', 1), ('CNT-1', 1, 'T-1', NULL, 1)")
	p.source.BatchMB = 1
	p.sync(mirror.Options{})
	p.want("SELECT count(*), count(DISTINCT packet_id) FROM raw.data_shot", "9022|9022")
	p.want("SELECT count(*) > 3 FROM meta.sync_batch WHERE table_name = 'DATA_SHOT'", "true")
	p.want("SELECT count(*) FROM raw.statistics", "4")
	p.run("INSERT INTO DATA_SHOT VALUES ('CNT-8', NULL, 'no start either')")
	p.sync(mirror.Options{})
	p.want("SELECT content FROM raw.data_shot WHERE shot_start_time IS NULL ORDER BY 1", "no start", "no start either")
}

// TestKinds brings every type that a column may have into the mirror.
func TestKinds(t *testing.T) {
	p := newPlant(t).minimal()
	p.run("CREATE TABLE PART (ID NUMBER(38,0), NAME VARCHAR, BIG NUMBER(38,0), MONEY NUMBER(12,4), SHARE FLOAT, RAW_BYTES BINARY, GOOD BOOLEAN, DAY DATE, AT TIME(6),"+
		" NTZ TIMESTAMP_NTZ(9), LTZ TIMESTAMP_LTZ(6), TZ TIMESTAMP_TZ(9), DOC VARIANT, SPOT GEOGRAPHY, VEC VECTOR)",
		`INSERT INTO PART VALUES (1, 'it''s', 99999999999999999999999999999999999999, -1.2345, 0.1, '\x00\xff'::BLOB, true, DATE '1969-12-31', TIME '23:59:59.000001',
			TIMESTAMP_NS '2026-06-01 10:00:00.123456789', TIMESTAMPTZ '2026-06-01 10:00:00.5+00', {'epoch': 1780308000, 'fraction': 7000, 'zone': 120}, '{"a": 1}', '{"type":"Point"}', NULL)`,
		"INSERT INTO PART (ID) VALUES (2)")
	report := p.sync(mirror.Options{})
	p.want("SELECT name, big::VARCHAR, money::VARCHAR, share, hex(raw_bytes), good, day::VARCHAR, \"at\"::VARCHAR, ntz::VARCHAR, ltz::VARCHAR, tz::VARCHAR, doc ->> 'a', spot FROM raw.part ORDER BY id",
		`it's|99999999999999999999999999999999999999|-1.2345|0.1|00FF|true|1969-12-31|23:59:59.000001|2026-06-01 10:00:00.123456|2026-06-01 10:00:00.5+00|2026-06-01 10:00:00.000007+00|1|{"type":"Point"}`,
		"∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅|∅")
	if notes := strings.Join(report.Notes, "\n"); !strings.Contains(notes, "VEC") {
		t.Errorf("a column that is left out is not told: %s", notes)
	}
}

// TestViews reads views each time: that a view is as it was says nothing of its
// rows.
func TestViews(t *testing.T) {
	p := newPlant(t).minimal()
	p.run("CREATE TABLE MOLDS_OF_ALL (ID NUMBER(38,0), EQUIPMENT_CODE VARCHAR, CONTRACTED_CYCLE_TIME NUMBER(10,0), SUPPLIER_COMPANY_ID NUMBER(38,0), LOCATION_ID NUMBER(38,0))",
		"INSERT INTO MOLDS_OF_ALL SELECT * FROM MOLD", "DROP TABLE MOLD", "CREATE VIEW MOLD AS SELECT * FROM MOLDS_OF_ALL",
		"CREATE TABLE PACKETS (COUNTER_CODE VARCHAR, SHOT_START_TIME NUMBER(38,0), CONTENT VARCHAR)", "INSERT INTO PACKETS SELECT * FROM DATA_SHOT",
		"DROP TABLE DATA_SHOT", "CREATE VIEW DATA_SHOT AS SELECT * FROM PACKETS")
	p.sync(mirror.Options{})
	p.run("INSERT INTO MOLDS_OF_ALL VALUES (3, 'T-3', 100, 1, 1)", "INSERT INTO PACKETS VALUES "+packet(25))
	p.sync(mirror.Options{})
	p.want("SELECT id FROM raw.mold ORDER BY 1", "1", "2", "3")
	p.wantLive(append(span(0, 20), 25))
}

// TestSchemaChanges adds, widens and drops columns between two syncs.
func TestSchemaChanges(t *testing.T) {
	p := newPlant(t).minimal()
	p.sync(mirror.Options{})
	p.run("ALTER TABLE MOLD ADD COLUMN WEIGHT NUMBER(6,2)", "UPDATE MOLD SET WEIGHT = 1.25 WHERE ID = 1", "ALTER TABLE DATA_SHOT ADD COLUMN SITE VARCHAR",
		"INSERT INTO DATA_SHOT VALUES ('CNT-1', 1780400000000000000, '[{\"seq\": 77}]', 'north')")
	p.sync(mirror.Options{})
	p.run("ALTER TABLE MOLD ALTER COLUMN WEIGHT SET DATA TYPE NUMBER(8,3)", "UPDATE MOLD SET WEIGHT = 1.255 WHERE ID = 2")
	p.sync(mirror.Options{})
	p.want("SELECT id, weight::VARCHAR FROM raw.mold ORDER BY 1", "1|1.250", "2|1.255")
	p.want("SELECT site FROM raw.data_shot WHERE site IS NOT NULL", "north")
	p.run("ALTER TABLE MOLD DROP COLUMN WEIGHT")
	p.sync(mirror.Options{})
	p.want("SELECT id, weight::VARCHAR FROM raw.mold ORDER BY 1", "1|∅", "2|∅")
}

// TestArrival reads by a column of arrival: rows that came late in time but lately
// in arrival are seen. The names of schema and database count in any case.
func TestArrival(t *testing.T) {
	p := newPlant(t).minimal()
	p.source.Database, p.source.Schema = "plant", `"PUBLIC"`
	p.cfg.Sources = []mirror.SourceConfig{{Name: "sf", Cursor: "CAME"}}
	p.run("ALTER TABLE DATA_SHOT ADD COLUMN CAME TIMESTAMP_NTZ(9)", "UPDATE DATA_SHOT SET CAME = TIMESTAMP_NS '2026-06-20 10:00:00.123456789'")
	p.sync(mirror.Options{})
	p.want("SELECT DISTINCT arrived_utc::VARCHAR FROM raw.data_shot", "2026-06-20 10:00:00.123456")
	p.packets(40, 41)
	p.run("UPDATE DATA_SHOT SET CAME = TIMESTAMP_NS '2026-06-21 10:00:00' WHERE CAME IS NULL", "INSERT INTO DATA_SHOT (COUNTER_CODE, SHOT_START_TIME, CONTENT, CAME) VALUES ('CNT-1', 1000000000000000000, '[{\"seq\": 99}]', TIMESTAMP_NS '2026-06-20 12:00:00')")
	p.sync(mirror.Options{})
	p.wantLive(append(span(0, 20), 40, 99))
	if sql := p.lastQuery().SQL; !strings.Contains(sql, `"CAME" >= CAST('2026-06-18 10:00:00.123456' AS TIMESTAMP_NTZ)`) {
		t.Errorf("asked by %s", sql)
	}
	p.run("ALTER TABLE DATA_SHOT DROP COLUMN CAME")
	if _, err := p.trySync(mirror.Options{}); err == nil || !strings.Contains(err.Error(), "column CAME of table DATA_SHOT is missing") {
		t.Errorf("a cursor that is gone: %v", err)
	}
}

// TestPattern: counters that another pattern lets in are fetched, however old.
func TestPattern(t *testing.T) {
	p := newPlant(t).minimal()
	p.cfg.CounterPattern = "CNT-1"
	p.packets(200, 201)
	p.sync(mirror.Options{})
	p.cfg.CounterPattern = ""
	p.sync(mirror.Options{})
	p.wantLive(append(span(0, 20), 200))
}
