package pages

import (
	"maps"
	"net/url"

	"sprue/engine"
)

// csvOf is a table of the REST interface, of what a filter leaves; more is what
// the table asks beside it.
func csvOf(table string, f engine.Filter, more url.Values) string {
	values := f.Values()
	maps.Copy(values, more)
	values.Set("format", "csv")
	return address{path: "/api/v1/" + table, values: values}.String()
}

// csvLink is a table in the filter of the page, cut by something where by says
// what.
func csvLink(r request, table, by string) string {
	if by == "" {
		return csvOf(table, r.filter, nil)
	}
	return csvOf(table, r.filter, url.Values{"by": {by}})
}
