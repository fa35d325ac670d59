package store

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"sprue/engine"
)

//go:embed allowed_functions.txt
var allowedFunctions string

// The table functions that users' SQL may call: none of them sees a file, a
// setting or a secret. Not histogram(): it takes the name of a table as text,
// and that may be a file's.
const allowedTableFunctions = `range generate_series unnest repeat json_each json_tree
	duckdb_columns duckdb_constraints duckdb_functions duckdb_indexes duckdb_keywords
	duckdb_schemas duckdb_tables duckdb_types duckdb_views
	icu_calendar_names pg_timezone_names pragma_version`

// userSchemas are what users' SQL sees, in the order in which a bare name is
// looked up. Tables that no user may read go to another schema.
func userSchemas() []string { return []string{"mart", "core", "raw", "meta"} }

// guard decides whether a statement may run, from the tree that DuckDB's own
// parser makes of it and the names in the catalog. It allows what it knows and
// refuses the rest: a new kind of statement, function or node of a later DuckDB
// is refused until somebody has looked at it.
//
// A text such as FROM 'data.csv' is a table to the parser; DuckDB reads the
// file when the catalog has no such table. So a table must be in the catalog,
// or be a common table expression whose name can't be a file's.
type guard struct {
	conn           *sql.Conn
	functions      map[string]bool
	tableFunctions map[string]bool
	tables         map[string]bool // by schema.table
	ctes           map[string]bool // of the statement at hand
	bounded        bool            // lengths of texts must be written out
	unknown        bool            // a function was: perhaps it is a macro of the file
}

func newGuard(ctx context.Context, conn *sql.Conn, bounded bool) (*guard, error) {
	g := &guard{conn: conn, bounded: bounded, functions: map[string]bool{}, tableFunctions: map[string]bool{}, tables: map[string]bool{}}
	for _, line := range strings.Split(allowedFunctions, "\n") {
		if !strings.HasPrefix(line, "# ") {
			addAll(g.functions, strings.Fields(line))
		}
	}
	addAll(g.tableFunctions, strings.Fields(allowedTableFunctions))
	return g, g.readCatalog(ctx)
}

func addAll(set map[string]bool, names []string) {
	for _, name := range names {
		set[name] = true
	}
}

func (g *guard) readCatalog(ctx context.Context) error {
	return g.readNames(ctx, map[string]map[string]bool{"table": g.tables}, `
		SELECT 'table', lower(schema_name || '.' || table_name) FROM duckdb_tables() WHERE database_name = $1 AND list_contains($2, schema_name)
		UNION ALL
		SELECT 'table', lower(schema_name || '.' || view_name) FROM duckdb_views()
		WHERE database_name = $1 AND list_contains($2, schema_name) OR database_name = 'system' AND schema_name = 'information_schema'`,
		Catalog, userSchemas())
}

// readMacros is called only where a function is not allowed by itself: it
// takes 20 ms, since DuckDB lists all of its own functions first.
func (g *guard) readMacros(ctx context.Context) error {
	return g.readNames(ctx, map[string]map[string]bool{"macro": g.functions, "table_macro": g.tableFunctions}, `
		SELECT function_type, lower(function_name) FROM duckdb_functions() WHERE database_name = $1 AND NOT internal`, Catalog)
}

func (g *guard) readNames(ctx context.Context, sets map[string]map[string]bool, query string, args ...any) (err error) {
	rows, err := g.conn.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var kind, name string
		if err := rows.Scan(&kind, &name); err != nil {
			return err
		}
		if set := sets[kind]; set != nil {
			set[name] = true
		}
	}
	return rows.Err()
}

// parsed is what json_serialize_sql answers.
type parsed struct {
	Error      bool              `json:"error"`
	Kind       string            `json:"error_type"`
	Message    string            `json:"error_message"`
	Statements []json.RawMessage `json:"statements"`
}

// check returns nil if the text is one statement that may run.
func (g *guard) check(ctx context.Context, text, keyword string) error {
	var answer string
	err := g.conn.QueryRowContext(ctx, "SELECT json_serialize_sql(?::VARCHAR)::VARCHAR", text).Scan(&answer)
	if err != nil {
		return err
	}
	var tree parsed
	if err := json.Unmarshal([]byte(answer), &tree); err != nil {
		return err
	}
	switch {
	case tree.Error && tree.Kind == "parser":
		return refuse(grammarHint, "%s", oneLine(tree.Message))
	case tree.Error:
		return refuse(readingHint(keyword), "%s is not allowed: queries only read", keyword)
	case len(tree.Statements) == 0:
		return refuse(grammarHint, "there is no statement")
	case len(tree.Statements) > 1:
		return refuse("run them one by one", "there are %d statements", len(tree.Statements))
	}
	var node any
	if err := json.Unmarshal(tree.Statements[0], &node); err != nil {
		return err
	}
	g.ctes = map[string]bool{}
	g.collectCTEs(node)
	err = g.walk(node)
	if err == nil || !g.unknown {
		return err
	}
	if err := g.readMacros(ctx); err != nil {
		return err
	}
	return g.walk(node)
}

const grammarHint = "write one statement that reads, as in: SELECT count(*) FROM core.master_shot"

func readingHint(keyword string) string {
	if keyword == "PIVOT" || keyword == "UNPIVOT" {
		return "write FROM (" + keyword + " … ON … IN (…) …)"
	}
	return "use SELECT, WITH, FROM, VALUES, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN"
}

func refuse(hint, format string, args ...any) error {
	return &engine.Error{Code: engine.CodeUsage, Doing: "query", Message: fmt.Sprintf(format, args...), Hint: hint}
}

