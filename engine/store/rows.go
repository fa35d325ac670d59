package store

import (
	"database/sql"
	"fmt"
)

// Column is a column of a result.
type Column struct {
	Name  string // unique in the result: a second x is called x_1
	Given string // as the query names it
	Type  string // DuckDB's, such as BIGINT, DECIMAL(18,2), STRUCT("a" INTEGER)
}

// Rows is a result of any shape. Its values have few Go types, the same for
// JSON, CSV and tables:
//
//	BOOLEAN                          bool
//	TINYINT … BIGINT, UTINYINT …     int64
//	UBIGINT                          uint64
//	HUGEINT, UHUGEINT, BIGNUM        int64 if it fits, else *big.Int
//	DECIMAL                          json.Number, exact
//	FLOAT, DOUBLE                    float64; NaN and ±infinity are nil
//	VARCHAR, ENUM, UUID, BIT, TIME   string
//	DATE                             string, 2026-11-24
//	TIMESTAMP, TIMESTAMPTZ           time.Time in UTC; string outside the years 1 to 9999 ('infinity')
//	INTERVAL                         string in DuckDB's words, '1 month 2 days 03:04:05'
//	BLOB                             []byte
//	JSON                             json.RawMessage; see UserQuery
//	LIST, ARRAY                      []any
//	STRUCT, MAP                      map[string]any
//	UNION                            its value
//	NULL                             nil
//
// A DATE inside a STRUCT, MAP or UNION is a time.Time, since the driver does
// not say which it is.
type Rows struct {
	rows      *sql.Rows
	columns   []Column
	values    []any
	targets   []any
	limit     int // 0 is none
	read      int
	truncated bool
	err       error
	explain   func(error) error
	close     func() error // after the rows
}

// NewRows reads a result generically. The caller closes it.
func NewRows(rows *sql.Rows) (*Rows, error) {
	types, err := rows.ColumnTypes()
	if err != nil {
		return nil, err
	}
	r := &Rows{rows: rows, values: make([]any, len(types)), targets: make([]any, len(types)), explain: Explain}
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = t.Name()
	}
	for i, name := range uniqueNames(names) {
		r.columns = append(r.columns, Column{Name: name, Given: names[i], Type: types[i].DatabaseTypeName()})
		r.targets[i] = &r.values[i]
	}
	return r, nil
}

// uniqueNames numbers repeated names, as CREATE TABLE AS does: rows become
// JSON objects.
func uniqueNames(names []string) []string {
	taken, seen := map[string]bool{}, map[string]int{}
	for _, name := range names {
		taken[name] = true
	}
	unique := make([]string, len(names))
	for i, name := range names {
		unique[i] = name
		for n := seen[name]; n > 0 && unique[i] == name; n++ {
			if next := fmt.Sprintf("%s_%d", name, n); !taken[next] {
				taken[next], unique[i] = true, next
			}
		}
		seen[name]++
	}
	return unique
}

// Columns are those of the result, in its order. Do not change them.
func (r *Rows) Columns() []Column { return r.columns }

// Next goes to the next row; false at the end, at the limit, and on an error.
func (r *Rows) Next() bool {
	if r.err != nil || !r.rows.Next() {
		return false
	}
	if r.limit > 0 && r.read == r.limit {
		r.truncated = true
		return false
	}
	r.read++
	r.err = r.rows.Scan(r.targets...)
	return r.err == nil
}

// Values is the current row, one value a column. The slice is the caller's.
func (r *Rows) Values() []any {
	row := make([]any, len(r.values))
	for i, v := range r.values {
		row[i] = plain(v, r.columns[i].Type)
	}
	return row
}

// Truncated tells that there were more rows than the limit.
func (r *Rows) Truncated() bool { return r.truncated }

// Err is what ended Next early; nil at the end of the rows.
func (r *Rows) Err() error {
	if r.err != nil {
		return r.explain(r.err)
	}
	return r.explain(r.rows.Err())
}

// Close frees the result. It may be called twice.
func (r *Rows) Close() error {
	err := r.rows.Close()
	if r.close != nil {
		if closing := r.close(); err == nil {
			err = closing
		}
		r.close = nil
	}
	return err
}

// All reads what is left, and closes.
func (r *Rows) All() ([][]any, error) {
	var all [][]any
	for r.Next() {
		all = append(all, r.Values())
	}
	err := r.Err()
	if closing := r.Close(); err == nil {
		err = closing
	}
	return all, err
}
