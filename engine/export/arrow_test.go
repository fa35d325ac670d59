package export

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/ipc"

	"sprue/engine/store"
)

func TestAnArrowStreamHasTypesAndRows(t *testing.T) {
	t.Parallel()
	s, dir := openPlant(t)
	to := filepath.Join(dir, "out")
	made := must(t, s, Request{Tables: []string{"raw.odd", "core.many"}, Folder: to, Format: FormatArrow})
	if made.Tables[0].Rows != 5 || made.Tables[0].Files != 1 || made.Tables[1].Rows != 6000 {
		t.Errorf("%+v", made.Tables)
	}
	if left, _ := filepath.Glob(filepath.Join(store.GlobQuoted(to), ".*")); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
	want := []string{
		`a "quoted" name utf8: ["=1+1" "-x" "@home" (null) "line\nbreak, \"quoted\""]`,
		`code utf8: ["a/b" "../../up" "a=b ü%" (null) "A/B"]`,
		"huge decimal(38, 0): [99999999999999999999999999999999999999 -1 9007199254740993 (null) 4]",
		"big uint64: [18446744073709551615 0 1 (null) 4]",
		"part float64: [0.1 -0.5 (null) (null) 4]",
		"instant timestamp[us]: [1777615200123456 1780271999999999 1780272000000000 (null) 1766966400000000]",
		"on_day date32: [2026-05-01 2026-05-31 2026-06-01 (null) 2025-12-29]",
		"yes bool: [true false (null) (null) true]",
		`kind utf8: ["two" "one" (null) (null) "one"]`,
		`words utf8: ["{\"a\": [1, 2.50]}" "null" (null) (null) "\"text\""]`,
	}
	got := readStream(t, filepath.Join(to, "raw.odd", "part-00000.arrows"))
	if !slices.Equal(got[:len(want)], want) {
		t.Errorf("%q", got)
	}
}

// readStream gives name, type and values of each column.
func readStream(t *testing.T, path string) (columns []string) {
	t.Helper()
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }() // only read
	r, err := ipc.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Release()
	for r.Next() {
		batch := r.RecordBatch()
		for i, f := range batch.Schema().Fields() {
			columns = append(columns, fmt.Sprintf("%s %s: %s", f.Name, f.Type, batch.Column(i)))
		}
	}
	if r.Err() != nil {
		t.Fatal(r.Err())
	}
	return columns
}
