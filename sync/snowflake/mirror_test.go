package snowflake_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"sprue/engine"
	"sprue/sync/mirror"
	"sprue/sync/snowflaketest"
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
	if last := p.lastQuery(); last.Tag != "sprue test" {
		t.Errorf("the tag of %s is %q", last.SQL, last.Tag)
	}

	p.queries()
	report := p.sync(mirror.Options{})
	if n := p.queries(); report.Changes() != 0 || n > 6 {
		t.Errorf("nothing new takes %d queries and %d changes", n, report.Changes())
	}

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

// TestFaults spoils one answer each; the sync must come through all the same.
func TestFaults(t *testing.T) {
	const query = "ORDER BY \"SHOT_START_TIME\""
	once := func(f snowflaketest.Fault) []snowflaketest.Fault { return []snowflaketest.Fault{f} }
	tests := map[string][]snowflaketest.Fault{
		"cut chunk":          once(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: query, Chunk: 2, Cut: 40}),
		"cut answer":         once(snowflaketest.Fault{On: snowflaketest.Query, SQL: query, Cut: 300}),
		"cut log-in":         once(snowflaketest.Fault{On: snowflaketest.Login, Cut: 20}),
		"expired address":    once(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: query, Chunk: 3, Status: 403}),
		"another page":       once(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: query, Chunk: 1, Page: 3}),
		"the page before":    once(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: query, Chunk: 3, Page: 2}),
		"the last page":      once(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: query, Chunk: 2, Page: 4}),
		"expired token":      once(snowflaketest.Fault{On: snowflaketest.Query, SQL: query, Code: "390112", Message: "expired"}),
		"session gone":       once(snowflaketest.Fault{On: snowflaketest.Query, SQL: query, Code: "390111", Message: "gone"}),
		"503":                once(snowflaketest.Fault{On: snowflaketest.Query, SQL: query, Status: 503}),
		"429 of a chunk":     once(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: query, Status: 429}),
		"running for long":   once(snowflaketest.Fault{On: snowflaketest.Query, SQL: query, Busy: 3}),
		"cut catalogue":      once(snowflaketest.Fault{On: snowflaketest.Query, SQL: "INFORMATION_SCHEMA", Cut: 100}),
		"cut count of hours": once(snowflaketest.Fault{On: snowflaketest.Query, SQL: "GROUP BY", Cut: 100}),
		"everything twice": {{On: snowflaketest.Chunk, SQL: query, Chunk: 1, Cut: 10, Times: 4}, {On: snowflaketest.Query, SQL: query, Cut: 10, Times: 2},
			{On: snowflaketest.Chunk, SQL: query, Chunk: 2, Status: 403}},
		"column dropped in the middle": once(snowflaketest.Fault{On: snowflaketest.Query, SQL: query, Do: func(s *snowflaketest.Server) error {
			_, err := s.Run(context.Background(), "ALTER TABLE DATA_SHOT DROP COLUMN SITE")
			return err
		}}),
		"column added in the middle": once(snowflaketest.Fault{On: snowflaketest.Query, SQL: query, Do: func(s *snowflaketest.Server) error {
			_, err := s.Run(context.Background(), "ALTER TABLE DATA_SHOT ADD COLUMN FRESH NUMBER(38,0)")
			return err
		}}),
	}
	for name, faults := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlant(t).minimal()
			p.run("ALTER TABLE DATA_SHOT ADD COLUMN SITE VARCHAR")
			p.warehouse.Inject(faults...)
			p.sync(mirror.Options{})
			p.wantLive(span(0, 20))
			if n := p.warehouse.Sessions(); n > 1 { // one that was said to be gone is not closed
				t.Errorf("%d sessions are left open", n)
			}
		})
	}
}

