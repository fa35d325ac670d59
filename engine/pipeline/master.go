package pipeline

import (
	"context"
	"fmt"
)

// master rebuilds the dirty pairs of core.shot, chunk by chunk.
func (b *build) master(ctx context.Context) error {
	if err := b.planMaster(ctx); err != nil {
		return fmt.Errorf("plan chunks of shots: %w", err)
	}
	if err := b.markTools(ctx); err != nil {
		return err
	}
	if err := b.clearShots(ctx); err != nil {
		return err
	}
	chunks, err := queryAll[int64](ctx, b.tx, "SELECT DISTINCT chunk FROM dirty_pair ORDER BY chunk")
	if err != nil {
		return err
	}
	var total int64
	if err := b.tx.QueryRow(ctx, "SELECT coalesce(sum(items), 0)::BIGINT FROM dirty_pair").Scan(&total); err != nil {
		return err
	}
	done := int64(0)
	for _, c := range chunks {
		b.progress("master", done, total)
		items, err := b.masterChunk(ctx, c)
		if err != nil {
			return err
		}
		done += items
	}
	b.progress("master", done, total)
	b.report.Shots = b.count("core.shot").RowsOut
	if err := b.quarantine(ctx); err != nil {
		return err
	}
	if err := b.forgetItems(); err != nil {
		return err
	}
	if err := b.fill(ctx, "mart.missing_shot"); err != nil {
		return err
	}
	err = b.exec(ctx, "scope all days", "TRUNCATE scope_counter_day; INSERT INTO scope_counter_day SELECT counter_code, utc_day, items FROM dirty_pair")
	if err != nil {
		return err
	}
	return b.fill(ctx, "core.counter_day")
}

// batchesPerChunk: a chunk costs some 70 ms beside its shots.
const batchesPerChunk = 4

// planMaster cuts the dirty pairs into chunks by days, so that each has about
// as many items as configured: days with few items share a chunk, however far
// apart they are; days with many are cut by counters. An earlier day of a
// counter never comes in a later chunk.
func (b *build) planMaster(ctx context.Context) error {
	_, err := b.tx.Exec(ctx, `
		CREATE OR REPLACE TEMP TABLE planned_pair AS
		WITH day AS (
			SELECT utc_day, sum(items) AS items, (utc_day - DATE '1970-01-01') // $2 AS block
			FROM dirty_pair GROUP BY utc_day
		),
		started AS (
			SELECT utc_day, block, items, sum(items) OVER (ORDER BY utc_day NULLS FIRST) - items AS start FROM day
		),
		grouped AS (
			SELECT utc_day, block, sum(items) OVER (PARTITION BY block) AS items, min(start // $1) OVER (PARTITION BY block) AS bucket
			FROM started
		),
		part AS (
			SELECT p.counter_code, p.utc_day, p.items, g.bucket,
				CASE WHEN g.items > 2 * $1
					THEN (sum(p.items) OVER (PARTITION BY g.block ORDER BY p.counter_code NULLS FIRST, p.utc_day) - p.items) // $1
					ELSE 0 END AS slice
			FROM dirty_pair p JOIN grouped g ON g.utc_day IS NOT DISTINCT FROM p.utc_day
		)
		SELECT counter_code, utc_day, items, dense_rank() OVER (ORDER BY bucket, slice) - 1 AS chunk FROM part`,
		batchesPerChunk*int64(b.cfg.Build.BatchUploadSize), int64(b.cfg.Build.ChunkSizeDays))
	if err != nil {
		return err
	}
	_, err = b.tx.Exec(ctx, "TRUNCATE dirty_pair; INSERT INTO dirty_pair SELECT * FROM planned_pair; DROP TABLE planned_pair")
	return err
}

// clearShots takes what is built again out of the tables.
func (b *build) clearShots(ctx context.Context) error {
	switch {
	case b.full:
		return nil
	case b.shots:
		return b.exec(ctx, "clear what became of items", `
			DELETE FROM core.left_item WHERE reason IS NULL;
			DELETE FROM core.quarantine WHERE reason IN ('duplicate_conflict', 'unmapped')`)
	}
	return b.clearDirty(ctx)
}

