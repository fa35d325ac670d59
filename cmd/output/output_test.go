package output

import (
	"math"
	"math/big"
	"strings"
	"testing"
	"time"
)

var at = time.Date(2026, 3, 29, 1, 2, 3, 250_000_000, time.UTC)

func TestFormats(t *testing.T) {
	columns := []Column{{"shot_time_utc", Instant}, {"shot_time_local", Local}, {"day", Date},
		{Name: "z"}, {Name: "a"}, {Name: "text"}, {Name: "none"}}
	rows := [][]any{
		{at, at, at, int64(math.MaxInt64), 0.1, "a \"b\", <c>", nil},
		{at.Truncate(time.Second), at, at, new(big.Int).Exp(big.NewInt(10), big.NewInt(30), nil), math.NaN(), "x\ny", math.Inf(1)},
	}
	for format, want := range map[string]string{
		FormatJSON: `[
{"shot_time_utc":"2026-03-29T01:02:03.25Z","shot_time_local":"2026-03-29T01:02:03.25","day":"2026-03-29","z":9223372036854775807,"a":0.1,"text":"a \"b\", <c>","none":null},
{"shot_time_utc":"2026-03-29T01:02:03Z","shot_time_local":"2026-03-29T01:02:03.25","day":"2026-03-29","z":1000000000000000000000000000000,"a":null,"text":"x\ny","none":null}
]
`,
		FormatCSV: `shot_time_utc,shot_time_local,day,z,a,text,none
2026-03-29T01:02:03.25Z,2026-03-29T01:02:03.25,2026-03-29,9223372036854775807,0.1,"a ""b"", <c>",
2026-03-29T01:02:03Z,2026-03-29T01:02:03.25,2026-03-29,1000000000000000000000000000000,,"x
y",
`,
		FormatTable: `shot_time_utc           shot_time_local         day                                       z    a  text        none
2026-03-29 01:02:03.25  2026-03-29 01:02:03.25  2026-03-29              9223372036854775807  0.1  a "b", <c>     –
2026-03-29 01:02:03     2026-03-29 01:02:03.25  2026-03-29  1000000000000000000000000000000    –  x y            –
`,
	} {
		if got := render(t, format, Style{}, columns, rows); got != want {
			t.Errorf("%s:\n%s\nwant:\n%s", format, got, want)
		}
	}
}

