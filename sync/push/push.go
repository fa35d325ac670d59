package push

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/store"
)

// Job is how tables are pushed.
type Job struct {
	Store  *store.Store
	Target Target
	Clock  func() time.Time
	Log    *slog.Logger
	// BatchRows is how many rows a file has at most.
	BatchRows int
	// Keys gives the columns that name a row of a table; none where it has no key.
	Keys func(table string) []string
	// Told tells which table is next, of how many.
	Told func(done, total int64, table string)
}

// Options say what is pushed.
type Options struct {
	Tables []string // mart.run, or run where one schema alone has it
	Full   bool     // also what has not changed
	DryRun bool
}

// The states of a table before a push.
const (
	Fresh     = "new"       // it is not there
	Changed   = "changed"   // it is, with other rows
	Unchanged = "unchanged" // it is as it was left
)

// Report is what became of a table.
type Report struct {
	Table  string
	Target string // what it is called there
	State  string // before
	Rows   int64  // that were sent, or would be
	Bytes  int64
	Written
	Took time.Duration
}

// Push brings each table to the target, one after another. What it has brought when
// a table fails stays there, and in the ledger.
func (j Job) Push(ctx context.Context, options Options) ([]Report, error) {
	tables, err := j.choose(ctx, options.Tables)
	if err != nil {
		return nil, err
	}
	held, err := j.Target.Held(ctx)
	if err != nil {
		return nil, err
	}
	var all []Report
	for i, t := range tables {
		j.Told(int64(i), int64(len(tables)), t.Name)
		report, err := j.table(ctx, t, held, options)
		if err != nil {
			return all, err
		}
		all = append(all, report)
	}
	return all, nil
}

