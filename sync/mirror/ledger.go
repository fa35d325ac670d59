package mirror

import (
	"context"
	"fmt"
	"time"

	"sprue/engine/store"
	"sprue/sync/source"
)

// entry is a line of the ledger.
type entry struct {
	from, to       time.Time // span of the cursor
	read           int64
	fresh, changed int64
	deleted        int64
	rejected       int64
	leftOut        int64
	held           int64 // staged rows that were there before
	bytes          int64
	note           string
}

func (e entry) unchanged() int64 { return e.read - e.fresh - e.changed - e.leftOut }

// nextBatch gives the number of the next batch. Writers wait for each other, so
// it is nobody else's.
func nextBatch(ctx context.Context, tx *store.Tx) (id int64, err error) {
	err = tx.QueryRow(ctx, "SELECT coalesce(max(batch_id), 0) + 1 FROM meta.sync_batch").Scan(&id)
	return id, err
}

func (r *run) record(ctx context.Context, tx *store.Tx, t source.Table, id int64, began time.Time, e entry) error {
	_, err := tx.Exec(ctx, `INSERT INTO meta.sync_batch (batch_id, source, table_name, from_cursor, to_cursor, rows_read, rows_new,
			rows_changed, rows_unchanged, rows_deleted, rows_rejected, rows_left_out, bytes, started_utc, duration_us, note)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, r.src.Name(), t.Name, instant(e.from), instant(e.to), e.read, e.fresh, e.changed, e.unchanged(), e.deleted, e.rejected,
		e.leftOut, e.bytes, r.started, r.clock().Sub(began).Microseconds(), nullText(e.note))
	if err != nil {
		return fmt.Errorf("write the ledger: %w", err)
	}
	return nil
}

// recordFailure writes a line for a sync that failed; the rows of its batch are
// rolled back.
func (r *run) recordFailure(ctx context.Context, table string, failure error) error {
	return r.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		id, err := nextBatch(ctx, tx)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO meta.sync_batch (batch_id, source, table_name, rows_read, rows_new, rows_changed,
				rows_unchanged, rows_deleted, rows_rejected, rows_left_out, bytes, started_utc, duration_us, error)
			VALUES (?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, ?, ?, ?)`,
			id, r.src.Name(), nullText(table), r.started, r.clock().Sub(r.started).Microseconds(), failure.Error())
		return err
	})
}

func instant(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func nullText(s string) any {
	if s == "" {
		return nil
	}
	return s
}
