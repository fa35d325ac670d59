package pipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"sprue/engine/lineage"
	"sprue/engine/models"
	"sprue/engine/store"
)

// lineageTable is made by builds, as all of meta.lineage follows from the models.
const lineageTable = `
	CREATE OR REPLACE TABLE meta.lineage (
		table_name VARCHAR, column_name VARCHAR, from_table VARCHAR, from_column VARCHAR, how VARCHAR, model_hash VARCHAR);
	COMMENT ON TABLE meta.lineage IS 'Where each column of the models comes from, read from their SQL; one row per column and source, one level at a time';
	COMMENT ON COLUMN meta.lineage.table_name IS 'Table or view, with its schema; without one, a step inside a build';
	COMMENT ON COLUMN meta.lineage.column_name IS 'Its column; * = its rows';
	COMMENT ON COLUMN meta.lineage.from_table IS 'Table, view or step that it comes from; NULL for a constant';
	COMMENT ON COLUMN meta.lineage.from_column IS 'Column of that; * = a count of its rows';
	COMMENT ON COLUMN meta.lineage.how IS 'direct: the value itself; computed: from values of one row; aggregated: from values of several rows; constant: from none. Of rows: rows, filter, join, group';
	COMMENT ON COLUMN meta.lineage.model_hash IS 'Hash of the SQL in which it was found, as in meta.build.models'`

// keepLineage writes meta.lineage anew where a model is another one than when
// it was written. All tables and steps must be there.
func (b *build) keepLineage(ctx context.Context) error {
	kept, err := b.lineageIsKept(ctx)
	if err != nil || kept {
		return err
	}
	started := b.clock()
	edges, err := b.readLineage(ctx)
	if err != nil {
		return err
	}
	if err := b.writeLineage(ctx, edges); err != nil {
		return fmt.Errorf("write meta.lineage: %w", err)
	}
	b.log.Debug("read the lineage of the models", "edges", len(edges), "duration", b.clock().Sub(started))
	return nil
}

// lineageIsKept compares the hashes that meta.lineage was read from with those
// of the models of now. A full build reads it anew all the same, unless it is the
// first.
func (b *build) lineageIsKept(ctx context.Context) (bool, error) {
	if b.full && !b.first || !b.existing["meta.lineage"] {
		return false, nil
	}
	now := []string{}
	for _, m := range b.lineageModels() {
		now = append(now, m.Name+" "+m.Hash)
	}
	slices.Sort(now)
	then, err := queryAll[string](ctx, b.tx, "SELECT DISTINCT table_name || ' ' || model_hash FROM meta.lineage")
	slices.Sort(then)
	return slices.Equal(now, then), err
}

// lineageModels are the models, the steps of the pipeline that give them their
// input, and what it writes into their rows afterwards.
func (b *build) lineageModels() []models.Model {
	return slices.Concat(scopeModels(), b.models, updateSelects())
}

func (b *build) readLineage(ctx context.Context) ([]hashedEdge, error) {
	columns, err := lineageColumns(ctx, b.tx)
	if err != nil {
		return nil, err
	}
	aggregates, err := queryAll[string](ctx, b.tx, "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type = 'aggregate'")
	if err != nil {
		return nil, err
	}
	reader := lineage.Reader{Columns: columns, Aggregates: map[string]bool{}}
	for _, name := range aggregates {
		reader.Aggregates[name] = true
	}
	all := []hashedEdge{}
	for _, m := range b.lineageModels() {
		edges, err := readModel(ctx, b.tx, reader, m)
		if err != nil {
			return nil, err
		}
		all = append(all, edges...)
	}
	return withUpdates(all), nil
}

func readModel(ctx context.Context, tx *store.Tx, reader lineage.Reader, m models.Model) ([]hashedEdge, error) {
	tree, err := models.Tree(ctx, tx, m)
	if err != nil {
		return nil, err
	}
	edges, err := reader.Read(m, tree)
	all := []hashedEdge{}
	for _, e := range edges {
		all = append(all, hashedEdge{e, m.Hash})
	}
	return all, err
}

// withUpdates: an update makes no rows, and a column that is empty until then
// is no constant.
func withUpdates(edges []hashedEdge) []hashedEdge {
	updates, updated := map[string]bool{}, map[lineage.Source]bool{}
	for _, m := range updateSelects() {
		updates[m.Hash] = true
	}
	for _, e := range edges {
		if updates[e.hash] {
			updated[e.Source] = true
		}
	}
	return slices.DeleteFunc(edges, func(e hashedEdge) bool {
		return updates[e.hash] && e.Column == lineage.AllRows || e.How == lineage.Constant && updated[e.Source]
	})
}

// hashedEdge is an edge and the hash of the SQL in which it was found.
type hashedEdge struct {
	lineage.Edge
	hash string
}

// lineageColumns are those of every table, view and step, and of the functions
// that models read like a table.
func lineageColumns(ctx context.Context, tx *store.Tx) (map[string][]string, error) {
	rows, err := tx.Query(ctx, `
		SELECT CASE WHEN database_name = 'temp' THEN table_name ELSE schema_name || '.' || table_name END, column_name
		FROM duckdb_columns()
		WHERE NOT internal AND database_name IN (current_database(), 'temp')
		ORDER BY database_name, schema_name, table_name, column_index`)
	if err != nil {
		return nil, fmt.Errorf("list columns: %w", err)
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	columns := map[string][]string{"pg_timezone_names()": {"name"}}
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			return nil, err
		}
		columns[table] = append(columns[table], column)
	}
	return columns, rows.Err()
}

// writeLineage takes the edges in as one JSON text: a statement for each of
// some 2,000 rows took a second.
func (b *build) writeLineage(ctx context.Context, edges []hashedEdge) error {
	if _, err := b.tx.Exec(ctx, lineageTable); err != nil {
		return err
	}
	rows := make([][6]*string, len(edges))
	for i, e := range edges {
		how := string(e.How)
		rows[i] = [6]*string{&e.Table, &e.Column, nil, nil, &how, &e.hash}
		if e.How != lineage.Constant {
			rows[i][2], rows[i][3] = &e.From.Table, &e.From.Column
		}
	}
	text, err := json.Marshal(rows)
	if err != nil {
		return err
	}
	_, err = b.tx.Exec(ctx, `
		INSERT INTO meta.lineage
		SELECT r[1], r[2], r[3], r[4], r[5], r[6]
		FROM (SELECT unnest(from_json(?::VARCHAR, '[["VARCHAR"]]')) AS r)`, string(text))
	return err
}
