package pipeline

import (
	"context"
	"fmt"

	"sprue/engine/store"
)

// runRateScope makes the temp tables that tell the models of the run rate what
// to work on: tools with the span of shot times to rebuild and the wider one
// that has the shots around it, and the UTC days of these; runs that begin
// before their tool's span and go on in it; spans of buckets, ends included.
func runRateScope() []string {
	return []string{
		`CREATE OR REPLACE TEMP TABLE scope_tool (
			equipment_code VARCHAR, from_utc TIMESTAMP, to_utc TIMESTAMP, read_from_utc TIMESTAMP, read_to_utc TIMESTAMP,
			session_from_utc TIMESTAMP, session_to_utc TIMESTAMP)`,
		"CREATE OR REPLACE TEMP TABLE scope_day (utc_day DATE)",
		`CREATE OR REPLACE TEMP TABLE scope_run (
			equipment_code VARCHAR, run_id UBIGINT, first_shot_utc TIMESTAMP, start_utc TIMESTAMP, start_local TIMESTAMP,
			mold_id BIGINT, part_id BIGINT, first_part_code VARCHAR, first_location_id BIGINT, ref_ct DOUBLE,
			from_utc TIMESTAMP, cut_utc TIMESTAMP)`,
		`CREATE OR REPLACE TEMP TABLE scope_session (
			equipment_code VARCHAR, session_id UBIGINT, mold_id BIGINT, part_code VARCHAR, supplier_id BIGINT, location_id BIGINT,
			approved_ct DOUBLE, l1_below DOUBLE, l1_above DOUBLE, l2_below DOUBLE, l2_above DOUBLE,
			start_utc TIMESTAMP, start_local TIMESTAMP, local_date DATE, first_shot_utc TIMESTAMP, first_seq BIGINT, first_counter_code VARCHAR,
			is_start BOOLEAN, stop_factor DOUBLE, from_utc TIMESTAMP, cut_utc TIMESTAMP)`,
		// mart.shot_interval may not be there yet; scopeKept makes the view anew.
		`CREATE OR REPLACE TEMP VIEW scope_interval AS
		SELECT NULL::VARCHAR AS equipment_code, NULL::INTEGER AS context_no, NULL::TIMESTAMP AS shot_time_utc, NULL::BIGINT AS seq, NULL::DOUBLE AS ct, NULL::VARCHAR AS class
		WHERE FALSE`,
		`CREATE OR REPLACE TEMP TABLE scope_bucket (
			equipment_code VARCHAR, from_bucket_start_utc TIMESTAMP, to_bucket_start_utc TIMESTAMP,
			from_local_date DATE, to_local_date DATE, from_shift_date DATE, to_shift_date DATE)`,
	}
}

// scopeRuns leaves in rebuild_tool what is to be rebuilt: tool, span of shot
// times, that of the sessions, the wider span that has the shots around both, and the
// chunk; and in carried_run and carried_session the runs and the sessions that begin
// before the span of their tool.
func (b *build) scopeRuns(ctx context.Context) error {
	err := b.exec(ctx, "make tables of the scope", `
		CREATE OR REPLACE TEMP TABLE touched_bucket AS SELECT * FROM scope_bucket LIMIT 0;
		CREATE OR REPLACE TEMP TABLE carried_run AS SELECT * FROM scope_run LIMIT 0;
		CREATE OR REPLACE TEMP TABLE carried_session AS SELECT * FROM scope_session LIMIT 0;
		CREATE OR REPLACE TEMP TABLE flagged_shot (context_no INTEGER, shot_time_utc TIMESTAMP, seq BIGINT, dq_flags UINTEGER, quality_score UTINYINT, temperature_imputed DOUBLE);
		CREATE OR REPLACE TEMP TABLE shot_day AS SELECT DISTINCT utc_day FROM core.shot`)
	if err != nil {
		return err
	}
	if b.allRuns {
		return b.exec(ctx, "take all tools", fmt.Sprintf(rebuildAll, shotsPerRunRateChunk))
	}
	for _, step := range []struct{ doing, statement string }{
		{"widen to runs", fmt.Sprintf(widen, "rebuild_span", "mart.run", dirtySpan)},
		{"carry runs on", carryRuns},
		{"widen to sessions", fmt.Sprintf(widen, "session_span", "mart.ana_shot_made", rebuiltSpan)},
		{"carry sessions on", carrySessions},
		{"plan chunks of tools", fmt.Sprintf(rebuildSpans, shotsPerRunRateChunk)},
	} {
		if err := b.exec(ctx, step.doing, step.statement); err != nil {
			return err
		}
	}
	return nil
}

