package source

import (
	"fmt"
	"strconv"
	"time"
)

// CursorKind is how a cursor column spells time.
type CursorKind int

// The kinds of cursors.
const (
	NoCursor   CursorKind = iota
	EpochNanos            // integer, ns since 1970
	Instant               // timestamp in UTC
	HourText              // 'YYYYMMDDHH' in UTC
)

const hourLayout = "2006010215"

// Cursor is the column by which a large table is read in windows.
type Cursor struct {
	Column string // upper case
	Kind   CursorKind
}

// Value spells an instant as the cursor column does, for a comparison in the
// source.
func (c Cursor) Value(t time.Time) string {
	switch c.Kind {
	case EpochNanos:
		return strconv.FormatInt(t.UnixNano(), 10)
	case HourText:
		return t.UTC().Format(hourLayout)
	default:
		return t.UTC().Format("2006-01-02 15:04:05.999999")
	}
}

// Instant is the SQL that reads a mirrored cursor column as a TIMESTAMP, NULL
// where it cannot be read.
func (c Cursor) Instant(column string) string {
	switch c.Kind {
	case EpochNanos:
		return fmt.Sprintf("make_timestamp(%s // 1000)", column)
	case HourText:
		return fmt.Sprintf("try_strptime(trim(%s), '%%Y%%m%%d%%H')", column)
	default:
		return column
	}
}
