package files

import (
	"context"

	"sprue/sync/source"
)

// inspected is a file with what its header says.
type inspected struct {
	file
	layout   layout
	unpacked int64  // bytes in memory, estimated for text
	rows     int64  // of Parquet; 0 where unknown
	hash     string // once it has been computed
}

// packed text is about this much larger once unpacked.
const textRatio = 8

// survey makes the pieces of a table and looks into those that are not known.
func (s *Source) survey(ctx context.Context, db source.Reader, table source.Table, l listing, known []source.Piece) (source.Found, error) {
	found := source.Found{Table: table, Notes: l.notes}
	if err := l.check(table.Name); err != nil {
		return found, err
	}
	sortFiles(l.files, table)
	held := byPath(known)
	var fresh []file
	for _, f := range l.files {
		if p, ok := held[f.name]; !ok || !p.Same(f.piece()) {
			fresh = append(fresh, f)
		}
	}
	looked, err := s.inspect(ctx, db, table, fresh)
	if err != nil {
		return found, err
	}
	columns := map[string][]string{}
	for _, i := range looked {
		columns[i.name] = i.layout.names(i.partitions)
	}
	for _, f := range l.files {
		p := f.piece()
		p.Columns = columns[f.name]
		found.Pieces = append(found.Pieces, p)
	}
	return found, nil
}

func (f file) piece() source.Piece {
	return source.Piece{Path: f.name, Size: f.size, Modified: f.modified}
}

func byPath(pieces []source.Piece) map[string]source.Piece {
	by := make(map[string]source.Piece, len(pieces))
	for _, p := range pieces {
		by[p.Path] = p
	}
	return by
}

// inspect looks into files, in their order; those of this survey that it has
// looked into already are remembered.
func (s *Source) inspect(ctx context.Context, db source.Reader, table source.Table, fs []file) ([]inspected, error) {
	var parquet []file
	for _, f := range fs {
		if i, ok := s.recall(f); ok && i.size == f.size {
			continue
		}
		if f.format.kind == "parquet" {
			parquet = append(parquet, f)
			continue
		}
		i, err := s.inspectText(ctx, db, table, f)
		if err != nil {
			return nil, err
		}
		s.remember(i)
	}
	if len(parquet) > 0 {
		looked, err := s.inspectParquet(ctx, db, parquet)
		if err != nil {
			return nil, err
		}
		s.remember(looked...)
	}
	var all []inspected
	for _, f := range fs {
		i, _ := s.recall(f)
		all = append(all, i)
	}
	return all, nil
}

func (s *Source) inspectText(ctx context.Context, db source.Reader, table source.Table, f file) (inspected, error) {
	i := inspected{file: f, unpacked: f.size}
	if f.format.compression != "none" {
		i.unpacked = f.size * textRatio
	}
	var err error
	if f.format.kind == "csv" {
		i.layout, err = s.inspectCSV(table, f)
	} else {
		i.layout, err = s.inspectJSON(ctx, db, f)
	}
	return i, err
}

func (s *Source) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.seen)
}

func (s *Source) remember(all ...inspected) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, i := range all {
		s.seen[i.name] = i
	}
}

// recall gives what is remembered of a file in the state that f says.
func (s *Source) recall(f file) (inspected, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, ok := s.seen[f.name]
	return i, ok && i.size == f.size && i.modified.Equal(f.modified)
}
