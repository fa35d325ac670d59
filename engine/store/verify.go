package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/duckdb/duckdb-go/v2"

	"sprue/engine"
)

// Damage is a table that cannot be read through.
type Damage struct {
	Table string // 'core.master_shot'
	Err   error  // of code CodeFile
}

// Verify reads every table of the file from end to end: DuckDB checks a block
// when it reads it, and not before. Blocks that a running process has in its
// memory already are not read again. told is called before each table.
func (s *Store) Verify(ctx context.Context, told func(table string, done, total int)) ([]Damage, error) {
	tables, err := s.tables(ctx)
	if err != nil {
		return nil, err
	}
	var damages []Damage
	for i, table := range tables {
		told(table.name, i, len(tables))
		err := s.readThrough(ctx, table)
		switch {
		case err == nil:
		case ctx.Err() != nil:
			return damages, ctx.Err()
		case engine.CodeOf(err) == engine.CodeFile && errors.As(err, new(*duckdb.Error)):
			damages = append(damages, Damage{Table: table.name, Err: err})
		default:
			return damages, err
		}
	}
	return damages, nil
}

type storedTable struct{ name, quoted string }

func (s *Store) tables(ctx context.Context) (tables []storedTable, err error) {
	rows, err := s.Query(ctx, `
		SELECT schema_name || '.' || table_name, format('"{}"."{}"', replace(schema_name, '"', '""'), replace(table_name, '"', '""'))
		FROM duckdb_tables()
		WHERE database_name = current_database() AND NOT temporary
		ORDER BY ALL`)
	if err != nil {
		return nil, fmt.Errorf("list the tables: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var t storedTable
		if err := rows.Scan(&t.name, &t.quoted); err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	return tables, rows.Err()
}

// readThrough makes DuckDB look at every value of every column: a mere count
// would leave most blocks alone.
func (s *Store) readThrough(ctx context.Context, t storedTable) (err error) {
	rows, err := s.Query(ctx, "SELECT bit_xor(hash(COLUMNS(*))) FROM "+t.quoted)
	if err != nil {
		return fmt.Errorf("read %s: %w", t.name, err)
	}
	defer func() { err = Explain(errors.Join(err, rows.Close())) }()
	rows.Next() // reads the table; nobody wants the row
	return rows.Err()
}
