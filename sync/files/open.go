package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/zeebo/xxh3"

	"sprue/sync/source"
)

// openGroup makes the relation of a group. A file that is not as the survey saw
// it is being written and left to the next sync; one whose content is held
// already is left out.
func (s *Source) openGroup(ctx context.Context, db source.Reader, g group, held map[string]bool) (source.Relation, error) {
	relation := source.Relation{PieceColumn: pieceColumn, Text: g.files[0].layout.format.kind != "parquet"}
	var reading []inspected
	for _, i := range g.files {
		if !s.unchanged(i.file) {
			continue
		}
		hash, err := s.hash(ctx, i)
		if err != nil {
			return relation, err
		}
		piece := i.piece()
		piece.Hash, piece.Columns = hash, i.layout.names(i.partitions)
		if held[hash] {
			relation.Held = append(relation.Held, piece)
			continue
		}
		if err := s.quotesClosed(ctx, i); err != nil {
			return relation, err
		}
		relation.Pieces = append(relation.Pieces, piece)
		reading = append(reading, i)
	}
	relation.Explain = func(ctx context.Context, err error) error { return s.readError(ctx, db, plainFiles(reading), err) }
	relation.Close = func() error { return s.still(reading) }
	if len(reading) > 0 {
		relation.SQL = relationSQL(reading, g)
	}
	return relation, nil
}

const pieceColumn = "sprue piece"

// relationSQL reads the files of one layout, each row with the name of its file
// and the values of its folders.
func relationSQL(fs []inspected, g group) string {
	layout := fs[0].layout
	var partitions []string
	for _, p := range fs[0].partitions {
		if !layout.has(p.column) {
			partitions = append(partitions, p.column)
		}
	}
	var paths, rows []string
	for _, f := range fs {
		paths = append(paths, f.path)
		row := source.Literal(f.path) + ", " + source.Literal(f.name)
		for _, p := range f.partitions {
			if !layout.has(p.column) {
				row += ", nullif(" + source.Literal(p.value) + ", '')"
			}
		}
		rows = append(rows, "("+row+")")
	}
	where := ""
	if g.to > 0 {
		where = fmt.Sprintf(" WHERE file_row_number >= %d AND file_row_number < %d", g.from, g.to)
	}
	return fmt.Sprintf("(SELECT f.* EXCLUDE (%[1]s), p.* EXCLUDE (%[1]s) FROM (SELECT * FROM %[2]s%[3]s) f JOIN (VALUES %[4]s) p(%[5]s) ON f.%[1]s = p.%[1]s)",
		source.Ident(pathColumn), layout.function(paths), where, strings.Join(rows, ", "),
		source.Idents(append([]string{pathColumn, pieceColumn}, partitions...)))
}

// unchanged tells whether a file is as the survey saw it.
func (s *Source) unchanged(f file) bool {
	info, err := s.stat(f.path)
	return err == nil && info.Size() == f.size && stamp(info).Equal(f.modified)
}

// still gives ErrMoved if a file changed while it was read.
func (s *Source) still(fs []inspected) error {
	for _, f := range fs {
		if !s.unchanged(f.file) {
			return fmt.Errorf("%s: %w", f.name, source.ErrMoved)
		}
	}
	return nil
}

// hash is the hash of a file's content, remembered for the other ranges of it.
// XXH3 runs at the speed of the disk; it tells a change, it keeps no enemy out.
func (s *Source) hash(ctx context.Context, i inspected) (sum string, err error) {
	if seen, ok := s.recall(i.file); ok && seen.hash != "" {
		return seen.hash, nil
	}
	handle, err := s.openFile(i.path)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, handle.Close()) }()
	h := xxh3.New()
	buffer := make([]byte, 1<<20)
	for {
		n, err := handle.Read(buffer)
		_, _ = h.Write(buffer[:n]) // a hash takes everything
		switch {
		case errors.Is(err, io.EOF):
			total := h.Sum128().Bytes()
			i.hash = fmt.Sprintf("xxh3:%x", total)
			s.remember(i)
			return i.hash, nil
		case err != nil:
			return "", s.refused(i.path, err)
		case ctx.Err() != nil:
			return "", ctx.Err()
		}
	}
}

func plainFiles(all []inspected) []file {
	fs := make([]file, len(all))
	for i := range all {
		fs[i] = all[i].file
	}
	return fs
}
