package export

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"sprue/engine"
	"sprue/engine/seal"
	"sprue/engine/store"
)

// The formats of the files.
const (
	FormatParquet = "parquet"
	FormatCSV     = "csv"
	FormatArrow   = "arrow" // IPC streams
)

// Formats lists them, the default first.
func Formats() []string { return []string{FormatParquet, FormatCSV, FormatArrow} }

// Request says what is exported.
type Request struct {
	Tables      []string // core.master_shot, or master_shot where one schema alone has it
	Folder      string   // of the export; made
	Format      string
	PartitionBy []string // columns of every table, or year, month, week, day of its rows
	Filter      Filter
	Force       bool     // replace an export that is there
	For         seal.For // who can open the files; none leaves them open
}

// Filter narrows the rows: names are those of the tables, a nil list leaves
// nothing out.
type Filter struct {
	Window    engine.Window // its days are those of the table: production days where it has them, else UTC
	Tools     []string      // equipment_code
	Parts     []int64       // part_id
	Suppliers []int64       // supplier_id
	Locations []int64       // location_id
}

// Job is how exports are made.
type Job struct {
	Clock   func() time.Time
	Version string                           // of the program, for the description
	Told    func(rows, total int64)          // how far the rows of all tables are
	Note    func(format string, args ...any) // what a user should know of the choice of rows
}

// Export writes the tables as of one instant, while others write.
func (j Job) Export(ctx context.Context, s *store.Store, r Request) (out Description, err error) {
	place, err := settleOn(r.Folder, r.Force)
	if err != nil {
		return out, err
	}
	defer func() { err = place.end(err) }()
	err = s.Read(ctx, func(ctx context.Context, tx *store.Tx) error {
		w := &writer{Job: j, request: r, tx: tx, place: place}
		out, err = w.run(ctx)
		return err
	})
	if err != nil {
		return out, err
	}
	if err := place.describe(out); err != nil {
		return out, fmt.Errorf("describe the export: %w", store.Explain(err))
	}
	return out, place.finish()
}

// writer is one export under way.
type writer struct {
	Job
	request Request
	tx      *store.Tx
	place   *place
	rows    int64 // done
	total   int64
	files   int // of the table at hand
}

func (w *writer) run(ctx context.Context) (Description, error) {
	out := Description{Format: 1, Program: "sprue " + w.Version, Created: w.Clock().UTC()}
	if err := w.tx.QueryRow(ctx, "SELECT max(build_id) FROM meta.build").Scan(&out.Build); err != nil {
		return out, fmt.Errorf("read the last build: %w", err)
	}
	relations, err := store.Relations(ctx, w.tx)
	if err != nil {
		return out, err
	}
	selections := []*selection{}
	for _, name := range w.request.Tables {
		sel, err := choose(relations, name, w.request)
		if err != nil {
			return out, err
		}
		if slices.ContainsFunc(selections, func(s *selection) bool { return s.Name == sel.Name }) {
			return out, refuse(sel.Name, "it is named twice", "name each table once")
		}
		if err := sel.plan(ctx, w.tx, w.place.folder); err != nil {
			return out, err
		}
		if sel.note != "" {
			w.Note("%s", sel.note)
		}
		w.total += sel.rows
		selections = append(selections, sel)
	}
	for _, sel := range selections {
		table, err := w.table(ctx, sel)
		if err != nil {
			return out, fmt.Errorf("write %s: %w", sel.Name, err)
		}
		out.Tables = append(out.Tables, table)
	}
	w.Told(w.total, w.total)
	return out, nil
}

// table writes the files of a table.
func (w *writer) table(ctx context.Context, sel *selection) (Table, error) {
	w.files = 0
	out := Table{Name: sel.Name, Comment: sel.Comment, Format: sel.format, PartitionBy: w.request.PartitionBy, Where: sel.told, Columns: sel.dictionary()}
	if err := os.MkdirAll(w.place.path(sel.Name), 0o755); err != nil {
		return out, err
	}
	for _, p := range sel.partitions {
		w.Told(w.rows, w.total)
		files, err := w.partition(ctx, sel, p)
		if err != nil {
			return out, err
		}
		for _, f := range files {
			out.Files++
			out.Bytes += f
		}
		out.Rows += p.rows
		w.rows += p.rows
	}
	return out, nil
}

// partition writes the rows of a partition, and gives the bytes of its files.
func (w *writer) partition(ctx context.Context, sel *selection, p partition) ([]int64, error) {
	folder := w.place.path(filepath.Join(sel.Name, p.folder))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	raw := filepath.Join(w.place.folder, ".writing")
	rows, err := w.tx.Exec(ctx, fmt.Sprintf("COPY (SELECT %s FROM %s WHERE %s) TO %s (%s)",
		sel.columnList, sel.quoted(), sel.whereOf(p), store.Literal(raw), sel.options(p)))
	if err == nil && rows != p.rows {
		err = fmt.Errorf("%d rows were written instead of %d", rows, p.rows)
	}
	if err != nil {
		return nil, err
	}
	written, err := filepath.Glob(filepath.Join(store.GlobQuoted(raw), "*"))
	if err != nil {
		return nil, err
	}
	if len(written) == 0 { // one file and no folder
		written = []string{raw}
	}
	sizes := []int64{}
	for _, file := range written {
		if sel.format == FormatArrow {
			parquet := file
			file = filepath.Join(w.place.folder, ".stream")
			if err := toArrow(ctx, parquet, file); err != nil {
				return nil, err
			}
		}
		name := fmt.Sprintf("part-%05d.%s", w.files, sel.ending())
		w.files++
		size, err := w.take(ctx, file, filepath.Join(folder, name))
		if err != nil {
			return nil, err
		}
		sizes = append(sizes, size)
	}
	return sizes, os.RemoveAll(raw)
}

// take gives a file that was written its place, encrypted if that was asked for.
func (w *writer) take(ctx context.Context, from, to string) (int64, error) {
	if len(w.request.For) > 0 {
		to += ".age"
		if err := seal.Seal(ctx, from, to, w.request.For, nil); err != nil {
			return 0, err
		}
	} else if err := store.Settle(from, to); err != nil {
		return 0, err
	}
	info, err := os.Stat(to)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
