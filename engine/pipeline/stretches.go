package pipeline

import (
	"context"
	"fmt"

	"sprue/engine/store"
)

// stretchTable has the baselines and the weeks of tools and parts.
const stretchTable = "mart.baba_stretch"

// stretchScope makes the temp tables that tell the models of baselines and weeks what to
// work on: the production days of tools, weeks all of them, and whether their baselines
// too; counts of baselines that stay; a group of tools and parts.
func stretchScope() []string {
	return []string{
		"CREATE OR REPLACE TEMP TABLE scope_stretch (equipment_code VARCHAR, from_date DATE, to_date DATE, is_whole BOOLEAN)",
		"CREATE OR REPLACE TEMP TABLE scope_kept_count (equipment_code VARCHAR, part_id BIGINT, value BIGINT, shots BIGINT)",
		"CREATE OR REPLACE TEMP TABLE scope_process (process_no INTEGER)",
		// The tables may not be there yet; stretches makes the views anew.
		`CREATE OR REPLACE TEMP VIEW scope_cycle AS
		SELECT 0::UBIGINT AS run_id, NULL::VARCHAR AS counter_code, 0::BIGINT AS seq, NULL::TIMESTAMP AS shot_time_utc, 0::INTEGER AS context_no, 0::DOUBLE AS ct
		WHERE FALSE`,
		"CREATE OR REPLACE TEMP VIEW scope_base_cycle AS FROM scope_cycle",
		`CREATE OR REPLACE TEMP VIEW scope_temperature AS
		SELECT 0::INTEGER AS context_no, NULL::TIMESTAMP AS shot_time_utc, 0::DOUBLE AS temperature
		WHERE FALSE`,
	}
}

func stretchSteps() []string { return []string{"stretch_process", "stretch_count", "stretch_range"} }

// stretches tells what the shots of baselines and of weeks say, for those that this
// build changed. It comes after the events, which decide what a baseline is.
func (b *build) stretches(ctx context.Context) error {
	scope := changedStretches
	if b.isAnew(stretchTable) {
		scope = "INSERT INTO scope_stretch SELECT DISTINCT equipment_code, DATE '1970-01-01', DATE '9999-12-31', TRUE FROM core.shot_context"
	}
	if err := b.exec(ctx, "scope weeks and baselines", scope); err != nil {
		return err
	}
	if err := b.scopeMeasured(ctx); err != nil {
		return err
	}
	err := b.exec(ctx, "clear "+stretchTable, `
		DELETE FROM mart.baba_stretch AS k USING scope_stretch s
		WHERE s.equipment_code = k.equipment_code
		  AND (s.is_whole OR NOT k.is_baseline AND k.from_date >= s.from_date AND k.from_date < s.to_date);
		INSERT INTO scope_kept_count
		SELECT k.equipment_code, k.part_id, k.one.value, k.one.shots
		FROM (
			SELECT k.equipment_code, k.part_id, unnest(k.counts) AS one
			FROM mart.baba_stretch k
			SEMI JOIN scope_stretch s ON s.equipment_code = k.equipment_code
			WHERE k.is_baseline
		) AS k`)
	if err != nil {
		return err
	}
	if err := b.remakeAll(ctx, stretchSteps()); err != nil {
		return err
	}
	if err := b.fillStretches(ctx); err != nil {
		return err
	}
	if err := b.dropSteps(ctx, stretchSteps()); err != nil {
		return err
	}
	return b.clearScratch()
}

