package pipeline

import "context"

// markTools leaves in dirty_tool the tools whose shots are being rebuilt, by
// the old mapping and by the new one, each with the span of time between the
// first and the last of those shots' days; and with all of time those of changed
// settings, or every tool where all shots are made anew.
func (b *build) markTools(ctx context.Context) error {
	statement := `
		INSERT INTO dirty_tool
		WITH period AS (
			SELECT counter_code, from_utc, to_utc, equipment_code FROM core.counter_period
			UNION ALL
			SELECT counter_code, from_utc, to_utc, equipment_code FROM old_period
		)
		SELECT p.equipment_code, CAST(min(d.utc_day) AS TIMESTAMP), CAST(max(d.utc_day) + 1 AS TIMESTAMP)
		FROM dirty_pair d
		JOIN period p
		  ON p.counter_code = d.counter_code
		 AND p.from_utc < CAST(d.utc_day + 1 AS TIMESTAMP) AND p.to_utc > CAST(d.utc_day AS TIMESTAMP)
		WHERE p.equipment_code IS NOT NULL
		GROUP BY p.equipment_code`
	if b.shots {
		statement = `
			INSERT INTO dirty_tool
			SELECT DISTINCT equipment_code, first_instant(), last_instant()
			FROM core.counter_period WHERE equipment_code IS NOT NULL`
	}
	return b.exec(ctx, "mark tools", statement+`;
		INSERT INTO dirty_tool SELECT DISTINCT equipment_code, first_instant(), last_instant() FROM changed_tool`)
}
