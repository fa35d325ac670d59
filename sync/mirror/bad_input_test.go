package mirror_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"sprue/engine"
	"sprue/sync/mirror"
)

// wantError syncs and wants an error of the code, with all parts in its text or
// hint, and nothing of the large tables written.
func (p *plant) wantError(code engine.Code, parts ...string) {
	p.Helper()
	_, err := p.trySync(mirror.Options{})
	if err == nil {
		p.Fatal("no error")
	}
	if got := engine.CodeOf(err); got != code {
		p.Errorf("code %d, want %d: %v", got, code, err)
	}
	text := said(err)
	if strings.Contains(err.Error(), "\n") {
		p.Errorf("more than one line: %q", err.Error())
	}
	for _, part := range parts {
		if !strings.Contains(text, part) {
			p.Errorf("%q does not say %q", text, part)
		}
	}
	p.want("SELECT count(*) FROM raw.data_shot", "0")
	p.want("SELECT count(*) FROM meta.source_file WHERE table_name = 'DATA_SHOT'", "0")
	p.want("SELECT count(*) FROM meta.sync_batch WHERE error IS NOT NULL", "1")
}

func said(err error) string {
	var e *engine.Error
	text := err.Error()
	if errors.As(err, &e) {
		text += " hint: " + e.Hint
	}
	return text
}

func TestBadInput(t *testing.T) {
	tests := map[string]struct {
		make func(*plant)
		code engine.Code
		say  []string
	}{
		"missing folder": {func(p *plant) { p.remove("") }, engine.CodeSource, []string{"does not exist", "data"}},
		"file for a folder": {func(p *plant) {
			p.remove("")
			if err := os.WriteFile(p.dir, []byte("x"), 0o644); err != nil {
				p.Fatal(err)
			}
		}, engine.CodeSource, []string{"is a file, not a folder"}},
		"empty folder": {func(p *plant) {
			p.remove("")
			if err := os.Mkdir(p.dir, 0o755); err != nil {
				p.Fatal(err)
			}
		}, engine.CodeData, []string{"holds no table", "DATA_SHOT"}},
		"strange folder": {func(p *plant) {
			p.remove("")
			p.write("photos.zip", "x")
		}, engine.CodeData, []string{"holds no table", "photos.zip"}},
		"missing table": {func(p *plant) { p.remove("MOLD.csv") }, engine.CodeData, []string{"table MOLD is missing"}},
		"missing tables": {func(p *plant) {
			p.remove("MOLD.csv")
			p.remove("MOLD_PART.csv")
			p.write("MOLDPART.csv", "MOLD_ID\n1\n")
		}, engine.CodeData, []string{"tables MOLD, MOLD_PART are missing", "did you mean MOLDPART.csv? Name it MOLD_PART; the source must"}},
		"missing columns": {func(p *plant) {
			p.write("MOLD.csv", "ID,EQUIPMENT-CODE\n1,T-1\n")
			p.write("COMPANY.csv", "NAM,PARENT_ID\n1,2\n")
		}, engine.CodeData, []string{"columns ID, NAME of table COMPANY are missing", "it has a column NAM; rename it to NAME"}},
		"misspelt table":  {func(p *plant) { p.remove("MOLD_PART.csv"); p.write("MOLDPART.csv", "MOLD_ID\n1\n") }, engine.CodeData, []string{"MOLD_PART is missing", "MOLDPART.csv"}},
		"missing column":  {func(p *plant) { p.write("MOLD.csv", "ID,CODE\n1,T-1\n") }, engine.CodeData, []string{"MOLD.csv", "EQUIPMENT_CODE"}},
		"misspelt column": {func(p *plant) { p.write("DATA_SHOT_2.csv", "COUNTERCODE,SHOT_START_TIME,CONTENT\nC,1,[]\n") }, engine.CodeData, []string{"DATA_SHOT_2.csv", "column COUNTER_CODE", "COUNTERCODE; rename"}},
		"no header":       {func(p *plant) { p.write("MOLD.csv", "1,T-1,300,1,1\n2,T-2,250,1,1\n") }, engine.CodeData, []string{"MOLD.csv", "names no column", "ID,EQUIPMENT_CODE"}},
		"truncated parquet": {func(p *plant) {
			p.copyTo("DATA_SHOT_1.parquet", shots, "FORMAT parquet")
			if err := os.Truncate(p.path("DATA_SHOT_1.parquet"), 300); err != nil {
				p.Fatal(err)
			}
		}, engine.CodeData, []string{"DATA_SHOT_1.parquet", "truncated"}},
		"tiny parquet":  {func(p *plant) { p.write("DATA_SHOT_1.parquet", "PAR1PAR1") }, engine.CodeData, []string{"DATA_SHOT_1.parquet"}},
		"no parquet":    {func(p *plant) { p.write("DATA_SHOT_1.parquet", "hello, this is text") }, engine.CodeData, []string{"DATA_SHOT_1.parquet", "not a Parquet file"}},
		"parquet in gz": {func(p *plant) { p.write("DATA_SHOT_1.parquet.gz", "x") }, engine.CodeData, []string{"DATA_SHOT_1.parquet.gz", "unpack"}},
		"corrupt parquet page": {func(p *plant) {
			p.copyTo("DATA_SHOT_1.parquet", shots, "FORMAT parquet")
			corrupt(p, "DATA_SHOT_1.parquet", 30, 60)
			p.remove("DATA_SHOT.csv")
		}, engine.CodeData, []string{"DATA_SHOT_1.parquet"}},
		"utf-16":         {func(p *plant) { p.write("MOLD.csv", "\xff\xfeI\x00D\x00,\x00") }, engine.CodeData, []string{"MOLD.csv", "UTF-16", "iconv"}},
		"utf-16, no bom": {func(p *plant) { p.write("MOLD.csv", "I\x00D\x00,\x00") }, engine.CodeData, []string{"MOLD.csv", "zero bytes"}},
		"latin-1":        {func(p *plant) { p.write("COMPANY.csv", "ID,NAME\n1,M\xfcller\n") }, engine.CodeData, []string{"COMPANY.csv", "not encoded as UTF-8 (line 2)"}},
		"latin-1, late": {func(p *plant) {
			p.write("COMPANY.csv", "ID,NAME\n"+strings.Repeat("1,Acme Molding Company Inc.\n", 60000)+"2,M\xfcller\n")
		}, engine.CodeData, []string{"COMPANY.csv", "not encoded as UTF-8 (line 60002)"}},
		"latin-1, json": {func(p *plant) {
			p.write("COMPANY.ndjson", strings.Repeat("{\"ID\": 1, \"NAME\": \"Acme Molding Company\"}\n", 30000)+"{\"ID\": 2, \"NAME\": \"M\xfcller\"}\n")
		}, engine.CodeData, []string{"COMPANY.ndjson", "not encoded as UTF-8 (line 30001)"}},
		"fields missing in a line": {func(p *plant) { p.write("COMPANY.csv", "ID,NAME\n1,Acme\n2\n") }, engine.CodeData, []string{"COMPANY.csv", "another number of fields", "line 3"}},
		"open quote":               {func(p *plant) { p.write("COMPANY.csv", "ID,NAME\n1,\"Acme\n2,B\n") }, engine.CodeData, []string{"COMPANY.csv", "quote"}},
		"broken json":              {func(p *plant) { p.write("COMPANY.ndjson", "{\"ID\": 1, \"NAME\": \"A\"}\n{\"ID\": 2,") }, engine.CodeData, []string{"COMPANY.ndjson"}},
		"no json":                  {func(p *plant) { p.write("COMPANY.json", "hello") }, engine.CodeData, []string{"COMPANY.json", "not JSON"}},
		"broken gz":                {func(p *plant) { p.write("COMPANY_2.csv.gz", "hello") }, engine.CodeData, []string{"COMPANY_2.csv.gz", "gzip"}},
		"folder for a file":        {func(p *plant) { p.remove("MOLD.csv"); mkdir(p, "MOLD.csv") }, engine.CodeData, []string{"MOLD", "MOLD.csv"}},
		"huge field": {func(p *plant) {
			p.write("DATA_SHOT_2.csv", "COUNTER_CODE,SHOT_START_TIME,CONTENT\nCNT-1,1,\"[\nx")
			if err := os.Truncate(p.path("DATA_SHOT_2.csv"), 2<<30); err != nil {
				p.Fatal(err)
			}
		}, engine.CodeData, []string{"DATA_SHOT_2.csv", "what begins in line 2 is longer than 16 MB"}},
		"huge field, in quotes": {func(p *plant) {
			p.write("COMPANY.csv", "ID,NAME\n1,\""+strings.Repeat("x", 40<<20)+"\"\n")
		}, engine.CodeData, []string{"COMPANY.csv", "what begins in line 2 is longer than 16 MB", "a field that is no packet"}},
		"huge line of json": {func(p *plant) {
			p.write("DATA_SHOT_2.ndjson", `{"COUNTER_CODE": "CNT-1", "SHOT_START_TIME": 1, "CONTENT": "[`+strings.Repeat("x", 40<<20)+`"}`)
		}, engine.CodeData, []string{"DATA_SHOT_2.ndjson", "line 1 is longer than 16 MB"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlant(t).minimal()
			test.make(p)
			p.wantError(test.code, test.say...)
		})
	}
}

