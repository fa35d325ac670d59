package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	"sprue/engine"
)

// ErrInUse is the cause of an error of Open where another program than sprue
// has the file.
var ErrInUse = errors.New("the file is in use")

var errNoDatabase = errors.New("no DuckDB file")

// IsDamaged tells that an error comes from a file that is none of DuckDB's, is
// cut short, or has blocks that are not as they were written.
func IsDamaged(err error) bool {
	var driver *duckdb.Error
	return errors.Is(err, errNoDatabase) || errors.As(err, &driver) && (isDamaged(driver.Msg) || isCut(driver.Msg))
}

// IsOutdated tells that a statement of the program names a table or column that
// the file does not have: another version of sprue made it, and no build since.
func IsOutdated(err error) bool {
	var driver *duckdb.Error
	return errors.As(err, &driver) && (driver.Type == duckdb.ErrorTypeBinder || driver.Type == duckdb.ErrorTypeCatalog)
}

// What an outdated file is called.
const (
	OutdatedMessage = "the tables of the file are those of another version of sprue"
	OutdatedHint    = "run 'sprue build': it brings them up to date"
)

// Explain turns an error of the driver into one that tells a user what to do.
// What it does not know better it returns as it is; so it may be called on any
// error, more than once. Whatever err was wrapped in becomes Doing.
//
//   - interrupted because a context was cancelled or timed out: that error
//   - disk full (also as the system reports it), temporary files full, damaged file, instance stopped: CodeFile
//   - memory_limit reached, a value that does not fit: CodeData
func Explain(err error) error {
	var driver *duckdb.Error
	if err == nil || errors.As(err, new(*engine.Error)) {
		return err
	}
	if !errors.As(err, &driver) {
		if isSystemFull(err) {
			return &engine.Error{Code: engine.CodeFile, Message: diskFullMessage, Hint: diskFullHint, Cause: err}
		}
		return err
	}
	if reason := interrupted(err); reason != nil {
		return because(reason, err, driver)
	}
	explained := explain(driver)
	if explained == nil {
		return err
	}
	explained.Doing = doing(err, driver)
	explained.Cause = err
	return explained
}

// explainIn is Explain where the context is known. DuckDB's driver names the
// reason of an interruption only where it executes, not where it prepares.
func explainIn(ctx context.Context, err error) error {
	var driver *duckdb.Error
	if ctx.Err() != nil && errors.As(err, &driver) && driver.Type == duckdb.ErrorTypeInterrupt {
		return because(ctx.Err(), err, driver)
	}
	return Explain(err)
}

// because is the reason for which DuckDB was interrupted, with what it was
// doing.
func because(reason, err error, driver *duckdb.Error) error {
	if doing := doing(err, driver); doing != "" {
		return fmt.Errorf("%s: %w", doing, reason)
	}
	return reason
}

// interrupted gives the reason why DuckDB was interrupted. The driver joins
// its own message to the context's error, on a line of its own; users need not
// see it.
func interrupted(err error) error {
	for _, reason := range []error{context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, reason) {
			return reason
		}
	}
	return nil
}

func explain(err *duckdb.Error) *engine.Error {
	switch {
	case isDiskFull(err.Msg):
		return &engine.Error{Code: engine.CodeFile, Message: diskFullMessage, Hint: diskFullHint}
	// DuckDB lowers the limit to what is free on the disk, so it is either.
	case strings.Contains(err.Msg, "max_temp_directory_size"):
		return &engine.Error{Code: engine.CodeFile, Message: "there is no room left for temporary files", Hint: "free some space on the disk of the database, or raise pipeline.memory_limit_mb (they may take twenty times as much)"}
	case err.Type == duckdb.ErrorTypeOutOfMemory:
		return &engine.Error{Code: engine.CodeData, Message: "the memory limit is reached", Hint: "raise pipeline.memory_limit_mb, or ask for less at once"}
	case err.Type == duckdb.ErrorTypeIO && isDamaged(err.Msg):
		return damaged(err)
	case err.Type == duckdb.ErrorTypeFatal, err.Type == duckdb.ErrorTypeInternal:
		return &engine.Error{Code: engine.CodeFile, Message: "the database has stopped: " + oneLine(err.Msg), Hint: "start sprue again; what was committed is safe"}
	case isData(err.Type):
		return &engine.Error{Code: engine.CodeData, Message: oneLine(err.Msg)}
	}
	return nil
}

func isData(t duckdb.ErrorType) bool {
	switch t {
	case duckdb.ErrorTypeConversion, duckdb.ErrorTypeOutOfRange, duckdb.ErrorTypeInvalidInput,
		duckdb.ErrorTypeMismatchType, duckdb.ErrorTypeObjectSize, duckdb.ErrorTypeConstraint:
		return true
	}
	return false
}

