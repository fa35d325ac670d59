package push

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

	"sprue/engine/store"
)

// folder is where the files of a table lie until they are sent: beside the file, whose
// disk has room for what came out of it.
type folder struct {
	path string
	lock *flock.Flock
}

// newFolder makes one, and removes what killed pushes left: nobody locks it. Programs
// that bring files somewhere take names for patterns; where the file's own folder looks
// like one, the system's for temporary files serves.
func newFolder(beside string) (*folder, error) {
	if strings.ContainsAny(filepath.Dir(beside), "[]*?'") {
		beside = filepath.Join(os.TempDir(), filepath.Base(beside))
	}
	prefix := filepath.Join(filepath.Dir(beside), "."+filepath.Base(beside)+".push-")
	left, err := filepath.Glob(store.GlobQuoted(prefix) + "*.tmp")
	if err != nil {
		return nil, err
	}
	for _, path := range left {
		f := &folder{path, flock.New(filepath.Join(path, ".lock"))}
		if locked, err := f.lock.TryLock(); err != nil || !locked {
			continue // of a push that runs
		}
		if err := f.remove(); err != nil {
			return nil, err
		}
	}
	path, err := os.MkdirTemp(filepath.Dir(beside), filepath.Base(prefix)+"*.tmp")
	if err != nil {
		return nil, err
	}
	f := &folder{path, flock.New(filepath.Join(path, ".lock"))}
	if locked, err := f.lock.TryLock(); err != nil || !locked {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", path, err), os.RemoveAll(path))
	}
	return f, nil
}

// rows is a folder in it that DuckDB makes.
func (f *folder) rows() string { return filepath.Join(f.path, "rows") }

func (f *folder) remove() error { return errors.Join(f.lock.Unlock(), os.RemoveAll(f.path)) }
