package pipeline

import (
	"context"
	"fmt"

	"sprue/engine/store"
)

// TextFiles gives the Parquet files with the texts of packets that were pruned
// from the mirror, none where no packet of the mirror lacks its text; with whole
// it has read them through and found them as they were written.
type TextFiles func(ctx context.Context, tx *store.Tx, whole bool) ([]string, error)

// WithTexts makes builds read texts that were pruned from files.
func (p *Pipeline) WithTexts(files TextFiles) *Pipeline {
	p.texts = files
	return p
}

// scopeText is the view of the packets with their texts.
const scopeText = `
	CREATE OR REPLACE TEMP VIEW scope_text AS
	SELECT d.counter_code, d.shot_start_time, d.content, d.packet_id, d.arrived_utc, d.rowid AS row_no
	FROM raw.data_shot d`

// findTexts makes the view read texts that were pruned from where they are. A
// full build needs them all, and has them compared with their hashes; another one
// needs few or none.
func (b *build) findTexts(ctx context.Context) error {
	var pruned bool
	if err := b.tx.QueryRow(ctx, "SELECT count(*) > 0 FROM meta.pruned_packet").Scan(&pruned); err != nil || !pruned {
		return err
	}
	files, err := b.texts(ctx, b.tx, b.full)
	if err != nil || len(files) == 0 {
		return err
	}
	b.pruned = "read_parquet(" + store.Literals(files) + ")"
	return b.readTexts(ctx, b.pruned)
}

// narrowTexts reads the pruned texts of the packets in a table once, where few
// are needed: a join with the view would read them all.
func (b *build) narrowTexts(ctx context.Context, packets string) error {
	if b.pruned == "" || b.full {
		return nil
	}
	// By start too: the scan then leaves out most of the texts.
	err := b.exec(ctx, "read pruned texts", fmt.Sprintf(`
		CREATE OR REPLACE TEMP TABLE needed_text AS
		SELECT t.packet_id, t.shot_start_time, t.content
		FROM %s t
		JOIN (
			SELECT DISTINCT p.packet_id, p.shot_start_time
			FROM meta.pruned_packet p
			SEMI JOIN %s n ON n.packet_id = p.packet_id
		) p ON p.packet_id = t.packet_id AND p.shot_start_time = t.shot_start_time`, b.pruned, packets))
	if err != nil {
		return err
	}
	return b.readTexts(ctx, "needed_text")
}

// readTexts makes the view read pruned texts from a relation.
func (b *build) readTexts(ctx context.Context, texts string) error {
	return b.exec(ctx, "find pruned texts", fmt.Sprintf(`%s
		WHERE d.content IS NOT NULL OR d.packet_id NOT IN (SELECT packet_id FROM meta.pruned_packet)
		UNION ALL
		SELECT d.counter_code, d.shot_start_time, t.content, d.packet_id, d.arrived_utc, d.rowid
		FROM raw.data_shot d
		JOIN meta.pruned_packet p ON p.packet_id = d.packet_id AND p.shot_start_time = d.shot_start_time
		JOIN %s t ON t.packet_id = p.packet_id AND t.shot_start_time = p.shot_start_time
		WHERE d.content IS NULL`, scopeText, texts))
}
