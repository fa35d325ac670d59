package store

import (
	"context"
	"fmt"
)

// Relation is a table or view of the file.
type Relation struct {
	Name    string // core.shot
	IsView  bool
	SQL     string // of a table: CREATE TABLE …
	Comment string
	Columns []RelationColumn
}

// RelationColumn is a column with its SQL type.
type RelationColumn struct{ Name, Type, Comment string }

// Relations lists the tables and views of the file in the schemas that users
// see, in the order of their names.
func Relations(ctx context.Context, tx *Tx) ([]Relation, error) {
	rows, err := tx.Query(ctx, `
		WITH relation AS (
			SELECT schema_name, table_name, FALSE AS is_view, sql, comment
			FROM duckdb_tables() WHERE database_name = $1 AND NOT temporary
			UNION ALL
			SELECT schema_name, view_name, TRUE, '', comment
			FROM duckdb_views() WHERE database_name = $1 AND NOT temporary AND NOT internal
		)
		SELECT r.schema_name || '.' || r.table_name, r.is_view, coalesce(r.sql, ''), coalesce(r.comment, ''), c.column_name, c.data_type, coalesce(c.comment, '')
		FROM relation r
		JOIN duckdb_columns() c ON c.database_name = $1 AND c.schema_name = r.schema_name AND c.table_name = r.table_name
		WHERE list_contains($2, r.schema_name)
		ORDER BY 1, c.column_index`, Catalog, userSchemas())
	if err != nil {
		return nil, fmt.Errorf("list the tables: %w", err)
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	all := []Relation{}
	for rows.Next() {
		var r Relation
		var c RelationColumn
		if err := rows.Scan(&r.Name, &r.IsView, &r.SQL, &r.Comment, &c.Name, &c.Type, &c.Comment); err != nil {
			return nil, err
		}
		if len(all) == 0 || all[len(all)-1].Name != r.Name {
			all = append(all, r)
		}
		last := &all[len(all)-1]
		last.Columns = append(last.Columns, c)
	}
	return all, rows.Err()
}
