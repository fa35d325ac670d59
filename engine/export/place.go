package export

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"sprue/engine"
	"sprue/engine/store"
)

// The names of what lies beside the tables.
const (
	dictionaryFile  = "dictionary.csv"
	descriptionFile = "export.json"
	lockFile        = ".lock"
)

// place is the folder of an export under way, beside the one that it becomes.
type place struct {
	target string
	folder string
	lock   *flock.Flock
}

// settleOn refuses a folder with something else in it, clears what a killed
// export left, and makes the folder to write into.
func settleOn(target string, force bool) (*place, error) {
	refused := func(message, hint string, cause error) error {
		return &engine.Error{Code: engine.CodeUsage, Doing: "export to " + target, Message: message, Hint: hint, Cause: cause}
	}
	entries, err := os.ReadDir(target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, refused(engine.Reason(err).Error(), "name a folder with --to", err)
	case len(entries) > 0 && !isExport(target):
		return nil, refused("it holds other files, which an export would replace", "name a new folder with --to", nil)
	case len(entries) > 0 && !force:
		return nil, refused("an export is there already", "--force replaces it; or name a new folder with --to", nil)
	}
	parent := filepath.Dir(target)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return nil, refused(engine.Reason(err).Error(), "name a folder with --to that can be made", err)
	}
	p := &place{target: target}
	if err := p.clear(); err != nil {
		return nil, refused(engine.Reason(err).Error(), "", err)
	}
	if p.folder, err = os.MkdirTemp(parent, p.prefix()+"*.tmp"); err != nil {
		return nil, refused(engine.Reason(err).Error(), "name a folder with --to that can be made", err)
	}
	p.lock = flock.New(p.path(lockFile))
	if locked, err := p.lock.TryLock(); err != nil || !locked {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", p.folder, err), os.RemoveAll(p.folder))
	}
	return p, os.Chmod(p.folder, 0o755)
}

// isExport tells what an earlier export left from what else a folder holds.
func isExport(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, descriptionFile))
	return err == nil
}

// prefix begins the names of the folders in which exports to the target are made.
func (p *place) prefix() string { return "." + filepath.Base(p.target) + ".export-" }

// clear removes what killed exports to the same folder left: nobody locks it.
func (p *place) clear() error {
	left, err := filepath.Glob(filepath.Join(store.GlobQuoted(filepath.Dir(p.target)), store.GlobQuoted(p.prefix())+"*.tmp"))
	if err != nil {
		return err
	}
	for _, folder := range left {
		lock := flock.New(filepath.Join(folder, lockFile))
		if locked, err := lock.TryLock(); err != nil || !locked {
			continue // of an export that runs
		}
		if err := errors.Join(lock.Unlock(), os.RemoveAll(folder)); err != nil {
			return err
		}
	}
	return nil
}

func (p *place) path(name string) string { return filepath.Join(p.folder, name) }

// finish gives the export its name. An earlier one is moved aside first, and
// removed last.
func (p *place) finish() error {
	if err := errors.Join(p.lock.Unlock(), store.RemoveIfThere(p.path(lockFile))); err != nil {
		return err
	}
	earlier := ""
	if isExport(p.target) {
		earlier = p.folder + ".earlier"
		if err := os.Rename(p.target, earlier); err != nil {
			return err
		}
	} else if err := store.RemoveIfThere(p.target); err != nil { // an empty folder
		return err
	}
	if err := os.Rename(p.folder, p.target); err != nil {
		if earlier != "" {
			err = errors.Join(err, os.Rename(earlier, p.target))
		}
		return err
	}
	if earlier == "" {
		return nil
	}
	return os.RemoveAll(earlier)
}

// end removes what an export wrote that failed.
func (p *place) end(err error) error {
	if err == nil {
		return nil
	}
	return errors.Join(store.Explain(err), p.lock.Unlock(), os.RemoveAll(p.folder))
}

// describe writes the dictionary for people and the description for programs.
func (p *place) describe(d Description) error {
	err := p.write(descriptionFile, func(out io.Writer) error {
		text := json.NewEncoder(out)
		text.SetIndent("", " ")
		text.SetEscapeHTML(false) // conditions are full of < and >
		return text.Encode(d)
	})
	if err != nil {
		return err
	}
	return p.write(dictionaryFile, func(out io.Writer) error { return csv.NewWriter(out).WriteAll(d.dictionary()) })
}

// write writes a file that outlives a loss of power.
func (p *place) write(name string, do func(out io.Writer) error) (err error) {
	file, err := os.Create(p.path(name))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return errors.Join(do(file), file.Sync())
}