// scopeChunk tells the models about the tools of a chunk.
func (b *build) scopeChunk(ctx context.Context, chunk int) error {
	return b.exec(ctx, "scope tools", fmt.Sprintf(`
		TRUNCATE scope_tool;
		INSERT INTO scope_tool
		SELECT equipment_code, from_utc, to_utc, read_from_utc, read_to_utc, session_from_utc, session_to_utc FROM rebuild_tool WHERE chunk = %d;
		TRUNCATE scope_run;
		INSERT INTO scope_run SELECT r.* FROM carried_run r SEMI JOIN scope_tool t ON t.equipment_code = r.equipment_code;
		TRUNCATE scope_session;
		INSERT INTO scope_session SELECT s.* FROM carried_session s SEMI JOIN scope_tool t ON t.equipment_code = s.equipment_code;
		TRUNCATE scope_day;
		INSERT INTO scope_day
		SELECT d.utc_day
		FROM shot_day d
		JOIN (SELECT CAST(min(read_from_utc) AS DATE) AS from_day, CAST(max(read_to_utc) AS DATE) AS to_day FROM scope_tool) s
		  ON d.utc_day BETWEEN s.from_day AND s.to_day`, chunk))
}

// widenChanged leaves tools whose carried run has another reference now, or whose
// carried session other limits, to one more chunk, from their start on: each of
// the shots may change class or side.
func (b *build) widenChanged(ctx context.Context) error {
	var changed bool
	err := b.tx.QueryRow(ctx, `
		CREATE OR REPLACE TEMP TABLE left_tool AS
		SELECT c.equipment_code
		FROM scope_run c
		LEFT JOIN rate_run r ON r.run_id = c.run_id
		LEFT JOIN rate_reference f ON f.run_no = r.run_no
		WHERE f.reference_method IS DISTINCT FROM 'mode' OR f.ref_ct IS DISTINCT FROM c.ref_ct
		UNION
		SELECT c.equipment_code
		FROM scope_session c
		LEFT JOIN session_bound b ON b.session_id = c.session_id
		LEFT JOIN session_limit l ON l.session_no = b.session_no
		WHERE `+otherLimits("c", "l")+`;
		SELECT count(*) > 0 FROM left_tool`).Scan(&changed)
	if err != nil || !changed {
		return err
	}
	return b.exec(ctx, "leave tools to a later chunk", `
		INSERT INTO rebuild_tool BY NAME
		SELECT
			s.equipment_code, s.from_utc, s.to_utc,
			least(s.read_from_utc, e.read_from_utc) AS read_from_utc, greatest(s.read_to_utc, e.read_to_utc) AS read_to_utc,
			e.from_utc AS session_from_utc, e.to_utc AS session_to_utc,
			t.shots, (SELECT max(chunk) + 1 FROM rebuild_tool) AS chunk
		FROM rebuild_span s
		SEMI JOIN left_tool c ON c.equipment_code = s.equipment_code
		JOIN session_span e ON e.equipment_code = s.equipment_code
		JOIN rebuild_tool t ON t.equipment_code = s.equipment_code;
		DELETE FROM rate_run_block AS b
		USING rate_run r, rate_kind k, left_tool c
		WHERE r.run_no = b.run_no AND k.kind_no = r.first_kind_no AND c.equipment_code = k.equipment_code;
		DELETE FROM rate_run AS r USING rate_kind k, left_tool c
		WHERE k.kind_no = r.first_kind_no AND c.equipment_code = k.equipment_code;
		DELETE FROM session_bound AS b USING left_tool c WHERE c.equipment_code = b.equipment_code`+
		forgetIn("carried_run", "scope_run", "carried_session", "scope_session", "scope_tool"))
}

