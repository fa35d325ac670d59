package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/duckdb/duckdb-go/v2"

	"sprue/engine"
)

// Limits bound one query of a user. Zero means no limit of its own; DuckDB's
// memory limit holds for all together.
type Limits struct {
	Time time.Duration
	Rows int // more are left out, and Rows.Truncated tells
	// MemoryMB is what DuckDB's memory may grow by. It is not looked at while
	// somebody writes, since it can't be told apart. With it, repeat() and the
	// like need a length that is written out.
	MemoryMB int
}

// maxUserSQL is more than anybody writes by hand.
const maxUserSQL = 1 << 20

// UserQuery runs SQL that a user wrote: one statement that only reads the
// tables of raw, core, mart and meta. What it may hold is decided by guard; it
// runs in a read-only transaction on a connection of its own, which is thrown
// away. Errors that the user can mend have CodeUsage. The caller closes the rows.
//
// A column of type JSON comes as the text that is in the file; inside a LIST
// or STRUCT it comes through the driver, which rounds numbers beyond 2^53.
func (s *Store) UserQuery(ctx context.Context, query string, limits Limits) (*Rows, error) {
	if len(query) > maxUserSQL || !utf8.ValidString(query) || strings.ContainsRune(query, 0) {
		return nil, refuse(grammarHint, "the statement is longer than 1 MB or no UTF-8 text")
	}
	tooLong := &engine.Error{Code: engine.CodeUsage, Doing: "query", Message: fmt.Sprintf("it took longer than %v", limits.Time), Hint: "ask for less, or raise the limit"}
	u := &userQuery{store: s, limits: limits, parent: ctx}
	ctx, u.cancel = context.WithCancelCause(ctx)
	if limits.Time > 0 {
		timer := time.AfterFunc(limits.Time, func() { u.cancel(tooLong) })
		u.stop = func() { timer.Stop() }
	}
	u.ctx = ctx
	rows, err := u.run(query)
	if err != nil {
		return nil, errors.Join(u.explain(err), u.close())
	}
	return rows, nil
}

// userQuery is one query under way.
type userQuery struct {
	store  *Store
	limits Limits
	parent context.Context
	ctx    context.Context
	cancel context.CancelCauseFunc
	stop   func()
	conn   *sql.Conn
}

func (u *userQuery) run(query string) (*Rows, error) {
	if err := u.begin(); err != nil {
		return nil, err
	}
	guard, err := newGuard(u.ctx, u.conn, u.limits.MemoryMB > 0)
	if err != nil {
		return nil, err
	}
	st := parseStatement(query)
	if err := guard.check(u.ctx, st.body, st.keyword()); err != nil {
		return nil, err
	}
	columns, err := u.describe(st.explain + " " + st.body)
	if err != nil {
		return nil, err
	}
	text := st.explain + " " + st.body
	if st.explain == "" {
		if wrapped, ok := u.wrap(st.body, columns); ok {
			// Again: it is this text that runs.
			if err := guard.check(u.ctx, wrapped, st.keyword()); err != nil {
				return nil, err
			}
			text = wrapped
		}
	}
	return u.query(text, columns)
}

