package pipeline

import (
	"context"
	"fmt"
	"strings"
	"time"

	"sprue/engine/store"
)

// findDirty finds the (counter, UTC day) pairs whose shots may have changed.
func (b *build) findDirty(ctx context.Context) error {
	collect := b.dirtyAll
	if !b.shots {
		collect = b.dirtyChanged
	}
	for _, step := range []func(context.Context) error{collect, b.limitDays, b.mostlyDirty} {
		if err := step(ctx); err != nil {
			return fmt.Errorf("find dirty days: %w", err)
		}
	}
	return b.tx.QueryRow(ctx, "SELECT count(*) FROM dirty_pair").Scan(&b.report.DirtyPairs)
}

func (b *build) dirtyAll(ctx context.Context) error {
	if err := b.addKept(ctx); err != nil {
		return err
	}
	_, err := b.tx.Exec(ctx, `
		INSERT INTO dirty_pair
		WITH day AS (
			SELECT counter_no, utc_day, count(*) AS items FROM scope_item GROUP BY counter_no, utc_day
		)
		SELECT c.counter_code, d.utc_day, d.items, NULL
		FROM day d
		LEFT JOIN core.counter c ON c.counter_no = d.counter_no`)
	return err
}

// dirtyChanged: the days of packets that came or went, the days on which a
// decision changed, and after each of them the counter's next day with shots,
// whose first shot is compared with the last one before.
func (b *build) dirtyChanged(ctx context.Context) error {
	_, err := b.tx.Exec(ctx, `
		INSERT INTO dirty_pair
		WITH changed AS (
			SELECT o.counter_code, greatest(o.from_utc, n.from_utc) AS from_utc, least(o.to_utc, n.to_utc) AS to_utc
			FROM old_period o
			JOIN core.counter_period n
			  ON n.counter_code = o.counter_code AND n.decision <> o.decision AND n.from_utc < o.to_utc AND o.from_utc < n.to_utc
		),
		pair AS (
			SELECT counter_code, utc_day FROM gone_pair
			UNION
			SELECT c.counter_code, i.utc_day
			FROM (SELECT DISTINCT counter_no, utc_day FROM scope_item) AS i
			LEFT JOIN core.counter c ON c.counter_no = i.counter_no
			UNION
			SELECT counter_code, utc_day FROM core.pending_pair
			UNION
			SELECT counter_code, utc_day FROM core.counter_day WHERE $1
			UNION
			SELECT d.counter_code, d.utc_day
			FROM core.counter_day d
			JOIN changed c
			  ON c.counter_code = d.counter_code
			 AND c.from_utc < CAST(d.utc_day + 1 AS TIMESTAMP) AND c.to_utc > CAST(d.utc_day AS TIMESTAMP)
		),
		follower AS (
			SELECT p.counter_code, min(d.utc_day) AS utc_day
			FROM pair p
			JOIN core.counter_day d ON d.counter_code = p.counter_code AND d.utc_day > p.utc_day AND d.kept > 0
			GROUP BY p.counter_code, p.utc_day
		)
		SELECT counter_code, utc_day, 0, NULL FROM pair
		UNION
		SELECT counter_code, utc_day, 0, NULL FROM follower`, b.opts.Full)
	return err
}

// limitDays leaves the pairs outside --from and --to to the next build, but for
// those with packets that vanished: nothing else remembers these. Where
// all shots are made anew, no day may stay.
func (b *build) limitDays(ctx context.Context) error {
	if b.shots || !b.limited() {
		return b.exec(ctx, "take pending days", "TRUNCATE core.pending_pair")
	}
	outside := []string{}
	if !b.opts.From.IsZero() {
		outside = append(outside, "utc_day < "+store.Literal(b.opts.From.UTC().Format(time.DateOnly)))
	}
	if !b.opts.To.IsZero() {
		outside = append(outside, "utc_day >= "+store.Literal(b.opts.To.UTC().Format(time.DateOnly)))
	}
	where := "(" + strings.Join(outside, " OR ") + `) AND NOT EXISTS (
		FROM gone_pair g WHERE g.counter_code IS NOT DISTINCT FROM dirty_pair.counter_code AND g.utc_day IS NOT DISTINCT FROM dirty_pair.utc_day)`
	return b.exec(ctx, "limit days", `
		TRUNCATE core.pending_pair;
		INSERT INTO core.pending_pair SELECT counter_code, utc_day FROM dirty_pair WHERE `+where+`;
		DELETE FROM dirty_pair WHERE `+where)
}