// collectCTEs finds the names of WITH, wherever they are. That one is used out
// of its scope can't matter: a name without a dot or a slash is no file.
func (g *guard) collectCTEs(node any) {
	switch node := node.(type) {
	case []any:
		for _, n := range node {
			g.collectCTEs(n)
		}
	case map[string]any:
		if ctes, ok := node["cte_map"].(map[string]any); ok {
			entries, _ := ctes["map"].([]any)
			for _, e := range entries {
				entry, _ := e.(map[string]any)
				g.ctes[strings.ToLower(text(entry, "key"))] = true
			}
		}
		for _, n := range node {
			g.collectCTEs(n)
		}
	}
}

func (g *guard) walk(node any) error {
	switch node := node.(type) {
	case []any:
		for _, n := range node {
			if err := g.walk(n); err != nil {
				return err
			}
		}
	case map[string]any:
		if err := g.checkNode(node); err != nil {
			return err
		}
		for _, key := range slices.Sorted(maps.Keys(node)) {
			if err := g.walk(node[key]); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkNode looks at one node. Expressions have a class; tables, queries and
// what modifies them have a type only.
func (g *guard) checkNode(node map[string]any) error {
	kind, ok := node["type"].(string)
	if !ok {
		return nil
	}
	if class, ok := node["class"].(string); ok {
		return g.checkExpression(class, node)
	}
	switch kind {
	case "BASE_TABLE":
		return g.checkTable(node)
	case "TABLE_FUNCTION":
		return g.checkTableFunction(node)
	case "SHOW_REF":
		return checkShow(node)
	case "SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE",
		"SUBQUERY", "JOIN", "EXPRESSION_LIST", "EMPTY", "PIVOT",
		"ORDER_MODIFIER", "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER", "DISTINCT_MODIFIER",
		"ORDER_DEFAULT", "ASCENDING", "DESCENDING":
		return nil
	}
	if strings.HasSuffix(kind, "_TYPE_INFO") {
		return nil
	}
	return refuse(grammarHint, "%s is not allowed", kind)
}

func (g *guard) checkExpression(class string, node map[string]any) error {
	switch class {
	case "FUNCTION", "WINDOW":
		name := strings.ToLower(text(node, "function_name"))
		if g.functions[name] || name == "unnest" {
			return g.checkLength(name, node)
		}
		g.unknown = true
		return refuse(nearest(name, g.functions, "queries compute with what is in the file, and see nothing else of the machine"), "function %s is unknown or not allowed", name)
	case "PARAMETER":
		return refuse("write the value itself", "parameters are not allowed")
	}
	return nil
}

// longest is the length of a text or list that one call may ask for.
const longest = 100_000

// checkLength looks at calls that make as much as a number says. DuckDB neither
// counts that memory nor stops inside of it: repeat('a', 2e9) takes 4 GB and a
// minute, whatever the limits.
func (g *guard) checkLength(name string, call map[string]any) error {
	switch name {
	case "repeat", "lpad", "rpad", "list_resize", "array_resize":
	default:
		return nil
	}
	arguments, _ := call["children"].([]any)
	if !g.bounded || len(arguments) < 2 {
		return nil
	}
	length, _ := arguments[1].(map[string]any)
	constant, _ := length["value"].(map[string]any)
	if n, ok := constant["value"].(float64); ok && n <= longest {
		return nil
	}
	return refuse(fmt.Sprintf("write it as a number up to %d", longest), "the length in %s() is too large or not known before", name)
}

func (g *guard) checkTableFunction(node map[string]any) error {
	call, _ := node["function"].(map[string]any)
	name := strings.ToLower(text(call, "function_name"))
	if text(call, "class") != "FUNCTION" && text(call, "class") != "CHECKED" || !g.tableFunctions[name] {
		g.unknown = true
		return refuse("queries see the tables of the file, nothing else", "table function %s is unknown or not allowed", name)
	}
	call["class"] = "CHECKED" // the walk goes on to its arguments
	return nil
}

func (g *guard) checkTable(node map[string]any) error {
	catalog, schema, table := lower(node, "catalog_name"), lower(node, "schema_name"), lower(node, "table_name")
	switch {
	case catalog == "" && schema == "":
		if g.isCTE(table) || g.isBareTable(table) {
			return nil
		}
	case catalog == "" || catalog == Catalog || catalog == "system" && schema == "information_schema":
		if g.tables[schema+"."+table] {
			return nil
		}
	}
	name := strings.TrimLeft(schema+"."+table, ".")
	return refuse(nearest(name, g.tables, "'SELECT table_schema, table_name FROM information_schema.tables' lists them"), "there is no table %q", name)
}

func (g *guard) isCTE(name string) bool { return g.ctes[name] && !strings.ContainsAny(name, `./\:*?[`) }

func (g *guard) isBareTable(name string) bool {
	for _, schema := range userSchemas() {
		if g.tables[schema+"."+name] {
			return true
		}
	}
	return false
}

// checkShow lets SHOW TABLES and the like pass; DESCRIBE and SUMMARIZE hold a
// query, which is walked.
func checkShow(node map[string]any) error {
	switch table := text(node, "table_name"); table {
	case "", `"tables"`, `"databases"`, `"schemas"`, "__show_tables_expanded":
		return nil
	default:
		return refuse("SHOW TABLES lists what there is", "SHOW %s is not allowed", table)
	}
}

// nearest is a hint: the name that was meant, otherwise what else helps.
func nearest(name string, names map[string]bool, otherwise string) string {
	if found := engine.Nearest(name, slices.Sorted(maps.Keys(names))); found != "" {
		return "did you mean " + found + "?"
	}
	return otherwise
}

func text(node map[string]any, key string) string {
	s, _ := node[key].(string)
	return s
}

func lower(node map[string]any, key string) string { return strings.ToLower(text(node, key)) }
