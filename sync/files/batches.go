package files

import (
	"context"
	"iter"
	"path"
	"path/filepath"

	"sprue/engine/store"
	"sprue/sync/source"
)

// maxFiles bounds the length of a query.
const maxFiles = 2000

// Batches groups the files that are not held as they are by layout, in their
// order, into batches of about BatchMB. A larger Parquet file is cut into
// ranges of rows; a larger text file cannot be cut and spills to disk.
func (s *Source) Batches(ctx context.Context, db source.Reader, req source.Request) iter.Seq2[source.Batch, error] {
	return func(yield func(source.Batch, error) bool) {
		held := byPath(req.Known)
		var fresh []file
		for _, p := range req.Pieces {
			if k, ok := held[p.Path]; !ok || !k.Same(p) {
				fresh = append(fresh, s.fileOf(p))
			}
		}
		looked, err := s.inspect(ctx, db, req.Table, fresh)
		if err != nil {
			yield(source.Batch{}, err)
			return
		}
		hashes := map[string]bool{}
		for _, k := range req.Known {
			hashes[k.Hash] = true
		}
		for _, g := range s.group(looked) {
			if !yield(s.batch(db, g, hashes), nil) {
				return
			}
		}
	}
}

// fileOf finds the file of a piece.
func (s *Source) fileOf(p source.Piece) file {
	_, format := splitName(path.Base(p.Path))
	_, partitions, _ := place(path.Dir(p.Path))
	return file{path: filepath.Join(s.cfg.Path, filepath.FromSlash(p.Path)), name: p.Path, size: p.Size,
		modified: p.Modified, format: format, partitions: partitions}
}

// group is what one batch reads: files of one layout, or rows of one file.
type group struct {
	files    []inspected
	from, to int64 // rows of the file; both 0: all
	last     bool
}

func (s *Source) group(all []inspected) []group {
	limit := int64(s.cfg.BatchMB) << 20
	var groups []group
	open := map[string]int{} // the group that still takes files, by signature
	size := map[string]int64{}
	for _, i := range all {
		if i.rows > 0 && i.unpacked > 2*limit {
			groups = append(groups, cut(i, limit)...)
			continue
		}
		key := i.layout.signature(i.partitions)
		at, ok := open[key]
		if !ok || size[key]+i.unpacked > limit || len(groups[at].files) >= maxFiles {
			at, size[key] = len(groups), 0
			open[key] = at
			groups = append(groups, group{last: true})
		}
		groups[at].files = append(groups[at].files, i)
		size[key] += i.unpacked
	}
	return groups
}

// cut cuts a file into ranges of rows.
func cut(i inspected, limit int64) []group {
	count := (i.unpacked + limit - 1) / limit
	var groups []group
	for n := range count {
		groups = append(groups, group{files: []inspected{i}, from: i.rows * n / count, to: i.rows * (n + 1) / count, last: n == count-1})
	}
	return groups
}

func (s *Source) batch(db source.Reader, g group, hashes map[string]bool) source.Batch {
	b := source.Batch{Continues: !g.last}
	for _, i := range g.files {
		b.Pieces = append(b.Pieces, i.piece())
		b.Bytes += i.size
	}
	if g.to > 0 {
		b.Bytes = b.Bytes * (g.to - g.from) / max(1, g.files[0].rows)
	}
	b.Open = func(ctx context.Context, _ *store.Tx) (source.Relation, error) {
		return s.openGroup(ctx, db, g, hashes)
	}
	return b
}
