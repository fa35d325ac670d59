package snowflake

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"
	"strings"

	"sprue/engine"
	"sprue/engine/store"
	"sprue/sync/source"
)

// Batches reads a small table whole, and a large one in windows of its cursor.
// While the mirror writes one window, the next is fetched.
func (s *Source) Batches(ctx context.Context, _ source.Reader, req source.Request) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		h, err := s.shape(ctx, req.Table)
		if err != nil {
			yield(source.Batch{}, err)
			return
		}
		if !req.Table.Large {
			batch := source.Batch{Pieces: req.Pieces, Bytes: h.bytes}
			whole := &pending{s: s, table: req.Table, query: s.wholeSQL}
			defer whole.drop()
			batch.Open = whole.opens(req.Pieces, nil)
			yield(batch, nil)
			return
		}
		s.large(ctx, h, req, yield)
	}
}

func (s *Source) large(ctx context.Context, h shape, req source.Request, yield func(source.Batch, error) bool) {
	if !slices.ContainsFunc(h.columns, func(c column) bool { return strings.EqualFold(c.name, req.Cursor.Column) }) {
		yield(source.Batch{}, &engine.Error{Code: engine.CodeData, Doing: "read " + s.path(h), Message: fmt.Sprintf("column %s of table %s is missing", req.Cursor.Column, h.table.Name),
			Hint: "it is the cursor; set cursor: to a column that is there, or leave it out"})
		return
	}
	windows, err := s.windows(ctx, h, req)
	if err != nil {
		yield(source.Batch{}, s.said("count the rows of", h.name, err))
		return
	}
	ctx, cancel := context.WithCancel(ctx)
	all := make([]*pending, len(windows))
	defer func() {
		cancel()
		for _, p := range all {
			p.drop()
		}
	}()
	for i, w := range windows {
		all[i] = &pending{s: s, table: req.Table, cursor: req.Cursor,
			query: func(h shape) string { return s.windowSQL(h, req.Cursor, w.from, w.to) }}
	}
	for i, w := range windows {
		batch := source.Batch{From: w.from, To: w.to, Windowed: true, Bytes: w.rows * h.rowBytes()}
		batch.Open = all[i].opens(nil, func() {
			if i+1 < len(all) {
				all[i+1].start(ctx)
			}
		})
		if !yield(batch, nil) {
			return
		}
	}
}

// shape finds what the survey saw; after a survey that asked for no columns, as
// nothing had changed, it asks now.
func (s *Source) shape(ctx context.Context, t source.Table) (shape, error) {
	s.mu.Lock()
	h, ok := s.shapes[t.Name]
	s.mu.Unlock()
	if ok && len(h.columns) > 0 {
		return h, nil
	}
	return s.reshape(ctx, t)
}

// reshape asks anew what a table consists of.
func (s *Source) reshape(ctx context.Context, t source.Table) (shape, error) {
	s.mu.Lock()
	h, ok := s.shapes[t.Name]
	s.mu.Unlock()
	if !ok {
		return h, fmt.Errorf("table %s was not surveyed", t.Name)
	}
	h.columns, h.leftOut = nil, nil
	fresh := []shape{h}
	if err := s.addColumns(ctx, fresh, nil); err != nil {
		return h, s.said("look for the columns of", h.name, err)
	}
	s.mu.Lock()
	s.shapes[t.Name] = fresh[0]
	s.mu.Unlock()
	return fresh[0], nil
}

// pending is a query whose result is on its way into a file.
type pending struct {
	s      *Source
	table  source.Table
	cursor source.Cursor // by which the rows come sorted; none for a small table
	query  func(h shape) string

	done   chan struct{} // nil before start
	got    stored
	err    error
	opened bool // the mirror reads it, and will release it
}

// start fetches in the background, once.
func (p *pending) start(ctx context.Context) {
	if p.done != nil {
		return
	}
	p.done = make(chan struct{})
	go func() {
		defer close(p.done)
		p.got, p.err = p.s.fetch(ctx, p)
	}()
}

// opens makes the function by which the mirror opens a batch. Once the rows are
// here and can be read, next begins.
func (p *pending) opens(pieces []source.Piece, next func()) func(context.Context, *store.Tx) (source.Relation, error) {
	return func(ctx context.Context, tx *store.Tx) (source.Relation, error) {
		p.start(ctx)
		<-p.done
		if err := p.err; err != nil {
			p.done = nil
			return source.Relation{}, p.s.said("read", p.table.Name, err)
		}
		p.opened = true
		r := &reading{of: p.got, tx: tx}
		if err := r.rewind(ctx); err != nil {
			return source.Relation{}, errors.Join(err, r.close(), p.release())
		}
		if next != nil {
			next()
		}
		return source.Relation{SQL: rowsView, Pieces: pieces, Rewind: r.rewind, Explain: p.explain,
			Close: func() error { return errors.Join(r.close(), p.release()) }}, nil
	}
}

// explain says of which table a column cannot be read. Text is checked where DuckDB takes
// it, and not page by page before: that would be a second look at every byte.
func (p *pending) explain(_ context.Context, err error) error {
	var damaged *store.DamagedColumn
	if !errors.As(err, &damaged) {
		return err
	}
	return &engine.Error{Code: engine.CodeData, Doing: "read " + p.table.Name, Message: fmt.Sprintf("column %s is damaged: its text is no UTF-8, or a part of it is missing", damaged.Column),
		Hint: "run it again: the rows are fetched anew; if it stays so, leave the column out, or cast it, in a view of the table's name", Cause: err}
}

// release removes the file; the batch may be opened again and is then fetched anew.
func (p *pending) release() error {
	p.done, p.opened = nil, false
	return os.Remove(p.got.path)
}

// drop waits for what is under way and removes what nobody has read.
func (p *pending) drop() {
	if p.done == nil || p.opened {
		return
	}
	<-p.done
	if p.err == nil {
		if err := os.Remove(p.got.path); err != nil && !errors.Is(err, os.ErrNotExist) {
			p.s.log.Warn("a file of rows could not be removed", "path", p.got.path, "error", err)
		}
	}
}
