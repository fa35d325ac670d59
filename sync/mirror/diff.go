package mirror

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/sync/source"
)

// diff writes the SQL that brings a small table and its history up to date.
type diff struct {
	t       source.Table
	source  string // as an SQL literal
	id      int64
	now     time.Time
	columns []string // of the source, and unreadable
}

// identity is the key of a row: its columns, and the text of one that could not
// be read.
func (d diff) identity(alias string) []string {
	var parts, null []string
	for _, name := range keyNames(d.t) {
		column := alias + "." + source.Ident(name)
		parts = append(parts, column)
		null = append(null, column+" IS NULL")
	}
	return append(parts, fmt.Sprintf("CASE WHEN %s THEN CAST(%s.unreadable AS VARCHAR) END", strings.Join(null, " OR "), alias))
}

func (d diff) sameKey(a, b string) string {
	var equal []string
	other := d.identity(b)
	for i, part := range d.identity(a) {
		equal = append(equal, fmt.Sprintf("%s IS NOT DISTINCT FROM %s", part, other[i]))
	}
	return strings.Join(equal, " AND ")
}

// dropCopies keeps one row a key: of the latest piece, then the greatest.
func (d diff) dropCopies() string {
	order := "s.place DESC"
	for _, name := range d.columns {
		order += fmt.Sprintf(", CAST(s.%s AS VARCHAR) DESC NULLS LAST", source.Ident(name))
	}
	return fmt.Sprintf(`DELETE FROM sync_stage WHERE rowid IN (SELECT s.rowid FROM sync_stage s
		QUALIFY row_number() OVER (PARTITION BY %s ORDER BY %s) > 1)`, strings.Join(d.identity("s"), ", "), order)
}

// dropForeign leaves keys to the source that delivered them first.
func (d diff) dropForeign() string {
	return fmt.Sprintf(`DELETE FROM sync_stage WHERE rowid IN (SELECT s.rowid FROM sync_stage s
		JOIN raw.%s r ON %s WHERE r.source <> %s)`, d.t.Raw(), d.sameKey("s", "r"), d.source)
}

// compare gives each row its verdict. Volatile is a row in which only columns
// changed that mean nothing for the past.
func (d diff) compare() []string {
	return []string{fmt.Sprintf(`CREATE OR REPLACE TEMP TABLE sync_verdict AS
		SELECT s.rowid AS stage_row, r.rowid AS held_row,
			CASE WHEN r.rowid IS NULL THEN 'new'
				WHEN s.rowid IS NULL THEN 'gone'
				WHEN %s THEN 'changed'
				WHEN %s THEN 'volatile'
				ELSE 'same' END AS verdict
		FROM sync_stage s FULL JOIN (SELECT *, rowid FROM raw.%s WHERE source = %s) r ON %s`,
		d.differs(false), d.differs(true), d.t.Raw(), d.source, d.sameKey("s", "r"))}
}

func (d diff) differs(volatile bool) string {
	differ := []string{"false"}
	for _, name := range d.columns {
		if c, _ := d.t.Find(name); c.Volatile != volatile {
			continue
		}
		column := source.Ident(name)
		if name == "unreadable" {
			differ = append(differ, fmt.Sprintf("CAST(s.%s AS VARCHAR) IS DISTINCT FROM CAST(r.%[1]s AS VARCHAR)", column))
			continue
		}
		differ = append(differ, fmt.Sprintf("s.%s IS DISTINCT FROM r.%[1]s", column))
	}
	return "(" + strings.Join(differ, " OR ") + ")"
}

// apply writes history first, while the old rows can still be seen.
func (d diff) apply() []string {
	now := timestamp(d.now)
	old := func(verdicts string) string {
		return fmt.Sprintf("(SELECT r.* FROM raw.%s r JOIN sync_verdict v ON v.held_row = r.rowid WHERE v.verdict IN (%s)) o", d.t.Raw(), verdicts)
	}
	statements := []string{
		fmt.Sprintf("UPDATE raw.%[1]s_history AS h SET valid_to = %[2]s FROM %[3]s WHERE h.valid_to IS NULL AND h.source = %[4]s AND %[5]s",
			d.t.Raw(), now, old("'gone', 'changed'"), d.source, d.sameKey("h", "o")),
	}
	if set := d.volatileSet(); set != "" {
		statements = append(statements, fmt.Sprintf(`UPDATE raw.%[1]s_history AS h SET %[2]s FROM sync_stage s
			JOIN sync_verdict v ON v.stage_row = s.rowid AND v.verdict = 'volatile'
			WHERE h.valid_to IS NULL AND h.source = %[3]s AND %[4]s`, d.t.Raw(), set, d.source, d.sameKey("h", "s")))
	}
	columns := source.Idents(append(slices.Clone(d.columns), "source"))
	fresh := func(verdicts string) string {
		return fmt.Sprintf("FROM sync_stage s JOIN sync_verdict v ON v.stage_row = s.rowid WHERE v.verdict IN (%s)", verdicts)
	}
	return append(statements,
		fmt.Sprintf(`INSERT INTO raw.%[1]s_history (%[2]s, batch_id, valid_from, valid_to)
			SELECT %[3]s, %[4]d, CASE WHEN EXISTS (SELECT 1 FROM raw.%[1]s_history h WHERE h.source = %[5]s AND %[6]s) THEN %[7]s END, NULL
			%[8]s ORDER BY %[9]s`,
			d.t.Raw(), columns, d.qualified(), d.id, d.source, d.sameKey("h", "s"), now, fresh("'new', 'changed'"), source.Idents(keyNames(d.t))),
		fmt.Sprintf("DELETE FROM raw.%s WHERE rowid IN (SELECT held_row FROM sync_verdict WHERE verdict IN ('gone', 'changed', 'volatile'))", d.t.Raw()),
		fmt.Sprintf("INSERT INTO raw.%s (%s, batch_id) SELECT %s, %d %s ORDER BY %s",
			d.t.Raw(), columns, d.qualified(), d.id, fresh("'new', 'changed', 'volatile'"), source.Idents(keyNames(d.t))))
}

func (d diff) qualified() string {
	var names []string
	for _, name := range append(slices.Clone(d.columns), "source") {
		names = append(names, "s."+source.Ident(name))
	}
	return strings.Join(names, ", ")
}

func (d diff) volatileSet() string {
	var set []string
	for _, name := range d.columns {
		if c, ok := d.t.Find(name); ok && c.Volatile {
			set = append(set, fmt.Sprintf("%s = s.%[1]s", source.Ident(name)))
		}
	}
	return strings.Join(set, ", ")
}
