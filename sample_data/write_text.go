package sampledata

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// csvFormat writes RFC 4180 with a header; NULL is an empty field.
type csvFormat struct{}

func (csvFormat) suffix() string { return ".csv" }

func (csvFormat) shots(w io.Writer, rows []row) error {
	b := csvHeader(nil, shotColumns())
	for _, r := range rows {
		b = append(b, r.counter...)
		b = append(b, ',')
		b = strconv.AppendInt(b, r.start, 10)
		b = append(b, ',')
		b = append(appendQuoted(b, r.content), '\n')
		if err := flush(w, &b); err != nil {
			return err
		}
	}
	_, err := w.Write(b)
	return err
}

func csvHeader(b []byte, columns []column) []byte {
	for i, c := range columns {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, c.name...)
	}
	return append(b, '\n')
}

func appendQuoted(b, value []byte) []byte {
	b = append(b, '"')
	for {
		i := bytes.IndexByte(value, '"')
		if i < 0 {
			break
		}
		b = append(append(b, value[:i+1]...), '"')
		value = value[i+1:]
	}
	return append(append(b, value...), '"')
}

// flush hands on what has gathered, 64 KB at a time.
func flush(w io.Writer, b *[]byte) error {
	if len(*b) < 64<<10 {
		return nil
	}
	_, err := w.Write(*b)
	*b = (*b)[:0]
	return err
}

func (csvFormat) small(w io.Writer, t *table) error {
	b := csvHeader(nil, t.columns)
	for _, values := range t.rows {
		for i, v := range values {
			if i > 0 {
				b = append(b, ',')
			}
			s := plain(v, t.columns[i].kind)
			if strings.ContainsAny(s, "\",\n") {
				b = appendQuoted(b, []byte(s))
			} else {
				b = append(b, s...)
			}
		}
		b = append(b, '\n')
	}
	_, err := w.Write(b)
	return err
}

// plain is a value as text, NULL empty.
func plain(v any, k kind) string {
	switch {
	case v == nil:
		return ""
	case k == instant:
		return time.UnixMicro(v.(int64)).UTC().Format("2006-01-02 15:04:05.000000")
	case k == date:
		return time.Unix(v.(int64)*86_400, 0).UTC().Format(time.DateOnly)
	default:
		return fmt.Sprint(v)
	}
}

// linesFormat writes NDJSON, one object a row.
type linesFormat struct{}

func (linesFormat) suffix() string { return ".ndjson" }

func (linesFormat) shots(w io.Writer, rows []row) error {
	b := []byte{}
	for _, r := range rows {
		b = append(b, `{"COUNTER_CODE":"`...)
		b = append(b, r.counter...)
		b = append(b, `","SHOT_START_TIME":`...)
		b = strconv.AppendInt(b, r.start, 10)
		b = append(b, `,"CONTENT":"`...)
		b = appendEscaped(b, r.content)
		b = append(b, "\"}\n"...)
		if err := flush(w, &b); err != nil {
			return err
		}
	}
	_, err := w.Write(b)
	return err
}

// appendEscaped escapes quotes, all that the generator's text needs.
func appendEscaped(b, value []byte) []byte {
	for {
		i := bytes.IndexByte(value, '"')
		if i < 0 {
			return append(b, value...)
		}
		b = append(append(b, value[:i]...), '\\', '"')
		value = value[i+1:]
	}
}

func (linesFormat) small(w io.Writer, t *table) error {
	var b bytes.Buffer
	for _, values := range t.rows {
		for i, v := range values {
			b.WriteByte("{,"[min(i, 1)])
			fmt.Fprintf(&b, "%q:", t.columns[i].name)
			if k := t.columns[i].kind; v != nil && (k == instant || k == date) {
				v = plain(v, k)
			}
			field, err := json.Marshal(v)
			if err != nil {
				return fmt.Errorf("column %s: %w", t.columns[i].name, err)
			}
			b.Write(field)
		}
		b.WriteString("}\n")
	}
	_, err := w.Write(b.Bytes())
	return err
}
