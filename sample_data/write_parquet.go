package sampledata

import (
	"fmt"
	"io"

	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/schema"
)

// groupRows keeps row groups small (about 60,000 shots, 4 MB of JSON), so that
// a reader can give one to each of its cores.
const groupRows = 1024

// parquetFormat writes through the low-level column writers: packets are
// handed over as they lie in the batch, without a copy or an Arrow array.
type parquetFormat struct{}

func (parquetFormat) suffix() string { return ".parquet" }

func properties() *parquet.WriterProperties {
	return parquet.NewWriterProperties(
		parquet.WithCreatedBy("sprue"), parquet.WithCompression(compress.Codecs.Snappy),
		parquet.WithDictionaryFor("CONTENT", false), parquet.WithStatsFor("CONTENT", false),
		parquet.WithDictionaryFor("SHOT_START_TIME", false),
	)
}

func newParquet(w io.Writer, columns []column) (*file.Writer, error) {
	fields := schema.FieldList{}
	for _, c := range columns {
		node, err := schema.NewPrimitiveNodeLogical(c.name, parquet.Repetitions.Optional, c.kind.logical(), c.kind.physical(), -1, -1)
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", c.name, err)
		}
		fields = append(fields, node)
	}
	root, err := schema.NewGroupNode("schema", parquet.Repetitions.Required, fields, -1)
	if err != nil {
		return nil, err
	}
	return file.NewParquetWriterWithError(w, root, file.WithWriterProps(properties()))
}

func (k kind) physical() parquet.Type {
	switch k {
	case text:
		return parquet.Types.ByteArray
	case number:
		return parquet.Types.Double
	case date:
		return parquet.Types.Int32
	default:
		return parquet.Types.Int64
	}
}

func (k kind) logical() schema.LogicalType {
	switch k {
	case text:
		return schema.StringLogicalType{}
	case date:
		return schema.DateLogicalType{}
	case instant:
		// Not adjusted to UTC: readers get a TIMESTAMP, not one with a zone.
		return schema.NewTimestampLogicalType(false, schema.TimeUnitMicros)
	default:
		return nil
	}
}

// shots writes packets, groupRows to a row group.
func (parquetFormat) shots(w io.Writer, rows []row) error {
	out, err := newParquet(w, shotColumns())
	if err != nil {
		return err
	}
	block := shotBlock{levels: ones(groupRows)}
	for len(rows) > 0 {
		n := min(groupRows, len(rows))
		if err := block.write(out, rows[:n]); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return out.Close()
}

// shotBlock is one row group in the making.
type shotBlock struct {
	levels   []int16
	counters []parquet.ByteArray
	starts   []int64
	contents []parquet.ByteArray
}

func (b *shotBlock) write(out *file.Writer, rows []row) error {
	b.counters, b.starts, b.contents = b.counters[:0], b.starts[:0], b.contents[:0]
	for _, r := range rows {
		b.counters = append(b.counters, parquet.ByteArray(r.counter))
		b.starts = append(b.starts, r.start)
		b.contents = append(b.contents, r.content)
	}
	group, err := out.AppendRowGroupChecked()
	if err != nil {
		return err
	}
	levels := b.levels[:len(rows)]
	for _, values := range []any{b.counters, b.starts, b.contents} {
		if err := writeColumn(group, values, levels); err != nil {
			return err
		}
	}
	return group.Close()
}

// writeColumn writes the next column of a row group.
func writeColumn(group file.SerialRowGroupWriter, values any, levels []int16) error {
	column, err := group.NextColumn()
	if err != nil {
		return err
	}
	switch w := column.(type) {
	case *file.ByteArrayColumnChunkWriter:
		_, err = w.WriteBatch(values.([]parquet.ByteArray), levels, nil)
	case *file.Int64ColumnChunkWriter:
		_, err = w.WriteBatch(values.([]int64), levels, nil)
	case *file.Int32ColumnChunkWriter:
		_, err = w.WriteBatch(values.([]int32), levels, nil)
	case *file.Float64ColumnChunkWriter:
		_, err = w.WriteBatch(values.([]float64), levels, nil)
	default:
		err = fmt.Errorf("no writer for %T", column)
	}
	if err != nil {
		return err
	}
	return column.Close()
}

func ones(n int) []int16 {
	levels := make([]int16, n)
	for i := range levels {
		levels[i] = 1
	}
	return levels
}

// small writes a table in one row group.
func (parquetFormat) small(w io.Writer, t *table) error {
	out, err := newParquet(w, t.columns)
	if err != nil {
		return err
	}
	group, err := out.AppendRowGroupChecked()
	if err != nil {
		return err
	}
	for i, c := range t.columns {
		values, levels := t.vector(i, c.kind)
		if err := writeColumn(group, values, levels); err != nil {
			return fmt.Errorf("column %s: %w", c.name, err)
		}
	}
	if err := group.Close(); err != nil {
		return err
	}
	return out.Close()
}

// vector gives a column's values without its NULLs, and the levels that say
// where those are.
func (t *table) vector(i int, k kind) (any, []int16) {
	switch k {
	case text:
		return gather(t, i, func(v any) parquet.ByteArray { return parquet.ByteArray(v.(string)) })
	case number:
		return gather(t, i, func(v any) float64 { return v.(float64) })
	case date:
		return gather(t, i, func(v any) int32 { return int32(v.(int64)) })
	default:
		return gather(t, i, func(v any) int64 { return v.(int64) })
	}
}

func gather[T any](t *table, i int, as func(any) T) ([]T, []int16) {
	values, levels := make([]T, 0, len(t.rows)), make([]int16, len(t.rows))
	for r, row := range t.rows {
		if row[i] != nil {
			values, levels[r] = append(values, as(row[i])), 1
		}
	}
	return values, levels
}
