package store

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/duckdb/duckdb-go/v2"
)

// TestMain lets the test binary be another process: a helper, chosen by the
// environment, on the file of its argument.
func TestMain(m *testing.M) {
	helpers := map[string]func(path string) error{
		"":       func(string) error { os.Exit(m.Run()); return nil },
		"hold":   helpHold,
		"duckdb": helpDuckDB,
		"write":  helpWrite,
		"fill":   helpFill,
	}
	path := ""
	if len(os.Args) > 1 {
		path = os.Args[1]
	}
	if err := helpers[os.Getenv("STORE_HELPER")](path); err != nil {
		fmt.Println("failed:", hinted(err))
		os.Exit(1)
	}
}

// helper is another process and what it says.
type helper struct {
	cmd   *exec.Cmd
	in    io.WriteCloser
	lines *bufio.Scanner
}

func startHelper(t *testing.T, name, path string, env ...string) *helper {
	t.Helper()
	cmd := exec.Command(os.Args[0], path)
	cmd.Env = append(append(os.Environ(), "STORE_HELPER="+name), env...)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	h := &helper{cmd: cmd, in: in, lines: bufio.NewScanner(out)}
	t.Cleanup(func() { h.stop() })
	return h
}

// say is the helper's next line.
func (h *helper) say() string {
	if h.lines.Scan() {
		return h.lines.Text()
	}
	return ""
}

// stop ends the helper in good order; it may have ended already.
func (h *helper) stop() error {
	h.in.Close()
	return h.cmd.Wait()
}

// kill is kill -9; the last line that the helper could say comes back.
func (h *helper) kill(t *testing.T) (last string) {
	t.Helper()
	if err := h.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for h.lines.Scan() {
		last = h.lines.Text()
	}
	h.cmd.Wait() // says that it was killed
	return last
}

func waitForStdin() { io.Copy(io.Discard, os.Stdin) }

// helpHold holds the file like a server.
func helpHold(path string) error {
	s, err := Open(context.Background(), Config{Path: path, MemoryLimitMB: 200})
	if err != nil {
		return err
	}
	if err := s.Announce("127.0.0.1:8080", "token"); err != nil {
		return err
	}
	fmt.Println("ready")
	waitForStdin()
	return s.Close()
}

// helpDuckDB holds the file like a DuckDB client, which knows no lock of ours.
func helpDuckDB(path string) error {
	connector, err := duckdb.NewConnector(path, nil)
	if err != nil {
		return err
	}
	fmt.Println("ready")
	waitForStdin()
	return connector.Close()
}

// What each write of helpWrite inserts, beside one row in ledger: a batch by
// way of the log, and a table made anew, whose blocks DuckDB writes into the
// file before the commit.
const (
	batchRows = 5000
	bulkRows  = 130000
)

// helpWrite writes batch after batch until it is killed, by others or at the
// failpoint named in the environment, and says which are committed. The
// failpoint counts from the opening or from the first batch. As in a real
// build, a part of each batch is deleted and written again.
func helpWrite(path string) error {
	ctx := context.Background()
	at, armed, countdown := os.Getenv("STORE_FAIL_AT"), os.Getenv("STORE_FAIL_IN") == "open", 3
	s, err := Open(ctx, Config{Path: path, MemoryLimitMB: 200, Failpoint: func(name string) {
		if !armed || name != at {
			return
		}
		if countdown--; countdown == 0 {
			self, _ := os.FindProcess(os.Getpid())
			self.Kill()
			select {}
		}
	}})
	if err != nil {
		return err
	}
	first := 0
	err = s.Write(ctx, func(ctx context.Context, tx *Tx) error {
		if _, err := tx.Exec(ctx, "CREATE TABLE IF NOT EXISTS core.batch (n INTEGER, i INTEGER, text VARCHAR); CREATE TABLE IF NOT EXISTS core.ledger (n INTEGER)"); err != nil {
			return err
		}
		return tx.QueryRow(ctx, "SELECT coalesce(max(n), 0) FROM core.ledger").Scan(&first)
	})
	armed = true
	for n := first + 1; err == nil; n++ {
		if err = s.Write(ctx, func(ctx context.Context, tx *Tx) error { return writeBatch(ctx, tx, n) }); err != nil {
			break
		}
		fmt.Println(n)
		if n%4 == 0 {
			err = s.Checkpoint(ctx)
		}
	}
	return err
}

func writeBatch(ctx context.Context, tx *Tx, n int) error {
	for _, statement := range []string{
		"INSERT INTO core.ledger VALUES (" + strconv.Itoa(n) + ")",
		fmt.Sprintf("INSERT INTO core.batch SELECT %d, i, md5(i::VARCHAR) FROM range(%d) r(i)", n, batchRows),
		fmt.Sprintf("DELETE FROM core.batch WHERE n = %d", n-1),
		fmt.Sprintf("INSERT INTO core.batch SELECT %d, i, md5(i::VARCHAR) FROM range(%d) r(i) WHERE %d > 0", n-1, batchRows, n-1),
		fmt.Sprintf("CREATE OR REPLACE TABLE core.bulk AS SELECT %d AS n, hash(i) AS h FROM range(%d) r(i)", n, bulkRows),
	} {
		if _, err := tx.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// checkBatches tells that the file holds whole batches only, all that were
// said to be committed, and gives the last one.
func checkBatches(t *testing.T, s *Store, said string) int {
	t.Helper()
	promised, _ := strconv.Atoi(strings.TrimSpace(said))
	var last, ledger, rows, broken int
	err := s.QueryRow(t.Context(), `
		SELECT coalesce(max(n), 0), count(DISTINCT n), (SELECT count(*) FROM core.batch),
			(SELECT count(*) FROM (SELECT n FROM core.batch GROUP BY n HAVING count(*) <> $1 OR count(DISTINCT i) <> $1))
		FROM core.ledger`, batchRows).Scan(&last, &ledger, &rows, &broken)
	if err != nil {
		t.Fatal(err)
	}
	if last < promised || ledger != last || rows != last*batchRows || broken != 0 {
		t.Errorf("promised %d; ledger has %d of %d, %d rows, %d broken batches", promised, ledger, last, rows, broken)
	}
	if last > 0 {
		bulk := count(t, s, "SELECT count(DISTINCT h) + 1000000 * (max(n) - min(n)) FROM core.bulk")
		if n := count(t, s, "SELECT max(n) FROM core.bulk"); bulk != bulkRows || n != last {
			t.Errorf("bulk has %d rows of %d, want those of %d", bulk, n, last)
		}
	}
	return last
}
