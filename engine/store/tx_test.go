package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"sprue/engine"
)

func count(t *testing.T, s *Store, query string) (n int) {
	t.Helper()
	if err := s.QueryRow(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestReadersSeeTheOldState reads while a write is half done, in more
// connections than one, and again in a transaction that began before it.
func TestReadersSeeTheOldState(t *testing.T) {
	s := openTemp(t)
	mustExec(t, s, "CREATE TABLE core.t AS SELECT range AS i FROM range(1000)")
	err := s.Read(t.Context(), func(ctx context.Context, before *Tx) error {
		sum := func() (n int) {
			if err := before.QueryRow(ctx, "SELECT count(*) FROM core.t").Scan(&n); err != nil {
				t.Error(err)
			}
			return n
		}
		if n := sum(); n != 1000 {
			t.Errorf("before: %d", n)
		}
		err := s.Write(ctx, func(ctx context.Context, tx *Tx) error {
			if _, err := tx.Exec(ctx, "CREATE OR REPLACE TABLE core.t AS SELECT range AS i FROM range(500000)"); err != nil {
				return err
			}
			for range 5 {
				if n := count(t, s, "SELECT count(*) FROM core.t"); n != 1000 {
					t.Errorf("while it is written: %d", n)
				}
			}
			var own int
			err := tx.QueryRow(ctx, "SELECT count(*) FROM core.t").Scan(&own)
			if own != 500000 {
				t.Errorf("the writer itself: %d", own)
			}
			return err
		})
		if n := sum(); n != 1000 {
			t.Errorf("in the same read: %d", n)
		}
		return err
	})
	if err != nil {
		t.Fatal(hinted(err))
	}
	if n := count(t, s, "SELECT count(*) FROM core.t"); n != 500000 {
		t.Errorf("after: %d", n)
	}
}

// TestCheckpointWithReaders waits for a reader that ends, by a clock that
// stands still, and not for a long one, by a clock that runs.
func TestCheckpointWithReaders(t *testing.T) {
	for _, long := range []bool{false, true} {
		stop := make(chan bool)
		now := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
		cfg := Config{Path: filepath.Join(t.TempDir(), "plant.duckdb"), MemoryLimitMB: 500, Clock: func() time.Time {
			if long {
				now = now.Add(checkpointPatience + time.Second)
			}
			return now
		}}
		checkpointWithReader(t, cfg, long, stop)
	}
}

func checkpointWithReader(t *testing.T, cfg Config, long bool, stop chan bool) {
	t.Helper()
	s := mustOpen(t, cfg)
	mustExec(t, s, "CREATE TABLE core.t AS SELECT range AS i FROM range(1000)")
	var done sync.WaitGroup
	reading := make(chan bool)
	done.Go(func() {
		err := s.Read(t.Context(), func(ctx context.Context, tx *Tx) error {
			var n int
			err := tx.QueryRow(ctx, "SELECT count(*) FROM core.t").Scan(&n)
			close(reading)
			<-stop
			return err
		})
		if err != nil {
			t.Error(hinted(err))
		}
	})
	<-reading
	mustExec(t, s, "CREATE OR REPLACE TABLE core.t AS SELECT range AS i FROM range(1000)")
	if !long {
		s.cfg.Failpoint = func(name string) {
			if name == FailBeforeCheckpoint {
				close(stop)
			}
		}
	}
	if err := s.Checkpoint(t.Context()); err != nil {
		t.Error(hinted(err))
	}
	if size, err := s.Size(); err != nil || (size.Log > 0) != long {
		t.Errorf("long %v: %+v, %v", long, size, err)
	}
	if long {
		close(stop)
	}
	done.Wait()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestReadWritesNothing(t *testing.T) {
	s := openTemp(t)
	err := s.Read(t.Context(), func(ctx context.Context, tx *Tx) error {
		_, err := tx.Exec(ctx, "CREATE TABLE core.t (i INTEGER)")
		return err
	})
	if err == nil {
		t.Error("a read-only transaction has written")
	}
}

func TestWritersWait(t *testing.T) {
	s := openTemp(t)
	mustExec(t, s, "CREATE TABLE core.t AS SELECT 0 AS i")
	var done sync.WaitGroup
	inside := 0
	for range 8 {
		done.Go(func() {
			err := s.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
				inside++ // the race detector watches it
				defer func() { inside-- }()
				if inside != 1 {
					t.Errorf("%d writers at once", inside)
				}
				_, err := tx.Exec(ctx, "UPDATE core.t SET i = i + 1")
				return err
			})
			if err != nil {
				t.Error(hinted(err))
			}
		})
	}
	done.Wait()
	if n := count(t, s, "SELECT i FROM core.t"); n != 8 {
		t.Errorf("%d of 8 writes", n)
	}
}

func TestWriteRollsBack(t *testing.T) {
	s := openTemp(t)
	mustExec(t, s, "CREATE TABLE core.t (i INTEGER)")
	failure := errors.New("failure")
	insert := func(ctx context.Context, tx *Tx) {
		if _, err := tx.Exec(ctx, "INSERT INTO core.t VALUES (1); CREATE TABLE core.u (i INTEGER)"); err != nil {
			t.Error(err)
		}
	}
	cancelled, cancel := context.WithCancel(t.Context())
	for name, c := range map[string]struct {
		ctx  context.Context
		do   func(ctx context.Context, tx *Tx) error
		want error
	}{
		"error":                   {t.Context(), func(context.Context, *Tx) error { return failure }, failure},
		"cancelled before commit": {cancelled, func(context.Context, *Tx) error { cancel(); return nil }, context.Canceled},
		"wrong SQL swallowed": {t.Context(), func(ctx context.Context, tx *Tx) error {
			_, err := tx.Exec(ctx, "SELECT 1 / CAST('a' AS INTEGER)")
			return errors.Join(err, failure)
		}, nil},
		"write inside": {t.Context(), func(ctx context.Context, tx *Tx) error {
			return s.Write(ctx, func(context.Context, *Tx) error { return nil })
		}, nil},
		"checkpoint inside": {t.Context(), func(ctx context.Context, tx *Tx) error { return s.Checkpoint(ctx) }, nil},
	} {
		err := s.Write(c.ctx, func(ctx context.Context, tx *Tx) error {
			insert(ctx, tx)
			return c.do(ctx, tx)
		})
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		checkEmpty(t, s, name)
	}
	func() {
		defer func() {
			if recover() != "panic" {
				t.Error("the panic is lost")
			}
		}()
		s.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
			insert(ctx, tx)
			panic("panic")
		})
	}()
	checkEmpty(t, s, "panic")
	mustExec(t, s, "INSERT INTO core.t VALUES (1)")
}

