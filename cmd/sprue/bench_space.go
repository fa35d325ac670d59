package main

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"sync"
	"time"

	"sprue/engine/store"
)

// fileSize is what a file's tables take in it, in bytes; free blocks, which the
// next writes fill, are left out.
type fileSize struct {
	used  int64
	texts int64 // of this, the texts of raw packets
}

func sizeOfFile(ctx context.Context, s *store.Store) (size fileSize, err error) {
	err = s.QueryRow(ctx, `
		WITH block AS (
			SELECT block_id FROM pragma_storage_info('raw.data_shot') WHERE column_name = 'content'
			UNION
			SELECT unnest(additional_block_ids) FROM pragma_storage_info('raw.data_shot') WHERE column_name = 'content'
		)
		SELECT used_blocks * block_size, (SELECT count(*) FROM block WHERE block_id >= 0) * block_size
		FROM pragma_database_size()
		WHERE database_name = current_database()`).Scan(&size.used, &size.texts)
	if err != nil {
		return size, fmt.Errorf("measure the file: %w", err)
	}
	return size, nil
}

// folderWatch finds the most that ever lay in a folder.
type folderWatch struct {
	folder string
	most   int64
	stop   chan struct{}
	ended  sync.WaitGroup
}

func watchFolder(folder string) *folderWatch {
	w := &folderWatch{folder: folder, stop: make(chan struct{})}
	w.ended.Go(func() {
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-w.stop:
				return
			case <-tick.C:
				w.most = max(w.most, bytesBelow(w.folder))
			}
		}
	})
	return w
}

func (w *folderWatch) end() int64 {
	close(w.stop)
	w.ended.Wait()
	return w.most
}

// bytesBelow passes over what is gone before it is looked at, and a folder that
// is not there.
func bytesBelow(folder string) (total int64) {
	_ = filepath.WalkDir(folder, func(_ string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			if info, err := entry.Info(); err == nil {
				total += info.Size()
			}
		}
		return nil
	})
	return total
}
