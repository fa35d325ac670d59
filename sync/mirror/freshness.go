package mirror

import (
	"context"
	"fmt"

	"sprue/engine/store"
)

// markFresh notes that the mirror has all that the source holds. A sync that
// finds nothing new writes no line to the ledger; the data are fresh all the
// same.
func (r *run) markFresh(ctx context.Context) error {
	if r.opts.DryRun || len(r.opts.Tables) > 0 || r.opts.window() {
		return nil
	}
	return r.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Exec(ctx, "DELETE FROM meta.source WHERE source = ?", r.src.Name()); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "INSERT INTO meta.source VALUES (?, ?)", r.src.Name(), r.clock().UTC())
		return err
	})
}

// forgetSources takes those out of meta.source that the configuration no
// longer names: else the oldest of them would make all data look stale.
func (m *Mirror) forgetSources(ctx context.Context) error {
	if len(m.cfg.Sources) == 0 {
		return nil
	}
	names := make([]any, len(m.cfg.Sources))
	for i, s := range m.cfg.Sources {
		names[i] = s.Name
	}
	return m.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, "DELETE FROM meta.source WHERE NOT list_contains(?::VARCHAR[], source)", names)
		if err != nil {
			return fmt.Errorf("forget sources: %w", err)
		}
		return nil
	})
}
