package snowflake

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/engine/store"
	"sprue/sync/source"
)

// shape is what a table consists of.
type shape struct {
	table   source.Table
	name    string // as it is written in the warehouse
	view    bool   // its time of change says nothing about its rows
	altered time.Time
	mark    string // by which it is known without the warehouse; empty: it is not
	rows    int64
	bytes   int64
	columns []column
	leftOut []string // columns of types that have no rows of their own
}

// column is a column as the warehouse declares it.
type column struct{ name, kind string }

// path names the table in messages and in the mirror's ledger.
func (s *Source) path(h shape) string { return s.cfg.Database + "." + s.cfg.Schema + "." + h.name }

// Survey tells from metadata whether anything has changed, which wakes no warehouse.
// If so it asks for all tables of the schema in one query, and for the columns of
// those that have changed in another.
func (s *Source) Survey(ctx context.Context, _ source.Reader, ask source.Ask) (source.Survey, error) {
	if err := store.CheckArrow(); err != nil { // before a warehouse wakes for rows that cannot be read
		return source.Survey{}, err
	}
	if _, err := s.open(); err != nil {
		return source.Survey{}, err
	}
	marks, err := s.marks(ctx, ask.Tables) // before all else: what changes later is seen again
	if err != nil {
		return source.Survey{}, s.said("look for tables", "", err)
	}
	if survey, ok := asHeld(ask, marks); ok {
		return survey, nil
	}
	all, err := s.tables(ctx)
	if err != nil {
		return source.Survey{}, s.said("look for tables", "", err)
	}
	var survey source.Survey
	var shapes []shape
	for _, h := range all {
		at := slices.IndexFunc(ask.Tables, func(t source.Table) bool { return strings.EqualFold(t.Name, h.name) })
		twice := slices.ContainsFunc(shapes, func(other shape) bool { return strings.EqualFold(other.name, h.name) })
		if at < 0 || twice { // names may differ in case alone
			survey.Others = append(survey.Others, h.name)
			continue
		}
		h.table = ask.Tables[at]
		if !h.view {
			h.mark = marks[h.table.Name]
		}
		shapes = append(shapes, h)
	}
	if err := s.missing(ask.Tables, shapes, survey.Others); err != nil {
		return survey, err
	}
	if err := s.addColumns(ctx, shapes, ask.Known); err != nil {
		return survey, s.said("look for columns", "", err)
	}
	for _, h := range inOrder(shapes, ask.Tables) {
		survey.Found = append(survey.Found, s.found(h))
	}
	s.keep(shapes)
	return survey, nil
}

// inOrder sorts shapes as they were asked for: what describes comes first.
func inOrder(shapes []shape, tables []source.Table) []shape {
	place := func(h shape) int {
		return slices.IndexFunc(tables, func(t source.Table) bool { return t.Name == h.table.Name })
	}
	sorted := slices.Clone(shapes)
	slices.SortStableFunc(sorted, func(a, b shape) int { return place(a) - place(b) })
	return sorted
}

func (s *Source) keep(shapes []shape) {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.shapes)
	for _, h := range shapes {
		s.shapes[h.table.Name] = h
	}
}

// found describes a table. A small one is one piece, whose state is the time of
// its last change. A large one is read by its cursor; the same time says whether
// there is anything to read.
func (s *Source) found(h shape) source.Found {
	f := source.Found{Table: h.table, State: h.state()}
	if len(h.leftOut) > 0 {
		f.Notes = append(f.Notes, fmt.Sprintf("columns of a type that cannot be mirrored are left out: %s", strings.Join(h.leftOut, ", ")))
	}
	if h.table.Large {
		return f
	}
	f.Pieces = []source.Piece{s.piece(h)}
	return f
}

// state is empty for a view: its rows change while it does not.
func (h shape) state() string {
	if h.view {
		return ""
	}
	return strings.TrimSpace(h.altered.UTC().Format(time.RFC3339Nano) + " " + h.mark)
}

func (s *Source) piece(h shape) source.Piece {
	p := source.Piece{Path: s.path(h), Size: h.bytes, Modified: h.altered.UTC().Truncate(time.Microsecond), Hash: h.mark}
	if h.view {
		p.Modified = s.clock().UTC().Truncate(time.Microsecond)
	}
	for _, c := range h.columns {
		p.Columns = append(p.Columns, c.name)
	}
	return p
}

// tables lists the tables and views of the schema.
func (s *Source) tables(ctx context.Context) (all []shape, err error) {
	err = s.each(ctx, s.tablesSQL(), func(rows *sql.Rows) error {
		var h shape
		var kind string
		var count, bytes sql.NullInt64
		var altered sql.NullTime
		if err := rows.Scan(&h.name, &kind, &altered, &count, &bytes); err != nil {
			return err
		}
		h.view, h.altered, h.rows, h.bytes = kind != "BASE TABLE" || !altered.Valid, altered.Time, count.Int64, bytes.Int64
		all = append(all, h)
		return nil
	}, func() { all = nil })
	return all, err
}

// addColumns asks what the changed tables consist of; the others will not be
// read.
func (s *Source) addColumns(ctx context.Context, shapes []shape, known map[string][]source.Piece) error {
	var names []string
	for _, h := range shapes {
		held := known[h.table.Name]
		if !h.table.Large && len(held) == 1 && held[0].Same(s.piece(h)) {
			continue
		}
		names = append(names, h.name)
	}
	if len(names) == 0 {
		return nil
	}
	byName := map[string][]column{}
	err := s.each(ctx, s.columnsSQL(names), func(rows *sql.Rows) error {
		var table string
		var c column
		if err := rows.Scan(&table, &c.name, &c.kind); err != nil {
			return err
		}
		byName[table] = append(byName[table], c)
		return nil
	}, func() { clear(byName) })
	for i := range shapes {
		for _, c := range byName[shapes[i].name] {
			if c.mirrored() {
				shapes[i].columns = append(shapes[i].columns, c)
			} else {
				shapes[i].leftOut = append(shapes[i].leftOut, c.name)
			}
		}
	}
	return err
}

// mirrored tells whether the values of a column can be: types without an exact
// spelling as a value of DuckDB are not.
func (c column) mirrored() bool {
	return !slices.Contains([]string{"VECTOR", "MAP", "FILE", "DECFLOAT"}, c.kind)
}

// each runs a query about the catalogue, again where the way to the warehouse
// failed.
func (s *Source) each(ctx context.Context, query string, row func(*sql.Rows) error, reset func()) error {
	return s.retry(ctx, func() (err error) {
		reset()
		conn, err := s.connect(ctx)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, conn.Close()) }()
		asking, bill := s.ask(ctx)
		defer bill.settle(ctx, conn)
		rows, err := conn.QueryContext(asking, query)
		if err != nil {
			return err
		}
		bill.answered()
		defer func() { err = errors.Join(err, rows.Close()) }()
		for rows.Next() {
			bill.Rows++
			if err := row(rows); err != nil {
				return err
			}
		}
		return rows.Err()
	})
}

// connect gives a connection that no other query uses.
func (s *Source) connect(ctx context.Context) (*sql.Conn, error) {
	db, err := s.open()
	if err != nil {
		return nil, err
	}
	return db.Conn(ctx)
}
