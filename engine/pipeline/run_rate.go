package pipeline

import (
	"context"
	"fmt"
	"slices"

	"sprue/engine/models"
)

// shotsPerRunRateChunk bounds the memory of a chunk of tools: sorting takes
// about 150 bytes a shot. Few chunks are better: the small steps of each leave
// some memory until the end of the transaction.
const shotsPerRunRateChunk = 3_000_000

// runRate computes the marts of the tools in dirty_tool, chunk by chunk, and
// then the buckets that they touch.
func (b *build) runRate(ctx context.Context) (err error) {
	if b.allRuns, err = b.anew(ctx, slices.Concat(runTables(), sessionTables(), []string{estimates})); err != nil {
		return err
	}
	if b.allRuns && b.isDirty() && !b.full {
		err = b.recreate(ctx, bucketTables()...)
	}
	if err == nil {
		b.allBuckets, err = b.anew(ctx, bucketTables())
	}
	if err != nil {
		return err
	}
	if err := b.scopeRuns(ctx); err != nil {
		return fmt.Errorf("find the runs to rebuild: %w", err)
	}
	for _, step := range []func(context.Context) error{b.clearEstimates, b.runRateChunks, b.flagShots, b.fillBuckets, b.dropRunRateTables} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (b *build) runRateChunks(ctx context.Context) error {
	done := int64(0)
	// A chunk may leave tools to a later one, see widenChanged.
	for chunk := 0; ; chunk++ {
		var total int64
		var left bool
		err := b.tx.QueryRow(ctx, "SELECT coalesce(sum(shots), 0)::BIGINT, coalesce(max(chunk) >= ?, FALSE) FROM rebuild_tool", chunk).Scan(&total, &left)
		if err != nil {
			return err
		}
		b.progress("run rate", min(done, total), total)
		if !left {
			return b.dropRunRateSteps(ctx)
		}
		shots, err := b.runRateChunk(ctx, chunk)
		if err != nil {
			return err
		}
		done += shots
		if err := b.clearScratch(); err != nil {
			return err
		}
	}
}

// runSteps find the runs and the sessions of a chunk of tools, shotSteps cut their time.
// No run is carried on where all are made anew: rate_earlier stays empty.
func (b *build) runSteps() []string {
	steps := []string{"rate_kind", "rate_shot", "rate_run", "rate_run_block", "rate_carried"}
	if !b.allRuns {
		steps = append(steps, "rate_earlier")
	}
	return append(steps, "rate_reference", "session_step", "session_bound", "session_limit")
}

func shotSteps() []string {
	return []string{"rate_rule", "rate_slot", "rate_interval", "rate_left_out", "rate_imputed", "rate_stop", "rate_sum", "rate_target", "rate_loss", "rate_temperature"}
}

func (b *build) runRateChunk(ctx context.Context, chunk int) (shots int64, err error) {
	if err := b.scopeChunk(ctx, chunk); err != nil {
		return 0, err
	}
	if err := b.remakeAll(ctx, b.runSteps()); err != nil {
		return 0, err
	}
	if !b.allRuns {
		if err := b.widenChanged(ctx); err != nil {
			return 0, err
		}
		if err := b.clearRuns(ctx); err != nil {
			return 0, err
		}
	}
	if err := b.remakeAll(ctx, shotSteps()); err != nil {
		return 0, err
	}
	if err := b.fillRuns(ctx); err != nil {
		return 0, err
	}
	if err := b.fillSessions(ctx); err != nil {
		return 0, err
	}
	if err := b.tx.QueryRow(ctx, "SELECT coalesce(sum(shots), 0)::BIGINT FROM rebuild_tool WHERE chunk = ?", chunk).Scan(&shots); err != nil {
		return 0, err
	}
	return shots, b.exec(ctx, "mark buckets and flags", `
		INSERT INTO touched_bucket `+touchedBuckets("rate_run", "coalesce(from_epoch_us(r.carried_cut_us), first_instant())")+`;
		INSERT INTO flagged_shot
		SELECT k.context_no, from_epoch_us(i.t_us), i.seq, i.dq_flags, i.quality_score, NULL
		FROM rate_interval i
		JOIN rate_kind k ON k.kind_no = i.kind_no
		WHERE i.is_flag_new`+b.newEstimates())
}

func (b *build) fillRuns(ctx context.Context) error {
	for _, name := range b.wanted(runTables(), b.allRuns) {
		fill := b.fill
		if name == "mart.shot_interval" {
			fill = b.fillByTime
		}
		if err := fill(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

// fillByTime fills a table from rate_interval, one stretch of time after the other.
// Where each tool's shots of years lay together, an hour of all tools was looked for
// in all shots.
func (b *build) fillByTime(ctx context.Context, name string) error {
	var shots, from, to int64
	err := b.tx.QueryRow(ctx, "SELECT count(*), coalesce(min(t_us), 0), coalesce(max(t_us), 0) FROM rate_interval").Scan(&shots, &from, &to)
	if err != nil {
		return err
	}
	stretches := shots/b.sizes.shotsPerStretch + 1
	if stretches == 1 {
		return b.fill(ctx, name)
	}
	if err := b.exec(ctx, "keep rate_interval whole", "ALTER VIEW rate_interval RENAME TO rate_interval_whole"); err != nil {
		return err
	}
	length := (to-from)/stretches + 1
	for ; from <= to; from += length {
		err := b.exec(ctx, "cut rate_interval", fmt.Sprintf(
			"CREATE OR REPLACE TEMP VIEW rate_interval AS SELECT * FROM rate_interval_whole WHERE t_us >= %d AND t_us < %d", from, from+length))
		if err != nil {
			return err
		}
		if err := b.fill(ctx, name); err != nil {
			return err
		}
	}
	return b.exec(ctx, "take rate_interval whole", "DROP VIEW rate_interval; ALTER VIEW rate_interval_whole RENAME TO rate_interval")
}

// estimatesStay tells whether shots keep their estimated temperatures: all runs are
// made anew for something that does not concern them.
func (b *build) estimatesStay() bool {
	return b.allRuns && !b.isAnew(estimates) && !b.isDirty()
}

func (b *build) newEstimates() string {
	if b.estimatesStay() {
		return ""
	}
	return `;
		INSERT INTO flagged_shot
		SELECT k.context_no, from_epoch_us(s.t_us), s.seq, NULL, NULL, t.temperature_imputed
		FROM rate_temperature t
		JOIN rate_shot s ON s.rn = t.rn
		JOIN rate_kind k ON k.kind_no = s.kind_no`
}

// clearEstimates takes the estimated temperatures of shots back that stay while all
// runs are made anew.
func (b *build) clearEstimates(ctx context.Context) error {
	if !b.allRuns || b.full || b.shots || b.estimatesStay() {
		return nil
	}
	return b.exec(ctx, "clear estimates of temperatures", "UPDATE core.shot SET temperature_imputed = NULL WHERE temperature_imputed IS NOT NULL")
}

// touchedBuckets is the span of the buckets of the runs in a table, by tool;
// of each run, only those from an instant on.
func touchedBuckets(runs, from string) string {
	return `
		SELECT
			s.equipment_code,
			min(s.bucket_start_utc), max(s.bucket_start_utc),
			min(s.local_date), max(s.local_date),
			min(s.shift_date), max(s.shift_date)
		FROM mart.run_rate_slot s
		JOIN ` + runs + ` r ON r.run_id = s.run_id AND s.slot_start_utc >= ` + from + `
		GROUP BY s.equipment_code`
}

func (b *build) remakeAll(ctx context.Context, names []string) error {
	for _, name := range names {
		if err := b.remake(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

// remake makes a temp model anew.
func (b *build) remake(ctx context.Context, name string) error {
	m, err := b.model(name)
	if err != nil {
		return err
	}
	started := b.clock()
	var rows int64
	if inScratch(name) {
		rows, err = b.remakeInScratch(ctx, name, m.SQL)
	} else {
		rows, err = b.remakeTable(ctx, m)
	}
	if err != nil {
		return fmt.Errorf("make %s: %w", name, err)
	}
	count := b.count(name)
	count.RowsOut += rows
	count.Seconds += b.clock().Sub(started).Seconds()
	return nil
}

// remakeTable makes a step anew as a table, and counts its rows: that costs
// nothing, and DuckDB does not tell.
func (b *build) remakeTable(ctx context.Context, m models.Model) (rows int64, err error) {
	if _, err := b.tx.Exec(ctx, fmt.Sprintf("CREATE OR REPLACE TEMP TABLE %s AS\n%s", m.Name, m.SQL)); err != nil {
		return 0, err
	}
	err = b.tx.QueryRow(ctx, "SELECT count(*) FROM "+m.Name).Scan(&rows)
	return rows, err
}

// flagShots writes to the shots what only the run rate knows: the flags overlap
// and two_counters, where they are others, and estimates of temperatures.
func (b *build) flagShots(ctx context.Context) error {
	if !b.shots {
		err := b.exec(ctx, "mark days of flags", `
			INSERT INTO scope_shot_day SELECT DISTINCT context_no, CAST(shot_time_utc AS DATE) FROM flagged_shot WHERE dq_flags IS NOT NULL`)
		if err != nil {
			return err
		}
	}
	if err := b.tx.QueryRow(ctx, "SELECT count(*) FROM flagged_shot WHERE dq_flags IS NOT NULL").Scan(&b.flagged); err != nil {
		return err
	}
	return b.exec(ctx, "flag shots", `
		UPDATE core.shot AS m
		SET dq_flags = coalesce(f.dq_flags, m.dq_flags),
			quality_score = coalesce(f.quality_score, m.quality_score),
			temperature_imputed = coalesce(f.temperature_imputed, m.temperature_imputed)
		FROM (
			SELECT
				context_no, shot_time_utc, seq,
				max(dq_flags) AS dq_flags, max(quality_score) AS quality_score, max(temperature_imputed) AS temperature_imputed
			FROM flagged_shot
			GROUP BY context_no, shot_time_utc, seq
		) AS f
		WHERE m.context_no = f.context_no
		  AND m.shot_time_utc = f.shot_time_utc
		  AND m.seq IS NOT DISTINCT FROM f.seq`)
}

func (b *build) fillBuckets(ctx context.Context) error {
	if b.allBuckets && !b.allRuns {
		every := "(SELECT run_id, first_instant() AS from_utc FROM mart.run)"
		if err := b.exec(ctx, "mark all buckets", "INSERT INTO touched_bucket "+touchedBuckets(every, "r.from_utc")); err != nil {
			return err
		}
	}
	err := b.exec(ctx, "scope buckets", `
		TRUNCATE scope_bucket;
		INSERT INTO scope_bucket
		SELECT
			equipment_code,
			min(from_bucket_start_utc), max(to_bucket_start_utc),
			min(from_local_date), max(to_local_date),
			min(from_shift_date), max(to_shift_date)
		FROM touched_bucket
		GROUP BY equipment_code`)
	if err != nil {
		return err
	}
	if b.allRuns && !b.allBuckets {
		return nil // the slots that they are sums of are the same
	}
	if !b.allBuckets {
		if err := b.clearBuckets(ctx); err != nil {
			return err
		}
	}
	return b.fillAll(ctx, b.wanted(bucketTables(), b.allBuckets)...)
}

// dropRunRateSteps takes the last chunk's steps away, whose files go.
func (b *build) dropRunRateSteps(ctx context.Context) error {
	return b.dropSteps(ctx, slices.Concat(b.runSteps(), shotSteps(), b.sessionSteps()))
}

func (b *build) dropRunRateTables(ctx context.Context) error {
	for _, name := range []string{"rebuild_tool", "rebuild_span", "carried_run", "left_tool", "shot_day", "gone_run", "session_span", "carried_session", "gone_session", "touched_bucket", "flagged_shot"} {
		if err := b.exec(ctx, "drop "+name, "DROP TABLE IF EXISTS "+name); err != nil {
			return err
		}
	}
	return nil
}
