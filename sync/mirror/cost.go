package mirror

import (
	"context"
	"fmt"

	"sprue/engine/store"
	"sprue/sync/source"
)

// coster is a source that counts what it was asked since it was made.
type coster interface{ Cost() source.Cost }

// costNow is what the source has cost so far; nothing of one that costs nothing.
func (r *run) costNow() source.Cost {
	if c, ok := r.src.(coster); ok {
		return c.Cost()
	}
	return source.Cost{}
}

// saveCost writes down what the sync has cost, whatever became of it.
func (r *run) saveCost(ctx context.Context, before source.Cost) error {
	spent := r.costNow().Minus(before)
	if spent == (source.Cost{}) || r.opts.DryRun {
		return nil
	}
	return r.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO meta.sync_cost (source, started_utc, queries, rows_received, bytes_received, bytes_scanned, warehouse_us)
			VALUES (?, ?, ?, ?, ?, ?, ?)`, r.src.Name(), r.started, spent.Queries, spent.Rows, spent.Received, spent.Scanned, spent.Time.Microseconds())
		if err != nil {
			return fmt.Errorf("write down what the sync cost: %w", err)
		}
		return nil
	})
}
