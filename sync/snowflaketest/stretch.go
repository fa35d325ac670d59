package snowflaketest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Stretch makes a table longer than memory. Its rows come in many turns, each with
// other values of one column, by which queries bound and sort them: the rows of a
// turn lie in that order, and behind those of the turn before it.
type Stretch struct {
	Column string
	Shift  string // SQL of that column in turn "turn", counted from 0; its values are as wide in every turn
	Turns  int
}

// Stretch stretches a table. Its windows are answered in pages that are made when
// they are asked for, and hold one turn each; nothing of a page but the one column
// is made anew, so that what is measured with it is the client.
func (s *Server) Stretch(ctx context.Context, name string, by Stretch) error {
	t, ok := s.find(name)
	if !ok {
		return fmt.Errorf("there is no table %s", name)
	}
	one := *t
	one.name += " OF ONE TURN"
	st := &stretched{Stretch: by, turn: one.path(s), made: map[string]*template{}}
	for _, sql := range []string{
		fmt.Sprintf("ALTER TABLE %s RENAME TO %s", t.path(s), ident(one.name)),
		fmt.Sprintf("CREATE VIEW %s AS SELECT * EXCLUDE (turn, place) FROM (%s)", t.path(s), st.rows()),
	} {
		if _, err := s.db.ExecContext(ctx, sql); err != nil {
			return err
		}
	}
	changed := *t
	changed.stretched = st
	return s.touch(ctx, &changed)
}

// stretched is a table that comes in turns.
type stretched struct {
	Stretch
	turn string // the table of one turn

	mu   sync.Mutex
	made map[string]*template
}

// rows is the SQL of all rows, with their turn and their place in it.
func (st *stretched) rows() string {
	return fmt.Sprintf(`SELECT o.* REPLACE (%s AS %s), turn, o.rowid AS place FROM %s o, range(%d) t(turn)`, st.Shift, ident(st.Column), st.turn, st.Turns)
}

// part is a page of a stretched table: rows of one turn.
type part struct {
	turn     int64
	from, to int64 // places, both in it
}

func (p part) rows() int { return int(p.to - p.from + 1) }

// windowOf takes a query apart that is answered page by page: what it asks for, of
// which rows, in which order.
const windowOf = `(?is)^\s*SELECT\s+.*?\s+FROM\s+\S+(\s+WHERE\s+.*?)?\s+ORDER BY\s+"?(\w+)"?\s*$`

// pageByPage tells whether a query asks a stretched table for rows in its order; all
// others are answered as of any table.
func (s *Server) pageByPage(does statement, query string) (lies *stretched, bounds string, ok bool) {
	t, there := s.find(does.table)
	if !there || t.stretched == nil {
		return nil, "", false
	}
	asked := regexp.MustCompile(windowOf).FindStringSubmatch(query)
	if asked == nil || !strings.EqualFold(asked[2], t.stretched.Column) {
		return nil, "", false
	}
	return t.stretched, asked[1], true
}

func (s *Server) stretchedRows(ctx context.Context, lies *stretched, bounds string, does statement, query string) (r *result, err error) {
	columns, err := s.shape(ctx, does, query)
	if err != nil {
		return nil, s.explain(ctx, does, err)
	}
	rows, err := s.db.QueryContext(ctx, fmt.Sprintf("SELECT turn, min(place), max(place) FROM (%s)%s GROUP BY turn ORDER BY turn", lies.rows(), bounds))
	if err != nil {
		return nil, s.explain(ctx, does, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	r = &result{typeID: typeSelect, columns: columns, lies: lies}
	for rows.Next() {
		var turn, from, to int64
		if err := rows.Scan(&turn, &from, &to); err != nil {
			return nil, err
		}
		r.cut(turn, from, to, int64(s.cfg.ChunkRows))
	}
	return r, rows.Err()
}

// cut cuts rows of a turn into pages. They begin at the same places in every turn.
func (r *result) cut(turn, from, to, size int64) {
	for from <= to {
		end := min(to, from-from%size+size-1)
		r.parts = append(r.parts, part{turn, from, end})
		from = end + 1
	}
}

// template is a page of the first turn, packed but for the values that change.
type template struct {
	before, values, after []byte
}

// packedPart is a page as it is sent: a template around the values of its turn.
func (s *Server) packedPart(ctx context.Context, r *result, p part) ([]byte, error) {
	page, err := s.template(ctx, r, p)
	if err != nil {
		return nil, err
	}
	values, err := s.shifted(ctx, r, p)
	if err != nil {
		return nil, err
	}
	if len(values) != len(page.values) {
		return nil, fmt.Errorf("%s of turn %d takes %d bytes, and %d in the first", r.lies.Column, p.turn, len(values), len(page.values))
	}
	middle, err := pack(values)
	return slices.Concat(page.before, middle, page.after), err
}

// template makes a page of the first turn, once.
func (s *Server) template(ctx context.Context, r *result, p part) (*template, error) {
	key := fmt.Sprint(p.from, p.to, r.columns)
	r.lies.mu.Lock()
	defer r.lies.mu.Unlock()
	if made, ok := r.lies.made[key]; ok {
		return made, nil
	}
	p.turn = 0
	values, err := s.shifted(ctx, r, p)
	if err != nil {
		return nil, err
	}
	rows, err := s.partRows(ctx, r, r.columns, p)
	if err != nil {
		return nil, err
	}
	body, err := arrowStream(r.columns, rows)
	if err != nil {
		return nil, err
	}
	before, after, ok := bytes.Cut(body, values)
	if !ok {
		return nil, fmt.Errorf("the values of %s are not in the page", r.lies.Column)
	}
	// A page of several parts, each packed alone, is a packed page.
	made := &template{values: values}
	if made.before, err = pack(before); err != nil {
		return nil, err
	}
	if made.after, err = pack(after); err != nil {
		return nil, err
	}
	r.lies.made[key] = made
	return made, nil
}

// shifted are the bytes of a page's values that change from turn to turn.
func (s *Server) shifted(ctx context.Context, r *result, p part) ([]byte, error) {
	for _, c := range r.columns {
		if !strings.EqualFold(c.name, r.lies.Column) {
			continue
		}
		rows, err := s.partRows(ctx, r, []column{c}, p)
		if err != nil {
			return nil, err
		}
		buffers := arrowColumn(c, rows, 0).Data().Buffers()
		return buffers[len(buffers)-1].Bytes(), nil
	}
	return nil, fmt.Errorf("column %s of a table that comes in turns has to be asked for", r.lies.Column)
}

// partRows reads columns of a page.
func (s *Server) partRows(ctx context.Context, r *result, columns []column, p part) ([][]any, error) {
	var cells []string
	for _, c := range columns {
		cells = append(cells, cellSQL(c))
	}
	rows, err := s.db.QueryContext(ctx, fmt.Sprintf("SELECT %s FROM (SELECT o.* REPLACE (%s AS %s), o.rowid AS place FROM %s o, (SELECT %d::BIGINT AS turn) WHERE o.rowid BETWEEN %d AND %d) ORDER BY place",
		strings.Join(cells, ", "), r.lies.Shift, ident(r.lies.Column), r.lies.turn, p.turn, p.from, p.to))
	if err != nil {
		return nil, err
	}
	return scan(rows, len(columns))
}
