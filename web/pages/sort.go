package pages

import (
	"cmp"
	"slices"
	"strings"

	"sprue/engine/analysis"
	"sprue/templates"
)

// sortable is a column of a table whose rows are sorted here: what it is called in
// an address, its head, and what it sorts by.
type sortable[T any] struct {
	key     string
	head    templates.Column
	falling bool             // sorts the largest first at first
	number  func(T) *float64 // nil for columns of text
	text    func(T) string
}

type toolColumn = sortable[analysis.Tool]

// defaultSort puts first what costs most.
const defaultSort = "-downtime"

func toolColumns() []toolColumn {
	return []toolColumn{
		{key: "tool", head: templates.Column{Name: "Tool"}, text: func(t analysis.Tool) string { return t.Code }},
		{key: "part", head: templates.Column{Name: "Part", Low: "1"}, text: func(t analysis.Tool) string { return t.PartCode }},
		{key: "location", head: templates.Column{Name: "Plant", Low: "2"}, text: func(t analysis.Tool) string { return t.LocationName }},
		{key: "supplier", head: templates.Column{Name: "Supplier", Low: "3"}, text: func(t analysis.Tool) string { return t.SupplierName }},
		{key: "efficiency", head: templates.Column{Name: "Efficiency, %", Number: true, Low: "1"}, number: func(t analysis.Tool) *float64 { return t.Efficiency() }},
		{key: "stability", head: templates.Column{Name: "Stability, %", Number: true}, number: func(t analysis.Tool) *float64 { return t.Stability() }},
		{key: oeeKey, head: templates.Column{Name: "OEE, %", Title: "availability × performance × quality, of planned time", Number: true, Low: "1"}, number: func(t analysis.Tool) *float64 { return t.OEE.Value() }},
		{key: "stops", head: templates.Column{Name: "Stops", Number: true, Low: "1"}, falling: true, number: func(t analysis.Tool) *float64 { return number(t.Stops) }},
		{key: "downtime", head: templates.Column{Name: "Downtime, h", Number: true}, falling: true, number: func(t analysis.Tool) *float64 { return number(t.DowntimeUS) }},
		{head: templates.Column{Bar: true, Low: "2"}},
		{key: "cause", head: templates.Column{Name: "Main cause", Low: "1"}, text: func(t analysis.Tool) string { return t.MainCause }},
		{key: "last", head: templates.Column{Name: "Last shot", Title: "on the plant's clock", Number: true, Low: "1"}, falling: true, number: func(t analysis.Tool) *float64 { return number(t.LastShotUTC.Unix()) }},
		{key: "state", head: templates.Column{Name: "Status"}, text: func(t analysis.Tool) string { return string(t.State) }},
	}
}

func number(n int64) *float64 {
	f := float64(n)
	return &f
}

// sorting is an ordering with its column.
type sorting[T any] struct {
	ordering
	column sortable[T]
}

func readSorting[T any](text string, columns []sortable[T], doing string) (s sorting[T], err error) {
	key := func(c sortable[T]) string { return c.key }
	s.ordering, s.column, err = readOrdering(text, columns, key, doing, "there is no column")
	return s, err
}

func parseSorting(text string, columns []toolColumn) (sorting[analysis.Tool], error) {
	return readSorting(cmp.Or(text, defaultSort), columns, "sort the tools")
}

// apply sorts; what has no value comes last in both directions, ties by name.
func (s sorting[T]) apply(rows []T, name func(T) string) {
	slices.SortStableFunc(rows, func(a, b T) int {
		return cmp.Or(s.compare(a, b), strings.Compare(name(a), name(b)))
	})
}

func (s sorting[T]) compare(a, b T) int {
	if s.column.number == nil {
		return s.turn(strings.Compare(strings.ToLower(s.column.text(a)), strings.ToLower(s.column.text(b))))
	}
	x, y := s.column.number(a), s.column.number(b)
	switch {
	case x == nil && y == nil:
		return 0
	case x == nil:
		return 1
	case y == nil:
		return -1
	}
	return s.turn(cmp.Compare(*x, *y))
}

func (s sorting[T]) turn(order int) int {
	if s.descending {
		return -order
	}
	return order
}

// heads are the columns with the address that sorts by each; the table's own
// order is left out of it.
func (s sorting[T]) heads(columns []sortable[T], a address, name, standard string) []templates.Column {
	var all []templates.Column
	for _, c := range columns {
		all = append(all, s.head(c.head, c.key, c.falling, func(next ordering) string {
			return a.choose(name, next.String(), standard).String()
		}))
	}
	return all
}

func codeOf(t analysis.Tool) string { return t.Code }
