package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// trial is a phase that meets a fault.
type trial struct {
	*place
	r     *reliability
	phase phase
}

// complete goes on after a fault, and looks at what is there then.
func (c *trial) complete() {
	c.t.Helper()
	var last result
	for _, args := range c.phase.finish {
		last = c.must(args...)
	}
	if !strings.Contains(last.stderr, c.phase.says) {
		c.t.Errorf("%q is not said, but:\n%s", c.phase.says, last.stderr)
	}
	c.same(c.r.want[c.phase.want])
	for _, pattern := range []string{"*.lock", "*.wal", "*.new", "*.tmp", ".sprue-*", ".*.push-*"} {
		if left, _ := filepath.Glob(filepath.Join(c.env.Dir, pattern)); len(left) > 0 {
			inside, _ := filepath.Glob(filepath.Join(left[0], "*"))
			c.t.Errorf("%v is left with %v", left, inside)
		}
	}
}

// same compares every table.
func (c *trial) same(want map[string]string) {
	c.t.Helper()
	got := c.tables(c.r.query)
	for table, contents := range want {
		if got[table] != contents {
			c.t.Errorf("%s: %s, undisturbed: %s", table, got[table], contents)
		}
	}
}

// queryOfAll asks for the contents of every table, without the columns that
// tell when, and by which sync or build, a row was written.
func (p *place) queryOfAll() string {
	p.t.Helper()
	const when = `'build_id', 'batch_id', 'file_id', 'arrived_utc', 'deleted_utc', 'first_seen_utc', 'last_seen_utc', 'valid_from_utc', 'valid_to_utc'`
	queries := []string{}
	for _, row := range p.must("query", `
		SELECT schema_name || '.' || table_name AS name, string_agg('"' || column_name || '"', ', ' ORDER BY column_index) AS columns
		FROM duckdb_columns() SEMI JOIN duckdb_tables() USING (schema_name, table_name)
		WHERE schema_name IN ('raw', 'core', 'mart') AND column_name NOT IN (`+when+`) GROUP BY 1`, "--format", "json").rows(p.t) {
		queries = append(queries, fmt.Sprintf("SELECT '%[1]s' AS name, count(*) || ' rows, ' || coalesce(sum(CAST(hash(t) AS HUGEINT)), 0) AS contents FROM (SELECT %[2]s FROM %[1]s) t", row["name"], row["columns"]))
	}
	return strings.Join(queries, " UNION ALL ")
}

func (p *place) tables(query string) map[string]string {
	p.t.Helper()
	contents := map[string]string{}
	for _, row := range p.must("query", query, "--format", "json").rows(p.t) {
		contents[row["name"].(string)] = row["contents"].(string)
	}
	return contents
}

// contents are all rows of a table in a number or two.
func (p *place) contents(table, without string) string {
	p.t.Helper()
	columns := "*"
	if without != "" {
		columns = fmt.Sprintf("* EXCLUDE (%s)", without)
	}
	query := fmt.Sprintf(`SELECT count(*) || ' rows, ' || bit_xor(hash(t)) || ', ' || sum(CAST(hash(t) AS HUGEINT)) AS contents
FROM (SELECT %s FROM %s) t`, columns, table)
	text, ok := p.must("query", query, "--format", "json").rows(p.t)[0]["contents"].(string)
	if !ok {
		p.t.Fatalf("%s is empty", table)
	}
	return text
}

// undisturbed runs a command in a process of its own, and tells how long it
// took.
func (p *place) undisturbed(args ...string) time.Duration {
	p.t.Helper()
	started := time.Now()
	cmd, stderr := p.start(args...)
	if err := cmd.Wait(); err != nil {
		p.t.Fatalf("%v: %v; stderr:\n%s", args, err, stderr)
	}
	return time.Since(started)
}

// killAt has the command kill itself at a failpoint.
func (c *trial) killAt(point int) {
	c.t.Helper()
	c.vars = append(c.vars, fmt.Sprintf("%s=%d", killVar, point+1))
	cmd, stderr := c.start(c.phase.args...)
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != -1 {
		c.t.Errorf("it was not killed: exit %d; stderr:\n%s", code, stderr)
	}
}

// killAtRandom kills the command at some moments of the time that it takes
// undisturbed, until one of them meets it running.
func (c *trial) killAtRandom() {
	c.t.Helper()
	rng := rand.New(rand.NewPCG(uint64(len(c.phase.name)), 5))
	takes := c.r.takes[c.phase.name]
	for range 10 {
		cmd, stderr := c.start(c.phase.args...)
		time.AfterFunc(time.Duration((0.1+0.8*rng.Float64())*float64(takes)), func() { _ = cmd.Process.Kill() })
		_ = cmd.Wait()
		switch code := cmd.ProcessState.ExitCode(); code {
		case -1:
			return
		case 0:
			takes = takes * 3 / 4
		default:
			c.t.Fatalf("exit %d; stderr:\n%s", code, stderr)
		}
		c.place = c.r.at(c.t, c.phase) // its work is done: there has to be some again
	}
	c.t.Error("no kill met a running process")
}

