package sampledata

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"sprue/engine"
)

// folder is the sample's folder. A new set grows in a hidden folder inside of
// it (a rename needs the same file system, and Dir may be a mount point).
type folder struct{ dir string }

const partialName = ".sprue-sample.partial"

func (f *folder) partial() string { return filepath.Join(f.dir, partialName) }

// openFolder refuses what is not ours: it must never overwrite a plant's data.
func openFolder(dir string) (*folder, error) {
	f := &folder{dir}
	refuse := func(code engine.Code, message, hint string, cause error) error {
		return &engine.Error{Code: code, Doing: "write sample data to " + dir, Message: message, Hint: hint, Cause: cause}
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, refuse(engine.CodeUsage, "a file is in its place", "name another folder", nil)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, refuse(engine.CodeFile, "the folder cannot be made: "+err.Error(), "check the path and its permissions", err)
	}
	ours, err := f.ours()
	if err != nil {
		return nil, refuse(engine.CodeFile, "the folder cannot be read: "+err.Error(), "check its permissions", err)
	}
	if !ours {
		return nil, refuse(engine.CodeUsage, "the folder is not empty, and holds no sample of sprue's", "name an empty folder, or a new one", nil)
	}
	if err := f.discard(); err != nil {
		return nil, refuse(engine.CodeFile, "what an earlier run left cannot be removed: "+err.Error(), "remove "+f.partial(), err)
	}
	if err := os.Mkdir(f.partial(), 0o755); err != nil {
		return nil, refuse(engine.CodeFile, "the folder cannot be written: "+err.Error(), "check its permissions", err)
	}
	return f, nil
}

// ours tells whether the folder is empty or holds a sample, whole or cut off
// while it was put in place.
func (f *folder) ours() (bool, error) {
	entries, err := os.ReadDir(f.dir)
	if err != nil || len(entries) == 0 {
		return err == nil, err
	}
	for _, e := range entries {
		if e.Name() == partialName {
			return true, nil
		}
	}
	text, err := os.ReadFile(filepath.Join(f.dir, truthFile))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return bytes.Contains(text, []byte(`"generator": "`+generator)), err
}

func (f *folder) discard() error { return os.RemoveAll(f.partial()) }

// install moves the new files into place and removes those of the old set that
// the new one does not have. The ground truth goes first and comes last: while
// it is missing, the hidden folder tells that the set is ours.
func (f *folder) install() error {
	fresh, err := f.list(f.partial())
	if err != nil {
		return err
	}
	if err := f.removeOld(fresh); err != nil {
		return err
	}
	for name := range fresh {
		if name == truthFile {
			continue
		}
		if err := f.replace(name); err != nil {
			return err
		}
	}
	if err := f.replace(truthFile); err != nil {
		return err
	}
	return f.discard()
}

// list gives the files below a folder, by their relative names.
func (f *folder) list(root string) (map[string]bool, error) {
	names := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && d.Name() == partialName {
			return filepath.SkipDir
		}
		if !d.IsDir() {
			names[strings.TrimPrefix(path, root+string(filepath.Separator))] = true
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list files: %w", err)
	}
	return names, nil
}

func (f *folder) removeOld(fresh map[string]bool) error {
	old, err := f.list(f.dir)
	if err != nil {
		return err
	}
	if err := os.Remove(filepath.Join(f.dir, truthFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for name := range old {
		if !fresh[name] && name != truthFile && isSampleFile(name) {
			if err := os.Remove(filepath.Join(f.dir, name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// isSampleFile spares what a user may have put beside the sample.
func isSampleFile(name string) bool {
	top := strings.SplitN(filepath.ToSlash(name), "/", 2)[0]
	table, _, _ := strings.Cut(top, ".")
	switch table {
	case "DATA_SHOT", "STATISTICS", "MOLD", "MOLD_PART", "PART", "COMPANY", "LOCATION", "WORK_ORDER", "PRODUCED_PART":
		return true
	}
	return false
}

// replace keeps a file that is the same, and its time with it: a mirror need
// not read it again.
func (f *folder) replace(name string) error {
	from, to := filepath.Join(f.partial(), name), filepath.Join(f.dir, name)
	if same, err := sameContent(from, to); err != nil || same {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.Rename(from, to)
}

func sameContent(a, b string) (bool, error) {
	x, err := os.Stat(a)
	if err != nil {
		return false, err
	}
	y, err := os.Stat(b)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil || x.Size() != y.Size() {
		return false, err
	}
	one, err := os.Open(a)
	if err != nil {
		return false, err
	}
	defer one.Close()
	two, err := os.Open(b)
	if err != nil {
		return false, err
	}
	defer two.Close()
	return sameBytes(one, two)
}

func sameBytes(a, b io.Reader) (bool, error) {
	x, y := make([]byte, 64<<10), make([]byte, 64<<10)
	for {
		n, err := io.ReadFull(a, x)
		m, _ := io.ReadFull(b, y)
		if n != m || !bytes.Equal(x[:n], y[:m]) {
			return false, nil
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return true, nil
		}
		if err != nil {
			return false, err
		}
	}
}
