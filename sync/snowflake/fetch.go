package snowflake

import (
	"bufio"
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/snowflakedb/gosnowflake"

	"sprue/engine"
	"sprue/sync/source"
)

// ahead is how many pages are fetched at once.
const ahead = 4

// querier is what a connection of the driver does beside what database/sql knows.
type querier interface {
	QueryArrowStream(ctx context.Context, query string, bindings ...driver.NamedValue) (gosnowflake.ArrowStreamLoader, error)
}

// fetch runs a query and writes its result into a file, page by page as they
// come. A failure that passes begins again with an empty file; a column that is
// gone since the survey makes the query be written anew.
func (s *Source) fetch(ctx context.Context, p *pending) (got stored, err error) {
	file, err := os.CreateTemp("", "sprue-snowflake-*.arrow")
	if err != nil {
		return got, err
	}
	defer func() {
		if err = errors.Join(err, file.Close()); err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	got.path = file.Name()
	h, err := s.shape(ctx, p.table)
	if err != nil {
		return got, err
	}
	ask := func() error {
		return s.retry(ctx, func() (err error) {
			if err := empty(file); err != nil {
				return err
			}
			got.rows, err = s.query(ctx, p.query(h), h, p.cursor, file)
			return err
		})
	}
	if err = ask(); isNoColumn(err) {
		if h, err = s.reshape(ctx, p.table); err != nil {
			return got, err
		}
		err = ask()
	}
	return got, err
}

func empty(file *os.File) error {
	if err := file.Truncate(0); err != nil {
		return err
	}
	_, err := file.Seek(0, io.SeekStart)
	return err
}

// query runs a query once, and tells how many rows it gave.
func (s *Source) query(ctx context.Context, sql string, h shape, by source.Cursor, into io.Writer) (rows int64, err error) {
	conn, err := s.connect(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	asking, bill := s.ask(ctx)
	defer bill.settle(ctx, conn)
	err = conn.Raw(func(c any) error {
		q, ok := c.(querier)
		if !ok {
			return &engine.Error{Code: engine.CodeSource, Doing: "read a result", Message: fmt.Sprintf("the driver's connection (%T) gives no Arrow", c)}
		}
		loader, err := q.QueryArrowStream(asking, sql)
		if err != nil {
			return err
		}
		bill.answered()
		rows = loader.TotalRows()
		return s.store(ctx, loader, h.orderOf(by), into, bill)
	})
	return rows, err
}

// orderOf is the column that the rows come sorted by: that of the cursor, and of a
// small table, which has none, the first of its key.
func (h shape) orderOf(by source.Cursor) order {
	if by.Column != "" {
		return order{column: strings.Trim(h.cursorSQL(by), `"`)}
	}
	if key := h.key(); len(key) > 0 {
		return order{column: key[0], small: true}
	}
	return order{}
}

// store writes a result into a file.
func (s *Source) store(ctx context.Context, loader gosnowflake.ArrowStreamLoader, in order, into io.Writer, bill *bill) error {
	columns, schema, err := describe(loader)
	if err != nil {
		return err
	}
	if len(loader.JSONData()) > 0 {
		return &engine.Error{Code: engine.CodeSource, Doing: "read a result", Message: "the warehouse answers in JSON although it was asked for Arrow",
			Hint: "take the parameter GO_QUERY_RESULT_FORMAT off the account or the user"}
	}
	batches, err := loader.GetBatches()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(into) // for the small parts between the values, which pass it by
	w := ipc.NewWriter(out, ipc.WithSchema(schema))
	var rows int64
	err = pages(ctx, batches, columns, schema, bill, func(record arrow.RecordBatch) error {
		rows += record.NumRows()
		bill.Rows += record.NumRows()
		if err := in.check(record); err != nil {
			return err
		}
		return w.Write(record)
	})
	if err == nil && rows != loader.TotalRows() {
		err = fmt.Errorf("%w: %d rows came of %d", errPage, rows, loader.TotalRows())
	}
	return errors.Join(err, w.Close(), out.Flush())
}

// describe gives the columns of a result, and the schema of the file.
func describe(loader gosnowflake.ArrowStreamLoader) ([]declared, *arrow.Schema, error) {
	var columns []declared
	var fields []arrow.Field
	for _, t := range loader.RowTypes() {
		d := declared{name: t.Name, kind: strings.ToLower(t.Type), precision: int(t.Precision), scale: int(t.Scale)}
		kind, err := d.arrowType()
		if err != nil {
			return nil, nil, err
		}
		columns = append(columns, d)
		fields = append(fields, arrow.Field{Name: d.name, Type: kind, Nullable: true})
	}
	return columns, arrow.NewSchema(fields, nil), nil
}

// page is a page of a result, or why there is none.
type page struct {
	records []arrow.RecordBatch
	err     error
}

// pages fetches the pages of a result, several at once, and takes them in order.
func pages(ctx context.Context, batches []gosnowflake.ArrowStreamBatch, columns []declared, schema *arrow.Schema, bill *bill, take func(arrow.RecordBatch) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	coming := make(chan chan page, ahead)
	go func() {
		defer close(coming)
		for i := range batches {
			slot := make(chan page, 1)
			select {
			case coming <- slot:
			case <-ctx.Done():
				return
			}
			go func() { slot <- download(ctx, batches[i], columns, schema, bill) }()
		}
	}()
	for slot := range coming {
		got := <-slot
		if got.err != nil {
			return got.err
		}
		for _, record := range got.records {
			if err := take(record); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// download fetches a page and checks that it is whole. One that breaks off is
// asked for again at once, by its own address: the query need not run again.
func download(ctx context.Context, batch gosnowflake.ArrowStreamBatch, columns []declared, schema *arrow.Schema, bill *bill) (got page) {
	for range pageAttempts {
		again := batch // a batch remembers what it has begun to read
		got = page{}
		got.records, got.err = readPage(ctx, &again, columns, schema, bill)
		if got.err == nil || ctx.Err() != nil || !isTransport(got.err) {
			return got
		}
	}
	return got
}

const pageAttempts = 3

func readPage(ctx context.Context, batch *gosnowflake.ArrowStreamBatch, columns []declared, schema *arrow.Schema, bill *bill) (records []arrow.RecordBatch, err error) {
	stream, err := batch.GetStream(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, stream.Close()) }()
	reader, err := ipc.NewReader(bill.counting(stream))
	if err != nil {
		return nil, err
	}
	defer reader.Release()
	var rows int64
	for reader.Next() {
		record, err := convertRecord(reader.RecordBatch(), columns, schema)
		if err != nil {
			return nil, err
		}
		rows += record.NumRows()
		records = append(records, record)
	}
	if err := reader.Err(); err != nil {
		return nil, err
	}
	if rows != batch.NumRows() {
		return nil, fmt.Errorf("%w: it has %d rows and should have %d", errPage, rows, batch.NumRows())
	}
	return records, nil
}

func convertRecord(in arrow.RecordBatch, columns []declared, schema *arrow.Schema) (arrow.RecordBatch, error) {
	if int(in.NumCols()) != len(columns) {
		return nil, fmt.Errorf("%w: it has %d columns and should have %d", errPage, in.NumCols(), len(columns))
	}
	converted := make([]arrow.Array, len(columns))
	for i, d := range columns {
		var err error
		if converted[i], err = d.convert(in.Column(i), schema.Field(i).Type); err != nil {
			return nil, err
		}
	}
	return array.NewRecordBatch(schema, converted, in.NumRows()), nil
}
