package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"sprue/engine/store"
)

// outdate makes the file one of an earlier sprue, whose models were others and
// whose tables had fewer columns.
func (p *place) outdate() {
	p.t.Helper()
	s, err := store.Open(p.t.Context(), store.Config{Path: filepath.Join(p.env.Dir, "plant.duckdb")})
	if err != nil {
		p.t.Fatal(err)
	}
	err = s.Write(p.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `
			UPDATE meta.build SET models = '{"mart.run": "another one"}';
			ALTER TABLE mart.run_rate_day DROP COLUMN imputed_shots;
			ALTER TABLE mart.run DROP COLUMN start_local;
			ALTER TABLE mart.data_quality_day DROP COLUMN overall;
			ALTER TABLE mart.data_anomaly DROP COLUMN cause`)
		return err
	})
	if err := s.Close(); err != nil {
		p.t.Fatal(err)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// saysOutdated: a file of an earlier version, that nobody built since, says what
// to do; what needs none of its columns works, and a build brings it up to date.
func (p *place) saysOutdated() {
	t := p.t
	t.Helper()
	shot := p.must("query", "SELECT counter_code, seq FROM core.master_shot WHERE seq IS NOT NULL ORDER BY ALL LIMIT 1", "--format", "json").rows(t)[0]
	asked := []string{
		"analyze runrate", "analyze runrate --by day", "check",
		"trace --counter " + shot["counter_code"].(string) + " --seq " + fmt.Sprint(shot["seq"]),
	}
	p.outdate()
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
