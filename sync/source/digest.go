package source

import (
	"fmt"
	"strings"
	"time"
)

// A digest tells two copies of a table apart, day by day, without a row being
// delivered. It is the same by definition in a warehouse and in DuckDB:
//
//   - the text of a row is its columns, in the order of the catalogue, joined by
//     CHR(31): the counter without blanks around it in upper case, whole numbers in
//     digits, text as it is, nothing for NULL;
//   - the hash of a row is the last 64 bits of the MD5 of that text, as a number
//     whose first byte counts most;
//   - the digest of a day is the number of different hashes, and their sum.
//
// A packet's text is that of which its packet_id is made.

// Digests are the digests of a table.
type Digests struct {
	Columns []string // that count, as the catalogue has them and in its order
	Days    []Digest
}

// Digest is that of one day. Day is a label as Cursor.DaySQL gives it.
type Digest struct {
	Day  string
	Rows int64
	Sum  string // in digits
}

// DigestText is the SQL of the text of a row, of the SQL of its columns' texts.
func DigestText(columns []string) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = "COALESCE(" + c + ", '')"
	}
	return "CONCAT(" + strings.Join(parts, ", CHR(31), ") + ")"
}

// CounterKey is the SQL of a counter without blanks around it, in upper case. Tabs
// and line ends are blanks, as for the models.
func CounterKey(column string) string {
	return "UPPER(TRIM(" + column + ", CONCAT(' ', CHR(9), CHR(10), CHR(11), CHR(12), CHR(13))))"
}

// Counter is the column of a large table that names the counter; empty of a small one.
func (t Table) Counter() string {
	if !t.Large {
		return ""
	}
	return t.Key[0]
}

// DaySQL is the SQL of the label of the day in which a row lies; NULL of one that
// has no place in time. A label may be one that is no day: see Day.
func (c Cursor) DaySQL(column string) string {
	if c.Kind == HourText {
		return "LEFT(" + column + ", 8)"
	}
	return fmt.Sprintf("CASE WHEN %[1]s BETWEEN 0 AND 9223372036854775807 THEN CAST(CAST(%[1]s - MOD(%[1]s, %[2]d) AS NUMERIC(38, 0)) AS VARCHAR) END", column, 24*time.Hour)
}

// Day is the beginning of the day that a label means, false where it means none.
func (c Cursor) Day(label string) (time.Time, bool) {
	if c.Kind == HourText {
		at, err := time.Parse("20060102", label)
		return at, err == nil
	}
	var ns int64
	if _, err := fmt.Sscan(label, &ns); err != nil || ns < 0 {
		return time.Time{}, false
	}
	return time.Unix(0, ns).UTC(), true
}
