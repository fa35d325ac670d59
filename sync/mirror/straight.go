package mirror

import (
	"context"
	"fmt"
	"strings"

	"sprue/engine/store"
	"sprue/sync/source"
)

// straight writes a batch into raw.* at once, without a stage that would hold it
// another time. That is right where no row of it is held and none comes twice, which
// is told afterwards by the keys alone: if it was not, the rows are taken out again,
// and this sync stages all that follows. It is tried where the mirror has nothing of
// the time of the batch. What was delivered is then what was written: sync_stage is a
// view of it.
func (l *large) straight(ctx context.Context, tx *store.Tx, b *batch, e *entry) (done bool, err error) {
	if likely, err := l.isLikelyNew(ctx, tx, b); err != nil || !likely {
		return false, err
	}
	columns, values, from := l.readSQL(l.t, b)
	columns, values = append(columns, "batch_id"), append(values, fmt.Sprint(b.id))
	e.fresh, err = tx.Exec(ctx, fmt.Sprintf("INSERT INTO raw.%s (%s) SELECT %s FROM %s ORDER BY %s, %s", l.t.Raw(),
		source.Idents(columns), strings.Join(values, ", "), from, dayAndCounter(l.t), keyHash(l.t)))
	if err != nil {
		return false, b.explain(ctx, err)
	}
	if _, err := tx.Exec(ctx, fmt.Sprintf("CREATE TEMP VIEW sync_stage AS SELECT *, false AS left_out FROM raw.%s WHERE batch_id = %d", l.t.Raw(), b.id)); err != nil {
		return false, err
	}
	keys, err := l.countStaged(ctx, tx, e)
	if err != nil {
		return false, err
	}
	if err := l.findHeld(ctx, tx, b, e); err != nil {
		return false, err
	}
	if keys == e.read && e.held == 0 {
		return true, l.measure(ctx, tx)
	}
	l.copies = true
	*e = entry{bytes: e.bytes}
	for _, sql := range []string{"DROP VIEW sync_stage", fmt.Sprintf("DELETE FROM raw.%s WHERE batch_id = %d", l.t.Raw(), b.id)} {
		if _, err := tx.Exec(ctx, sql); err != nil {
			return false, err
		}
	}
	return false, b.rewind(ctx)
}

// isLikelyNew tells whether the mirror has no row of the time of a batch. A batch of
// pieces has none that is known beforehand: of those the first ones of all are new.
func (l *large) isLikelyNew(ctx context.Context, tx *store.Tx, b *batch) (is bool, err error) {
	if b.relation.SQL == "" || l.copies || l.pattern() != "" {
		return false, nil
	}
	if l.blank || !b.Windowed {
		return l.blank, nil
	}
	err = tx.QueryRow(ctx, fmt.Sprintf("SELECT NOT EXISTS (SELECT 1 FROM raw.%s WHERE %s)", l.t.Raw(), l.between(b.From, b.To))).Scan(&is)
	return is, err
}
