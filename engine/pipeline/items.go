package pipeline

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"sprue/engine/store"
)

// The items of packets are in files of the temp folder until the shots are
// built. What becomes of them stays: core.shot has those that count,
// core.left_item the others, and core.shot_item shows both.

// closeItems ends the reading of packets: scope_item has what came, chunk_item nothing.
func (b *build) closeItems(ctx context.Context) error {
	if err := b.dropStep(ctx, "chunk_item"); err != nil {
		return err
	}
	m, err := b.model("chunk_item")
	if err != nil {
		return err
	}
	if err := create(ctx, b.tx, m); err != nil {
		return err
	}
	return b.viewItems(ctx, filepath.Join(b.items, "chunk_item_*", "*.parquet"))
}

// viewItems makes scope_item of the files of that name.
func (b *build) viewItems(ctx context.Context, files string) error {
	found, err := filepath.Glob(files)
	if err != nil || len(found) == 0 {
		return err
	}
	return b.exec(ctx, "read the items", "CREATE OR REPLACE TEMP VIEW scope_item AS SELECT * FROM read_parquet("+store.Literal(files)+")")
}

// addKept adds the items that were read earlier to those that came.
func (b *build) addKept(ctx context.Context) error {
	if b.kept == "" {
		return nil
	}
	which := ""
	if b.packets > 0 {
		which = "WHERE packet_id NOT IN (SELECT packet_id FROM gone_packet) AND packet_id NOT IN (SELECT packet_id FROM new_packet)"
	}
	kept := "SELECT * FROM read_parquet(" + store.Literal(b.kept) + ") " + which
	came, err := filepath.Glob(filepath.Join(b.items, "chunk_item_*", "*.parquet"))
	if err != nil {
		return err
	}
	if len(came) > 0 {
		kept += " UNION ALL SELECT * FROM read_parquet(" + store.Literals(came) + ")"
	}
	return b.exec(ctx, "read the items", "CREATE OR REPLACE TEMP VIEW scope_item AS "+kept)
}

// gatherItems puts the items of the dirty pairs into one file, in the order of
// counters: those that came, and those of the tables. A packet that vanished has
// none any more, one that arrived anew came.
func (b *build) gatherItems(ctx context.Context) error {
	if b.shots {
		return nil // all items are there, and are counted
	}
	if err := b.keepPending(ctx); err != nil {
		return err
	}
	// Literals let the scan of the shots skip what is older.
	var days string
	err := b.tx.QueryRow(ctx, `
		SELECT format('DATE ''{}'' AND DATE ''{}''', coalesce(min(utc_day), DATE '1970-01-01'), coalesce(max(utc_day), DATE '1970-01-01'))
		FROM dirty_pair`).Scan(&days)
	if err != nil {
		return fmt.Errorf("find the span of dirty days: %w", err)
	}
	file, _, err := b.writeScratch(ctx, b.items, "gathered", `
		WITH pair AS (
			SELECT n.counter_no, p.utc_day
			FROM dirty_pair p
			LEFT JOIN core.counter n ON n.counter_code = p.counter_code
		),
		item AS (
			SELECT i.* FROM scope_item i
			UNION ALL
			SELECT s.*
			FROM core.shot_item s
			WHERE (s.utc_day IS NULL OR s.utc_day BETWEEN `+days+`)
			  AND s.packet_id NOT IN (SELECT packet_id FROM gone_packet)
			  AND s.packet_id NOT IN (SELECT packet_id FROM new_packet)
		)
		SELECT i.*
		FROM item i
		JOIN pair p ON p.counter_no IS NOT DISTINCT FROM i.counter_no AND p.utc_day IS NOT DISTINCT FROM i.utc_day
		ORDER BY i.counter_no, i.shot_time_utc, i.seq, i.packet_id, i.item`)
	if err != nil {
		return fmt.Errorf("gather the items of dirty days: %w", err)
	}
	if err := b.viewItems(ctx, file); err != nil {
		return err
	}
	return b.exec(ctx, "count the items of dirty days", `
		UPDATE dirty_pair AS p
		SET items = n.items
		FROM (
			SELECT c.counter_code, i.utc_day, count(*) AS items
			FROM scope_item i
			LEFT JOIN core.counter c ON c.counter_no = i.counter_no
			GROUP BY c.counter_code, i.utc_day
		) AS n
		WHERE n.counter_code IS NOT DISTINCT FROM p.counter_code AND n.utc_day IS NOT DISTINCT FROM p.utc_day`)
}

// keepPending keeps the items that came for days of a later build.
func (b *build) keepPending(ctx context.Context) error {
	return b.exec(ctx, "keep items of pending days", `
		INSERT INTO core.left_item BY NAME
		SELECT i.* REPLACE (item_fault(i.reason) AS reason)
		FROM scope_item i
		JOIN core.counter c ON c.counter_no = i.counter_no
		JOIN core.pending_pair p ON p.counter_code = c.counter_code AND p.utc_day = i.utc_day
		WHERE i.reason IS NULL`)
}

// forgetItems removes the files.
func (b *build) forgetItems() error {
	if err := os.RemoveAll(b.items); err != nil {
		return fmt.Errorf("clear a temp folder: %w", err)
	}
	return nil
}
