package snowflaketest

import (
	"fmt"
	"regexp"
	"strings"
)

// grammar takes SQL apart. It is made once a server: its patterns cost more than most
// statements.
type grammar struct {
	pieces    *regexp.Regexp // literals, quoted names and the rest
	catalogue *regexp.Regexp // INFORMATION_SCHEMA, with or without a database
	verbs     []verb
}

// verb is what statements of a kind look like: name of the table, and the rest.
type verb struct {
	name    string
	pattern *regexp.Regexp
}

func newGrammar() grammar {
	g := grammar{
		pieces:    regexp.MustCompile(`'(?:[^']|'')*'|"(?:[^"]|"")*"|[^'"]+`),
		catalogue: regexp.MustCompile(`(?i)(?:"?\w+"?\.)?INFORMATION_SCHEMA\.(TABLES|COLUMNS)\b`),
	}
	for _, v := range [][2]string{
		{"SELECT", `(?:SELECT|WITH)\b.*?\bFROM\s+` + name + `(.*)`},
		{"INSERT", `INSERT INTO ` + name + `(.*)`},
		{"UPDATE", `UPDATE ` + name + `(.*)`},
		{"DELETE", `DELETE FROM ` + name + `(.*)`},
		{"MERGE", `MERGE INTO ` + name + `(.*)`},
		{"COPY", `COPY INTO ` + name + `(.*)`},
		{"TRUNCATE", `TRUNCATE (?:TABLE )?` + name + `(.*)`},
		{"CREATE SCHEMA", `CREATE SCHEMA (?:IF NOT EXISTS )?` + name + `(.*)`},
		{"CREATE TABLE", `CREATE (?:OR REPLACE )?(?:TEMPORARY )?TABLE (?:IF NOT EXISTS )?` + name + `\s*(\(.*)`},
		{"CREATE VIEW", `CREATE (?:OR REPLACE )?VIEW ` + name + `(.*)`},
		{"ALTER TABLE", `ALTER TABLE ` + name + `(.*)`},
		{"DROP TABLE", `DROP TABLE (?:IF EXISTS )?` + name + `(.*)`},
	} {
		g.verbs = append(g.verbs, verb{v[0], regexp.MustCompile(`(?is)^\s*` + v[1])})
	}
	return g
}

// translate puts Snowflake's words into DuckDB's.
func (s *Server) translate(sql string, of *session) string {
	sql = s.grammar.catalogue.ReplaceAllString(sql, "memory.main.sf_$1")
	role, warehouse := "", ""
	if of != nil {
		role, warehouse = of.role, of.warehouse
	}
	words := strings.NewReplacer(
		"CURRENT_ROLE()", literal(role), "CURRENT_WAREHOUSE()", literal(warehouse),
		"CURRENT_ACCOUNT()", literal(s.cfg.Account), "CURRENT_VERSION()", "'9.0.0'",
		"TIMESTAMP_NTZ", "TIMESTAMP", "TIMESTAMP_LTZ", "TIMESTAMPTZ")
	return s.grammar.pieces.ReplaceAllStringFunc(sql, func(piece string) string {
		if piece[0] == '\'' || piece[0] == '"' {
			return piece
		}
		return words.Replace(piece)
	})
}

func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// name of a table in SQL, with or without quotes, schema and database.
const name = `((?:"?[\w$]+"?\.){0,2}"?[\w$]+"?)`

// statement is what a text of SQL does.
type statement struct {
	verb  string // SELECT, INSERT, CREATE TABLE, …; upper case
	table string // what it is about, as written
	rest  string // behind the table's name
	sql   string // all of it
}

// says tells whether words stand before the table's name.
func (st statement) says(words string) bool {
	head, _, _ := strings.Cut(st.sql, st.table)
	return strings.Contains(strings.ToUpper(head), words)
}

// read finds out what a statement does.
func (g grammar) read(sql string) statement {
	for _, v := range g.verbs {
		if m := v.pattern.FindStringSubmatch(sql); m != nil {
			return statement{v.name, m[1], m[2], sql}
		}
	}
	verb, _, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(sql)), " ")
	return statement{verb: verb, sql: sql}
}

// columns reads a list of declarations, (ID NUMBER(38,0), NAME VARCHAR COMMENT 'of
// it'), and gives what stands behind it too. Commas and parentheses of texts are
// none of its own.
func columns(list string) (all []column, behind string, err error) {
	depth, from, quote := 0, 1, rune(0)
	list = strings.TrimSpace(list)
	for at, c := range list {
		end := false
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth--
			end = depth == 0
		case c == ',':
			end = depth == 1
		}
		if !end {
			continue
		}
		made, err := declared(list[from:at])
		if err != nil {
			return nil, "", err
		}
		all, from = append(all, made), at+1
		if depth == 0 {
			return all, list[from:], nil
		}
	}
	return nil, "", fmt.Errorf("the list of columns has no end: %q", list)
}

func declared(text string) (column, error) {
	name, kind, ok := strings.Cut(strings.TrimSpace(text), " ")
	if !ok {
		return column{}, fmt.Errorf("no declaration of a column: %q", text)
	}
	k, err := kindOf(kind)
	return column{name: strings.ToUpper(strings.Trim(name, `"`)), kind: k}, err
}
