package store

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/duckdb/duckdb-go/v2"
	"github.com/google/uuid"
)

// plain turns a value of the driver into one of the types that Rows promises.
func plain(v any, typ string) any {
	switch v := v.(type) {
	case nil:
		return nil
	case time.Time:
		return plainTime(v, typ)
	case float64:
		return finite(v)
	case float32:
		// By way of text: 0.1 stays 0.1 and does not become 0.10000000149.
		f, _ := strconv.ParseFloat(strconv.FormatFloat(float64(v), 'g', -1, 32), 64)
		return finite(f)
	case *big.Int:
		if v.IsInt64() {
			return v.Int64()
		}
		return v
	case duckdb.Decimal:
		return json.Number(v.String())
	case duckdb.Interval:
		return intervalText(v)
	}
	if n, ok := plainInt(v); ok {
		return n
	}
	return plainNested(v, typ)
}

func plainInt(v any) (int64, bool) {
	switch v := v.(type) {
	case int8:
		return int64(v), true
	case int16:
		return int64(v), true
	case int32:
		return int64(v), true
	case uint8:
		return int64(v), true
	case uint16:
		return int64(v), true
	case uint32:
		return int64(v), true
	}
	return 0, false
}

func plainNested(v any, typ string) any {
	if typ == "JSON" {
		return plainJSON(v)
	}
	switch v := v.(type) {
	case []byte:
		if id, err := uuid.FromBytes(v); typ == "UUID" && err == nil {
			return id.String()
		}
		return append([]byte(nil), v...)
	case duckdb.UUID:
		return v.String()
	case []any:
		return plainList(v, elementType(typ))
	case map[string]any:
		plainMap := make(map[string]any, len(v))
		for key, value := range v {
			plainMap[key] = plain(value, "")
		}
		return plainMap
	case duckdb.OrderedMap:
		plainMap := make(map[string]any, v.Len())
		for i, key := range v.Keys() {
			plainMap[fmt.Sprint(plain(key, ""))] = plain(v.Values()[i], "")
		}
		return plainMap
	case duckdb.Union:
		return plain(v.Value, "")
	}
	return v
}

func plainList(list []any, typ string) []any {
	values := make([]any, len(list))
	for i, v := range list {
		values[i] = plain(v, typ)
	}
	return values
}

// elementType is DATE of DATE[] and of DATE[3].
func elementType(typ string) string {
	if i := strings.LastIndexByte(typ, '['); i >= 0 && strings.HasSuffix(typ, "]") {
		return typ[:i]
	}
	return ""
}

// plainJSON takes text as it is; the driver's own decoding, which sorts keys
// and rounds large numbers, is put back into text.
func plainJSON(v any) any {
	if text, ok := v.(string); ok && json.Valid([]byte(text)) {
		return json.RawMessage(text)
	}
	text, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	return json.RawMessage(text)
}

func finite(f float64) any {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nil
	}
	return f
}

// DuckDB's infinite timestamps, in µs.
const (
	infinity         = math.MaxInt64
	negativeInfinity = -math.MaxInt64
)

func plainTime(t time.Time, typ string) any {
	t = t.UTC()
	switch micros := t.UnixMicro(); {
	case micros == infinity, typ == "DATE" && t.Unix()/86400 >= math.MaxInt32:
		return "infinity"
	case micros == negativeInfinity, typ == "DATE" && t.Unix()/86400 <= -math.MaxInt32:
		return "-infinity"
	case typ == "DATE":
		return t.Format(time.DateOnly)
	case typ == "TIME" || typ == "TIMETZ":
		return t.Format("15:04:05.999999")
	case t.Year() < 1 || t.Year() > 9999: // RFC 3339 has no words for them
		return t.Format("2006-01-02 15:04:05.999999")
	}
	return t
}

func intervalText(i duckdb.Interval) string {
	var parts []string
	add := func(n int32, unit string) {
		if n != 0 {
			parts = append(parts, fmt.Sprintf("%d %s%s", n, unit, plural(n)))
		}
	}
	add(i.Months/12, "year")
	add(i.Months%12, "month")
	add(i.Days, "day")
	if i.Micros != 0 || len(parts) == 0 {
		parts = append(parts, clockText(i.Micros))
	}
	return strings.Join(parts, " ")
}

func plural(n int32) string {
	if n == 1 || n == -1 {
		return ""
	}
	return "s"
}

func clockText(micros int64) string {
	sign := ""
	if micros < 0 {
		sign, micros = "-", -micros
	}
	seconds := micros / 1e6
	text := fmt.Sprintf("%s%02d:%02d:%02d", sign, seconds/3600, seconds/60%60, seconds%60)
	if fraction := micros % 1e6; fraction != 0 {
		text += strings.TrimRight(fmt.Sprintf(".%06d", fraction), "0")
	}
	return text
}
