package store

import (
	"context"
	"database/sql/driver"
	"net/url"
	"runtime"
	"strconv"
	"time"

	"sprue/engine"
)

// The names of the failpoints, in the order of a write.
const (
	FailBegun            = "begun"             // a transaction is open, nothing is written
	FailBeforeCommit     = "before commit"     // all is written, nothing is promised
	FailAfterCommit      = "after commit"      // promised, in the log
	FailBeforeCheckpoint = "before checkpoint" // the log is to go into the file
	FailAfterCheckpoint  = "after checkpoint"
)

// Config says which file to open and how much of the machine it may take.
type Config struct {
	Path          string           // the DuckDB file; created if missing
	MemoryLimitMB int              // of DuckDB; 0 is 1500
	Threads       int              // of DuckDB; 0 is the number of cores
	TempLimitMB   int              // what may spill to <Path>.tmp; 0 is twenty times the memory
	Clock         func() time.Time // nil is time.Now

	// AsIs opens a file without migrating it: a backup, or a file that is about
	// to be replaced. Its tables may be of any version.
	AsIs bool
	// DropBlank lets Close remove a file that Open has made, if it holds no data
	// by then: a command that fails at once leaves none that later ones would
	// take for a plant's.
	DropBlank bool
	// Lock is that of the file where its caller holds it already, and goes on
	// holding it after Close. It announces no server. May be nil.
	Lock *Lock

	// BeforeMigration is called with an open file whose tables are about to be
	// changed from one version to another; not for one that holds no row. Its
	// error stops the migration. May be nil.
	BeforeMigration func(ctx context.Context, s *Store, from, to int) error

	// Failpoint is called at the points named above; tests of crashes kill the
	// process in it. nil in production.
	Failpoint func(name string)
}

func (c Config) withDefaults() Config {
	if c.MemoryLimitMB == 0 {
		c.MemoryLimitMB = 1500
	}
	if c.Threads == 0 {
		c.Threads = runtime.NumCPU()
	}
	if c.TempLimitMB == 0 {
		c.TempLimitMB = 20 * c.MemoryLimitMB
	}
	if c.Clock == nil {
		c.Clock = time.Now
	}
	if c.Failpoint == nil {
		c.Failpoint = func(string) {}
	}
	return c
}

// Validate says what is wrong with the settings, in the words of the
// configuration file.
func (c Config) Validate() error {
	wrong := func(message, hint string) error {
		return &engine.Error{Code: engine.CodeUsage, Doing: "database settings", Message: message, Hint: hint}
	}
	switch {
	case c.Path == "":
		return wrong("no file is named", "set database: plant.duckdb, or use --db")
	case c.MemoryLimitMB != 0 && c.MemoryLimitMB < 64:
		return wrong("memory_limit_mb is "+strconv.Itoa(c.MemoryLimitMB)+", less than 64", "2048 suits most machines")
	case c.Threads < 0:
		return wrong("max_workers is negative", "0 means all cores")
	case c.TempLimitMB < 0:
		return wrong("the limit for temporary files is negative", "0 means twenty times the memory")
	}
	return nil
}

// dsn holds the settings of the whole instance. They are given when it is
// made, before the file is attached, so that replaying a long log is bound by
// them too.
func (c Config) dsn(tempDir string) string {
	return "?" + url.Values{
		"memory_limit": {strconv.Itoa(c.MemoryLimitMB) + "MB"},
		"threads":      {strconv.Itoa(c.Threads)},
		// Spilling beside the file: it is the disk that the user chose for
		// data; the default would be the working directory.
		"temp_directory": {tempDir},
		// The default is 90 % of the disk, and would starve the log.
		"max_temp_directory_size": {strconv.Itoa(c.TempLimitMB) + "MB"},
		// Bulk work keeps no order of its own: every order that matters is an
		// ORDER BY. Saves the memory of buffering whole results.
		"preserve_insertion_order": {"false"},
		// The default of 16 MB costs 38–45 % of a bulk load.
		"wal_autocheckpoint": {"1GB"},
		// Nothing is fetched from other hosts and no foreign code is loaded.
		"autoinstall_known_extensions": {"false"},
		"autoload_known_extensions":    {"false"},
		"allow_community_extensions":   {"false"},
		"allow_persistent_secrets":     {"false"},
	}.Encode()
}

// session prepares each new connection.
func session(exec driver.ExecerContext, statements ...string) error {
	for _, s := range statements {
		if _, err := exec.ExecContext(context.Background(), s, nil); err != nil {
			return err
		}
	}
	return nil
}
