package pipeline

import (
	"context"
	"fmt"
	"strings"

	"sprue/engine/store"
)

// sessionSteps sum up the sessions of a chunk of tools. None is carried on where all
// are made anew: session_earlier stays empty.
func (b *build) sessionSteps() []string {
	steps := []string{"session_block", "session_odd", "session_sum"}
	if !b.allRuns {
		steps = append(steps, "session_earlier")
	}
	return append(steps, "session_ct")
}

// fillSessions comes after the intervals: which shots are idle is read from them.
func (b *build) fillSessions(ctx context.Context) error {
	tables := b.wanted(sessionTables(), b.allRuns)
	if len(tables) == 0 {
		return nil
	}
	if err := b.scopeKept(ctx); err != nil {
		return err
	}
	if err := b.remakeAll(ctx, b.sessionSteps()); err != nil {
		return err
	}
	return b.fillAll(ctx, tables...)
}

// scopeKept is the view of the intervals that sessions are made of beside those of the
// run rate's scope; there are none where all are made anew.
func (b *build) scopeKept(ctx context.Context) error {
	if b.allRuns {
		return nil
	}
	var from string
	err := b.tx.QueryRow(ctx, `
		SELECT coalesce(min(from_utc), last_instant())::VARCHAR
		FROM (SELECT session_from_utc AS from_utc FROM scope_tool UNION ALL SELECT first_shot_utc FROM scope_session)`).Scan(&from)
	if err != nil {
		return err
	}
	// A literal lets the scan skip what is older.
	return b.exec(ctx, "scope kept intervals", `
		CREATE OR REPLACE TEMP VIEW scope_interval AS
		SELECT equipment_code, context_no, shot_time_utc, seq, ct, class
		FROM mart.shot_interval
		WHERE shot_time_utc >= `+store.Literal(from)+"::TIMESTAMP")
}

// otherLimits is the condition that the limits kept with a session, in s, are others
// than those of session_limit, in µs.
func otherLimits(kept, now string) string {
	var differ []string
	for _, limit := range []string{"l1_below", "l1_above", "l2_below", "l2_above"} {
		differ = append(differ, fmt.Sprintf("ct_us(%s.%s) IS DISTINCT FROM %s.%[2]s_us", kept, limit, now))
	}
	return "(" + strings.Join(differ, " OR ") + ")"
}

// markLimits adds to changed_tool the tools for which MOLD has other limits of cycle
// time than those that their sessions were judged by: no shot changes with them.
func (b *build) markLimits(ctx context.Context) error {
	if b.full || b.shots || b.isAnew("mart.ana_shot_made") {
		return nil
	}
	err := b.exec(ctx, "list the sessions", `
		CREATE OR REPLACE TEMP TABLE session_bound AS
		SELECT
			CAST(row_number() OVER () AS INTEGER) AS session_no,
			session_id, equipment_code, last_mold_id, epoch_us(last_shot_utc) AS last_t_us, ct_us(approved_ct) AS approved_us
		FROM mart.ana_shot_made`)
	if err != nil {
		return err
	}
	limits, err := b.model("session_limit")
	if err != nil {
		return err
	}
	if _, err := b.remakeTable(ctx, limits); err != nil {
		return err
	}
	tools, err := b.tx.Exec(ctx, `
		INSERT INTO changed_tool
		SELECT DISTINCT a.equipment_code
		FROM session_limit l
		JOIN session_bound b ON b.session_no = l.session_no
		JOIN mart.ana_shot_made a ON a.session_id = b.session_id
		WHERE `+otherLimits("a", "l"))
	if tools > 0 {
		b.report.Changes = append(b.report.Changes, Change{What: "limits of cycle times in MOLD", Tables: sessionTables(), Tools: tools})
	}
	return err
}
