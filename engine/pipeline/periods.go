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

// forgetContexts takes sets of decisions away that hold for no span any more: all
// days on which they did have been rebuilt, unless some were left to the next build.
func (b *build) forgetContexts(ctx context.Context) error {
	return b.exec(ctx, "forget sets of decisions", `
		DELETE FROM core.shot_context AS k
		WHERE NOT EXISTS (SELECT 1 FROM core.counter_period p WHERE p.counter_code = k.counter_code AND p.decision = k.decision)
		  AND (SELECT count(*) FROM core.pending_pair) = 0`)
}