// forgetIn takes the tools that are left to a later chunk out of tables.
func forgetIn(tables ...string) (statements string) {
	for _, table := range tables {
		statements += fmt.Sprintf(";\n\t\tDELETE FROM %s AS t USING left_tool c WHERE c.equipment_code = t.equipment_code", table)
	}
	return statements
}

// clearRuns takes the runs and the sessions of the chunk out of the marts, and remembers
// which buckets the runs were in.
func (b *build) clearRuns(ctx context.Context) error {
	var from string
	if err := b.tx.QueryRow(ctx, "SELECT coalesce(min(from_utc), last_instant())::VARCHAR FROM scope_tool").Scan(&from); err != nil {
		return err
	}
	for _, step := range []struct{ doing, statement string }{
		{"list old runs", `
			CREATE OR REPLACE TEMP TABLE gone_run AS
			SELECT r.run_id, first_instant() AS cut_utc, first_instant() AS from_utc
			FROM mart.run r
			JOIN scope_tool t
			  ON t.equipment_code = r.equipment_code AND r.first_shot_utc >= t.from_utc AND r.first_shot_utc < t.to_utc
			UNION ALL
			SELECT run_id, cut_utc, from_utc FROM scope_run`},
		{"mark old buckets", "INSERT INTO touched_bucket " + touchedBuckets("gone_run", "r.cut_utc")},
		// A literal lets the scan skip what is older.
		{"clear mart.shot_interval", `
			DELETE FROM mart.shot_interval AS i USING scope_tool t
			WHERE i.equipment_code = t.equipment_code AND i.shot_time_utc >= t.from_utc AND i.shot_time_utc < t.to_utc
			  AND i.shot_time_utc >= ` + store.Literal(from) + "::TIMESTAMP"},
		{"clear mart.imputed_shot", `
			DELETE FROM mart.imputed_shot AS i USING scope_tool t
			WHERE i.equipment_code = t.equipment_code AND i.held_by_utc >= t.from_utc AND i.held_by_utc < t.to_utc`},
		{"clear estimates of temperatures", `
			UPDATE core.shot AS m
			SET temperature_imputed = NULL
			FROM (
				SELECT c.context_no, t.from_utc, t.to_utc
				FROM scope_tool t
				JOIN core.shot_context c ON c.equipment_code = t.equipment_code
			) AS k
			WHERE m.temperature_imputed IS NOT NULL AND m.context_no = k.context_no
			  AND m.shot_time_utc >= k.from_utc AND m.shot_time_utc < k.to_utc
			  AND m.shot_time_utc >= ` + store.Literal(from) + "::TIMESTAMP"},
		{"clear mart.stop", "DELETE FROM mart.stop AS s USING gone_run g WHERE g.run_id = s.run_id AND s.first_shot_utc >= g.from_utc"},
		{"clear mart.run_rate_slot", "DELETE FROM mart.run_rate_slot AS s USING gone_run g WHERE g.run_id = s.run_id AND s.slot_start_utc >= g.cut_utc"},
		{"clear mart.roi_slot", "DELETE FROM mart.roi_slot AS s USING gone_run g WHERE g.run_id = s.run_id AND s.slot_start_utc >= g.cut_utc"},
		{"clear mart.run", "DELETE FROM mart.run AS r USING gone_run g WHERE g.run_id = r.run_id"},
		{"list old sessions", `
			CREATE OR REPLACE TEMP TABLE gone_session AS
			SELECT s.session_id, first_instant() AS cut_utc
			FROM mart.ana_shot_made s
			JOIN scope_tool t
			  ON t.equipment_code = s.equipment_code AND s.first_shot_utc >= t.session_from_utc AND s.first_shot_utc < t.session_to_utc
			UNION ALL
			SELECT session_id, cut_utc FROM scope_session`},
		{"clear mart.ana_slot", "DELETE FROM mart.ana_slot AS s USING gone_session g WHERE g.session_id = s.session_id AND s.slot_start_utc >= g.cut_utc"},
		{"clear mart.ana_shot_made", "DELETE FROM mart.ana_shot_made AS s USING gone_session g WHERE g.session_id = s.session_id"},
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
		"mart.roi_tool_day":   {"local_date", "local_date"},
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
