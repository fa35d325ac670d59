package output

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// jsonRows streams an array of objects, one a line, whose keys keep the order
// of the columns.
type jsonRows struct {
	out     *bufio.Writer
	columns []Column
	keys    [][]byte
	rows    int
}

func newJSONRows(w io.Writer, columns []Column) (*jsonRows, error) {
	j := &jsonRows{out: bufio.NewWriter(w), columns: columns}
	for _, column := range columns {
		key, err := encode(column.Name)
		if err != nil {
			return nil, err
		}
		j.keys = append(j.keys, append(key, ':'))
	}
	return j, nil
}

func (j *jsonRows) Row(values []any) error {
	separator := ",\n{"
	if j.rows == 0 {
		separator = "[\n{"
	}
	j.rows++
	if _, err := j.out.WriteString(separator); err != nil {
		return err
	}
	for i, value := range values {
		text, err := encode(machine(j.columns[i], value))
		if err != nil {
			return fmt.Errorf("print column %q as JSON: %w", j.columns[i].Name, err)
		}
		if i > 0 {
			_ = j.out.WriteByte(',') // a bufio.Writer keeps its first error for Flush
		}
		_, _ = j.out.Write(j.keys[i])
		_, _ = j.out.Write(text)
	}
	return j.out.WriteByte('}')
}

func (j *jsonRows) Close() error {
	end := "\n]\n"
	if j.rows == 0 {
		end = "[]\n"
	}
	_, _ = j.out.WriteString(end)
	return j.out.Flush()
}

// encode is json.Marshal that leaves <, > and & readable.
func encode(value any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimRight(text.Bytes(), "\n"), nil
}

// plain is a value as JSON writes it, for cells of tables and CSV.
func plain(value any) string {
	text, err := encode(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(text)
}
