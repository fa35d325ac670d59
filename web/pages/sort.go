package pages

import (
	"cmp"
	"slices"
	"strings"

	"sprue/engine/analysis"
	"sprue/templates"
)

// toolColumn is a column of the table of tools: what it is called in an
// address, its head, and what it sorts by.
type toolColumn struct {
	key     string
	head    templates.Column
	falling bool                         // sorts the largest first at first
	number  func(analysis.Tool) *float64 // nil for columns of text
	text    func(analysis.Tool) string
}

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
type sorting struct {
	ordering
	column toolColumn
}

func parseSorting(text string) (s sorting, err error) {
	key := func(c toolColumn) string { return c.key }
	s.ordering, s.column, err = readOrdering(cmp.Or(text, defaultSort), toolColumns(), key, "sort the tools", "there is no column")
	return s, err
}

// apply sorts; what has no value comes last in both directions, ties by code.
func (s sorting) apply(tools []analysis.Tool) {
	slices.SortStableFunc(tools, func(a, b analysis.Tool) int {
		return cmp.Or(s.compare(a, b), strings.Compare(a.Code, b.Code))
	})
}

func (s sorting) compare(a, b analysis.Tool) int {
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

func (s sorting) turn(order int) int {
	if s.descending {
		return -order
	}
	return order
}
