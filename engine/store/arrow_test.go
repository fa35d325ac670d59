//go:build duckdb_arrow

package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/decimal128"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
)

var threeColumns = arrow.NewSchema([]arrow.Field{{Name: "a", Type: arrow.PrimitiveTypes.Int64, Nullable: true}, {Name: "b", Type: arrow.BinaryTypes.String, Nullable: true},
	{Name: "c", Type: arrow.PrimitiveTypes.Float64, Nullable: true}}, nil)

// made gives records of rows that are numbered through: a is the number, b says it,
// c is a half of it.
type made struct {
	array.RecordReader // none
	records, rows      int
	allocator          memory.Allocator
	then               error // after the records

	given int
	now   arrow.RecordBatch
}

func (m *made) Schema() *arrow.Schema { return threeColumns }
func (m *made) Retain()               {}
func (m *made) Release()              {}
func (m *made) Err() error            { return m.then }

func (m *made) RecordBatch() arrow.RecordBatch { return m.now }

func (m *made) Next() bool {
	if m.now != nil {
		m.now.Release()
		m.now = nil
	}
	if m.given == m.records {
		return false
	}
	b := array.NewRecordBuilder(m.allocator, threeColumns)
	defer b.Release()
	for i := range m.rows {
		n := m.given*m.rows + i
		b.Field(0).(*array.Int64Builder).Append(int64(n))
		b.Field(1).(*array.StringBuilder).Append(fmt.Sprintf("the text of row %d", n))
		b.Field(2).(*array.Float64Builder).Append(float64(n) / 2)
	}
	m.given++
	m.now = b.NewRecordBatch()
	return true
}

func records(n, rows int) *made {
	return &made{records: n, rows: rows, allocator: memory.DefaultAllocator}
}

// withView is a write with a view of r.
func withView(t *testing.T, s *Store, r array.RecordReader, do func(ctx context.Context, tx *Tx, release func() error) error) error {
	t.Helper()
	return s.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
		release, err := tx.ArrowView(ctx, "v", r)
		if err != nil {
			return err
		}
		return do(ctx, tx, release)
	})
}

// TestArrowViewChoosesByItself: columns and rows that a query leaves out, also by their
// place, are left out by DuckDB, as of any table.
func TestArrowViewChoosesByItself(t *testing.T) {
	s := openTemp(t)
	mustExec(t, s, "CREATE TABLE core.t AS SELECT i AS a, 'the text of row ' || i AS b, i / 2 AS c FROM range(5000) r(i)")
	for _, query := range []string{
		"SELECT count(*) FROM %s",
		"SELECT sum(a), sum(hash(b)), sum(c) FROM %s",
		"SELECT sum(c) FROM %s",
		"SELECT max(b) FROM %s",
		"SELECT min(c), max(a) FROM %s WHERE a BETWEEN 100 AND 4500",
		"SELECT count(*) FROM %s WHERE b = 'the text of row 77'",
		"SELECT c FROM %s WHERE b LIKE '%%row 4321' AND a IN (1, 4321)",
		"SELECT string_agg(b, ',' ORDER BY c DESC) FROM %s WHERE c IS NOT NULL AND a > 4990",
		"SELECT count(*), sum(c) FROM (SELECT c, a FROM %s) WHERE a %% 3 = 0",
		"SELECT sum(v.c) FROM %s v JOIN (VALUES (7), (4999)) j(a) USING (a)",
	} {
		err := withView(t, s, records(5, 1000), func(ctx context.Context, tx *Tx, _ func() error) error {
			answers := [2]string{}
			for i, from := range []string{"v", "core.t"} {
				rows, err := tx.Query(ctx, fmt.Sprintf(query, from))
				if err != nil {
					return err
				}
				all, err := NewRows(rows)
				if err != nil {
					return err
				}
				values, err := all.All()
				if err != nil {
					return err
				}
				answers[i] = fmt.Sprint(values)
			}
			if answers[0] != answers[1] {
				t.Errorf("%s: %s of the view, %s of a table", query, answers[0], answers[1])
			}
			return nil
		})
		if err != nil {
			t.Errorf("%s: %s", query, hinted(err))
		}
	}
}

