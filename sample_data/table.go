package sampledata

// kind is the type of a column.
type kind int

const (
	whole   kind = iota // int64
	text                // string
	number              // float64
	instant             // int64, µs since 1970, no zone
	date                // int64, days since 1970
)

type column struct {
	name string
	kind kind
}

// table is a small table; a nil value is NULL, the others are what the
// column's kind says.
type table struct {
	name    string
	columns []column
	rows    [][]any
}

func (t *table) add(values ...any) { t.rows = append(t.rows, values) }

func shotColumns() []column {
	return []column{{"COUNTER_CODE", text}, {"SHOT_START_TIME", whole}, {"CONTENT", text}}
}

func newStatistics() *table {
	return &table{name: "STATISTICS", columns: []column{{"CI", text}, {"MOLD_ID", whole}, {"MOLD_CODE", text}, {"HOUR", text}, {"SHOT_COUNT", whole}}}
}
