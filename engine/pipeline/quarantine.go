package pipeline

import (
	"context"
	"fmt"
)

// quarantineBytes of packet text are taken apart at once.
const quarantineBytes = 64 << 20

// quarantine writes what the build left out, with what was sent. The entries
// are collected first, so that each packet's text is read once.
func (b *build) quarantine(ctx context.Context) error {
	if err := b.refill(ctx, "faulty_item"); err != nil {
		return err
	}
	if err := b.exec(ctx, "list entries of the quarantine", "INSERT INTO left_out SELECT * FROM faulty_item"); err != nil {
		return err
	}
	if err := b.narrowTexts(ctx, "left_out"); err != nil {
		return err
	}
	if err := b.exec(ctx, "scope all entries of the quarantine", "CREATE OR REPLACE TEMP TABLE scope_entry AS FROM left_out"); err != nil {
		return err
	}
	err := b.exec(ctx, "find packets of the quarantine", `
		CREATE OR REPLACE TEMP TABLE left_out_packet AS
		WITH size AS (
			SELECT packet_id, coalesce(strlen(content), 0) AS bytes FROM entry_text
		)
		SELECT packet_id, CAST((sum(bytes) OVER (ORDER BY packet_id) - bytes) // ? AS BIGINT) AS part FROM size`, quarantineBytes)
	if err != nil {
		return err
	}
	parts, err := queryAll[int64](ctx, b.tx, "SELECT DISTINCT part FROM left_out_packet ORDER BY part")
	if err != nil {
		return err
	}
	for _, part := range parts {
		err := b.exec(ctx, "scope entries of the quarantine", `
			CREATE OR REPLACE TEMP TABLE scope_entry AS
			SELECT e.* FROM left_out e SEMI JOIN left_out_packet p ON p.packet_id = e.packet_id AND p.part = `+fmt.Sprint(part))
		if err != nil {
			return err
		}
		if err := b.fill(ctx, "core.quarantine"); err != nil {
			return err
		}
	}
	return nil
}

// leaveOut keeps the chunk's entries for the quarantine.
func (b *build) leaveOut(ctx context.Context) error {
	if err := b.refill(ctx, "chunk_left_out"); err != nil {
		return err
	}
	return b.exec(ctx, "keep entries of the quarantine", "INSERT INTO left_out SELECT * FROM chunk_left_out")
}