// TestArrowViewIsReadOnce: what reads rows that are gone must not find none.
func TestArrowViewIsReadOnce(t *testing.T) {
	s := openTemp(t)
	mustExec(t, s, "CREATE TABLE core.t (a BIGINT)")
	for name, statements := range map[string][]string{
		"twice":                     {"INSERT INTO core.t SELECT a FROM v", "INSERT INTO core.t SELECT a FROM v"},
		"a part, and then the rest": {"INSERT INTO core.t SELECT a FROM v LIMIT 3", "INSERT INTO core.t SELECT a FROM v"},
		"twice in one":              {"INSERT INTO core.t SELECT a FROM v UNION ALL SELECT a FROM (SELECT max(a) AS a FROM v)"},
		"joined with itself":        {"INSERT INTO core.t SELECT x.a FROM v x JOIN v y USING (a)"},
	} {
		failed := 0
		err := withView(t, s, records(3, 4000), func(ctx context.Context, tx *Tx, _ func() error) error {
			for i, statement := range append([]string{"CREATE TEMP TABLE kinds AS FROM (DESCRIBE SELECT * FROM v)"}, statements...) {
				if _, err := tx.Exec(ctx, statement); err != nil {
					failed = i
					return err
				}
			}
			return nil
		})
		if err == nil || !strings.Contains(err.Error(), "has been read already") || failed != len(statements) {
			t.Errorf("%s: statement %d gave %v", name, failed, err)
		}
	}
	// What it cannot notice: a second reading in the same call, behind a LIMIT.
	err := withView(t, s, records(50, 1000), func(ctx context.Context, tx *Tx, _ func() error) error {
		read, err := tx.Exec(ctx, "CREATE TEMP TABLE few AS SELECT a FROM v LIMIT 3; CREATE TEMP TABLE rest AS SELECT a FROM v; INSERT INTO few FROM rest")
		if err == nil && (read == 0 || read >= 50_000) {
			t.Errorf("%d rows of 50,000 are the rest", read)
		}
		return err
	})
	if err != nil {
		t.Error(hinted(err))
	}
	// Anew under the same name it has all rows again.
	err = withView(t, s, records(3, 4000), func(ctx context.Context, tx *Tx, release func() error) error {
		for n := range 3 {
			if read, err := tx.Exec(ctx, "INSERT INTO core.t SELECT a FROM v"); err != nil || read != 12000 {
				return fmt.Errorf("round %d: %d rows, %w", n, read, err)
			}
			if err := release(); err != nil {
				return err
			}
			var err error
			if release, err = tx.ArrowView(ctx, "v", records(3, 4000)); err != nil {
				return err
			}
		}
		_, err := tx.ArrowView(ctx, "v", records(1, 1))
		if err == nil {
			t.Error("a second view of the name took the place of the first")
		}
		return nil
	})
	if err != nil {
		t.Fatal(hinted(err))
	}
	if n := count(t, s, "SELECT count(*) FROM core.t"); n != 36000 {
		t.Errorf("%d rows", n)
	}
}

// TestArrowViewFails: an error of the reader is one of the statement, and what a
// statement wrote until then is not there.
func TestArrowViewFails(t *testing.T) {
	s := openTemp(t)
	mustExec(t, s, "CREATE TABLE core.t (a BIGINT)")
	cut := errors.New("the stream is cut")
	for _, after := range []int{0, 1, 30} {
		r := records(after, 5000)
		r.then = cut
		err := withView(t, s, r, func(ctx context.Context, tx *Tx, release func() error) error {
			_, err := tx.Exec(ctx, "INSERT INTO core.t SELECT a FROM v ORDER BY b")
			return errors.Join(err, release())
		})
		if !errors.Is(err, cut) || err.Error() != cut.Error() {
			t.Errorf("after %d records: %v", after, err)
		}
		r = records(after, 5000)
		r.then = cut
		err = withView(t, s, r, func(ctx context.Context, tx *Tx, _ func() error) error {
			rows, err := tx.Query(ctx, "SELECT count(*) FROM v")
			if err == nil {
				err = errors.Join(errors.New("it was answered"), rows.Close())
			}
			return err
		})
		if !errors.Is(err, cut) || err.Error() != cut.Error() {
			t.Errorf("asked after %d records: %v", after, err)
		}
	}
	if n := count(t, s, "SELECT count(*) FROM core.t"); n != 0 {
		t.Errorf("%d rows of failed statements", n)
	}
}

