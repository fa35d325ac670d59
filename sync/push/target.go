package push

import "context"

// Target is a place that takes tables. Write is idempotent: what it leaves depends
// on the rows that are sent and on nothing that was there.
type Target interface {
	// Name tells the place from others in the ledger, without any secret.
	Name() string
	// Held lists the tables that are there, by their names as Named gives them.
	Held(ctx context.Context) (map[string]Held, error)
	// Named is what a table is called there.
	Named(t Table) string
	// Write makes the table there hold the rows of the files and no others. On an
	// error the table there is as it was.
	Write(ctx context.Context, t Table, files []string) (Written, error)
}

// Table is what is sent.
type Table struct {
	Name    string // mart.run
	Comment string
	Columns []Column
	Key     []string // columns that name a row; they may be NULL
	Rows    int64
}

// Column is a column with its type in DuckDB.
type Column struct{ Name, Type, Comment string }

// Held is a table that is there.
type Held struct {
	Rows int64
	Ours bool // made by a push of the same table
}

// Written says what a write did.
type Written struct{ Inserted, Updated, Deleted int64 }
