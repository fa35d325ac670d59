package snapshot

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"golang.org/x/sync/errgroup"

	"sprue/engine/store"
)

//go:embed sql/figures.sql
var figuresSQL string

// Progress tells how far the work is: tables done, of so many.
type Progress func(table string, done, total int)

// Created says what a version is and what it cost.
type Created struct {
	Manifest
	Written      int   // objects
	WrittenBytes int64 // of these
	Shared       int   // objects that an earlier version has too
	Renewed      int   // objects written because those of the last version were missing or changed
}

// Create makes a version of what is committed: all tables as of one instant,
// while others write. Days that are as they were in the last version take no
// room. The file itself is not changed.
func (l *Library) Create(ctx context.Context, s *store.Store, note string, told Progress) (Created, error) {
	all, err := l.List()
	if err != nil {
		return Created{}, err
	}
	made, err := fileMade(ctx, s)
	if err != nil {
		return Created{}, err
	}
	if err := l.tidy(); err != nil {
		return Created{}, err
	}
	now := l.Clock().UTC()
	out := Created{Manifest: Manifest{Format: format, Created: now, FileMade: made, Note: note}}
	c := creation{library: l, known: map[string]knownDay{}, out: &out}
	if own := ownOf(all, made); len(own) > 0 {
		c.last = &own[len(own)-1]
	}
	out.ID = nextID(now, all)
	err = s.Read(ctx, func(ctx context.Context, tx *store.Tx) error { return c.run(ctx, tx, told) })
	if err != nil {
		return Created{}, errors.Join(fmt.Errorf("create a snapshot: %w", err), c.undo())
	}
	l.fail(FailBeforeManifest)
	if err := l.write(out.Manifest); err != nil {
		return Created{}, errors.Join(fmt.Errorf("write the manifest: %w", store.Explain(err)), c.undo())
	}
	l.fail(FailAfterManifest)
	return out, nil
}

const idLayout = "20060102T150405.000Z"

// nextID comes after the last one, also where the clock was set back.
func nextID(now time.Time, all []Manifest) string {
	if len(all) > 0 && now.Format(idLayout) <= all[len(all)-1].ID {
		if at, err := time.Parse(idLayout, all[len(all)-1].ID); err == nil {
			now = at.Add(time.Millisecond)
		}
	}
	return now.Format(idLayout)
}

// undo removes what a run wrote that did not get to its end; what another
// version has too stays.
func (c *creation) undo() error {
	used := map[string]bool{}
	if c.last != nil {
		c.last.objects(func(o Object) { used[o.File] = true })
	}
	var errs []error
	for _, file := range c.written {
		if !used[file] {
			errs = append(errs, store.RemoveIfThere(c.library.path(file)))
		}
	}
	return errors.Join(errs...)
}

// tidy makes the folder, and removes what a killed process left.
func (l *Library) tidy() error {
	if err := os.MkdirAll(l.path(manifests), 0o700); err != nil {
		return fmt.Errorf("make the folder of the snapshots: %w", err)
	}
	left, err := filepath.Glob(filepath.Join(store.GlobQuoted(l.Folder), "*", ".*.tmp"))
	if err != nil {
		return err
	}
	for _, file := range left {
		if err := os.Remove(file); err != nil {
			return fmt.Errorf("remove what was left: %w", err)
		}
	}
	return nil
}

// creation is one run of Create.
type creation struct {
	library *Library
	last    *Manifest
	known   map[string]knownDay // of the last version: by table, columns and day
	written []string
	named   int             // temporary files so far
	settled *errgroup.Group // gives files their names, one at a time, while the next is written
	vain    int             // days of the table that were compared and yet written whole
	texts   []string        // files of the last version with texts that the tables lack
	out     *Created
}

func (c *creation) run(ctx context.Context, tx *store.Tx, told Progress) error {
	err := tx.QueryRow(ctx, "SELECT version(), (SELECT coalesce(max(version), 0) FROM meta.migration)").Scan(&c.out.DuckDB, &c.out.Migration)
	if err != nil {
		return fmt.Errorf("read the version: %w", err)
	}
	if err := c.learn(ctx); err != nil {
		return err
	}
	tables, err := catalog(ctx, tx)
	if err != nil {
		return err
	}
	if c.out.Figures, err = figures(ctx, tx, tables); err != nil {
		return err
	}
	if err := c.takeOver(ctx, tx, tables); err != nil {
		return err
	}
	return c.writeTables(ctx, tx, tables, told)
}

func (c *creation) writeTables(ctx context.Context, tx *store.Tx, tables []Table, told Progress) (err error) {
	c.settled, ctx = errgroup.WithContext(ctx)
	c.settled.SetLimit(1)
	objects := make([][]*Object, len(tables))
	for i, t := range tables {
		told(t.Name, i, len(tables))
		if objects[i], err = c.table(ctx, tx, t); err != nil {
			break
		}
	}
	if settled := c.settled.Wait(); settled != nil {
		return settled
	}
	if err != nil {
		return err
	}
	for i, t := range tables {
		t.Objects = []Object{}
		for _, o := range objects[i] {
			t.Objects = append(t.Objects, *o)
		}
		c.out.Tables = append(c.out.Tables, t)
	}
	told("", len(tables), len(tables))
	return nil
}

// learn notes what the last version has, unless another DuckDB hashed it.
func (c *creation) learn(ctx context.Context) error {
	if c.last == nil || c.last.DuckDB != c.out.DuckDB {
		return nil
	}
	for _, t := range c.last.Tables {
		for _, o := range t.Objects {
			if err := ctx.Err(); err != nil {
				return err
			}
			whole, err := c.library.isWhole(&o)
			if err != nil {
				return fmt.Errorf("look at %s: %w", o.File, err)
			}
			day := c.known[t.key(o.Day)]
			c.known[t.key(o.Day)] = knownDay{objects: append(day.objects, o), damaged: day.damaged || !whole}
		}
	}
	return nil
}