func checkEmpty(t *testing.T, s *Store, name string) {
	t.Helper()
	if rows := count(t, s, "SELECT count(*) FROM core.t"); rows != 0 || tableExists(t, s, "u") {
		t.Errorf("%s: %d rows left", name, rows)
	}
}

// TestCancelInterrupts stops a statement that would run for hours, once it
// runs, and a writer that waits for its turn.
func TestCancelInterrupts(t *testing.T) {
	s := openTemp(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	err := s.Write(ctx, func(ctx context.Context, tx *Tx) error {
		if err := s.Write(ctx, func(context.Context, *Tx) error { return nil }); err == nil {
			t.Error("a write inside a write")
		}
		waiting, stop := context.WithCancel(context.Background())
		stop()
		if err := s.Checkpoint(waiting); !errors.Is(err, context.Canceled) {
			t.Errorf("waiting: %v", err)
		}
		if err := duckdb.RegisterScalarUDF(tx.conn, "reached", &reached{call: sync.OnceFunc(cancel)}); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "CREATE TABLE core.t AS SELECT count(*) AS n FROM range(10000000) a, range(1000000) b WHERE reached(a.range) AND (a.range * b.range) % 7 = 8")
		return fmt.Errorf("fill the table: %w", err)
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if tableExists(t, s, "t") {
		t.Error("the table is there")
	}
	if err.Error() != "fill the table: context canceled" {
		t.Errorf("%v", err)
	}
	if _, err := s.Query(ctx, "SELECT 1"); !errors.Is(err, context.Canceled) {
		t.Errorf("query: %v", err)
	}
}

// reached is a function in SQL that tells when a statement has come so far.
type reached struct{ call func() }

func (r *reached) Config() duckdb.ScalarFuncConfig {
	number, _ := duckdb.NewTypeInfo(duckdb.TYPE_BIGINT)  // as in the driver's own examples:
	answer, _ := duckdb.NewTypeInfo(duckdb.TYPE_BOOLEAN) // plain types give no error
	return duckdb.ScalarFuncConfig{InputTypeInfos: []duckdb.TypeInfo{number}, ResultTypeInfo: answer}
}

func (r *reached) Executor() duckdb.ScalarFuncExecutor {
	return duckdb.ScalarFuncExecutor{RowExecutor: func([]driver.Value) (any, error) {
		r.call()
		return true, nil
	}}
}

func TestTempTablesEndWithTheWrite(t *testing.T) {
	s := openTemp(t)
	for range 3 {
		mustExec(t, s, "CREATE TEMP TABLE scope AS SELECT 1 AS i; SET threads = 1")
	}
}

// TestClose closes while a write and a query are under way, by a clock that
// stands still: Close waits as long as it takes.
func TestClose(t *testing.T) {
	s := mustOpen(t, Config{Path: filepath.Join(t.TempDir(), "plant.duckdb"), Clock: func() time.Time { return time.Unix(0, 0) }})
	rows, err := s.Query(t.Context(), "SELECT range FROM range(100000)")
	if err != nil {
		t.Fatal(err)
	}
	var writing sync.WaitGroup
	begun, closing := make(chan bool), make(chan bool)
	writing.Go(func() {
		err := s.Write(t.Context(), func(ctx context.Context, tx *Tx) error {
			close(begun)
			<-closing
			_, err := tx.Exec(ctx, "CREATE TABLE core.t (i INTEGER)")
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-begun
	writing.Go(func() {
		<-s.closed // the write is over, the query is waited for
		if err := rows.Close(); err != nil {
			t.Error(err)
		}
	})
	close(closing)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	writing.Wait()
	checkFree(t, s.Path())
	if err := s.Write(t.Context(), func(context.Context, *Tx) error { return nil }); !errors.Is(err, sql.ErrConnDone) {
		t.Errorf("write after close: %v", err)
	}
	if _, err := s.Query(t.Context(), "SELECT 1"); err == nil {
		t.Error("query after close")
	}
	again := mustOpen(t, Config{Path: s.Path()})
	defer again.Close()
	if !tableExists(t, again, "t") {
		t.Error("the last write is lost")
	}
}

// TestMemoryLimit sorts more than fits with nowhere to spill it.
func TestMemoryLimit(t *testing.T) {
	s := mustOpen(t, Config{Path: t.TempDir() + "/plant.duckdb", MemoryLimitMB: 64, TempLimitMB: 1, Threads: 1})
	defer s.Close()
	_, err := s.Query(t.Context(), "SELECT list(md5(range::VARCHAR)) FROM range(5000000)")
	var e *engine.Error
	if !errors.As(err, &e) || e.Hint == "" {
		t.Errorf("%v", hinted(err))
	}
	if n := count(t, s, "SELECT 1"); n != 1 {
		t.Error("the store is gone")
	}
}
