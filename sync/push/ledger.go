package push

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sprue/engine/store"
)

// same tells whether the last push of a table to this target, if it went well, sent
// these very rows.
func (j Job) same(ctx context.Context, tx *store.Tx, t Table, s state) (bool, error) {
	var fingerprint, failed sql.NullString
	err := tx.QueryRow(ctx, "SELECT fingerprint, error FROM meta.push WHERE target = ? AND table_name = ? ORDER BY push_id DESC LIMIT 1", j.Target.Name(), t.Name).
		Scan(&fingerprint, &failed)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read the ledger of pushes: %w", err)
	}
	return fingerprint.String == s.fingerprint && !failed.Valid, nil
}

// record writes the ledger's row, also of a push that failed or was called off.
func (j Job) record(ctx context.Context, started time.Time, s state, r Report, failed error) error {
	text := sql.NullString{Valid: failed != nil}
	if failed != nil {
		text.String = failed.Error()
	}
	err := j.Store.Write(context.WithoutCancel(ctx), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `
			INSERT INTO meta.push (push_id, table_name, target, target_table, build_id, fingerprint, started_utc, duration_us,
				rows_sent, rows_inserted, rows_updated, rows_deleted, bytes, error)
			SELECT coalesce(max(push_id), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM meta.push`,
			r.Table, j.Target.Name(), r.Target, s.build, s.fingerprint, started.UTC(), r.Took.Microseconds(),
			r.Rows, r.Inserted, r.Updated, r.Deleted, r.Bytes, text)
		return err
	})
	if err != nil {
		return fmt.Errorf("record the push of %s: %w", r.Table, err)
	}
	return nil
}
