package output

import (
	"encoding/base64"
	"fmt"
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

// machine turns a value into what JSON and CSV print: nil, bool, numbers,
// text, lists and maps. Not-a-number and infinity have no place in JSON and
// become nil.
func machine(column Column, value any) any {
	switch value := value.(type) {
	case float64:
		if math.IsNaN(value) || math.IsInf(value, 0) {
			return nil
		}
	case float32:
		return machine(column, widen(value))
	case time.Time:
		return moment(column, value)
	case []byte:
		return base64.StdEncoding.EncodeToString(value)
	case *big.Int:
		if value == nil {
			return nil
		}
		return number(value.String())
	case decimal:
		return number(value.String())
	case []any:
		return machineList(value)
	case map[string]any:
		return machineMap(value)
	case fmt.Stringer:
		return value.String()
	}
	return value
}

// number is printed as it stands, so that no digit is lost.
type number string

func (n number) MarshalJSON() ([]byte, error) { return []byte(n), nil }

// decimal is what the driver gives for DECIMAL.
type decimal interface {
	String() string
	Float64() float64
}

// widen keeps the decimal digits that a float32 stands for.
func widen(value float32) float64 {
	wide, err := strconv.ParseFloat(strconv.FormatFloat(float64(value), 'g', -1, 32), 64)
	if err != nil {
		return float64(value)
	}
	return wide
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
		object[key] = machine(Column{Name: key}, value)
	}
	return object
}

func moment(column Column, t time.Time) string {
	switch {
	case column.Type == "DATE":
		return t.Format(dateLayout)
	case column.Type == "TIME":
		return t.Format(clockLayout)
	case column.local():
		return t.Format(localLayout)
	default:
		return t.UTC().Format(utcLayout)
	}
}

// Text shows a value to a person, with all of its digits.
func Text(column Column, value any) string {
	if t, ok := value.(time.Time); ok && column.Type != "DATE" && column.Type != "TIME" {
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
	case int, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float32, float64, *big.Int, decimal:
		return true
	default:
		return false
	}
}
