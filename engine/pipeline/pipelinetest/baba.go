package pipelinetest

import (
	"testing"

	"sprue/engine/reference"
	"sprue/engine/store"
)

// CheckBaselines compares mart.baba_window with what the reference computed.
func CheckBaselines(t testing.TB, s *store.Store, want []reference.Baseline, when string) {
	t.Helper()
	lines := []string{}
	for _, b := range want {
		lines = append(lines, line(b.Tool, b.PartID, b.From, b.To, b.Pinned, b.Reason))
	}
	CheckLines(t, when+": baba_window", Lines(t, s, `
		SELECT equipment_code, part_id, coalesce((from_date - DATE '1970-01-01')::BIGINT, 0) AS from_day, coalesce((to_date - DATE '1970-01-01')::BIGINT, 0) AS to_day,
			is_pinned, coalesce(reason, '') FROM mart.baba_window`), lines)
}
