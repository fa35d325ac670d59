package snowflake

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/sync/source"
)

// tablesSQL asks for all tables of the schema with the time of their last change.
func (s *Source) tablesSQL() string {
	return fmt.Sprintf(`SELECT TABLE_NAME, TABLE_TYPE, LAST_ALTERED, ROW_COUNT, BYTES FROM %s.INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = %s ORDER BY TABLE_NAME`,
		source.Ident(s.cfg.Database), source.Literal(s.cfg.Schema))
}

// columnsSQL asks what tables consist of.
func (s *Source) columnsSQL(tables []string) string {
	var names []string
	for _, t := range tables {
		names = append(names, source.Literal(t))
	}
	return fmt.Sprintf(`SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE FROM %s.INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = %s AND TABLE_NAME IN (%s) ORDER BY TABLE_NAME, ORDINAL_POSITION`,
		source.Ident(s.cfg.Database), source.Literal(s.cfg.Schema), strings.Join(names, ", "))
}

func (s *Source) from(h shape) string {
	return source.Ident(s.cfg.Database) + "." + source.Ident(s.cfg.Schema) + "." + source.Ident(h.name)
}

func (h shape) list() string {
	var names []string
	for _, c := range h.columns {
		names = append(names, c.name)
	}
	return source.Idents(names)
}

// wholeSQL reads a small table, in the order of its key, which tells a page that is not
// the right one.
func (s *Source) wholeSQL(h shape) string {
	order := ""
	if key := h.key(); len(key) > 0 {
		order = " ORDER BY " + source.Idents(key)
	}
	return fmt.Sprintf("SELECT %s FROM %s%s", h.list(), s.from(h), order)
}

// key is the columns of a table's key that are there, spelt as the warehouse has them.
func (h shape) key() (names []string) {
	for _, name := range h.table.Key {
		if own, ok := h.find(name); ok {
			names = append(names, own.name)
		}
	}
	return names
}

// find finds a column, spelt as the warehouse has it.
func (h shape) find(name string) (column, bool) {
	at := slices.IndexFunc(h.columns, func(c column) bool { return strings.EqualFold(c.name, name) })
	if at < 0 {
		return column{}, false
	}
	return h.columns[at], true
}

// cursorSQL is a cursor's column, spelt as the warehouse has it.
func (h shape) cursorSQL(of source.Cursor) string {
	if own, ok := h.find(of.Column); ok {
		return source.Ident(own.name)
	}
	return source.Ident(of.Column)
}

// bounds limit a cursor, half-open; a zero end is open. A row without a cursor
// belongs to no time: it is read with what is open at its end, so that none is
// missed.
func (h shape) bounds(of source.Cursor, from, to time.Time) string {
	cursor := h.cursorSQL(of)
	var and []string
	if !from.IsZero() {
		and = append(and, cursor+" >= "+literal(of, from))
	}
	if !to.IsZero() {
		return strings.Join(append(and, cursor+" < "+literal(of, to)), " AND ")
	}
	if len(and) == 0 {
		return ""
	}
	return and[0] + " OR " + cursor + " IS NULL"
}

// literal is an instant as the cursor's column spells it.
func literal(of source.Cursor, t time.Time) string {
	switch of.Kind {
	case source.EpochNanos:
		return of.Value(t)
	case source.HourText:
		return source.Literal(of.Value(t))
	default:
		return "CAST(" + source.Literal(of.Value(t)) + " AS TIMESTAMP_NTZ)"
	}
}

func where(bounds string) string {
	if bounds == "" {
		return ""
	}
	return " WHERE " + bounds
}

// hoursSQL counts the rows of each hour, so that windows can be cut by what they
// hold. It reads one column.
func (s *Source) hoursSQL(h shape, req source.Request) string {
	cursor := h.cursorSQL(req.Cursor)
	hour := map[source.CursorKind]string{
		source.EpochNanos: fmt.Sprintf("%[1]s - MOD(%[1]s, %[2]d)", cursor, time.Hour),
		source.HourText:   fmt.Sprintf("LEFT(%s, 10)", cursor),
		source.Instant:    fmt.Sprintf("DATE_TRUNC('HOUR', %s)", cursor),
	}[req.Cursor.Kind]
	return fmt.Sprintf("SELECT %s AS HOUR_OF_ROW, COUNT(*) AS ROWS_OF_HOUR FROM %s%s GROUP BY 1 ORDER BY 1",
		hour, s.from(h), where(h.bounds(req.Cursor, req.From, req.To)))
}

// windowSQL reads a window of a large table, in the order of its cursor, which
// tells a page that is not the right one.
func (s *Source) windowSQL(h shape, of source.Cursor, from, to time.Time) string {
	return fmt.Sprintf("SELECT %s FROM %s%s ORDER BY %s", h.list(), s.from(h), where(h.bounds(of, from, to)), h.cursorSQL(of))
}
