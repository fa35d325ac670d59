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
		lines = append(lines, line(d.Tool, d.PartID, d.Date, d.Measure, d.Shots, d.Median))
	}
	CheckLines(t, when+": process day", Lines(t, s, `
		SELECT equipment_code, part_id, (local_date - DATE '1970-01-01')::BIGINT, measure, shots, median FROM mart.process_day`), lines)
}
