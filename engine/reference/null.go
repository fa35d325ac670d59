package reference

import (
	"database/sql"
	"strings"
)

// Int, Float and Text are nullable values that compare with == and can be
// scanned from a database.
type (
	Int   = sql.Null[int64]
	Float = sql.Null[float64]
	Text  = sql.Null[string]
)

func some[T any](v T) sql.Null[T] { return sql.Null[T]{V: v, Valid: true} }

func null[T any](p *T) sql.Null[T] {
	if p == nil {
		return sql.Null[T]{}
	}
	return some(*p)
}

const blanks = " \t\n\v\f\r"

// code trims and upper-cases a code; one without any character is NULL.
func code(p *string) Text {
	if p == nil {
		return Text{}
	}
	c := strings.ToUpper(strings.Trim(*p, blanks))
	return Text{V: c, Valid: c != ""}
}

// compareInt orders nullable integers with NULL first.
func compareInt(a, b Int) int {
	switch {
	case a.Valid != b.Valid:
		if b.Valid {
			return -1
		}
		return 1
	case a.V < b.V:
		return -1
	case a.V > b.V:
		return 1
	}
	return 0
}
