package output

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// widthFrom is how many rows decide the widths of a table's columns. Rows
// after them are printed as they come, so that a long answer takes no memory;
// a longer cell among them only pushes its own line out.
const widthFrom = 1000

type tableRows struct {
	out     io.Writer
	columns []Column
	style   Style
	numeric []bool
	widths  []int
	held    [][]string
	started bool
}

func (t *tableRows) Row(values []any) error {
	if t.numeric == nil {
		t.numeric = make([]bool, len(t.columns))
	}
	cells := make([]string, len(values))
	for i, value := range values {
		cells[i] = oneLine(t.style.Show(t.columns[i], value))
		t.numeric[i] = t.numeric[i] || isNumber(value)
	}
	if t.started {
		return t.print(t.out, cells)
	}
	t.held = append(t.held, cells)
	if len(t.held) >= widthFrom {
		return t.start()
	}
	return nil
}

func (t *tableRows) Close() error {
	if t.started {
		return nil
	}
	if t.measure() > t.style.Width && t.style.Width > 0 && len(t.held) > 0 {
		return t.upright()
	}
	return t.start()
}

// measure sets the widths and gives that of a whole line.
func (t *tableRows) measure() int {
	t.widths = make([]int, len(t.columns))
	if t.numeric == nil {
		t.numeric = make([]bool, len(t.columns))
	}
	total := -2
	for i, column := range t.columns {
		t.widths[i] = utf8.RuneCountInString(column.Name)
		for _, cells := range t.held {
			t.widths[i] = max(t.widths[i], utf8.RuneCountInString(cells[i]))
		}
		total += t.widths[i] + 2
	}
	return total
}

func (t *tableRows) start() error {
	t.measure()
	t.started = true
	out := bufio.NewWriter(t.out)
	names := make([]string, len(t.columns))
	for i, column := range t.columns {
		names[i] = column.Name
	}
	if t.style.Color {
		_, _ = out.WriteString("\x1b[1m")
	}
	_ = t.print(out, names)
	if t.style.Color {
		_, _ = out.WriteString("\x1b[0m")
	}
	for _, cells := range t.held {
		_ = t.print(out, cells)
	}
	t.held = nil
	return out.Flush()
}

func (t *tableRows) print(w io.Writer, cells []string) error {
	var line strings.Builder
	for i, cell := range cells {
		blanks := strings.Repeat(" ", max(0, t.widths[i]-utf8.RuneCountInString(cell)))
		if t.numeric[i] {
			cell, blanks = blanks+cell, ""
		}
		line.WriteString(cell + blanks + "  ")
	}
	_, err := fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	return err
}

// upright prints a row as a list of its columns, where a line of the table
// would not fit into the terminal.
func (t *tableRows) upright() error {
	out := bufio.NewWriter(t.out)
	name := 0
	for _, column := range t.columns {
		name = max(name, utf8.RuneCountInString(column.Name))
	}
	for i, cells := range t.held {
		if i > 0 {
			_, _ = fmt.Fprintln(out)
		}
		for j, cell := range cells {
			_, _ = fmt.Fprintf(out, "%-*s  %s\n", name, t.columns[j].Name, cell)
		}
	}
	return out.Flush()
}

func oneLine(text string) string {
	return strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(text)
}
