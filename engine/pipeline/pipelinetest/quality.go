package pipelinetest

import (
	"testing"

	"sprue/engine/reference"
	"sprue/engine/store"
)

// CheckQuality compares the scores of tools and days, and what they are made
// of, with what the reference computed.
func CheckQuality(t testing.TB, s *store.Store, want map[reference.QualityKey]*reference.QualityDay, when string) {
	t.Helper()
	lines := []string{}
	for key, d := range want {
		of := d.Scores()
		lines = append(lines, line(key.EquipmentCode, key.LocalDate, d.Items, d.Shots, d.BadItems, d.Conflicts, d.Duplicates, d.Flawed, d.Missing,
			d.ValuesThere, d.ValuesExpected, d.LostPoints, d.Late,
			of.Validity, of.Uniqueness, of.Completeness, of.Consistency, of.Timeliness, of.Overall, of.Status))
	}
	CheckLines(t, when+": data_quality_day", Lines(t, s, `
		SELECT equipment_code, (local_date - DATE '1970-01-01')::BIGINT, items, shots, bad_items, conflicts, duplicates, flawed, missing,
			values_there, values_expected, lost_points, late, validity, uniqueness, completeness, consistency, timeliness, overall, status
		FROM mart.data_quality_day`), lines)
	CheckLines(t, when+": shot_hour", Lines(t, s, `
		SELECT c.counter_code, c.equipment_code, epoch_us(h.hour_utc), h.local_date, h.dq_flags, sum(h.shots)::BIGINT, sum(h.temperatures)::BIGINT
		FROM core.shot_hour h JOIN core.shot_context c USING (context_no) GROUP BY ALL`), Lines(t, s, `
		SELECT counter_code, equipment_code, epoch_us(date_trunc('hour', shot_time_utc)), local_date, dq_flags, count(*), count(temperature)
		FROM core.master_shot GROUP BY ALL`))
	CheckLines(t, when+": scores kept", Lines(t, s, `
		SELECT equipment_code, local_date, round(arg_max(overall, build_id)), arg_max(status, build_id) FROM meta.quality_result
		SEMI JOIN mart.data_quality_day USING (equipment_code, local_date) WHERE scope = 'tool_day' GROUP BY ALL`), Lines(t, s, `
		SELECT equipment_code, local_date, round(overall), status FROM mart.data_quality_day`))
}

// CheckReconciliation compares the counts of STATISTICS and the shots beside
// them.
func CheckReconciliation(t testing.TB, s *store.Store, want []reference.CountedHour, when string) {
	t.Helper()
	lines := []string{}
	for _, h := range want {
		lines = append(lines, line(h.Counter, h.HourUTC, h.Expected, h.Found, h.Found-h.Expected))
	}
	CheckLines(t, when+": reconciliation", Lines(t, s, `
		SELECT counter_code, epoch_us(hour_utc), expected, found, difference FROM mart.reconciliation WHERE kind = 'hour'`), lines)
}
