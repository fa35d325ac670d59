package files

import (
	"bytes"
	"context"
	"fmt"
	"strings"
)

// quotesClosed refuses a CSV that ends inside quotes, as one does that was cut
// short. DuckDB says so itself where it reads one file; where it reads many at
// once (v1.5) it drops the last row and says nothing.
func (s *Source) quotesClosed(ctx context.Context, i inspected) error {
	if i.layout.format.kind != "csv" {
		return nil
	}
	// Quotes come in pairs. Counting them runs at the speed of memory; the exact
	// reading is needed only for what looks open, such as a name with an inch sign.
	odd := false
	err := s.eachPiece(ctx, i.file, func(text []byte) bool {
		odd = odd != (bytes.Count(text, []byte{'"'})%2 == 1)
		return true
	})
	if err != nil || !odd {
		return err
	}
	q := newQuotes(i.layout.comma, maxLine)
	err = s.eachPiece(ctx, i.file, q.read)
	switch {
	case err != nil:
		return err
	case q.ran > 0:
		return runaway(i.name, q.ran)
	case q.open:
		return broken(i.name, fmt.Sprintf("a quote is never closed (line %d)", q.opened),
			"the file may have been cut short, or be still in the writing; quotes inside a field are doubled", nil)
	}
	return nil
}

// runaway is a row that has no end.
func runaway(name string, line int) error {
	return broken(name, fmt.Sprintf("what begins in line %d is longer than %d MB", line, maxLine>>20),
		"look at that line: a quote that is never closed, or a field that is no packet", nil)
}

// quotes follows a CSV through its quoted fields.
type quotes struct {
	commas       string // each of them ends a field
	start        bool   // at the start of a field
	open         bool   // inside quotes; a doubled quote closes and opens them
	closed       bool   // right after a quote that closed them
	line, opened int    // the present line, and that of the last opening quote
	row, limit   int    // bytes of the present row, and how many it may have
	ran          int    // line in which the field begins that made the row too long; 0 is none
}

func newQuotes(commas string, limit int) *quotes {
	return &quotes{commas: commas, start: true, line: 1, limit: limit}
}

// read goes on through a piece, and tells whether it wants more.
func (q *quotes) read(text []byte) bool {
	for _, c := range text {
		if q.row++; q.row > q.limit {
			if q.ran = q.line; q.open {
				q.ran = q.opened
			}
			return false
		}
		if c == '\n' {
			q.line++
		}
		switch {
		case q.open:
			q.open, q.closed = c != '"', c == '"'
		case c == '"' && q.closed:
			q.open, q.closed = true, false
		case c == '"' && q.start:
			q.open, q.start, q.opened = true, false, q.line
		default:
			q.start, q.closed = strings.IndexByte(q.commas, c) >= 0 || c == '\n' || c == '\r' || c == ' ' && q.start, false
		}
		if c == '\n' && !q.open {
			q.row = 0
		}
	}
	return true
}
