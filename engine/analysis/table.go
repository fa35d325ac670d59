package analysis

// Table is any answer as rows of named columns, for the command line and REST.
type Table struct {
	Columns []Column
	Rows    [][]any // nil, string, int64, uint64, float64, bool or time.Time
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