// TestFailedTableIsNamed looks at the ledger after a sync that failed before
// any table was read.
func TestFailedTableIsNamed(t *testing.T) {
	tests := map[string]struct {
		make func(*plant)
		want string
	}{
		"broken file":    {func(p *plant) { p.write("DATA_SHOT_1.parquet", "PAR1, and no footer") }, "DATA_SHOT"},
		"missing table":  {func(p *plant) { p.remove("MOLD.csv") }, "MOLD"},
		"missing column": {func(p *plant) { p.write("MOLD.csv", "ID,CODE\n1,T-1\n") }, "MOLD"},
		"missing folder": {func(p *plant) { p.remove("") }, "∅"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlant(t).minimal()
			test.make(p)
			if _, err := p.trySync(mirror.Options{}); err == nil {
				t.Fatal("no error")
			}
			p.want("SELECT table_name FROM meta.sync_batch WHERE error IS NOT NULL", test.want)
		})
	}
}

func mkdir(p *plant, name string) {
	if err := os.Mkdir(p.path(name), 0o755); err != nil {
		p.Fatal(err)
	}
}

// corrupt turns the bits of a part of a file over.
func corrupt(p *plant, name string, from, to int) {
	data, err := os.ReadFile(p.path(name))
	if err != nil {
		p.Fatal(err)
	}
	for i := from; i < to; i++ {
		data[i] ^= 0xff
	}
	if err := os.WriteFile(p.path(name), data, 0o644); err != nil {
		p.Fatal(err)
	}
}
