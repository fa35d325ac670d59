package mirror

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sprue/engine/store"
	"sprue/sync/source"
)

// batch is a batch that is open in a transaction.
type batch struct {
	source.Batch
	id        int64
	began     time.Time
	relation  source.Relation
	delivered kinds // columns of the relation, the piece's name aside
	layout    layout
	ids       map[string]int64 // of its pieces, by path
	places    map[string]int   // of its pieces in the order of the survey
	numbered  int64
	unheld    []source.Piece // thought to be held, but this very sync has replaced what they equal
}

// nextID gives a number for a piece. Batch numbers are never used twice, so
// neither are these; a batch has at most 65,535 pieces.
func (b *batch) nextID() int64 {
	b.numbered++
	return b.id<<16 | b.numbered
}

// attempts is how often a batch is read again because a file moved under it or
// because the schema changed.
const attempts = 20

// write runs do on a batch in one transaction, with the batch opened and the
// schema made to fit. A batch whose files never rest is passed over.
func (r *run) write(ctx context.Context, t source.Table, do func(ctx context.Context, tx *store.Tx, id int64) error) error {
	for range attempts {
		var needed []change
		err := r.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			id, err := nextBatch(ctx, tx)
			if err != nil {
				return err
			}
			err = do(ctx, tx, id)
			var schema *schemaError
			if errors.As(err, &schema) {
				needed = schema.changes
			}
			return err
		})
		switch {
		case needed != nil:
			if err := r.evolve(ctx, t, needed); err != nil {
				return err
			}
		case errors.Is(err, source.ErrMoved):
			r.log.Info("a file changed while it was read; reading again", "table", t.Name, "error", err)
		default:
			return err
		}
	}
	r.note("%s: files kept changing while they were read; they are left to the next sync", t.Name)
	return nil
}

// schemaError says which changes of raw.* a batch needs before it fits.
type schemaError struct{ changes []change }

func (e *schemaError) Error() string {
	return fmt.Sprintf("%d schema changes are needed first", len(e.changes))
}

// open makes a batch readable and finds the place of its columns.
func (r *run) open(ctx context.Context, tx *store.Tx, f source.Found, sb source.Batch, id int64) (*batch, error) {
	t := f.Table
	b := &batch{Batch: sb, id: id, began: r.clock(), ids: map[string]int64{}, places: map[string]int{}}
	for place, p := range f.Pieces {
		b.places[p.Path] = place + 1
	}
	var err error
	if b.relation, err = sb.Open(ctx, tx); err != nil || b.relation.SQL == "" {
		return b, err
	}
	delivered, err := describe(ctx, tx, b.relation.SQL)
	if err != nil {
		return b, b.explain(ctx, err)
	}
	for _, d := range delivered {
		if d.name != b.relation.PieceColumn {
			b.delivered = append(b.delivered, d)
		}
	}
	if err := r.checkDelivered(t, b); err != nil {
		return b, err
	}
	held, err := describe(ctx, tx, "raw."+t.Raw())
	if err != nil {
		return b, err
	}
	b.layout, err = r.match(t, held, b.delivered, b.relation.Text)
	if err == nil && len(b.layout.changes) > 0 {
		err = &schemaError{b.layout.changes}
	}
	return b, err
}

// checkDelivered looks at what is really delivered: a table may have changed
// since the survey.
func (r *run) checkDelivered(t source.Table, b *batch) error {
	var names []string
	for _, d := range b.delivered {
		names = append(names, d.name)
	}
	if lacking := t.Lacking(names); len(lacking) > 0 {
		return lackingColumns(t, r.src.Name(), lacking, names)
	}
	return nil
}

func (b *batch) explain(ctx context.Context, err error) error {
	if b.relation.Explain == nil || err == nil {
		return err
	}
	return b.relation.Explain(ctx, err)
}

// rewind lets the relation be read once more.
func (b *batch) rewind(ctx context.Context) error {
	if b.relation.Rewind == nil {
		return nil
	}
	return b.relation.Rewind(ctx)
}

// close ends the reading of the relation.
func (b *batch) close() error {
	if b.relation.Close == nil {
		return nil
	}
	return b.relation.Close()
}
