package models

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
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

// References gives the tables that a model reads, as the engine's own parser
// sees them, in the order of their names: 'schema.table', or the bare name of
// a temp table.
func References(ctx context.Context, q Queryer, m Model) ([]string, error) {
	tree, err := Tree(ctx, q, m)
	if err != nil {
		return nil, err
	}
	found := finder{tables: map[string]bool{}, steps: map[string]bool{}}
	found.walk(tree)
	for step := range found.steps {
		delete(found.tables, step)
	}
	return slices.Sorted(maps.Keys(found.tables)), nil
}

// finder collects the tables of a parse tree, and the names of its CTEs.
type finder struct{ tables, steps map[string]bool }

func (f finder) walk(node any) {
	switch n := node.(type) {
	case []any:
		for _, child := range n {
			f.walk(child)
		}
	case map[string]any:
		f.table(n)
		f.step(n)
		for _, child := range n {
			f.walk(child)
		}
	}
}

func (f finder) table(n map[string]any) {
	name, _ := n["table_name"].(string)
	if n["type"] != "BASE_TABLE" || name == "" {
		return
	}
	if schema, _ := n["schema_name"].(string); schema != "" {
		name = schema + "." + name
	}
	f.tables[name] = true
}

func (f finder) step(n map[string]any) {
	ctes, _ := n["cte_map"].(map[string]any)
	entries, _ := ctes["map"].([]any)
	for _, entry := range entries {
		if e, ok := entry.(map[string]any); ok {
			if name, ok := e["key"].(string); ok {
				f.steps[name] = true
			}
		}
	}
}

// Order sorts models so that each comes after those that it reads; those that
// do not depend on each other keep their order.
func Order(ctx context.Context, q Queryer, all []Model) ([]Model, error) {
	byName := map[string]Model{}
	for _, m := range all {
		byName[m.Name] = m
	}
	o := orderer{byName: byName, state: map[string]int{}}
	for _, m := range all {
		if err := o.visit(ctx, q, m); err != nil {
			return nil, err
		}
	}
	return o.sorted, nil
}

type orderer struct {
	byName map[string]Model
	state  map[string]int // 1 while its inputs are visited, 2 when placed
	sorted []Model
}

func (o *orderer) visit(ctx context.Context, q Queryer, m Model) error {
	switch o.state[m.Name] {
	case 1:
		return fmt.Errorf("order models: %q reads itself through others", m.Name)
	case 2:
		return nil
	}
	o.state[m.Name] = 1
	references, err := References(ctx, q, m)
	if err != nil {
		return err
	}
	for _, name := range references {
		if input, ok := o.byName[name]; ok && name != m.Name {
			if err := o.visit(ctx, q, input); err != nil {
				return err
			}
		}
	}
	o.state[m.Name] = 2
	o.sorted = append(o.sorted, m)
	return nil
}
