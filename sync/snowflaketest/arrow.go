package snowflaketest

import (
	"bytes"
	"io"
	"math/big"
	"strconv"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/decimal128"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

// arrowStream is a page of a result as the warehouse sends it: integers as
// narrow as the page's values allow, times as integers of their scale or as
// structs of epoch and fraction.
func arrowStream(columns []column, rows [][]any) ([]byte, error) {
	var fields []arrow.Field
	var arrays []arrow.Array
	for i, c := range columns {
		a := arrowColumn(c, rows, i)
		meta := arrow.NewMetadata([]string{"logicalType", "precision", "scale"},
			[]string{strings.ToUpper(c.wire), strconv.Itoa(c.precision), strconv.Itoa(c.scale)})
		fields = append(fields, arrow.Field{Name: c.name, Type: a.DataType(), Nullable: true, Metadata: meta})
		arrays = append(arrays, a)
	}
	schema := arrow.NewSchema(fields, nil)
	record := array.NewRecordBatch(schema, arrays, int64(len(rows)))
	var out bytes.Buffer
	w := ipc.NewWriter(&out, ipc.WithSchema(schema))
	if err := w.Write(record); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return io.ReadAll(&out)
}

// appended makes an array of a column's cells, NULLs included.
func appended[B array.Builder](b B, rows [][]any, at int, add func(B, any)) arrow.Array {
	for _, row := range rows {
		if row[at] == nil {
			b.AppendNull()
			continue
		}
		add(b, row[at])
	}
	return b.NewArray()
}

func arrowColumn(c column, rows [][]any, at int) arrow.Array {
	pool := memory.DefaultAllocator
	switch c.wire {
	case "fixed":
		return arrowFixed(c, rows, at)
	case "real":
		return appended(array.NewFloat64Builder(pool), rows, at, func(b *array.Float64Builder, v any) { b.Append(v.(float64)) })
	case "boolean":
		return appended(array.NewBooleanBuilder(pool), rows, at, func(b *array.BooleanBuilder, v any) { b.Append(v.(bool)) })
	case "binary":
		return appended(array.NewBinaryBuilder(pool, arrow.BinaryTypes.Binary), rows, at, func(b *array.BinaryBuilder, v any) { b.Append(v.([]byte)) })
	case "date":
		return appended(array.NewDate32Builder(pool), rows, at, func(b *array.Date32Builder, v any) { b.Append(arrow.Date32(v.(int64))) })
	case "time":
		return arrowTime(c, rows, at)
	case "timestamp_ntz", "timestamp_ltz", "timestamp_tz":
		return arrowInstant(c, rows, at)
	default:
		return appended(array.NewStringBuilder(pool), rows, at, func(b *array.StringBuilder, v any) { b.Append(v.(string)) })
	}
}

// arrowFixed takes the narrowest type that holds all values of the page.
func arrowFixed(c column, rows [][]any, at int) arrow.Array {
	pool := memory.DefaultAllocator
	bits := 0
	for _, row := range rows {
		if row[at] != nil {
			bits = max(bits, bitsOf(unscaled(row[at])))
		}
	}
	small := func(v any) int64 { return unscaled(v).Int64() }
	switch {
	case bits <= 8:
		return appended(array.NewInt8Builder(pool), rows, at, func(b *array.Int8Builder, v any) { b.Append(int8(small(v))) })
	case bits <= 16:
		return appended(array.NewInt16Builder(pool), rows, at, func(b *array.Int16Builder, v any) { b.Append(int16(small(v))) })
	case bits <= 32:
		return appended(array.NewInt32Builder(pool), rows, at, func(b *array.Int32Builder, v any) { b.Append(int32(small(v))) })
	case bits <= 64:
		return appended(array.NewInt64Builder(pool), rows, at, func(b *array.Int64Builder, v any) { b.Append(small(v)) })
	}
	kind := &arrow.Decimal128Type{Precision: 38, Scale: int32(c.scale)}
	return appended(array.NewDecimal128Builder(pool, kind), rows, at, func(b *array.Decimal128Builder, v any) {
		b.Append(decimal128.FromBigInt(unscaled(v)))
	})
}

// unscaled is a number without its point.
func unscaled(cell any) *big.Int {
	n, _ := new(big.Int).SetString(strings.ReplaceAll(cell.(string), ".", ""), 10) // DuckDB wrote it
	return n
}

func bitsOf(n *big.Int) int {
	if n.Sign() < 0 {
		n = new(big.Int).Not(n)
	}
	return n.BitLen() + 1
}

func arrowTime(c column, rows [][]any, at int) arrow.Array {
	pool := memory.DefaultAllocator
	units := func(v any) int64 { return v.(int64) * 1000 / power(9-c.scale) }
	if c.scale < 5 {
		return appended(array.NewInt32Builder(pool), rows, at, func(b *array.Int32Builder, v any) { b.Append(int32(units(v))) })
	}
	return appended(array.NewInt64Builder(pool), rows, at, func(b *array.Int64Builder, v any) { b.Append(units(v)) })
}

func arrowInstant(c column, rows [][]any, at int) arrow.Array {
	pool := memory.DefaultAllocator
	if c.wire != "timestamp_tz" && c.scale <= 7 {
		return appended(array.NewInt64Builder(pool), rows, at, func(b *array.Int64Builder, v any) { b.Append(instantOf(c, v).units(c.scale)) })
	}
	fields := []arrow.Field{{Name: "epoch", Type: arrow.PrimitiveTypes.Int64}, {Name: "fraction", Type: arrow.PrimitiveTypes.Int32}}
	short := c.wire == "timestamp_tz" && c.scale <= 3
	if short {
		fields = fields[:1]
	}
	if c.wire == "timestamp_tz" {
		fields = append(fields, arrow.Field{Name: "timezone", Type: arrow.PrimitiveTypes.Int32})
	}
	return appended(array.NewStructBuilder(pool, arrow.StructOf(fields...)), rows, at, func(b *array.StructBuilder, v any) {
		i := instantOf(c, v)
		b.Append(true)
		if short {
			b.FieldBuilder(0).(*array.Int64Builder).Append(i.units(c.scale))
		} else {
			b.FieldBuilder(0).(*array.Int64Builder).Append(i.seconds)
			b.FieldBuilder(1).(*array.Int32Builder).Append(i.fraction)
		}
		if c.wire == "timestamp_tz" {
			b.FieldBuilder(len(fields) - 1).(*array.Int32Builder).Append(i.zone)
		}
	})
}