// isWhole tells whether an object is as it was written. It is read only where its
// file's time is another one, as after a copy, which is noted then.
func (l *Library) isWhole(o *Object) (bool, error) {
	what, modified, err := l.look(*o)
	if err != nil || what != "" || modified.Equal(o.Modified) {
		return what == "", err
	}
	o.Modified = modified
	what, err = l.compare(*o)
	return what == "", err
}

// key is equal for a day of two tables with the same columns.
func (t Table) key(day string) string { return t.Name + "\n" + t.SQL + "\n" + day }

// table gives the objects of a table. Those that are new have no name before
// settled is done.
func (c *creation) table(ctx context.Context, tx *store.Tx, t Table) ([]*Object, error) {
	var rows int64
	if err := tx.QueryRow(ctx, "SELECT count(*) FROM "+t.Name).Scan(&rows); err != nil {
		return nil, fmt.Errorf("count %s: %w", t.Name, err)
	}
	rule := t.rule(rows)
	parts, err := t.parts(ctx, tx, rule, len(c.texts) > 0)
	if err != nil {
		return nil, err
	}
	c.vain = 0
	objects := []*Object{}
	for _, part := range parts {
		ofDay, err := c.day(ctx, tx, t, rule, part)
		if err != nil {
			return nil, fmt.Errorf("write %s of %s: %w", t.Name, part.Day, err)
		}
		objects = append(objects, ofDay...)
	}
	return objects, nil
}

// day gives the objects of a day: those of the last version if its rows are as they
// were, or nearly so; else a new one.
func (c *creation) day(ctx context.Context, tx *store.Tx, t Table, rule *dayRule, part Object) ([]*Object, error) {
	before := c.known[t.key(part.Day)]
	same := before.holds(part)
	if same && !before.damaged {
		return c.share(before.objects), nil
	}
	where := rule.where(part.Day)
	kept, changed, err := c.patch(ctx, tx, t, rule, part, before)
	if err != nil {
		return nil, err
	}
	if len(kept) > 0 {
		part = rest(part, kept)
		where += " AND " + changed
	}
	objects := c.share(kept)
	if part.Rows == 0 {
		return objects, nil
	}
	if same {
		c.out.Renewed++
	}
	return append(objects, &part), c.writeObject(ctx, tx, t, where, &part)
}

func (c *creation) share(objects []Object) (shared []*Object) {
	c.out.Shared += len(objects)
	for i := range objects {
		shared = append(shared, &objects[i])
	}
	return shared
}

var noName = regexp.MustCompile(`[^0-9A-Za-z-]+`)

// writeObject writes rows of a day, to be settled.
func (c *creation) writeObject(ctx context.Context, tx *store.Tx, t Table, where string, o *Object) error {
	l := c.library
	source, err := c.source(ctx, t, o.Day)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(l.path(t.Name), 0o700); err != nil {
		return err
	}
	c.named++
	temp := l.path(fmt.Sprintf("%s/.object-%d.tmp", t.Name, c.named))
	rows, err := tx.Exec(ctx, fmt.Sprintf("COPY (SELECT %s FROM %s WHERE %s) TO %s (FORMAT parquet, COMPRESSION zstd)",
		t.written(), source, where, store.Literal(temp)))
	if err == nil && rows != o.Rows {
		err = fmt.Errorf("%d rows were written instead of %d", rows, o.Rows)
	}
	if err != nil {
		return errors.Join(store.Explain(err), store.RemoveIfThere(temp))
	}
	c.settled.Go(func() error {
		if err := c.settle(t, temp, o); err != nil {
			return errors.Join(fmt.Errorf("write %s of %s: %w", t.Name, o.Day, store.Explain(err)), store.RemoveIfThere(temp))
		}
		return nil
	})
	return nil
}

// settle gives an object its name, which is known when its bytes are.
func (c *creation) settle(t Table, temp string, o *Object) (err error) {
	l := c.library
	if o.Hash, o.Bytes, err = hashOf(temp); err != nil {
		return err
	}
	o.File = fmt.Sprintf("%s/%s-%s.parquet", t.Name, noName.ReplaceAllString(o.Day, "_"), o.Hash[:16])
	if err := store.Settle(temp, l.path(o.File)); err != nil {
		return err
	}
	c.written = append(c.written, o.File)
	c.out.Written++
	c.out.WrittenBytes += o.Bytes
	l.fail(FailObject)
	_, o.Modified, err = l.look(*o)
	return err
}

// hashOf reads a file through.
func hashOf(path string) (hash string, bytes int64, err error) {
	file, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	sum := sha256.New()
	bytes, err = io.Copy(sum, file)
	return hex.EncodeToString(sum.Sum(nil)), bytes, errors.Join(err, file.Close())
}

// figures are the totals of a version; none where nothing was built.
func figures(ctx context.Context, tx *store.Tx, tables []Table) ([]Figure, error) {
	if _, built := (Manifest{Tables: tables}).table("mart.run_rate_day"); !built {
		return []Figure{}, nil
	}
	rows, err := tx.Query(ctx, figuresSQL)
	if err != nil {
		return nil, fmt.Errorf("sum the figures: %w", err)
	}
	defer func() { _ = rows.Close() }() // Err tells what went wrong
	all := []Figure{}
	for rows.Next() {
		var f Figure
		if err := rows.Scan(&f.Name, &f.Value); err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, rows.Err()
}
