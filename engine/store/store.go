// Package store opens the one DuckDB file of a plant and hands out
// transactions on it. It is the only package that knows the driver. It knows
// no table but those of its own migrations.
package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"sprue/engine"
)

// Catalog is the name of the file inside DuckDB, whatever the file is called:
// a file raw.duckdb opened by its own name would make every raw.x ambiguous.
const Catalog = "plant"

// How many connections of a kind there may be at once.
const (
	readers     = 16 // pages and analyses: short queries
	userQueries = 4  // each may take all the memory that is left
)

// closePatience is how long Close waits for queries that still run.
const closePatience = 10 * time.Second

// Store is an open file. Its methods may be called from many goroutines.
type Store struct {
	cfg   Config
	path  string // absolute, links resolved
	lock  *Lock
	write *sql.DB // a new connection for each transaction: temp tables and settings end with it
	read  *sql.DB // kept apart, so that a long build never leaves a page without a connection
	user  *sql.DB // SQL that users wrote; a new connection for each, too

	connector *duckdb.Connector
	attached  bool          // set by the first connection, before there is a second one
	writing   chan struct{} // holds a token while somebody writes: DuckDB would abort the second on conflict
	closed    chan struct{}
	commits   atomic.Uint64
	made      bool // by this Open: the file was not there
}

// Open opens the file, creates it if it is missing, and migrates it.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	s := &Store{cfg: cfg.withDefaults(), writing: make(chan struct{}, 1), closed: make(chan struct{})}
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(explainOpen(cfg.Path, err), s.Close())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context) error {
	path, err := canonical(s.cfg.Path)
	if err != nil {
		return err
	}
	s.path = path
	if err := checkBeside(path); err != nil {
		return err
	}
	if s.cfg.Lock == nil {
		if s.lock, err = acquire(path, s.cfg.Clock()); err != nil {
			return err
		}
	}
	if err := preflight(path); err != nil {
		return err
	}
	if err := clearTemp(tempDir(path)); err != nil {
		return err
	}
	if err := s.connect(ctx); err != nil {
		return err
	}
	if s.cfg.AsIs {
		return nil
	}
	return s.Migrate(ctx)
}

// connect makes the one instance of DuckDB. It lives in memory and the file is
// attached to it: so its settings hold before the file is read, its catalog
// has a fixed name, and its path may hold any character ('?' would begin the
// options of a DSN).
func (s *Store) connect(ctx context.Context) error {
	connector, err := duckdb.NewConnector(s.cfg.dsn(tempDir(s.path)), s.prepare)
	if err != nil {
		return err
	}
	s.connector = connector
	s.write, s.read, s.user = sql.OpenDB(keepOpen{connector}), sql.OpenDB(keepOpen{connector}), sql.OpenDB(keepOpen{connector})
	s.read.SetMaxOpenConns(readers)
	s.read.SetMaxIdleConns(readers / 2)
	s.user.SetMaxOpenConns(userQueries)
	s.user.SetMaxIdleConns(0)
	s.write.SetMaxIdleConns(0)
	return s.read.PingContext(ctx)
}

// prepare is run on each new connection.
func (s *Store) prepare(exec driver.ExecerContext) error {
	if !s.attached {
		if err := s.attach(exec); err != nil {
			return err
		}
		s.attached = true
	}
	return session(exec,
		"USE "+Catalog,
		// Of a session, not of the instance. now(), casts of TIMESTAMPTZ and
		// what users see must not depend on the machine.
		"SET TimeZone = 'UTC'",
	)
}

// rowGroups: DuckDB reads a row group with one thread. One of 122,880 rows, the
// default, holds 7 million shots in packets, which would keep other cores idle;
// much smaller ones cost more to write. Measured on two cores, 10 M shots:
// 122,880 rows 27.9 s, 49,152 rows 26.2 s, 24,576 rows 26.7 s.
const rowGroups = " (ROW_GROUP_SIZE 49152, STORAGE_VERSION 'v1.5.0')"

// attach attaches the file, and creates it under another name first if it is
// missing: a process killed while DuckDB writes the headers would leave a file
// that never opens again.
func (s *Store) attach(exec driver.ExecerContext) error {
	if _, err := os.Stat(s.path); errors.Is(err, os.ErrNotExist) {
		fresh := s.path + ".new"
		if err := errors.Join(RemoveIfThere(fresh), RemoveIfThere(fresh+".wal")); err != nil {
			return err
		}
		if err := session(exec, "ATTACH "+Literal(fresh)+" AS fresh"+rowGroups, "DETACH fresh"); err != nil {
			return err
		}
		if err := os.Rename(fresh, s.path); err != nil {
			return err
		}
		s.made = true
	}
	return session(exec, "ATTACH "+Literal(s.path)+" AS "+Catalog+rowGroups)
}

// Path is the file, absolute and with links resolved.
func (s *Store) Path() string { return s.path }

// Version counts what was committed since the file was opened. It grows after
// the commit: an answer that is kept under the version read before its first
// query is at least as new as that version. No other process can write.
func (s *Store) Version() uint64 { return s.commits.Load() }

// Close waits for a write and for queries that still run, writes the log into
// the file and releases it. If queries go on for more than ten seconds, it
// returns an error and keeps the lock until the process ends: a second
// instance on the same file would damage it.
func (s *Store) Close() error {
	var errs []error
	if s.connector != nil {
		s.writing <- struct{}{}
		close(s.closed) // a closed store writes no more
		useless := s.made && s.cfg.DropBlank && s.isBlank()
		errs = append(errs, s.write.Close(), s.read.Close(), s.user.Close())
		if n := s.waitIdle(); n > 0 {
			return errors.Join(append(errs, fmt.Errorf("close %q: %d queries still run", s.path, n))...)
		}
		errs = append(errs, s.connector.Close())
		s.connector = nil
		errs = append(errs, clearTemp(tempDir(s.path)))
		if useless {
			errs = append(errs, RemoveIfThere(s.path), RemoveIfThere(s.path+".wal"))
		}
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Release())
		s.lock = nil
	}
	return errors.Join(errs...)
}

// isBlank tells a file without data; one that cannot be asked may have some.
func (s *Store) isBlank() bool {
	holds, err := s.holdsData(context.Background())
	return err == nil && !holds
}

func (s *Store) waitIdle() int {
	for end := s.cfg.Clock().Add(closePatience); ; time.Sleep(10 * time.Millisecond) {
		n := s.write.Stats().OpenConnections + s.read.Stats().OpenConnections + s.user.Stats().OpenConnections
		if n == 0 || s.cfg.Clock().After(end) {
			return n
		}
	}
}

// keepOpen keeps a pool from closing the connector that it shares.
type keepOpen struct{ connector driver.Connector }

func (k keepOpen) Connect(ctx context.Context) (driver.Conn, error) { return k.connector.Connect(ctx) }
func (k keepOpen) Driver() driver.Driver                            { return k.connector.Driver() }

// canonical resolves links, so that one file has one lock by whatever name it
// is opened.
func canonical(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		return real, nil
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(abs))
	if err != nil {
		return "", &engine.Error{
			Code: engine.CodeFile, Message: fmt.Sprintf("there is no folder %q", filepath.Dir(path)),
			Hint: "create it, or name another file with --db", Cause: err,
		}
	}
	return filepath.Join(dir, filepath.Base(abs)), nil
}

// Ident quotes the name of a table or column as SQL does.
func Ident(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// Literal quotes a text as SQL does.
func Literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// Literals is a list of texts in SQL.
func Literals(texts []string) string {
	quoted := []string{}
	for _, text := range texts {
		quoted = append(quoted, Literal(text))
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
