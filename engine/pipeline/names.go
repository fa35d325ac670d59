package pipeline

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"strings"

	"sprue/engine"
)

// querier asks the file.
type querier interface {
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// unknownName finds the first name that its table does not have.
//
//go:embed unknown_name.sql
var unknownName string

// named is a tool or a part that the configuration names.
type named struct{ where, kind, name string }

// CheckNames refuses a configuration that names a tool which MOLD does not
// have, or a part which PART does not have: a misspelt one would be without
// effect, and nobody would see it.
func CheckNames(ctx context.Context, q querier, cfg Config) error {
	names := cfg.names()
	if len(names) == 0 {
		return nil
	}
	values, args := make([]string, len(names)), []any{}
	for i, n := range names {
		values[i] = "(CAST(? AS BIGINT), CAST(? AS VARCHAR), CAST(? AS VARCHAR))"
		args = append(args, i, n.kind, n.name)
	}
	rows, err := q.Query(ctx, strings.Replace(unknownName, "/* names */", strings.Join(values, ", "), 1), args...)
	if err != nil {
		return fmt.Errorf("check the names in the configuration: %w", err)
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	if !rows.Next() {
		return rows.Err()
	}
	var place int
	var nearest string
	if err := rows.Scan(&place, &nearest); err != nil {
		return err
	}
	return names[place].unknown(nearest)
}

func (c Config) names() (all []named) {
	add := func(list string, i int, tool, part string) {
		where := fmt.Sprintf("%s, entry %d", list, i+1)
		if tool != "" {
			all = append(all, named{where, "tool", code(tool)})
		}
		if part != "" {
			all = append(all, named{where, "part", code(part)})
		}
	}
	for i, o := range c.Overrides {
		add("overrides", i, o.Tool, "")
	}
	for i, f := range c.RunRate.For {
		add("run_rate.for", i, f.Tool, f.Part)
	}
	for i, f := range c.ROI.For {
		add("roi.for", i, f.Tool, f.Part)
	}
	for i, f := range c.Maintenance.For {
		add("maintenance.for", i, f.Tool, "")
	}
	for i, b := range c.Quality.Baselines {
		add("quality.baselines", i, b.Tool, b.Part)
	}
	return all
}

func (n named) unknown(nearest string) error {
	table := map[string]string{"tool": "MOLD", "part": "PART"}[n.kind]
	e := &engine.Error{
		Code:    engine.CodeUsage,
		Doing:   "read " + n.where,
		Message: fmt.Sprintf("%s has no %s %q", table, n.kind, n.name),
		Hint:    "is the mirror still empty? run sprue sync first",
	}
	if nearest != "" {
		e.Hint = fmt.Sprintf("the nearest is %q", nearest)
	}
	return e
}

func (b *build) checkNames(ctx context.Context) error { return CheckNames(ctx, b.tx, b.cfg) }
