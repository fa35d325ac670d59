// Package backup makes whole copies of a file, verified against it, and puts
// them back. It knows no table but its own two, which are in a copy and never
// in a file that is used.
package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"sprue/engine"
	"sprue/engine/seal"
	"sprue/engine/store"
)

// Job makes and restores copies.
type Job struct {
	Clock func() time.Time
	Told  func(Progress) // may be nil
	// Failpoint is called at the points named below; tests of crashes kill the
	// process in it. nil in production.
	Failpoint func(name string)
}

// Progress tells how far a step is.
type Progress struct {
	Step        string
	Done, Total int64
	Unit        string
}

// The names of the failpoints, in the order of Create and Restore.
const (
	FailCopied      = "copied"        // the copy is whole, nothing is verified
	FailBeforeNamed = "before named"  // verified, sealed; not yet under its name
	FailNamed       = "named"         //
	FailFetched     = "fetched"       // the backup lies beside the file, opened
	FailBeforeSwap  = "before swap"   // verified; the old file is in its place
	FailOldKept     = "old file kept" // and has a second name
	FailSwapped     = "swapped"
)

func (j Job) fail(point string) {
	if j.Failpoint != nil {
		j.Failpoint(point)
	}
}

func (j Job) told(step, unit string) func(done, total int64) {
	return func(done, total int64) {
		if j.Told != nil {
			j.Told(Progress{Step: step, Done: done, Total: total, Unit: unit})
		}
	}
}

// Target is the file of a backup, and how it is written.
type Target struct {
	File    string
	Replace bool     // a file that is there
	For     seal.For // who can open it; everybody if empty
}

// Made says what a backup holds.
type Made struct {
	Origin
	Bytes int64 // of the file
}

// Create writes a copy of all that the file holds at one instant, while others
// use it, reads the copy again, and only then gives it its name.
func (j Job) Create(ctx context.Context, s *store.Store, target Target) (made Made, err error) {
	if err := target.check(s.Path()); err != nil {
		return made, err
	}
	plainIn, targetIn := workFolder(filepath.Dir(target.File), s.Path()), ""
	if len(target.For) > 0 { // nothing that is not encrypted goes where the backup goes
		plainIn, targetIn = workFolder(filepath.Dir(s.Path()), s.Path()), plainIn
	}
	defer func() { err = errors.Join(err, clear(plainIn, targetIn)) }()
	if err := prepare(plainIn, targetIn); err != nil {
		return made, err
	}
	copied := filepath.Join(plainIn, "copy.duckdb")
	if made.Origin, err = j.copy(ctx, s, copied); err != nil {
		return made, err
	}
	if len(target.For) > 0 {
		sealed := filepath.Join(targetIn, "copy.age")
		if err := seal.Seal(ctx, copied, sealed, target.For, j.told("encrypt", "bytes")); err != nil {
			return made, store.Explain(err)
		}
		copied = sealed
	}
	info, err := os.Stat(copied)
	if err != nil {
		return made, err
	}
	made.Bytes = info.Size()
	if err := os.Chmod(copied, 0o600); err != nil {
		return made, err
	}
	j.fail(FailBeforeNamed)
	if err := target.check(s.Path()); err != nil { // again: somebody else may have been quicker
		return made, err
	}
	if err := store.Settle(copied, target.File); err != nil {
		return made, store.Explain(err)
	}
	j.fail(FailNamed)
	return made, nil
}

// copy makes the copy and reads it again.
func (j Job) copy(ctx context.Context, s *store.Store, path string) (o Origin, err error) {
	err = s.CopyTo(ctx, path, j.told("copy", "rows"), func(ctx context.Context, tx *store.Tx) error {
		o, err = j.describe(ctx, tx, filepath.Base(s.Path()))
		return err
	})
	if err != nil {
		return o, err
	}
	j.fail(FailCopied)
	c, err := store.Open(ctx, store.Config{Path: path, MemoryLimitMB: verifyMB, Clock: j.Clock, AsIs: true})
	if err != nil {
		return o, err
	}
	_, err = j.verify(ctx, c)
	return o, errors.Join(err, c.Close())
}

// verifyMB is the memory in which a copy is read: beside that of the open file,
// whose limit leaves little in a machine.
const verifyMB = 256

// check refuses a target that would be lost, or can't be written.
func (t Target) check(path string) error {
	refused := func(message, hint string) error {
		return &engine.Error{Code: engine.CodeUsage, Doing: "write " + t.File, Message: message, Hint: hint}
	}
	folder := filepath.Dir(t.File)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return refused(fmt.Sprintf("there is no folder %q", folder), "make it, or name another one")
	}
	info, err := os.Stat(t.File)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		return refused("it is a folder", "name a file inside it")
	}
	if own, err := os.Stat(path); err == nil && os.SameFile(own, info) {
		return refused("it is the database itself", "name another file")
	}
	if _, held, _ := store.FindHolder(t.File); held {
		return refused("another sprue process has it open", "name another file")
	}
	if !t.Replace {
		return refused("it is there already", "name another file, or replace it: --force")
	}
	return nil
}

// workFolder is where a copy is made, closed to other users; its name is the
// same for each copy of a file, so that what a killed process left is found.
func workFolder(folder, path string) string {
	sum := sha256.Sum256([]byte(path))
	return filepath.Join(folder, ".sprue-"+hex.EncodeToString(sum[:6]))
}

func prepare(folders ...string) error {
	if err := clear(folders...); err != nil {
		return err
	}
	for _, folder := range folders {
		if folder == "" {
			continue
		}
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return store.Explain(fmt.Errorf("make a folder for the copy: %w", err))
		}
	}
	return nil
}

func clear(folders ...string) error {
	var errs []error
	for _, folder := range folders {
		if folder != "" {
			errs = append(errs, os.RemoveAll(folder))
		}
	}
	return errors.Join(errs...)
}
