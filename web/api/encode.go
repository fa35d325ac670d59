package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"

	"sprue/engine/analysis"
)

// encode writes {"rows": […], "next": …, "build": …} with the keys of each row
// in the order of the columns.
func encode(t analysis.Table, next *string, build uint64) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(`{"rows":[`)
	for i, row := range t.Rows {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := encodeRow(&out, t.Columns, row); err != nil {
			return nil, err
		}
	}
	tail, err := json.Marshal(struct {
		Next  *string `json:"next"`
		Build uint64  `json:"build"`
	}{next, build})
	if err != nil {
		return nil, fmt.Errorf("encode the answer: %w", err)
	}
	out.WriteString(`],`)
	out.Write(tail[1:])
	out.WriteByte('\n')
	return out.Bytes(), nil
}

func encodeRow(out *bytes.Buffer, columns []analysis.Column, row []any) error {
	out.WriteByte('{')
	for i, value := range row {
		if i > 0 {
			out.WriteByte(',')
		}
		key, err := json.Marshal(columns[i].Name)
		if err != nil {
			return fmt.Errorf("encode column %q: %w", columns[i].Name, err)
		}
		text, err := json.Marshal(plain(columns[i].Kind, value))
		if err != nil {
			return fmt.Errorf("encode column %q: %w", columns[i].Name, err)
		}
		out.Write(key)
		out.WriteByte(':')
		out.Write(text)
	}
	out.WriteByte('}')
	return nil
}

// plain gives instants in UTC with Z, local times without a zone, days as
// dates, hash ids as text, which JavaScript would round as numbers, and null for
// what is no number.
func plain(kind analysis.Kind, value any) any {
	switch v := value.(type) {
	case time.Time:
		if v.IsZero() {
			return nil
		}
		return timeText(kind, v)
	case uint64:
		return strconv.FormatUint(v, 10)
	case *float64:
		if v == nil {
			return nil
		}
		return plain(kind, *v)
	case *int64:
		if v == nil {
			return nil
		}
		return *v
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
	}
	return value
}

func timeText(kind analysis.Kind, t time.Time) string {
	switch kind {
	case analysis.Date:
		return t.Format(time.DateOnly)
	case analysis.Local:
		return t.Format("2006-01-02T15:04:05.999999")
	}
	return t.UTC().Format("2006-01-02T15:04:05.999999Z")
}
