package sampledata

import (
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/file"
)

func TestSameSeedSameBytes(t *testing.T) {
	for _, format := range []string{"parquet", "csv", "ndjson"} {
		t.Run(format, func(t *testing.T) {
			var first map[string]string
			for _, workers := range []int{1, 2, 5} {
				o := small(t)
				o.Format, o.Faults, o.Workers, o.Shots = format, "hostile", workers, 4_000
				mustWrite(t, o)
				got := digests(t, o.Dir)
				if first == nil {
					first = got
				} else if !maps.Equal(first, got) {
					t.Errorf("%d workers write other bytes", workers)
				}
			}
		})
	}
}

func TestOtherSeedOtherBytes(t *testing.T) {
	a, b := small(t), small(t)
	a.Shots, b.Shots, b.Seed = 4_000, 4_000, 12
	mustWrite(t, a)
	mustWrite(t, b)
	if x, y := digests(t, a.Dir), digests(t, b.Dir); x["DATA_SHOT/2026-10-20.ndjson"] == y["DATA_SHOT/2026-10-20.ndjson"] {
		t.Error("two seeds, the same shots")
	}
}

func TestFormatsHoldTheSame(t *testing.T) {
	rows := map[string][][3]string{}
	for _, format := range []string{"parquet", "csv", "ndjson"} {
		o := small(t)
		o.Format, o.Faults, o.Shots = format, "hostile", 6_000
		mustWrite(t, o)
		path := filepath.Join(o.Dir, "DATA_SHOT", "2026-10-20."+format)
		switch format {
		case "parquet":
			rows[format] = parquetRows(t, path)
		case "csv":
			rows[format] = csvRows(t, path)
		default:
			readLines(t, path, func(p rawPacket) {
				rows[format] = append(rows[format], [3]string{p.Counter, fmt.Sprint(p.Start), p.Content})
			})
		}
	}
	if len(rows["ndjson"]) == 0 || !slices.Equal(rows["ndjson"], rows["csv"]) || !slices.Equal(rows["ndjson"], rows["parquet"]) {
		t.Errorf("%d rows in NDJSON, %d in CSV, %d in Parquet, or other ones", len(rows["ndjson"]), len(rows["csv"]), len(rows["parquet"]))
	}
}

func csvRows(t *testing.T, path string) [][3]string {
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	all, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows := [][3]string{}
	for _, r := range all[1:] {
		rows = append(rows, [3]string(r))
	}
	return rows
}

