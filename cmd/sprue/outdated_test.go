package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"sprue/engine/store"
)

// What makes a file one of an earlier sprue: its models were others and its tables
// had fewer columns; or it did not know the last migration.
const (
	earlierTables = `
		UPDATE meta.build SET models = '{"mart.run": "another one"}';
		ALTER TABLE mart.run_rate_day DROP COLUMN imputed_shots;
		ALTER TABLE mart.run DROP COLUMN start_local;
		ALTER TABLE mart.roi_tool_day DROP COLUMN bridge_parts;
		ALTER TABLE mart.process_event DROP COLUMN confidence;
		ALTER TABLE mart.data_quality_day DROP COLUMN overall;
		ALTER TABLE mart.ana_slot DROP COLUMN shots_made;
		ALTER TABLE mart.data_anomaly DROP COLUMN cause`
	earlierMigration = `
		DROP TABLE meta.sync_cost;
		DELETE FROM meta.migration WHERE version = 10`
)

// change changes the file behind sprue's back.
func (p *place) change(statements string) {
	p.t.Helper()
	s, err := store.Open(p.t.Context(), store.Config{Path: filepath.Join(p.env.Dir, "plant.duckdb")})
	if err != nil {
		p.t.Fatal(err)
	}
	err = s.Write(p.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, statements)
		return err
	})
	if err := s.Close(); err != nil {
		p.t.Fatal(err)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// keptBeforeMigration: the first command on a file of an earlier sprue makes a
// snapshot, which brings all back; not where the configuration says no.
func (p *place) keptBeforeMigration() {
	t := p.t
	t.Helper()
	snapshots := func() []map[string]any { return p.must("snapshot", "list", "--format", "json").rows(t) }
	migrated := func() bool { return p.number(t, "SELECT max(version) AS n FROM meta.migration") == 10 }
	molds, runs := p.contents("raw.mold", ""), p.contents("mart.run", "")
	p.write("sprue.yaml", "database: plant.duckdb\nsnapshots: {before_migration: false}\n")
	p.change(earlierMigration)
	if !migrated() || len(snapshots()) > 0 {
		t.Errorf("%v, although none is asked for", snapshots())
	}
	p.withSource()
	p.change(earlierMigration)
	if !migrated() || len(snapshots()) != 1 || !strings.HasPrefix(snapshots()[0]["note"].(string), "before the tables went from version 9 to 10, ") {
		t.Fatalf("%v", snapshots())
	}
	p.change("DELETE FROM raw.mold; DROP TABLE mart.run")
	p.must("snapshot", "restore", snapshots()[0]["snapshot"].(string))
	if !migrated() || p.contents("raw.mold", "") != molds || p.contents("mart.run", "") != runs {
		t.Error("the snapshot does not bring back what was there before the migration")
	}
}

// saysOutdated: a file of an earlier version, that nobody built since, says what
// to do; what needs none of its columns works, and a build brings it up to date.
func (p *place) saysOutdated() {
	t := p.t
	t.Helper()
	shot := p.must("query", "SELECT counter_code, seq FROM core.master_shot WHERE seq IS NOT NULL ORDER BY ALL LIMIT 1", "--format", "json").rows(t)[0]
	asked := []string{
		"analyze runrate", "analyze runrate --by day", "analyze roi", "analyze quality", "analyze benchmark", "analyze shots", "check",
		"trace --counter " + shot["counter_code"].(string) + " --seq " + fmt.Sprint(shot["seq"]),
	}
	p.change(earlierTables)
	p.keptBeforeMigration()
	for _, line := range asked {
		r := p.run(strings.Fields(line)...)
		if r.code != 4 || !strings.Contains(r.stderr, store.OutdatedMessage) || !strings.Contains(r.stderr, "sprue build") || strings.Contains(r.stderr, "Binder") {
			t.Errorf("%s: exit %d\n%s", line, r.code, r.stderr)
		}
	}
	for _, line := range []string{"lineage mart.run", "snapshot create", "sync"} {
		p.must(strings.Fields(line)...)
	}
	p.must("build")
	for _, line := range asked {
		if r := p.run(strings.Fields(line)...); r.code != 0 {
			t.Errorf("%s, built: exit %d\n%s", line, r.code, r.stderr)
		}
	}
}
