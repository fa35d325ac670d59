package output

import (
	"io"
	"strings"
)

// The formats of rows.
const (
	FormatTable = "table"
	FormatJSON  = "json"
	FormatCSV   = "csv"
)

// Formats lists them for help and completion.
func Formats() []string { return []string{FormatTable, FormatJSON, FormatCSV} }

// Column is the name of a column and its SQL type, which may be "" where the
// Go value says enough.
type Column struct {
	Name string
	Type string
}

// local says whether a timestamp of this column is one of the plant's clock,
// which has no zone.
func (c Column) local() bool { return strings.HasSuffix(c.Name, "_local") }

// Rows takes rows one by one. Close ends the output; without it a JSON array
// stays open.
type Rows interface {
	Row(values []any) error
	Close() error
}

// Style says how tables look.
type Style struct {
	Width int                                   // of the terminal; 0 means none: never break a row apart
	Color bool                                  // bold header
	Show  func(column Column, value any) string // for people; nil shows values as they are
}

// New starts the output of rows with these columns.
func New(format string, w io.Writer, columns []Column, style Style) (Rows, error) {
	switch format {
	case FormatJSON:
		return newJSONRows(w, columns)
	case FormatCSV:
		return newCSVRows(w, columns)
	default:
		if style.Show == nil {
			style.Show = Text
		}
		return &tableRows{out: w, columns: columns, style: style}, nil
	}
}