func (u *userQuery) begin() (err error) {
	if u.conn, err = u.store.user.Conn(u.ctx); err != nil {
		return err
	}
	for _, statement := range []string{
		"SET search_path = '" + strings.Join(append(userSchemas(), "main"), ",") + "'",
		"BEGIN TRANSACTION READ ONLY",
	} {
		if _, err := u.conn.ExecContext(u.ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// described is a column before the query runs.
type described struct {
	name   string
	isJSON bool
}

// describe binds the statement, which has been checked, and gives its columns.
func (u *userQuery) describe(text string) (columns []described, err error) {
	err = u.conn.Raw(func(driverConn any) error {
		prepared, err := driverConn.(*duckdb.Conn).PrepareContext(u.ctx, text)
		if err != nil {
			return err
		}
		st := prepared.(*duckdb.Stmt)
		columns, err = describeColumns(st)
		return errors.Join(err, st.Close())
	})
	return columns, err
}

func describeColumns(st *duckdb.Stmt) ([]described, error) {
	kind, err := st.StatementType()
	if err != nil {
		return nil, err
	}
	if kind != duckdb.STATEMENT_TYPE_SELECT && kind != duckdb.STATEMENT_TYPE_EXPLAIN {
		return nil, refuse(grammarHint, "it is no query")
	}
	n, err := st.ColumnCount()
	if err != nil {
		return nil, err
	}
	columns := make([]described, n)
	for i := range columns {
		if columns[i].name, err = st.ColumnName(i); err != nil {
			return nil, err
		}
		// A type that the driver can't describe is not JSON.
		if info, err := st.ColumnTypeInfo(i); err == nil {
			columns[i].isJSON = info.Alias() == "JSON"
		}
	}
	return columns, nil
}

// wrap puts the query into one that limits its rows, so that the rest is never
// held in memory, and that reads JSON as text. It keeps the order of rows: an
// ORDER BY has an order of its own, whatever preserve_insertion_order says.
func (u *userQuery) wrap(body string, columns []described) (string, bool) {
	aliases, list, hasJSON := make([]string, len(columns)), make([]string, len(columns)), false
	for i, c := range columns {
		aliases[i] = fmt.Sprintf("c%d", i)
		list[i] = aliases[i]
		if c.isJSON {
			list[i], hasJSON = aliases[i]+"::VARCHAR", true
		}
	}
	if !hasJSON && u.limits.Rows == 0 {
		return "", false
	}
	text := fmt.Sprintf("SELECT %s FROM (\n%s\n) AS q(%s)", strings.Join(list, ", "), body, strings.Join(aliases, ", "))
	if u.limits.Rows > 0 {
		text += fmt.Sprintf(" LIMIT %d", u.limits.Rows+1)
	}
	return text, true
}

func (u *userQuery) query(text string, columns []described) (*Rows, error) {
	unwatch := u.watchMemory()
	result, err := u.conn.QueryContext(u.ctx, text)
	unwatch()
	if err != nil {
		return nil, err
	}
	rows, err := NewRows(result)
	if err != nil {
		return nil, errors.Join(err, result.Close()) //nolint:sqlclosecheck // rows close it where all went well
	}
	rows.rename(columns)
	rows.limit, rows.explain, rows.close = u.limits.Rows, u.explain, u.close
	return rows, nil
}

// rename undoes what wrap did to the columns.
func (r *Rows) rename(columns []described) {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
		if c.isJSON {
			r.columns[i].Type = "JSON"
		}
	}
	for i, name := range uniqueNames(names) {
		r.columns[i].Name, r.columns[i].Given = name, names[i]
	}
}

// close ends the transaction and the connection.
func (u *userQuery) close() error {
	if u.stop != nil {
		u.stop()
	}
	u.cancel(nil)
	if u.conn == nil {
		return nil
	}
	return errors.Join((&Tx{conn: u.conn}).rollback(), u.conn.Close())
}

// explain tells limits, wrong SQL and trouble of the store apart.
func (u *userQuery) explain(err error) error {
	if err == nil {
		return nil
	}
	if reason := u.parent.Err(); reason != nil {
		return reason
	}
	var limit *engine.Error
	if errors.As(context.Cause(u.ctx), &limit) {
		return limit
	}
	if interrupted(err) != nil || errors.As(err, new(*engine.Error)) {
		return Explain(err)
	}
	var driver *duckdb.Error
	if !errors.As(err, &driver) {
		return &engine.Error{Code: engine.CodeUsage, Doing: "query", Message: oneLine(err.Error()), Cause: err}
	}
	if e := explain(driver); e != nil && (e.Code == engine.CodeFile || driver.Type == duckdb.ErrorTypeOutOfMemory) {
		return Explain(err)
	}
	return &engine.Error{Code: engine.CodeUsage, Doing: "query", Message: oneLine(driver.Msg), Hint: candidates(driver.Msg), Cause: err}
}

// candidates finds DuckDB's own proposals for a wrong name, otherwise what helps
// with most mistakes.
func candidates(message string) string {
	for _, line := range strings.Split(message, "\n") {
		if strings.HasPrefix(line, "Did you mean") || strings.HasPrefix(line, "Candidate") {
			return strings.TrimSpace(line)
		}
	}
	return "'DESCRIBE core.master_shot' lists the columns of a table and their types"
}