// cutLog kills the command when it has committed, and takes the end of the log
// away, as a system that goes down before the disk has it all.
func (c *trial) cutLog(point int, percent int64) {
	c.t.Helper()
	c.killAt(point)
	logs, _ := filepath.Glob(filepath.Join(c.env.Dir, "plant.duckdb.wal"))
	if len(logs) != 1 {
		c.t.Fatalf("%d logs", len(logs))
	}
	info, err := os.Stat(logs[0])
	if err != nil || info.Size() == 0 {
		c.t.Fatalf("no log to cut: %v, %v", info, err)
	}
	if err := os.Truncate(logs[0], info.Size()*percent/100); err != nil {
		c.t.Fatal(err)
	}
	c.vars = c.vars[:1]
}

// twoAtOnce starts the command twice. One may be refused, but not both.
func (c *trial) twoAtOnce() {
	c.t.Helper()
	var cmds [2]*exec.Cmd
	var said [2]*strings.Builder
	for i := range cmds {
		cmds[i], said[i] = c.start(c.phase.args...)
	}
	done := 0
	for i, cmd := range cmds {
		_ = cmd.Wait()
		switch code := cmd.ProcessState.ExitCode(); {
		case code == 0:
			done++
		case code == 5 && strings.Contains(said[i].String(), "another sprue process holds the file"):
		case code == 2 && strings.Contains(said[i].String(), "it is there already"): // the other's backup
		default:
			c.t.Errorf("exit %d; stderr:\n%s", code, said[i])
		}
	}
	if done == 0 {
		c.t.Error("neither did it")
	}
}

// clockSetBack runs the command with a clock that is two days behind, before
// the last build: the machine's battery is empty, or somebody corrected it.
func (c *trial) clockSetBack() {
	c.t.Helper()
	right := c.env.Clock
	c.env.Clock = func() time.Time { return right().AddDate(0, 0, -2) }
	c.must(c.phase.args...)
	c.env.Clock = right
}

// fullDisk runs the command on a small disk, and goes on on a larger one.
func (c *trial) fullDisk() {
	c.t.Helper()
	var used int64
	err := filepath.WalkDir(c.env.Dir, func(_ string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		used += (info.Size() + 4095) / 4096 * 4096
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
	dir := c.t.TempDir()
	grow := smallDisk(c.t, dir, used+c.phase.room<<10)
	copyFolder(c.t, c.env.Dir, dir)
	c.env.Dir = dir
	c.fails(5, "the disk is full", "there is no room left")
	grow()
}

// limitedFile is the same where no file may become larger.
func (c *trial) limitedFile() {
	c.t.Helper()
	limit := c.phase.limit << 10
	if info, err := os.Stat(filepath.Join(c.env.Dir, "plant.duckdb")); err == nil {
		limit += info.Size()
	}
	c.vars = append(c.vars, fmt.Sprintf("%s=%d", limitVar, limit))
	c.fails(5, "the disk is full", "there is no room left")
	c.vars = c.vars[:1]
}

// fails runs the command, which says one of these.
func (c *trial) fails(code int, messages ...string) {
	c.t.Helper()
	cmd, stderr := c.start(c.phase.args...)
	_ = cmd.Wait()
	r := result{code: cmd.ProcessState.ExitCode(), stderr: stderr.String()}
	r.refused(c.t, code, "hint: ")
	for _, message := range messages {
		if strings.Contains(r.stderr, message) {
			return
		}
	}
	c.t.Errorf("%q is said; stderr:\n%s", messages, r.stderr)
}

// damagedObjects flips a byte in some objects of the last snapshot, one after
// the other: it is named, and nothing is changed.
func (c *trial) damagedObjects() {
	c.t.Helper()
	before := c.tables(c.r.query)
	last := c.must("snapshot", "list", "--format", "json").rows(c.t)[1]["snapshot"].(string)
	manifest, err := os.ReadFile(filepath.Join(c.env.Dir, "plant.duckdb.snapshots", "manifests", last+".json"))
	if err != nil {
		c.t.Fatal(err)
	}
	tried := 0
	for _, object := range c.objects() {
		name := filepath.Base(filepath.Dir(object)) + "/" + filepath.Base(object)
		if !strings.Contains(string(manifest), name) || tried == 3 {
			continue
		}
		tried++
		mend := flipByte(c.t, object)
		if r := c.run("snapshot", "verify"); r.code != 1 || !strings.Contains(r.stdout, name) || !strings.Contains(r.stdout, "was changed") {
			c.t.Errorf("verify: exit %d\n%s%s", r.code, r.stdout, r.stderr)
		}
		c.run(c.phase.args...).refused(c.t, 5, name, "was changed", "nothing was changed")
		c.same(before)
		mend()
	}
	if tried == 0 {
		c.t.Error("no object was damaged")
	}
}

func (c *trial) damagedBackup() {
	c.t.Helper()
	before := c.tables(c.r.query)
	mend := flipByte(c.t, filepath.Join(c.env.Dir, "old.duckdb"))
	c.run(c.phase.args...).refused(c.t, 5, "it is damaged", "nothing was changed")
	c.same(before)
	mend()
}

// flipByte damages a file in its middle.
func flipByte(t *testing.T, path string) (mend func()) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	write := func() {
		text[len(text)/2] ^= 0x55
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write()
	return write
}
