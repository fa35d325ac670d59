package snowflake

import (
	"context"
	"database/sql"
	"encoding/json"
	"io"
	"sync/atomic"
	"time"

	"github.com/snowflakedb/gosnowflake"

	"sprue/sync/source"
)

// Cost is what the warehouse was asked since the source was made, and what it took.
func (s *Source) Cost() source.Cost {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.cost
}

func (s *Source) pay(c source.Cost) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cost = s.cost.Plus(c)
}

// bill is the cost of one query while it runs.
type bill struct {
	s     *Source
	began time.Time
	id    chan string
	asked time.Duration // until the answer began
	came  atomic.Int64  // bytes, of several pages at once
	source.Cost
}

// counting counts what is read of a page.
func (b *bill) counting(r io.Reader) io.Reader { return counter{r, &b.came} }

type counter struct {
	io.Reader
	n *atomic.Int64
}

func (c counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// ask begins a query, whose context it gives.
func (s *Source) ask(ctx context.Context) (context.Context, *bill) {
	b := &bill{s: s, began: s.clock(), id: make(chan string, 1), Cost: source.Cost{Queries: 1}}
	return gosnowflake.WithQueryIDChan(ctx, b.id), b
}

// answered notes that rows begin to come.
func (b *bill) answered() { b.asked = b.s.clock().Sub(b.began) }

// statusPatience is how long the warehouse may think over what a query has cost.
const statusPatience = 5 * time.Second

// settle asks what the query has cost. That is no query, and wakes no warehouse.
// Where it cannot be told, the time until the answer came counts.
func (b *bill) settle(ctx context.Context, conn *sql.Conn) {
	if b.asked == 0 {
		b.answered()
	}
	b.Time, b.Received = b.asked, b.came.Load()
	ctx, cancel := context.WithTimeout(ctx, statusPatience)
	defer cancel()
	var id string
	select {
	case id = <-b.id:
	default: // it was never taken
	}
	err := conn.Raw(func(c any) error {
		known, ok := c.(gosnowflake.SnowflakeConnection)
		if !ok || id == "" {
			return nil
		}
		status, err := known.GetQueryStatus(ctx, id)
		if err != nil {
			return err
		}
		b.Scanned = status.ScanBytes
		if status.StartTime > 0 && status.EndTime >= status.StartTime {
			b.Time = time.Duration(status.EndTime-status.StartTime) * time.Millisecond
		}
		return nil
	})
	if err != nil {
		b.s.log.Debug("what a query cost is not known", "source", b.s.cfg.Name, "error", b.s.scrub(err))
	}
	b.s.pay(b.Cost)
}

// Plan gives the queries that Batches would run, with what the warehouse says it
// would read; it compiles them, and needs no warehouse for that. How a large table
// is cut into windows is known once its hours have been counted; the whole span
// stands for them. Of a table that is reconciled, where the days that differ are not
// known, the query that compares them stands for all.
func (s *Source) Plan(ctx context.Context, req source.Request) ([]source.Planned, error) {
	h, err := s.shape(ctx, req.Table)
	if err != nil {
		return nil, err
	}
	var planned []source.Planned
	for _, query := range s.plannedSQL(h, req) {
		p, err := s.explain(ctx, query)
		if err != nil {
			return nil, s.said("explain a query of", h.name, err)
		}
		planned = append(planned, p)
	}
	return planned, nil
}

func (s *Source) plannedSQL(h shape, req source.Request) []string {
	if !req.Table.Large {
		return []string{s.wholeSQL(h)}
	}
	if req.Reconcile {
		if query, _ := s.digestSQL(h, req); query != "" {
			return []string{query}
		}
	}
	return []string{s.hoursSQL(h, req), s.windowSQL(h, req.Cursor, req.From, req.To)}
}

func (s *Source) explain(ctx context.Context, query string) (source.Planned, error) {
	p := source.Planned{SQL: query}
	err := s.each(ctx, "EXPLAIN USING JSON "+query, func(rows *sql.Rows) error {
		var text string
		if err := rows.Scan(&text); err != nil {
			return err
		}
		var plan struct {
			GlobalStats struct{ PartitionsAssigned, PartitionsTotal, BytesAssigned *int64 }
		}
		if err := json.Unmarshal([]byte(text), &plan); err != nil {
			s.log.Info("a plan cannot be read", "source", s.cfg.Name, "error", err)
			return nil
		}
		p.Partitions, p.Of, p.Bytes = plan.GlobalStats.PartitionsAssigned, plan.GlobalStats.PartitionsTotal, plan.GlobalStats.BytesAssigned
		return nil
	}, func() {})
	return p, err
}
