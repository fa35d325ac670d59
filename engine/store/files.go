package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"sprue/engine"
)

func tempDir(path string) string { return path + ".tmp" }

// preflight finds what DuckDB would say less clearly. It opens the file, which
// is allowed only here: the lock says that nobody has it open, in this process
// neither (POSIX drops all locks of a process on a file with any close of it).
func preflight(path string) error {
	broken := func(hint, message string) error {
		return &engine.Error{Code: engine.CodeFile, Message: message, Hint: hint, Cause: errNoDatabase}
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return checkNoOrphan(path)
	case err != nil:
		return err
	case info.IsDir():
		return &engine.Error{Code: engine.CodeUsage, Message: "it is a folder", Hint: "name the DuckDB file: --db FILE, or 'database' in sprue.yaml"}
	case !info.Mode().IsRegular():
		return broken("name another file", "it is no regular file")
	case info.Size() == 0:
		return broken("delete it, then it is created anew", "the file is empty")
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	// The first block begins with its checksum, then the magic word.
	head := make([]byte, 12)
	_, err = io.ReadFull(file, head)
	if err := file.Close(); err != nil {
		return err
	}
	if err != nil || string(head[8:]) != "DUCK" {
		return broken("name another file; 'sprue restore' puts a backup in its place", "it is not a DuckDB file")
	}
	return checkLog(path)
}

// checkBeside finds what stands where sprue or DuckDB keep something beside the
// file.
func checkBeside(path string) error {
	for _, beside := range []struct {
		path   string
		folder bool
	}{{lockPath(path), false}, {path + ".wal", false}, {tempDir(path), true}} {
		info, err := os.Stat(beside.path)
		if err != nil || info.IsDir() == beside.folder {
			continue // what cannot be looked at is told by whoever opens it
		}
		is, wants := "a folder", "a file"
		if beside.folder {
			is, wants = wants, is
		}
		return &engine.Error{
			Code: engine.CodeFile, Message: fmt.Sprintf("%q beside it is %s, and has to be %s", filepath.Base(beside.path), is, wants),
			Hint: "move it away; it is made anew where it is needed",
		}
	}
	return nil
}

// checkLog refuses a log that does not begin as DuckDB's logs do: DuckDB would
// take it for an empty one and delete it, and with it what was committed last.
// One that is cut, or whose beginning never reached the disk, holds no commit
// that was told, and is left to DuckDB.
func checkLog(path string) error {
	// A log begins with its version: field 100 is the kind of the entry (98), field 101 follows.
	begin := []byte{100, 0, 98, 101, 0}
	log, err := os.Open(path + ".wal")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	head := make([]byte, len(begin))
	n, err := io.ReadFull(log, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	if err := errors.Join(err, log.Close()); err != nil {
		return err
	}
	head = head[:n]
	if bytes.HasPrefix(begin, head) || len(bytes.Trim(head, "\x00")) == 0 {
		return nil
	}
	return &engine.Error{
		Code: engine.CodeFile, Message: fmt.Sprintf("its log %q is damaged: it does not begin as a log", filepath.Base(path)+".wal"),
		Hint: "restore a backup, or move the log away to go on without what was committed last; a sync and a build then bring it back",
	}
}

// checkNoOrphan refuses to create a file beside the log of a lost one: DuckDB
// would delete the log, and with it what was committed last.
func checkNoOrphan(path string) error {
	wal := path + ".wal"
	switch _, err := os.Stat(wal); {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	}
	return &engine.Error{
		Code: engine.CodeFile, Message: fmt.Sprintf("the file is gone, but its log %q is there", filepath.Base(wal)),
		Hint: "put the file back, or delete the log to begin anew",
	}
}

// Scratch is the pattern for folders that a build makes in the temp folder.
const Scratch = "build_*"

// clearTemp removes what a killed process spilled. The folder is ours by its
// name; what neither DuckDB nor a build made stays, and the folder with it.
func clearTemp(dir string) error {
	for _, pattern := range []string{"duckdb_temp_*", Scratch} {
		spilled, err := filepath.Glob(filepath.Join(GlobQuoted(dir), pattern))
		if err != nil {
			return err
		}
		for _, file := range spilled {
			if err := os.RemoveAll(file); err != nil {
				return err
			}
		}
	}
	left, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || len(left) > 0 {
		return nil
	}
	if err != nil {
		return err
	}
	return RemoveIfThere(dir)
}

// GlobQuoted is a pattern of filepath.Glob that stands for the path alone.
func GlobQuoted(path string) string {
	var quoted []byte
	for i := range len(path) {
		if c := path[i]; c == '*' || c == '?' || c == '[' || c == '\\' {
			quoted = append(quoted, '\\')
		}
		quoted = append(quoted, path[i])
	}
	return string(quoted)
}

// RemoveIfThere removes a file; that there is none is no error.
func RemoveIfThere(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Settle gives a finished file its name; both outlive a loss of power.
func Settle(temp, path string) error {
	if err := flush(temp); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	return flush(filepath.Dir(path))
}

func flush(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
