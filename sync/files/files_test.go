package files

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/store"
	"sprue/sync/source"
)

type folder struct {
	testing.TB
	dir   string
	store *store.Store
	src   *Source
}

func newFolder(tb testing.TB, files map[string]string) *folder {
	tb.Helper()
	f := &folder{TB: tb, dir: filepath.Join(tb.TempDir(), "data")}
	s, err := store.Open(context.Background(), store.Config{Path: filepath.Join(tb.TempDir(), "t.duckdb")})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	f.store = s
	if f.src, err = New(Config{Name: "plant", Path: f.dir}); err != nil {
		tb.Fatal(err)
	}
	for name, text := range files {
		f.write(name, text)
	}
	return f
}

func (f *folder) write(name, text string) {
	f.Helper()
	path := filepath.Join(f.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		f.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		f.Fatal(err)
	}
}

var company = func() source.Table { t, _ := source.FindTable("company"); return t }()

func (f *folder) survey(known ...source.Piece) source.Found {
	f.Helper()
	survey, err := f.src.Survey(context.Background(), f.store, source.Ask{Tables: []source.Table{company}, Known: map[string][]source.Piece{"COMPANY": known}})
	if err != nil {
		f.Fatal(err)
	}
	return survey.Found[0]
}

func (f *folder) batches(req source.Request) []source.Batch {
	f.Helper()
	var all []source.Batch
	for b, err := range f.src.Batches(context.Background(), f.store, req) {
		if err != nil {
			f.Fatal(err)
		}
		all = append(all, b)
	}
	return all
}

// read opens a batch, counts its rows and closes it.
func (f *folder) read(b source.Batch, between func()) (r source.Relation, rows int, err error) {
	f.Helper()
	err = f.store.Write(context.Background(), func(ctx context.Context, tx *store.Tx) (err error) {
		if r, err = b.Open(ctx, tx); err != nil || r.SQL == "" {
			return err
		}
		defer func() { err = errors.Join(err, r.Close()) }()
		between()
		return tx.QueryRow(ctx, "SELECT count(*) FROM "+r.SQL).Scan(&rows)
	})
	return r, rows, err
}

func paths(pieces []source.Piece) (all []string) {
	for _, p := range pieces {
		all = append(all, p.Path)
	}
	return all
}

func TestKnownFilesAreLeftOut(t *testing.T) {
	f := newFolder(t, map[string]string{"COMPANY_1.csv": "ID,NAME\n1,a\n", "COMPANY_2.csv": "ID,NAME\n2,b\n"})
	found := f.survey()
	all := f.batches(source.Request{Table: company, Pieces: found.Pieces})
	r, rows, err := f.read(all[0], func() {})
	if err != nil || rows != 2 || len(all) != 1 {
		t.Fatalf("%d batches, %d rows, error %v", len(all), rows, err)
	}
	again := f.survey(r.Pieces...)
	if again.Pieces[0].Columns != nil {
		t.Error("a known file was looked into")
	}
	if left := f.batches(source.Request{Table: company, Pieces: again.Pieces, Known: r.Pieces}); len(left) != 0 {
		t.Errorf("%d batches of known files", len(left))
	}
	f.write("COMPANY_3.csv", "ID,NAME\n2,b\n")
	left := f.batches(source.Request{Table: company, Pieces: f.survey(r.Pieces...).Pieces, Known: r.Pieces})
	if r, _, err = f.read(left[0], func() {}); err != nil || !slices.Equal(paths(r.Held), []string{"COMPANY_3.csv"}) || r.SQL != "" {
		t.Errorf("a copy gives %+v, error %v", r, err)
	}
}

