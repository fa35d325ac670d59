package files

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"sprue/sync/source"
)

// inspectJSON tells an array of objects from objects one a line and from
// objects that span lines, and finds the keys of its rows.
func (s *Source) inspectJSON(ctx context.Context, db source.Reader, f file) (layout, error) {
	text, _, err := s.sample(f)
	if err != nil {
		return layout{}, err
	}
	l := layout{format: f.format, json: jsonShape(text)}
	if l.json == "" {
		return layout{}, broken(f.name, fmt.Sprintf("it is not JSON: it begins with %.40q", bytes.TrimSpace(text)),
			"expected objects, one a line, or an array of objects", nil)
	}
	l.columns, err = s.jsonKeys(ctx, db, f, l)
	return l, err
}

func jsonShape(text []byte) string {
	text = bytes.TrimLeft(text, " \t\r\n")
	if len(text) == 0 {
		return ""
	}
	switch text[0] {
	case '[':
		return "array"
	case '{':
		first, _, cut := bytes.Cut(text, []byte("\n"))
		if cut && !json.Valid(first) {
			return "unstructured"
		}
		return "newline_delimited"
	default:
		return ""
	}
}

// jsonKeys lists the keys of all rows: a key that came late in a file was lost
// without a word. Reading the file once more for them costs a tenth of mirroring
// it. The order is that of the alphabet: files whose keys come in other orders
// can be read together.
func (s *Source) jsonKeys(ctx context.Context, db source.Reader, f file, l layout) ([]column, error) {
	compression := f.format.compression
	if compression == "none" {
		compression = "uncompressed"
	}
	rows, err := db.Query(ctx, fmt.Sprintf("SELECT column_name FROM (DESCRIBE SELECT * FROM read_json(%s, format = %s, compression = %s, "+
		"maximum_depth = 1, sample_size = -1, maximum_object_size = %d, hive_partitioning = false))",
		pathList([]string{f.path}), source.Literal(l.json), source.Literal(compression), maxLine))
	if err != nil {
		return nil, s.readError(ctx, db, []file{f}, err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	if err := rows.Err(); err != nil {
		return nil, s.readError(ctx, db, []file{f}, err)
	}
	slices.Sort(names)
	var columns []column
	for _, name := range names {
		if !(layout{columns: columns}).has(name) {
			columns = append(columns, column{name: name})
		}
	}
	return columns, nil
}
