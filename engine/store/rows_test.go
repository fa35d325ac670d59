package store

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"
)

func TestValues(t *testing.T) {
	s := openTemp(t)
	for expression, want := range map[string]any{
		"NULL":                          nil,
		"NULL::INTEGER[]":               nil,
		"true":                          true,
		"-1::TINYINT":                   int64(-1),
		"1::SMALLINT":                   int64(1),
		"1::INTEGER":                    int64(1),
		"9007199254740993::BIGINT":      int64(9007199254740993),
		"255::UTINYINT":                 int64(255),
		"65535::USMALLINT":              int64(65535),
		"4294967295::UINTEGER":          int64(4294967295),
		"18446744073709551615::UBIGINT": uint64(18446744073709551615),
		"sum(1)":                        int64(1),
		"(-2)::HUGEINT":                 int64(-2),
		"0.1::FLOAT":                    0.1,
		"1e300::DOUBLE":                 1e300,
		"'NaN'::DOUBLE":                 nil,
		"'inf'::DOUBLE":                 nil,
		"'-inf'::FLOAT":                 nil,
		"1.50::DECIMAL(10, 2)":          json.Number("1.5"),
		"-0.05::DECIMAL(4, 2)":          json.Number("-0.05"),
		"0::DECIMAL(4, 2)":              json.Number("0"),
		"12345678901234567890.123::DECIMAL(38, 3)": json.Number("12345678901234567890.123"),
		"'größe'":              "größe",
		"''":                   "",
		"'a'::ENUM ('a', 'b')": "a",
		"'101'::BIT":           "101",
		"'\\xAA'::BLOB":        []byte{0xAA},
		"'47183823-2574-4bfd-b411-99ed177d3e43'::UUID": "47183823-2574-4bfd-b411-99ed177d3e43",
		"DATE '2026-11-24'":                            "2026-11-24",
		"'infinity'::DATE":                             "infinity",
		"'-infinity'::DATE":                            "-infinity",
		"TIME '13:45:00.5'":                            "13:45:00.5",
		"TIMESTAMP '2026-11-24 13:45:00.000001'":       time.Date(2026, 11, 24, 13, 45, 0, 1000, time.UTC),
		"TIMESTAMPTZ '2026-11-24 13:45:00+02'":         time.Date(2026, 11, 24, 11, 45, 0, 0, time.UTC),
		"TIMESTAMP_S '2026-11-24 13:45:00'":            time.Date(2026, 11, 24, 13, 45, 0, 0, time.UTC),
		"TIMESTAMP_NS '2026-11-24 13:45:00.000000001'": time.Date(2026, 11, 24, 13, 45, 0, 1, time.UTC),
		"'infinity'::TIMESTAMP":                        "infinity",
		"'-infinity'::TIMESTAMP":                       "-infinity",
		"TIMESTAMP '10000-01-01'":                      "10000-01-01 00:00:00",
		"INTERVAL 0 DAY":                               "00:00:00",
		"INTERVAL '14 months 3 days -1.5 seconds'":     "1 year 2 months 3 days -00:00:01.5",
		"INTERVAL '100 hours'":                         "100:00:00",
		"[1, NULL]":                                    []any{int64(1), nil},
		"[DATE '2026-01-01']":                          []any{"2026-01-01"},
		"[[DATE '2026-01-01']]":                        []any{[]any{"2026-01-01"}},
		"[1.5]::DOUBLE[1]":                             []any{1.5},
		"{'a': 1, 'b': ['x']}":                         map[string]any{"a": int64(1), "b": []any{"x"}},
		"map {'k': 1.5::DOUBLE}":                       map[string]any{"k": 1.5},
		"map {7: 'x'}":                                 map[string]any{"7": "x"},
		"union_value(n := 2)":                          int64(2),
		"'{\"a\": [1, null]}'::JSON":                   json.RawMessage(`{"a": [1, null]}`),
		"NULL::JSON":                                   nil,
	} {
		rows, err := s.UserQuery(t.Context(), "SELECT "+expression+" AS v", Limits{})
		if err != nil {
			t.Errorf("%s: %v", expression, err)
			continue
		}
		all, err := rows.All()
		if err != nil || len(all) != 1 || !reflect.DeepEqual(all[0][0], want) {
			t.Errorf("%s: %v (%T), want %v (%T), %v", expression, all[0][0], all[0][0], want, want, err)
		}
		if _, err := json.Marshal(all); err != nil {
			t.Errorf("%s: %v", expression, err)
		}
	}
}

func TestHugeValuesAreExact(t *testing.T) {
	s := openTemp(t)
	rows, err := s.Query(t.Context(), "SELECT 170141183460469231731687303715884105727::HUGEINT, 340282366920938463463374607431768211455::UHUGEINT, '{\"b\": 1, \"a\": 2}'::JSON")
	if err != nil {
		t.Fatal(err)
	}
	generic, err := NewRows(rows)
	if err != nil {
		t.Fatal(err)
	}
	all, err := generic.All()
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(all[0])
	if want := `[170141183460469231731687303715884105727,340282366920938463463374607431768211455,{"a":2,"b":1}]`; string(text) != want || err != nil {
		t.Errorf("%s, %v", text, err)
	}
}

func TestUniqueNames(t *testing.T) {
	got := fmt.Sprint(uniqueNames([]string{"a", "a", "a_1", "b", "a"}))
	if got != "[a a_2 a_1 b a_3]" {
		t.Error(got)
	}
}