// What a full disk is called.
const (
	diskFullMessage = "the disk is full"
	diskFullHint    = "free some space and run it again; what was committed is safe"
)

// isSystemFull tells a full disk that was met outside DuckDB, such as by the
// lock file.
func isSystemFull(err error) bool {
	return engine.IsDiskFull(err) || errors.As(err, new(*fs.PathError)) && isDiskFull(err.Error())
}

// isDiskFull goes by text: DuckDB gives all of them the type IO, and FATAL if
// it happens in a checkpoint. The words are strerror's for ENOSPC, EDQUOT and
// EFBIG.
func isDiskFull(message string) bool {
	return containsAny(message, "No space left on device", "Disk quota exceeded", "File too large", "not enough space on the disk")
}

// isDamaged goes by text for the same reason. It must not hold for the files
// of a source.
func isDamaged(message string) bool {
	return containsAny(message, "Corrupt database file", "Corrupt WAL file", "Failure while replaying WAL")
}

// isCut holds for the files of a source, too.
func isCut(message string) bool {
	return containsAny(message, "not a valid DuckDB database", "Could not read enough bytes", "Could not read from file")
}

func damaged(err *duckdb.Error) *engine.Error {
	return &engine.Error{Code: engine.CodeFile, Message: "the file is damaged: " + oneLine(err.Msg), Hint: "'sprue restore' puts a backup in its place; or delete it and sync again"}
}

// explainOpen adds what only goes wrong on opening.
func explainOpen(path string, err error) error {
	explained := &engine.Error{Doing: fmt.Sprintf("open %q", path), Code: engine.CodeFile, Cause: err}
	var driver *duckdb.Error
	var known *engine.Error
	switch isDriver := errors.As(err, &driver); {
	case interrupted(err) != nil:
		return interrupted(err)
	case errors.As(err, &known):
		explained.Code, explained.Message, explained.Hint = known.Code, known.Message, known.Hint
	case !isDriver && isSystemFull(err):
		explained.Message, explained.Hint = diskFullMessage, diskFullHint
	case isDriver && strings.Contains(driver.Msg, "Could not set lock on file"):
		explained.Message, explained.Hint = "another program has the file open: "+lockedBy(driver.Msg), "close it there"
		explained.Cause = fmt.Errorf("%w: %w", ErrInUse, err)
	case isDriver && strings.Contains(driver.Msg, "with version number"):
		explained.Message, explained.Hint = "the file was written by a newer DuckDB", "update sprue, or write the file anew with this one's"
	case containsAny(strings.ToLower(err.Error()), "read-only file system"):
		explained.Message, explained.Hint = "its disk is read-only", "mount it for writing, or copy the file to another disk: also a question keeps a lock and temporary files beside it"
	case isDriver && containsAny(driver.Msg, "Permission denied"), errors.Is(err, fs.ErrPermission):
		explained.Message, explained.Hint = "no permission to write it", "check the owner of the file and of its folder"
	case isDriver && isCut(driver.Msg):
		explained.Message, explained.Hint = damaged(driver).Message, damaged(driver).Hint
	case isDriver && explain(driver) != nil:
		found := explain(driver)
		explained.Code, explained.Message, explained.Hint = found.Code, found.Message, found.Hint
	default:
		explained.Message = oneLine(err.Error())
	}
	return explained
}

// lockedBy keeps DuckDB's own finding, 'Conflicting lock is held in … (PID 4711)'.
func lockedBy(message string) string {
	_, found, ok := strings.Cut(message, "Conflicting lock is ")
	if !ok {
		return "it is locked"
	}
	found, _, _ = strings.Cut(found, ". ")
	return found
}

// doing is what err was wrapped in: 'insert core.x' of 'insert core.x: IO Error: …'.
func doing(err error, driver *duckdb.Error) string {
	prefix, _, _ := strings.Cut(err.Error(), driver.Msg)
	prefix = oneLine(prefix)
	for _, reason := range []error{context.Canceled, context.DeadlineExceeded} {
		prefix = strings.TrimSuffix(prefix, reason.Error())
	}
	return strings.TrimSuffix(strings.TrimSpace(prefix), ":")
}

// oneLine is the first paragraph of DuckDB's message, which goes on with
// candidates and the place in the SQL.
func oneLine(message string) string {
	first, _, _ := strings.Cut(message, "\n")
	return strings.TrimSpace(first)
}

func containsAny(text string, parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(text, p) {
			return true
		}
	}
	return false
}
