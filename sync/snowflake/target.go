package snowflake

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"sprue/engine"
	"sprue/sync/push"
)

// Target is a schema of a warehouse that tables are pushed into. It logs in and asks
// again as a source does.
type Target struct {
	s *Source
}

var _ push.Target = (*Target)(nil)

// NewTarget makes a target. It reaches nothing yet.
func NewTarget(cfg Config, log *slog.Logger) (*Target, error) {
	s, err := New(cfg, log)
	if err != nil {
		return nil, err
	}
	if _, err := s.open(); err != nil { // which completes the settings
		return nil, err
	}
	return &Target{s: s}, nil
}

// Close ends the session, and with it what is temporary in it.
func (t *Target) Close() error { return t.s.Close() }

// Name is account, database and schema.
func (t *Target) Name() string {
	return t.s.cfg.Account + "." + t.s.cfg.Database + "." + t.s.cfg.Schema
}

// Named is a table's name without its schema, as the warehouse spells names.
func (t *Target) Named(table push.Table) string {
	_, bare, _ := strings.Cut(table.Name, ".")
	return strings.ToUpper(bare)
}

// Held asks for all tables of the schema, in one query.
func (t *Target) Held(ctx context.Context) (map[string]push.Held, error) {
	var held map[string]push.Held
	err := t.s.retry(ctx, func() error {
		held = map[string]push.Held{}
		return t.each(ctx, t.heldSQL(), func(rows *sql.Rows) error {
			var name string
			var count sql.NullInt64
			var comment sql.NullString
			if err := rows.Scan(&name, &count, &comment); err != nil {
				return err
			}
			held[name] = push.Held{Rows: count.Int64, Ours: strings.HasPrefix(comment.String, mark)}
			return nil
		})
	})
	return held, t.said("look for tables", "", err)
}

// each runs a query and takes its rows.
func (t *Target) each(ctx context.Context, query string, take func(*sql.Rows) error) error {
	db, err := t.s.open()
	if err != nil {
		return err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	return errors.Join(eachOn(ctx, conn, query, take), conn.Close())
}

func eachOn(ctx context.Context, conn *sql.Conn, query string, take func(*sql.Rows) error) (err error) {
	rows, err := conn.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := take(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Write brings the files into a temporary table and merges it into the table in one
// statement: the warehouse does all of it or nothing, and no transaction stays open
// and locks the table where a connection breaks. What fails in a way that passes
// begins again.
func (t *Target) Write(ctx context.Context, table push.Table, files []string) (written push.Written, err error) {
	err = t.s.retry(ctx, func() error {
		written, err = t.write(ctx, table, files)
		return err
	})
	return written, t.said("push "+table.Name+" to", t.Named(table), err)
}

func (t *Target) write(ctx context.Context, table push.Table, files []string) (written push.Written, err error) {
	db, err := t.s.open()
	if err != nil {
		return written, err
	}
	conn, err := db.Conn(ctx) // all on one: the temporary table is this session's
	if err != nil {
		return written, err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if err := t.prepare(ctx, conn, table); err != nil {
		return written, err
	}
	staging := "SPRUE_PUSH_" + rand.Text() // a name that no table has: a temporary one would hide it
	if _, err := conn.ExecContext(ctx, t.stagingSQL(table, staging)); err != nil {
		return written, err
	}
	defer t.drop(ctx, conn, staging)
	if err := t.load(ctx, conn, table, staging, files); err != nil {
		return written, err
	}
	return t.merge(ctx, conn, table, staging)
}

// prepare makes the table, or adds the columns that it lacks.
func (t *Target) prepare(ctx context.Context, conn *sql.Conn, table push.Table) error {
	there := map[string]string{}
	err := eachOn(ctx, conn, t.columnsSQL(table), func(rows *sql.Rows) error {
		var name, kind string
		err := rows.Scan(&name, &kind)
		there[name] = kind
		return err
	})
	if err != nil {
		return err
	}
	if len(there) == 0 {
		_, err := conn.ExecContext(ctx, t.createSQL(table))
		return err
	}
	for _, c := range table.Columns {
		kind := kindOf(c)
		held, ok := there[strings.ToUpper(c.Name)]
		if !ok {
			if _, err := conn.ExecContext(ctx, t.addSQL(table, c)); err != nil {
				return err
			}
			continue
		}
		if family, _, _ := strings.Cut(kind, "("); !strings.EqualFold(held, spoken(family)) {
			return &engine.Error{Code: engine.CodeData, Doing: "push " + table.Name, Message: fmt.Sprintf("column %s of %s is of type %s and would be of type %s", strings.ToUpper(c.Name), t.Named(table), held, kind),
				Hint: fmt.Sprintf("DROP TABLE %s; the next push makes it anew", t.path(t.Named(table)))}
		}
	}
	return nil
}

// load brings the files into the temporary table's own stage, which ends with it,
// and from there into the table. Rows are counted: a file that came twice or in part
// would show.
func (t *Target) load(ctx context.Context, conn *sql.Conn, table push.Table, staging string, files []string) error {
	for _, file := range files {
		if _, err := conn.ExecContext(ctx, putSQL(file, staging)); err != nil {
			return err
		}
	}
	if len(files) > 0 {
		if _, err := conn.ExecContext(ctx, t.copySQL(staging)); err != nil {
			return err
		}
	}
	var rows int64
	if err := conn.QueryRowContext(ctx, "SELECT COUNT(*) AS ROWS_LOADED FROM "+t.path(staging)).Scan(&rows); err != nil {
		return err
	}
	if rows != table.Rows {
		return fmt.Errorf("%w: %d rows were loaded of %d", errPage, rows, table.Rows)
	}
	return nil
}

func (t *Target) merge(ctx context.Context, conn *sql.Conn, table push.Table, staging string) (written push.Written, err error) {
	err = eachOn(ctx, conn, t.mergeSQL(table, staging), func(rows *sql.Rows) error {
		names, err := rows.Columns()
		if err != nil {
			return err
		}
		into := make([]any, len(names))
		for i, name := range names {
			counts := map[string]*int64{"inserted": &written.Inserted, "updated": &written.Updated, "deleted": &written.Deleted}
			if into[i] = counts[name[strings.LastIndex(name, " ")+1:]]; into[i] == (*int64)(nil) {
				into[i] = new(any)
			}
		}
		return rows.Scan(into...)
	})
	return written, err
}

// drop ends the temporary table where the session goes on.
func (t *Target) drop(ctx context.Context, conn *sql.Conn, staging string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), dropPatience)
	defer cancel()
	if _, err := conn.ExecContext(ctx, "DROP TABLE IF EXISTS "+t.path(staging)); err != nil {
		t.s.log.Info("a temporary table ends with its session", "table", staging, "error", t.s.scrub(err))
	}
}

const dropPatience = 5 * time.Second
