package output

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// uprightRows is how many rows that are too wide for the terminal are shown as
// lists of their columns; of more, the columns that fit are shown.
const uprightRows = 3

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
	shown   int // columns
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
		return t.footer()
	}
	if t.style.Width > 0 && t.measure() > t.style.Width && len(t.held) > 0 && len(t.held) <= uprightRows {
		return t.upright()
	}
	return errors.Join(t.start(), t.footer())
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
	t.fit(t.measure())
	t.started = true
	out := bufio.NewWriter(t.out)
	names := make([]string, len(t.columns))
	for i, column := range t.columns {
		names[i] = column.Name
	}
	bold, plain := "", ""
	if t.style.Color {
		bold, plain = "\x1b[1m", "\x1b[0m"
	}
	_, _ = fmt.Fprintln(out, bold+t.line(names)+plain)
	for _, cells := range t.held {
		_ = t.print(out, cells)
	}
	t.held = nil
	return out.Flush()
}

// fit leaves out columns at the right until the rest fits.
func (t *tableRows) fit(width int) {
	t.shown = len(t.columns)
	for t.style.Width > 0 && width > t.style.Width && t.shown > 1 {
		t.shown--
		width -= t.widths[t.shown] + 2
	}
}

// footer says what fit has left out.
func (t *tableRows) footer() error {
	if t.shown == len(t.columns) {
		return nil
	}
	_, err := fmt.Fprintf(t.out, "(%d more columns: --format csv or json has all)\n", len(t.columns)-t.shown)
	return err
}

func (t *tableRows) print(w io.Writer, cells []string) error {
	_, err := fmt.Fprintln(w, t.line(cells))
	return err
}

func (t *tableRows) line(cells []string) string {
	var line strings.Builder
	for i, cell := range cells[:t.shown] {
		blanks := strings.Repeat(" ", max(0, t.widths[i]-utf8.RuneCountInString(cell)))
		if t.numeric[i] {
			cell, blanks = blanks+cell, ""
		}
		line.WriteString(cell + blanks + "  ")
	}
	return strings.TrimRight(line.String(), " ")
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
