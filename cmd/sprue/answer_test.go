package main

import (
	"strings"
	"testing"
	"time"

	"sprue/engine/analysis"
)

// answer has a column of each kind.
func answer() analysis.Table {
	return analysis.Table{
		Columns: []analysis.Column{
			{Name: "iso_year", Kind: analysis.Whole}, {Name: "local_date", Kind: analysis.Date},
			{Name: "downtime_us", Unit: "us", Kind: analysis.Whole}, {Name: "mttr_s", Unit: "s", Kind: analysis.Real},
			{Name: "stability", Unit: "share", Kind: analysis.Real}, {Name: "shots", Kind: analysis.Whole},
		},
		Rows: [][]any{{int64(2026), time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), int64(5_400_000_000), 622.25, 0.875, int64(12345)}},
	}
}

func TestAnswersInEachFormat(t *testing.T) {
	for format, want := range map[string]string{
		"table": "iso_year  local_date   shots  stability      mttr  downtime\n" +
			"    2026  2026-06-01  12,345     87.5 %  10.4 min  90.0 min\n",
		"csv":  "iso_year,local_date,downtime_us,mttr_s,stability,shots\n2026,2026-06-01,5400000000,622.25,0.875,12345\n",
		"json": "[\n{\"iso_year\":2026,\"local_date\":\"2026-06-01\",\"downtime_us\":5400000000,\"mttr_s\":622.25,\"stability\":0.875,\"shots\":12345}\n]\n",
	} {
		var stdout strings.Builder
		a := &app{env: newPlace(t).env, flags: flags{format: format}}
		a.Stdout = &stdout
		table := answer()
		if format == "table" {
			table = forPeople(table, 2)
		}
		if err := a.printTable(table); err != nil {
			t.Fatal(err)
		}
		if stdout.String() != want {
			t.Errorf("%s:\n%s\nwant:\n%s", format, stdout.String(), want)
		}
	}
}
