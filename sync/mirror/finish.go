package mirror

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"sprue/engine/store"
	"sprue/sync/source"
)

// finish ends the sync of a large table: it forgets pieces that are gone, finds
// out whether their rows are delivered by others, and logs what became of the
// columns. All in one transaction; interrupted, the next sync does it.
func (l *large) finish(ctx context.Context) error {
	gone := l.gone()
	if !l.touched && len(gone) == 0 {
		return nil
	}
	var e entry
	err := l.write(ctx, l.t, func(ctx context.Context, tx *store.Tx, id int64) error {
		e = entry{}
		began := l.clock()
		if l.last != nil {
			if err := l.logColumns(ctx, tx, l.t, l.last); err != nil {
				return err
			}
		}
		if err := l.drop(ctx, tx, l.t, gone...); err != nil {
			return err
		}
		if err := l.judge(ctx, tx, id, &e); err != nil {
			return err
		}
		if err := l.saveState(ctx, tx, l.found); err != nil {
			return err
		}
		if len(gone) == 0 && e == (entry{}) {
			return nil
		}
		e.note = strings.Join(gone, ", ")
		if len(gone) > 0 {
			e.note = fmt.Sprintf("%d files are gone: %.200s", len(gone), e.note)
		}
		return l.record(ctx, tx, l.t, id, began, e)
	})
	if err != nil {
		return err
	}
	l.counts().Deleted += e.deleted
	l.counts().Changed += e.changed
	return nil
}

// gone are the pieces held that there are no more.
func (l *large) gone() []string {
	var gone []string
	for _, p := range l.known {
		if !l.present[p.Path] {
			gone = append(gone, p.Path)
		}
	}
	return gone
}

// orphan is the SQL for rows whose piece is gone or no longer delivers them.
const orphan = "deleted_utc IS NULL AND file_id IS NOT NULL AND file_id NOT IN (SELECT file_id FROM meta.source_file) AND source = ?"

// judge gives each orphan to a piece that delivers it too, and removes the rest.
// Only pieces whose rows lie in the same span of time are read.
func (l *large) judge(ctx context.Context, tx *store.Tx, id int64, e *entry) error {
	var orphans int64
	var from, to sql.NullTime
	cursor := cursorOf(l.t)
	err := tx.QueryRow(ctx, fmt.Sprintf("SELECT count(*), min(%[1]s), max(%[1]s) FROM raw.%[2]s WHERE %[3]s", cursor, l.t.Raw(), orphan), l.src.Name()).
		Scan(&orphans, &from, &to)
	if err != nil || orphans == 0 {
		return err
	}
	overlapping, err := l.overlapping(ctx, tx, from, to)
	if err != nil {
		return err
	}
	req := source.Request{Table: l.t, Cursor: l.t.Cursor, Pieces: overlapping}
	for sb, err := range l.src.Batches(ctx, tx, req) {
		if err != nil {
			return err
		}
		if err := l.adopt(ctx, tx, sb, id, overlapping); err != nil {
			return err
		}
	}
	e.deleted, err = l.remove(ctx, tx, l.t, id, "file_id NOT IN (SELECT file_id FROM meta.source_file) AND file_id IS NOT NULL AND deleted_utc IS NULL")
	return err
}

// overlapping are the pieces with rows between two instants, or with rows that
// have none.
func (l *large) overlapping(ctx context.Context, tx *store.Tx, from, to sql.NullTime) ([]source.Piece, error) {
	pieces, err := l.pieces(ctx, tx, l.t)
	if err != nil {
		return nil, err
	}
	var overlapping []source.Piece
	for _, p := range pieces {
		open := p.from.Year() <= 1 || !from.Valid
		if l.present[p.Path] && (open || (!p.from.After(to.Time) && !p.to.Before(from.Time))) {
			overlapping = append(overlapping, p.Piece)
		}
	}
	return overlapping, nil
}

// adopt ties the orphans that a batch delivers to its pieces.
func (l *large) adopt(ctx context.Context, tx *store.Tx, sb source.Batch, id int64, pieces []source.Piece) (err error) {
	b, err := l.open(ctx, tx, source.Found{Table: l.t, Pieces: pieces}, sb, id)
	defer func() { err = errors.Join(err, b.close()) }()
	if err != nil {
		return err
	}
	for _, p := range pieces {
		b.ids[p.Path] = p.ID
	}
	if err := prepare(ctx, tx, l.t); err != nil {
		return err
	}
	if err := l.stage(ctx, tx, l.t, b); err != nil {
		return err
	}
	key := keyColumn(l.t)
	_, err = tx.Exec(ctx, fmt.Sprintf(`UPDATE raw.%[1]s AS r SET file_id = s.file_id FROM sync_stage s
		WHERE r.%[2]s = s.%[2]s AND r.deleted_utc IS NULL AND r.source = s.source
			AND r.file_id NOT IN (SELECT file_id FROM meta.source_file)`, l.t.Raw(), key))
	return errors.Join(err, dropTemp(ctx, tx, "sync_stage"))
}
