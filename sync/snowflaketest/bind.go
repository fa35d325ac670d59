package snowflaketest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// binding is what is bound to a question mark: a value, or an array with one for each
// row.
type binding struct {
	Type  string          `json:"type"`
	Value json.RawMessage `json:"value"`
}

// values reads them; whole says that there is one for all rows. NULL is nil.
func (b binding) values() (values []*string, whole bool, err error) {
	if strings.HasPrefix(string(b.Value), "[") {
		err = json.Unmarshal(b.Value, &values)
		return values, false, err
	}
	var one *string
	err = json.Unmarshal(b.Value, &one)
	return []*string{one}, true, err
}

// tupleOf finds the row of an INSERT that arrays are bound to.
const tupleOf = `(?is)^(.*\bVALUES\s*)(\(.*\))\s*$`

// bound is a statement with its bindings, by number from 1, in the place of its
// question marks. Arrays repeat the row behind VALUES.
func (g grammar) bound(sql string, bindings map[string]binding) (string, error) {
	if len(bindings) == 0 {
		return sql, nil
	}
	columns, rows := make([][]string, len(bindings)), 0
	for i := range columns {
		of := bindings[strconv.Itoa(i+1)]
		values, whole, err := of.values()
		if err != nil {
			return "", fmt.Errorf("binding %d: %w", i+1, err)
		}
		if !whole && i > 0 && len(values) != rows {
			return "", &failure{"002049", "42601", "SQL compilation error:\nArray bind currently not supported with different number of bindings."}
		}
		if !whole {
			rows = len(values)
		}
		for _, value := range values {
			text, err := of.literal(value)
			if err != nil {
				return "", err
			}
			columns[i] = append(columns[i], text)
		}
	}
	if rows == 0 {
		return g.filled(sql, columns, 0)
	}
	parts := regexp.MustCompile(tupleOf).FindStringSubmatch(sql)
	if parts == nil {
		return "", &failure{"002049", "42601", "SQL compilation error:\nArray bind is supported for INSERT … VALUES alone."}
	}
	var tuples []string
	for row := range rows {
		tuple, err := g.filled(parts[2], columns, row)
		if err != nil {
			return "", err
		}
		tuples = append(tuples, tuple)
	}
	return parts[1] + strings.Join(tuples, ", "), nil
}

// filled has the values of a row in the place of question marks, but for those in
// texts and quoted names.
func (g grammar) filled(sql string, columns [][]string, row int) (string, error) {
	at := 0
	filled := g.pieces.ReplaceAllStringFunc(sql, func(piece string) string {
		if piece[0] == '\'' || piece[0] == '"' {
			return piece
		}
		parts := strings.Split(piece, "?")
		for i := range parts[1:] {
			if at < len(columns) {
				parts[i] += columns[at][min(row, len(columns[at])-1)]
			}
			at++
		}
		return strings.Join(parts, "")
	})
	if at != len(columns) {
		return "", &failure{"002049", "42601", fmt.Sprintf("SQL compilation error:\n%d bind variables are set, and %d are there.", len(columns), at)}
	}
	return filled, nil
}

// literal is a value in DuckDB's SQL.
func (b binding) literal(value *string) (string, error) {
	if value == nil {
		return "NULL", nil
	}
	text := *value
	number := func(format string) (string, error) {
		n, err := strconv.ParseInt(text, 10, 64)
		return fmt.Sprintf(format, n), err
	}
	switch b.Type {
	case "FIXED":
		return "CAST(" + literal(text) + " AS DECIMAL(38, 0))", nil
	case "REAL":
		return "CAST(" + literal(text) + " AS DOUBLE)", nil
	case "BOOLEAN":
		return "CAST(" + literal(text) + " AS BOOLEAN)", nil
	case "BINARY":
		return "from_hex(" + literal(text) + ")", nil
	case "DATE": // milliseconds
		return number("CAST(make_timestamp(%d * 1000) AS DATE)")
	case "TIME": // nanoseconds, as all that follow
		return number("CAST(make_timestamp(%d // 1000) AS TIME)")
	case "TIMESTAMP_NTZ":
		return number("make_timestamp_ns(%d)")
	case "TIMESTAMP_LTZ":
		return number("make_timestamptz(%d // 1000)")
	case "TIMESTAMP_TZ": // with minutes from a day before UTC on
		var nanos, minutes int64
		_, err := fmt.Sscan(text, &nanos, &minutes)
		return fmt.Sprintf("{'epoch': %d, 'fraction': %d, 'zone': %d}", floorDiv(nanos, 1e9), nanos-1e9*floorDiv(nanos, 1e9), minutes-1440), err
	}
	return literal(text), nil
}

func floorDiv(a, b int64) int64 {
	if a%b < 0 {
		return a/b - 1
	}
	return a / b
}
