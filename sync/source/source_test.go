package source

import (
	"strings"
	"testing"
	"time"
)

func TestCatalogueIsSound(t *testing.T) {
	for _, table := range Catalogue() {
		for _, key := range table.Key {
			if _, ok := table.Find(key); !ok {
				t.Errorf("%s: key column %s is no column", table.Name, key)
			}
		}
		if table.Large != (table.Cursor.Column != "") || table.Large != (table.Overlap > 0) {
			t.Errorf("%s: large tables, and no others, have a cursor and an overlap", table.Name)
		}
		for _, c := range table.Columns {
			if c.Name != strings.ToUpper(c.Name) {
				t.Errorf("%s.%s is not in upper case", table.Name, c.Name)
			}
		}
	}
}

func TestLacking(t *testing.T) {
	table, ok := FindTable("data_shot")
	if !ok {
		t.Fatal("no DATA_SHOT")
	}
	if got := table.Lacking([]string{"counter_code", "Content"}); len(got) != 1 || got[0] != "SHOT_START_TIME" {
		t.Errorf("lacking %v", got)
	}
}

func TestNearest(t *testing.T) {
	tests := []struct{ name, want string }{
		{"MOLDPART.csv", "MOLD_PART"}, {"data shot", "DATA_SHOT"}, {"DATASHOTS", "DATA_SHOT"}, {"Compny", "COMPANY"}, {"photos.zip", ""}, {"X", ""},
	}
	for _, test := range tests {
		if got := Nearest(test.name, Names()); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestCursorValue(t *testing.T) {
	at := time.Date(2026, 6, 1, 2, 30, 0, 250, time.UTC)
	for kind, want := range map[CursorKind]string{EpochNanos: "1780281000000000250", HourText: "2026060102", Instant: "2026-06-01 02:30:00"} {
		if got := (Cursor{Kind: kind}).Value(at); got != want {
			t.Errorf("%d: %s, want %s", kind, got, want)
		}
	}
}

func TestQuotes(t *testing.T) {
	if got := Literal("it's") + Ident(`a"b`) + Idents([]string{"x", "y"}); got != `'it''s'"a""b""x", "y"` {
		t.Error(got)
	}
}
