package snapshot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/engine/store"
)

// schemas are those whose tables make a version, all of them: a file that was
// restored answers as before without a build.
const schemas = "('raw', 'core', 'mart', 'meta')"

// Tables with fewer rows are kept whole: a file a day would cost more than it
// shares.
const rowsForDays = 100_000

// Days of tables without one.
const (
	dayAll  = "all"
	dayNone = "none"
)

// dayRule tells the day of a row by a column.
type dayRule struct {
	column string
	day    string // SQL of a DATE
	// within gives what all rows of a day fulfil and DuckDB can look up in the
	// statistics of a table's parts, so that it skips the others.
	within func(day time.Time) string
}

// dayRules: the first one whose column a table has decides.
func dayRules() []dayRule {
	is := func(column string) func(day time.Time) string {
		return func(day time.Time) string { return fmt.Sprintf("%s = DATE '%s'", column, day.Format(time.DateOnly)) }
	}
	rules := []dayRule{
		{"utc_day", "utc_day", is("utc_day")},
		{"local_date", "local_date", is("local_date")},
		{"shot_time_utc", "CAST(shot_time_utc AS DATE)", func(day time.Time) string {
			return fmt.Sprintf("shot_time_utc >= DATE '%s' AND shot_time_utc < DATE '%s'", day.Format(time.DateOnly), day.AddDate(0, 0, 1).Format(time.DateOnly))
		}},
		{"shot_start_time", "TRY(CAST(make_timestamp(shot_start_time // 1000) AS DATE))", func(day time.Time) string {
			return fmt.Sprintf("shot_start_time BETWEEN %d AND %d", day.AddDate(0, 0, -1).UnixNano(), day.AddDate(0, 0, 2).UnixNano())
		}},
		{"hour", "CAST(TRY_STRPTIME(trim(hour), '%Y%m%d%H') AS DATE)", func(time.Time) string { return "TRUE" }},
	}
	// Wrong clocks name many days far away: these go together, as if they had none.
	for i, r := range rules {
		rules[i].day = fmt.Sprintf("CASE WHEN %[1]s BETWEEN DATE '2000-01-01' AND DATE '2099-12-31' THEN %[1]s END", r.day)
	}
	return rules
}

// catalog lists the tables of a file, without their objects.
func catalog(ctx context.Context, tx *store.Tx) ([]Table, error) {
	rows, err := tx.Query(ctx, `
		SELECT t.schema_name || '.' || t.table_name, t.sql, coalesce(t.comment, ''), c.column_name, c.data_type, coalesce(c.comment, '')
		FROM duckdb_tables() t
		JOIN duckdb_columns() c ON c.table_oid = t.table_oid AND c.database_name = t.database_name
		WHERE t.database_name = current_database() AND NOT t.temporary AND t.schema_name IN `+schemas+`
		ORDER BY 1, c.column_index`)
	if err != nil {
		return nil, fmt.Errorf("list the tables: %w", err)
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	tables := []Table{}
	for rows.Next() {
		var t Table
		var c Column
		if err := rows.Scan(&t.Name, &t.SQL, &t.Comment, &c.Name, &c.Type, &c.Comment); err != nil {
			return nil, err
		}
		if len(tables) == 0 || tables[len(tables)-1].Name != t.Name {
			tables = append(tables, t)
		}
		last := &tables[len(tables)-1]
		last.Columns = append(last.Columns, c)
	}
	return tables, rows.Err()
}

// rule gives the rule for a table's days, nil where it is kept whole.
func (t Table) rule(rows int64) *dayRule {
	if rows < rowsForDays {
		return nil
	}
	for _, r := range dayRules() {
		if t.has(r.column) {
			return &r
		}
	}
	return nil
}

func (t Table) has(column string) bool {
	return slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Name == column })
}

// names are the columns, quoted.
func (t Table) names(without ...string) string {
	names := []string{}
	for _, c := range t.Columns {
		if !slices.Contains(without, c.Name) {
			names = append(names, store.Ident(c.Name))
		}
	}
	return strings.Join(names, ", ")
}

// hashed are the columns as they go into a print. A packet's id is a hash of
// all that it says: of its text only whether it is there is looked at.
func (t Table) hashed() string {
	columns := []string{}
	for _, c := range t.Columns {
		hashed := store.Hashed(c.Name, c.Type)
		if c.Name == "content" && t.has("packet_id") {
			hashed = store.Ident(c.Name) + " IS NULL"
		}
		columns = append(columns, hashed)
	}
	return strings.Join(columns, ", ")
}

// parts tells the days of a table, their rows and a print of these: a sum of a
// hash of each, so that no order decides.
func (t Table) parts(ctx context.Context, tx *store.Tx, rule *dayRule) ([]Object, error) {
	day := "'" + dayAll + "'"
	if rule != nil {
		day = fmt.Sprintf("coalesce(CAST(%s AS VARCHAR), '%s')", rule.day, dayNone)
	}
	rows, err := tx.Query(ctx, fmt.Sprintf(`
		SELECT %s, count(*), CAST(sum(hash(%s)) AS VARCHAR)
		FROM %s GROUP BY 1 ORDER BY 1`, day, t.hashed(), t.Name))
	if err != nil {
		return nil, fmt.Errorf("look for changes of %s: %w", t.Name, err)
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	parts := []Object{}
	for rows.Next() {
		var o Object
		if err := rows.Scan(&o.Day, &o.Rows, &o.Print); err != nil {
			return nil, err
		}
		parts = append(parts, o)
	}
	return parts, rows.Err()
}

// where is the condition for the rows of a day.
func (r *dayRule) where(day string) string {
	switch {
	case r == nil:
		return "TRUE"
	case day == dayNone:
		return r.day + " IS NULL"
	}
	where := fmt.Sprintf("CAST(%s AS VARCHAR) = %s", r.day, store.Literal(day))
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return where
	}
	return where + " AND " + r.within(at)
}
