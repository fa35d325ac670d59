package snowflake_test

import (
	"testing"

	"sprue/sync/mirror"
	"sprue/sync/snowflaketest"
)

// TestAsleep: a warehouse that is suspended is woken where there is something to read,
// and only there.
func TestAsleep(t *testing.T) {
	p := newPlant(t).minimal()
	p.sync(mirror.Options{})
	const live = "SELECT count(*) FROM raw.data_shot WHERE deleted_utc IS NULL"
	for _, step := range []struct {
		name, change string
		opts         mirror.Options
		wakes        bool
		query, want  string
	}{
		{"nothing", "", mirror.Options{}, false, live, "20"},
		{"nothing of one table", "", mirror.Options{Tables: []string{"MOLD"}}, false, live, "20"},
		{"nothing, and only the plan", "", mirror.Options{DryRun: true}, false, live, "20"},
		{"all is asked for", "", mirror.Options{Full: true}, true, live, "20"},
		{"a comparison is asked for", "", mirror.Options{Reconcile: true}, true, live, "20"},
		{"a packet", "INSERT INTO DATA_SHOT VALUES " + packet(25), mirror.Options{}, true, live, "21"},
		{"nothing again", "", mirror.Options{}, false, live, "21"},
		{"a tool", "UPDATE MOLD SET CONTRACTED_CYCLE_TIME = 310 WHERE ID = 1", mirror.Options{}, true, "SELECT contracted_cycle_time FROM raw.mold WHERE id = 1", "310"},
		{"a column, without a row", "ALTER TABLE MOLD ADD COLUMN WEIGHT NUMBER(6,2)", mirror.Options{}, true, "SELECT count(weight) FROM raw.mold", "0"},
		{"a column of packets", "ALTER TABLE DATA_SHOT ADD COLUMN SITE VARCHAR", mirror.Options{}, true, "SELECT count(site) FROM raw.data_shot", "0"},
		{"a wider type", "ALTER TABLE MOLD ALTER COLUMN WEIGHT SET DATA TYPE NUMBER(8,2)", mirror.Options{}, true, live, "21"},
		{"nothing after that", "", mirror.Options{}, false, live, "21"},
		{"an optional table", "CREATE TABLE PART (ID NUMBER(38,0), NAME VARCHAR)", mirror.Options{}, true, "SELECT count(*) FROM raw.part", "0"},
		{"that is empty", "", mirror.Options{}, false, live, "21"},
		{"and goes", "DROP TABLE PART", mirror.Options{}, false, live, "21"},
		{"a table that is none of ours", "CREATE TABLE NOTES (ID NUMBER(38,0))", mirror.Options{}, false, live, "21"},
		{"a view, whose rows may change by themselves", "CREATE VIEW PRODUCED_PART AS SELECT ID AS MOLD_ID, ID AS PART_ID, DATE '2026-06-01' AS DAY FROM MOLD", mirror.Options{}, true, live, "21"},
		{"the view again", "", mirror.Options{}, true, live, "21"},
	} {
		if step.change != "" {
			p.run(step.change)
		}
		p.warehouse.Suspend()
		p.queries()
		p.sync(step.opts)
		if p.warehouse.Suspended() == step.wakes {
			t.Errorf("%s: the warehouse is woken: %v", step.name, !step.wakes)
		}
		if n := p.queries(); !step.wakes && n > 2 {
			t.Errorf("%s: %d queries", step.name, n)
		}
		p.want(step.query, step.want)
	}
}

// TestMetadataRefused: where metadata tell nothing, the warehouse is asked, and the sync
// finds what is new.
func TestMetadataRefused(t *testing.T) {
	for name, fault := range map[string]snowflaketest.Fault{
		"SHOW":        {On: snowflaketest.Query, SQL: "SHOW COLUMNS", Code: "002043", State: "02000", Message: "Object does not exist, or operation cannot be performed.", Times: -1},
		"last change": {On: snowflaketest.Query, SQL: "SYSTEM$LAST", Code: "000002", State: "0A000", Message: "Unsupported feature.", Times: -1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlant(t).minimal()
			p.sync(mirror.Options{})
			p.warehouse.Inject(fault)
			p.packets(20, 25)
			p.sync(mirror.Options{})
			p.wantLive(span(0, 25))
			if report := p.sync(mirror.Options{}); report.Changes() != 0 {
				t.Errorf("%d changes where there are none", report.Changes())
			}
			p.warehouse.Heal()
			p.sync(mirror.Options{})
			p.warehouse.Suspend()
			p.sync(mirror.Options{})
			if !p.warehouse.Suspended() {
				t.Error("marks are not taken up again")
			}
		})
	}
}
