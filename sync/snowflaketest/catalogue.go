package snowflaketest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// kind is a type of Snowflake's: as declared, as DuckDB keeps it, and as it is
// named on the wire.
type kind struct {
	declared, stored, wire string
	precision, scale       int
}

type column struct {
	name string
	kind
}

// table is what was declared; the rows are DuckDB's.
type table struct {
	schema, name string
	view         bool
	columns      []column
	comment      string
	altered      time.Time
	committed    time.Time // when rows were last written: altering columns writes none
	owner        *session  // of a temporary table; nil for others
	stretched    *stretched
}

// with is the table with other columns.
func (t *table) with(columns []column) *table {
	changed := *t
	changed.columns = columns
	return &changed
}

func (t *table) key() string { return t.schema + "." + t.name }

// typeParts takes a type apart: name, first and second number; -1 where there is none.
func typeParts(text string) (name string, first, second int) {
	text = strings.ToUpper(strings.TrimSpace(text))
	end := strings.IndexFunc(text, func(c rune) bool { return c != '_' && !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	if end < 0 {
		return text, -1, -1
	}
	name, rest := text[:end], strings.TrimSpace(text[end:])
	if after, ok := strings.CutPrefix(rest, "PRECISION"); ok {
		name, rest = name+" PRECISION", strings.TrimSpace(after)
	}
	numbers := [2]int{-1, -1}
	if inside, ok := strings.CutPrefix(rest, "("); ok {
		inside, _, _ = strings.Cut(inside, ")")
		for i, part := range strings.SplitN(inside, ",", 2) {
			if n, err := strconv.Atoi(strings.TrimSpace(part)); err == nil {
				numbers[i] = n
			}
		}
	}
	return name, numbers[0], numbers[1]
}

// kindOf reads a type as it is declared.
func kindOf(text string) (kind, error) {
	word, first, second := typeParts(text)
	scale := first
	if first < 0 {
		scale = 9
	}
	switch word {
	case "NUMBER", "DECIMAL", "NUMERIC":
		if first < 0 {
			first = 38
		}
		second = max(second, 0)
		return kind{"NUMBER", fmt.Sprintf("DECIMAL(%d,%d)", first, second), "fixed", first, second}, nil
	case "INT", "INTEGER", "BIGINT", "SMALLINT", "TINYINT":
		return kind{"NUMBER", "DECIMAL(38,0)", "fixed", 38, 0}, nil
	case "FLOAT", "DOUBLE", "REAL", "DOUBLE PRECISION":
		return kind{declared: "FLOAT", stored: "DOUBLE", wire: "real"}, nil
	case "VARCHAR", "TEXT", "STRING", "CHAR":
		return kind{declared: "TEXT", stored: "VARCHAR", wire: "text"}, nil
	case "BOOLEAN":
		return kind{declared: "BOOLEAN", stored: "BOOLEAN", wire: "boolean"}, nil
	case "BINARY", "VARBINARY":
		return kind{declared: "BINARY", stored: "BLOB", wire: "binary"}, nil
	case "DATE":
		return kind{declared: "DATE", stored: "DATE", wire: "date"}, nil
	case "TIME":
		return kind{declared: "TIME", stored: "TIME", wire: "time", scale: scale}, nil
	case "TIMESTAMP_NTZ", "TIMESTAMP", "DATETIME":
		stored := "TIMESTAMP"
		if scale > 6 {
			stored = "TIMESTAMP_NS"
		}
		return kind{declared: "TIMESTAMP_NTZ", stored: stored, wire: "timestamp_ntz", scale: scale}, nil
	case "TIMESTAMP_LTZ":
		return kind{declared: "TIMESTAMP_LTZ", stored: "TIMESTAMP WITH TIME ZONE", wire: "timestamp_ltz", scale: scale}, nil
	case "TIMESTAMP_TZ":
		return kind{declared: "TIMESTAMP_TZ", stored: `STRUCT(epoch BIGINT, fraction INTEGER, "zone" INTEGER)`, wire: "timestamp_tz", scale: scale}, nil
	case "VARIANT", "OBJECT", "ARRAY":
		return kind{declared: word, stored: "JSON", wire: strings.ToLower(word)}, nil
	case "GEOGRAPHY", "GEOMETRY", "VECTOR", "MAP", "FILE":
		return kind{declared: word, stored: "VARCHAR", wire: strings.ToLower(word)}, nil
	}
	return kind{}, fmt.Errorf("type %q is not known here", text)
}

// kindOfStored is the type of a result's column that is no column of a table.
func kindOfStored(stored string) kind {
	switch {
	case strings.HasPrefix(stored, "DECIMAL"):
		k, err := kindOf(stored)
		if err == nil {
			return k
		}
	case strings.HasSuffix(stored, "INT"), stored == "INTEGER":
		return kind{"NUMBER", stored, "fixed", 38, 0}
	}
	by := map[string]string{"DOUBLE": "FLOAT", "FLOAT": "FLOAT", "BOOLEAN": "BOOLEAN", "BLOB": "BINARY", "DATE": "DATE", "TIME": "TIME(6)",
		"TIMESTAMP": "TIMESTAMP_NTZ(6)", "TIMESTAMP_NS": "TIMESTAMP_NTZ(9)", "TIMESTAMP WITH TIME ZONE": "TIMESTAMP_LTZ(6)", "JSON": "VARIANT"}
	name, ok := by[stored]
	if !ok {
		name = "TEXT"
	}
	k, _ := kindOf(name) // all of the list are known
	return k
}

// prepare makes the empty database.
func (s *Server) prepare(ctx context.Context) error {
	s.db.SetMaxOpenConns(1) // USE is of a connection
	for _, sql := range []string{
		`SET TimeZone = 'UTC'`,
		fmt.Sprintf(`SET threads = %d`, s.cfg.Threads),
		`CREATE TABLE sf_tables (table_schema VARCHAR, table_name VARCHAR, table_type VARCHAR, last_altered TIMESTAMPTZ, row_count BIGINT, bytes BIGINT, comment VARCHAR)`,
		`CREATE TABLE sf_columns (table_schema VARCHAR, table_name VARCHAR, column_name VARCHAR, ordinal_position BIGINT, data_type VARCHAR,
			numeric_precision BIGINT, numeric_scale BIGINT, datetime_precision BIGINT)`,
		`ATTACH ':memory:' AS ` + ident(s.cfg.Database),
		`CREATE SCHEMA IF NOT EXISTS ` + ident(s.cfg.Database) + "." + ident(s.cfg.Schema),
		`USE ` + ident(s.cfg.Database) + "." + ident(s.cfg.Schema),
		`CREATE MACRO md5_number_lower64(message) AS CAST('0x' || right(md5(message), 16) AS UBIGINT)`,
	} {
		if _, err := s.db.ExecContext(ctx, sql); err != nil {
			return fmt.Errorf("%s: %w", sql, err)
		}
	}
	return nil
}

// touch notes that a table has changed, and what it now consists of. The time
// always moves on, so that no change hides behind the one before.
func (s *Server) touch(_ context.Context, t *table) error {
	s.mu.Lock()
	now := s.cfg.Clock().UTC().Truncate(time.Microsecond)
	for _, other := range s.tables {
		if !now.After(other.altered) {
			now = other.altered.Add(time.Millisecond)
		}
	}
	t.altered, t.committed = now, now
	s.tables[t.key()], s.stale[t.key()] = t, true
	clear(s.cache)
	s.mu.Unlock()
	return nil
}

// catalogue brings INFORMATION_SCHEMA up to date, before somebody looks at it.
func (s *Server) catalogue(ctx context.Context) error {
	s.mu.Lock()
	var stale []*table
	for key := range s.stale {
		if t, ok := s.tables[key]; ok {
			stale = append(stale, t)
		}
	}
	clear(s.stale)
	s.mu.Unlock()
	for _, t := range stale {
		if err := s.describe(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

func (s *Server) describe(ctx context.Context, t *table) error {
	what := "BASE TABLE"
	if t.view {
		what = "VIEW"
	}
	if err := s.forget(ctx, t); err != nil {
		return err
	}
	if t.owner != nil || s.isDenied(t.key()) {
		return nil // who may not read it does not see it
	}
	_, err := s.db.ExecContext(ctx, fmt.Sprintf(`INSERT INTO memory.main.sf_tables SELECT ?, ?, ?, ?, n, n * ?, ? FROM (SELECT count(*) AS n FROM %s)`, t.path(s)),
		t.schema, t.name, what, t.altered, s.cfg.RowBytes, t.comment)
	var rows []string
	for i, c := range t.columns {
		rows = append(rows, fmt.Sprintf("(%s, %s, %s, %d, %s, %d, %d, %[7]d)", literal(t.schema), literal(t.name), literal(c.name), i+1, literal(c.declared), c.precision, c.scale))
	}
	_, inserted := s.db.ExecContext(ctx, "INSERT INTO memory.main.sf_columns VALUES "+strings.Join(rows, ", "))
	return errors.Join(err, inserted)
}

func (s *Server) forget(ctx context.Context, t *table) error {
	_, err := s.db.ExecContext(ctx, `DELETE FROM memory.main.sf_tables WHERE table_schema = ? AND table_name = ?`, t.schema, t.name)
	_, columns := s.db.ExecContext(ctx, `DELETE FROM memory.main.sf_columns WHERE table_schema = ? AND table_name = ?`, t.schema, t.name)
	return errors.Join(err, columns)
}

func (t *table) path(s *Server) string {
	return ident(s.cfg.Database) + "." + ident(t.schema) + "." + ident(t.name)
}

// Deny takes the right to read a table away, and Grant gives it back.
func (s *Server) Deny(ctx context.Context, name string) error { return s.right(ctx, name, true) }

// Grant gives the right to read a table back.
func (s *Server) Grant(ctx context.Context, name string) error { return s.right(ctx, name, false) }

func (s *Server) right(_ context.Context, name string, denied bool) error {
	t, ok := s.find(name)
	if !ok {
		return fmt.Errorf("there is no table %s", name)
	}
	s.mu.Lock()
	s.denied[t.key()], s.stale[t.key()] = denied, true
	s.mu.Unlock()
	return nil
}

func (s *Server) isDenied(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.denied[key]
}

// find finds a table by its name, with or without schema and database.
func (s *Server) find(name string) (*table, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, ok := s.tables[s.keyOf(name)]
	return t, ok
}

func (s *Server) keyOf(name string) string {
	parts := strings.Split(strings.ToUpper(strings.ReplaceAll(name, `"`, "")), ".")
	if len(parts) == 1 {
		return strings.ToUpper(s.cfg.Schema) + "." + parts[0]
	}
	return strings.Join(parts[len(parts)-2:], ".")
}

func ident(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
