package backup

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sprue/engine"
	"sprue/engine/seal"
	"sprue/engine/store"
)

// TestBackupsThatAreRefused: one line says why, and nothing is changed.
func TestBackupsThatAreRefused(t *testing.T) {
	p := newPlant(t)
	recipients, keys := newKey(t)
	_, otherKeys := newKey(t)
	dir := t.TempDir()
	plain, sealed, database := filepath.Join(dir, "plain"), filepath.Join(dir, "sealed"), filepath.Join(dir, "database")
	p.backup(Target{File: plain})
	p.backup(Target{File: sealed, For: recipients})
	content := readFile(t, p.path)
	writeFile(t, database, content)

	cut := func(share float64) func(text string) string {
		return func(text string) string { return text[:int(share*float64(len(text)))] }
	}
	flip := func(share float64) func(text string) string {
		return func(text string) string {
			at := int(share * float64(len(text)))
			return text[:at] + string(text[at]^0x55) + text[at+1:]
		}
	}
	for name, c := range map[string]struct {
		file    string
		spoil   func(text string) string
		sql     string // run on the copy
		keys    seal.Keys
		code    engine.Code
		message string
	}{
		"none":                       {file: filepath.Join(dir, "no"), code: engine.CodeUsage, message: "there is no such file"},
		"a folder":                   {file: dir, code: engine.CodeUsage, message: "it is no file"},
		"the database":               {file: p.path, code: engine.CodeUsage, message: "it is the database itself"},
		"a copy of the database":     {file: database, code: engine.CodeFile, message: "no backup of sprue's"},
		"text":                       {file: plain, spoil: func(string) string { return strings.Repeat("words ", 9999) }, code: engine.CodeFile, message: "it is not a DuckDB file"},
		"empty":                      {file: plain, spoil: cut(0), code: engine.CodeFile, message: "the file is empty"},
		"cut in its headers":         {file: plain, spoil: cut(0.001), code: engine.CodeFile, message: "it is damaged"},
		"cut in its first third":     {file: plain, spoil: cut(0.3), code: engine.CodeFile, message: "it is damaged"},
		"cut at its end":             {file: plain, spoil: cut(0.95), code: engine.CodeFile, message: "it is damaged"},
		"a flipped bit":              {file: plain, spoil: flip(0.5), code: engine.CodeFile, message: "it is damaged"},
		"encrypted, no key":          {file: sealed, code: engine.CodeUsage, message: "it is encrypted"},
		"encrypted for another":      {file: sealed, keys: otherKeys, code: engine.CodeUsage, message: "it was not encrypted for this key"},
		"not encrypted, but a key":   {file: plain, keys: keys, code: engine.CodeUsage, message: "it is not encrypted"},
		"encrypted, cut":             {file: sealed, spoil: cut(0.5), keys: keys, code: engine.CodeFile, message: "it is damaged or was cut short"},
		"encrypted, cut in its head": {file: sealed, spoil: func(text string) string { return text[:60] }, keys: keys, code: engine.CodeFile, message: "it is damaged or was cut short"},
		"encrypted, a flipped bit":   {file: sealed, spoil: flip(0.5), keys: keys, code: engine.CodeFile, message: "it is damaged or was cut short"},
		"another value":              {file: plain, sql: "UPDATE core.shot SET ct = ct + 1 WHERE seq = 7", code: engine.CodeFile, message: "core.shot is not as it was"},
		"a row less":                 {file: plain, sql: "DELETE FROM core.shot WHERE seq = 7", code: engine.CodeFile, message: "29,999 rows instead of 30,000"},
		"NULL for an empty list":     {file: plain, sql: `UPDATE core."odd ""name" SET a = NULL WHERE len(a) = 0`, code: engine.CodeFile, message: `core.odd "name is not as it was`},
		"a table less":               {file: plain, sql: "DROP TABLE mart.empty", code: engine.CodeFile, message: "mart.empty is missing"},
		"a table more":               {file: plain, sql: "CREATE TABLE mart.more AS SELECT 1 AS i", code: engine.CodeFile, message: "mart.more is not as it was"},
		"of a newer sprue":           {file: plain, sql: "UPDATE meta.migration SET version = 999", code: engine.CodeFile, message: "the file was written by a newer sprue (version 999"},
		"of a newer form":            {file: plain, sql: "UPDATE backup.origin SET format = 2", code: engine.CodeFile, message: "it was made by a newer sprue"},
	} {
		t.Run(name, func(t *testing.T) {
			file := c.file
			if c.spoil != nil || c.sql != "" {
				file = filepath.Join(t.TempDir(), "spoilt")
				writeFile(t, file, readFile(t, c.file))
			}
			if c.spoil != nil {
				writeFile(t, file, c.spoil(readFile(t, c.file)))
			}
			if c.sql != "" {
				change(t, file, c.sql)
			}
			_, err := p.job().Restore(t.Context(), p.config(), file, c.keys, false)
			var e *engine.Error
			if !errors.As(err, &e) || e.Code != c.code || !strings.Contains(e.Message, c.message) || e.Doing != "restore "+file || e.Hint == "" || strings.Contains(e.Error(), "\n") {
				t.Errorf("want %q: %v, %+v", c.message, err, e)
			}
			if readFile(t, p.path) != content || !slices.Equal(p.left(), []string{"plant.duckdb"}) {
				t.Errorf("something was changed: %v", p.left())
			}
		})
	}
}

