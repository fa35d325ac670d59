package files

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"sprue/engine"
	"sprue/engine/store"
	"sprue/sync/source"
)

// readError says in a user's words why DuckDB could not read the files. What the
// store has put into words already, such as a full disk, passes.
func (s *Source) readError(ctx context.Context, db source.Reader, fs []file, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var said *engine.Error
	if errors.As(store.Explain(err), &said) && said.Code != engine.CodeData {
		return said
	}
	text := err.Error()
	if f, line := s.place(ctx, fs, text); line > 0 {
		if isNoUTF8(strings.ToLower(text)) {
			return noUTF8(f.name, line, err)
		}
		return runaway(f.name, line)
	}
	what, hint := explain(text)
	return broken(blame(ctx, db, fs, text), what, hint, err)
}

// blame finds the file that an error is about: the one that it names, or the one
// that gives the same error when it is read alone.
func blame(ctx context.Context, db source.Reader, fs []file, text string) string {
	for _, f := range fs {
		if strings.Contains(text, f.path) {
			return f.name
		}
	}
	if len(fs) == 1 {
		return fs[0].name
	}
	for _, f := range fs {
		err := readThrough(ctx, db, f)
		if err == nil {
			continue
		}
		if same, _, _ := strings.Cut(err.Error(), "\n"); strings.Contains(text, same) {
			return f.name
		}
	}
	return fmt.Sprintf("%s … %s (%d files)", fs[0].name, fs[len(fs)-1].name, len(fs))
}

// readThrough reads all of a Parquet file, alone. It takes as long as a sync of
// it, so it is for files of which one is known to be damaged.
func readThrough(ctx context.Context, db source.Reader, f file) error {
	if f.format.kind != "parquet" {
		return nil
	}
	rows, err := db.Query(ctx, fmt.Sprintf("SELECT bit_xor(hash(f)) FROM read_parquet(%s, binary_as_string = true) f", pathList([]string{f.path})))
	if err != nil {
		return err
	}
	rows.Next()
	return errors.Join(rows.Err(), rows.Close())
}

// explain puts the frequent ones of DuckDB's words into ours. These errors share
// one code in the driver; the text only chooses the hint.
func explain(text string) (what, hint string) {
	text = strings.Map(printable, text)
	first, _, _ := strings.Cut(strings.TrimPrefix(kindOfError.ReplaceAllString(text, ""), " "), "\n")
	lower := strings.ToLower(text)
	line := lineOfError.FindString(text)
	switch {
	case isTooLong(lower):
		return fmt.Sprintf("a row is longer than %d MB", maxLine>>20), "a quote that is never closed, or a field that is no packet"
	case strings.Contains(lower, "out of memory"):
		return "a value is larger than the memory limit allows", "look at the file; a packet is rarely longer than 1 MB"
	case isOpenQuote(lower):
		return "a quote is never closed" + at(line), "look at that line; quotes inside a field are doubled"
	case isNoUTF8(lower):
		return "it is not encoded as UTF-8" + at(line), utf8Hint("WINDOWS-1252")
	case strings.Contains(lower, "expected number of columns"):
		return "a line has another number of fields than the header" + at(line), "look at that line; a separator inside a field needs quotes around it"
	case strings.Contains(lower, "don't know what type"): // of Thrift, the format of headers
		return "a header in it is damaged", "copy the file again; the copy may have been damaged"
	case strings.Contains(lower, "malformed json"):
		return first, "the file may have been cut short, or be still in the writing"
	default:
		return first, "copy the file again; the copy may have been damaged"
	}
}

// printable drops what a terminal does not show: DuckDB quotes raw bytes of a
// damaged file.
func printable(r rune) rune {
	if r == '\n' || unicode.IsPrint(r) {
		return r
	}
	return -1
}

func isTooLong(lower string) bool {
	return strings.Contains(lower, "maximum line size") || strings.Contains(lower, "maximum_object_size") || strings.Contains(lower, "buffer size")
}

// isOpenQuote holds for a quoted field that is longer than what DuckDB reads at once, too.
func isOpenQuote(lower string) bool {
	return strings.Contains(lower, "unterminated quote") || strings.Contains(lower, "value with unterminated")
}

func isNoUTF8(lower string) bool {
	return strings.Contains(lower, "unicode") || strings.Contains(lower, "utf-8") || strings.Contains(lower, "utf8")
}

// noUTF8 is text whose first byte that is no UTF-8 stands in a line.
func noUTF8(name string, line int, cause error) error {
	return broken(name, fmt.Sprintf("it is not encoded as UTF-8 (line %d)", line), utf8Hint("WINDOWS-1252"), cause)
}

func utf8Hint(from string) string {
	return fmt.Sprintf("export it as UTF-8, for instance: iconv -f %s -t UTF-8 IN > OUT", from)
}

var (
	kindOfError = regexp.MustCompile(`^[A-Z][A-Za-z ]*Error:`)
	lineOfError = regexp.MustCompile(`(?i)\bline: ?[0-9]+`)
)

func at(line string) string {
	if line == "" {
		return ""
	}
	return " (" + strings.ToLower(strings.Replace(line, ":", "", 1)) + ")"
}
