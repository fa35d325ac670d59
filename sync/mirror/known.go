package mirror

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"sprue/engine/store"
	"sprue/sync/source"
)

// piece is a piece that the mirror holds, with what it was read as and the span
// of its rows.
type piece struct {
	source.Piece
	table    string // of a piece that was read from the ledger
	readAs   string
	rows     int64
	from, to time.Time
}

// readAs names the settings that decide which rows of a piece are mirrored. A
// piece that was read with others is read again: after a change of the pattern,
// counters that it left out come in.
func (r *run) readAs(t source.Table) string {
	if !t.Large {
		return ""
	}
	return "counters " + strings.ToUpper(r.Mirror.cfg.CounterPattern)
}

// known are the pieces held of this source, by table.
func (r *run) known(ctx context.Context) (map[string][]source.Piece, error) {
	pieces, err := r.piecesWhere(ctx, r.store, "true")
	if err != nil {
		return nil, err
	}
	known := map[string][]source.Piece{}
	for _, p := range pieces {
		t, ok := source.FindTable(p.table)
		if !ok {
			continue
		}
		if p.readAs != r.readAs(t) {
			p.Hash, p.Size = "", -1 // no state of the file is this one
		}
		known[t.Name] = append(known[t.Name], p.Piece)
	}
	return known, nil
}

func (r *run) pieces(ctx context.Context, db source.Reader, t source.Table) ([]piece, error) {
	return r.piecesWhere(ctx, db, "table_name = "+source.Literal(t.Name))
}

func (r *run) piecesWhere(ctx context.Context, db source.Reader, where string) (pieces []piece, err error) {
	rows, err := db.Query(ctx, `SELECT table_name, file_id, path, size, modified_utc, coalesce(hash, ''), coalesce(read_as, ''), coalesce(rows_read, 0),
			coalesce(from_utc, TIMESTAMP '0001-01-01'), coalesce(to_utc, TIMESTAMP '0001-01-01')
		FROM meta.source_file WHERE source = ? AND `+where+` ORDER BY table_name, path`, r.src.Name())
	if err != nil {
		return nil, fmt.Errorf("read the known files: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var p piece
		if err := rows.Scan(&p.table, &p.ID, &p.Path, &p.Size, &p.Modified, &p.Hash, &p.readAs, &p.rows, &p.from, &p.to); err != nil {
			return nil, err
		}
		pieces = append(pieces, p)
	}
	return pieces, rows.Err()
}

// trusted are the known pieces that need not be read again if they are the same.
func (r *run) trusted(known map[string][]source.Piece) map[string][]source.Piece {
	if !r.rereads() {
		return known
	}
	return nil
}

// rereads tells whether everything is read, known or not.
func (r *run) rereads() bool { return r.opts.Full || r.opts.Reconcile || r.opts.window() }

// settle writes the pieces of a batch down as read.
func (l *large) settle(ctx context.Context, tx *store.Tx, b *batch) error {
	var read []piece
	for _, p := range b.relation.Pieces {
		p.ID = b.ids[p.Path]
		span := l.spans[p.ID]
		read = append(read, piece{Piece: p, rows: span.rows, from: span.from, to: span.to})
	}
	return l.save(ctx, tx, l.t, b.id, read)
}

// drop forgets pieces.
func (r *run) drop(ctx context.Context, tx *store.Tx, t source.Table, paths ...string) error {
	if len(paths) == 0 {
		return nil
	}
	quoted := make([]string, len(paths))
	for i, path := range paths {
		quoted[i] = source.Literal(path)
	}
	_, err := tx.Exec(ctx, fmt.Sprintf("DELETE FROM meta.source_file WHERE source = ? AND table_name = ? AND path IN (%s)",
		strings.Join(quoted, ", ")), r.src.Name(), t.Name)
	return err
}

// save writes pieces down, each in the place of the one that had its path. They
// go in one statement: a batch may have two thousand.
func (r *run) save(ctx context.Context, tx *store.Tx, t source.Table, batch int64, pieces []piece) error {
	if len(pieces) == 0 {
		return nil
	}
	var paths, rows []string
	for _, p := range pieces {
		paths = append(paths, p.Path)
		rows = append(rows, fmt.Sprintf("(%s, %d, %s, %s, %d, %d, %s, %s)", source.Literal(p.Path), p.Size, timestamp(p.Modified),
			source.Literal(p.Hash), p.ID, p.rows, timestamp(p.from), timestamp(p.to)))
	}
	if err := r.drop(ctx, tx, t, paths...); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, fmt.Sprintf(`INSERT INTO meta.source_file
			(source, table_name, batch_id, read_as, path, size, modified_utc, hash, file_id, rows_read, from_utc, to_utc)
		SELECT ?, ?, ?, ?, v.* FROM (VALUES %s) v`, strings.Join(rows, ", ")), r.src.Name(), t.Name, batch, r.readAs(t))
	return err
}

// timestamp is an instant as an SQL literal, NULL for none.
func timestamp(t time.Time) string {
	if t.Year() <= 1 {
		return "NULL::TIMESTAMP"
	}
	return "TIMESTAMP " + source.Literal(t.UTC().Format("2006-01-02 15:04:05.999999"))
}

// span is what a piece holds: its rows, and between which cursors they lie.
type span struct {
	rows     int64
	from, to time.Time
}

// measure adds what is staged of each piece to its span. It must see the copies
// too: a piece delivers them as well.
func (l *large) measure(ctx context.Context, tx *store.Tx) (err error) {
	rows, err := tx.Query(ctx, fmt.Sprintf(`SELECT file_id, count(*), min(%[1]s), max(%[1]s) FROM sync_stage
		WHERE file_id IS NOT NULL GROUP BY file_id`, cursorOf(l.t)))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id, count int64
		var from, to sql.NullTime
		if err := rows.Scan(&id, &count, &from, &to); err != nil {
			return err
		}
		s := l.spans[id]
		s.rows += count
		if from.Valid && (s.from.IsZero() || from.Time.Before(s.from)) {
			s.from = from.Time
		}
		if to.Valid && to.Time.After(s.to) {
			s.to = to.Time
		}
		l.spans[id] = s
	}
	return rows.Err()
}

// hold writes down where content that the mirror has already lies now: the file
// was touched, renamed or copied.
func (r *run) hold(ctx context.Context, tx *store.Tx, t source.Table, b *batch, present map[string]bool) error {
	for _, p := range b.relation.Held {
		if err := r.holdPiece(ctx, tx, t, b, p, present); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) holdPiece(ctx context.Context, tx *store.Tx, t source.Table, b *batch, p source.Piece, present map[string]bool) error {
	pieces, err := r.pieces(ctx, tx, t)
	if err != nil {
		return err
	}
	var twin *piece
	for i, q := range pieces {
		if q.Hash == p.Hash && q.readAs == r.readAs(t) && (twin == nil || q.Path == p.Path || !present[q.Path]) {
			twin = &pieces[i]
		}
		if q.Hash == p.Hash && q.Path == p.Path {
			break
		}
	}
	if twin == nil {
		b.unheld = append(b.unheld, p)
		return nil
	}
	saved := piece{Piece: p, rows: twin.rows, from: twin.from, to: twin.to}
	saved.ID = twin.ID
	if twin.Path != p.Path && present[twin.Path] {
		saved.ID = b.nextID() // a copy: its rows stay those of the first one
		return r.save(ctx, tx, t, b.id, []piece{saved})
	}
	if err := r.drop(ctx, tx, t, twin.Path); err != nil {
		return err
	}
	return r.save(ctx, tx, t, b.id, []piece{saved})
}
