package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"sprue/engine"
	"sprue/engine/seal"
	"sprue/engine/store"
)

// plant is a folder with a file of some tables.
type plant struct {
	t    *testing.T
	path string
	now  time.Time
}

const contents = `

CREATE TABLE core.shot AS SELECT range AS seq, 30 + range % 7 / 10 AS ct, md5(range::VARCHAR) AS text FROM range(30000);
CREATE TABLE core."odd ""name" (a INTEGER[], b STRUCT(x DATE), c ENUM('no', 'yes') DEFAULT 'no', d TIMESTAMP NOT NULL);
INSERT INTO core."odd ""name" VALUES (NULL, NULL, 'yes', '2026-01-01'), ([], {x: '2026-05-01'}, NULL, '2026-01-02'), ([NULL, 1], {x: NULL}, 'no', '2026-01-03');
CREATE TABLE mart.empty (i INTEGER);
CREATE VIEW mart.slow AS SELECT seq FROM core.shot WHERE ct > 30.5;
CREATE MACRO core.twice(x) AS 2 * x;
COMMENT ON TABLE core.shot IS 'one row per shot'; COMMENT ON COLUMN core.shot.ct IS 'seconds'; COMMENT ON VIEW mart.slow IS 'slow ones';`

func newPlant(t *testing.T) *plant {
	t.Helper()
	p := &plant{t: t, path: filepath.Join(t.TempDir(), "plant.duckdb"), now: time.Date(2026, 6, 30, 12, 0, 0, 0, time.UTC)}
	p.exec(contents)
	return p
}

func (p *plant) job() Job { return Job{Clock: func() time.Time { return p.now }} }

func (p *plant) config() store.Config {
	return store.Config{Path: p.path, MemoryLimitMB: 300, Threads: 1}
}

func (p *plant) with(do func(s *store.Store)) {
	p.t.Helper()
	s, err := store.Open(p.t.Context(), p.config())
	if err != nil {
		p.t.Fatal(err)
	}
	do(s)
	if err := s.Close(); err != nil {
		p.t.Fatal(err)
	}
}

func (p *plant) exec(statements string) {
	p.t.Helper()
	p.with(func(s *store.Store) { p.execIn(s, statements) })
}

