package models

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Queryer asks the engine.
type Queryer interface {
	QueryRow(ctx context.Context, query string, args ...any) *sql.Row
}

// Tree is a model's SELECT as the engine's own parser sees it.
func Tree(ctx context.Context, q Queryer, m Model) (map[string]any, error) {
	var text string
	err := q.QueryRow(ctx, "SELECT json_serialize_sql(?::VARCHAR, skip_null := true, skip_empty := true)::VARCHAR", m.SQL).Scan(&text)
	if err != nil {
		return nil, fmt.Errorf("parse model %q: %w", m.Name, err)
	}
	var parsed struct {
		Error      bool
		Message    string `json:"error_message"`
		Statements []struct{ Node map[string]any }
	}
	if err := json.Unmarshal([]byte(text), &parsed); err != nil {
		return nil, fmt.Errorf("parse model %q: %w", m.Name, err)
	}
	if parsed.Error || len(parsed.Statements) != 1 {
		return nil, fmt.Errorf("parse model %q: %d statements %s", m.Name, len(parsed.Statements), parsed.Message)
	}
	return parsed.Statements[0].Node, nil
}

// treesQuery gives the trees of many SELECTs, a line each: to ask for one after
// the other, and to read each as a whole, took a tenth of a build of a few shots.
const treesQuery = `
	SELECT string_agg(json_serialize_sql(text, skip_null := true, skip_empty := true)::VARCHAR, chr(10) ORDER BY n)
	FROM (SELECT unnest(texts) AS text, generate_subscripts(texts, 1) AS n FROM (SELECT from_json(?::VARCHAR, '["VARCHAR"]') AS texts))`

// References gives the tables that each model reads, by the model's name, as the
// engine's own parser sees them, in the order of their names: 'schema.table', or
// the bare name of a temp table.
func References(ctx context.Context, q Queryer, all []Model) (map[string][]string, error) {
	texts := make([]string, len(all))
	for i, m := range all {
		texts[i] = m.SQL
	}
	asked, err := json.Marshal(texts)
	if err != nil {
		return nil, err
	}
	var answer sql.NullString
	if err := q.QueryRow(ctx, treesQuery, string(asked)).Scan(&answer); err != nil {
		return nil, fmt.Errorf("parse the models: %w", err)
	}
	trees := strings.Split(answer.String, "\n")
	found := map[string][]string{}
	for i, m := range all {
		if i >= len(trees) || !strings.HasPrefix(trees[i], `{"error":false,`) {
			return nil, fmt.Errorf("parse model %q: %s", m.Name, trees[min(i, len(trees)-1)])
		}
		found[m.Name] = tables(trees[i])
	}
	return found, nil
}

// tables finds the tables in the text of a tree, without its CTEs: after the
// schema, if there is one, comes the name.
func tables(tree string) []string {
	const name, schema, step = `"table_name":"`, `"schema_name":"`, `{"key":"`
	found := map[string]bool{}
	for at, rest := "", tree; ; {
		before, after, more := strings.Cut(rest, name)
		if !more {
			break
		}
		at, rest, _ = strings.Cut(after, `"`)
		if i := strings.LastIndex(before, schema); i >= 0 && strings.HasSuffix(before, `",`) && strings.Count(before[i+len(schema):], `"`) == 1 {
			at = strings.TrimSuffix(before[i+len(schema):], `",`) + "." + at
		}
		found[at] = true
	}
	for at, rest, more := "", tree, true; more; delete(found, at) {
		if _, rest, more = strings.Cut(rest, step); more {
			at, rest, _ = strings.Cut(rest, `"`)
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// Order sorts models so that each comes after those that it reads; those that
// do not depend on each other keep their order.
func Order(ctx context.Context, q Queryer, all []Model) ([]Model, error) {
	reads, err := References(ctx, q, all)
	if err != nil {
		return nil, err
	}
	o := orderer{byName: map[string]Model{}, reads: reads, state: map[string]int{}}
	for _, m := range all {
		o.byName[m.Name] = m
	}
	for _, m := range all {
		if err := o.visit(m); err != nil {
			return nil, err
		}
	}
	return o.sorted, nil
}

type orderer struct {
	byName map[string]Model
	reads  map[string][]string
	state  map[string]int // 1 while its inputs are visited, 2 when placed
	sorted []Model
}

func (o *orderer) visit(m Model) error {
	switch o.state[m.Name] {
	case 1:
		return fmt.Errorf("order models: %q reads itself through others", m.Name)
	case 2:
		return nil
	}
	o.state[m.Name] = 1
	for _, name := range o.reads[m.Name] {
		if input, ok := o.byName[name]; ok && name != m.Name {
			if err := o.visit(input); err != nil {
				return err
			}
		}
	}
	o.state[m.Name] = 2
	o.sorted = append(o.sorted, m)
	return nil
}
