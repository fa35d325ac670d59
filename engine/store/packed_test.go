package store

import (
	"context"
	"path/filepath"
	"testing"
)

// TestPacketsArePacked: the text of packets is packed by ZSTD, in a copy of the file and
// after columns have come too.
func TestPacketsArePacked(t *testing.T) {
	s := openTemp(t)
	write := func(s *Store) {
		mustExec(t, s, "INSERT INTO raw.data_shot (content) SELECT repeat('{\"ct\": ' || range || '}', 50) FROM range(3000)")
		if err := s.Checkpoint(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n := count(t, s, "SELECT count(*) FROM pragma_storage_info('raw.data_shot') WHERE column_name = 'content' AND segment_type = 'VARCHAR' AND compression = 'ZSTD'"); n == 0 {
			t.Error("no packet is packed so")
		}
	}
	write(s)
	path := filepath.Join(t.TempDir(), "copy.duckdb")
	if err := s.CopyTo(t.Context(), path, func(int64, int64) {}, func(context.Context, *Tx) error { return nil }); err != nil {
		t.Fatal(err)
	}
	c := mustOpen(t, Config{Path: path, MemoryLimitMB: 300, AsIs: true})
	mustExec(t, c, "ALTER TABLE raw.data_shot ADD COLUMN site VARCHAR")
	mustExec(t, c, "DELETE FROM raw.data_shot")
	write(c)
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}
