package mirror

import (
	"fmt"
	"strings"

	"sprue/sync/source"
)

// field is a column of a raw table and where its values come from.
type field struct {
	name     string // in raw, lower case
	kind     string // its type there
	from     string // the column delivered; empty: none
	fromKind string
}

// value is the SQL of a field's value, and of whether what was delivered could
// not be read as its type; bad is empty where that cannot happen.
func (f field) value(text bool) (value, bad string) {
	from := source.Ident(f.from)
	switch {
	case f.from == "":
		return "NULL::" + f.kind, ""
	case f.kind == "VARCHAR":
		return asText(from, f.fromKind), ""
	case f.kind == "JSON":
		return "to_json(" + from + ")", ""
	case f.kind == f.fromKind:
		return from, ""
	case !text && holds(f.kind, storable(f.fromKind)):
		return fmt.Sprintf("CAST(%s AS %s)", from, f.kind), ""
	}
	if d := decimal(f.fromKind); d != nil && d.fraction == 0 && f.kind == "BIGINT" {
		value = "TRY_CAST(" + from + " AS BIGINT)" // exact, without its text on the way
		return value, fmt.Sprintf("%s IS NOT NULL AND %s IS NULL", from, value)
	}
	raw := asText(from, f.fromKind)
	value = parsed(from, raw, f.kind, f.fromKind)
	return value, fmt.Sprintf("trim(%s) <> '' AND (%s) IS NULL", raw, value)
}

// asText spells a value as the source would. Whole floating numbers lose their
// exponent: an epoch that passed through a float column stays readable.
func asText(column, kind string) string {
	switch {
	case kind == "VARCHAR":
		return column
	case kind == "JSON":
		return fmt.Sprintf("(%s ->> '$')", column)
	case nested(kind):
		return fmt.Sprintf("CAST(to_json(%s) AS VARCHAR)", column)
	case kind == "DOUBLE" || kind == "FLOAT":
		return fmt.Sprintf("CASE WHEN isnan(%[1]s) THEN NULL WHEN %[1]s = trunc(%[1]s) AND abs(%[1]s) < 1e18 * 9 THEN CAST(CAST(%[1]s AS BIGINT) AS VARCHAR) ELSE CAST(%[1]s AS VARCHAR) END", column)
	case kind == "BLOB":
		return fmt.Sprintf("coalesce(TRY(decode(%[1]s)), CAST(%[1]s AS VARCHAR))", column)
	default:
		return fmt.Sprintf("CAST(%s AS VARCHAR)", column)
	}
}

// parsed reads a value of another type, NULL where it cannot be read.
func parsed(column, text, kind, fromKind string) string {
	trimmed := "trim(" + text + ")"
	switch kind {
	case "BIGINT":
		if strings.HasPrefix(fromKind, "TIMESTAMP") {
			return fmt.Sprintf("epoch_ns(%s)", column)
		}
		// A cast alone would round 29.5 and read 0x10.
		return fmt.Sprintf("CASE WHEN TRY_CAST(%[1]s AS DECIMAL(38, 10)) = TRY_CAST(%[1]s AS BIGINT) THEN TRY_CAST(%[1]s AS BIGINT) END", trimmed)
	case "TIMESTAMP":
		return asTimestamp(column, trimmed, fromKind)
	case "DATE":
		return fmt.Sprintf("coalesce(TRY_CAST(%[1]s AS DATE), CAST(try_strptime(%[1]s, '%%Y%%m%%d') AS DATE))", trimmed)
	default:
		return fmt.Sprintf("TRY_CAST(%s AS %s)", trimmed, kind)
	}
}

// asTimestamp reads an instant: with an offset it is moved to UTC, without one it
// is UTC; a number is an epoch in the unit that its size tells.
func asTimestamp(column, trimmed, fromKind string) string {
	switch {
	case fromKind == "TIMESTAMP WITH TIME ZONE":
		return fmt.Sprintf("timezone('UTC', %s)", column)
	case fromKind == "DATE" || strings.HasPrefix(fromKind, "TIMESTAMP"):
		return fmt.Sprintf("CAST(%s AS TIMESTAMP)", column)
	}
	number := fmt.Sprintf("TRY_CAST(%s AS DOUBLE)", trimmed)
	return fmt.Sprintf(`CASE WHEN %[2]s IS NULL THEN timezone('UTC', TRY_CAST(%[1]s AS TIMESTAMPTZ))
		WHEN abs(%[2]s) >= 1e17 THEN TRY(make_timestamp(TRY_CAST(%[1]s AS BIGINT) // 1000))
		WHEN abs(%[2]s) >= 1e14 THEN TRY(make_timestamp(TRY_CAST(%[1]s AS BIGINT)))
		WHEN abs(%[2]s) >= 1e11 THEN TRY(make_timestamp(CAST(%[2]s * 1000 AS BIGINT)))
		WHEN abs(%[2]s) >= 1e8 THEN TRY(make_timestamp(CAST(%[2]s * 1000000 AS BIGINT))) END`, trimmed, number)
}
