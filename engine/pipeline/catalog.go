package pipeline

import (
	"context"
	"fmt"
	"strings"

	"sprue/engine/models"
	"sprue/engine/store"
)

// execer runs statements.
type execer interface {
	Exec(ctx context.Context, query string, args ...any) (int64, error)
}

// create makes a model's table empty, or its view, with its comments.
func create(ctx context.Context, tx execer, m models.Model) error {
	if _, err := tx.Exec(ctx, createStatement(m)); err != nil {
		return fmt.Errorf("create %s: %w", m.Name, err)
	}
	if m.IsStep() {
		return nil
	}
	if _, err := tx.Exec(ctx, strings.Join(comments(m), ";\n")); err != nil {
		return fmt.Errorf("comment on %s: %w", m.Name, err)
	}
	return nil
}

func createStatement(m models.Model) string {
	switch m.Kind {
	case models.View:
		return fmt.Sprintf("CREATE OR REPLACE VIEW %s AS\n%s", m.Name, m.SQL)
	case models.TempView:
		return fmt.Sprintf("CREATE OR REPLACE TEMP VIEW %s AS\n%s", m.Name, m.SQL)
	case models.Temp:
		return fmt.Sprintf("CREATE OR REPLACE TEMP TABLE %s AS\n%s\nLIMIT 0", m.Name, m.SQL)
	}
	return fmt.Sprintf("CREATE OR REPLACE TABLE %s AS\n%s\nLIMIT 0", m.Name, m.SQL)
}

func comments(m models.Model) []string {
	what := "TABLE"
	if m.Kind == models.View {
		what = "VIEW"
	}
	statements := []string{fmt.Sprintf("COMMENT ON %s %s IS %s", what, m.Name, store.Literal(m.Grain))}
	for _, c := range m.Columns {
		statements = append(statements, fmt.Sprintf("COMMENT ON COLUMN %s.%s IS %s", m.Name, c.Name, store.Literal(c.Comment)))
	}
	return statements
}
