package lineage

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"sprue/engine"
)

// Querier asks the file.
type Querier interface {
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Load reads meta.lineage.
func Load(ctx context.Context, q Querier) (*Graph, error) {
	edges := []Edge{}
	err := scan(ctx, q, "SELECT table_name, column_name, coalesce(from_table, ''), coalesce(from_column, ''), how FROM meta.lineage", func(rows *sql.Rows) error {
		var e Edge
		err := rows.Scan(&e.Table, &e.Column, &e.From.Table, &e.From.Column, &e.How)
		edges = append(edges, e)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read meta.lineage: %w", err)
	}
	tables := map[string][]string{}
	err = scan(ctx, q, `
		SELECT schema_name || '.' || table_name, column_name
		FROM duckdb_columns()
		WHERE NOT internal AND database_name = current_database() AND schema_name IN ('raw', 'core', 'mart', 'meta')
		ORDER BY schema_name, table_name, column_index`, func(rows *sql.Rows) error {
		var table, column string
		err := rows.Scan(&table, &column)
		tables[table] = append(tables[table], column)
		return err
	})
	return NewGraph(append(edges, mirrored(tables)...), tables), err
}

// mirrored are the edges inside the mirror: a table's history is the versions
// of its rows.
func mirrored(tables map[string][]string) (edges []Edge) {
	for table, columns := range tables {
		history := table + "_history"
		for _, c := range columns {
			if slices.Contains(tables[history], c) {
				edges = append(edges, Edge{Source{history, c}, Source{table, c}, Direct})
			}
		}
		if tables[history] != nil {
			edges = append(edges, Edge{Source{history, AllRows}, Source{table, AllRows}, Rows})
		}
	}
	return edges
}

func scan(ctx context.Context, q Querier, query string, row func(*sql.Rows) error) error {
	rows, err := q.Query(ctx, query)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Find reads 'schema.table' or 'schema.table.column': the columns that are
// meant. With rows, what is told of the table's rows is meant too.
func (g *Graph) Find(name string, rows bool) ([]Source, error) {
	lower := strings.ToLower(strings.TrimSpace(name))
	if columns, ok := g.tables[lower]; ok {
		all := []Source{}
		for _, c := range columns {
			all = append(all, Source{lower, c})
		}
		if rows {
			all = append(all, Source{lower, AllRows})
		}
		return all, nil
	}
	dot := strings.LastIndex(lower, ".")
	columns, ok := g.tables[lower[:max(dot, 0)]]
	if !ok {
		return nil, g.noTable(name, lower)
	}
	table, asked := lower[:dot], lower[dot+1:]
	if asked == AllRows {
		return []Source{{table, AllRows}}, nil
	}
	for _, c := range columns {
		if strings.EqualFold(c, asked) {
			return []Source{{table, c}}, nil
		}
	}
	return nil, unknown(fmt.Sprintf("%s has no column %q", table, asked), asked, columns,
		"it has "+strings.Join(columns, ", "))
}

func (g *Graph) noTable(name, lower string) error {
	names := slices.Sorted(maps.Keys(g.tables))
	short := []string{}
	for _, n := range names {
		_, table, _ := strings.Cut(n, ".")
		short = append(short, table)
	}
	// Without its schema, or with a column behind it, the table's own name tells most.
	first, rest, _ := strings.Cut(lower, ".")
	for _, asked := range []string{first, rest} {
		if at := slices.Index(short, asked); at >= 0 && asked != "" {
			return unknown(fmt.Sprintf("there is no table %q", name), names[at], names, "")
		}
	}
	table := lower
	if parts := strings.SplitN(lower, ".", 3); len(parts) == 3 {
		table = parts[0] + "." + parts[1]
	}
	return unknown(fmt.Sprintf("there is no table %q", name), table, names, `sprue query "SELECT schema_name, table_name FROM duckdb_tables()" lists them`)
}

func unknown(message, name string, known []string, otherwise string) error {
	hint := engine.DidYouMean("did you mean %q?", name, known)
	if slices.Contains(known, name) {
		hint = fmt.Sprintf("did you mean %q?", name)
	}
	if hint == "" {
		hint = otherwise
	}
	return &engine.Error{Code: engine.CodeUsage, Doing: "find the lineage", Message: message, Hint: hint}
}
