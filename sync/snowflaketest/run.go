package snowflaketest

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Run executes a statement of Snowflake's SQL as the owner of everything, and
// gives the number of rows that it changed.
func (s *Server) Run(ctx context.Context, sql string) (int64, error) {
	r, err := s.execute(ctx, nil, sql)
	if err != nil {
		return 0, err
	}
	return r.changed, nil
}

// execute runs a statement; of is nil for the owner.
func (s *Server) execute(ctx context.Context, of *session, sql string) (*result, error) {
	if isPut(sql) {
		return s.put(of, sql)
	}
	does := s.grammar.read(sql)
	if no := s.mayNot(of, does); no != nil {
		return nil, no
	}
	if strings.Contains(sql, "INFORMATION_SCHEMA") {
		if err := s.catalogue(ctx); err != nil {
			return nil, err
		}
	}
	switch does.verb {
	case "CREATE SCHEMA":
		_, err := s.db.ExecContext(ctx, "CREATE SCHEMA IF NOT EXISTS "+ident(s.cfg.Database)+"."+ident(strings.ToUpper(strings.Trim(does.table, `"`))))
		return done(), err
	case "CREATE TABLE":
		return s.create(ctx, of, does)
	case "CREATE VIEW":
		return s.createView(ctx, does)
	case "ALTER TABLE":
		return s.alter(ctx, does)
	case "DROP TABLE":
		return s.drop(ctx, does)
	case "INSERT", "UPDATE", "DELETE", "TRUNCATE":
		return s.change(ctx, does, s.translate(sql, of))
	case "MERGE":
		return s.merge(ctx, does, s.translate(sql, of))
	case "COPY":
		return s.copyInto(ctx, of, does)
	case "SELECT":
		told, err := s.commits(sql)
		if err != nil {
			return nil, err
		}
		return s.selectRows(ctx, does, s.translate(told, of))
	case "SHOW":
		return s.show(sql)
	case "EXPLAIN":
		return s.plan(ctx, of, sql)
	case "ALTER", "USE", "SET", "BEGIN", "COMMIT", "ROLLBACK":
		return done(), nil
	default:
		return nil, &failure{"001003", "42000", fmt.Sprintf("SQL compilation error:\nsyntax error line 1 at position 0 unexpected '%s'.", does.verb)}
	}
}

// failure is an error in Snowflake's words.
type failure struct{ code, state, message string }

func (f *failure) Error() string { return f.code + " (" + f.state + "): " + f.message }

// mayNot checks warehouse and rights.
func (s *Server) mayNot(of *session, does statement) error {
	if of == nil || does.table == "" {
		return nil
	}
	if of.warehouse == "" {
		return &failure{"000606", "57P03", "No active warehouse selected in the current session.  Select an active warehouse with the 'use warehouse' command.\n"}
	}
	s.wake()
	t, ok := s.find(does.table)
	if s.isDenied(s.keyOf(does.table)) || ok && t.owner != nil && t.owner != of {
		return s.noObject(does.table)
	}
	return s.mayNotWrite(does, t)
}

func (s *Server) noObject(name string) error {
	return &failure{"002003", "42S02", fmt.Sprintf("SQL compilation error:\nObject '%s.%s' does not exist or not authorized.", s.cfg.Database, s.keyOf(name))}
}

// explain puts DuckDB's words into Snowflake's.
func (s *Server) explain(ctx context.Context, does statement, err error) error {
	switch text := err.Error(); {
	case ctx.Err() != nil:
		return &failure{"000604", "57014", "SQL execution canceled"}
	case strings.Contains(text, "does not exist"):
		return s.noObject(does.table)
	case strings.Contains(text, "Referenced column"):
		column := regexp.MustCompile(`column "([^"]*)"`).FindStringSubmatch(text)
		return &failure{"000904", "42000", fmt.Sprintf("SQL compilation error: error line 1 at position 7\ninvalid identifier '%s'", append(column, "", "")[1])}
	default:
		return &failure{"001003", "42000", "SQL compilation error:\n" + text}
	}
}

func (s *Server) create(ctx context.Context, of *session, does statement) (*result, error) {
	declared, behind, err := columns(does.rest)
	if err != nil {
		return nil, err
	}
	if _, there := s.find(does.table); there && does.says("IF NOT EXISTS") {
		return done(), nil
	}
	t := s.named(does.table)
	t.columns, t.comment = declared, commentIn(behind)
	if does.says("TEMPORARY") {
		t.owner = of
	}
	var stored []string
	for _, c := range declared {
		stored = append(stored, ident(c.name)+" "+c.stored)
	}
	if _, err := s.db.ExecContext(ctx, fmt.Sprintf("CREATE OR REPLACE TABLE %s (%s)", t.path(s), strings.Join(stored, ", "))); err != nil {
		return nil, s.explain(ctx, does, err)
	}
	return done(), s.touch(ctx, t)
}

