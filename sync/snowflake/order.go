package snowflake

import (
	"fmt"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/decimal128"
)

// order watches that rows come sorted from page to page: a page that came twice,
// or in the place of another, does not fit in.
type order struct {
	column string
	small  bool // of a small table, whose key is any text: it may be sorted by rules of its own
	last   rank
	begun  bool
}

// rank is a cursor as it compares: a number, or text.
type rank struct {
	number decimal128.Num
	text   string
}

func (r rank) before(other rank) bool {
	return r.number.Less(other.number) || r.number == other.number && r.text < other.text
}

// rankOf reads a cursor. Numbers and instants do not compare as they are spelt: -20 lies
// before -1, and 10:00:00Z before 10:00:00.5Z.
func rankOf(keys arrow.Array, at int) rank {
	switch k := keys.(type) {
	case *array.Int64:
		return rank{number: decimal128.FromI64(k.Value(at))}
	case *array.Timestamp:
		return rank{number: decimal128.FromI64(int64(k.Value(at)))}
	case *array.Decimal128:
		return rank{number: k.Value(at)}
	}
	return rank{text: keys.ValueStr(at)}
}

// isNumber tells whether rankOf compares numbers.
func isNumber(keys arrow.Array) bool {
	switch keys.(type) {
	case *array.Int64, *array.Timestamp, *array.Decimal128:
		return true
	}
	return false
}

func (o *order) check(record arrow.RecordBatch) error {
	at := record.Schema().FieldIndices(o.column)
	if o.column == "" || len(at) == 0 {
		return nil
	}
	keys := record.Column(at[0])
	if o.small && !isNumber(keys) {
		return nil
	}
	first, last := -1, -1
	for i := range keys.Len() { // NULLs lie at the end
		if keys.IsValid(i) {
			first = i
			break
		}
	}
	for i := keys.Len() - 1; i >= 0 && first >= 0; i-- {
		if keys.IsValid(i) {
			last = i
			break
		}
	}
	if first < 0 {
		return nil
	}
	if o.begun && rankOf(keys, first).before(o.last) {
		return fmt.Errorf("%w: its rows belong before those of the page before it", errPage)
	}
	o.last, o.begun = rankOf(keys, last), true
	return nil
}
