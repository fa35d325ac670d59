package pipeline

import "context"

// computePeriods builds core.counter_period anew and keeps the old one beside
// it, to see what changed.
func (b *build) computePeriods(ctx context.Context) error {
	err := b.exec(ctx, "list counters", `
		INSERT INTO scope_counter
		SELECT counter_code FROM core.packet WHERE counter_code IS NOT NULL AND reading <> 'outside' GROUP BY counter_code`)
	if err != nil {
		return err
	}
	err = b.exec(ctx, "keep the old periods", `
		CREATE OR REPLACE TEMP TABLE old_period AS
		SELECT counter_code, from_utc, to_utc, equipment_code, decision FROM core.counter_period`)
	if err != nil {
		return err
	}
	err = b.refillAll(ctx, periodModels()...)
	if err != nil {
		return err
	}
	err = b.exec(ctx, "list contexts", "INSERT INTO scope_context SELECT context_no, counter_code, decision FROM core.shot_context")
	if err != nil {
		return err
	}
	return b.fill(ctx, "core.shot_context")
}
