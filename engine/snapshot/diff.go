package snapshot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sprue/engine/store"
)

// Difference says what became of the data from one version to another.
type Difference struct {
	Tables  []TableDifference  // those that differ
	Figures []FigureDifference // those that differ
}

// TableDifference counts rows. Columns that only say which build wrote a row are
// not compared.
type TableDifference struct {
	Table        string
	Days         []string // that differ; 'all' where the table is kept whole and has no days
	RowsA, RowsB int64
	OnlyA, OnlyB int64 // rows that the other one does not have as they are
	Changed      int64 // of each of these, rows whose key the other one has; 0 where the key is not known
	Columns      bool  // the columns differ: its rows cannot be compared
}

// Added are the rows that came.
func (d TableDifference) Added() int64 { return d.OnlyB - d.Changed }

// Removed are the rows that went.
func (d TableDifference) Removed() int64 { return d.OnlyA - d.Changed }

// FigureDifference is a total in both versions, nil where one has none.
type FigureDifference struct {
	Name string
	A, B *float64
}

// bookkeeping names the columns that change with every build.
func bookkeeping() []string { return []string{"build_id", "last_seen_utc"} }

// Diff compares two versions, row by row where their days differ.
func (l *Library) Diff(ctx context.Context, s *store.Store, a, b Manifest, told Progress) (Difference, error) {
	var out Difference
	names := []string{}
	for _, t := range slices.Concat(a.Tables, b.Tables) {
		if !slices.Contains(names, t.Name) {
			names = append(names, t.Name)
		}
	}
	slices.Sort(names)
	for i, name := range names {
		told(name, i, len(names))
		left, _ := a.table(name)
		right, _ := b.table(name)
		d, err := l.diffTable(ctx, s, name, left, right)
		if err != nil {
			return out, fmt.Errorf("compare %s: %w", name, err)
		}
		if d.Columns || d.OnlyA+d.OnlyB > 0 {
			out.Tables = append(out.Tables, d)
		}
	}
	out.Figures = diffFigures(a.Figures, b.Figures)
	return out, nil
}

func (l *Library) diffTable(ctx context.Context, s *store.Store, name string, a, b Table) (TableDifference, error) {
	d := TableDifference{Table: name, RowsA: a.Rows(), RowsB: b.Rows()}
	inA, inB := objectsOf(a), objectsOf(b)
	onlyA := slices.DeleteFunc(slices.Clone(a.Objects), func(o Object) bool { return inB[o.identity()] })
	onlyB := slices.DeleteFunc(slices.Clone(b.Objects), func(o Object) bool { return inA[o.identity()] })
	for _, o := range slices.Concat(onlyA, onlyB) {
		if !slices.Contains(d.Days, o.Day) {
			d.Days = append(d.Days, o.Day)
		}
	}
	slices.Sort(d.Days)
	if len(a.Columns) > 0 && len(b.Columns) > 0 && a.names() != b.names() {
		d.Columns = true
		return d, nil
	}
	shape := a
	if len(a.Columns) == 0 {
		shape = b
	}
	err := l.compareRows(ctx, s, shape, onlyA, onlyB, &d)
	return d, err
}

func objectsOf(t Table) map[string]bool {
	identities := map[string]bool{}
	for _, o := range t.Objects {
		identities[o.identity()] = true
	}
	return identities
}

// identity is equal for two objects with the same rows that count.
func (o Object) identity() string {
	if o.Without == nil {
		return o.Hash
	}
	return fmt.Sprintf("%s\n%s\n%q", o.Hash, o.Without.Column, o.Without.Values)
}

// compareRows counts the rows that only one of both has, and of these those of one
// key. Of a table that is kept whole it tells their days, if they have some.
func (l *Library) compareRows(ctx context.Context, s *store.Store, t Table, onlyA, onlyB []Object, d *TableDifference) error {
	day := ""
	if slices.Contains(d.Days, dayAll) {
		day = t.dayOf()
	}
	if day == "" && (len(onlyA) == 0 || len(onlyB) == 0) {
		d.OnlyA, d.OnlyB = Table{Objects: onlyA}.Rows(), Table{Objects: onlyB}.Rows()
		return nil
	}
	columns := t.names(bookkeeping()...)
	left, right := l.rows(columns, onlyA), l.rows(columns, onlyB)
	if len(onlyA) == 0 {
		left = fmt.Sprintf("(%s LIMIT 0)", right)
	}
	if len(onlyB) == 0 {
		right = fmt.Sprintf("(%s LIMIT 0)", left)
	}
	var days string
	err := s.QueryRow(ctx, fmt.Sprintf(`
		WITH a AS MATERIALIZED (%[1]s EXCEPT ALL %[2]s),
		b AS MATERIALIZED (%[2]s EXCEPT ALL %[1]s)
		SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM b), %[3]s, %[4]s`, left, right, t.sameKeys(l.key(t)), differentDays(day))).
		Scan(&d.OnlyA, &d.OnlyB, &d.Changed, &days)
	if day != "" {
		d.Days = strings.Fields(days)
	}
	return err
}

// key are the columns that name a row of a table, none where that is not known.
func (l *Library) key(t Table) []string {
	if l.Keys == nil {
		return nil
	}
	key := l.Keys(t.Name)
	if slices.ContainsFunc(key, func(column string) bool { return !t.has(column) }) {
		return nil
	}
	return key
}

// sameKeys counts the rows of a and b that have one key.
func (t Table) sameKeys(key []string) string {
	if len(key) == 0 {
		return "0"
	}
	columns, same := []string{}, []string{}
	for _, column := range key {
		name := store.Ident(column)
		columns, same = append(columns, name), append(same, fmt.Sprintf("x.%[1]s IS NOT DISTINCT FROM y.%[1]s", name))
	}
	one := "(SELECT " + strings.Join(columns, ", ") + ", count(*) AS rows FROM %s GROUP BY ALL)"
	return fmt.Sprintf("(SELECT coalesce(sum(least(x.rows, y.rows)), 0)::BIGINT FROM "+one+" AS x JOIN "+one+" AS y ON %s)", "a", "b", strings.Join(same, " AND "))
}

// dayOf is the SQL of a row's day, empty where it has none.
func (t Table) dayOf() string {
	for _, r := range dayRules() {
		if t.has(r.column) {
			return r.day
		}
	}
	return ""
}

// differentDays lists the days of the rows of a and b.
func differentDays(day string) string {
	if day == "" {
		return "''"
	}
	return fmt.Sprintf(`(
		SELECT coalesce(string_agg(DISTINCT coalesce(CAST(day AS VARCHAR), '%[2]s'), ' ' ORDER BY coalesce(CAST(day AS VARCHAR), '%[2]s')), '')
		FROM (SELECT %[1]s AS day FROM a UNION ALL SELECT %[1]s FROM b))`, day, dayNone)
}

func (l *Library) rows(columns string, objects []Object) string {
	return fmt.Sprintf("SELECT %s FROM %s", columns, l.parquet(objects))
}

func diffFigures(a, b []Figure) []FigureDifference {
	out := []FigureDifference{}
	at := func(all []Figure, name string) *float64 {
		for _, f := range all {
			if f.Name == name {
				return f.Value
			}
		}
		return nil
	}
	names := []string{}
	for _, f := range slices.Concat(a, b) {
		if !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
		}
	}
	for _, name := range names {
		d := FigureDifference{Name: name, A: at(a, name), B: at(b, name)}
		if (d.A == nil) != (d.B == nil) || d.A != nil && *d.A != *d.B {
			out = append(out, d)
		}
	}
	return out
}
