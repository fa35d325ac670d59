package mirror

import (
	"context"
	"fmt"

	"sprue/engine/store"
	"sprue/sync/source"
)

// state is how a table that is read by cursor was at the end of the last sync
// that read all that was new of it.
type state struct{ said, readAs string }

// heldState gives the state written down for a table, an empty one if there is none.
func (r *run) heldState(ctx context.Context, t source.Table) (held state, err error) {
	err = r.store.QueryRow(ctx, "SELECT coalesce(max(state), ''), coalesce(max(read_as), '') FROM meta.table_state WHERE source = ? AND table_name = ?",
		r.src.Name(), t.Name).Scan(&held.said, &held.readAs)
	if err != nil {
		return held, fmt.Errorf("read the state of a table: %w", err)
	}
	return held, nil
}

// unchanged tells whether the source says that nothing has happened to a table
// since all of it was mirrored, with the settings of today.
func (r *run) unchanged(ctx context.Context, f source.Found) (bool, error) {
	if f.State == "" || r.rereads() {
		return false, nil
	}
	held, err := r.heldState(ctx, f.Table)
	return held == state{f.State, r.readAs(f.Table)}, err
}

// states are those of the large tables of which the settings of today would read
// nothing where the source has not changed.
func (r *run) states(ctx context.Context, tables []source.Table) (map[string]string, error) {
	states := map[string]string{}
	for _, t := range tables {
		if !t.Large || r.rereads() {
			continue
		}
		held, err := r.heldState(ctx, t)
		if err != nil {
			return nil, err
		}
		if held.readAs == r.readAs(t) {
			states[t.Name] = held.said
		}
	}
	return states, nil
}

// saveState writes down how a table was when the sync began to read it.
func (r *run) saveState(ctx context.Context, tx *store.Tx, f source.Found) error {
	if len(f.Pieces) > 0 {
		return nil
	}
	if _, err := tx.Exec(ctx, "DELETE FROM meta.table_state WHERE source = ? AND table_name = ?", r.src.Name(), f.Table.Name); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, "INSERT INTO meta.table_state (source, table_name, state, read_as) VALUES (?, ?, ?, ?)",
		r.src.Name(), f.Table.Name, nullText(f.State), r.readAs(f.Table))
	return err
}
