package mirror

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sprue/engine"
	"sprue/engine/store"
	"sprue/sync/source"
)

// change is a change of a raw table.
type change struct {
	column  string // in raw
	what    string // added, widened, incompatible, dropped, discarded
	oldKind string
	newKind string
	detail  string
}

// own are the mirror's columns, and those of its stage; a source's column of
// such a name gets another.
func own() []string {
	return []string{"packet_id", "row_id", "arrived_utc", "source", "batch_id", "deleted_utc", "file_id", "unreadable", "valid_from", "valid_to", "left_out", "place"}
}

// kinds are the columns of a relation or table with their types.
type kinds []field

func (k kinds) find(name string) (field, bool) {
	i := slices.IndexFunc(k, func(f field) bool { return strings.EqualFold(f.name, name) })
	if i < 0 {
		return field{}, false
	}
	return k[i], true
}

// describe gives the columns of what stands after FROM.
func describe(ctx context.Context, tx *store.Tx, sql string) (columns kinds, err error) {
	rows, err := tx.Query(ctx, "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM "+sql+")")
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

// layout is how the columns of a relation go into a raw table.
type layout struct {
	fields  []field
	changes []change // needed before; empty: it fits
	seen    []change // not applied, only worth a line: discarded
}

// match finds the place of each delivered column.
func (r *run) match(t source.Table, held, delivered kinds, text bool) (layout, error) {
	var l layout
	for _, f := range held {
		if slices.Contains(own(), f.name) {
			continue
		}
		if _, known := t.Find(f.name); known {
			if d, ok := delivered.find(f.name); ok {
				f.from, f.fromKind = d.name, d.kind
			}
		}
		l.fields = append(l.fields, f)
	}
	mode := r.cfg.Mode(t.Name)
	for _, d := range delivered {
		if _, known := t.Find(d.name); known {
			continue
		}
		if err := l.place(t, held, d, text, mode); err != nil {
			return l, err
		}
	}
	return l, nil
}

// place finds or makes a column for one that is not in the catalogue.
func (l *layout) place(t source.Table, held kinds, d field, text bool, mode string) error {
	kind := storable(d.kind)
	if kind == "" {
		return nil
	}
	base := strings.ToLower(d.name)
	if slices.Contains(own(), base) {
		base += "__src"
	}
	name := base
	for version := 2; ; version++ {
		at := slices.IndexFunc(l.fields, func(f field) bool { return f.name == name })
		if at < 0 {
			what := "added"
			if name != base {
				what = "incompatible"
			}
			return l.change(t, mode, d, change{column: name, what: what, oldKind: kindOf(held, base), newKind: kind})
		}
		f := &l.fields[at]
		switch {
		case f.from == "" && (text || holds(f.kind, kind)):
			f.from, f.fromKind = d.name, d.kind
			return nil
		case f.from == "" && holds(kind, f.kind):
			return l.change(t, mode, d, change{column: name, what: "widened", oldKind: f.kind, newKind: kind})
		}
		name = fmt.Sprintf("%s__v%d", base, version)
	}
}

func kindOf(held kinds, name string) string {
	f, _ := held.find(name)
	return f.kind
}

func (l *layout) change(t source.Table, mode string, d field, c change) error {
	switch mode {
	case Freeze:
		return &engine.Error{Code: engine.CodeData, Doing: "mirror " + t.Name,
			Message: fmt.Sprintf("column %s (%s) is %s, and schema_mode is freeze", d.name, d.kind, c.what),
			Hint:    "set schema_mode: evolve to take it, or discard to ignore it"}
	case Discard:
		c.what, c.detail = "discarded", c.what
		l.seen = append(l.seen, c)
	default:
		l.changes = append(l.changes, c)
	}
	return nil
}

// evolve changes the raw table, and its history, in a transaction of its own:
// DuckDB's log is safe only once such a change has been written into the file,
// and a batch must not wait for that. Doing it again does nothing.
func (r *run) evolve(ctx context.Context, t source.Table, changes []change) error {
	err := r.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, c := range changes {
			for _, raw := range r.rawTables(t) {
				if err := alter(ctx, tx, raw, c); err != nil {
					return fmt.Errorf("change column %s of %s: %w", c.column, raw, err)
				}
			}
			if err := r.logChange(ctx, tx, t, c); err != nil {
				return err
			}
			if c.what == "incompatible" {
				r.note("%s: column %s changed its type from %s to %s; its values go to %s from now on",
					t.Name, strings.ToUpper(strings.Split(c.column, "__v")[0]), c.oldKind, c.newKind, c.column)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := r.store.Checkpoint(ctx); err != nil {
		r.log.Warn("the file could not be checkpointed after a change of its schema", "table", t.Name, "error", err)
	}
	return ctx.Err()
}

func (r *run) rawTables(t source.Table) []string {
	if t.Large {
		return []string{"raw." + t.Raw()}
	}
	return []string{"raw." + t.Raw(), "raw." + t.Raw() + "_history"}
}

func alter(ctx context.Context, tx *store.Tx, raw string, c change) error {
	sql := fmt.Sprintf("ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s %s", raw, source.Ident(c.column), c.newKind)
	if c.what == "widened" {
		sql = fmt.Sprintf("ALTER TABLE %s ALTER COLUMN %s SET DATA TYPE %s", raw, source.Ident(c.column), c.newKind)
	}
	_, err := tx.Exec(ctx, sql)
	return err
}

func (r *run) logChange(ctx context.Context, tx *store.Tx, t source.Table, c change) error {
	_, err := tx.Exec(ctx, `INSERT INTO meta.schema_change (changed_utc, source, table_name, column_name, change, old_type, new_type, mode, detail)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, r.started, r.src.Name(), t.Name, c.column, c.what, nullText(c.oldKind), nullText(c.newKind),
		r.cfg.Mode(t.Name), nullText(c.detail))
	return err
}
