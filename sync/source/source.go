package source

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"time"

	"sprue/engine/store"
)

// ErrMoved is given by Relation.Close when what was read changed while it was
// being read. The mirror rolls the batch back and opens it again; a piece that
// never comes to rest is left to the next sync.
var ErrMoved = errors.New("changed while it was being read")

// InTable is an error of which the table is known.
type InTable struct {
	Table string
	Err   error
}

func (e *InTable) Error() string { return e.Err.Error() }

func (e *InTable) Unwrap() error { return e.Err }

// Source delivers tables. All methods only read, may be called again at any
// time, and stop soon after ctx ends. Errors are *engine.Error: CodeSource for
// what cannot be reached or is refused, CodeData for what is broken or lacks a
// table or column; Survey wraps those of one table in InTable.
type Source interface {
	// Name is the source's name in the configuration and in the ledger.
	Name() string

	// Survey finds which of the tables the source has and what they consist of.
	// It reads no rows, only names, sizes and headers, and so costs little even
	// where nothing has changed. A table that the source lacks is not in the
	// answer: the mirror decides whether it may be missing.
	Survey(ctx context.Context, db Reader, ask Ask) (Survey, error)

	// Batches cuts what is asked of a table into batches, oldest first, each so
	// small that it fits in memory with its copy. Delivering a row twice, in one
	// batch or in two, does no harm. The sequence ends after its first error.
	Batches(ctx context.Context, db Reader, req Request) iter.Seq2[Batch, error]
}

// Reader runs a query: a *store.Store or a *store.Tx.
type Reader interface {
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Ask is a question to Survey.
type Ask struct {
	Tables []Table
	// Known are the pieces that the mirror holds, by table name.
	Known map[string][]Piece
	// States are those of large tables without pieces that the mirror holds, by table
	// name: where Survey gives the same, nothing is read.
	States map[string]string
}

// Survey is what a source has.
type Survey struct {
	Found  []Found
	Others []string // names that are no table that was asked for, to suggest one
}

// Found is a table that a source has.
type Found struct {
	Table  Table
	Pieces []Piece // all there are now; empty where the source has no pieces
	// State tells of a large table without pieces whether it has changed: where it
	// is what the last whole sync saw, nothing is read. Empty: not known.
	State string
	Notes []string // what a user should know, such as a file left out
}

// Piece is a part of a table whose state can be told without reading its rows:
// a file, or a whole warehouse table with the time of its last change. A source
// without such knowledge has no pieces and is read by cursor.
type Piece struct {
	ID       int64  // given by the mirror; 0 until it has been written
	Path     string // unique in the table of a source
	Size     int64  // bytes
	Modified time.Time
	Hash     string   // of the content, or another mark of it; empty until it has been read
	Columns  []string // as the source spells them; nil for a known piece
}

// Same tells whether two surveys saw the same state of a piece.
func (p Piece) Same(q Piece) bool {
	return p.Path == q.Path && p.Size == q.Size && p.Modified.Equal(q.Modified)
}

// Request asks for the rows of a table.
type Request struct {
	Table Table
	// Cursor is the column that From and To bound, half-open; a zero time is
	// open. A source that knows its pieces may deliver more than the window:
	// the mirror cuts.
	Cursor   Cursor
	From, To time.Time
	// Counters is the pattern of the counters that are mirrored, in upper case, with
	// the words of GLOB; empty is all. A source may deliver others too.
	Counters string
	// Reconcile says that the source is compared with the mirror.
	Reconcile bool
	// Pieces are those of the survey, Known those that the mirror holds; what
	// is in both and the same need not be delivered.
	Pieces, Known []Piece
}

// Batch is a part of a table.
type Batch struct {
	// From and To are its window of the cursor where it was asked by one, half-open;
	// a zero time is open.
	From, To time.Time
	// Windowed says that the batch has all rows of that window; behind an end that is
	// open those without a cursor too.
	Windowed bool
	Pieces   []Piece // what it is made of
	Bytes    int64   // estimate, for progress
	// Continues says that later batches go on with the same pieces, so that
	// these are not complete yet.
	Continues bool
	// Open makes the batch readable in tx until Close. It may be called again
	// after a rollback.
	Open func(ctx context.Context, tx *store.Tx) (Relation, error)
}

// Relation is an open batch.
type Relation struct {
	// SQL stands after FROM. Empty: there is nothing to read. With Rewind one statement
	// may read its rows, and one more after each call; without, any number may.
	SQL    string
	Rewind func(ctx context.Context) error
	// PieceColumn is the column of SQL that names the row's piece by its path;
	// it is no column of the table. Empty where there are no pieces.
	PieceColumn string
	// Text says that all values are text because the format has no types.
	Text bool
	// Pieces were found as described, with their hashes. Held are those whose
	// content the mirror has already, under this or another path; SQL leaves
	// them out.
	Pieces, Held []Piece
	// Explain puts an error of reading SQL into a user's words. Nil: as it is.
	Explain func(ctx context.Context, err error) error
	// Close is called once the relation has been read and before the commit. It
	// gives ErrMoved if what was read is not what there is now. Nil: nothing to
	// close.
	Close func() error
}
