package pages

import (
	"fmt"
	"strings"

	"sprue/engine"
	"sprue/templates"
)

// ordering is the column that a table is sorted by, and a direction: 'shots' in
// an address, '-shots' for the largest first.
type ordering struct {
	key        string
	descending bool
}

func orderingOf(text string) ordering {
	key, descending := strings.CutPrefix(text, "-")
	return ordering{key: key, descending: descending}
}

func (o ordering) String() string {
	if o.descending {
		return "-" + o.key
	}
	return o.key
}

// readOrdering finds the column that an address sorts by; one without a key does
// not sort. The error begins with what is done, and with words for a key that is
// none.
func readOrdering[C any](text string, columns []C, keyOf func(C) string, doing, missing string) (ordering, C, error) {
	o := orderingOf(text)
	var keys []string
	for _, c := range columns {
		key := keyOf(c)
		if key == o.key && key != "" {
			return o, c, nil
		}
		if key != "" {
			keys = append(keys, key)
		}
	}
	var none C
	return ordering{}, none, &engine.Error{
		Code: engine.CodeUsage, Doing: doing,
		Message: fmt.Sprintf("%s %q", missing, o.key),
		Hint:    engine.DidYouMean("did you mean %q? ", o.key, keys) + "one of " + strings.Join(keys, ", ") + ", with '-' before it for largest first",
	}
}

// head is a column's head with the address that sorts by it: the other way
// round if the table is already, else the smallest first, or where it is
// falling the largest.
func (o ordering) head(head templates.Column, key string, falling bool, to func(ordering) string) templates.Column {
	if key == "" {
		return head
	}
	next := ordering{key: key, descending: falling}
	switch {
	case key == o.key && o.descending:
		head.Sorted, next.descending = "descending", false
	case key == o.key:
		head.Sorted, next.descending = "ascending", true
	}
	head.URL = to(next)
	return head
}
