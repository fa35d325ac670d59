package pipeline

import (
	"context"
	"errors"
	"fmt"

	"sprue/engine"
	"sprue/engine/store"
)

// TextFiles gives the Parquet files with the texts of packets that were pruned
// from the mirror, none where none was; with whole it has read them through and
// found them as they were written.
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
// full build needs them all; another one needs few or none, and fails only then
// if they cannot be found.
func (b *build) findTexts(ctx context.Context) error {
	var pruned bool
	if err := b.tx.QueryRow(ctx, "SELECT count(*) > 0 FROM meta.pruned_packet").Scan(&pruned); err != nil || !pruned {
		return err
	}
	files, err := b.texts(ctx, b.tx, b.full)
	if err != nil && b.full {
		return err
	}
	// By start too: the scan then leaves out most of the texts.
	from, content := "JOIN read_parquet("+store.Literals(files)+") t ON t.packet_id = p.packet_id AND t.shot_start_time = p.shot_start_time", "t.content"
	if err != nil || len(files) == 0 {
		from, content = "", "error("+store.Literal(reason(err))+")"
	}
	return b.exec(ctx, "find pruned texts", fmt.Sprintf(`%s
		WHERE d.content IS NOT NULL OR d.packet_id NOT IN (SELECT packet_id FROM meta.pruned_packet)
		UNION ALL
		SELECT d.counter_code, d.shot_start_time, %s, d.packet_id, d.arrived_utc, d.rowid
		FROM raw.data_shot d
		JOIN meta.pruned_packet p ON p.packet_id = d.packet_id AND p.shot_start_time = d.shot_start_time
		%s
		WHERE d.content IS NULL`, scopeText, content, from))
}

// reason is what a user is told, hint and all.
func reason(err error) string {
	var own *engine.Error
	switch {
	case errors.As(err, &own):
		return own.Error() + "; " + own.Hint
	case err != nil:
		return err.Error()
	}
	return "the texts of packets were pruned"
}