func render(t *testing.T, format string, style Style, columns []Column, rows [][]any) string {
	t.Helper()
	var text strings.Builder
	out, err := New(format, &text, columns, style)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := out.Row(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func TestNoRows(t *testing.T) {
	columns := []Column{{Name: "a"}, {Name: "b"}}
	for format, want := range map[string]string{FormatJSON: "[]\n", FormatCSV: "a,b\n", FormatTable: "a  b\n"} {
		if got := render(t, format, Style{}, columns, nil); got != want {
			t.Errorf("%s: %q", format, got)
		}
	}
}

func TestATableTooWideForTheTerminalStandsUpright(t *testing.T) {
	got := render(t, FormatTable, Style{Width: 12}, []Column{{Name: "tool"}, {Name: "efficiency"}}, [][]any{{"T-12", 0.5}})
	if want := "tool        T-12\nefficiency  0.5\n"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestATableTooWideWithManyRowsLeavesColumnsOut(t *testing.T) {
	rows := [][]any{{"T-1", 0.5}, {"T-2", 0.5}, {"T-3", 0.5}, {"T-4", 0.5}}
	got := render(t, FormatTable, Style{Width: 12}, []Column{{Name: "tool"}, {Name: "efficiency"}}, rows)
	if want := "tool\nT-1\nT-2\nT-3\nT-4\n(1 more columns: --format csv or json has all)\n"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestLongTablesStream(t *testing.T) {
	rows := make([][]any, 3*widthFrom)
	for i := range rows {
		rows[i] = []any{int64(i)}
	}
	got := render(t, FormatTable, Style{}, []Column{{Name: "n"}}, rows)
	if lines := strings.Count(got, "\n"); lines != len(rows)+1 {
		t.Errorf("%d lines", lines)
	}
}

func TestNestedValuesAreJSON(t *testing.T) {
	value := map[string]any{"shots": []any{1.5, math.NaN(), at}}
	got := render(t, FormatJSON, Style{}, []Column{{Name: "v"}}, [][]any{{value}})
	if want := "[\n{\"v\":{\"shots\":[1.5,null,\"2026-03-29T01:02:03.25Z\"]}}\n]\n"; got != want {
		t.Errorf("got %s", got)
	}
}

// JavaScript rounds whole numbers above 2^53: what names something is text.
func TestIDsSurviveJavaScript(t *testing.T) {
	columns := []Column{{Name: "run_id"}, {Name: "in"}}
	rows := [][]any{{uint64(math.MaxUint64), map[string]any{"packets": []any{uint64(9007199254740993)}}}}
	for format, want := range map[string]string{
		FormatJSON:  "[\n{\"run_id\":\"18446744073709551615\",\"in\":{\"packets\":[\"9007199254740993\"]}}\n]\n",
		FormatCSV:   "run_id,in\n18446744073709551615,\"{\"\"packets\"\":[\"\"9007199254740993\"\"]}\"\n",
		FormatTable: "              run_id  in\n18446744073709551615  {\"packets\":[\"9007199254740993\"]}\n",
	} {
		if got := render(t, format, Style{}, columns, rows); got != want {
			t.Errorf("%s: got %s, want %s", format, got, want)
		}
	}
}

func TestKindsOfSQL(t *testing.T) {
	for _, test := range []struct {
		name, sqlType string
		want          Kind
	}{
		{"shot_time_utc", "TIMESTAMP", Instant},
		{"shot_time_local", "TIMESTAMP", Local},
		{"max(start_local)", "TIMESTAMP", Local},
		{"(start_local - (start_local - start_utc))", "TIMESTAMP", Instant},
		{"shot_time_local", "TIMESTAMP WITH TIME ZONE", Instant},
		{"locality", "TIMESTAMP", Instant},
		{"local_date", "DATE", Date},
		{"day_start", "TIME", Clock},
	} {
		if got := KindOfSQL(test.name, test.sqlType); got != test.want {
			t.Errorf("%s %s: got %d, want %d", test.name, test.sqlType, got, test.want)
		}
	}
}

func TestObjectsKeepTheirOrder(t *testing.T) {
	value := Object{
		{Column{Name: "z"}, uint64(1)}, {Column{Name: "a"}, nil}, {Column{Name: "day", Kind: Date}, at},
		{Column{Name: "at", Kind: Local}, at}, {Column{Name: "inner"}, Object{{Column{Name: "x"}, math.NaN()}}},
	}
	got := render(t, FormatJSON, Style{}, []Column{{Name: "v"}}, [][]any{{value}})
	if want := "[\n{\"v\":{\"z\":\"1\",\"a\":null,\"day\":\"2026-03-29\",\"at\":\"2026-03-29T01:02:03.25\",\"inner\":{\"x\":null}}}\n]\n"; got != want {
		t.Errorf("got %s", got)
	}
}

func TestProgress(t *testing.T) {
	for name, test := range map[string]struct {
		terminal bool
		want     string
	}{
		"terminal": {true, "sync     ░░░░░░░░░░░░░░░░░░░░   0 %  0 rows" +
			"\r\x1b[Ksync     █████░░░░░░░░░░░░░░░  25 %  500 rows  500/s  3 s left\r\x1b[Ksync: done\n"},
		"plain": {false, "sync: done\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var text strings.Builder
			now := at
			p := NewProgress(&text, test.terminal, func() time.Time { return now })
			p.Update(At{Step: "sync", Total: 4000, Unit: "rows"})
			now = now.Add(time.Second)
			p.Update(At{Step: "sync", Done: 1000, Total: 4000, Count: 500, Unit: "rows"})
			p.Done("sync: %s", "done")
			if text.String() != test.want {
				t.Errorf("got  %q\nwant %q", text.String(), test.want)
			}
		})
	}
}
