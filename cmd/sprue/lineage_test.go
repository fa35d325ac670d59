package main

import (
	"strings"
	"testing"
)

func TestLineage(t *testing.T) {
	p := newPlace(t)
	p.withSource()
	p.sample("parquet")
	p.must("sync", "--quiet")
	rows := p.must("lineage", "mart.run.efficiency", "--format", "json").rows(t) // before any build
	first, reached := rows[0], map[string]bool{}
	for _, row := range rows {
		reached[row["from_table"].(string)+"."+row["from_column"].(string)] = true
	}
	if first["level"] != 1.0 || first["table_name"] != "mart.run" || first["column_name"] != "efficiency" || first["how"] != "aggregated" {
		t.Errorf("the first edge: %v", first)
	}
	for _, source := range []string{"mart.run_rate_slot.normal_shots", "core.shot.ct", "raw.data_shot.content", "raw.mold_history.contracted_cycle_time", "raw.mold.contracted_cycle_time"} {
		if !reached[source] {
			t.Errorf("%s is not reached", source)
		}
	}
	for _, c := range []struct {
		args string
		want []string
	}{
		{"lineage core.master_shot.temperature_imputed --format csv", []string{"2,core.shot,temperature_imputed,computed,core.shot,temperature\n"}},
		{"lineage raw.mold.contracted_cycle_time --format csv", []string{"1,raw.mold_history,contracted_cycle_time,direct,raw.mold,", ",mart.run,efficiency,"}},
		{"lineage core.shot.ct --up --down --format csv", []string{"1,core.shot,ct,computed,raw.data_shot,content\n", "1,core.master_shot,ct,direct,core.shot,ct\n"}},
		{"lineage core.shot.ct --steps --format csv", []string{"1,core.shot,ct,direct,chunk_shot,ct\n"}},
		{"lineage core.assignment.* --rows --format csv", []string{"1,core.assignment,*,filter,raw.statistics,mold_id\n"}},
		{"lineage core.master_shot.ct_deviation --format mermaid", []string{"flowchart LR\n", `["ct_deviation"]`, "-->|computed|"}},
		{"lineage core.shot", []string{"level  table_name"}},
	} {
		out := p.must(strings.Fields(c.args)...).stdout
		for _, want := range c.want {
			if !strings.Contains(out, want) {
				t.Errorf("%s: %q is missing in\n%s", c.args, want, out)
			}
		}
	}
	if r := p.must("lineage", "raw.mold.shifts_per_day", "--down", "--steps", "--format", "csv"); strings.Count(r.stdout, "\n") != 2 {
		t.Errorf("a column that only the mirror has: %s", r.stdout)
	}
}
