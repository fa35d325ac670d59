package pipelinetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sprue/engine/reference"
	"sprue/engine/store"
)

// line is a row as text; a value that is none is '–'.
func line(values ...any) string {
	parts := []string{}
	for _, v := range values {
		switch v := v.(type) {
		case nil:
			parts = append(parts, "–")
		case reference.Int:
			parts = append(parts, nullable(v.V, v.Valid))
		case reference.Text:
			parts = append(parts, nullable(v.V, v.Valid))
		case reference.Float:
			parts = append(parts, nullable(v.V, v.Valid))
		default:
			parts = append(parts, fmt.Sprint(v))
		}
	}
	return strings.Join(parts, " | ")
}

func nullable(v any, valid bool) string {
	if !valid {
		return "–"
	}
	return fmt.Sprint(v)
}

// CheckLines compares rows as text, in any order, and shows the first that only
// one side has.
func CheckLines(t testing.TB, what string, got, want []string) {
	t.Helper()
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s: %d rows, want %d\nonly got:\n%s\nonly wanted:\n%s", what, len(got), len(want), only(got, want), only(want, got))
	}
}

// only lists some of the lines that the other side has not.
func only(lines, other []string) string {
	left := []string{}
	for _, l := range lines {
		if _, has := slices.BinarySearch(other, l); !has && len(left) < 4 {
			left = append(left, "  "+l)
		}
	}
	return strings.Join(left, "\n")
}

// Lines gives the rows of a query as sorted text, one value beside the
// other.
func Lines(t testing.TB, s *store.Store, query string) []string {
	t.Helper()
	rows, err := s.Query(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{}
	for rows.Next() {
		values, pointers := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			pointers[i] = &values[i]
		}
		if err := rows.Scan(pointers...); err != nil {
			t.Fatal(err)
		}
		for i, name := range columns {
			if text, ok := values[i].(string); ok && name == "extra" {
				values[i], _ = reference.CanonicalJSON(text)
			}
		}
		lines = append(lines, line(values...))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	return lines
}
