package snowflake

import (
	"fmt"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/decimal128"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"sprue/engine"
)

// The warehouse sends integers as narrow as a page allows, numbers with a point
// as integers without, and times as integers of their scale or as structs of
// seconds and nanoseconds. Here each column gets the one type that its
// declaration says, whatever the page. No value is rounded but two: instants and
// times of day are kept to the microsecond, as everywhere in the mirror; what lies
// below is cut off.

// declared is a column as the result describes it.
type declared struct {
	name             string
	kind             string // lower case: fixed, real, text, …
	precision, scale int
}

// arrowType is the type of a column in the file, for all its pages.
func (d declared) arrowType() (arrow.DataType, error) {
	switch d.kind {
	case "fixed":
		if d.scale == 0 && d.precision <= 18 {
			return arrow.PrimitiveTypes.Int64, nil
		}
		return &arrow.Decimal128Type{Precision: int32(max(d.precision, d.scale)), Scale: int32(d.scale)}, nil
	case "real":
		return arrow.PrimitiveTypes.Float64, nil
	case "text", "variant", "object", "array", "geography", "geometry":
		return arrow.BinaryTypes.String, nil
	case "binary":
		return arrow.BinaryTypes.Binary, nil
	case "boolean":
		return arrow.FixedWidthTypes.Boolean, nil
	case "date":
		return arrow.FixedWidthTypes.Date32, nil
	case "time":
		return arrow.FixedWidthTypes.Time64us, nil
	case "timestamp_ntz":
		return &arrow.TimestampType{Unit: arrow.Microsecond}, nil
	case "timestamp_ltz", "timestamp_tz":
		return arrow.FixedWidthTypes.Timestamp_us, nil
	}
	return nil, d.wrong("is of type %s, which cannot be mirrored", d.kind)
}

// wrong is an error that no further try mends.
func (d declared) wrong(format string, args ...any) error {
	return &engine.Error{Code: engine.CodeData, Doing: "read column " + d.name, Message: "it " + fmt.Sprintf(format, args...), Hint: "leave it out, or cast it, in a view of the table's name"}
}

// convert gives a page's column the type of the file.
func (d declared) convert(in arrow.Array, to arrow.DataType) (arrow.Array, error) {
	if in.Data().Offset() != 0 {
		return nil, d.wrong("begins in the middle of a page")
	}
	switch to := to.(type) {
	case *arrow.Decimal128Type:
		return d.decimals(in, to)
	case *arrow.Int64Type:
		return d.integers(in, to, 1, 1)
	case *arrow.Time64Type:
		times, by := d.toMicros()
		return d.integers(in, to, times, by)
	case *arrow.TimestampType:
		return d.instants(in, to)
	}
	if !arrow.TypeEqual(in.DataType(), to) {
		return nil, d.surprise(in)
	}
	in.Retain()
	return in, nil
}

func (d declared) surprise(in arrow.Array) error {
	return d.wrong("is of type %s and comes as %s, which is not known", d.kind, in.DataType())
}

// widened are the integers of a column as 64 bits; false where it has none.
func widened(in arrow.Array) ([]int64, bool) {
	switch in := in.(type) {
	case *array.Int8:
		return widen(in.Int8Values()), true
	case *array.Int16:
		return widen(in.Int16Values()), true
	case *array.Int32:
		return widen(in.Int32Values()), true
	case *array.Int64:
		return in.Int64Values(), true
	}
	return nil, false
}

func widen[T int8 | int16 | int32](values []T) []int64 {
	wide := make([]int64, len(values))
	for i, v := range values {
		wide[i] = int64(v)
	}
	return wide
}

// integers gives integers in another unit: times so much, then divided and
// rounded down.
func (d declared) integers(in arrow.Array, to arrow.DataType, times, by int64) (arrow.Array, error) {
	values, ok := widened(in)
	if !ok {
		return nil, d.surprise(in)
	}
	if times != 1 || by != 1 {
		scaled := make([]int64, len(values))
		for i, v := range values {
			scaled[i] = floor(v*times, by)
		}
		values = scaled
	}
	return made(in, to, arrow.Int64Traits.CastToBytes(values)), nil
}

func floor(v, by int64) int64 {
	q := v / by
	if v%by < 0 {
		q--
	}
	return q
}

// toMicros makes microseconds of units of the scale: times so much, or divided by it.
func (d declared) toMicros() (times, by int64) {
	return power(max(0, 6-d.scale)), power(max(0, d.scale-6))
}

func power(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

// made is an array with the NULLs of another and values of its own.
func made(like arrow.Array, to arrow.DataType, values []byte) arrow.Array {
	nulls := like.Data().Buffers()[0]
	data := array.NewData(to, like.Len(), []*memory.Buffer{nulls, memory.NewBufferBytes(values)}, nil, like.NullN(), 0)
	defer data.Release()
	return array.MakeFromData(data)
}

// decimals gives numbers their point back.
func (d declared) decimals(in arrow.Array, to *arrow.Decimal128Type) (arrow.Array, error) {
	if wide, ok := in.(*array.Decimal128); ok {
		return made(in, to, arrow.Decimal128Traits.CastToBytes(wide.Values())), nil
	}
	values, ok := widened(in)
	if !ok {
		return nil, d.surprise(in)
	}
	wide := make([]decimal128.Num, len(values))
	for i, v := range values {
		wide[i] = decimal128.FromI64(v)
	}
	return made(in, to, arrow.Decimal128Traits.CastToBytes(wide)), nil
}

// instants reads the three shapes of a timestamp: units of its scale; seconds
// and nanoseconds; and either of them with the offset of a zone, which the
// instant does not need.
func (d declared) instants(in arrow.Array, to *arrow.TimestampType) (arrow.Array, error) {
	times, by := d.toMicros()
	parts, ok := in.(*array.Struct)
	if !ok {
		return d.integers(in, to, times, by)
	}
	kind := parts.DataType().(*arrow.StructType)
	epoch, okEpoch := parts.Field(0).(*array.Int64)
	if !okEpoch {
		return nil, d.surprise(in)
	}
	micros := make([]int64, in.Len())
	fraction, split := fieldNamed(parts, kind, "fraction")
	for i, v := range epoch.Int64Values() {
		if split {
			micros[i] = v*1_000_000 + int64(fraction[i])/1_000
		} else {
			micros[i] = floor(v*times, by)
		}
	}
	return made(in, to, arrow.Int64Traits.CastToBytes(micros)), nil
}

func fieldNamed(parts *array.Struct, kind *arrow.StructType, name string) ([]int32, bool) {
	at, ok := kind.FieldIdx(name)
	if !ok {
		return nil, false
	}
	field, ok := parts.Field(at).(*array.Int32)
	if !ok {
		return nil, false
	}
	return field.Int32Values(), true
}
