package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sprue/sync/snowflaketest"
)

// TestSnowflake mirrors a warehouse by the command line: what it would ask, what
// it found, and never the password.
func TestSnowflake(t *testing.T) {
	const secret = "s3cret-Pass-W0rd"
	t.Setenv("SNOWFLAKE_DISABLE_PLATFORM_DETECTION", "true")
	warehouse, err := snowflaketest.Start(snowflaketest.Config{Users: []snowflaketest.User{{Name: "SPRUE", Password: secret}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = warehouse.Close() })
	for _, sql := range []string{
		"CREATE SCHEMA FIGURES",
		"CREATE TABLE COMPANY (ID NUMBER(38,0), NAME VARCHAR)", "INSERT INTO COMPANY VALUES (1, 'Acme')",
		"CREATE TABLE LOCATION (ID NUMBER(38,0), NAME VARCHAR, TIME_ZONE_ID VARCHAR)", "INSERT INTO LOCATION VALUES (1, 'Berlin', 'Europe/Berlin')",
		"CREATE TABLE MOLD (ID NUMBER(38,0), EQUIPMENT_CODE VARCHAR, COUNTER_CODE VARCHAR, CONTRACTED_CYCLE_TIME NUMBER(10,0), SUPPLIER_COMPANY_ID NUMBER(38,0), LOCATION_ID NUMBER(38,0))",
		"INSERT INTO MOLD VALUES (1, 'T-1', 'CNT-1', 300, 1, 1)",
		"CREATE TABLE MOLD_PART (MOLD_ID NUMBER(38,0), PART_ID NUMBER(38,0), CAVITY NUMBER(38,0), SWITCHED_TIME VARCHAR)", "INSERT INTO MOLD_PART VALUES (1, 10, 2, '1700000000000000000')",
		"CREATE TABLE STATISTICS (CI VARCHAR, MOLD_ID NUMBER(38,0), MOLD_CODE VARCHAR, HOUR VARCHAR, SHOT_COUNT NUMBER(38,0))", "INSERT INTO STATISTICS VALUES ('CNT-1', 1, 'T-1', '2026060100', 2)",
		"CREATE TABLE DATA_SHOT (COUNTER_CODE VARCHAR, SHOT_START_TIME NUMBER(38,0), CONTENT VARCHAR)",
		`INSERT INTO DATA_SHOT VALUES ('CNT-1', 1780272000000000000, '[{"ct": 29.8, "tempMeas": 61.5, "seq": 1, "time": "1780272029.8"}, {"ct": 30.1, "tempMeas": 61.5, "seq": 2, "time": "1780272059.9"}]')`,
	} {
		if _, err := warehouse.Run(t.Context(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	p := newPlace(t)
	p.env.Getenv = func(name string) string {
		return map[string]string{"PLANT_PASSWORD": secret, "PLANT_PHRASE": "phrase-" + secret}[name]
	}
	p.write("sprue.yaml", fmt.Sprintf("database: plant.duckdb\nsources:\n  - {name: sf, kind: snowflake, account: TESTORG-PLANT, user: SPRUE, password: \"${PLANT_PASSWORD}\", private_key_passphrase: \"${PLANT_PHRASE}\", database: PLANT, schema: PUBLIC,\n"+
		"     warehouse: SPRUE_WH, host: %s, port: %d, protocol: http}\npush: {schema: FIGURES}\n", warehouse.Host(), warehouse.Port()))
	told := ""
	for _, step := range []struct {
		args []string
		want string
	}{
		{[]string{"sync", "--dry-run", "--format", "csv"}, `sf,DATA_SHOT,1,1,640,"SELECT ""COUNTER_CODE"", ""SHOT_START_TIME"", ""CONTENT"" FROM ""PLANT"".""PUBLIC"".""DATA_SHOT"" ORDER BY ""SHOT_START_TIME""`},
		{[]string{"doctor", "--quick", "--format", "csv"}, "sf DATA_SHOT,ok,\"read by SHOT_START_TIME, last changed"},
		{[]string{"doctor", "--format", "json"}, "private_key_passphrase"},
		{[]string{"run", "--verbose"}, "2 shots"},
		{[]string{"sync", "--reconcile", "--format", "csv"}, "received_bytes,scanned_bytes,warehouse_seconds"},
		{[]string{"query", "--format", "csv", "SELECT count(*) > 1 AS costs FROM meta.sync_cost"}, "costs\ntrue"},
		{[]string{"query", "--format", "csv", "SELECT count(*) AS n FROM core.master_shot"}, "n\n2"},
		{[]string{"push", "--dry-run", "--format", "csv"}, "\nmart.run,RUN,new,1,0,0,0,0\n"},
		{[]string{"push"}, "of 8 tables sent to TESTORG-PLANT.PLANT.FIGURES"},
		{[]string{"push"}, "all tables are in TESTORG-PLANT.PLANT.FIGURES as they are here"},
		{[]string{"push", "master_shot", "--format", "csv"}, "\ncore.master_shot,MASTER_SHOT,new,2,2,0,0,"},
		{[]string{"push", "mart.run", "--full", "--verbose"}, "0 of them new, changed or gone there"},
		{[]string{"doctor", "--quick", "--format", "csv"}, "push,ok,9 tables"},
	} {
		r := p.must(step.args...)
		told += r.stdout + r.stderr
		if !strings.Contains(strings.ReplaceAll(r.stdout+r.stderr, "\r", ""), step.want) {
			t.Errorf("%v: no %q in\n%s%s", step.args, step.want, r.stdout, r.stderr)
		}
	}
	p.vars = []string{"PLANT_PASSWORD=" + secret}
	p.pushKilled(warehouse)
	p.run("push", "raw.mold").refused(t, 2, "there is no such table in core or mart")
	p.run("push", "--target", "paper").refused(t, 2, "snowflake")
	warehouse.Protect("FIGURES")
	p.run("push", "mart.shot_interval").refused(t, 3, "may not write there", "GRANT USAGE, CREATE TABLE ON SCHEMA PLANT.FIGURES")
	if _, err := warehouse.Run(t.Context(), "DROP TABLE MOLD"); err != nil {
		t.Fatal(err)
	}
	r := p.run("sync")
	if r.code != 4 || !strings.Contains(r.stderr, "hint: GRANT USAGE ON DATABASE PLANT") {
		t.Errorf("a missing table: exit %d\n%s", r.code, r.stderr)
	}
	file, err := os.ReadFile(filepath.Join(p.env.Dir, "plant.duckdb"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(told+r.stderr, secret) || strings.Contains(string(file), secret) {
		t.Error("a secret is told")
	}
	if n := warehouse.Sessions(); n != 0 {
		t.Errorf("%d sessions are left open", n)
	}
}

// TestDemoViaSnowflake lets the sample take the way through a warehouse: figures are
// those of the files.
func TestDemoViaSnowflake(t *testing.T) {
	t.Setenv("SNOWFLAKE_DISABLE_PLATFORM_DETECTION", "true")
	p := newPlace(t)
	demo := []string{"demo", "--shots", "1500", "--no-serve", "--dir"}
	via := []string{"--via-snowflake-server"}
	p.must(append(demo, "files")...)
	p.must(append(append(demo, "warehouse"), via...)...)
	if again := p.must(append(append(demo, "warehouse"), via...)...).stderr; !strings.Contains(again, "0 of them new or changed") {
		t.Errorf("the second demo finds something new:\n%s", again)
	}
	dir := p.env.Dir
	in := func(folder, table, without string) string {
		p.env.Dir = filepath.Join(dir, folder)
		defer func() { p.env.Dir = dir }()
		return p.contents(table, without)
	}
	for table, without := range map[string]string{"core.master_shot": "", "mart.data_quality_day": "", "mart.run": "", "mart.roi_tool_day": ""} {
		if files, warehouse := in("files", table, without), in("warehouse", table, without); files != warehouse {
			t.Errorf("%s: %s of the files, %s of the warehouse", table, files, warehouse)
		}
	}
	if text, err := os.ReadFile(filepath.Join(dir, "warehouse", "sprue.yaml")); err != nil || !strings.Contains(string(text), "kind: snowflake") {
		t.Errorf("the demo's configuration: %v\n%s", err, text)
	}
	p.run(append(append(demo, "files"), via...)...).refused(t, 2, "configuration of another plant")
}

// pushKilled kills a push by -9 while the warehouse merges: the next one ends with all
// rows. TestReliability kills it at other moments.
func (p *place) pushKilled(warehouse *snowflaketest.Server) {
	p.t.Helper()
	rows := func() int64 {
		n, err := warehouse.Run(p.t.Context(), "UPDATE FIGURES.SHOT_INTERVAL SET RUN_ID = RUN_ID")
		if err != nil {
			p.t.Fatal(err)
		}
		return n
	}
	started := make(chan *exec.Cmd, 1)
	warehouse.Inject(snowflaketest.Fault{On: snowflaketest.Query, SQL: "MERGE", Do: func(*snowflaketest.Server) error { return (<-started).Process.Kill() }})
	cmd, stderr := p.start("push", "mart.shot_interval")
	started <- cmd
	if err := cmd.Wait(); err == nil {
		p.t.Errorf("the push was not killed:\n%s", stderr)
	}
	warehouse.Heal()
	p.must("push", "mart.shot_interval")
	p.leaves(0, ".*.push-*")
	if n := rows(); n != 2 {
		p.t.Errorf("%d rows are there after the next push", n)
	}
	warehouse.EndSessions() // of the one that was killed
	if _, err := warehouse.Run(p.t.Context(), "DROP TABLE FIGURES.SHOT_INTERVAL"); err != nil {
		p.t.Fatal(err)
	}
}