// scopeMeasured is the views of the shots that are counted. Literals let the scans skip
// what is older, and later than all baselines. Clocks are apart and days begin late: a
// production day begins and ends less than two days from its date in UTC.
func (b *build) scopeMeasured(ctx context.Context) error {
	var from, baseFrom, baseTo string
	err := b.tx.QueryRow(ctx, `
		SELECT
			coalesce(min(s.from_date) - 2, DATE '9999-12-31')::VARCHAR,
			coalesce(min(w.from_date) - 2, DATE '9999-12-31')::VARCHAR,
			coalesce(max(w.to_date) + 2, DATE '1970-01-01')::VARCHAR
		FROM scope_stretch s
		LEFT JOIN mart.baba_window w ON w.equipment_code = s.equipment_code AND s.is_whole`).Scan(&from, &baseFrom, &baseTo)
	if err != nil {
		return err
	}
	return b.exec(ctx, "scope shots of weeks and baselines", fmt.Sprintf(`
		CREATE OR REPLACE TEMP VIEW scope_cycle AS
		SELECT run_id, counter_code, seq, shot_time_utc, context_no, ct
		FROM mart.shot_interval
		WHERE class IN ('normal', 'slow', 'fast') AND shot_time_utc >= %[1]s::TIMESTAMP;
		CREATE OR REPLACE TEMP VIEW scope_base_cycle AS
		FROM scope_cycle
		WHERE shot_time_utc >= %[2]s::TIMESTAMP AND shot_time_utc < %[3]s::TIMESTAMP;
		CREATE OR REPLACE TEMP VIEW scope_temperature AS
		SELECT context_no, shot_time_utc, temperature
		FROM core.shot
		WHERE temperature IS NOT NULL AND utc_day >= %[1]s::TIMESTAMP`, store.Literal(from), store.Literal(baseFrom), store.Literal(baseTo)))
}

// fillStretches fills the table from the counts, some tools and parts at a time.
func (b *build) fillStretches(ctx context.Context) error {
	groups, err := queryAll[int64](ctx, b.tx, fmt.Sprintf(stretchGroups+"SELECT DISTINCT no FROM grouped ORDER BY no", b.sizes.countsPerGroup))
	if err != nil {
		return fmt.Errorf("group the tools with weeks: %w", err)
	}
	for _, no := range groups {
		err := b.exec(ctx, "scope tools with weeks", fmt.Sprintf(
			"TRUNCATE scope_process; INSERT INTO scope_process "+stretchGroups+"SELECT process_no FROM grouped WHERE no = %[2]d", b.sizes.countsPerGroup, no))
		if err != nil {
			return err
		}
		if err := b.fill(ctx, stretchTable); err != nil {
			return err
		}
	}
	return nil
}

const stretchGroups = `
	WITH grouped AS (
		SELECT process_no, (sum(counts) OVER (ORDER BY process_no) - counts)::BIGINT // %[1]d AS no
		FROM (SELECT process_no, count(*) AS counts FROM stretch_count GROUP BY process_no)
	)
	`

// changedStretches are the weeks with days that changed, by their shots or their runs;
// and all of the tools that have another baseline, or one with such days.
const changedStretches = `
	INSERT INTO scope_stretch
	WITH changed AS (
		SELECT equipment_code, min(local_date) AS from_date, max(local_date) AS to_date FROM scope_quality_day GROUP BY equipment_code
		UNION ALL
		SELECT equipment_code, from_local_date, to_local_date FROM scope_bucket
	),
	week AS (
		SELECT
			equipment_code,
			date_trunc('week', min(from_date))::DATE AS from_date,
			date_trunc('week', max(to_date))::DATE + 7 AS to_date
		FROM changed
		GROUP BY equipment_code
	),
	kept AS (
		SELECT equipment_code, part_id, from_date, to_date FROM mart.baba_stretch WHERE is_baseline
	),
	now AS (
		SELECT equipment_code, part_id, from_date, to_date FROM mart.baba_window WHERE from_date IS NOT NULL
	),
	whole AS (
		SELECT k.equipment_code
		FROM kept k
		JOIN week w ON w.equipment_code = k.equipment_code AND w.from_date < k.to_date AND w.to_date > k.from_date
		UNION
		SELECT equipment_code FROM (FROM now EXCEPT FROM kept)
		UNION
		SELECT equipment_code FROM (FROM kept EXCEPT FROM now)
	)
	SELECT equipment_code, DATE '1970-01-01', DATE '9999-12-31', TRUE FROM whole
	UNION ALL
	SELECT w.equipment_code, w.from_date, w.to_date, FALSE FROM week w ANTI JOIN whole o ON o.equipment_code = w.equipment_code`
