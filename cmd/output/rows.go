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

// Column is the name of a column and its kind.
type Column struct {
	Name string
	Kind Kind
}

// Kind says how a time.Time is meant; every other value says it itself.
type Kind int

// The kinds of columns.
const (
	Instant Kind = iota // in UTC
	Local               // on the plant's clock, without a zone
	Date                // only its date counts
	Clock               // only its time of day counts
)

// KindOfSQL is the kind of a column of a query. SQL knows timestamps without a
// zone only, so the name that the query gives it tells the plant's clock from
// UTC: shot_time_local, max(shot_time_local).
func KindOfSQL(name, sqlType string) Kind {
	name = strings.ToLower(name)
	switch {
	case sqlType == "DATE":
		return Date
	case strings.HasPrefix(sqlType, "TIMESTAMP WITH"), sqlType == "TIMESTAMPTZ":
		return Instant
	case strings.HasPrefix(sqlType, "TIME") && !strings.HasPrefix(sqlType, "TIMESTAMP"):
		return Clock
	case strings.Contains(name, "_local") && !strings.Contains(name, "_utc"):
		return Local
	}
	return Instant
}

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
