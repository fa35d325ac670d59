package snowflake

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/apache/arrow-go/v18/arrow/ipc"

	"sprue/engine"
	"sprue/engine/store"
)

// stored is a result in a file: a stream of Arrow's records, as the pages had them.
type stored struct {
	path string
	rows int64
}

// rowsView is the name under which DuckDB reads a file. A transaction has one open.
const rowsView = "sync_rows"

// reading gives the rows of a file to DuckDB, a record at a time.
type reading struct {
	of      stored
	tx      *store.Tx
	file    *os.File
	records *records
	release func() error // of the view
}

// rewind begins with the first row.
func (r *reading) rewind(ctx context.Context) (err error) {
	if err := r.close(); err != nil {
		return err
	}
	if r.file, err = os.Open(r.of.path); err != nil {
		return unread(r.of, err)
	}
	stream, err := ipc.NewReader(r.file)
	if err != nil {
		return unread(r.of, err)
	}
	r.records = &records{Reader: stream, of: r.of}
	r.release, err = r.tx.ArrowView(ctx, rowsView, r.records)
	return err
}

func (r *reading) close() (err error) {
	if r.release != nil {
		err = r.release()
	}
	if r.records != nil {
		r.records.Release()
	}
	if r.file != nil {
		err = errors.Join(err, r.file.Close())
	}
	r.release, r.records, r.file = nil, nil, nil
	return err
}

// records are those of a file, which must have all of its rows: a stream that is cut
// behind a record only seems to end.
type records struct {
	*ipc.Reader
	of  stored
	got int64
	err error
}

func (r *records) Next() bool {
	if r.err != nil {
		return false
	}
	if r.Reader.Next() {
		r.got += r.RecordBatch().NumRows()
		return true
	}
	err := r.Reader.Err()
	if err == nil && r.got != r.of.rows {
		err = fmt.Errorf("%d rows are left of %d", r.got, r.of.rows)
	}
	if err != nil {
		r.err = unread(r.of, err)
	}
	return false
}

func (r *records) Err() error { return r.err }

func unread(of stored, err error) error {
	return &engine.Error{Code: engine.CodeFile, Doing: "read the rows in " + of.path, Message: engine.Reason(err).Error(),
		Hint: "run it again: they are fetched anew", Cause: err}
}
