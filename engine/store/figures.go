package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Size is what the file takes on its disk, in bytes.
type Size struct {
	File int64
	Log  int64 // <Path>.wal: committed, not yet in the file
	Temp int64 // <Path>.tmp: spilled by queries that run now
}

// Size asks the file system, so it is right while others write.
func (s *Store) Size() (Size, error) {
	file, errFile := sizeOf(s.path)
	log, errLog := sizeOf(s.path + ".wal")
	temp, errTemp := sizeOfFolder(tempDir(s.path))
	return Size{File: file, Log: log, Temp: temp}, errors.Join(errFile, errLog, errTemp)
}

// sizeOf uses stat, never open: closing the file would drop DuckDB's lock.
func sizeOf(path string) (int64, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 0, nil
	case err != nil:
		return 0, err
	}
	return info.Size(), nil
}

func sizeOfFolder(dir string) (int64, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	var total int64
	for _, e := range entries {
		size, err := sizeOf(filepath.Join(dir, e.Name()))
		if err != nil {
			return 0, err
		}
		total += size
	}
	return total, nil
}

// Memory is what DuckDB holds now, in bytes. It counts most of its memory, not
// all: the process is larger.
type Memory struct {
	Used  int64
	Limit int64
	Temp  int64 // spilled to disk
	Parts map[string]int64
}

// Memory reads duckdb_memory(). Parts is by use: BASE_TABLE (cached blocks of
// the file), HASH_TABLE, ORDER_BY, WINDOW, …; only those that are not zero.
func (s *Store) Memory(ctx context.Context) (m Memory, err error) {
	m = Memory{Limit: int64(s.cfg.MemoryLimitMB) * 1_000_000, Parts: map[string]int64{}}
	rows, err := s.Query(ctx, "SELECT tag, memory_usage_bytes, temporary_storage_bytes FROM duckdb_memory()")
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var part string
		var used, temp int64
		if err := rows.Scan(&part, &used, &temp); err != nil {
			return m, err
		}
		m.Used += used
		m.Temp += temp
		if used > 0 {
			m.Parts[part] = used
		}
	}
	return m, rows.Err()
}
