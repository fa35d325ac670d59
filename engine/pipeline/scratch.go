package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"sprue/engine/store"
)

// The steps with many rows are kept in files of the temp folder. Memory
// that a temp table takes inside a transaction is given back at its end only,
// dropped or not: at 50 M shots that was 18 GB of spilled tables. A file takes
// the place of a table at the same speed, and one of a chunk is gone before
// the next.
func inScratch(name string) bool {
	return slices.Contains([]string{"chunk_item", "rate_shot", "rate_interval", "rate_stop", "rate_sum", "rate_loss", "session_sum", "session_ct", "day_value", "stretch_count"}, name)
}

// scratchFormat: looking for repeated values took a tenth of the run rate's CPU.
const scratchFormat = "FORMAT parquet, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 1"

// withScratch does something with a folder for such files. A folder that a
// killed build left is removed when the file is opened again.
func (b *build) withScratch(ctx context.Context, do func() error) error {
	var parent string
	if err := b.tx.QueryRow(ctx, "SELECT current_setting('temp_directory')::VARCHAR").Scan(&parent); err != nil {
		return fmt.Errorf("find the temp folder: %w", err)
	}
	if parent != "" {
		if err := os.MkdirAll(parent, 0o700); err != nil {
			return fmt.Errorf("make the temp folder: %w", err)
		}
	}
	folder, err := os.MkdirTemp(parent, store.Scratch)
	if err != nil {
		return fmt.Errorf("make a temp folder: %w", err)
	}
	b.scratch, b.items = filepath.Join(folder, "chunk"), filepath.Join(folder, "items")
	for _, f := range []string{b.scratch, b.items} {
		if err := os.Mkdir(f, 0o700); err != nil {
			return fmt.Errorf("make a temp folder: %w", err)
		}
	}
	err = do()
	if removed := os.RemoveAll(folder); removed != nil {
		err = errors.Join(err, fmt.Errorf("remove a temp folder: %w", removed))
	}
	return err
}

// remakeInScratch makes a temp model of a chunk anew, as a file behind a view,
// and tells how many rows it has.
func (b *build) remakeInScratch(ctx context.Context, name, query string) (int64, error) {
	if err := b.dropStep(ctx, name); err != nil {
		return 0, err
	}
	folder := b.scratch
	if name == "chunk_item" {
		folder = b.items
	}
	file, rows, err := b.writeScratch(ctx, folder, name, query)
	if err != nil {
		return 0, err
	}
	return rows, b.exec(ctx, "read "+name, fmt.Sprintf("CREATE TEMP VIEW %s AS SELECT * FROM read_parquet(%s)", name, store.Literal(file)))
}

// writeScratch writes the rows of a query into a file below the folder. Each has
// a name of its own: DuckDB may cache a file by its name.
func (b *build) writeScratch(ctx context.Context, folder, name, query string) (file string, rows int64, err error) {
	folder, err = os.MkdirTemp(folder, name+"_*")
	if err != nil {
		return "", 0, fmt.Errorf("make a temp folder: %w", err)
	}
	file = filepath.Join(folder, "rows.parquet")
	rows, err = b.tx.Exec(ctx, fmt.Sprintf("COPY (\n%s\n) TO %s (%s)", query, store.Literal(file), scratchFormat))
	if err != nil {
		return "", 0, fmt.Errorf("write its file: %w", err)
	}
	return file, rows, nil
}

// clearScratch removes the files of a chunk.
func (b *build) clearScratch() error {
	entries, err := os.ReadDir(b.scratch)
	if err != nil {
		return fmt.Errorf("clear a temp folder: %w", err)
	}
	for _, entry := range entries {
		if err := os.RemoveAll(filepath.Join(b.scratch, entry.Name())); err != nil {
			return fmt.Errorf("clear a temp folder: %w", err)
		}
	}
	return nil
}

func (b *build) dropSteps(ctx context.Context, names []string) error {
	for _, name := range names {
		if err := b.dropStep(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

// dropStep drops a step, be it a table or a view.
func (b *build) dropStep(ctx context.Context, name string) error {
	var isView bool
	err := b.tx.QueryRow(ctx, "SELECT count(*) > 0 FROM duckdb_views() WHERE temporary AND view_name = ?", name).Scan(&isView)
	if err != nil {
		return fmt.Errorf("look for %s: %w", name, err)
	}
	if isView {
		return b.exec(ctx, "drop "+name, "DROP VIEW "+name)
	}
	return b.exec(ctx, "drop "+name, "DROP TABLE IF EXISTS "+name)
}
