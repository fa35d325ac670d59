package snowflaketest

import (
	"fmt"
	"regexp"
	"strings"
)

// pieces takes SQL apart into literals, quoted names and the rest.
func pieces() *regexp.Regexp {
	return regexp.MustCompile(`'(?:[^']|'')*'|"(?:[^"]|"")*"|[^'"]+`)
}

// translate puts Snowflake's words into DuckDB's.
func (s *Server) translate(sql string, of *session) string {
	sql = regexp.MustCompile(`(?i)(?:"?\w+"?\.)?INFORMATION_SCHEMA\.(TABLES|COLUMNS)\b`).ReplaceAllString(sql, "memory.main.sf_$1")
	role, warehouse := "", ""
	if of != nil {
		role, warehouse = of.role, of.warehouse
	}
	words := strings.NewReplacer(
		"CURRENT_ROLE()", literal(role), "CURRENT_WAREHOUSE()", literal(warehouse),
		"CURRENT_ACCOUNT()", literal(s.cfg.Account), "CURRENT_VERSION()", "'9.0.0'",
		"TIMESTAMP_NTZ", "TIMESTAMP", "TIMESTAMP_LTZ", "TIMESTAMPTZ")
	return pieces().ReplaceAllStringFunc(sql, func(piece string) string {
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
}

// read finds out what a statement does.
func read(sql string) statement {
	for verb, pattern := range map[string]string{
		"CREATE TABLE": `CREATE (?:OR REPLACE )?TABLE (?:IF NOT EXISTS )?` + name + `\s*(\(.*)`,
		"CREATE VIEW":  `CREATE (?:OR REPLACE )?VIEW ` + name + `(.*)`,
		"ALTER TABLE":  `ALTER TABLE ` + name + `(.*)`,
		"DROP TABLE":   `DROP TABLE (?:IF EXISTS )?` + name + `(.*)`,
		"INSERT":       `INSERT INTO ` + name + `(.*)`,
		"UPDATE":       `UPDATE ` + name + `(.*)`,
		"DELETE":       `DELETE FROM ` + name + `(.*)`,
		"TRUNCATE":     `TRUNCATE (?:TABLE )?` + name + `(.*)`,
		"SELECT":       `(?:SELECT|WITH)\b.*?\bFROM\s+` + name + `(.*)`,
	} {
		if m := regexp.MustCompile(`(?is)^\s*` + pattern).FindStringSubmatch(sql); m != nil {
			return statement{verb, m[1], m[2]}
		}
	}
	verb, _, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(sql)), " ")
	return statement{verb: verb}
}

// columns reads a list of declarations: (ID NUMBER(38,0), NAME VARCHAR).
func columns(list string) ([]column, error) {
	list = strings.TrimSpace(list)
	list = strings.TrimSuffix(strings.TrimPrefix(list, "("), ")")
	var all []column
	depth, from := 0, 0
	for at, c := range list + "," {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			made, err := declared(list[from:at])
			if err != nil {
				return nil, err
			}
			all, from = append(all, made), at+1
		}
	}
	return all, nil
}

func declared(text string) (column, error) {
	name, kind, ok := strings.Cut(strings.TrimSpace(text), " ")
	if !ok {
		return column{}, fmt.Errorf("no declaration of a column: %q", text)
	}
	k, err := kindOf(kind)
	return column{name: strings.ToUpper(strings.Trim(name, `"`)), kind: k}, err
}
