package mirror

import (
	"context"
	"fmt"
	"strings"

	"sprue/engine/store"
	"sprue/sync/source"
)

// sync_stage is a temp table with the columns of the raw table and two more:
// left_out (counter outside the pattern) and place (of the piece, in the order
// of delivery). Rows are compared there and go on to raw.* in one INSERT.

// prepare makes the stage empty.
func prepare(ctx context.Context, tx *store.Tx, t source.Table) error {
	_, err := tx.Exec(ctx, fmt.Sprintf(
		"CREATE OR REPLACE TEMP TABLE sync_stage AS SELECT *, false AS left_out, 0::BIGINT AS place FROM raw.%s LIMIT 0", t.Raw()))
	return err
}

// stage reads the relation of a batch into the stage.
func (r *run) stage(ctx context.Context, tx *store.Tx, t source.Table, b *batch) error {
	if b.relation.SQL == "" {
		return nil
	}
	if _, err := tx.Exec(ctx, r.stageSQL(t, b)); err != nil {
		return b.explain(ctx, err)
	}
	return nil
}

func (r *run) stageSQL(t source.Table, b *batch) string {
	columns, values, from := r.readSQL(t, b)
	columns = append(columns, "left_out", "place")
	values = append(values, r.leftOut(t), `coalesce("sprue place", 0)`)
	return fmt.Sprintf("INSERT INTO sync_stage (%s) SELECT %s FROM %s", source.Idents(columns), strings.Join(values, ", "), from)
}

// readSQL gives the columns of raw.* that a batch fills, the SQL of their values, and
// what stands behind FROM.
func (r *run) readSQL(t source.Table, b *batch) (columns, outer []string, from string) {
	var values, bad, told []string
	for _, f := range b.layout.fields {
		value, isBad := f.value(b.relation.Text)
		columns, outer = append(columns, f.name), append(outer, source.Ident(f.name))
		values = append(values, value+" AS "+source.Ident(f.name))
		if isBad != "" {
			bad = append(bad, isBad)
			told = append(told, fmt.Sprintf("%s, CASE WHEN %s THEN %s END", source.Literal(f.name), isBad, asText(source.Ident(f.from), f.fromKind)))
		}
	}
	piece := "NULL::VARCHAR"
	if b.relation.PieceColumn != "" {
		piece = source.Ident(b.relation.PieceColumn)
	}
	read := fmt.Sprintf("SELECT %s, %s AS unreadable, %s AS \"sprue row piece\", %s AS \"sprue arrived\" FROM %s",
		strings.Join(values, ", "), unreadable(bad, told), piece, r.arrival(t, b), b.relation.SQL)
	columns, outer = append(columns, "source", "unreadable"), append(outer, source.Literal(r.src.Name()), "unreadable")
	if t.Large {
		columns = append(columns, keyColumn(t), "arrived_utc", "file_id")
		outer = append(outer, keyHash(t), `"sprue arrived"`, `"sprue id"`)
	}
	return columns, outer, fmt.Sprintf("(%s) d LEFT JOIN (VALUES %s) p(\"sprue path\", \"sprue id\", \"sprue place\") ON \"sprue row piece\" = \"sprue path\"%s",
		read, b.pieceRows(), r.inWindow(t))
}

// unreadable gathers the values that do not fit as a JSON object; NULL where
// there are none.
func unreadable(bad, told []string) string {
	if len(bad) == 0 {
		return "NULL::JSON"
	}
	// Merging takes the NULLs out: only the values that do not fit stay. JSON is made of
	// the few rows that need it, which saves 4 % of what a narrow table costs.
	return fmt.Sprintf("CASE WHEN %s THEN CAST(CAST(json_merge_patch('{}', json_object(%s)) AS VARCHAR) AS JSON) END",
		strings.Join(bad, " OR "), strings.Join(told, ", "))
}

func (b *batch) pieceRows() string {
	rows := []string{"(NULL::VARCHAR, NULL::BIGINT, NULL::BIGINT)"}
	for _, p := range b.relation.Pieces {
		rows = append(rows, fmt.Sprintf("(%s, %d, %d)", source.Literal(p.Path), b.ids[p.Path], b.places[p.Path]))
	}
	return strings.Join(rows, ", ")
}

// arrival is when a row came: by its arrival column, else by this sync.
func (r *run) arrival(t source.Table, b *batch) string {
	now := timestamp(r.started)
	if !t.Large || t.Cursor.Kind != source.Instant {
		return now
	}
	d, ok := b.delivered.find(t.Cursor.Column)
	if !ok {
		return now
	}
	value, _ := field{name: d.name, kind: "TIMESTAMP", from: d.name, fromKind: d.kind}.value(b.relation.Text)
	return fmt.Sprintf("coalesce(%s, %s)", value, now)
}

// cursorOf is the SQL of a row's place in time in the stage.
func cursorOf(t source.Table) string {
	if t.Cursor.Kind == source.Instant {
		return "arrived_utc"
	}
	return t.Cursor.Instant(source.Ident(strings.ToLower(t.Cursor.Column)))
}

func (r *run) inWindow(t source.Table) string {
	if !t.Large || !r.opts.window() {
		return ""
	}
	cursor := cursorOf(t)
	if t.Cursor.Kind == source.Instant {
		cursor = `"sprue arrived"`
	}
	where := " WHERE true"
	if from := r.opts.From; !from.IsZero() {
		where += fmt.Sprintf(" AND %s >= %s", cursor, timestamp(from))
	}
	if to := r.opts.To; !to.IsZero() {
		where += fmt.Sprintf(" AND %s < %s", cursor, timestamp(to))
	}
	return where
}

// leftOut tells whether a row's counter lies outside the pattern. A row without a
// counter does not: it is for the checks of the build.
func (r *run) leftOut(t source.Table) string {
	pattern := r.pattern()
	if !t.Large || pattern == "" {
		return "false"
	}
	return fmt.Sprintf("coalesce(%[1]s <> '' AND NOT (%[1]s GLOB %[2]s), false)", counterKey(t), source.Literal(pattern))
}

// pattern is that of the counters that are mirrored, in upper case; empty is all.
func (r *run) pattern() string {
	return strings.ToUpper(strings.TrimSpace(r.Mirror.cfg.CounterPattern))
}

func counterKey(t source.Table) string { return source.CounterKey(strings.ToLower(t.Counter())) }

// keyColumn is the column that identifies a row of a large table.
func keyColumn(t source.Table) string {
	if t.Name == "STATISTICS" {
		return "row_id"
	}
	return "packet_id"
}

// keyHash is a hash of the key of a row: half an MD5, which any engine computes
// alike; DuckDB's own hash() differs from version to version. It takes 0.6 s per
// 10 M shots on two cores. A start or mold that cannot be read counts as written.
func keyHash(t source.Table) string {
	if t.Name == "STATISTICS" {
		return "md5_number_lower(concat(" + counterKey(t) + `, chr(31), trim(hour), chr(31), coalesce(CAST(mold_id AS VARCHAR), unreadable ->> 'mold_id')))`
	}
	return "md5_number_lower(concat(" + counterKey(t) + `, chr(31), coalesce(CAST(shot_start_time AS VARCHAR), unreadable ->> 'shot_start_time'), chr(31), content))`
}
