package pipeline

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// markChanged leaves in changed_tool the tools that changed settings name, or that have
// other limits, for which all is made anew from the run rate on.
func (b *build) markChanged(ctx context.Context) error {
	if err := b.exec(ctx, "make changed_tool", "CREATE OR REPLACE TEMP TABLE changed_tool (equipment_code VARCHAR)"); err != nil {
		return err
	}
	for i := range b.report.Changes {
		c := &b.report.Changes[i]
		if c.scopes == nil || len(c.Tables) == 0 {
			continue
		}
		if err := b.markScopes(ctx, c); err != nil {
			return fmt.Errorf("find the tools of %s: %w", c.What, err)
		}
	}
	if err := b.markLimits(ctx); err != nil {
		return fmt.Errorf("find the tools of other limits: %w", err)
	}
	return b.tx.QueryRow(ctx, "SELECT count(DISTINCT equipment_code) FROM changed_tool").Scan(&b.changedTools)
}

func (b *build) markScopes(ctx context.Context, c *Change) error {
	conditions, args := []string{}, []any{}
	for _, row := range c.scopes {
		parts := []string{}
		for _, column := range slices.Sorted(maps.Keys(scopeColumns())) {
			if row[column] != nil {
				parts = append(parts, scopeColumns()[column]+" = ?")
				args = append(args, row[column])
			}
		}
		conditions = append(conditions, "("+strings.Join(parts, " AND ")+")")
	}
	found, err := b.tx.Exec(ctx, "INSERT INTO changed_tool SELECT DISTINCT equipment_code FROM core.shot_context WHERE "+strings.Join(conditions, " OR "), args...)
	if c.Tools = found; found == 0 {
		c.Tables = []string{}
	}
	return err
}

// widenDays adds days of data quality to the days to judge: all, or those of the
// tools of changed settings.
func (b *build) widenDays(ctx context.Context, all bool) error {
	which := "SEMI JOIN changed_tool t ON t.equipment_code = q.equipment_code"
	if all {
		which = ""
	}
	return b.exec(ctx, "widen the days to judge", `
		INSERT INTO scope_quality_day
		SELECT q.equipment_code, q.local_date
		FROM mart.data_quality_day q `+which+`
		ANTI JOIN scope_quality_day d ON d.equipment_code = q.equipment_code AND d.local_date = q.local_date;
		INSERT INTO scope_quality_utc_day
		SELECT DISTINCT CAST(d.local_date + x.days AS DATE) AS utc_day
		FROM scope_quality_day d CROSS JOIN (VALUES (-1), (0), (1), (2)) AS x (days)
		EXCEPT SELECT utc_day FROM scope_quality_utc_day`)
}
