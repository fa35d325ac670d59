package files

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"

	"sprue/engine"
)

// sampleSize is how much of a text file is looked at to tell how it is written.
const sampleSize = 1 << 20

// broken is a file that cannot be what its name says.
func broken(name, what, hint string, cause error) error {
	return &engine.Error{Code: engine.CodeData, Doing: "read " + name, Message: what, Hint: hint, Cause: cause}
}

// sample gives the beginning of a text file, unpacked, and whether it is all.
func (s *Source) sample(f file) (text []byte, whole bool, err error) {
	handle, err := s.openFile(f.path)
	if err != nil {
		return nil, false, err
	}
	defer func() { err = errors.Join(err, handle.Close()) }()
	unpacked, err := unpack(handle, f.format.compression)
	if err == nil {
		text, err = io.ReadAll(io.LimitReader(unpacked, sampleSize))
	}
	if err != nil {
		return nil, false, broken(f.name, fmt.Sprintf("the %s compression is broken: %v", f.format.compression, err),
			"copy the file again; the copy may have been cut short", err)
	}
	if err := s.checkRow(f, text); err != nil {
		return nil, false, err
	}
	text, err = checkText(f.name, text)
	return text, len(text) < sampleSize, err
}

// separators are those that a CSV may have.
const separators = ",;\t|"

// checkRow refuses a CSV with a row that has no end, where its beginning holds
// zero bytes: a copy that left a hole has both, and the row says where.
func (s *Source) checkRow(f file, text []byte) error {
	if f.format.kind != "csv" || bytes.IndexByte(text, 0) < 4 { // four: UTF-16 and UTF-32 have some at once
		return nil
	}
	q := newQuotes(separators, maxLine)
	read := 0
	err := s.eachPiece(context.Background(), f, func(piece []byte) bool {
		read += len(piece)
		return q.read(piece) && read < 2*maxLine
	})
	if err == nil && q.ran > 0 {
		err = runaway(f.name, q.ran)
	}
	return err
}

func unpack(r io.Reader, compression string) (io.Reader, error) {
	switch compression {
	case "gzip":
		return gzip.NewReader(r)
	case "zstd":
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(256<<20))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	default:
		return r, nil
	}
}

// checkText refuses what is not UTF-8, and takes a byte order mark off.
func checkText(name string, text []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(text, []byte{0xFF, 0xFE, 0, 0}), bytes.HasPrefix(text, []byte{0, 0, 0xFE, 0xFF}):
		return nil, broken(name, "it is encoded as UTF-32, not UTF-8", utf8Hint("UTF-32"), nil)
	case isWide(text, 0):
		return nil, broken(name, "it is encoded as UTF-32, not UTF-8", utf8Hint("UTF-32LE"), nil)
	case isWide(text, 3):
		return nil, broken(name, "it is encoded as UTF-32, not UTF-8", utf8Hint("UTF-32BE"), nil)
	case bytes.HasPrefix(text, []byte{0xFF, 0xFE}), bytes.HasPrefix(text, []byte{0xFE, 0xFF}):
		return nil, broken(name, "it is encoded as UTF-16, not UTF-8", utf8Hint("UTF-16"), nil)
	case bytes.IndexByte(text[:min(len(text), 4096)], 0) >= 0:
		return nil, broken(name, "it holds zero bytes: it is not text, or not encoded as UTF-8", utf8Hint("UTF-16LE"), nil)
	}
	text = bytes.TrimPrefix(text, []byte{0xEF, 0xBB, 0xBF})
	if !utf8.Valid(wholeRunes(text)) {
		return nil, noUTF8(name, 1+bytes.Count(text[:firstBad(text)], []byte{'\n'}), nil)
	}
	return text, nil
}

// isWide tells UTF-32 without a mark: of the first characters, each of four
// bytes, only the one at this place says anything.
func isWide(text []byte, at int) bool {
	const characters = 4 // 'COUN', or '[{"I': plain letters
	if len(text) < 4*characters {
		return false
	}
	for i, b := range text[:4*characters] {
		if (b != 0) != (i%4 == at) {
			return false
		}
	}
	return true
}

// wholeRunes leaves out a rune that the end of the sample cut in two.
func wholeRunes(text []byte) []byte {
	for cut := 1; cut < utf8.UTFMax && cut <= len(text); cut++ {
		if last := text[len(text)-cut]; utf8.RuneStart(last) {
			if !utf8.FullRune(text[len(text)-cut:]) {
				return text[:len(text)-cut]
			}
			return text
		}
	}
	return text
}