// choose finds the tables by their names.
func (j Job) choose(ctx context.Context, names []string) (tables []Table, err error) {
	var relations []store.Relation
	err = j.Store.Read(ctx, func(ctx context.Context, tx *store.Tx) error {
		relations, err = store.Relations(ctx, tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	called := map[string]string{}
	for _, name := range names {
		relation, err := find(relations, name)
		if err != nil {
			return nil, err
		}
		t := Table{Name: relation.Name, Comment: relation.Comment, Key: j.Keys(relation.Name)}
		if len(t.Key) == 0 {
			return nil, refuse(t.Name, "no key tells its rows apart", "tables of core and mart have one; 'sprue export' writes any table into files")
		}
		for _, c := range relation.Columns {
			t.Columns = append(t.Columns, Column{Name: c.Name, Type: c.Type, Comment: c.Comment})
		}
		if other, twice := called[j.Target.Named(t)]; twice && other != t.Name {
			return nil, refuse(t.Name, "it would have the name of "+other, "push one of them")
		} else if twice {
			continue
		}
		called[j.Target.Named(t)] = t.Name
		tables = append(tables, t)
	}
	return tables, nil
}

func find(relations []store.Relation, name string) (found store.Relation, err error) {
	var names []string
	hits := 0
	for _, r := range relations {
		if schema, _, _ := strings.Cut(r.Name, "."); schema != "mart" && schema != "core" {
			continue
		}
		names = append(names, r.Name)
		if _, bare, _ := strings.Cut(r.Name, "."); strings.EqualFold(r.Name, name) || strings.EqualFold(bare, name) {
			found = r
			hits++
		}
	}
	switch hits {
	case 1:
		return found, nil
	case 0:
		return found, refuse(name, "there is no such table in core or mart", engine.DidYouMean("did you mean %s? ", name, names)+"'sprue query \"SHOW ALL TABLES\"' lists them")
	}
	return found, refuse(name, "core and mart both have it", "write it with its schema, as "+found.Name)
}

func refuse(doing, message, hint string) error {
	return &engine.Error{Code: engine.CodeUsage, Doing: "push " + doing, Message: message, Hint: hint}
}

// table pushes one, unless it is there as it would be.
func (j Job) table(ctx context.Context, t Table, held map[string]Held, options Options) (report Report, err error) {
	started := j.Clock()
	there, ok := held[j.Target.Named(t)]
	if ok && !there.Ours {
		return report, refuse(t.Name, fmt.Sprintf("a table %s is there that no push of it has made", j.Target.Named(t)), "push into a schema of its own (push.schema), or drop that table")
	}
	folder, err := newFolder(j.Store.Path())
	if err != nil {
		return report, fmt.Errorf("make a folder for the rows of %s: %w", t.Name, err)
	}
	defer func() { err = errors.Join(err, folder.remove()) }()
	report = Report{Table: t.Name, Target: j.Target.Named(t), State: Changed}
	var s state
	var files []string
	err = j.Store.Read(ctx, func(ctx context.Context, tx *store.Tx) error {
		if s, err = j.look(ctx, tx, &t); err != nil {
			return err
		}
		same, err := j.same(ctx, tx, t, s)
		switch {
		case !ok:
			report.State = Fresh
		case same && there.Rows == t.Rows:
			report.State = Unchanged
		}
		if err != nil || report.State == Unchanged && !options.Full {
			return err
		}
		if report.Rows = t.Rows; options.DryRun {
			return nil
		}
		files, err = t.files(ctx, tx, folder.rows(), j.BatchRows)
		return err
	})
	if err != nil || options.DryRun || report.State == Unchanged && !options.Full {
		return report, err
	}
	if report.Bytes, err = sizes(files); err != nil {
		return report, err
	}
	j.Log.Info("push", "table", t.Name, "rows", t.Rows, "files", len(files), "bytes", report.Bytes, "build", s.build)
	report.Written, err = j.Target.Write(ctx, t, files)
	report.Took = j.Clock().Sub(started)
	return report, errors.Join(err, j.record(ctx, started, s, report, err))
}

// state is what tells the rows of a table from those of another time.
type state struct {
	build       uint64
	fingerprint string
}

// look counts the rows, and works out what tells them from others. A key that does
// not tell rows apart is a mistake of the models; the warehouse would keep one row
// of several by chance.
func (j Job) look(ctx context.Context, tx *store.Tx, t *Table) (s state, err error) {
	var keys int64
	err = tx.QueryRow(ctx, fmt.Sprintf(`
		SELECT count(*), count(DISTINCT %s), (SELECT coalesce(max(build_id), 0) FROM meta.build),
			md5(concat_ws(' ', count(*), coalesce(sum(hash(%s)::HUGEINT), 0), version(), %s))
		FROM %s`, t.keySQL(), t.rowSQL(), store.Literal(fmt.Sprint(t.Columns)), t.source())).Scan(&t.Rows, &keys, &s.build, &s.fingerprint)
	switch {
	case err != nil:
		return s, fmt.Errorf("look at %s: %w", t.Name, err)
	case keys != t.Rows:
		return s, &engine.Error{Code: engine.CodeData, Doing: "push " + t.Name, Message: fmt.Sprintf("%d rows have only %d keys (%s)", t.Rows, keys, strings.Join(t.Key, ", ")),
			Hint: "'sprue build --full' makes it anew"}
	}
	return s, nil
}

// files writes the rows into a folder.
func (t Table) files(ctx context.Context, tx *store.Tx, folder string, batch int) ([]string, error) {
	written, err := tx.Exec(ctx, t.copySQL(folder, batch))
	if err == nil && written != t.Rows {
		err = fmt.Errorf("%d rows were written instead of %d", written, t.Rows)
	}
	if err != nil {
		return nil, fmt.Errorf("write the rows of %s: %w", t.Name, err)
	}
	return filepath.Glob(filepath.Join(store.GlobQuoted(folder), "*", "*"))
}

func sizes(files []string) (bytes int64, err error) {
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			return 0, err
		}
		bytes += info.Size()
	}
	return bytes, nil
}
