package pipeline

import (
	"context"
	"fmt"

	"sprue/engine"
)

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
	err = b.refillAll(ctx, "mold_version", "mold_part_version", "location_version", "assignment_hour", "core.assignment",
		"core.assignment_conflict", "counter_mapping", "core.zone_offset", "supplier_period", "mold_period", "core.counter_period")
	if err != nil {
		return err
	}
	err = b.exec(ctx, "list contexts", "INSERT INTO scope_context SELECT context_no, counter_code, decision FROM core.shot_context")
	if err != nil {
		return err
	}
	return b.fill(ctx, "core.shot_context")
}

// checkOverrides refuses an override that names a tool which MOLD does not
// have.
func (b *build) checkOverrides(ctx context.Context) error {
	rows, err := b.tx.Query(ctx, `
		WITH tool AS (SELECT DISTINCT code_key(equipment_code) AS equipment_code FROM raw.mold_history)
		SELECT o.place, o.equipment_code, coalesce((
			SELECT t.equipment_code FROM tool t WHERE t.equipment_code IS NOT NULL
			ORDER BY levenshtein(t.equipment_code, o.equipment_code), t.equipment_code LIMIT 1), '')
		FROM core.setting_override o
		ANTI JOIN tool t ON t.equipment_code = o.equipment_code
		ORDER BY o.place LIMIT 1`)
	if err != nil {
		return fmt.Errorf("check overrides: %w", err)
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	if !rows.Next() {
		return rows.Err()
	}
	var place int
	var tool, nearest string
	if err := rows.Scan(&place, &tool, &nearest); err != nil {
		return err
	}
	return unknownTool(place, tool, nearest)
}

func unknownTool(place int, tool, nearest string) error {
	e := &engine.Error{
		Code:    engine.CodeUsage,
		Doing:   fmt.Sprintf("read overrides, entry %d", place),
		Message: fmt.Sprintf("MOLD has no tool %q", tool),
		Hint:    "is the mirror still empty? run sprue sync first",
	}
	if nearest != "" {
		e.Hint = fmt.Sprintf("the nearest is %q", nearest)
	}
	return e
}
