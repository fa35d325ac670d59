package mirror

import (
	"fmt"
	"regexp"
	"strings"
)

// storable gives the type in which a column that is not in the catalogue is
// kept: as delivered, but text for lists of words, JSON for nested values and µs
// for all timestamps. Empty: a column of nothing but NULLs, which has no type.
func storable(kind string) string {
	switch {
	case kind == `"NULL"` || kind == "NULL":
		return ""
	case nested(kind):
		return "JSON"
	case strings.HasPrefix(kind, "ENUM"):
		return "VARCHAR"
	case strings.HasPrefix(kind, "TIMESTAMP_"):
		return "TIMESTAMP"
	case strings.HasPrefix(kind, "GEOMETRY"):
		return "VARCHAR"
	default:
		return kind
	}
}

func nested(kind string) bool {
	for _, prefix := range []string{"STRUCT", "MAP", "UNION", "VARIANT", "JSON"} {
		if strings.HasPrefix(kind, prefix) {
			return true
		}
	}
	return strings.HasSuffix(kind, "]")
}

// holds tells whether every value of the narrower type is a value of the wider.
// BIGINT counts as narrower than DOUBLE: a table with one NULL comes as that out
// of many tools.
func holds(wider, narrower string) bool {
	if wider == narrower {
		return true
	}
	w, n := rank(wider), rank(narrower)
	switch {
	case n == 0:
		return (wider == "TIMESTAMP" && narrower == "DATE") || (wider == "DOUBLE" && narrower == "FLOAT")
	case wider == "DOUBLE":
		return true
	case w > 0 && decimal(wider) == nil && decimal(narrower) == nil:
		return w > n && !(signed(narrower) && !signed(wider))
	default:
		return decimalHolds(wider, narrower)
	}
}

// rank orders integers by what they hold, signed and unsigned in turn. Decimals
// have one too, so that they count as numbers; other types have 0.
func rank(kind string) int {
	for i, name := range []string{"UTINYINT", "SMALLINT", "USMALLINT", "INTEGER", "UINTEGER", "BIGINT", "UBIGINT", "HUGEINT"} {
		if kind == name {
			return i + 2
		}
	}
	if kind == "TINYINT" || decimal(kind) != nil {
		return 1
	}
	return 0
}

func signed(kind string) bool { return !strings.HasPrefix(kind, "U") }

// digits of a decimal: before and after the point.
type digits struct{ whole, fraction int }

func decimal(kind string) *digits {
	match := regexp.MustCompile(`^DECIMAL\((\d+),(\d+)\)$`).FindStringSubmatch(kind)
	if match == nil {
		return nil
	}
	var width, scale int
	if _, err := fmt.Sscan(match[1], &width); err != nil {
		return nil
	}
	if _, err := fmt.Sscan(match[2], &scale); err != nil {
		return nil
	}
	return &digits{whole: width - scale, fraction: scale}
}

func decimalHolds(wider, narrower string) bool {
	w := decimal(wider)
	if w == nil {
		return false
	}
	if n := decimal(narrower); n != nil {
		return w.whole >= n.whole && w.fraction >= n.fraction
	}
	whole := map[string]int{"TINYINT": 3, "UTINYINT": 3, "SMALLINT": 5, "USMALLINT": 5, "INTEGER": 10, "UINTEGER": 10, "BIGINT": 19, "UBIGINT": 20}[narrower]
	return whole > 0 && w.whole >= whole
}
