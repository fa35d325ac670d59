package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sprue/engine/models"
)

// packetModels are what is read from the texts of packets.
func packetModels() []string {
	return []string{
		"new_packet", "core.packet", "core.counter", "chunk_exact_item", "core.item_extra", "chunk_key", "chunk_item",
		"core.left_item", "faulty_item", "entry_text", "core.quarantine",
	}
}

// periodModels are made anew by each build, in this order.
func periodModels() []string {
	return []string{
		"mold_version", "mold_part_version", "location_version", "assignment_hour", "core.assignment",
		"core.assignment_conflict", "counter_mapping", "core.zone_offset", "supplier_period", "mold_period", "core.counter_period",
	}
}

func isPacketModel(m models.Model) bool { return slices.Contains(packetModels(), m.Name) }
func isPeriodModel(m models.Model) bool { return slices.Contains(periodModels(), m.Name) }

// isShotModel tells whether shots are made from it: a change of its SQL makes all of them anew.
func isShotModel(m models.Model) bool {
	if m.Kind == models.View || slices.Contains([]string{"core.shot_hour", "late_packet"}, m.Name) {
		return false
	}
	return m.Name == "mart.missing_shot" || strings.HasPrefix(m.Path, "core/") && !isPacketModel(m) && !isPeriodModel(m)
}

// estimates are written into the shots, after their table is filled.
const estimates = "rate_temperature"

// runTables, sessionTables, bucketTables and dayTables are filled from the same steps
// each; the sessions have the shots of the runs.
func runTables() []string {
	return []string{"mart.shot_interval", "mart.imputed_shot", "mart.stop", "mart.run_rate_slot", "mart.roi_slot", "mart.run"}
}

func sessionTables() []string { return []string{"mart.ana_slot", "mart.ana_shot_made"} }

func bucketTables() []string {
	return []string{"mart.run_rate_hour", "mart.run_rate_day", "mart.run_rate_shift", "mart.roi_tool_day"}
}

func dayTables() []string { return []string{"mart.data_level", "mart.process_day"} }

// anew tells whether one of the tables is made anew for all tools and days.
// Where something is dirty beside it, the others of the group are made anew with
// it: the shots that changed concern them all, and come from the same steps.
func (b *build) anew(ctx context.Context, group []string) (bool, error) {
	if b.full || !slices.ContainsFunc(group, func(name string) bool { return b.stale[name] }) {
		return b.full, nil
	}
	if !b.isDirty() {
		return true, nil
	}
	return true, b.recreate(ctx, group...)
}

// isDirty tells whether shots or tools are rebuilt for other reasons than that a
// table is made anew for all.
func (b *build) isDirty() bool {
	return b.report.DirtyPairs > 0 || b.packets > 0 || b.changedTools > 0 || b.flagged > 0
}

// stays tells whether a table that is not made anew has nothing to rebuild.
func (b *build) stays() bool { return len(b.stale) > 0 && !b.isDirty() }

// recreate empties tables, and marks them as made anew.
func (b *build) recreate(ctx context.Context, names ...string) error {
	for _, name := range names {
		if b.stale[name] {
			continue // it is empty
		}
		b.stale[name] = true
		m, err := b.model(name)
		if err == nil {
			err = create(ctx, b.tx, m)
		}
		if err != nil {
			return fmt.Errorf("empty %s: %w", name, err)
		}
	}
	return nil
}

// isAnew tells whether the rows of a table are all made by this build.
func (b *build) isAnew(name string) bool { return b.full || b.stale[name] }

// wanted leaves the tables to fill: where some of a group are made anew and
// nothing is dirty, only these.
func (b *build) wanted(group []string, anew bool) []string {
	if !anew {
		return group
	}
	return slices.DeleteFunc(slices.Clone(group), func(name string) bool { return !b.isAnew(name) })
}

// mostlyDirty makes all shots anew, from the items as they were read, where more
// than half of them are dirty: taking rows out of tables, and sorting the items of
// days, is what costs. A chunk of items or less is no matter.
func (b *build) mostlyDirty(ctx context.Context) error {
	if b.shots || b.limited() {
		return nil
	}
	var all, dirty int64
	err := b.tx.QueryRow(ctx, `
		SELECT
			coalesce(sum(d.items), 0)::BIGINT,
			coalesce(sum(d.items) FILTER (WHERE p.counter_code IS NOT NULL), 0)::BIGINT
		FROM core.counter_day d
		LEFT JOIN dirty_pair p ON p.counter_code = d.counter_code AND p.utc_day = d.utc_day`).Scan(&all, &dirty)
	if err != nil || 2*dirty <= all || dirty <= batchesPerChunk*int64(b.cfg.Build.BatchUploadSize) {
		return err
	}
	b.shots = true
	if err := b.keepItems(ctx); err != nil {
		return err
	}
	for _, m := range b.models {
		if m.Kind == models.Table && m.Name != "core.shot_context" && !isPacketModel(m) && !isPeriodModel(m) {
			if err := b.recreate(ctx, m.Name); err != nil {
				return err
			}
		}
		b.stale[m.Name] = b.stale[m.Name] || m.IsStep()
	}
	if err := b.exec(ctx, "forget dirty days", "TRUNCATE dirty_pair"); err != nil {
		return err
	}
	return b.dirtyAll(ctx)
}

// makesAnew tells whether a table is made anew.
func (b *build) makesAnew() bool {
	return b.stale[estimates] || slices.ContainsFunc(b.models, func(m models.Model) bool { return m.Kind == models.Table && b.stale[m.Name] })
}

// keepItems copies the items of all packets before the tables that have them are emptied.
func (b *build) keepItems(ctx context.Context) (err error) {
	if !b.shots || b.full {
		return nil
	}
	b.kept, _, err = b.writeScratch(ctx, b.items, "kept", "SELECT * FROM core.shot_item")
	if err != nil {
		return fmt.Errorf("keep the items of packets: %w", err)
	}
	return nil
}
