package store

import (
	"context"
	"errors"

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
	tables, err := Tables(ctx, s)
	if err != nil {
		return nil, err
	}
	var damages []Damage
	for i, table := range tables {
		told(table.Name, i, len(tables))
		_, err := table.Print(ctx, s) // whose columns it reads all: a mere count would leave most blocks alone
		switch {
		case err == nil:
		case ctx.Err() != nil:
			return damages, ctx.Err()
		case engine.CodeOf(err) == engine.CodeFile && errors.As(err, new(*duckdb.Error)):
			damages = append(damages, Damage{Table: table.Name, Err: err})
		default:
			return damages, err
		}
	}
	return damages, nil
}
