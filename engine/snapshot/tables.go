package snapshot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/engine/store"
)

// Tables with fewer rows are kept whole: a file a day would cost more than it
// shares. A packet counts as the shots that it usually tells of.
const (
	rowsForDays    = 100_000
	shotsPerPacket = 50
)

// Days of tables without one.
const (
	dayAll  = "all"
	dayNone = "none"
)

// usualDays: wrong clocks name many days far away; these go together, as if they
// had none.
const usualDays = "BETWEEN DATE '2000-01-01' AND DATE '2099-12-31'"

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
	of := func(column string) func(day time.Time) string {
		return func(day time.Time) string {
			return fmt.Sprintf("%[1]s >= DATE '%[2]s' AND %[1]s < DATE '%[3]s'", column, day.Format(time.DateOnly), day.AddDate(0, 0, 1).Format(time.DateOnly))
		}
	}
	return []dayRule{
		{"utc_day", "utc_day", is("utc_day")},
		{"local_date", "local_date", is("local_date")},
		{"shot_time_utc", "CAST(shot_time_utc AS DATE)", of("shot_time_utc")},
		{"bucket_start_utc", "CAST(bucket_start_utc AS DATE)", of("bucket_start_utc")},
		{"shot_start_time", "CAST(make_timestamp(shot_start_time // 1000) AS DATE)", func(day time.Time) string {
			return fmt.Sprintf("shot_start_time BETWEEN %d AND %d", day.AddDate(0, 0, -1).UnixNano(), day.AddDate(0, 0, 2).UnixNano())
		}},
		// Reading a time takes far longer than looking at a text's beginning.
		{"hour", "CAST(TRY_STRPTIME(trim(hour), '%Y%m%d%H') AS DATE)", func(day time.Time) string {
			return fmt.Sprintf("(length(trim(hour)) <> 10 OR starts_with(trim(hour), '%s'))", day.Format("20060102"))
		}},
	}
}

// catalog lists the tables of a file, all of them, without their objects: a file
// that was restored answers as before without a build.
func catalog(ctx context.Context, tx *store.Tx) ([]Table, error) {
	relations, err := store.Relations(ctx, tx)
	if err != nil {
		return nil, err
	}
	tables := []Table{}
	for _, r := range relations {
		if r.IsView {
			continue
		}
		t := Table{Name: r.Name, SQL: r.SQL, Comment: r.Comment}
		for _, c := range r.Columns {
			t.Columns = append(t.Columns, Column(c))
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// rule gives the rule for a table's days, nil where it is kept whole.
func (t Table) rule(rows int64) *dayRule {
	if t.hasTexts() {
		rows *= shotsPerPacket
	}
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

// written are the columns as they go into an object: as text where Parquet would
// lose something, integers beyond 64 bits as DOUBLE, intervals in ms.
func (t Table) written() string {
	columns := []string{}
	for _, c := range t.Columns {
		name := store.Ident(c.Name)
		switch c.Type {
		case "HUGEINT", "UHUGEINT", "BIGNUM", "INTERVAL", "TIME WITH TIME ZONE", "BIT":
			name = fmt.Sprintf("CAST(%s AS VARCHAR) AS %[1]s", name)
		}
		columns = append(columns, name)
	}
	return strings.Join(columns, ", ")
}

// hashed are the columns as they go into a print: instants first and texts last.
// Where the first one has the same value in many rows, as a code has, DuckDB takes
// half as long again over all the others. A packet's id is a hash of all that it
// says, so its text is left out.
func (t Table) hashed() string {
	kinds := [3][]string{}
	for _, c := range t.Columns {
		kind := 1
		switch {
		case t.isText(c):
			continue
		case strings.HasPrefix(c.Type, "TIMESTAMP"):
			kind = 0
		case c.Type == "VARCHAR", c.Type == "JSON", strings.HasPrefix(c.Type, "ENUM"):
			kind = 2
		}
		kinds[kind] = append(kinds[kind], store.Hashed(c.Name, c.Type))
	}
	return strings.Join(slices.Concat(kinds[:]...), ", ")
}

func (t Table) isText(c Column) bool { return c.Name == "content" && t.hasTexts() }

// hasTexts tells a table of raw packets.
func (t Table) hasTexts() bool { return t.has("content") && t.has("packet_id") }

// prints is a query of the number and the sum of hashes of the rows of a relation
// that fulfil a condition, by columns; several of these for a group are to be added
// up. Rows are grouped by dates: by the names of these they took twice as long. A
// text that was pruned counts as there.
func (t Table) prints(by, from, where string, pruned bool) string {
	one := "SELECT %s, %s AS number, sum(hash(%s)) AS print FROM %s WHERE %s GROUP BY ALL"
	query := fmt.Sprintf(one, by, "count(*)", t.hashed(), from, where)
	kept := ""
	if pruned && t.Name == packets {
		kept = " AND packet_id NOT IN (SELECT packet_id FROM meta.pruned_packet)"
	}
	for _, c := range t.Columns {
		if t.isText(c) {
			// Packets without a text. The scan skips the parts of a table that
			// have none of these: to read all texts took as long as a table of
			// 50 million shots.
			query += "\nUNION ALL " + fmt.Sprintf(one, by, "0", "packet_id, '"+c.Name+"'", from, where+" AND "+store.Ident(c.Name)+" IS NULL"+kept)
		}
	}
	return query
}

// parts tells the days of a table, their rows and a print of these: a sum of a
// hash of each, so that no order decides.
func (t Table) parts(ctx context.Context, tx *store.Tx, rule *dayRule, pruned bool) ([]Object, error) {
	day, name := "0", "'"+dayAll+"'"
	if rule != nil {
		day, name = rule.day, fmt.Sprintf("coalesce(CAST(CASE WHEN day %s THEN day END AS VARCHAR), '%s')", usualDays, dayNone)
	}
	query := fmt.Sprintf(`
		WITH by_date AS (%s)
		SELECT %s, CAST(sum(number) AS BIGINT), CAST(sum(print) AS VARCHAR) FROM by_date
		GROUP BY ALL HAVING sum(number) > 0 ORDER BY ALL`, t.prints(day+" AS day", t.Name, "TRUE", pruned), name)
	rows, err := tx.Query(ctx, query)
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
		return fmt.Sprintf("(%[1]s IS NULL OR NOT %[1]s %[2]s)", r.day, usualDays)
	}
	where := fmt.Sprintf("%s = DATE %s", r.day, store.Literal(day))
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return where
	}
	return where + " AND " + r.within(at)
}