func TestFilesInTheWriting(t *testing.T) {
	f := newFolder(t, map[string]string{"COMPANY_1.csv": "ID,NAME\n1,a\n", "COMPANY_2.csv": "ID,NAME\n2,b\n"})
	b := f.batches(source.Request{Table: company, Pieces: f.survey().Pieces})[0]
	_, _, err := f.read(b, func() { f.write("COMPANY_2.csv", "ID,NAME\n2,b\n3,c\n") })
	if !errors.Is(err, source.ErrMoved) {
		t.Errorf("a file that changed while it was read gives error %v", err)
	}
	r, rows, err := f.read(b, func() {})
	if err != nil || rows != 1 || !slices.Equal(paths(r.Pieces), []string{"COMPANY_1.csv"}) {
		t.Errorf("after a file changed: %d rows of %v, error %v", rows, paths(r.Pieces), err)
	}
}

func TestVanishedBetweenListingAndReading(t *testing.T) {
	f := newFolder(t, map[string]string{"COMPANY_1.csv": "ID,NAME\n1,a\n"})
	b := f.batches(source.Request{Table: company, Pieces: f.survey().Pieces})[0]
	if err := os.Remove(filepath.Join(f.dir, "COMPANY_1.csv")); err != nil {
		t.Fatal(err)
	}
	if r, _, err := f.read(b, func() {}); err != nil || r.SQL != "" {
		t.Errorf("%+v, error %v", r, err)
	}
}

func TestRefusedFile(t *testing.T) {
	f := newFolder(t, map[string]string{"COMPANY_1.csv": "ID,NAME\n1,a\n"})
	f.src.open = func(path string) (*os.File, error) {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrPermission}
	}
	_, err := f.src.Survey(context.Background(), f.store, source.Ask{Tables: []source.Table{company}})
	var said *engine.Error
	if !errors.As(err, &said) || said.Code != engine.CodeSource || said.Hint == "" {
		t.Errorf("error %v", err)
	}
}

// DuckDB names neither the file nor what is wrong with it, be it the header of a
// page or the footer.
func TestDamagedParquetIsNamed(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"page":   func(b []byte) []byte { return b[4:24] },
		"footer": func(b []byte) []byte { return b[len(b)-8-int(binary.LittleEndian.Uint32(b[len(b)-8:])):][:20] },
	} {
		f := newFolder(t, nil)
		if err := os.MkdirAll(f.dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for _, file := range []string{"COMPANY_1.parquet", "COMPANY_2.parquet", "COMPANY_3.parquet"} {
			err := f.store.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.Exec(ctx, "COPY (SELECT range AS id, 'n' || range AS name FROM range(1000)) TO '"+filepath.Join(f.dir, file)+"' (FORMAT parquet)")
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		text, err := os.ReadFile(filepath.Join(f.dir, "COMPANY_2.parquet"))
		if err != nil {
			t.Fatal(err)
		}
		part := damage(text)
		copy(part, bytes.Repeat([]byte{0x0f}, len(part)))
		f.write("COMPANY_2.parquet", string(text))
		err = f.readAll()
		if err == nil || err.Error() != "read COMPANY_2.parquet: a header in it is damaged" || engine.CodeOf(err) != engine.CodeData {
			t.Errorf("%s: %q", name, err)
		}
	}
}

// readAll is a survey and the reading of all that it finds.
func (f *folder) readAll() error {
	survey, err := f.src.Survey(f.Context(), f.store, source.Ask{Tables: []source.Table{company}})
	var in *source.InTable
	if errors.As(err, &in) {
		return in.Err
	}
	if err != nil {
		return err
	}
	for _, b := range f.batches(source.Request{Table: company, Pieces: survey.Found[0].Pieces}) {
		r, err := b.Open(f.Context(), nil)
		if err != nil {
			return err
		}
		rows, err := f.store.Query(f.Context(), "SELECT max(id) FROM "+r.SQL)
		if err == nil {
			rows.Next()
			err = errors.Join(rows.Err(), rows.Close())
		}
		if err != nil {
			return r.Explain(f.Context(), err)
		}
	}
	return nil
}

func TestLargeParquetIsCut(t *testing.T) {
	i := inspected{file: file{name: "x", size: 100}, rows: 1001, unpacked: 10 << 20}
	f := newFolder(t, nil)
	f.src.cfg.BatchMB = 3
	groups := f.src.group([]inspected{i})
	var next int64
	for n, g := range groups {
		if g.from != next || g.last != (n == len(groups)-1) {
			t.Errorf("part %d is %+v", n, g)
		}
		next = g.to
	}
	if next != 1001 || len(groups) != 4 {
		t.Errorf("%d parts up to row %d", len(groups), next)
	}
}

func TestGroupsBySizeAndLayout(t *testing.T) {
	f := newFolder(t, nil)
	f.src.cfg.BatchMB = 1
	csv := layout{format: format{kind: "csv"}, comma: ","}
	tab := layout{format: format{kind: "csv"}, comma: "\t"}
	groups := f.src.group([]inspected{{layout: csv, unpacked: 600 << 10}, {layout: tab, unpacked: 1}, {layout: csv, unpacked: 300 << 10}, {layout: csv, unpacked: 300 << 10}})
	var sizes []int
	for _, g := range groups {
		sizes = append(sizes, len(g.files))
	}
	if !slices.Equal(sizes, []int{2, 1, 1}) {
		t.Errorf("groups of %v files", sizes)
	}
}

func TestHivePartitions(t *testing.T) {
	f := newFolder(t, map[string]string{
		"COMPANY/country=DE/tier=1/a.csv":                              "ID,NAME\n1,a\n",
		"COMPANY/country=FR%20x/tier=__HIVE_DEFAULT_PARTITION__/b.csv": "ID,NAME\n2,b\n",
	})
	b := f.batches(source.Request{Table: company, Pieces: f.survey().Pieces})[0]
	var got []string
	err := f.store.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		r, err := b.Open(ctx, tx)
		if err != nil {
			return err
		}
		rows, err := tx.Query(ctx, "SELECT concat_ws('|', id, name, country, coalesce(tier, '-')) FROM "+r.SQL+" ORDER BY 1")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var row string
			if err := rows.Scan(&row); err != nil {
				return err
			}
			got = append(got, row)
		}
		return rows.Err()
	})
	if err != nil || !slices.Equal(got, []string{"1|a|DE|1", "2|b|FR x|-"}) {
		t.Errorf("%q, error %v", got, err)
	}
}

