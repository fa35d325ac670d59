package files

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
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
	err := s.eachPiece(ctx, i, func(text []byte) { odd = odd != (bytes.Count(text, []byte{'"'})%2 == 1) })
	if err != nil || !odd {
		return err
	}
	q := quotes{comma: i.layout.comma[0], line: 1, start: true}
	if err := s.eachPiece(ctx, i, q.read); err != nil || !q.open {
		return err
	}
	return broken(i.name, fmt.Sprintf("a quote is never closed (line %d)", q.opened),
		"the file may have been cut short, or be still in the writing; quotes inside a field are doubled", nil)
}

// eachPiece gives the unpacked text of a file piece by piece.
func (s *Source) eachPiece(ctx context.Context, i inspected, take func([]byte)) (err error) {
	handle, err := s.openFile(i.path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, handle.Close()) }()
	text, err := unpack(handle, i.layout.format.compression)
	buffer := make([]byte, 1<<20)
	for n := 0; err == nil; {
		n, err = text.Read(buffer)
		take(buffer[:n])
		err = errors.Join(err, ctx.Err())
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, io.EOF):
		return nil
	default:
		return broken(i.name, fmt.Sprintf("it cannot be read to its end: %v", err),
			"copy the file again; the copy may have been cut short", err)
	}
}

// quotes follows a CSV through its quoted fields.
type quotes struct {
	comma        byte
	start        bool // at the start of a field
	open         bool // inside quotes; a doubled quote closes and opens them
	closed       bool // right after a quote that closed them
	line, opened int  // the present line, and that of the last opening quote
}

func (q *quotes) read(text []byte) {
	for _, c := range text {
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
			q.start, q.closed = c == q.comma || c == '\n' || c == '\r' || c == ' ' && q.start, false
		}
	}
}
