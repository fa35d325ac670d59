package files

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"sprue/engine"
	"sprue/sync/source"
)

// What holds nothing and yet stands for rows is refused, even beside files that
// hold some.
func TestNothingWhereRowsBelong(t *testing.T) {
	const good = "ID,NAME\n1,a\n"
	for name, c := range map[string]struct {
		files   map[string]string
		folders []string
		blamed  string // "" for none
	}{
		"folder named as a file, in the table's":    {map[string]string{"COMPANY/a.csv": good}, []string{"COMPANY/2026-03-05.parquet"}, "COMPANY/2026-03-05.parquet"},
		"folder named as a file, beside files":      {map[string]string{"COMPANY.csv": good}, []string{"COMPANY_2.parquet"}, "COMPANY_2.parquet"},
		"folder named as a file, alone":             {nil, []string{"COMPANY.parquet"}, "COMPANY.parquet"},
		"folder with a mark and nothing else":       {map[string]string{"COMPANY.csv": good, "COMPANY_2.csv/_SUCCESS": "x"}, nil, "COMPANY_2.csv"},
		"Parquet of 0 bytes beside others":          {map[string]string{"COMPANY/a.csv": good, "COMPANY/b.parquet": ""}, nil, "COMPANY/b.parquet"},
		"Parquet of 0 bytes alone":                  {map[string]string{"COMPANY.parquet": ""}, nil, "COMPANY.parquet"},
		"CSV of 0 bytes beside others":              {map[string]string{"COMPANY/a.csv": good, "COMPANY/b.csv": ""}, nil, ""},
		"CSV of 0 bytes alone":                      {map[string]string{"COMPANY.csv": ""}, []string{"COMPANY"}, "COMPANY.csv: a file of 0 bytes"},
		"folder of hive partitions that is empty":   {map[string]string{"COMPANY/a.csv": good}, []string{"COMPANY/day=1"}, ""},
		"folder named as a file of no table":        {map[string]string{"COMPANY.csv": good}, []string{"OTHER.parquet"}, ""},
		"folder named as a file, with files inside": {map[string]string{"COMPANY_2.csv/part-0.csv": good}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFolder(t, c.files)
			for _, folder := range c.folders {
				if err := os.MkdirAll(filepath.Join(f.dir, folder), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			survey, err := f.src.Survey(context.Background(), f.store, source.Ask{Tables: []source.Table{company}})
			if c.blamed == "" {
				if err != nil || len(survey.Found) != 1 || len(survey.Found[0].Pieces) != 1 {
					t.Errorf("found %+v, error %v", survey.Found, err)
				}
				return
			}
			var said *engine.Error
			if !errors.As(err, &said) || said.Code != engine.CodeData || !strings.Contains(said.Error(), c.blamed) || said.Hint == "" {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestEncodingsAreToldApart(t *testing.T) {
	const text = "ID,NAME\n1,a\n"
	wide := func(little, mark bool) string {
		var b []byte
		runes := []rune(text)
		if mark {
			runes = slices.Insert(runes, 0, '\uFEFF')
		}
		for _, r := range runes {
			character := []byte{0, 0, byte(r >> 8), byte(r)}
			if little {
				slices.Reverse(character)
			}
			b = append(b, character...)
		}
		return string(b)
	}
	half := []byte{0xFF, 0xFE}
	for _, unit := range utf16.Encode([]rune(text)) {
		half = append(half, byte(unit), byte(unit>>8))
	}
	for name, c := range map[string]struct{ text, encoding, hint string }{
		"UTF-32 LE with a mark": {wide(true, true), "UTF-32", "-f UTF-32 "},
		"UTF-32 BE with a mark": {wide(false, true), "UTF-32", "-f UTF-32 "},
		"UTF-32 LE":             {wide(true, false), "UTF-32", "-f UTF-32LE "},
		"UTF-32 BE":             {wide(false, false), "UTF-32", "-f UTF-32BE "},
		"UTF-16 LE with a mark": {string(half), "UTF-16", "-f UTF-16 "},
	} {
		_, err := checkText("COMPANY.csv", []byte(c.text))
		var said *engine.Error
		if !errors.As(err, &said) || !strings.Contains(said.Message, c.encoding) || !strings.Contains(said.Hint, c.hint) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
