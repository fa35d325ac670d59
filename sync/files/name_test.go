package files

import "testing"

func TestNames(t *testing.T) {
	tests := []struct{ name, table, kind, compression string }{
		{"DATA_SHOT.parquet", "DATA_SHOT", "parquet", "none"},
		{"data_shot_2026-01.CSV.GZ", "DATA_SHOT", "csv", "gzip"},
		{"DATA_SHOT2026.ndjson.zst", "DATA_SHOT", "ndjson", "zstd"},
		{"mold.json", "MOLD", "json", "none"},
		{"mold_part.jsonl", "MOLD_PART", "ndjson", "none"},
		{"MOLD-1.csv", "MOLD", "csv", "none"},
		{"MOLDS.csv", "", "csv", "none"},
		{"MOLD_PARTS.csv", "", "csv", "none"},
		{"PARTNER.csv", "", "csv", "none"},
		{"DATA_SHOT.xlsx", "DATA_SHOT", "", ""},
		{"ground_truth.json", "", "json", "none"},
	}
	for _, test := range tests {
		stem, f := splitName(test.name)
		if table := tableOf(stem); table != test.table || f.kind != test.kind || f.compression != test.compression {
			t.Errorf("%s is %q %+v", test.name, table, f)
		}
	}
}

func TestPlaces(t *testing.T) {
	tests := []struct {
		folder, table string
		partitions    int
	}{
		{".", "", 0},
		{"2026/june", "", 0},
		{"data_shot", "DATA_SHOT", 0},
		{"export/DATA_SHOT.parquet/year=2026/month=06/raw", "DATA_SHOT", 2},
		{"year=2026/DATA_SHOT", "DATA_SHOT", 0},
	}
	for _, test := range tests {
		if table, partitions, _ := place(test.folder); table != test.table || len(partitions) != test.partitions {
			t.Errorf("%s is %q with %v", test.folder, table, partitions)
		}
	}
}

func TestIgnored(t *testing.T) {
	for name, want := range map[string]bool{"DATA_SHOT.csv": false, ".DATA_SHOT.csv": true, "_SUCCESS": true, "x.csv.TMP": true, "x.part": true, "x.csv~": true} {
		if ignored(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}

func TestWholeRunes(t *testing.T) {
	text := "Straße"
	for cut := range len(text) + 1 {
		if got := string(wholeRunes([]byte(text[:cut]))); got != text[:cut] && got+"\xc3" != text[:cut] {
			t.Errorf("%q becomes %q", text[:cut], got)
		}
	}
}

func FuzzHeader(f *testing.F) {
	f.Add([]byte("ID,NAME\n1,a"))
	f.Add([]byte("\"a\nb\";;c\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		seen := map[string]bool{}
		for _, c := range header(text, ';') {
			if c.name == "" || seen[c.name] {
				t.Errorf("%q gives the name %q twice or none", text, c.name)
			}
			seen[c.name] = true
		}
	})
}
