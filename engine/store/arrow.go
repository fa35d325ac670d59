package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"

	"sprue/engine"
)

// CheckArrow refuses a program that cannot do ArrowView, before rows are paid for.
func CheckArrow() error {
	if HasArrow {
		return nil
	}
	return &engine.Error{Code: engine.CodeUsage, Doing: "read a warehouse's rows", Message: "this program was built without the tag duckdb_arrow",
		Hint: "build it by 'make build'; go build and go test take -tags $(cat .ci/tags)"}
}

// ArrowView gives the records of r a name in this transaction, until release. DuckDB
// takes them one by one while a statement reads the view: r may hold more than fits in
// memory. One statement may read it, once and to the end; what reads it again fails,
// as r would have no more rows to give. That goes by calls of Exec and Query: of two
// readings in one call the second is noticed only if the first came to the end, so
// that behind a LIMIT it would get the rest. An error of r is the one that Exec and
// Query give; QueryRow gives DuckDB's text of it.
func (tx *Tx) ArrowView(ctx context.Context, name string, r array.RecordReader) (release func() error, err error) {
	if tx.views[name] != nil {
		return nil, fmt.Errorf("view %s: there is one already", name)
	}
	if err := checkKinds(r.Schema()); err != nil {
		return nil, fmt.Errorf("view %s: %w", name, err)
	}
	if _, err := tx.Exec(ctx, allColumns); err != nil {
		return nil, fmt.Errorf("view %s: %w", name, err)
	}
	v := &arrowView{tx: tx, name: name, reader: &readOnce{RecordReader: r, tx: tx, view: name}}
	if err := tx.conn.Raw(func(conn any) (err error) {
		v.free, err = registerArrow(conn.(driver.Conn), v.reader, name)
		return err
	}); err != nil {
		return nil, fmt.Errorf("view %s: %w", name, err)
	}
	if tx.views == nil {
		tx.views = map[string]*arrowView{}
	}
	tx.views[name] = v
	return v.release, nil
}

// allColumns: DuckDB registers a stream with the function that has the stream choose
// columns and rows, of which the stream learns nothing: SELECT b would give the values
// of a, and WHERE nothing would hold. Under its name stands the one that takes all of
// them and chooses by itself.
const allColumns = "CREATE OR REPLACE TEMP MACRO arrow_scan(a, b, c) AS TABLE SELECT * FROM arrow_scan_dumb(a, b, c)"

// arrowView is a view that is open in a transaction. It points into memory of this
// process, so that the file must never have it: it is dropped before the commit.
type arrowView struct {
	tx     *Tx
	name   string
	reader *readOnce
	free   func()
}

func (v *arrowView) release() error {
	if v.tx.views[v.name] != v {
		return nil
	}
	delete(v.tx.views, v.name)
	defer v.free()
	_, err := v.tx.conn.ExecContext(context.Background(), fmt.Sprintf("DROP VIEW IF EXISTS %s.main.%s", Catalog, Ident(v.name)))
	if isTransaction(err) { // which an error has ended, and the view with it
		return nil
	}
	return err
}

// releaseViews drops what was left open.
func (tx *Tx) releaseViews() error {
	var errs []error
	for _, v := range tx.views {
		errs = append(errs, v.release())
	}
	return errors.Join(errs...)
}

// byView gives the error of a reader in the place of what DuckDB makes of it: its text.
func (tx *Tx) byView(err error) error {
	for _, v := range tx.views {
		if own := v.reader.Err(); own != nil {
			return own
		}
	}
	return err
}

// readOnce hands out the records of a reader to one statement, each one checked.
// DuckDB calls it from any of its threads.
type readOnce struct {
	array.RecordReader
	tx   *Tx
	view string

	mu        sync.Mutex
	statement int64 // that reads it
	ended     bool
	err       error
}

func (r *readOnce) Next() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.tx.statements.Load()
	if r.statement == 0 {
		r.statement = now
	}
	switch {
	case r.err != nil:
		return false
	case r.ended || r.statement != now:
		r.err = fmt.Errorf("view %s has been read already, and its rows are gone", r.view)
		return false
	case !r.RecordReader.Next():
		r.ended, r.err = true, r.RecordReader.Err()
		return false
	}
	r.err = checkRecord(r.RecordReader.RecordBatch())
	return r.err == nil
}

func (r *readOnce) RecordBatch() arrow.RecordBatch {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.RecordReader.RecordBatch()
}

func (r *readOnce) Err() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}

// checkKinds refuses columns that checkRecord does not know.
func checkKinds(schema *arrow.Schema) error {
	for _, f := range schema.Fields() {
		switch f.Type.(type) {
		case *arrow.StringType, *arrow.BinaryType, *arrow.BooleanType, *arrow.Int64Type, *arrow.Float64Type, *arrow.Decimal128Type,
			*arrow.Date32Type, *arrow.Time64Type, *arrow.TimestampType:
		default:
			return fmt.Errorf("column %s is of Arrow's type %s, which no view has", f.Name, f.Type)
		}
	}
	return nil
}

// DamagedColumn is a column of a view whose records do not fit together, or whose text
// is no UTF-8.
type DamagedColumn struct{ Column string }

func (e *DamagedColumn) Error() string {
	return fmt.Sprintf("column %s of its records is damaged", e.Column)
}

// checkRecord makes sure of what DuckDB takes on trust: that buffers are as long as
// their rows need, and that text is UTF-8. It would read beyond them.
func checkRecord(record arrow.RecordBatch) error {
	for i, column := range record.Columns() {
		if !isWhole(column) {
			return &DamagedColumn{record.ColumnName(i)}
		}
	}
	return nil
}

func isWhole(column arrow.Array) bool {
	data := column.Data()
	end, buffers := data.Offset()+data.Len(), data.Buffers()
	has := func(buffer, bits int) bool {
		return end == 0 || len(buffers) > buffer && buffers[buffer] != nil && buffers[buffer].Len() >= (end*bits+7)/8
	}
	if column.NullN() > 0 && !has(0, 1) {
		return false
	}
	switch column := column.(type) {
	case *array.String:
		return column.ValidateFull() == nil
	case *array.Binary:
		return column.ValidateFull() == nil
	}
	kind, ok := column.DataType().(arrow.FixedWidthDataType)
	return ok && has(1, kind.BitWidth())
}
