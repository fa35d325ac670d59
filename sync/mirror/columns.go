package mirror

import (
	"context"
	"errors"
	"slices"
	"strings"

	"sprue/engine/store"
	"sprue/sync/source"
)

// logColumns compares the columns of the newest batch with those of the sync
// before. A column that is gone stays in raw.*, NULL from now on.
func (r *run) logColumns(ctx context.Context, tx *store.Tx, t source.Table, b *batch) error {
	before, err := r.columnsBefore(ctx, tx, t)
	if err != nil {
		return err
	}
	for _, f := range before {
		if _, ok := b.delivered.find(f.name); ok {
			continue
		}
		if err := r.logChange(ctx, tx, t, change{column: f.name, what: "dropped", oldKind: f.kind}); err != nil {
			return err
		}
		r.note("%s: column %s is no longer delivered; it is NULL from now on", t.Name, strings.ToUpper(f.name))
	}
	r.noteIgnored(t, b.layout.seen)
	for _, c := range b.layout.seen {
		told, err := r.isLogged(ctx, tx, t, c)
		if err != nil {
			return err
		}
		if told {
			continue
		}
		if err := r.logChange(ctx, tx, t, c); err != nil {
			return err
		}
	}
	return r.saveColumns(ctx, tx, t, b, before)
}

// isLogged tells whether a change that is not applied, and so is found again in
// every sync, has its line.
func (r *run) isLogged(ctx context.Context, tx *store.Tx, t source.Table, c change) (told bool, err error) {
	err = tx.QueryRow(ctx, `
		SELECT count(*) > 0
		FROM meta.schema_change
		WHERE source = ? AND table_name = ? AND column_name = ? AND change = ? AND new_type = ? AND detail = ?`,
		r.src.Name(), t.Name, c.column, c.what, c.newKind, c.detail).Scan(&told)
	return told, err
}

// noteIgnored counts what schema_mode discard leaves out, in every sync.
func (r *run) noteIgnored(t source.Table, ignored []change) {
	if len(ignored) == 0 {
		return
	}
	var names []string
	for _, c := range ignored {
		names = append(names, strings.ToUpper(c.column))
	}
	r.note("%s: columns ignored, as schema_mode discard says: %s (%d)", t.Name, strings.Join(names, ", "), len(names))
}

func (r *run) columnsBefore(ctx context.Context, tx *store.Tx, t source.Table) (columns kinds, err error) {
	rows, err := tx.Query(ctx, "SELECT column_name, type FROM meta.source_column WHERE source = ? AND table_name = ? ORDER BY column_name",
		r.src.Name(), t.Name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var f field
		if err := rows.Scan(&f.name, &f.kind); err != nil {
			return nil, err
		}
		columns = append(columns, f)
	}
	return columns, rows.Err()
}

func (r *run) saveColumns(ctx context.Context, tx *store.Tx, t source.Table, b *batch, before kinds) error {
	var now kinds
	for _, d := range b.delivered {
		now = append(now, field{name: strings.ToLower(d.name), kind: d.kind})
	}
	slices.SortFunc(now, func(x, y field) int { return strings.Compare(x.name, y.name) })
	if slices.Equal(now, before) {
		return nil
	}
	if _, err := tx.Exec(ctx, "DELETE FROM meta.source_column WHERE source = ? AND table_name = ?", r.src.Name(), t.Name); err != nil {
		return err
	}
	for _, f := range now {
		if _, err := tx.Exec(ctx, "INSERT INTO meta.source_column (source, table_name, column_name, type, batch_id) VALUES (?, ?, ?, ?, ?)",
			r.src.Name(), t.Name, f.name, f.kind, b.id); err != nil {
			return err
		}
	}
	return nil
}
