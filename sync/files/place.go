package files

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// eachPiece gives the unpacked text of a file piece by piece, until take wants
// no more.
func (s *Source) eachPiece(ctx context.Context, f file, take func([]byte) (more bool)) (err error) {
	handle, err := s.openFile(f.path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, handle.Close()) }()
	text, err := unpack(handle, f.format.compression)
	buffer := make([]byte, 1<<20)
	for n := 0; err == nil; {
		n, err = text.Read(buffer)
		if !take(buffer[:n]) {
			return nil
		}
		err = errors.Join(err, ctx.Err())
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, io.EOF):
		return nil
	default:
		return broken(f.name, fmt.Sprintf("it cannot be read to its end: %v", err),
			"copy the file again; the copy may have been cut short", err)
	}
}

// place finds the file and the line that DuckDB stumbled over where it does not
// name them: text that is not UTF-8, or a row without an end. 0 is not found.
func (s *Source) place(ctx context.Context, fs []file, text string) (file, int) {
	for _, f := range fs {
		line := 0
		switch lower := strings.ToLower(text); {
		case f.format.kind == "parquet":
		case isNoUTF8(lower):
			var u runes
			if err := s.eachPiece(ctx, f, u.read); err == nil && u.bad {
				line = u.lines + 1
			}
		case isTooLong(lower), isOpenQuote(lower):
			q := newQuotes(separators, maxLine)
			if f.format.kind != "csv" {
				q = newQuotes("", maxLine)
				q.start = false
			}
			if err := s.eachPiece(ctx, f, q.read); err == nil {
				line = q.ran
			}
		}
		if line > 0 {
			return f, line
		}
	}
	return file{}, 0
}

// runes looks for what is not UTF-8.
type runes struct {
	lines int    // line ends before the first such byte
	bad   bool   // there is one
	cut   []byte // what the end of a piece left of a character
}

func (u *runes) read(text []byte) bool {
	text = append(u.cut, text...)
	whole := wholeRunes(text)
	u.cut = bytes.Clone(text[len(whole):])
	if utf8.Valid(whole) {
		u.lines += bytes.Count(whole, []byte{'\n'})
		return true
	}
	u.bad = true
	u.lines += bytes.Count(whole[:firstBad(whole)], []byte{'\n'})
	return false
}

// firstBad is where the first byte is that is no part of a character.
func firstBad(text []byte) (at int) {
	for at < len(text) {
		r, size := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && size <= 1 {
			return at
		}
		at += size
	}
	return at
}
