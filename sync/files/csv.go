package files

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"sprue/sync/source"
)

// inspectCSV finds the separator and the columns of a CSV. The separator is the
// one by which the header names most columns of the table.
func (s *Source) inspectCSV(table source.Table, f file) (layout, error) {
	text, whole, err := s.sample(f)
	if err != nil {
		return layout{}, err
	}
	if !whole && bytes.IndexByte(text, '\n') < 0 {
		return layout{}, broken(f.name, "its header line is longer than 1 MB", "a CSV begins with one line of column names", nil)
	}
	best, bestKnown := layout{}, -1
	for _, comma := range separators {
		names := header(text, comma)
		if known := countKnown(table, names); known > bestKnown {
			best, bestKnown = layout{format: f.format, comma: string(comma), columns: names}, known
		}
	}
	if bestKnown == 0 {
		first, _, _ := bytes.Cut(text, []byte("\n"))
		return layout{}, broken(f.name, fmt.Sprintf("its first line names no column of %s", table.Name),
			fmt.Sprintf("it begins with %.60q; expected a header such as %s", first, exampleHeader(table)), nil)
	}
	return best, nil
}

// header reads the first record as names. Nameless columns get a name by their
// place, repeated ones by their count.
func header(text []byte, comma rune) []column {
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = comma, true, -1
	record, err := r.Read()
	if err != nil {
		return nil
	}
	var columns []column
	for i, name := range record {
		name = strings.TrimSpace(name)
		if name == "" {
			name = fmt.Sprintf("column%d", i+1)
		}
		columns = append(columns, column{name: unused(name, columns)})
	}
	return columns
}

// unused makes a name that no column has yet, in any case.
func unused(name string, columns []column) string {
	candidate := name
	for n := 2; slices.ContainsFunc(columns, func(c column) bool { return strings.EqualFold(c.name, candidate) }); n++ {
		candidate = fmt.Sprintf("%s_%d", name, n)
	}
	return candidate
}

func countKnown(table source.Table, columns []column) int {
	known := 0
	for _, c := range columns {
		if _, ok := table.Find(c.name); ok {
			known++
		}
	}
	return known
}

func exampleHeader(table source.Table) string {
	var names []string
	for _, c := range table.Columns[:min(3, len(table.Columns))] {
		names = append(names, c.Name)
	}
	return strings.Join(names, ",") + " …"
}
