package output

import (
	"encoding/csv"
	"io"
	"strconv"
)

// csvRows streams RFC 4180 with a header; NULL is an empty cell.
type csvRows struct {
	out     *csv.Writer
	columns []Column
	cells   []string
}

func newCSVRows(w io.Writer, columns []Column) (*csvRows, error) {
	c := &csvRows{out: csv.NewWriter(w), columns: columns, cells: make([]string, len(columns))}
	for i, column := range columns {
		c.cells[i] = column.Name
	}
	return c, c.out.Write(c.cells)
}

func (c *csvRows) Row(values []any) error {
	for i, value := range values {
		switch value := machine(c.columns[i], value).(type) {
		case nil:
			c.cells[i] = ""
		case string:
			c.cells[i] = value
		case float64:
			c.cells[i] = strconv.FormatFloat(value, 'g', -1, 64)
		default:
			c.cells[i] = plain(value)
		}
	}
	return c.out.Write(c.cells)
}

func (c *csvRows) Close() error {
	c.out.Flush()
	return c.out.Error()
}
