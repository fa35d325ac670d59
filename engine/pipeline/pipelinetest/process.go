package pipelinetest

import (
	"testing"

	"sprue/engine/reference"
	"sprue/engine/store"
)

// CheckProcess compares mart.process_day with what the reference computed.
func CheckProcess(t testing.TB, s *store.Store, want []reference.ProcessDay, when string) {
	t.Helper()
	lines := []string{}
	for _, d := range want {
		is := func(class string) reference.Int { return reference.Int{V: d.Classes[class], Valid: d.Classes != nil} }
		lines = append(lines, line(d.Tool, d.PartID, d.Date, d.Measure, d.Shots, d.Median, given(d.Mean), given(d.Deviation), given(d.Lowest), given(d.P05), given(d.P95), given(d.Highest), given(d.Mode),
			is("normal"), is("slow"), is("fast"), is("long"), d.CycleUS))
	}
	CheckLines(t, when+": process day", Lines(t, s, `
		SELECT equipment_code, part_id, (local_date - DATE '1970-01-01')::BIGINT, measure, shots, median,
			`+rounded("mean", "deviation", "lowest", "p05", "p95", "highest", "mode")+`, normal_shots, slow_shots, fast_shots, long_shots, cycle_us
		FROM mart.process_day`), lines)
}
