package pipeline

import (
	"context"
	"fmt"
)

// runRateScope makes the temp tables that tell the models of the run rate what
// to work on: tools with the span of shot times to rebuild and the wider one
// that has the shots around it; and spans of buckets, ends included.
func runRateScope() []string {
	return []string{
		`CREATE OR REPLACE TEMP TABLE scope_tool (
			equipment_code VARCHAR, from_utc TIMESTAMP, to_utc TIMESTAMP, read_from_utc TIMESTAMP, read_to_utc TIMESTAMP)`,
		`CREATE OR REPLACE TEMP TABLE scope_bucket (
			equipment_code VARCHAR, from_bucket_start_utc TIMESTAMP, to_bucket_start_utc TIMESTAMP,
			from_local_date DATE, to_local_date DATE, from_shift_date DATE, to_shift_date DATE)`,
	}
}

// scopeRuns leaves in rebuild_tool what is to be rebuilt: tool, span of shot
// times, the wider span that has the shots around it, and the chunk.
func (b *build) scopeRuns(ctx context.Context) error {
	err := b.exec(ctx, "make tables of the scope", `
		CREATE OR REPLACE TEMP TABLE touched_bucket AS SELECT * FROM scope_bucket LIMIT 0;
		CREATE OR REPLACE TEMP TABLE flagged_shot (counter_code VARCHAR, shot_time_utc TIMESTAMP, seq BIGINT, dq_flags UINTEGER, quality_score UTINYINT)`)
	if err != nil {
		return err
	}
	if b.full {
		return b.exec(ctx, "take all tools", fmt.Sprintf(rebuildAll, shotsPerRunRateChunk))
	}
	if err := b.exec(ctx, "widen to runs", widenToRuns); err != nil {
		return err
	}
	return b.exec(ctx, "plan chunks of tools", fmt.Sprintf(rebuildSpans, shotsPerRunRateChunk))
}

const rebuildAll = `
	CREATE OR REPLACE TEMP TABLE rebuild_tool AS
	WITH tool AS (
		SELECT equipment_code, count(*) AS shots
		FROM core.master_shot
		GROUP BY equipment_code
	)
	SELECT
		equipment_code,
		first_instant() AS from_utc, last_instant() AS to_utc,
		first_instant() AS read_from_utc, last_instant() AS read_to_utc,
		shots,
		CAST((sum(shots) OVER (ORDER BY equipment_code) - shots) // %d AS INTEGER) AS chunk
	FROM tool`

// A run can be rebuilt alone where no other one of its tool shares its time:
// runs that touch (equal times, at a part change) form an island. What can
// change lies between the start of the last island that starts before the
// changed shots and the end of the first one that ends after them: before and
// after, each shot has the neighbours that it had.
const widenToRuns = `
	CREATE OR REPLACE TEMP TABLE rebuild_span AS
	WITH run AS (
		SELECT r.equipment_code, r.first_shot_utc, r.last_shot_utc
		FROM mart.run r
		SEMI JOIN dirty_tool d ON d.equipment_code = r.equipment_code
	),
	marked AS (
		SELECT
			equipment_code, first_shot_utc, last_shot_utc,
			CASE WHEN first_shot_utc <= max(last_shot_utc) OVER (
				PARTITION BY equipment_code ORDER BY first_shot_utc, last_shot_utc ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
			) THEN 0 ELSE 1 END AS is_new
		FROM run
	),
	numbered AS (
		SELECT
			equipment_code, first_shot_utc, last_shot_utc,
			sum(is_new) OVER (PARTITION BY equipment_code ORDER BY first_shot_utc, last_shot_utc ROWS UNBOUNDED PRECEDING) AS island
		FROM marked
	),
	island AS (
		SELECT equipment_code, min(first_shot_utc) AS first_utc, max(last_shot_utc) AS last_utc
		FROM numbered
		GROUP BY equipment_code, island
	),
	span AS (
		SELECT
			d.equipment_code,
			coalesce(max(i.first_utc) FILTER (WHERE i.first_utc < d.from_utc), first_instant()) AS from_utc,
			coalesce(min(i.last_utc) FILTER (WHERE i.last_utc >= d.to_utc) + INTERVAL 1 MICROSECOND, last_instant()) AS to_utc
		FROM dirty_tool d
		LEFT JOIN island i ON i.equipment_code = d.equipment_code
		GROUP BY d.equipment_code, d.from_utc, d.to_utc
	)
	SELECT
		s.equipment_code,
		s.from_utc,
		s.to_utc,
		coalesce(max(i.last_utc) FILTER (WHERE i.last_utc < s.from_utc), s.from_utc) AS read_from_utc,
		coalesce(min(i.first_utc) FILTER (WHERE i.first_utc >= s.to_utc) + INTERVAL 1 MICROSECOND, s.to_utc) AS read_to_utc
	FROM span s
	LEFT JOIN island i ON i.equipment_code = s.equipment_code
	GROUP BY s.equipment_code, s.from_utc, s.to_utc`

