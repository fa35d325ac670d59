package export

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"sprue/engine"
	"sprue/engine/store"
)

// selection is the rows and columns of a table that are exported.
type selection struct {
	store.Relation
	format     string
	keys       []key // of the partitions
	columns    []column
	columnList string
	where      []string // conditions that all rows fulfil
	told       []string // the same in words
	note       string
	rows       int64
	rowBytes   float64 // of a row in a file, about
	shrink     float64 // a file as DuckDB writes it / the file: below 1 for Arrow
	cut        int64   // bytes of a file as DuckDB writes it; 0: as it suits the partition
	partitions []partition
}

// column is one of the file: what it is in SQL, and how it is told.
type column struct {
	store.RelationColumn // of the table; Type is the one in the file
	sql                  string
}

// choose finds a table by its name, and what of it is asked for.
func choose(relations []store.Relation, name string, r Request) (*selection, error) {
	relation, err := find(relations, name)
	if err != nil {
		return nil, err
	}
	sel := &selection{Relation: relation, format: r.Format}
	if err := sel.chooseKeys(r.PartitionBy); err != nil {
		return nil, err
	}
	for _, c := range relation.Columns {
		// The folder's name tells it; readers that find it twice refuse the files.
		if slices.ContainsFunc(sel.keys, func(k key) bool { return k.name == c.Name }) {
			continue
		}
		sel.columns = append(sel.columns, fileColumn(c, r.Format))
	}
	if len(sel.columns) == 0 {
		return nil, refuse(sel.Name, "no column is left beside those of --partition-by", "partition by fewer")
	}
	list := []string{}
	for _, c := range sel.columns {
		list = append(list, c.sql+" AS "+store.Ident(c.Name))
	}
	sel.columnList = strings.Join(list, ", ")
	return sel, sel.filter(r.Filter)
}

func refuse(doing, message, hint string) error {
	return &engine.Error{Code: engine.CodeUsage, Doing: "export " + doing, Message: message, Hint: hint}
}

// find takes a name with its schema, or without where only one has it.
func find(relations []store.Relation, name string) (store.Relation, error) {
	names, found := []string{}, []store.Relation{}
	for _, r := range relations {
		names = append(names, r.Name)
		if strings.EqualFold(r.Name, name) {
			return r, nil
		}
		if _, bare, _ := strings.Cut(r.Name, "."); strings.EqualFold(bare, name) {
			found = append(found, r)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return store.Relation{}, refuse(name, "there is no such table", engine.DidYouMean("did you mean %s? ", name, names)+"'sprue query \"SHOW ALL TABLES\"' lists them")
	}
	return store.Relation{}, refuse(name, "several schemas have it", "write "+found[0].Name+" or "+found[1].Name)
}

func (s *selection) has(column string) bool {
	_, ok := s.column(column)
	return ok
}

func (s *selection) column(name string) (store.RelationColumn, bool) {
	i := slices.IndexFunc(s.Columns, func(c store.RelationColumn) bool { return strings.EqualFold(c.Name, name) })
	if i < 0 {
		return store.RelationColumn{}, false
	}
	return s.Columns[i], true
}

func (s *selection) quoted() string {
	schema, table, _ := strings.Cut(s.Name, ".")
	return store.Ident(schema) + "." + store.Ident(table)
}

func (s *selection) condition() string {
	if len(s.where) == 0 {
		return "TRUE"
	}
	return strings.Join(s.where, " AND ")
}

// fileColumn is a column as it goes into a file. Parquet has no integers beyond
// 64 bits: DuckDB would write them as DOUBLE, and intervals in ms.
func fileColumn(c store.RelationColumn, format string) column {
	name := store.Ident(c.Name)
	out := column{RelationColumn: c, sql: name}
	as := func(kind, sql string) column {
		out.Type, out.sql = kind, sql
		return out
	}
	nested := strings.HasSuffix(c.Type, "]") || strings.HasPrefix(c.Type, "STRUCT") || strings.HasPrefix(c.Type, "MAP") || strings.HasPrefix(c.Type, "UNION")
	isText := nested || c.Type == "VARCHAR" || c.Type == "JSON" || strings.HasPrefix(c.Type, "ENUM")
	switch {
	case format == FormatArrow && isText && !nested: // JSON and ENUM would come as bytes
		return as("VARCHAR", fmt.Sprintf("CAST(%s AS VARCHAR)", name))
	case format == FormatCSV && isText:
		text := fmt.Sprintf("CAST(%s AS VARCHAR)", name)
		if nested {
			text = fmt.Sprintf("CAST(to_json(%s) AS VARCHAR)", name)
		}
		return as("VARCHAR", defused(text))
	case strings.HasPrefix(c.Type, "ENUM"):
		out.Type = "VARCHAR"
	case c.Type == "HUGEINT", c.Type == "UHUGEINT":
		return as("DECIMAL(38,0)", fmt.Sprintf("CAST(%s AS DECIMAL(38,0))", name))
	case c.Type == "BIGNUM", c.Type == "INTERVAL", c.Type == "BIT", c.Type == "TIME WITH TIME ZONE":
		return as("VARCHAR", fmt.Sprintf("CAST(%s AS VARCHAR)", name))
	}
	return out
}

// defused keeps a spreadsheet from taking a name for a formula, as the tables
// that pages give away do. Numbers keep their sign: they are no text.
func defused(text string) string {
	return fmt.Sprintf(`CASE WHEN regexp_matches(%[1]s, '^[=+@\t\r-]') THEN '''' || %[1]s ELSE %[1]s END`, text)
}

// measure is how many bytes a row takes in a file, from the first of them.
func (s *selection) measure(ctx context.Context, tx *store.Tx, folder string) error {
	const sample = 100_000
	file := folder + "/.sample"
	rows, err := tx.Exec(ctx, fmt.Sprintf("COPY (SELECT %s FROM %s WHERE %s LIMIT %d) TO %s (%s)",
		s.columnList, s.quoted(), s.condition(), sample, store.Literal(file), s.fileOptions()))
	if err != nil {
		return fmt.Errorf("write the first rows of %s: %w", s.Name, err)
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	written := info.Size()
	if s.format == FormatArrow {
		parquet := file
		file += "-stream"
		err = errors.Join(toArrow(ctx, parquet, file), store.RemoveIfThere(parquet))
		if err != nil {
			return err
		}
		if info, err = os.Stat(file); err != nil {
			return err
		}
	}
	s.shrink = float64(written) / float64(info.Size())
	s.rowBytes = float64(info.Size()) / float64(max(rows, 1))
	return store.RemoveIfThere(file)
}

// ending is that of a file's name.
func (s *selection) ending() string {
	if s.format == FormatArrow {
		return "arrows" // of streams; 'arrow' is that of files for random access
	}
	return s.format
}

func (s *selection) fileOptions() string {
	if s.format == FormatCSV {
		return "FORMAT csv, HEADER"
	}
	return "FORMAT parquet, COMPRESSION zstd"
}
