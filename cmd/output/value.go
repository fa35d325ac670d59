package output

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"math/big"
	"strconv"
	"time"
)

// Null stands for a missing figure where people read it.
const Null = "–"

const (
	dateLayout  = "2006-01-02"
	clockLayout = "15:04:05.999999"
	localLayout = "2006-01-02T15:04:05.999999"
	utcLayout   = localLayout + "Z"
)

// machine turns a value of store.Rows or of an analysis into what JSON and CSV
// print. Not-a-number and infinity have no place in JSON and become nil. A
// uint64 is a hash that names something (run_id, packet_id): as a number,
// JavaScript would round it, so it is text.
func machine(column Column, value any) any {
	switch value := value.(type) {
	case float64:
		if math.IsNaN(value) || math.IsInf(value, 0) {
			return nil
		}
	case uint64:
		return strconv.FormatUint(value, 10)
	case time.Time:
		return moment(column.Kind, value)
	case Object:
		return value.text()
	case []byte:
		return base64.StdEncoding.EncodeToString(value)
	case *big.Int:
		if value == nil {
			return nil
		}
		return json.Number(value.String()) // every digit, and no quotes
	case []any:
		return machineList(value)
	case map[string]any:
		return machineMap(value)
	}
	return value
}

func machineList(values []any) []any {
	list := make([]any, len(values))
	for i, value := range values {
		list[i] = machine(Column{}, value)
	}
	return list
}

func machineMap(values map[string]any) map[string]any {
	object := make(map[string]any, len(values))
	for key, value := range values {
		object[key] = machine(Column{Name: key, Kind: KindOfSQL(key, "")}, value)
	}
	return object
}

func moment(kind Kind, t time.Time) string {
	switch kind {
	case Date:
		return t.Format(dateLayout)
	case Clock:
		return t.Format(clockLayout)
	case Local:
		return t.Format(localLayout)
	default:
		return t.UTC().Format(utcLayout)
	}
}

// Text shows a value to a person, with all of its digits.
func Text(column Column, value any) string {
	if t, ok := value.(time.Time); ok && column.Kind != Date && column.Kind != Clock {
		return t.Format("2006-01-02 15:04:05.999999")
	}
	switch value := machine(column, value).(type) {
	case nil:
		return Null
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	case string:
		return value
	default:
		return plain(value)
	}
}

func isNumber(value any) bool {
	switch value.(type) {
	case int, int64, uint64, float64, *big.Int, json.Number:
		return true
	default:
		return false
	}
}
