package files

import (
	"context"
	"errors"
	"fmt"

	"sprue/sync/source"
)

// checkParquet looks at both ends of the file: a copy that was cut short has no
// footer, and is told here in plain words.
func (s *Source) checkParquet(f file) (err error) {
	if f.format.compression != "none" {
		return broken(f.name, "a Parquet file inside "+f.format.compression+" cannot be read",
			"unpack it; Parquet is compressed inside", nil)
	}
	handle, err := s.openFile(f.path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, handle.Close()) }()
	var head, tail [4]byte
	if _, err := handle.ReadAt(head[:], 0); err != nil || string(head[:]) != "PAR1" {
		return broken(f.name, "it is not a Parquet file", "the name ends in .parquet, the content does not begin like it", err)
	}
	if _, err := handle.ReadAt(tail[:], f.size-4); err != nil || string(tail[:]) != "PAR1" {
		return broken(f.name, "it is truncated: a Parquet file ends with its footer", "copy the file again", err)
	}
	return nil
}

// inspectParquet reads columns and sizes of files from their footers, all in
// one query each: a query a file costs a millisecond.
func (s *Source) inspectParquet(ctx context.Context, db source.Reader, fs []file) ([]inspected, error) {
	var paths []string
	for _, f := range fs {
		if err := s.checkParquet(f); err != nil {
			return nil, err
		}
		paths = append(paths, f.path)
	}
	layouts, err := s.parquetColumns(ctx, db, fs, paths)
	if err != nil {
		return nil, err
	}
	sizes, err := s.parquetSizes(ctx, db, fs, paths)
	if err != nil {
		return nil, err
	}
	var all []inspected
	for _, f := range fs {
		size := sizes[f.path]
		all = append(all, inspected{file: f, layout: layouts[f.path], unpacked: size.unpacked, rows: size.rows})
	}
	return all, nil
}

// parquetColumns finds the columns of the top level. parquet_schema lists the
// tree depth first; num_children says how much of what follows lies below.
func (s *Source) parquetColumns(ctx context.Context, db source.Reader, fs []file, paths []string) (map[string]layout, error) {
	rows, err := db.Query(ctx, fmt.Sprintf(`SELECT file_name, name, coalesce(num_children, 0),
			concat_ws(' ', type, converted_type, logical_type, duckdb_type, scale, precision), column_id
		FROM parquet_schema(%s) ORDER BY file_name, column_id`, pathList(paths)))
	if err != nil {
		return nil, s.readError(ctx, db, fs, err)
	}
	defer rows.Close()
	trees := map[string]*tree{}
	for rows.Next() {
		var path, name, kind string
		var children, id int64
		if err := rows.Scan(&path, &name, &children, &kind, &id); err != nil {
			return nil, err
		}
		if id == 0 {
			trees[path] = &tree{open: []int64{children}}
			continue
		}
		trees[path].add(name, kind, children)
	}
	if err := rows.Err(); err != nil {
		return nil, s.readError(ctx, db, fs, err)
	}
	layouts := map[string]layout{}
	for path, t := range trees {
		layouts[path] = layout{format: format{kind: "parquet", compression: "none"}, columns: t.columns}
	}
	return layouts, nil
}

// tree collects the top level of a tree that is listed depth first.
type tree struct {
	columns []column
	open    []int64 // children still to come, by depth
}

func (t *tree) add(name, kind string, children int64) {
	if len(t.open) == 1 {
		t.columns = append(t.columns, column{name: name})
	}
	// What lies below is part of the type of the column.
	last := &t.columns[len(t.columns)-1]
	last.kind += fmt.Sprintf("(%d %s %s)", len(t.open), name, kind)
	t.open[len(t.open)-1]--
	if children > 0 {
		t.open = append(t.open, children)
	}
	for len(t.open) > 1 && t.open[len(t.open)-1] == 0 {
		t.open = t.open[:len(t.open)-1]
	}
}

type parquetSize struct{ unpacked, rows int64 }

// parquetSizes gives the unpacked size and the rows of each file. A file
// without a row group has none.
func (s *Source) parquetSizes(ctx context.Context, db source.Reader, fs []file, paths []string) (map[string]parquetSize, error) {
	rows, err := db.Query(ctx, fmt.Sprintf(`SELECT file_name, sum(total_uncompressed_size)::BIGINT,
			coalesce(sum(row_group_num_rows) FILTER (column_id = 0), 0)::BIGINT
		FROM parquet_metadata(%s) GROUP BY file_name`, pathList(paths)))
	if err != nil {
		return nil, s.readError(ctx, db, fs, err)
	}
	defer rows.Close()
	sizes := map[string]parquetSize{}
	for rows.Next() {
		var path string
		var size parquetSize
		if err := rows.Scan(&path, &size.unpacked, &size.rows); err != nil {
			return nil, err
		}
		sizes[path] = size
	}
	if err := rows.Err(); err != nil {
		return nil, s.readError(ctx, db, fs, err)
	}
	return sizes, nil
}
