package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// Querier reads: a Store, or a transaction of one.
type Querier interface {
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Table is a table of the file.
type Table struct {
	Name   string // 'core.shot'
	Rows   int64  // about
	quoted string
	hashed string // its columns as they go into the hash of a row
}

// Print is what a table holds in two figures, whatever the order of its rows.
type Print struct {
	Table string
	Rows  int64
	Hash  string // sum of a hash of each row
}

// Hashed is a column as it goes into the hash of a row: DuckDB hashes a list
// that is NULL like one that is empty, but not their JSON.
func Hashed(column, sqlType string) string {
	if strings.HasSuffix(sqlType, "]") || strings.HasPrefix(sqlType, "STRUCT") || strings.HasPrefix(sqlType, "MAP") {
		return "to_json(" + Ident(column) + ")"
	}
	return Ident(column)
}

// Tables lists the tables of the file, by name.
func Tables(ctx context.Context, q Querier) (tables []Table, err error) {
	rows, err := q.Query(ctx, `
		SELECT t.schema_name, t.table_name, t.estimated_size, c.column_name, c.data_type
		FROM duckdb_tables() t
		JOIN duckdb_columns() c ON c.table_oid = t.table_oid AND c.database_name = t.database_name
		WHERE t.database_name = current_database() AND NOT t.temporary
		ORDER BY t.schema_name, t.table_name, c.column_index`)
	if err != nil {
		return nil, fmt.Errorf("list the tables: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var schema, table, column, sqlType string
		var size int64
		if err := rows.Scan(&schema, &table, &size, &column, &sqlType); err != nil {
			return nil, err
		}
		quoted := Ident(schema) + "." + Ident(table)
		if len(tables) == 0 || tables[len(tables)-1].quoted != quoted {
			tables = append(tables, Table{Name: schema + "." + table, Rows: size, quoted: quoted})
			tables[len(tables)-1].hashed = Hashed(column, sqlType)
			continue
		}
		tables[len(tables)-1].hashed += ", " + Hashed(column, sqlType)
	}
	return tables, rows.Err()
}

// Print reads every value of the table.
func (t Table) Print(ctx context.Context, q Querier) (p Print, err error) {
	rows, err := q.Query(ctx, "SELECT count(*), coalesce(CAST(sum(hash("+t.hashed+")) AS VARCHAR), '') FROM "+t.quoted)
	if err != nil {
		return p, fmt.Errorf("read %s: %w", t.Name, err)
	}
	defer func() { err = Explain(errors.Join(err, rows.Close())) }()
	p.Table = t.Name
	if rows.Next() {
		err = rows.Scan(&p.Rows, &p.Hash)
	}
	return p, errors.Join(err, rows.Err())
}
