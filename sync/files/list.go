package files

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sprue/engine"
	"sprue/sync/source"
)

// file is a data file of a table as the folder lists it.
type file struct {
	path       string // as the operating system gets it
	name       string // below the source's folder, with slashes: moving the folder changes nothing
	size       int64
	modified   time.Time
	format     format
	partitions []pair // of hive folders, outermost first
}

type pair struct{ column, value string }

// listing is what a folder holds of one table.
type listing struct {
	files []file
	notes []string
	empty string // a folder or file of the table that holds nothing
}

// listed is what a folder holds.
type listed struct {
	tables  map[string]listing
	strange []string // names that belong to no table
}

// list walks the folder. A file that vanishes meanwhile is passed over.
func (s *Source) list(ctx context.Context) (listed, error) {
	all := listed{tables: map[string]listing{}}
	if err := s.checkRoot(); err != nil {
		return all, err
	}
	err := filepath.WalkDir(s.cfg.Path, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return s.refused(path, err)
		case path == s.cfg.Path:
			return nil
		case ignored(entry.Name()) && entry.IsDir():
			return fs.SkipDir
		case ignored(entry.Name()):
			return nil
		}
		return s.add(&all, path, entry)
	})
	return all, err
}

func (s *Source) checkRoot() error {
	info, err := s.stat(s.cfg.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &engine.Error{Code: engine.CodeSource, Doing: s.doing(), Message: fmt.Sprintf("folder %q does not exist", s.cfg.Path),
			Hint: "check path in the configuration; relative paths count from the configuration file", Cause: err}
	case err != nil:
		return s.refused(s.cfg.Path, err)
	case !info.IsDir():
		return &engine.Error{Code: engine.CodeSource, Doing: s.doing(), Message: fmt.Sprintf("%q is a file, not a folder", s.cfg.Path),
			Hint: "path is the folder that holds the files"}
	}
	return nil
}

func (s *Source) doing() string { return "read source " + s.cfg.Name }

func (s *Source) refused(path string, err error) error {
	var where *fs.PathError
	if errors.As(err, &where) {
		err = where.Err
	}
	return &engine.Error{Code: engine.CodeSource, Doing: s.doing(), Message: fmt.Sprintf("%q cannot be read: %v", path, err),
		Hint: "check the permissions of the file and of its folders", Cause: err}
}

// add sorts one entry of the walk into its table.
func (s *Source) add(all *listed, path string, entry fs.DirEntry) error {
	relative, err := filepath.Rel(s.cfg.Path, path)
	if err != nil {
		return err
	}
	table, partitions, inFolder := place(filepath.ToSlash(filepath.Dir(relative)))
	if entry.IsDir() {
		if name := tableOfFolder(entry.Name()); name != "" && !inFolder {
			l := all.tables[name]
			l.empty = path
			all.tables[name] = l
		}
		return nil
	}
	stem, format := splitName(entry.Name())
	if !inFolder {
		table = tableOf(stem)
	}
	if format.kind == "" || table == "" {
		all.strange = append(all.strange, relative)
		return nil
	}
	return s.addFile(all, table, file{path: path, name: filepath.ToSlash(relative), format: format, partitions: partitions})
}

// addFile takes the state of a file. It follows links to files.
func (s *Source) addFile(all *listed, table string, f file) error {
	info, err := s.stat(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return s.refused(f.path, err)
	}
	l := all.tables[table]
	defer func() { all.tables[table] = l }()
	switch {
	case info.IsDir():
		return nil
	case info.Size() == 0:
		// Someone has opened it and not written yet; an empty file says nothing.
		l.notes = append(l.notes, fmt.Sprintf("%s is empty and was passed over", f.name))
		l.empty = f.path
	default:
		f.size, f.modified = info.Size(), info.ModTime().UTC().Truncate(time.Microsecond)
		l.files = append(l.files, f)
	}
	return nil
}

// place tells from a file's folders (relative, with slashes) which table's
// folder it lies in, and the partitions below that.
func place(folder string) (table string, partitions []pair, inFolder bool) {
	for _, name := range strings.Split(folder, "/") {
		if !inFolder {
			table = tableOfFolder(name)
			inFolder = table != ""
			continue
		}
		if column, value, ok := partition(name); ok {
			partitions = append(partitions, pair{column, unescape(value)})
		}
	}
	return table, partitions, inFolder
}

// unescape reads a hive value: percent-escaped, with a word of its own for NULL.
func unescape(value string) string {
	if value == "__HIVE_DEFAULT_PARTITION__" {
		return ""
	}
	if plain, err := url.PathUnescape(value); err == nil {
		return plain
	}
	return value
}

// checkAny refuses a folder without any table: most likely the wrong folder.
func (s *Source) checkAny(all listed, found []source.Found, asked []source.Table) error {
	if len(found) > 0 || len(asked) < len(source.Names()) {
		return nil
	}
	hint := "expected files such as DATA_SHOT.parquet, MOLD.csv, COMPANY.ndjson"
	if len(all.strange) > 0 {
		slices.Sort(all.strange)
		hint += fmt.Sprintf("; found %s", strings.Join(all.strange[:min(3, len(all.strange))], ", "))
	}
	return &engine.Error{Code: engine.CodeData, Doing: s.doing(),
		Message: fmt.Sprintf("folder %q holds no table, such as DATA_SHOT", s.cfg.Path), Hint: hint}
}

// sortFiles puts files in the order in which they are delivered. Large tables go
// by path, which is by time where names hold dates. In small ones a later file
// overrules an earlier one, so that the order is that of their making.
func sortFiles(files []file, table source.Table) {
	slices.SortFunc(files, func(a, b file) int {
		if table.Name != "DATA_SHOT" {
			if c := a.modified.Compare(b.modified); c != 0 {
				return c
			}
		}
		return strings.Compare(a.name, b.name)
	})
}

// openFile opens a file or says why not, in a user's words.
func (s *Source) openFile(path string) (*os.File, error) {
	f, err := s.open(path)
	if err != nil {
		return nil, s.refused(path, err)
	}
	return f, nil
}
