package mirror

import (
	"fmt"
	"slices"
	"strings"

	"sprue/engine"
	"sprue/sync/source"
)

// check refuses a source that lacks required tables or columns, before anything
// is written, and notes what is missing but may be.
func (r *run) check(asked []source.Table, survey source.Survey) error {
	var lacking []source.Table
	for _, t := range asked {
		if delivered(survey, t) {
			continue
		}
		if t.Required {
			lacking = append(lacking, t)
		} else {
			r.note("%s: the source does not have this optional table", t.Name)
		}
	}
	if len(lacking) > 0 {
		return &source.InTable{Table: lacking[0].Name, Err: r.lackingTables(lacking, survey.Others)}
	}
	for _, f := range survey.Found {
		if err := r.checkColumns(f); err != nil {
			return &source.InTable{Table: f.Table.Name, Err: err}
		}
	}
	return nil
}

func delivered(survey source.Survey, t source.Table) bool {
	return slices.ContainsFunc(survey.Found, func(f source.Found) bool { return f.Table.Name == t.Name })
}

// lackingTables names all of them: a user who learns of one at a time mends the
// folder as often.
func (r *run) lackingTables(lacking []source.Table, others []string) error {
	var names, hints []string
	for _, t := range lacking {
		names = append(names, t.Name)
		if near := source.Nearest(t.Name, others); near != "" {
			hints = append(hints, fmt.Sprintf("did you mean %s? Name it %s", near, t.Name))
		}
	}
	message := fmt.Sprintf("table %s is missing", names[0])
	if len(names) > 1 {
		message = fmt.Sprintf("tables %s are missing", strings.Join(names, ", "))
	}
	if len(hints) < len(names) {
		hints = append(hints, "the source must deliver what is required; set tables: [...] if another source does")
	}
	return &engine.Error{Code: engine.CodeData, Doing: "sync " + r.src.Name(), Message: message, Hint: strings.Join(hints, "; ")}
}

// checkColumns looks at the pieces that will be read.
func (r *run) checkColumns(f source.Found) error {
	for _, p := range f.Pieces {
		if p.Columns == nil {
			continue
		}
		columns := p.Columns
		lacking := f.Table.Lacking(columns)
		if c := f.Table.Cursor; f.Table.Large && !isIn(columns, c.Column) && !isIn(lacking, c.Column) {
			lacking = append(lacking, c.Column)
		}
		if len(lacking) > 0 {
			return lackingColumns(f.Table, p.Path, lacking, columns)
		}
	}
	return nil
}

func isIn(names []string, column string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, column) })
}

func lackingColumns(t source.Table, path string, lacking, columns []string) error {
	var spare []string // only what is no column of the table can be a misspelt one
	for _, name := range columns {
		if _, ok := t.Find(name); !ok {
			spare = append(spare, name)
		}
	}
	var hints []string
	for _, column := range lacking {
		if near := source.Nearest(column, spare); near != "" {
			hints = append(hints, fmt.Sprintf("it has a column %s; rename it to %s", near, column))
		}
	}
	if len(hints) == 0 {
		hints = []string{"it has the columns " + strings.Join(columns, ", ")}
	}
	message := fmt.Sprintf("column %s of table %s is missing", lacking[0], t.Name)
	if len(lacking) > 1 {
		message = fmt.Sprintf("columns %s of table %s are missing", strings.Join(lacking, ", "), t.Name)
	}
	return &engine.Error{Code: engine.CodeData, Doing: "read " + path, Message: message, Hint: strings.Join(hints, "; ")}
}