// change spoils a backup with SQL.
func change(t *testing.T, file, statements string) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{Path: file, AsIs: true})
	if err != nil {
		t.Fatal(err)
	}
	(&plant{t: t}).execIn(s, statements)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// A file may be replaced because it is damaged, or gone.
func TestRestoreOverWhatIsLeft(t *testing.T) {
	p := newPlant(t)
	before := p.state()
	backup := filepath.Join(t.TempDir(), "copy")
	p.backup(Target{File: backup})
	whole := readFile(t, p.path)
	for name, c := range map[string]struct{ file, log string }{
		"nothing":              {},
		"a log alone":          {log: "log"},
		"text":                 {file: strings.Repeat("words ", 9999)},
		"a file that was cut":  {file: whole[:len(whole)/2]},
		"a log that is none":   {file: whole, log: strings.Repeat("noise", 999)},
		"cut, and such a log":  {file: whole[:9999], log: strings.Repeat("noise", 999)},
		"a file as it must be": {file: whole},
	} {
		t.Run(name, func(t *testing.T) {
			q := &plant{t: t, path: filepath.Join(t.TempDir(), "plant.duckdb"), now: p.now}
			if c.file != "" {
				writeFile(t, q.path, c.file)
			}
			if c.log != "" {
				writeFile(t, q.path+".wal", c.log)
			}
			done, err := q.job().Restore(t.Context(), q.config(), backup, nil, false)
			if err != nil {
				t.Fatal(err)
			}
			if q.state() != before {
				t.Error("it is not as it was")
			}
			kept := strings.TrimSuffix(done.Kept, ".wal")
			if c.file != "" && readFile(t, kept) != c.file || c.log != "" && readFile(t, kept+".wal") != c.log {
				t.Errorf("what was there is not kept: %v, %q", q.left(), done.Kept)
			}
		})
	}
}

// A restore that was killed leaves a second name for the file in its place; the
// next one takes it away.
func TestASecondNameIsForgotten(t *testing.T) {
	p := newPlant(t)
	backup := filepath.Join(t.TempDir(), "copy")
	p.backup(Target{File: backup})
	if err := os.Link(p.path, p.path+keptMark+"20260101T000000.000Z"); err != nil {
		t.Skip(err)
	}
	for range 2 {
		if _, err := p.job().Restore(t.Context(), p.config(), backup, nil, false); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"plant.duckdb", "plant.duckdb.before-20260630T120000.000Z", "plant.duckdb.before-20260630T120000.001Z"}
	if got := p.left(); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

func TestRestoreOfAFileInUse(t *testing.T) {
	p := newPlant(t)
	backup := filepath.Join(t.TempDir(), "copy")
	p.backup(Target{File: backup})
	p.with(func(s *store.Store) {
		_, err := p.job().Restore(t.Context(), p.config(), backup, nil, false)
		if engine.CodeOf(err) != engine.CodeFile || !strings.HasPrefix(err.Error(), "restore "+backup+": this process has the file open already") {
			t.Error(err)
		}
		if err := s.Announce("127.0.0.1:8080", "token"); err != nil {
			t.Fatal(err)
		}
		var e *engine.Error
		if _, err = p.job().Restore(t.Context(), p.config(), backup, nil, false); !errors.As(err, &e) || !strings.Contains(e.Hint, "stop that server") {
			t.Error(err)
		}
	})
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
