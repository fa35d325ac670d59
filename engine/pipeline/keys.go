package pipeline

import "context"

// collectKeys keeps the keys of the chunk that are not documented, or have
// values of another kind than documented.
func (b *build) collectKeys(ctx context.Context) error {
	if err := b.refill(ctx, "chunk_key"); err != nil {
		return err
	}
	return b.exec(ctx, "keep the keys of packets", "INSERT INTO came_key SELECT key, kind, items, packet_id FROM chunk_key")
}

// logKeys records keys, and kinds of their values, that no build has seen
// before: the shape of the packets has changed. They stand in extra, or count as
// far as they can be read; a key that a figure needs is promoted in the
// configuration (shots.extra).
func (b *build) logKeys(ctx context.Context) error {
	return b.exec(ctx, "record changed packets", `
		INSERT INTO meta.schema_change (changed_utc, source, table_name, column_name, change, old_type, new_type, mode, detail)
		WITH known AS (
			SELECT column_name, string_agg(new_type, ', ' ORDER BY new_type) AS kinds
			FROM meta.schema_change
			WHERE table_name = 'DATA_SHOT' AND starts_with(column_name, 'CONTENT.')
			GROUP BY column_name
		),
		came AS (
			SELECT 'CONTENT.' || key AS column_name, kind, CAST(sum(items) AS BIGINT) AS items, min(packet_id) AS packet_id
			FROM came_key
			GROUP BY key, kind
		),
		compared AS (
			SELECT
				c.column_name, c.kind, c.items, c.packet_id,
				CASE WHEN c.column_name IN ('CONTENT.ct', 'CONTENT.tempMeas', 'CONTENT.seq') THEN 'number' ELSE k.kinds END AS kinds
			FROM came c
			LEFT JOIN known k ON k.column_name = c.column_name
			WHERE NOT EXISTS (
				FROM meta.schema_change s
				WHERE s.table_name = 'DATA_SHOT' AND s.column_name = c.column_name AND s.new_type = c.kind)
		)
		SELECT
			(SELECT started_utc FROM scope_build),
			(SELECT any_value(d.source) FROM raw.data_shot d WHERE d.packet_id = n.packet_id),
			'DATA_SHOT', n.column_name,
			CASE WHEN n.kinds IS NULL THEN 'added' ELSE 'changed' END,
			n.kinds, n.kind, 'evolve',
			'build ' || (SELECT build_id FROM scope_build) || ': ' || n.items || ' shots, as in packet ' || n.packet_id
		FROM compared n
		ORDER BY n.column_name, n.kind`)
}
