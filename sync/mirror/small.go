package mirror

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sprue/engine/store"
	"sprue/sync/source"
)

// small mirrors a table that is read whole: all its batches are staged, compared
// with what is held and applied in one transaction, with history.
func (r *run) small(ctx context.Context, f source.Found, known []source.Piece) error {
	if !r.rereads() && len(f.Pieces) > 0 && same(f.Pieces, known) {
		return r.remark(ctx, f, known)
	}
	var e entry
	var read int64
	err := r.write(ctx, f.Table, func(ctx context.Context, tx *store.Tx, id int64) error {
		var err error
		e, read, err = r.writeSmall(ctx, tx, f, id)
		return err
	})
	if errors.Is(err, errNotWhole) {
		r.note("%s: a file changed since it was listed; the table is left to the next sync", f.Table.Name)
		return nil
	}
	if err != nil {
		return err
	}
	r.counts().add(e)
	r.counts().Pieces = read
	r.progress(ctx, e.bytes)
	return nil
}

// remark takes over the marks that a source has given to pieces that are as they were.
func (r *run) remark(ctx context.Context, f source.Found, known []source.Piece) error {
	var changed []source.Piece
	for _, p := range f.Pieces {
		if at := slices.IndexFunc(known, p.Same); p.Hash != "" && known[at].Hash != p.Hash {
			changed = append(changed, p)
		}
	}
	if len(changed) == 0 {
		return nil
	}
	return r.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, p := range changed {
			_, err := tx.Exec(ctx, "UPDATE meta.source_file SET hash = ? WHERE source = ? AND table_name = ? AND path = ?", p.Hash, r.src.Name(), f.Table.Name, p.Path)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// errNotWhole says that a file of a table is being written.
var errNotWhole = errors.New("the table is not whole")

// same tells whether all pieces are as they were and none is gone.
func same(pieces, known []source.Piece) bool {
	return len(pieces) == len(known) && !slices.ContainsFunc(pieces, func(p source.Piece) bool {
		return !slices.ContainsFunc(known, p.Same)
	})
}

func (r *run) writeSmall(ctx context.Context, tx *store.Tx, f source.Found, id int64) (e entry, read int64, err error) {
	t, began := f.Table, r.clock()
	if err := prepare(ctx, tx, t); err != nil {
		return e, 0, err
	}
	batches, err := r.stageSmall(ctx, tx, f, id)
	defer func() {
		for _, b := range batches {
			err = errors.Join(err, b.close())
		}
	}()
	if err != nil {
		return e, 0, err
	}
	var last *batch
	for _, b := range batches {
		e.bytes += b.Bytes
		read += int64(len(b.relation.Pieces))
		last = b
	}
	if read < int64(len(f.Pieces)) {
		return e, 0, errNotWhole
	}
	if last == nil {
		return e, 0, nil
	}
	if err := r.applySmall(ctx, tx, t, last, &e); err != nil {
		return e, 0, err
	}
	if err := r.settleSmall(ctx, tx, t, batches, last); err != nil {
		return e, 0, err
	}
	return e, read, r.record(ctx, tx, t, id, began, e)
}

// stageSmall stages all batches of a table.
func (r *run) stageSmall(ctx context.Context, tx *store.Tx, f source.Found, id int64) ([]*batch, error) {
	var batches []*batch
	for sb, err := range r.src.Batches(ctx, tx, source.Request{Table: f.Table, Pieces: f.Pieces}) {
		if err != nil {
			return batches, err
		}
		b, err := r.open(ctx, tx, f, sb, id)
		batches = append(batches, b)
		if err != nil {
			return batches, err
		}
		for _, p := range b.relation.Pieces {
			b.ids[p.Path] = id<<16 | int64(b.places[p.Path])
		}
		if err := r.stage(ctx, tx, f.Table, b); err != nil {
			return batches, err
		}
	}
	return batches, nil
}

// settleSmall writes down the pieces, columns and the end of those that are gone.
func (r *run) settleSmall(ctx context.Context, tx *store.Tx, t source.Table, batches []*batch, last *batch) error {
	if _, err := tx.Exec(ctx, "DELETE FROM meta.source_file WHERE source = ? AND table_name = ?", r.src.Name(), t.Name); err != nil {
		return err
	}
	for _, b := range batches {
		var read []piece
		for _, p := range b.relation.Pieces {
			p.ID = b.ids[p.Path]
			read = append(read, piece{Piece: p})
		}
		if err := r.save(ctx, tx, t, b.id, read); err != nil {
			return err
		}
	}
	return r.logColumns(ctx, tx, t, last)
}

// applySmall compares the stage with what is held of this source.
func (r *run) applySmall(ctx context.Context, tx *store.Tx, t source.Table, b *batch, e *entry) error {
	d := diff{t: t, source: source.Literal(r.src.Name()), id: b.id, now: r.started, columns: append(b.columns(), "unreadable")}
	if err := tx.QueryRow(ctx, "SELECT count(*), count(*) FILTER (unreadable IS NOT NULL) FROM sync_stage").Scan(&e.read, &e.rejected); err != nil {
		return err
	}
	copies, err := tx.Exec(ctx, d.dropCopies())
	if err != nil {
		return err
	}
	foreign, err := tx.Exec(ctx, d.dropForeign())
	if err != nil {
		return err
	}
	if foreign > 0 {
		r.note("%s: %d rows have a key that another source delivers too; they are left out", t.Name, foreign)
	}
	if copies > 0 {
		e.note = fmt.Sprintf("%d rows have the key of another one; the latest counts", copies)
		r.note("%s: %s", t.Name, e.note)
	}
	for _, sql := range append(d.compare(), d.apply()...) {
		if _, err := tx.Exec(ctx, sql); err != nil {
			return err
		}
	}
	e.leftOut = foreign
	if err := tx.QueryRow(ctx, `SELECT count(*) FILTER (verdict = 'new'), count(*) FILTER (verdict IN ('changed', 'volatile')),
		count(*) FILTER (verdict = 'gone') FROM sync_verdict`).Scan(&e.fresh, &e.changed, &e.deleted); err != nil {
		return err
	}
	return dropTemp(ctx, tx, "sync_stage", "sync_verdict")
}

// keyNames are the key columns as in raw.
func keyNames(t source.Table) []string {
	var names []string
	for _, key := range t.Key {
		names = append(names, strings.ToLower(key))
	}
	return names
}
