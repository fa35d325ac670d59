package api

import (
	"math"
	"strings"
	"testing"
	"time"

	"sprue/engine/analysis"
)

func sample() analysis.Table {
	at := time.Date(2026, 3, 29, 1, 2, 3, 250000000, time.UTC)
	return analysis.Table{
		Columns: []analysis.Column{
			{Name: "name"}, {Name: "n", Kind: analysis.Whole}, {Name: "x", Kind: analysis.Real},
			{Name: "start_utc", Kind: analysis.Instant}, {Name: "start_local", Kind: analysis.Local}, {Name: "local_date", Kind: analysis.Date},
		},
		Rows: [][]any{
			{`<a> "b"`, int64(math.MaxInt64), -0.5, at, at, at},
			{nil, nil, math.NaN(), time.Time{}, nil, nil},
		},
	}
}

func TestEncode(t *testing.T) {
	next := "abc"
	body, err := encode(sample(), &next, math.MaxUint64)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"rows":[{"name":"\u003ca\u003e \"b\"","n":9223372036854775807,"x":-0.5,"start_utc":"2026-03-29T01:02:03.25Z","start_local":"2026-03-29T01:02:03.25","local_date":"2026-03-29"},` +
		`{"name":null,"n":null,"x":null,"start_utc":null,"start_local":null,"local_date":null}],"next":"abc","build":18446744073709551615}` + "\n"
	if string(body) != want {
		t.Errorf("got\n%swant\n%s", body, want)
	}
	if body, err = encode(analysis.Table{}, nil, 1); err != nil || string(body) != "{\"rows\":[],\"next\":null,\"build\":1}\n" {
		t.Errorf("%s %v", body, err)
	}
}

func TestHashIDsAreText(t *testing.T) {
	ids := analysis.Table{Columns: []analysis.Column{{Name: "run_id", Kind: analysis.Whole}}, Rows: [][]any{{uint64(math.MaxUint64)}}}
	body, err := encode(ids, nil, 1)
	if want := `{"rows":[{"run_id":"18446744073709551615"}],"next":null,"build":1}` + "\n"; err != nil || string(body) != want {
		t.Errorf("got %s, %v", body, err)
	}
	if lines := cells(ids); lines[1][0] != "18446744073709551615" {
		t.Errorf("as CSV: %v", lines)
	}
}

func TestCells(t *testing.T) {
	var lines []string
	for _, line := range cells(sample()) {
		lines = append(lines, strings.Join(line, "|"))
	}
	want := "name|n|x|start_utc|start_local|local_date\n" +
		`<a> "b"|9223372036854775807|-0.5|2026-03-29T01:02:03.25Z|2026-03-29T01:02:03.25|2026-03-29` + "\n|||||"
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestHashesAreText(t *testing.T) {
	table := analysis.Table{Columns: []analysis.Column{{Name: "run_id", Kind: analysis.Whole}}, Rows: [][]any{{uint64(math.MaxUint64)}}}
	body, err := encode(table, nil, 1)
	if want := `{"rows":[{"run_id":"18446744073709551615"}],"next":null,"build":1}` + "\n"; err != nil || string(body) != want {
		t.Errorf("got %s, %v", body, err)
	}
	if got := cells(table)[1][0]; got != "18446744073709551615" {
		t.Errorf("got %q", got)
	}
}

func TestFormulasAreDefused(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx",
		"": "", "a=1": "a=1", "MX-1": "MX-1", " =1": " =1",
	} {
		if got := cell(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
	if got := cell(-1.5); got != "-1.5" {
		t.Errorf("a negative number became %q", got)
	}
}

func TestPages(t *testing.T) {
	rows := [][]any{{1}, {2}, {3}}
	part, next, err := page{limit: 2}.cut(rows, 7)
	if err != nil || len(part) != 2 || next == nil {
		t.Fatalf("%v %v %v", part, next, err)
	}
	if part, next, err = (page{limit: 2, from: 2, build: 7}).cut(rows, 7); err != nil || len(part) != 1 || next != nil {
		t.Errorf("the last page: %v %v %v", part, next, err)
	}
	if part, _, err = (page{limit: 2, from: 9, build: 7}).cut(rows, 7); err != nil || len(part) != 0 {
		t.Errorf("after the end: %v %v", part, err)
	}
	if _, _, err = (page{limit: 2, from: 2, build: 6}).cut(rows, 7); err == nil {
		t.Error("a cursor of another build was taken")
	}
}
