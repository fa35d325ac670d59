package push

import (
	"fmt"
	"strings"

	"sprue/engine/store"
)

// isText tells whether a column is text in a file, and so in quotes: an empty text
// is none that is missing.
func (c Column) isText() bool {
	switch {
	case c.isNested(), c.Type == "VARCHAR", c.Type == "JSON", c.Type == "UUID", c.Type == "INTERVAL", c.Type == "BIT", c.Type == "BIGNUM", strings.HasPrefix(c.Type, "ENUM"):
		return true
	}
	return false
}

func (c Column) isNested() bool {
	return strings.HasSuffix(c.Type, "]") || strings.HasPrefix(c.Type, "STRUCT") || strings.HasPrefix(c.Type, "MAP") || strings.HasPrefix(c.Type, "UNION")
}

// fileSQL is SQL of a column as it stands in a file: instants in UTC to the µs,
// numbers with every digit, bytes in hexadecimal, lists and structs as JSON. What is
// no number (NaN, infinity) is NULL, as in all answers.
func (c Column) fileSQL() string {
	name := store.Ident(c.Name)
	switch {
	case c.isNested():
		return fmt.Sprintf("CAST(to_json(%s) AS VARCHAR)", name)
	case c.isText():
		return fmt.Sprintf("CAST(%s AS VARCHAR)", name)
	case c.Type == "DOUBLE", c.Type == "FLOAT":
		return fmt.Sprintf("CASE WHEN isfinite(%[1]s) THEN %[1]s END", name)
	case c.Type == "TIMESTAMP WITH TIME ZONE":
		return instant(fmt.Sprintf("(%s AT TIME ZONE 'UTC')", name))
	case strings.HasPrefix(c.Type, "TIMESTAMP"):
		return instant(name)
	case c.Type == "BLOB":
		return fmt.Sprintf("hex(%s)", name)
	}
	return name
}

func instant(value string) string {
	return fmt.Sprintf("strftime(%s, '%%Y-%%m-%%d %%H:%%M:%%S.%%f')", value)
}

func (t Table) source() string {
	schema, table, _ := strings.Cut(t.Name, ".")
	return store.Ident(schema) + "." + store.Ident(table)
}

// keySQL is the key as one value, NULLs included.
func (t Table) keySQL() string {
	var names []string
	for _, k := range t.Key {
		names = append(names, store.Ident(k))
	}
	return "row(" + strings.Join(names, ", ") + ")"
}

// rowSQL is a whole row as one value.
func (t Table) rowSQL() string {
	var names []string
	for _, c := range t.Columns {
		names = append(names, store.Ident(c.Name))
	}
	return "row(" + strings.Join(names, ", ") + ")"
}

// copySQL writes the rows into files of no more than batch rows, packed, in one pass.
func (t Table) copySQL(folder string, batch int) string {
	var cells, quoted []string
	for _, c := range t.Columns {
		cells = append(cells, c.fileSQL()+" AS "+store.Ident(c.Name))
		if c.isText() {
			quoted = append(quoted, store.Ident(c.Name))
		}
	}
	force := ""
	if len(quoted) > 0 {
		force = ", FORCE_QUOTE (" + strings.Join(quoted, ", ") + ")"
	}
	return fmt.Sprintf(`COPY (SELECT %s, (row_number() OVER () - 1) // %d AS sprue_batch FROM %s) TO %s
		(FORMAT csv, HEADER false, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR ''%s, COMPRESSION gzip, PARTITION_BY (sprue_batch), FILENAME_PATTERN 'rows-{uuid}', FILE_EXTENSION 'csv.gz')`,
		strings.Join(cells, ", "), batch, t.source(), store.Literal(folder), force)
}
