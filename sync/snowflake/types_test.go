package snowflake_test

import (
	"fmt"
	"strings"
	"testing"

	"sprue/sync/mirror"
)

// TestTypes sends the ends of every type through the wire and the mirror. Each column
// has a NULL behind its values.
func TestTypes(t *testing.T) {
	nines := strings.Repeat("9", 38)
	tests := []struct {
		name, declared string
		values         []string // as the warehouse is told them
		kind           string   // in the mirror
		want           []string
	}{
		{"one digit", "NUMBER(1,0)", []string{"-9", "9"}, "BIGINT", []string{"-9", "9"}},
		{"18 digits", "NUMBER(18,0)", []string{"-" + nines[:18], nines[:18]}, "BIGINT", []string{"-" + nines[:18], nines[:18]}},
		{"19 digits", "NUMBER(19,0)", []string{"-" + nines[:19], nines[:19], "1"}, "DECIMAL(19,0)", []string{"-" + nines[:19], nines[:19], "1"}},
		{"38 digits", "NUMBER(38,0)", []string{"-" + nines, nines, "0"}, "DECIMAL(38,0)", []string{"-" + nines, nines, "0"}},
		{"money", "NUMBER(10,2)", []string{"-12345678.90", "0.01"}, "DECIMAL(10,2)", []string{"-12345678.90", "0.01"}},
		{"37 places", "NUMBER(38,37)", []string{"-9." + nines[:37], "0.5"}, "DECIMAL(38,37)", []string{"-9." + nines[:37], "0.5" + strings.Repeat("0", 36)}},
		{"floats", "FLOAT", []string{"'NaN'::DOUBLE", "'Infinity'::DOUBLE", "'-Infinity'::DOUBLE", "1.7976931348623157e308", "5e-324", "0.1"}, "DOUBLE",
			[]string{"nan", "inf", "-inf", "1.7976931348623157e+308", "5e-324", "0.1"}},
		{"text", "VARCHAR", []string{"''", "'it''s'", "'früh 😀'"}, "VARCHAR", []string{"", "it's", "früh 😀"}},
		{"bytes", "BINARY", []string{"''::BLOB", `'\x00\xff'::BLOB`}, "BLOB", []string{"", `\x00\xFF`}},
		{"truth", "BOOLEAN", []string{"true", "false"}, "BOOLEAN", []string{"true", "false"}},
		{"days", "DATE", []string{"DATE '0001-01-01'", "DATE '1969-12-31'", "DATE '9999-12-31'"}, "DATE", []string{"0001-01-01", "1969-12-31", "9999-12-31"}},
		{"time to the second", "TIME(0)", []string{"TIME '00:00:00'", "TIME '23:59:59'"}, "TIME", []string{"00:00:00", "23:59:59"}},
		{"time to the ms", "TIME(3)", []string{"TIME '23:59:59.999'"}, "TIME", []string{"23:59:59.999"}},
		{"time to the us", "TIME(6)", []string{"TIME '23:59:59.999999'"}, "TIME", []string{"23:59:59.999999"}},
		{"time to the ns", "TIME(9)", []string{"TIME '23:59:59.999999'"}, "TIME", []string{"23:59:59.999999"}},
		{"ntz to the second", "TIMESTAMP_NTZ(0)", []string{"TIMESTAMP '0001-01-01 00:00:00'", "TIMESTAMP '9999-12-31 23:59:59'"}, "TIMESTAMP", []string{"0001-01-01 00:00:00", "9999-12-31 23:59:59"}},
		{"ntz to the ms", "TIMESTAMP_NTZ(3)", []string{"TIMESTAMP '1960-01-01 00:00:00.001'"}, "TIMESTAMP", []string{"1960-01-01 00:00:00.001"}},
		{"ntz to the us", "TIMESTAMP_NTZ(6)", []string{"TIMESTAMP '9999-12-31 23:59:59.999999'"}, "TIMESTAMP", []string{"9999-12-31 23:59:59.999999"}},
		{"ntz to the ns, kept to the us", "TIMESTAMP_NTZ(9)", []string{"TIMESTAMP_NS '2026-06-01 10:00:00.123456789'", "TIMESTAMP_NS '1969-12-31 23:59:59.999999999'"}, "TIMESTAMP",
			[]string{"2026-06-01 10:00:00.123456", "1969-12-31 23:59:59.999999"}},
		{"ltz to the us", "TIMESTAMP_LTZ(6)", []string{"TIMESTAMPTZ '2026-06-01 10:00:00.000001+02'"}, "TIMESTAMP WITH TIME ZONE", []string{"2026-06-01 08:00:00.000001+00"}},
		{"ltz of two parts", "TIMESTAMP_LTZ(9)", []string{"TIMESTAMPTZ '1969-12-31 23:59:59.5+00'"}, "TIMESTAMP WITH TIME ZONE", []string{"1969-12-31 23:59:59.5+00"}},
		{"tz of two parts", "TIMESTAMP_TZ(3)", []string{"{'epoch': 1780308000, 'fraction': 1000000, 'zone': -330}"}, "TIMESTAMP WITH TIME ZONE", []string{"2026-06-01 10:00:00.001+00"}},
		{"tz of three parts", "TIMESTAMP_TZ(9)", []string{"{'epoch': -1, 'fraction': 999999999, 'zone': 840}"}, "TIMESTAMP WITH TIME ZONE", []string{"1969-12-31 23:59:59.999999+00"}},
		{"variant", "VARIANT", []string{`'{"a": [1, null]}'`, "'null'", `'"x"'`}, "VARCHAR", []string{`{"a": [1, null]}`, "null", `"x"`}},
		{"object", "OBJECT", []string{`'{"b": {"c": 1.5}}'`}, "VARCHAR", []string{`{"b": {"c": 1.5}}`}},
		{"array", "ARRAY", []string{"'[]'", "'[1, 2]'"}, "VARCHAR", []string{"[]", "[1, 2]"}},
		{"geography", "GEOGRAPHY", []string{`'{"coordinates": [13.4, 52.5], "type": "Point"}'`}, "VARCHAR", []string{`{"coordinates": [13.4, 52.5], "type": "Point"}`}},
		{"geometry", "GEOMETRY", []string{"'POINT(1 2)'"}, "VARCHAR", []string{"POINT(1 2)"}},
	}
	const rows = 7 // one more than the most values
	p := newPlant(t).minimal()
	declared, inserted := "ID NUMBER(38,0)", make([]string, rows)
	for i := range inserted {
		inserted[i] = fmt.Sprint(i)
	}
	for c, test := range tests {
		declared += fmt.Sprintf(", C%d %s", c, test.declared)
		for i := range inserted {
			value := "NULL"
			if i < len(test.values) {
				value = test.values[i]
			}
			inserted[i] += ", " + value
		}
	}
	p.run("CREATE TABLE PART ("+declared+")", "INSERT INTO PART VALUES ("+strings.Join(inserted, "), (")+")")
	p.sync(mirror.Options{})
	for c, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := p.rows(fmt.Sprintf("SELECT typeof(c%[1]d), c%[1]d::VARCHAR FROM raw.part ORDER BY id", c))
			for i := range rows {
				want := test.kind + "|∅"
				if i < len(test.want) {
					want = test.kind + "|" + test.want[i]
				}
				if got[i] != want {
					t.Errorf("row %d: %s, want %s", i, got[i], want)
				}
			}
		})
	}
}
