package reference

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// CanonicalJSON rewrites a JSON value so that equal values are equal text:
// keys in order, the first of a repeated key, no blanks, and numbers as values
// (30.0 as 30). False if it is no JSON.
func CanonicalJSON(text string) (string, bool) {
	v, err := parseJSON(text)
	return canonical(v), err == nil
}

func canonical(v value) string {
	switch v.kind {
	case jsonArray:
		parts := []string{}
		for _, item := range v.items {
			parts = append(parts, canonical(item))
		}
		return "[" + strings.Join(parts, ",") + "]"
	case jsonObject:
		return canonicalObject(v.members)
	case jsonText:
		return quote(v.text)
	case jsonNumber:
		return canonicalNumber(v.text)
	case jsonNotNumber:
		return strings.Replace(strings.ToLower(v.text), "infinity", "inf", 1)
	}
	return v.text
}

func canonicalObject(members []member) string {
	parts := []string{}
	seen := map[string]bool{}
	members = slices.Clone(members)
	slices.SortStableFunc(members, func(a, b member) int { return strings.Compare(a.key, b.key) })
	for _, m := range members {
		if !seen[m.key] {
			parts = append(parts, quote(m.key)+":"+canonical(m.value))
		}
		seen[m.key] = true
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// canonicalNumber keeps integers of 64 bits exactly; all else is the nearest
// float64, written as an integer where it is one.
func canonicalNumber(text string) string {
	if v, err := strconv.ParseInt(text, 10, 64); err == nil {
		return strconv.FormatInt(v, 10)
	}
	f, _ := strconv.ParseFloat(text, 64)
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return strconv.FormatInt(int64(f), 10)
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// quote escapes only what JSON must have escaped.
func quote(text string) string {
	var q strings.Builder
	q.WriteByte('"')
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			q.WriteByte('\\')
			q.WriteRune(c)
		case c < ' ':
			q.WriteString(`\u00` + strconv.FormatInt(int64(c)>>4, 16) + strconv.FormatInt(int64(c)&15, 16))
		default:
			q.WriteRune(c)
		}
	}
	q.WriteByte('"')
	return q.String()
}
