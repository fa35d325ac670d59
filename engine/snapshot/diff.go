package snapshot

import (
	"context"
	"fmt"
	"slices"

	"sprue/engine/store"
)

// Difference says what became of the data from one version to another.
type Difference struct {
	Tables  []TableDifference  // those that differ
	Figures []FigureDifference // those that differ
}

// TableDifference counts rows; a row that changed is one in A alone and one in
// B alone. Columns that only say which build wrote a row are not compared.
type TableDifference struct {
	Table        string
	Days         []string // that differ; 'all' where the table is kept whole
	RowsA, RowsB int64
	OnlyA, OnlyB int64
	Columns      bool // the columns differ: its rows cannot be compared
}

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
	var err error
	d.OnlyA, d.OnlyB, err = l.countRows(ctx, s, a.names(bookkeeping()...), onlyA, onlyB)
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

// countRows counts the rows that only one of both has.
func (l *Library) countRows(ctx context.Context, s *store.Store, columns string, onlyA, onlyB []Object) (inA, inB int64, err error) {
	if len(onlyA) == 0 || len(onlyB) == 0 {
		return Table{Objects: onlyA}.Rows(), Table{Objects: onlyB}.Rows(), nil
	}
	left, right := l.rows(columns, onlyA), l.rows(columns, onlyB)
	err = s.QueryRow(ctx, fmt.Sprintf("SELECT (SELECT count(*) FROM (%[1]s EXCEPT ALL %[2]s)), (SELECT count(*) FROM (%[2]s EXCEPT ALL %[1]s))", left, right)).Scan(&inA, &inB)
	return inA, inB, err
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