// TestRefusals: what the warehouse refuses is told in one line, with what to do,
// and without a secret.
func TestRefusals(t *testing.T) {
	tests := []struct {
		name          string
		spoil         func(p *plant)
		message, hint string
		code          engine.Code
	}{
		{"password", func(p *plant) { p.source.Password = "wrong-" + secret }, "password do not fit", "key or a token", engine.CodeSource},
		{"account", func(p *plant) { p.source.Account = "OTHER" }, `no account "OTHER"`, "ORG-ACCOUNT", engine.CodeSource},
		{"role", func(p *plant) { p.source.Role = "NOBODY" }, "may not take the role NOBODY", "GRANT ROLE NOBODY TO USER SPRUE;", engine.CodeSource},
		{"warehouse", func(p *plant) { p.source.Warehouse = "NOWHERE" }, `warehouse "NOWHERE" is not there`, "GRANT USAGE, OPERATE ON WAREHOUSE NOWHERE TO ROLE SPRUE_READER", engine.CodeSource},
		{"table", func(p *plant) { p.run("DROP TABLE MOLD") }, "table MOLD is missing, or the role may not read it", "GRANT SELECT ON TABLE PLANT.PUBLIC.MOLD TO ROLE SPRUE_READER;", engine.CodeData},
		{"right", func(p *plant) { p.deny("DATA_SHOT") }, "table DATA_SHOT is missing, or the role may not read it", "GRANT SELECT ON TABLE PLANT.PUBLIC.DATA_SHOT", engine.CodeData},
		{"right that goes", func(p *plant) {
			p.warehouse.Inject(snowflaketest.Fault{On: snowflaketest.Query, SQL: "GROUP BY", Do: func(s *snowflaketest.Server) error { return s.Deny(context.Background(), "DATA_SHOT") }})
		}, "may not read it", "GRANT SELECT ON TABLE PLANT.PUBLIC.", engine.CodeSource},
		{"column", func(p *plant) { p.run("ALTER TABLE MOLD DROP COLUMN EQUIPMENT_CODE") }, "EQUIPMENT_CODE", "", engine.CodeData},
		{"timeout", func(p *plant) {
			p.warehouse.Inject(snowflaketest.Fault{On: snowflaketest.Query, SQL: "ORDER BY \"SHOT", Code: "000630", State: "57014", Message: "Statement reached its statement or warehouse timeout of 600 second(s) and was canceled."})
		}, "longer than statement_timeout", "raise statement_timeout", engine.CodeSource},
		{"always broken", func(p *plant) {
			p.warehouse.Inject(snowflaketest.Fault{On: snowflaketest.Chunk, SQL: "SHOT_START_TIME", Cut: 10, Times: -1})
		}, "cannot be reached", "goes on where it stopped", engine.CodeSource},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPlant(t).minimal()
			test.spoil(p)
			_, err := p.trySync(mirror.Options{})
			var said *engine.Error
			if !errors.As(err, &said) || !strings.Contains(said.Message, test.message) || !strings.Contains(said.Hint, test.hint) || said.Code != test.code {
				t.Fatalf("got %+v (%v)", said, err)
			}
			if strings.Contains(said.Error()+said.Hint, "\n") {
				t.Errorf("more than a line: %q %q", said.Error(), said.Hint)
			}
			p.wantNoSecrets(err)
		})
	}
}

func (p *plant) deny(table string) {
	if err := p.warehouse.Deny(context.Background(), table); err != nil {
		p.Fatal(err)
	}
}

// wantNoSecrets looks for the password in the log, in the error with its causes,
// in the configuration as it prints, and in the file.
func (p *plant) wantNoSecrets(err error) {
	p.Helper()
	all := p.log.String()
	for ; err != nil; err = errors.Unwrap(err) {
		all += err.Error()
	}
	if printed, err := json.Marshal(p.source.String()); err == nil {
		all += string(printed)
	}
	if err := p.store.Checkpoint(context.Background()); err != nil {
		p.Fatal(err)
	}
	file, err := os.ReadFile(p.db)
	if err != nil {
		p.Fatal(err)
	}
	if strings.Contains(all, secret) || strings.Contains(string(file), secret) {
		p.Errorf("the password is told: %s", all)
	}
}

// TestCancel stops a sync in the middle: the warehouse is told, and the next sync
// ends with all.
func TestCancel(t *testing.T) {
	p := newPlant(t).minimal()
	ctx, cancel := context.WithCancel(t.Context())
	p.ctx = ctx
	p.warehouse.Inject(snowflaketest.Fault{On: snowflaketest.Query, SQL: "ORDER BY \"SHOT", Delay: 1 << 40, Do: func(*snowflaketest.Server) error { cancel(); return nil }})
	if _, err := p.trySync(mirror.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if n := p.warehouse.Cancelled(); n == 0 {
		t.Error("the warehouse was not told")
	}
	p.ctx = t.Context()
	p.sync(mirror.Options{})
	p.wantLive(span(0, 20))
}