// clearDirty takes the dirty pairs out of all tables that are filled by pair.
func (b *build) clearDirty(ctx context.Context) error {
	err := b.exec(ctx, "clear core.shot", `
		DELETE FROM core.shot AS t
		USING (SELECT c.context_no, p.utc_day FROM dirty_pair p JOIN core.shot_context c ON c.counter_code = p.counter_code) AS k
		WHERE t.context_no = k.context_no AND t.utc_day = k.utc_day`)
	if err != nil {
		return err
	}
	err = b.exec(ctx, "clear core.left_item", `
		DELETE FROM core.left_item AS t
		USING (SELECT n.counter_no, p.utc_day FROM dirty_pair p JOIN core.counter n ON n.counter_code = p.counter_code) AS k
		WHERE t.reason IS NULL AND t.counter_no = k.counter_no AND t.utc_day = k.utc_day`)
	if err != nil {
		return err
	}
	for table, and := range map[string]string{
		"core.master_shot_part": "", "core.duplicate": "", "core.counter_day": "", "mart.missing_shot": "",
		"core.quarantine": "AND reason IN ('duplicate_conflict', 'unmapped')",
	} {
		err := b.exec(ctx, "clear "+table, fmt.Sprintf(`
			DELETE FROM %s AS t USING dirty_pair p
			WHERE t.counter_code IS NOT DISTINCT FROM p.counter_code AND t.utc_day IS NOT DISTINCT FROM p.utc_day %s`, table, and))
		if err != nil {
			return err
		}
	}
	return nil
}

// scopeDays tells the models which pairs are in the chunk, and the counter's
// last shot before each of them. That shot comes from days that are not being
// rebuilt (core.counter_day) or are already (scope_last).
func (b *build) scopeDays(ctx context.Context, chunk int64) error {
	return b.exec(ctx, "scope days", fmt.Sprintf(`
		TRUNCATE scope_counter_day;
		INSERT INTO scope_counter_day SELECT counter_code, utc_day, items FROM dirty_pair WHERE chunk = %d;
		TRUNCATE scope_before;
		INSERT INTO scope_before
		WITH last AS (
			SELECT counter_code, utc_day, last_utc, last_seq FROM core.counter_day WHERE kept > 0
			UNION ALL
			SELECT counter_code, utc_day, last_utc, last_seq FROM scope_last
		),
		earlier AS (
			SELECT s.counter_code, s.utc_day, arg_max({'last_utc': d.last_utc, 'last_seq': d.last_seq}, d.utc_day) AS before
			FROM scope_counter_day s
			JOIN last d ON d.counter_code = s.counter_code AND d.utc_day < s.utc_day
			GROUP BY s.counter_code, s.utc_day
		)
		SELECT counter_code, utc_day, before.last_utc, before.last_seq FROM earlier`, chunk))
}

func (b *build) masterChunk(ctx context.Context, chunk int64) (items int64, err error) {
	if err := b.scopeDays(ctx, chunk); err != nil {
		return 0, err
	}
	if err := b.refillAll(ctx, "scope_period", "chunk_extra", "chunk_notable", "chunk_last", "chunk_gap"); err != nil {
		return 0, err
	}
	err = b.exec(ctx, "keep the last shots and the gaps", `
		INSERT INTO scope_last SELECT counter_code, utc_day, last_utc, last_seq FROM chunk_last;
		INSERT INTO scope_gap SELECT counter_code, context_no, from_seq, to_seq, from_utc, to_utc, utc_day FROM chunk_gap`)
	if err != nil {
		return 0, err
	}
	var twins, unmapped bool
	err = b.tx.QueryRow(ctx, `
		SELECT
			(SELECT CAST(coalesce(sum(items), 0) AS BIGINT) FROM scope_counter_day),
			(SELECT coalesce(bool_or(is_twin), FALSE) FROM chunk_notable),
			(SELECT count(*) > 0 FROM scope_period WHERE context_no IS NULL)`).Scan(&items, &twins, &unmapped)
	if err != nil {
		return 0, err
	}
	if err := b.exec(ctx, "forget earlier twins", "TRUNCATE chunk_twin"); err != nil {
		return 0, err
	}
	if twins {
		if err := b.refill(ctx, "chunk_twin"); err != nil {
			return 0, err
		}
	}
	if err := b.fillAll(ctx, "core.shot", "core.master_shot_part", "core.duplicate"); err != nil {
		return 0, err
	}
	if twins || unmapped {
		if err := b.fill(ctx, "core.left_item"); err != nil {
			return 0, err
		}
		if err := b.leaveOut(ctx); err != nil {
			return 0, err
		}
	}
	return items, b.clearScratch()
}
