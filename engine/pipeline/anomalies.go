package pipeline

import (
	"context"
	"fmt"
)

// anomalyScope makes the temp tables that tell the models of anomalies what to
// work on, beside the days in scope_quality_day: the days that are compared with
// these, and the tools.
func anomalyScope() []string {
	return []string{
		"CREATE OR REPLACE TEMP TABLE scope_deviation_day (equipment_code VARCHAR, local_date DATE)",
		"CREATE OR REPLACE TEMP TABLE scope_anomaly_tool (equipment_code VARCHAR)",
	}
}

// anomalies finds the days on which a tool's data are not what they usually are,
// among those that quality has scored.
func (b *build) anomalies(ctx context.Context) (err error) {
	if b.allDays, err = b.anew(ctx, dayTables()); err != nil {
		return err
	}
	if err := b.widenDays(ctx, b.allDays); err != nil {
		return err
	}
	if err := b.remake(ctx, "day_value"); err != nil {
		return err
	}
	if err := b.refillDays(ctx, "mart.data_level", "scope_quality_day", b.allDays); err != nil {
		return err
	}
	if err := b.exec(ctx, "scope days to compare", scopeDeviations); err != nil {
		return err
	}
	return b.compareLevels(ctx)
}

// compareLevels judges the days in scope_deviation_day, or all, and groups those of
// their tools that stand out.
func (b *build) compareLevels(ctx context.Context) error {
	group := []string{"mart.data_deviation", "mart.data_anomaly"}
	all, err := b.anew(ctx, group)
	if err != nil || !all && b.stays() {
		return err
	}
	if all {
		err := b.exec(ctx, "scope all days to compare", `
			INSERT INTO scope_deviation_day
			SELECT equipment_code, local_date FROM mart.data_level EXCEPT SELECT equipment_code, local_date FROM scope_deviation_day`)
		if err != nil {
			return err
		}
	}
	if err := b.refillDays(ctx, "mart.data_deviation", "scope_deviation_day", all); err != nil {
		return err
	}
	err = b.exec(ctx, "clear mart.data_anomaly", `
		INSERT INTO scope_anomaly_tool SELECT DISTINCT equipment_code FROM scope_deviation_day;
		DELETE FROM mart.data_anomaly AS a USING scope_anomaly_tool t WHERE t.equipment_code = a.equipment_code`)
	if err != nil {
		return err
	}
	return b.fill(ctx, "mart.data_anomaly")
}

// refillDays fills a table anew on the days of tools in scope. Where its group is
// made anew and it is not, it stays.
func (b *build) refillDays(ctx context.Context, table, scope string, all bool) error {
	switch {
	case all && !b.isAnew(table):
		return nil
	case !all:
		err := b.exec(ctx, "clear "+table, fmt.Sprintf(
			"DELETE FROM %s AS d USING %s s WHERE s.equipment_code = d.equipment_code AND s.local_date = d.local_date", table, scope))
		if err != nil {
			return err
		}
	}
	return b.fill(ctx, table)
}

// A day is compared with those of 28 days before it, and is usual or not for
// those of 28 days after it. Days that are gone have to go here too.
const scopeDeviations = `
	INSERT INTO scope_deviation_day
	WITH changed AS (
		SELECT equipment_code, min(local_date) AS from_date, max(local_date) AS to_date FROM scope_quality_day GROUP BY equipment_code
	)
	SELECT v.equipment_code, v.local_date
	FROM mart.data_level v
	JOIN changed c ON c.equipment_code = v.equipment_code AND v.local_date BETWEEN c.from_date AND c.to_date + 28
	UNION
	SELECT equipment_code, local_date FROM scope_quality_day`
