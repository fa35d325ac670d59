package analysis

import "slices"

// Table is any answer as rows of named columns, for the command line and REST.
type Table struct {
	Columns []Column
	Rows    [][]any // nil, string, int64, uint64, float64, bool or time.Time
}

// first is its first row by the names of columns, empty without a row.
func (t Table) first() namedRow {
	if len(t.Rows) == 0 {
		return namedRow{}
	}
	return t.row(0)
}

// row is a row by the names of columns.
func (t Table) row(n int) namedRow {
	row := namedRow{}
	for i, c := range t.Columns {
		row[c.Name] = t.Rows[n][i]
	}
	return row
}

// before is the table without a column and all that follow it.
func (t Table) before(name string) Table {
	n := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
	rows := make([][]any, len(t.Rows))
	for i := range t.Rows {
		rows[i] = t.Rows[i][:n]
	}
	return Table{Columns: t.Columns[:n], Rows: rows}
}

// namedRow is values by the names of their columns.
type namedRow map[string]any

func (t namedRow) count(name string) int64 { return toldOf[int64](t, name) }

func (t namedRow) real(name string) *float64 { return valueOf[float64](t[name]) }

func toldOf[T any](t namedRow, name string) T {
	v, _ := t[name].(T)
	return v
}

// Column describes a column of a Table.
type Column struct {
	Name string // as in the contract: 'run_time_us'
	Unit string // 's', 'us', 'share' or ""
	Kind Kind
}

// Kind tells how a value is printed.
type Kind int

// The kinds of columns.
const (
	Text    Kind = iota
	Whole        // int64
	Real         // float64
	Date         // time.Time, only its date counts
	Instant      // time.Time in UTC
	Local        // time.Time without zone, on the plant's clock
	Truth        // bool
)
