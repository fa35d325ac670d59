package snowflaketest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// result is what a statement gave. Cells are NULL as nil, else as cellSQL says.
type result struct {
	id       string
	of       *session
	sql      string
	typeID   int64
	columns  []column
	rows     [][]any
	changed  int64
	upload   *upload // of PUT: what the client has to do
	busy     int     // how often it is still said to be running
	busyCode string
	began    time.Time
	ended    time.Time
	pages    *pages // of a result that is remembered
	parts    []part // of one that is made page by page, in place of rows
	lies     *stretched
	err      error
}

// typeSelect is the kind of statement that answers with rows.
const typeSelect = 0x1000

// pages are those of a result that were packed before; nil remembers none.
type pages struct {
	mu     sync.Mutex
	packed map[int][]byte
}

func (p *pages) find(page int) ([]byte, bool) {
	if p == nil {
		return nil, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	body, ok := p.packed[page]
	return body, ok
}

func (p *pages) keep(page int, body []byte) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.packed[page] = body
}

// shape finds the columns of a query. One that is a column of the table it reads
// is of the type that was declared.
func (s *Server) shape(ctx context.Context, does statement, query string) (columns []column, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT column_name, column_type FROM (DESCRIBE "+query+")")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var declared []column
	if t, ok := s.find(does.table); ok {
		declared = t.columns
	}
	for rows.Next() {
		var name, stored string
		if err := rows.Scan(&name, &stored); err != nil {
			return nil, err
		}
		c := column{name, kindOfStored(stored)}
		at := slices.IndexFunc(declared, func(d column) bool { return strings.EqualFold(d.name, name) && d.stored == stored })
		if at >= 0 {
			c.kind = declared[at].kind
		}
		columns = append(columns, c)
	}
	return columns, rows.Err()
}

// cellSQL is the SQL of a cell as Go takes it: numbers as text, times as integers
// in the unit that they are kept in.
func cellSQL(c column) string {
	v := ident(c.name)
	switch {
	case c.wire == "real", c.wire == "boolean", c.wire == "binary":
		return v
	case c.wire == "date":
		return "date_diff('day', DATE '1970-01-01', " + v + ")::BIGINT"
	case c.wire == "time":
		return "date_diff('microsecond', TIME '00:00:00', " + v + ")::BIGINT"
	case c.stored == "TIMESTAMP_NS":
		return "epoch_ns(" + v + ")"
	case c.wire == "timestamp_ntz", c.wire == "timestamp_ltz":
		return "epoch_us(" + v + ")"
	case c.wire == "timestamp_tz":
		return fmt.Sprintf("CASE WHEN %[1]s IS NOT NULL THEN concat_ws(' ', %[1]s.epoch, %[1]s.fraction, %[1]s.zone) END", v)
	default:
		return "CAST(" + v + " AS VARCHAR)"
	}
}

func (s *Server) selectRows(ctx context.Context, does statement, query string) (*result, error) {
	if lies, bounds, ok := s.pageByPage(does, query); ok {
		return s.stretchedRows(ctx, lies, bounds, does, query)
	}
	shape, err := s.shape(ctx, does, query)
	if err != nil {
		return nil, s.explain(ctx, does, err)
	}
	var cells []string
	for _, c := range shape {
		cells = append(cells, cellSQL(c))
	}
	rows, err := s.db.QueryContext(ctx, fmt.Sprintf("SELECT %s FROM (%s) q", strings.Join(cells, ", "), query))
	if err != nil {
		return nil, s.explain(ctx, does, err)
	}
	r := &result{typeID: typeSelect, columns: shape}
	r.rows, err = scan(rows, len(shape))
	if err != nil {
		return nil, s.explain(ctx, does, err)
	}
	return r, nil
}

func scan(rows *sql.Rows, width int) (all [][]any, err error) {
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		cells, into := make([]any, width), make([]any, width)
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		all = append(all, cells)
	}
	return all, rows.Err()
}

// instant is a point in time as the wire has it.
type instant struct {
	seconds  int64
	fraction int32 // ns
	zone     int32 // minutes east of Greenwich, and 1440
}

// instantOf reads a cell of a timestamp.
func instantOf(c column, cell any) instant {
	if text, ok := cell.(string); ok {
		var i instant
		_, _ = fmt.Sscan(text, &i.seconds, &i.fraction, &i.zone) // cellSQL wrote it
		i.zone += 1440
		return i
	}
	unit := int64(1_000_000)
	if c.stored == "TIMESTAMP_NS" {
		unit = 1_000_000_000
	}
	v := cell.(int64)
	seconds := v / unit
	if v%unit < 0 {
		seconds--
	}
	return instant{seconds: seconds, fraction: int32((v - seconds*unit) * (1_000_000_000 / unit)), zone: 1440}
}

// units is the instant as an integer of the column's scale.
func (i instant) units(scale int) int64 {
	return i.seconds*power(scale) + int64(i.fraction)/power(9-scale)
}

func power(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

// firstRows and chunk cut a result into what comes with the answer and what lies
// behind addresses.
func (r *result) firstRows(cfg Config) [][]any { return r.rows[:min(len(r.rows), cfg.FirstRows)] }

// total is how many rows there are.
func (r *result) total() int {
	n := len(r.rows)
	for _, p := range r.parts {
		n += p.rows()
	}
	return n
}

func (r *result) chunks(cfg Config) int {
	if len(r.parts) > 0 {
		return len(r.parts)
	}
	return (max(0, len(r.rows)-cfg.FirstRows) + cfg.ChunkRows - 1) / cfg.ChunkRows
}

// chunkSize is how many rows a chunk has.
func (r *result) chunkSize(cfg Config, page int) int {
	if len(r.parts) > 0 {
		return r.parts[page-1].rows()
	}
	return len(r.chunkRows(cfg, page))
}

// chunkRows gives a chunk, counted from 1; page 0 is what came with the answer.
func (r *result) chunkRows(cfg Config, page int) [][]any {
	if page == 0 {
		return r.firstRows(cfg)
	}
	from := min(len(r.rows), cfg.FirstRows+(page-1)*cfg.ChunkRows)
	return r.rows[from:min(len(r.rows), from+cfg.ChunkRows)]
}
