package mirror

import (
	"fmt"
	"slices"
	"strings"

	"sprue/engine"
	"sprue/sync/source"
)

// check refuses a source that lacks a required table or column, before anything
// is written, and notes what is missing but may be.
func (r *run) check(asked []source.Table, survey source.Survey) error {
	found := survey.Found
	for _, t := range asked {
		i := slices.IndexFunc(found, func(f source.Found) bool { return f.Table.Name == t.Name })
		switch {
		case i >= 0:
			if err := r.checkColumns(found[i]); err != nil {
				return &source.InTable{Table: t.Name, Err: err}
			}
		case t.Required:
			return &source.InTable{Table: t.Name, Err: r.lackingTable(t, survey.Others)}
		default:
			r.note("%s: the source does not have this optional table", t.Name)
		}
	}
	return nil
}

func (r *run) lackingTable(t source.Table, others []string) error {
	hint := "the source must deliver it; set tables: [...] if another source does"
	if near := source.Nearest(t.Name, others); near != "" {
		hint = fmt.Sprintf("did you mean %s? Name it %s", near, t.Name)
	}
	return &engine.Error{Code: engine.CodeData, Doing: "sync " + r.src.Name(), Message: fmt.Sprintf("table %s is missing", t.Name), Hint: hint}
}

// checkColumns looks at the pieces that will be read.
func (r *run) checkColumns(f source.Found) error {
	for _, p := range f.Pieces {
		if p.Columns == nil {
			continue
		}
		columns := p.Columns
		if lacking := f.Table.Lacking(columns); len(lacking) > 0 {
			return lackingColumn(f.Table, p.Path, lacking[0], columns)
		}
		if c := f.Table.Cursor; f.Table.Large && !slices.ContainsFunc(columns, func(n string) bool { return strings.EqualFold(n, c.Column) }) {
			return lackingColumn(f.Table, p.Path, c.Column, columns)
		}
	}
	return nil
}

func lackingColumn(t source.Table, path, column string, columns []string) error {
	var spare []string // only what is no column of the table can be a misspelt one
	for _, name := range columns {
		if _, ok := t.Find(name); !ok {
			spare = append(spare, name)
		}
	}
	hint := "it has the columns " + strings.Join(columns, ", ")
	if near := source.Nearest(column, spare); near != "" {
		hint = fmt.Sprintf("it has a column %s; rename it to %s", near, column)
	}
	return &engine.Error{Code: engine.CodeData, Doing: "read " + path,
		Message: fmt.Sprintf("column %s of table %s is missing", column, t.Name), Hint: hint}
}
