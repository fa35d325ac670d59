package pipelinetest

import (
	"testing"

	"sprue/engine/reference"
	"sprue/engine/store"
)

// CheckLevels compares mart.data_level, and what is judged of it, with what the
// reference computed.
func CheckLevels(t testing.TB, s *store.Store, want []reference.Level, when string) {
	t.Helper()
	lines := []string{}
	for _, l := range want {
		lines = append(lines, line(l.Tool, l.Date, l.Shots, l.PerHour, l.Missing, l.Duplicates, l.Quarantine, l.Late, l.CT, l.Temperature,
			l.Items, l.Quarantined, l.Broken, l.Conflicts, l.PartID, l.Counter))
	}
	CheckLines(t, when+": level", Lines(t, s, `
		SELECT equipment_code, (local_date - DATE '1970-01-01')::BIGINT, shots, shots_per_hour, missing_share, duplicate_share,
			quarantine_share, late_share, median_ct, median_temperature, items, quarantined, broken_packets, conflicts, part_id, counter_code
		FROM mart.data_level`), lines)
	CheckAnomalies(t, s, want, when)
}

// CheckAnomalies compares what is judged of levels.
func CheckAnomalies(t testing.TB, s *store.Store, levels []reference.Level, when string) {
	t.Helper()
	deviations, lines := reference.Deviations(levels), []string{}
	for _, d := range deviations {
		lines = append(lines, line(d.Tool, d.Date, d.Level, d.Value, d.Usual, d.Z, d.Days))
	}
	CheckLines(t, when+": deviation", Lines(t, s, `
		SELECT equipment_code, (local_date - DATE '1970-01-01')::BIGINT, level, value, usual, z, days FROM mart.data_deviation`), lines)
	lines = []string{}
	for _, a := range reference.Anomalies(levels, deviations) {
		lines = append(lines, line(a.Tool, a.Level, a.From, a.To, a.Days, a.Worst.Date, a.Worst.Value, a.Worst.Usual, a.Worst.Z, a.Cause))
	}
	CheckLines(t, when+": anomaly", Lines(t, s, `
		SELECT equipment_code, level, (from_date - DATE '1970-01-01')::BIGINT, (to_date - DATE '1970-01-01')::BIGINT, days,
			(worst_date - DATE '1970-01-01')::BIGINT, value, usual, z, cause
		FROM mart.data_anomaly`), lines)
}
