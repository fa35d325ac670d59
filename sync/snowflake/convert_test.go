package snowflake

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/decimal128"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

func ints[T any](b interface {
	AppendValues([]T, []bool)
	NewArray() arrow.Array
}, values ...T) arrow.Array {
	valid := make([]bool, len(values)+1)
	for i := range values {
		valid[i] = true
	}
	var none T
	b.AppendValues(append(values, none), valid)
	return b.NewArray()
}

// structs makes an array of structs of an epoch and further numbers; the last is
// NULL.
func structs(names string, rows ...[]int64) arrow.Array {
	fields := []arrow.Field{{Name: "epoch", Type: arrow.PrimitiveTypes.Int64}}
	for _, name := range strings.Fields(names) {
		fields = append(fields, arrow.Field{Name: name, Type: arrow.PrimitiveTypes.Int32})
	}
	b := array.NewStructBuilder(memory.DefaultAllocator, arrow.StructOf(fields...))
	for _, row := range rows {
		b.Append(true)
		b.FieldBuilder(0).(*array.Int64Builder).Append(row[0])
		for i, v := range row[1:] {
			b.FieldBuilder(i + 1).(*array.Int32Builder).Append(int32(v))
		}
	}
	b.AppendNull()
	return b.NewArray()
}

// TestConvert has the ends of each type in each shape that the warehouse sends
// it in; a NULL is added to all.
func TestConvert(t *testing.T) {
	pool := memory.DefaultAllocator
	i8, i16, i32, i64 := array.NewInt8Builder(pool), array.NewInt16Builder(pool), array.NewInt32Builder(pool), array.NewInt64Builder(pool)
	big := func(text string) decimal128.Num {
		n, err := decimal128.FromString(text, 38, 0)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	wide := func(scale int32, values ...decimal128.Num) arrow.Array {
		return ints(array.NewDecimal128Builder(pool, &arrow.Decimal128Type{Precision: 38, Scale: scale}), values...)
	}
	nines := strings.Repeat("9", 38)
	tests := []struct {
		name string
		as   declared
		in   arrow.Array
		want string // type, then values
	}{
		{"whole in 8 bits", declared{"N", "fixed", 18, 0}, ints(i8, 1, -128, 127), "int64 1 -128 127"},
		{"whole in 64 bits", declared{"N", "fixed", 18, 0}, ints(i64, math.MinInt64, math.MaxInt64), "int64 -9223372036854775808 9223372036854775807"},
		{"38 digits in 16 bits", declared{"N", "fixed", 38, 0}, ints(i16, -32768, 5), "decimal(38, 0) -32768 5"},
		{"38 digits", declared{"N", "fixed", 38, 0}, wide(0, big(nines), big("-"+nines)), "decimal(38, 0) " + nines + " -" + nines},
		{"money in 32 bits", declared{"N", "fixed", 10, 2}, ints(i32, -1250, 7), "decimal(10, 2) -12.5 0.07"},
		{"37 digits behind the point", declared{"N", "fixed", 38, 37}, wide(37, big(nines)), "decimal(38, 37) 9." + nines[1:]},
		{"time of day to the second", declared{"T", "time", 0, 0}, ints(i32, 0, 86399), "time64[us] 00:00:00.000000 23:59:59.000000"},
		{"time of day to the ns", declared{"T", "time", 0, 9}, ints(i64, 86399999999999), "time64[us] 23:59:59.999999"},
		{"ntz in ms, before 1970", declared{"T", "timestamp_ntz", 0, 3}, ints(i64, -1, 1), "timestamp[us] 1969-12-31T23:59:59.999 1970-01-01T00:00:00.001"},
		{"ntz in seconds, far off", declared{"T", "timestamp_ntz", 0, 0}, ints(i64, 253402300799), "timestamp[us] 9999-12-31T23:59:59"},
		{"ntz in 100 ns is cut off downwards", declared{"T", "timestamp_ntz", 0, 7}, ints(i64, -1, 19), "timestamp[us] 1969-12-31T23:59:59.999999 1970-01-01T00:00:00.000001"},
		{"ntz of two parts", declared{"T", "timestamp_ntz", 0, 9}, structs("fraction", []int64{-1, 999999999}, []int64{253402300799, 1000}),
			"timestamp[us] 1969-12-31T23:59:59.999999 9999-12-31T23:59:59.000001"},
		{"ltz of two parts", declared{"T", "timestamp_ltz", 0, 9}, structs("fraction", []int64{1780308000, 500000000}), "timestamp[us, tz=UTC] 2026-06-01T10:00:00.5Z"},
		{"ltz in us", declared{"T", "timestamp_ltz", 0, 6}, ints(i64, 1780308000000001), "timestamp[us, tz=UTC] 2026-06-01T10:00:00.000001Z"},
		{"tz of two parts", declared{"T", "timestamp_tz", 0, 3}, structs("timezone", []int64{1780308000001, 1560}), "timestamp[us, tz=UTC] 2026-06-01T10:00:00.001Z"},
		{"tz of three parts", declared{"T", "timestamp_tz", 0, 9}, structs("fraction timezone", []int64{1780308000, 1000, 0}), "timestamp[us, tz=UTC] 2026-06-01T10:00:00.000001Z"},
		{"float", declared{"F", "real", 0, 0}, ints(array.NewFloat64Builder(pool), 0.1, math.Inf(-1), math.NaN()), "float64 0.1 -Inf NaN"},
		{"text", declared{"V", "text", 0, 0}, ints(array.NewStringBuilder(pool), "", "ü"), "utf8  ü"},
		{"variant", declared{"V", "variant", 0, 0}, ints(array.NewStringBuilder(pool), `{"a":1}`), `utf8 {"a":1}`},
		{"geography", declared{"V", "geography", 0, 0}, ints(array.NewStringBuilder(pool), "POINT(1 2)"), "utf8 POINT(1 2)"},
		{"boolean", declared{"B", "boolean", 0, 0}, ints(array.NewBooleanBuilder(pool), true, false), "bool true false"},
		{"date", declared{"D", "date", 0, 0}, ints(array.NewDate32Builder(pool), arrow.Date32(-1), arrow.Date32(2932896)), "date32 1969-12-31 9999-12-31"},
		{"binary", declared{"B", "binary", 0, 0}, ints(array.NewBinaryBuilder(pool, arrow.BinaryTypes.Binary), []byte{0, 255}), "binary AP8="},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			kind, err := test.as.arrowType()
			if err != nil {
				t.Fatal(err)
			}
			out, err := test.as.convert(test.in, kind)
			if err != nil {
				t.Fatal(err)
			}
			got := fmt.Sprint(out.DataType())
			for i := range out.Len() - 1 {
				got += " " + out.ValueStr(i)
			}
			if out.IsValid(out.Len()-1) || out.NullN() != 1 {
				t.Errorf("the NULL at the end is gone: %v", out)
			}
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestConvertRefuses(t *testing.T) {
	if _, err := (declared{name: "V", kind: "vector"}).arrowType(); err == nil || !strings.Contains(err.Error(), "read column V: it is of type vector") {
		t.Errorf("an unknown type: %v", err)
	}
	d := declared{"N", "fixed", 18, 0}
	if _, err := d.convert(ints(array.NewStringBuilder(memory.DefaultAllocator), "1"), arrow.PrimitiveTypes.Int64); err == nil {
		t.Error("text in the place of numbers passes")
	}
}