const rebuildSpans = `
	CREATE OR REPLACE TEMP TABLE rebuild_tool AS
	WITH counted AS (
		SELECT s.equipment_code, s.from_utc, s.to_utc, s.read_from_utc, s.read_to_utc, count(m.shot_time_utc) AS shots
		FROM rebuild_span s
		LEFT JOIN core.master_shot m
		  ON m.equipment_code = s.equipment_code
		 AND m.shot_time_utc >= s.from_utc
		 AND m.shot_time_utc < s.to_utc
		 AND m.shot_time_utc >= (SELECT min(from_utc) FROM rebuild_span)
		GROUP BY ALL
	)
	SELECT
		counted.*,
		CAST((sum(shots) OVER (ORDER BY equipment_code) - shots) // %d AS INTEGER) AS chunk
	FROM counted`

// clearRuns takes the runs of the scope out of the marts, and remembers which
// buckets they were in.
func (b *build) clearRuns(ctx context.Context) error {
	for _, step := range []struct{ doing, statement string }{
		{"list old runs", `
			CREATE OR REPLACE TEMP TABLE gone_run AS
			SELECT r.run_id
			FROM mart.run r
			JOIN rebuild_tool t
			  ON t.equipment_code = r.equipment_code AND r.first_shot_utc >= t.from_utc AND r.first_shot_utc < t.to_utc`},
		{"mark old buckets", "INSERT INTO touched_bucket " + touchedBuckets("gone_run")},
		{"clear mart.shot_interval", `
			DELETE FROM mart.shot_interval AS i USING rebuild_tool t
			WHERE i.equipment_code = t.equipment_code AND i.shot_time_utc >= t.from_utc AND i.shot_time_utc < t.to_utc
			  AND i.shot_time_utc >= (SELECT min(from_utc) FROM rebuild_tool)`},
		{"clear mart.stop", "DELETE FROM mart.stop AS s USING gone_run g WHERE g.run_id = s.run_id"},
		{"clear mart.run_rate_slot", "DELETE FROM mart.run_rate_slot AS s USING gone_run g WHERE g.run_id = s.run_id"},
		{"clear mart.run", "DELETE FROM mart.run AS r USING gone_run g WHERE g.run_id = r.run_id"},
	} {
		if err := b.exec(ctx, step.doing, step.statement); err != nil {
			return err
		}
	}
	return nil
}

func (b *build) clearBuckets(ctx context.Context) error {
	for table, column := range map[string][2]string{
		"mart.run_rate_hour":  {"bucket_start_utc", "bucket_start_utc"},
		"mart.run_rate_day":   {"local_date", "local_date"},
		"mart.run_rate_shift": {"local_date", "shift_date"},
	} {
		err := b.exec(ctx, "clear "+table, fmt.Sprintf(`
			DELETE FROM %s AS t USING scope_bucket s
			WHERE t.equipment_code = s.equipment_code AND t.%s BETWEEN s.from_%s AND s.to_%s`, table, column[0], column[1], column[1]))
		if err != nil {
			return err
		}
	}
	return nil
}