func parquetRows(t *testing.T, path string) [][3]string {
	in, err := file.OpenParquetFile(path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	rows := [][3]string{}
	for g := range in.NumRowGroups() {
		group := in.RowGroup(g)
		n := int(group.NumRows())
		start := len(rows)
		rows = append(rows, make([][3]string, n)...)
		for c := range 3 {
			for i, v := range columnValues(t, group, c, n) {
				rows[start+i][c] = v
			}
		}
	}
	return rows
}

func columnValues(t *testing.T, group *file.RowGroupReader, c, n int) []string {
	column, err := group.Column(c)
	if err != nil {
		t.Fatal(err)
	}
	values, levels := make([]string, 0, n), make([]int16, n)
	switch r := column.(type) {
	case *file.ByteArrayColumnChunkReader:
		got := make([]parquet.ByteArray, n)
		for len(values) < n {
			_, k, err := r.ReadBatch(int64(n-len(values)), got, levels, nil)
			if err != nil || k == 0 {
				t.Fatal("short column", err)
			}
			for _, v := range got[:k] {
				values = append(values, string(v))
			}
		}
	case *file.Int64ColumnChunkReader:
		got := make([]int64, n)
		for len(values) < n {
			_, k, err := r.ReadBatch(int64(n-len(values)), got, levels, nil)
			if err != nil || k == 0 {
				t.Fatal("short column", err)
			}
			for _, v := range got[:k] {
				values = append(values, fmt.Sprint(v))
			}
		}
	}
	return values
}

func TestParquetShape(t *testing.T) {
	o := small(t)
	o.Format, o.Shots = "parquet", 4_000
	mustWrite(t, o)
	want := map[string]string{
		"DATA_SHOT/2026-10-20":  "COUNTER_CODE BYTE_ARRAY, SHOT_START_TIME INT64, CONTENT BYTE_ARRAY",
		"STATISTICS/2026-10-20": "CI BYTE_ARRAY, MOLD_ID INT64, MOLD_CODE BYTE_ARRAY, HOUR BYTE_ARRAY, SHOT_COUNT INT64",
		"MOLD_PART":             "MOLD_ID INT64, PART_ID INT64, CAVITY INT64, SWITCHED_TIME BYTE_ARRAY",
		"PART":                  "ID INT64, PART_CODE BYTE_ARRAY, NAME BYTE_ARRAY",
		"COMPANY":               "ID INT64, NAME BYTE_ARRAY, PARENT_ID INT64, COMPANY_TYPE BYTE_ARRAY, TIER BYTE_ARRAY, COUNTRY BYTE_ARRAY",
		"LOCATION":              "ID INT64, NAME BYTE_ARRAY, TIME_ZONE_ID BYTE_ARRAY, COMPANY_ID INT64",
		"WORK_ORDER":            "ID INT64, MOLD_ID INT64, ORDER_TYPE BYTE_ARRAY, STATUS BYTE_ARRAY, COMPLETED_AT INT64",
		"PRODUCED_PART":         "MOLD_ID INT64, PART_ID INT64, DAY INT32, TOTAL_PRODUCED_AMOUNT INT64, TOTAL_REJECTED_AMOUNT INT64",
		"MOLD": "ID INT64, EQUIPMENT_CODE BYTE_ARRAY, COUNTER_CODE BYTE_ARRAY, COUNTER_ID INT64, CONTRACTED_CYCLE_TIME INT64, TOOLING_TYPE BYTE_ARRAY, " +
			"TOTAL_CAVITIES INT64, DESIGNED_SHOT INT64, DAILY_MAX_CAPACITY INT64, INITIAL_SHOT INT64, COUNTER_SHOT_COUNT INT64, CYCLE_TIME_LIMIT1 DOUBLE, " +
			"CYCLE_TIME_LIMIT1UNIT BYTE_ARRAY, CYCLE_TIME_LIMIT2 DOUBLE, CYCLE_TIME_LIMIT2UNIT BYTE_ARRAY, PRODUCTION_DAYS BYTE_ARRAY, SHIFTS_PER_DAY BYTE_ARRAY, " +
			"SUPPLIER_COMPANY_ID INT64, LOCATION_ID INT64",
	}
	for name, columns := range want {
		in, err := file.OpenParquetFile(filepath.Join(o.Dir, name+".parquet"), false)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for i := range in.MetaData().Schema.NumColumns() {
			c := in.MetaData().Schema.Column(i)
			got += ", " + c.Name() + " " + c.PhysicalType().String()
		}
		if rows := in.NumRows(); got[2:] != columns || rows == 0 {
			t.Errorf("%s: %d rows of\n%s, want\n%s", name, rows, got[2:], columns)
		}
		if err := in.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestShotsTarget(t *testing.T) {
	for _, o := range []Options{
		{Shots: 40_000, Tools: 48},
		{Shots: 100_000, Tools: 4},
		{Shots: 60_000, Tools: 20, Faults: "hostile"},
		{Shots: 120_000, Tools: 5, From: utc(t, "2026-11-01")}, // weekends and a faster pace
		{Shots: 200_000, Tools: 2},                             // more days
	} {
		t.Run(fmt.Sprintf("%d shots of %d tools", o.Shots, o.Tools), func(t *testing.T) {
			o.Dir, o.To, o.Seed = t.TempDir(), utc(t, "2026-11-24"), 5
			truth := mustWrite(t, o)
			if off := float64(truth.Shots)/float64(o.Shots) - 1; off < -0.05 || off > 0.05 {
				t.Errorf("%d shots, wanted %d (%+.1f %%)", truth.Shots, o.Shots, off*100)
			}
		})
	}
}

func TestContinuation(t *testing.T) {
	for _, faults := range []string{"clean", "typical", "hostile"} {
		t.Run(faults, func(t *testing.T) {
			o := small(t)
			o.Faults, o.Shots = faults, 6_000
			mustWrite(t, o)
			before := digests(t, o.Dir)
			o.Anchor, o.To = o.To, o.To.AddDate(0, 0, 3)
			mustWrite(t, o)
			after := digests(t, o.Dir)
			days := 0
			for name, sum := range before {
				if filepath.Dir(name) == "." {
					continue
				}
				days++
				if after[name] != sum {
					t.Errorf("%s changes when the set goes on", name)
				}
			}
			if days != 52 || after["DATA_SHOT/2026-11-12.ndjson"] == "" {
				t.Errorf("%d files of days, last day %q", days, after["DATA_SHOT/2026-11-12.ndjson"])
			}
		})
	}
}

func TestDefaultsEndYesterday(t *testing.T) {
	o := Options{Now: func() time.Time { return utc(t, "2026-11-24").Add(13e12) }}.withDefaults()
	if day(o.To) != "2026-11-24" || o.Shots != 1_000_000 || o.Tools != 48 || o.Format != "parquet" || o.Faults != "typical" {
		t.Errorf("%+v", o)
	}
	_, p, err := newSet(o)
	if err != nil || day(p.From) != "2026-08-26" {
		t.Errorf("from %s, %v", day(p.From), err)
	}
}
