package store

import (
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
		return &engine.Error{Code: engine.CodeFile, Message: message, Hint: hint}
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return checkNoOrphan(path)
	case err != nil:
		return err
	case info.IsDir():
		return broken("name a file inside it", "it is a folder")
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
		return broken("name another file, or restore it from a backup", "it is not a DuckDB file")
	}
	return nil
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

// clearTemp removes what a killed process spilled. The folder is ours by its
// name; a file that DuckDB did not make stays, and the folder with it.
func clearTemp(dir string) error {
	spilled, err := filepath.Glob(filepath.Join(globQuoted(dir), "duckdb_temp_*"))
	if err != nil {
		return err
	}
	for _, file := range spilled {
		if err := removeIfThere(file); err != nil {
			return err
		}
	}
	left, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || len(left) > 0 {
		return nil
	}
	if err != nil {
		return err
	}
	return removeIfThere(dir)
}

func globQuoted(path string) string {
	var quoted []byte
	for i := range len(path) {
		if c := path[i]; c == '*' || c == '?' || c == '[' || c == '\\' {
			quoted = append(quoted, '\\')
		}
		quoted = append(quoted, path[i])
	}
	return string(quoted)
}

func removeIfThere(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
