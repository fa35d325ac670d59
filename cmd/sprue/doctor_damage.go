package main

import (
	"context"
	"fmt"
	"strings"

	"sprue/cmd/output"
	"sprue/engine/store"
)

// checkDamage reads the file through: DuckDB finds a damaged page when it
// reads it, which a plant may not do for months.
func (a *app) checkDamage(ctx context.Context, s *store.Store) ([]finding, error) {
	last := 0
	damages, err := s.Verify(ctx, func(_ string, done, total int) {
		last = total
		a.progress.Update(output.At{Step: "reading", Done: int64(done), Total: int64(total), Count: int64(done), Unit: "tables"})
	})
	a.progress.Clear()
	if err != nil {
		return nil, err
	}
	if len(damages) == 0 {
		return []finding{{area: "file", name: "read through", status: statusOK, value: fmt.Sprintf("%d tables, every page is whole", last)}}, nil
	}
	var findings []finding
	advice := a.cureOf(damages)
	for _, damage := range damages {
		f := failed("file", damage.Table, damage.Err)
		f.advice = advice
		findings = append(findings, f)
	}
	return findings, nil
}

// cureOf: what the models hold comes from the mirror, and the mirror from the
// sources.
func (a *app) cureOf(damages []store.Damage) string {
	file := a.file.Path
	for _, damage := range damages {
		if schema, _, _ := strings.Cut(damage.Table, "."); schema != "core" && schema != "mart" {
			return fmt.Sprintf("'%s FILE' puts a backup in its place; without one, move %s away and '%s' makes it anew from the sources",
				a.command(file, "restore"), a.nearPath(a.file.Database), a.command(file, "run"))
		}
	}
	return fmt.Sprintf("the mirror is whole: '%s' makes the figures anew; have a look at the disk", a.command(file, "build", "--full"))
}
