package source

import (
	"slices"
	"strings"
	"time"
)

// Type is the type of a column of the catalogue, as DuckDB names it.
type Type string

// The types of the catalogue.
const (
	Text      Type = "VARCHAR"
	Integer   Type = "BIGINT"
	Number    Type = "DOUBLE"
	Timestamp Type = "TIMESTAMP"
	Date      Type = "DATE"
)

// Column is a column of the catalogue. Names match in any case.
type Column struct {
	Name     string // upper case
	Type     Type
	Required bool
	// Volatile columns change all the time without meaning anything for the
	// past, such as a running total: no new version in the history.
	Volatile bool
}

// Table is a table of the catalogue.
type Table struct {
	Name     string // upper case
	Columns  []Column
	Key      []string // columns, upper case
	Required bool
	Large    bool          // append-mostly: incremental; else read whole and compared
	Cursor   Cursor        // of a large table, unless the configuration names another
	Overlap  time.Duration // of a large table: how far behind the watermark a sync begins
}

// Raw is the name of the mirrored table in schema raw.
func (t Table) Raw() string { return strings.ToLower(t.Name) }

// Find gives the column of that name in any case.
func (t Table) Find(column string) (Column, bool) {
	i := slices.IndexFunc(t.Columns, func(c Column) bool { return strings.EqualFold(c.Name, column) })
	if i < 0 {
		return Column{}, false
	}
	return t.Columns[i], true
}

// Lacking are the required columns that are not among the names.
func (t Table) Lacking(names []string) []string {
	var lacking []string
	for _, c := range t.Columns {
		if c.Required && !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, c.Name) }) {
			lacking = append(lacking, c.Name)
		}
	}
	return lacking
}

// FindTable gives the table of that name in any case.
func FindTable(name string) (Table, bool) {
	for _, t := range Catalogue() {
		if strings.EqualFold(t.Name, name) {
			return t, true
		}
	}
	return Table{}, false
}

// Names are the names of all tables.
func Names() []string {
	var names []string
	for _, t := range Catalogue() {
		names = append(names, t.Name)
	}
	return names
}