func (p *plant) execIn(s *store.Store, statements string) {
	p.t.Helper()
	err := s.Write(p.t.Context(), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, statements)
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

// text answers a query of one value.
func (p *plant) text(query string) (text string) {
	p.t.Helper()
	p.with(func(s *store.Store) {
		if err := s.QueryRow(p.t.Context(), query).Scan(&text); err != nil {
			p.t.Fatal(err)
		}
	})
	return text
}

// state is what every table holds, and what there is beside tables.
func (p *plant) state() string {
	p.t.Helper()
	var all []string
	p.with(func(s *store.Store) {
		prints, err := p.job().prints(p.t.Context(), s, "")
		if err != nil {
			p.t.Fatal(err)
		}
		for _, print := range prints {
			all = append(all, fmt.Sprint(print))
		}
	})
	return strings.Join(all, "\n") + p.text(`
		SELECT string_agg(concat_ws('|', name, comment), chr(10) ORDER BY name) FROM (
			SELECT schema_name || '.' || table_name || '.' || column_name AS name, concat_ws('|', data_type, is_nullable, column_default, comment) AS comment
			FROM duckdb_columns() WHERE database_name = current_database()
			UNION ALL SELECT schema_name || '.' || table_name, comment FROM duckdb_tables() WHERE database_name = current_database()
			UNION ALL SELECT view_name, concat_ws('|', sql, comment) FROM duckdb_views() WHERE NOT internal AND database_name = current_database()
			UNION ALL SELECT function_name, macro_definition FROM duckdb_functions() WHERE NOT internal AND database_name = current_database()
			UNION ALL SELECT schema_name, NULL FROM duckdb_schemas() WHERE NOT internal AND database_name = current_database())`)
}

func (p *plant) backup(target Target) Made {
	p.t.Helper()
	var made Made
	p.with(func(s *store.Store) {
		var err error
		if made, err = p.job().Create(p.t.Context(), s, target); err != nil {
			p.t.Fatal(err)
		}
	})
	return made
}

// left are the files beside the database.
func (p *plant) left() (names []string) {
	p.t.Helper()
	entries, err := os.ReadDir(filepath.Dir(p.path))
	if err != nil {
		p.t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func newKey(t *testing.T) (seal.For, seal.Keys) {
	t.Helper()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return seal.For{key.Recipient()}, seal.Keys{key}
}

func TestThereAndBack(t *testing.T) {
	recipients, keys := newKey(t)
	for name, c := range map[string]struct {
		recipients seal.For
		keys       seal.Keys
	}{"plain": {}, "encrypted": {recipients, keys}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlant(t)
			before := p.state()
			file := filepath.Join(t.TempDir(), "copy")
			made := p.backup(Target{File: file, For: c.recipients})
			info, err := os.Stat(file)
			if err != nil || info.Mode().Perm() != 0o600 || info.Size() != made.Bytes || made.Rows < 30003 || made.File != "plant.duckdb" {
				t.Errorf("%v, %v, %+v", info, err, made)
			}
			if content, err := os.ReadFile(file); err != nil || strings.Contains(string(content), "one row per shot") == (len(c.recipients) > 0) {
				t.Errorf("what is encrypted can be read, or the other way round (%v)", err)
			}
			p.exec("UPDATE core.shot SET ct = 99 WHERE seq = 5; DROP VIEW mart.slow; CREATE TABLE core.later AS SELECT 1 AS i")
			after := p.state()
			dry, err := p.job().Restore(t.Context(), p.config(), file, c.keys, true)
			if err != nil || p.state() != after || dry.Rows != made.Rows {
				t.Fatalf("a dry one: %v, %+v", err, dry)
			}
			done, err := p.job().Restore(t.Context(), p.config(), file, c.keys, false)
			if err != nil {
				t.Fatal(err)
			}
			if got := p.state(); got != before {
				t.Errorf("restored:\n%s\nwas:\n%s", got, before)
			}
			if want := []string{"plant.duckdb", "plant.duckdb.before-20260630T120000.000Z"}; !slices.Equal(p.left(), want) || done.Kept != filepath.Join(filepath.Dir(p.path), want[1]) {
				t.Errorf("%v are there, %q is said to be kept", p.left(), done.Kept)
			}
			p.path = done.Kept
			if p.state() != after {
				t.Error("the file that was kept is not as it was")
			}
		})
	}
}

// What is written while a copy is made is in it as a whole or not at all.
func TestACopyIsOfOneInstant(t *testing.T) {
	p := newPlant(t)
	before := p.state()
	file := filepath.Join(t.TempDir(), "copy")
	writes := 0
	p.with(func(s *store.Store) {
		job := p.job()
		job.Told = func(at Progress) {
			if at.Step == "copy" || at.Step == "compare" {
				p.execIn(s, "UPDATE core.shot SET ct = ct + 1; INSERT INTO mart.empty VALUES (1)")
				writes++
			}
		}
		if _, err := job.Create(t.Context(), s, Target{File: file}); err != nil {
			t.Fatal(err)
		}
	})
	if _, err := p.job().Restore(t.Context(), p.config(), file, nil, false); err != nil {
		t.Fatal(err)
	}
	if got := p.state(); got != before || writes < 5 {
		t.Errorf("after %d writes:\n%s\nwas:\n%s", writes, got, before)
	}
}

func TestTargetsThatAreRefused(t *testing.T) {
	p := newPlant(t)
	there := filepath.Join(t.TempDir(), "there")
	if err := os.WriteFile(there, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(p.path, link); err != nil {
		t.Fatal(err)
	}
	other := newPlant(t)
	other.with(func(*store.Store) {
		for name, c := range map[string]struct {
			target  Target
			message string
		}{
			"there":              {Target{File: there}, "it is there already"},
			"a folder":           {Target{File: filepath.Dir(there), Replace: true}, "it is a folder"},
			"no folder":          {Target{File: filepath.Join(there, "x", "y")}, "there is no folder"},
			"itself":             {Target{File: p.path, Replace: true}, "it is the database itself"},
			"itself by its link": {Target{File: link, Replace: true}, "it is the database itself"},
			"one in use":         {Target{File: other.path, Replace: true}, "another sprue process has it open"},
		} {
			p.with(func(s *store.Store) {
				_, err := p.job().Create(t.Context(), s, c.target)
				var e *engine.Error
				if !errors.As(err, &e) || e.Code != engine.CodeUsage || e.Message != c.message && !strings.HasPrefix(e.Message, c.message) || e.Hint == "" {
					t.Errorf("%s: %v", name, err)
				}
			})
		}
	})
	if text, err := os.ReadFile(there); err != nil || string(text) != "mine" {
		t.Errorf("%q, %v", text, err)
	}
	p.backup(Target{File: there, Replace: true})
	if _, err := p.job().Restore(t.Context(), p.config(), there, nil, true); err != nil {
		t.Error(err)
	}
}

func TestAnInterruptedBackupLeavesNothing(t *testing.T) {
	p := newPlant(t)
	file := filepath.Join(t.TempDir(), "copy")
	for _, step := range []string{"copy", "compare", "verify", "encrypt"} {
		recipients, _ := newKey(t)
		ctx, cancel := context.WithCancel(t.Context())
		job := p.job()
		job.Told = func(at Progress) {
			if at.Step == step {
				cancel()
			}
		}
		p.with(func(s *store.Store) {
			if _, err := job.Create(ctx, s, Target{File: file, For: recipients}); !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v", step, err)
			}
		})
		if _, err := os.Stat(file); err == nil || !slices.Equal(p.left(), []string{"plant.duckdb"}) {
			t.Errorf("%s: %v is left", step, p.left())
		}
		p.backup(Target{File: file})
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
}