// TestArrowViewIsCancelled in the middle, and panics of its user, leave all in order.
func TestArrowViewIsCancelled(t *testing.T) {
	s := openTemp(t)
	mustExec(t, s, "CREATE TABLE core.t (a BIGINT)")
	ctx, cancel := context.WithCancel(t.Context())
	r := &cancelling{made: records(1000, 5000), at: 20, cancel: cancel}
	err := s.Write(ctx, func(ctx context.Context, tx *Tx) error {
		release, err := tx.ArrowView(ctx, "v", r)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "INSERT INTO core.t SELECT a FROM v")
		return errors.Join(err, release())
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	func() {
		defer func() { recover() }()
		withView(t, s, records(3, 10), func(context.Context, *Tx, func() error) error { panic("in the middle") })
	}()
	if n := count(t, s, "SELECT count(*) FROM duckdb_views() WHERE view_name = 'v'") + count(t, s, "SELECT count(*) FROM core.t"); n != 0 {
		t.Errorf("%d views and rows are left", n)
	}
	mustExec(t, s, "INSERT INTO core.t VALUES (1)")
}

type cancelling struct {
	*made
	at     int
	cancel func()
}

func (c *cancelling) Next() bool {
	if c.given == c.at {
		c.cancel()
	}
	return c.made.Next()
}

// TestArrowViewIsNotInTheFile: it points into the memory of a process. It is dropped
// with the transaction at the latest, what was made of it stays, and a log that had it
// can be read by the next process.
func TestArrowViewIsNotInTheFile(t *testing.T) {
	s := openTemp(t)
	var log []byte
	s.cfg.Failpoint = func(name string) {
		if name == FailAfterCommit {
			log, _ = os.ReadFile(s.path + ".wal")
		}
	}
	for _, releases := range []bool{true, false} {
		err := withView(t, s, records(3, 1000), func(ctx context.Context, tx *Tx, release func() error) error {
			if _, err := tx.Exec(ctx, "CREATE TEMP TABLE stage AS SELECT * FROM v; CREATE OR REPLACE TABLE core.t AS SELECT a FROM stage"); err != nil {
				return err
			}
			if !releases {
				return nil
			}
			if err := errors.Join(release(), release()); err != nil {
				return err
			}
			var n int
			if err := tx.QueryRow(ctx, "SELECT count(*) FROM stage").Scan(&n); err != nil || n != 3000 {
				t.Errorf("%d rows of what was made of it, %v", n, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(hinted(err))
		}
		if n := count(t, s, "SELECT count(*) FROM duckdb_views() WHERE view_name = 'v'"); n != 0 {
			t.Errorf("released %v: the view is still there", releases)
		}
		file, err := os.ReadFile(s.path)
		if err != nil {
			t.Fatal(err)
		}
		copied := filepath.Join(t.TempDir(), "copied.duckdb")
		mustWriteFile(t, copied, string(file))
		mustWriteFile(t, copied+".wal", string(log))
		again := mustOpen(t, Config{Path: copied, MemoryLimitMB: 200})
		if n := count(t, again, "SELECT count(*) FROM core.t"); n != 3000 || len(log) == 0 {
			t.Errorf("%d rows out of a log of %d bytes", n, len(log))
		}
		if err := again.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestArrowViewTakesLittleMemory: DuckDB asks for records as it needs them, and gives
// them back. A tenth of them may be in memory at once.
func TestArrowViewTakesLittleMemory(t *testing.T) {
	s := openTemp(t)
	mustExec(t, s, "CREATE TABLE core.t (a BIGINT, b VARCHAR, c DOUBLE)")
	counted := &counting{Allocator: memory.DefaultAllocator}
	r := records(60, 10_000)
	r.allocator = counted
	err := withView(t, s, r, func(ctx context.Context, tx *Tx, release func() error) error {
		if n, err := tx.Exec(ctx, "INSERT INTO core.t SELECT * FROM v ORDER BY hash(a)"); err != nil || n != 600_000 {
			return fmt.Errorf("%d rows, %w", n, err)
		}
		return release()
	})
	if err != nil {
		t.Fatal(hinted(err))
	}
	if peak, all := counted.peak.Load(), counted.all.Load(); peak > all/10 {
		t.Errorf("%d bytes of %d were in memory at once", peak, all)
	}
	if left := counted.now.Load(); left != 0 {
		t.Errorf("%d bytes were not given back", left)
	}
}

type counting struct {
	memory.Allocator
	now, peak, all atomic.Int64
}

func (c *counting) note(bytes int) {
	now := c.now.Add(int64(bytes))
	for peak := c.peak.Load(); now > peak && !c.peak.CompareAndSwap(peak, now); peak = c.peak.Load() {
	}
	c.all.Add(int64(max(bytes, 0)))
}

func (c *counting) Allocate(size int) []byte { c.note(size); return c.Allocator.Allocate(size) }
func (c *counting) Free(b []byte)            { c.note(-len(b)); c.Allocator.Free(b) }
func (c *counting) Reallocate(size int, b []byte) []byte {
	c.note(size - len(b))
	return c.Allocator.Reallocate(size, b)
}

// of is a reader of one record of one column.
func of(column arrow.Array) array.RecordReader {
	schema := arrow.NewSchema([]arrow.Field{{Name: "c", Type: column.DataType(), Nullable: true}}, nil)
	r, err := array.NewRecordReader(schema, []arrow.RecordBatch{array.NewRecordBatch(schema, []arrow.Array{column}, int64(column.Len()))})
	if err != nil {
		panic(err)
	}
	return r
}

func column(kind arrow.DataType, rows, nulls int, buffers ...[]byte) arrow.Array {
	var all []*memory.Buffer
	for _, b := range buffers {
		if b == nil {
			all = append(all, nil)
			continue
		}
		all = append(all, memory.NewBufferBytes(b))
	}
	return array.MakeFromData(array.NewData(kind, rows, all, nil, nulls, 0))
}

// TestArrowTypes holds the types against what DuckDB reads from Parquet, and what we
// take them for.
func TestArrowTypes(t *testing.T) {
	s := openTemp(t)
	ints := func(values ...int64) []byte { return arrow.Int64Traits.CastToBytes(values) }
	wide := func(values ...int64) (all []byte) {
		var nums []decimal128.Num
		for _, v := range values {
			nums = append(nums, decimal128.FromI64(v))
		}
		return arrow.Decimal128Traits.CastToBytes(nums)
	}
	first := []byte{0b001} // of three, the others are NULL
	for _, test := range []struct {
		kind   arrow.DataType
		values [][]byte
		want   string
	}{
		{arrow.PrimitiveTypes.Int64, [][]byte{ints(-7, 0, 0)}, "BIGINT -7"},
		{&arrow.Decimal128Type{Precision: 4, Scale: 1}, [][]byte{wide(-95, 0, 0)}, "DECIMAL(4,1) -9.5"},
		{&arrow.Decimal128Type{Precision: 9, Scale: 2}, [][]byte{wide(-950, 0, 0)}, "DECIMAL(9,2) -9.50"},
		{&arrow.Decimal128Type{Precision: 18, Scale: 2}, [][]byte{wide(950, 0, 0)}, "DECIMAL(18,2) 9.50"},
		{&arrow.Decimal128Type{Precision: 38, Scale: 0}, [][]byte{wide(-1, 0, 0)}, "DECIMAL(38,0) -1"},
		{arrow.PrimitiveTypes.Float64, [][]byte{arrow.Float64Traits.CastToBytes([]float64{0.1, 0, 0})}, "DOUBLE 0.1"},
		{arrow.BinaryTypes.String, [][]byte{arrow.Int32Traits.CastToBytes([]int32{0, 5, 5, 5}), []byte("früh")}, "VARCHAR früh"},
		{arrow.BinaryTypes.Binary, [][]byte{arrow.Int32Traits.CastToBytes([]int32{0, 2, 2, 2}), {0, 255}}, `BLOB \x00\xFF`},
		{arrow.FixedWidthTypes.Boolean, [][]byte{{1}}, "BOOLEAN true"},
		{arrow.FixedWidthTypes.Date32, [][]byte{arrow.Int32Traits.CastToBytes([]int32{-1, 0, 0})}, "DATE 1969-12-31"},
		{arrow.FixedWidthTypes.Time64us, [][]byte{ints(86_399_999_999, 0, 0)}, "TIME 23:59:59.999999"},
		{arrow.FixedWidthTypes.Time64ns, [][]byte{ints(86_399_999_999_000, 0, 0)}, "TIME_NS 23:59:59.999999"},
		{&arrow.TimestampType{Unit: arrow.Microsecond}, [][]byte{ints(-1, 0, 0)}, "TIMESTAMP 1969-12-31 23:59:59.999999"},
		{arrow.FixedWidthTypes.Timestamp_us, [][]byte{ints(-1, 0, 0)}, "TIMESTAMP WITH TIME ZONE 1969-12-31 23:59:59.999999+00"},
	} {
		c := column(test.kind, 3, 2, append([][]byte{first}, test.values...)...)
		file := filepath.Join(t.TempDir(), "c.parquet")
		writeParquet(t, file, of(c))
		err := withView(t, s, of(c), func(ctx context.Context, tx *Tx, _ func() error) error {
			for _, from := range []string{"v", "read_parquet(" + Literal(file) + ")"} {
				var got, nulls string
				err := tx.QueryRow(ctx, "SELECT max(typeof(c) || ' ' || c::VARCHAR), count(*) || ' ' || count(c) FROM "+from).Scan(&got, &nulls)
				if err != nil || got != test.want || nulls != "3 1" {
					t.Errorf("%s of %s: %s, rows and values %s, %v, want %s", test.kind, from, got, nulls, err, test.want)
				}
			}
			return nil
		})
		if err != nil {
			t.Errorf("%s: %s", test.kind, hinted(err))
		}
	}
}

func writeParquet(t *testing.T, path string, r array.RecordReader) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w, err := pqarrow.NewFileWriter(r.Schema(), file, parquet.NewWriterProperties(), pqarrow.DefaultWriterProps())
	if err != nil {
		t.Fatal(err)
	}
	for r.Next() {
		err = errors.Join(err, w.Write(r.RecordBatch()))
	}
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestArrowDamage: DuckDB would read beyond the memory of what does not fit together.
func TestArrowDamage(t *testing.T) {
	s := openTemp(t)
	offsets := func(values ...int32) []byte { return arrow.Int32Traits.CastToBytes(values) }
	text, bytes, whole := arrow.BinaryTypes.String, arrow.BinaryTypes.Binary, arrow.PrimitiveTypes.Int64
	for name, damaged := range map[string]arrow.Array{
		"no UTF-8":            column(text, 2, 0, nil, offsets(0, 1, 3), []byte("a\xc3\x28")),
		"half a letter":       column(text, 2, 0, nil, offsets(0, 1, 2), []byte("ü")),
		"offsets go back":     column(text, 3, 0, nil, offsets(0, 3, 1, 3), []byte("abc")),
		"offsets lie outside": column(bytes, 3, 0, nil, offsets(0, 300, 1, 3), []byte("abc")),
		"offsets below zero":  column(bytes, 2, 0, nil, offsets(-5, 1, 3), []byte("abc")),
		"no values":           column(whole, 3, 0, nil, nil),
		"too few NULLs":       column(whole, 20, 3, []byte{1}, make([]byte, 160)),
	} {
		err := withView(t, s, of(damaged), func(ctx context.Context, tx *Tx, _ func() error) error {
			_, err := tx.Exec(ctx, "CREATE TEMP TABLE x AS SELECT * FROM v")
			return err
		})
		if err == nil || err.Error() != "column c of its records is damaged" {
			t.Errorf("%s: %v", name, err)
		}
	}
	err := withView(t, s, of(column(arrow.PrimitiveTypes.Int8, 1, 0, nil, []byte{1})), func(context.Context, *Tx, func() error) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "column c is of Arrow's type int8") {
		t.Errorf("a type that is not checked: %v", err)
	}
}
