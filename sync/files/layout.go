package files

import (
	"fmt"
	"slices"
	"strings"

	"sprue/sync/source"
)

// layout is how a file is to be read. Files of the same layout are read by one
// table function.
type layout struct {
	format  format
	columns []column
	comma   string // of a CSV
	json    string // of JSON: array, newline_delimited, unstructured
}

// column is a column as the file spells it; the type is empty where the format
// has none.
type column struct{ name, kind string }

// signature is equal for layouts that can be read together.
func (l layout) signature(partitions []pair) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %q %s", l.format.kind, l.format.compression, l.comma, l.json)
	for _, c := range l.columns {
		fmt.Fprintf(&b, "|%q %s", c.name, c.kind)
	}
	for _, p := range partitions {
		fmt.Fprintf(&b, "/%q", p.column)
	}
	return b.String()
}

// names are the columns of a file with this layout in these folders.
func (l layout) names(partitions []pair) []string {
	names := []string{}
	for _, c := range l.columns {
		names = append(names, c.name)
	}
	for _, p := range partitions {
		if !l.has(p.column) {
			names = append(names, p.column)
		}
	}
	return names
}

func (l layout) has(name string) bool {
	return slices.ContainsFunc(l.columns, func(c column) bool { return strings.EqualFold(c.name, name) })
}

// function is the table function that reads the files with this layout. Every
// option that DuckDB could guess is given: a guess on one file would be a
// surprise on the next.
func (l layout) function(paths []string) string {
	common := "filename = " + source.Literal(pathColumn) + ", hive_partitioning = false"
	switch l.format.kind {
	case "parquet":
		return fmt.Sprintf("read_parquet(%s, binary_as_string = true, %s)", pathList(paths), common)
	case "csv":
		// A packet of 10,000 shots is 1 MB of text; 16 MB leave room for broken
		// ones, and end the reading of a file without line ends soon.
		return fmt.Sprintf("read_csv(%s, auto_detect = false, header = true, delim = %s, quote = '\"', escape = '\"', "+
			"nullstr = '', columns = %s, compression = %s, max_line_size = %d, buffer_size = %d, %s)",
			pathList(paths), source.Literal(l.comma), l.textColumns(), source.Literal(l.format.compression), maxLine, 2*maxLine, common)
	default:
		compression := l.format.compression
		if compression == "none" {
			compression = "uncompressed"
		}
		return fmt.Sprintf("read_json(%s, auto_detect = false, format = %s, columns = %s, compression = %s, maximum_object_size = %d, %s)",
			pathList(paths), source.Literal(l.json), l.textColumns(), source.Literal(compression), maxLine, common)
	}
}

const (
	pathColumn = "sprue file" // no column of a table has a blank in its name
	maxLine    = 16 << 20
)

func (l layout) textColumns() string {
	var fields []string
	for _, c := range l.columns {
		fields = append(fields, source.Literal(c.name)+": 'VARCHAR'")
	}
	return "{" + strings.Join(fields, ", ") + "}"
}

// pathList is a list of paths, with what DuckDB would take for wildcards
// escaped.
func pathList(paths []string) string {
	escape := strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]")
	quoted := make([]string, len(paths))
	for i, path := range paths {
		quoted[i] = source.Literal(escape.Replace(path))
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