func TestLinksAreFollowedOnce(t *testing.T) {
	f := newFolder(t, map[string]string{"../elsewhere/a.csv": "ID,NAME\n1,a\n", "COMPANY_2.csv": "ID,NAME\n2,b\n"})
	for link, to := range map[string]string{"COMPANY": "../elsewhere", "loop": "."} {
		if err := os.Symlink(to, filepath.Join(f.dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	if got := paths(f.survey().Pieces); len(got) != 2 || !slices.Contains(got, "COMPANY/a.csv") || !slices.Contains(got, "COMPANY_2.csv") {
		t.Errorf("found %v", got)
	}
	linked := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(f.dir, linked); err != nil {
		t.Fatal(err)
	}
	f.src.cfg.Path = linked
	if got := paths(f.survey().Pieces); len(got) != 2 {
		t.Errorf("found %v through a link", got)
	}
}

func TestALinkToNothingIsNoDeletion(t *testing.T) {
	f := newFolder(t, map[string]string{"COMPANY_1.csv": "ID,NAME\n1,a\n"})
	if err := os.Symlink("away.csv", filepath.Join(f.dir, "COMPANY_2.csv")); err != nil {
		t.Fatal(err)
	}
	_, err := f.src.Survey(context.Background(), f.store, source.Ask{Tables: []source.Table{company}})
	if err == nil || engine.CodeOf(err) != engine.CodeSource || !strings.Contains(err.Error(), "COMPANY_2.csv") {
		t.Errorf("a link to nothing: %v", err)
	}
}

func TestSameIsBySizeAndTime(t *testing.T) {
	now := time.Now()
	a := source.Piece{Path: "x", Size: 1, Modified: now}
	for name, b := range map[string]source.Piece{"size": {Path: "x", Size: 2, Modified: now}, "time": {Path: "x", Size: 1, Modified: now.Add(time.Second)}} {
		if a.Same(b) {
			t.Errorf("another %s is the same", name)
		}
	}
}
