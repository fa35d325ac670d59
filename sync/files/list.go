package files

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
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
	files   []file
	notes   []string
	empty   string   // a folder of the table that holds nothing
	blank   string   // a file of 0 bytes that is no Parquet file
	cut     string   // a Parquet file of 0 bytes
	folders []string // those named as a file of data is, with slashes
}

// listed is what a folder holds.
type listed struct {
	tables  map[string]listing
	strange []string // names that belong to no table
}

// list walks the folder.
func (s *Source) list(ctx context.Context) (listed, error) {
	all := listed{tables: map[string]listing{}}
	if err := s.checkRoot(); err != nil {
		return all, err
	}
	return all, s.walk(ctx, &all, s.cfg.Path, map[string]bool{})
}

// walk lists a folder and those below. It follows links, but enters no folder
// twice. What vanishes meanwhile is passed over.
func (s *Source) walk(ctx context.Context, all *listed, folder string, entered map[string]bool) error {
	real, err := filepath.EvalSymlinks(folder)
	if errors.Is(err, fs.ErrNotExist) || entered[real] {
		return nil
	}
	entered[real] = true
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return s.refused(folder, err)
	}
	for _, entry := range entries {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if ignored(entry.Name()) {
			continue
		}
		if err := s.visit(ctx, all, filepath.Join(folder, entry.Name()), entered); err != nil {
			return err
		}
	}
	return nil
}

func (s *Source) visit(ctx context.Context, all *listed, path string, entered map[string]bool) error {
	info, err := s.stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s.vanished(path, err)
	}
	if err != nil {
		return s.refused(path, err)
	}
	if err := s.add(all, path, info); err != nil || !info.IsDir() {
		return err
	}
	return s.walk(ctx, all, path, entered)
}

// vanished: a file that went meanwhile is passed over. A link to nothing is still
// there, and what it held may only be away for now.
func (s *Source) vanished(path string, err error) error {
	if info, missing := os.Lstat(path); missing == nil && info.Mode()&fs.ModeSymlink != 0 {
		return &engine.Error{Code: engine.CodeSource, Doing: s.doing(), Message: fmt.Sprintf("the link %q leads to nothing", path),
			Hint: "mount or restore what it points to, or remove the link if its rows are to go", Cause: err}
	}
	return nil
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
	err = engine.Reason(err)
	return &engine.Error{Code: engine.CodeSource, Doing: s.doing(), Message: fmt.Sprintf("%q cannot be read: %v", path, err),
		Hint: "check the permissions of the file and of its folders", Cause: err}
}

// add sorts one entry of the walk into its table.
func (s *Source) add(all *listed, path string, info fs.FileInfo) error {
	relative, err := filepath.Rel(s.cfg.Path, path)
	if err != nil {
		return err
	}
	table, partitions, inFolder := place(filepath.ToSlash(filepath.Dir(relative)))
	if info.IsDir() {
		all.addFolder(filepath.ToSlash(relative), table)
		return nil
	}
	stem, format := splitName(filepath.Base(path))
	if !inFolder {
		table = tableOf(stem)
	}
	if format.kind == "" || table == "" {
		all.strange = append(all.strange, relative)
		return nil
	}
	l := all.tables[table]
	l.take(file{path: path, name: filepath.ToSlash(relative), size: info.Size(), modified: stamp(info), format: format, partitions: partitions})
	all.tables[table] = l
	return nil
}

// addFolder notes a folder that files of a table are expected in: table is the
// one that it lies in, "" outside of any.
func (all *listed) addFolder(name, table string) {
	base := path.Base(name)
	own := table == ""
	if own {
		table = tableOfFolder(base)
	}
	if table == "" {
		return
	}
	l := all.tables[table]
	if own {
		l.empty = name
	}
	if _, format := splitName(base); format.kind != "" {
		l.folders = append(l.folders, name)
	}
	all.tables[table] = l
}

// stamp is the time of a file's last change, as exact as the ledger keeps it.
func stamp(info fs.FileInfo) time.Time { return info.ModTime().UTC().Truncate(time.Microsecond) }

// take adds a file. An empty one says nothing: someone has opened it and not
// written yet. But a Parquet file has its rows counted at its end; one without
// an end was cut short.
func (l *listing) take(f file) {
	switch {
	case f.size == 0 && f.format.kind == "parquet":
		l.cut = f.name
		return
	case f.size == 0:
		l.notes = append(l.notes, f.name+" is empty and was passed over")
		l.blank = f.name
		return
	}
	l.files = append(l.files, f)
}

// check refuses what holds nothing and yet stands for rows.
func (l listing) check(table string) error {
	const holds = "a folder of a table holds .parquet, .csv, .json or .ndjson files"
	if l.cut != "" {
		return broken(l.cut, "a Parquet file of 0 bytes: it was cut short",
			"copy the file again; while it is being written, give it a name that ends in .tmp", nil)
	}
	for _, folder := range l.folders {
		if !slices.ContainsFunc(l.files, func(f file) bool { return strings.HasPrefix(f.name, folder+"/") }) {
			return broken(folder, "nothing to read in this folder, which is named as a file of "+table+" is", holds+"; copy it again or remove it", nil)
		}
	}
	if len(l.files) == 0 && l.blank != "" {
		return broken(l.blank, "a file of 0 bytes: nothing is written yet, or it was cut short",
			"copy the file again, or remove it if the source has no such table; a CSV file without rows still has the line of column names", nil)
	}
	if len(l.files) == 0 {
		return broken(table, "nothing to read in "+l.empty, holds, nil)
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