// commentIn reads COMMENT = 'text'.
func commentIn(text string) string {
	m := regexp.MustCompile(`(?is)\bCOMMENT\s*=\s*'((?:[^']|'')*)'`).FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	return strings.ReplaceAll(m[1], "''", "'")
}

func (s *Server) named(name string) *table {
	schema, name, _ := strings.Cut(s.keyOf(name), ".")
	return &table{schema: schema, name: name}
}

func (s *Server) createView(ctx context.Context, does statement) (*result, error) {
	t := s.named(does.table)
	t.view = true
	sql := s.translate(does.rest, nil)
	if _, err := s.db.ExecContext(ctx, "CREATE OR REPLACE VIEW "+t.path(s)+sql); err != nil {
		return nil, err
	}
	_, query, _ := strings.Cut(sql, "AS")
	shown, err := s.shape(ctx, s.grammar.read(query), query)
	if err != nil {
		return nil, err
	}
	t.columns = shown
	return done(), s.touch(ctx, t)
}

// alter adds, drops or retypes a column.
func (s *Server) alter(ctx context.Context, does statement) (*result, error) {
	t, ok := s.find(does.table)
	if !ok {
		return nil, s.noObject(does.table)
	}
	m := regexp.MustCompile(`(?is)^\s*(ADD|DROP|ALTER)(?: COLUMN)?\s+"?(\w+)"?(?:\s+(?:SET DATA TYPE )?(.*))?$`).FindStringSubmatch(does.rest)
	if m == nil {
		return nil, fmt.Errorf("ALTER TABLE%s is not known here", does.rest)
	}
	name := strings.ToUpper(m[2])
	at := slices.IndexFunc(t.columns, func(c column) bool { return c.name == name })
	sql := fmt.Sprintf("ALTER TABLE %s DROP COLUMN %s", t.path(s), ident(name))
	columns := slices.Clone(t.columns)
	switch strings.ToUpper(m[1]) {
	case "DROP":
		columns = slices.DeleteFunc(columns, func(c column) bool { return c.name == name })
	default:
		k, err := kindOf(m[3])
		if err != nil {
			return nil, err
		}
		if at < 0 {
			columns = append(columns, column{name, k})
			sql = fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s %s", t.path(s), ident(name), k.stored)
		} else {
			columns[at].kind = k
			sql = fmt.Sprintf("ALTER TABLE %s ALTER COLUMN %s TYPE %s", t.path(s), ident(name), k.stored)
		}
	}
	if _, err := s.db.ExecContext(ctx, sql); err != nil {
		return nil, err
	}
	changed := t.with(columns)
	if err := s.touch(ctx, changed); err != nil {
		return nil, err
	}
	s.mu.Lock()
	changed.committed = t.committed
	s.mu.Unlock()
	return done(), nil
}

func (s *Server) drop(ctx context.Context, does statement) (*result, error) {
	t, ok := s.find(does.table)
	if !ok {
		return done(), nil
	}
	_, err := s.db.ExecContext(ctx, "DROP TABLE "+t.path(s))
	s.mu.Lock()
	delete(s.tables, t.key())
	s.mu.Unlock()
	return done(), errors.Join(err, s.forget(ctx, t))
}

// change runs DML and answers with the number of rows.
func (s *Server) change(ctx context.Context, does statement, sql string) (*result, error) {
	t, ok := s.find(does.table)
	if !ok {
		return nil, s.noObject(does.table)
	}
	changed, err := s.db.ExecContext(ctx, sql)
	if err != nil {
		return nil, s.explain(ctx, does, err)
	}
	n, err := changed.RowsAffected()
	if err != nil {
		return nil, err
	}
	words := map[string]string{"INSERT": "number of rows inserted", "UPDATE": "number of rows updated", "DELETE": "number of rows deleted", "TRUNCATE": "status"}
	ids := map[string]int64{"INSERT": 0x3100, "UPDATE": 0x3200, "DELETE": 0x3300, "TRUNCATE": 0x3000}
	r := &result{changed: n, typeID: ids[does.verb], columns: []column{{words[does.verb], kindOfStored("BIGINT")}}}
	r.rows = [][]any{{fmt.Sprint(n)}}
	return r, s.touch(ctx, t.with(t.columns))
}

// done is the answer to what gives no rows.
func done() *result {
	return &result{typeID: 0x6000, columns: []column{{"status", kindOfStored("VARCHAR")}}, rows: [][]any{{"Statement executed successfully."}}}
}
