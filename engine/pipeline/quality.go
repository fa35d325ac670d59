package pipeline

import (
	"context"
	_ "embed"
)

// recordQuality appends to meta.quality_result what a build changed.
//
//go:embed record_quality.sql
var recordQuality string

// pruneQuality bounds meta.quality_result.
//
//go:embed prune_quality.sql
var pruneQuality string

// quality counts the shots by hour and flags, scores the tools' days from the
// counts, and keeps what changed in the history.
func (b *build) quality(ctx context.Context) error {
	for _, step := range []func(context.Context) error{b.countHours, b.scoreDays, b.keepScores} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// scopeShot is the view of the shots that are counted.
func scopeShot(which string) string {
	return "CREATE OR REPLACE TEMP VIEW scope_shot AS SELECT s.context_no, s.shot_time_utc, s.temperature, s.dq_flags, s.packet_id FROM core.shot s " + which
}

func (b *build) countHours(ctx context.Context) error {
	if err := b.refill(ctx, "late_packet"); err != nil {
		return err
	}
	which := ""
	if !b.isAnew("core.shot_hour") {
		which = "SEMI JOIN scope_shot_day d ON d.context_no = s.context_no AND d.utc_day = s.utc_day"
		err := b.exec(ctx, "clear hours", `
			INSERT INTO scope_shot_day
			SELECT c.context_no, p.utc_day FROM dirty_pair p JOIN core.shot_context c ON c.counter_code = p.counter_code;
			DELETE FROM core.shot_hour AS h USING (SELECT DISTINCT context_no, utc_day FROM scope_shot_day) AS d
			WHERE d.context_no = h.context_no AND d.utc_day = CAST(h.hour_utc AS DATE)`)
		if err != nil {
			return err
		}
	}
	if err := b.exec(ctx, "scope shots to count", scopeShot(which)); err != nil {
		return err
	}
	return b.fill(ctx, "core.shot_hour")
}

// scoreDays scores the days that a changed UTC day of a counter, or any, can reach,
// on every tool that the counter was ever on. A plant's clock is 12 h behind to 14 h
// ahead of UTC and its day starts up to 24 h after midnight: a UTC day reaches
// from two production days before it to one after.
func (b *build) scoreDays(ctx context.Context) error {
	days := "dirty_pair"
	if b.isAnew("mart.data_quality_day") {
		days = "core.counter_day"
	}
	err := b.exec(ctx, "scope days to score", `
		INSERT INTO scope_quality_day
		WITH changed AS (
			SELECT counter_code, utc_day FROM `+days+` WHERE utc_day IS NOT NULL
			UNION
			SELECT c.counter_code, d.utc_day FROM scope_shot_day d JOIN core.shot_context c ON c.context_no = d.context_no
		),
		carrier AS (
			SELECT DISTINCT counter_code, equipment_code FROM core.shot_context
		)
		SELECT DISTINCT k.equipment_code, CAST(c.utc_day + x.days AS DATE)
		FROM changed c
		JOIN carrier k ON k.counter_code = c.counter_code
		CROSS JOIN (VALUES (-2), (-1), (0), (1)) AS x (days);
		INSERT INTO scope_quality_utc_day
		SELECT DISTINCT CAST(d.local_date + x.days AS DATE) FROM scope_quality_day d CROSS JOIN (VALUES (-1), (0), (1), (2)) AS x (days)`)
	if err != nil {
		return err
	}
	if !b.isAnew("mart.data_quality_day") {
		err := b.exec(ctx, "clear scores", `
			DELETE FROM mart.data_quality_day AS q USING scope_quality_day s
			WHERE s.equipment_code = q.equipment_code AND s.local_date = q.local_date`)
		if err != nil {
			return err
		}
	}
	return b.fill(ctx, "mart.data_quality_day")
}

func (b *build) keepScores(ctx context.Context) error {
	if err := b.exec(ctx, "keep the scores", recordQuality); err != nil {
		return err
	}
	return b.exec(ctx, "forget old scores", pruneQuality)
}
