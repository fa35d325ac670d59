package mirror

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sprue/engine/store"
	"sprue/sync/source"
)

// future is how far ahead of now a cursor may lie and still move the watermark.
// A clock that runs ahead would otherwise hide everything that comes before it.
const future = 10 * time.Minute

// watermark gives the latest cursor mirrored so far, zero if there is none.
func (r *run) watermark(ctx context.Context, db source.Reader, t source.Table) (mark time.Time, err error) {
	rows, err := db.Query(ctx, "SELECT cursor FROM meta.watermark WHERE source = ? AND table_name = ?", r.src.Name(), t.Name)
	if err != nil {
		return mark, fmt.Errorf("read the watermark: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return mark, err
		}
		if mark, err = time.Parse(time.RFC3339Nano, text); err != nil {
			return mark, err
		}
	}
	return mark, rows.Err()
}

// advance moves the watermark to the latest staged cursor that is not in the
// future; it never moves back.
func (r *run) advance(ctx context.Context, tx *store.Tx, t source.Table, id int64) error {
	var latest sql.NullTime
	cursor := cursorOf(t)
	err := tx.QueryRow(ctx, fmt.Sprintf("SELECT max(%[1]s) FROM sync_stage WHERE %[1]s <= ?", cursor), r.started.Add(future)).Scan(&latest)
	if err != nil || !latest.Valid {
		return err
	}
	held, err := r.watermark(ctx, tx, t)
	if err != nil || !latest.Time.After(held) {
		return err
	}
	if _, err := tx.Exec(ctx, "DELETE FROM meta.watermark WHERE source = ? AND table_name = ?", r.src.Name(), t.Name); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "INSERT INTO meta.watermark (source, table_name, cursor, batch_id) VALUES (?, ?, ?, ?)",
		r.src.Name(), t.Name, instant(latest.Time), id)
	return err
}
