package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"sprue/engine"
	"sprue/engine/seal"
	"sprue/engine/store"
)

// Restored says what was put in place, and where the file is that was there.
type Restored struct {
	Origin
	Kept string // "" where there was none
}

// Restore puts a backup in the place of the file that cfg names, which nobody
// may have open. The backup is read whole first: if anything is wrong with it
// nothing is changed. The new file takes the place of the old one at once, which
// keeps another name. With dry nothing is changed in any case.
func (j Job) Restore(ctx context.Context, cfg store.Config, file string, keys seal.Keys, dry bool) (done Restored, err error) {
	doing := "restore " + file
	sealed, err := inspect(doing, file, cfg.Path, keys)
	if err != nil {
		return done, err
	}
	lock, err := store.Hold(cfg.Path, j.Clock())
	if err != nil {
		return done, held(doing, cfg.Path, err)
	}
	defer func() { err = errors.Join(err, lock.Release()) }()
	cfg.Lock, cfg.AsIs, cfg.Path = lock, true, lock.Path()

	work := workFolder(filepath.Dir(cfg.Path), cfg.Path)
	defer func() { err = errors.Join(err, clear(work)) }()
	if err := prepare(work); err != nil {
		return done, err
	}
	fresh := filepath.Join(work, "copy.duckdb")
	if sealed {
		err = seal.Open(ctx, file, fresh, keys, j.told("decrypt", "bytes"))
	} else {
		err = seal.Copy(ctx, file, fresh, j.told("fetch", "bytes"))
	}
	if err != nil {
		return done, unusable(ctx, doing, err)
	}
	j.fail(FailFetched)
	if done.Origin, err = j.ready(ctx, cfg, fresh); err != nil {
		return done, unusable(ctx, doing, err)
	}
	if dry {
		return done, nil
	}
	done.Kept, err = j.swap(ctx, cfg, fresh)
	return done, err
}

// inspect looks at the backup from outside.
func inspect(doing, file, path string, keys seal.Keys) (sealed bool, err error) {
	refused := func(message, hint string) error {
		return &engine.Error{Code: engine.CodeUsage, Doing: doing, Message: message, Hint: hint}
	}
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, refused("there is no such file", "name one that 'sprue backup' made")
	case err != nil:
		return false, err
	case !info.Mode().IsRegular():
		return false, refused("it is no file", "name one that 'sprue backup' made")
	}
	if own, err := os.Stat(path); err == nil && os.SameFile(own, info) {
		return false, refused("it is the database itself", "name one that 'sprue backup' made")
	}
	sealed, err = seal.IsSealed(file)
	switch {
	case err != nil:
		return false, fmt.Errorf("%s: %w", doing, err)
	case sealed && len(keys) == 0:
		return false, refused("it is encrypted", "give the file with the secret key: --identity FILE")
	case !sealed && len(keys) > 0:
		return false, refused("it is not encrypted", "leave --identity out, if that is as it should be")
	}
	return sealed, nil
}

// ready verifies the copy and makes it a file to be used.
func (j Job) ready(ctx context.Context, cfg store.Config, path string) (o Origin, err error) {
	cfg.Path, cfg.Lock = path, nil
	c, err := store.Open(ctx, cfg)
	if err != nil {
		return o, err
	}
	if o, err = j.verify(ctx, c); err == nil {
		err = removeOrigin(ctx, c)
	}
	return o, errors.Join(err, c.Close())
}

// swap gives the old file a second name, and the new one its place. At every
// moment one of both is in the place.
func (j Job) swap(ctx context.Context, cfg store.Config, fresh string) (kept string, err error) {
	path := cfg.Path
	old, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		old = nil
	case err != nil:
		return "", err
	default:
		if err := merge(ctx, cfg); err != nil {
			return "", err
		}
		if err := os.Chmod(fresh, old.Mode().Perm()); err != nil {
			return "", err
		}
	}
	j.fail(FailBeforeSwap)
	kept, err = keepOld(path, old, j.Clock())
	if err != nil {
		return "", fmt.Errorf("keep the file as it was: %w", err)
	}
	j.fail(FailOldKept)
	if err := store.Settle(fresh, path); err != nil {
		return "", store.Explain(fmt.Errorf("put the backup in place: %w", err))
	}
	j.fail(FailSwapped)
	return kept, nil
}

// merge writes the log of the old file into it, so that one rename is enough. A
// file too damaged for that, which may be why it is replaced, is kept as it is.
func merge(ctx context.Context, cfg store.Config) error {
	old, err := store.Open(ctx, cfg)
	switch {
	case err == nil:
		return old.Close()
	case ctx.Err() != nil, errors.Is(err, store.ErrInUse):
		return err
	}
	return nil
}

// keepOld gives the file and a log that is left a second name. The log goes
// first: a file without it opens, a new file beside it would not.
func keepOld(path string, old os.FileInfo, now time.Time) (kept string, err error) {
	if err := forgetLinks(path, old); err != nil {
		return "", err
	}
	kept = freeName(path, now)
	err = os.Rename(path+".wal", kept+".wal")
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return "", err
	case old == nil && err == nil:
		return kept + ".wal", nil
	case old == nil:
		return "", nil
	}
	if os.Link(path, kept) == nil {
		return kept, nil
	}
	return kept, os.Rename(path, kept) // a file system without second names
}

const keptMark = ".before-"

func freeName(path string, now time.Time) string {
	for ; ; now = now.Add(time.Millisecond) {
		name := path + keptMark + now.UTC().Format("20060102T150405.000Z")
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return name
		}
	}
}

// forgetLinks removes the second name that a restore killed in between gave the
// file that is still in its place.
func forgetLinks(path string, old os.FileInfo) error {
	if old == nil {
		return nil
	}
	names, err := filepath.Glob(store.GlobQuoted(path) + keptMark + "*")
	if err != nil {
		return err
	}
	for _, name := range names {
		if info, err := os.Lstat(name); err == nil && os.SameFile(info, old) {
			if err := os.Remove(name); err != nil {
				return err
			}
		}
	}
	return nil
}

// held is the error of a file that somebody has.
func held(doing, path string, err error) error {
	var own *engine.Error
	if !errors.As(err, &own) {
		return err
	}
	refused := *own
	refused.Doing = doing
	if holder, is, _ := store.FindHolder(path); is && holder.Addr != "" {
		refused.Hint = "stop that server, restore, and start it again; 'sprue snapshot restore' brings versions back while it runs"
	}
	return &refused
}

const another = "take another backup"

// unusable is the error of a backup that can't be restored: nothing was changed.
func unusable(ctx context.Context, doing string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	refused := engine.Error{Code: engine.CodeFile, Message: err.Error(), Hint: another}
	var own *engine.Error
	if errors.As(store.Explain(err), &own) {
		refused = *own
	}
	if store.IsDamaged(err) {
		refused.Code, refused.Message, refused.Hint = engine.CodeFile, "it is damaged: "+refused.Message, another
	}
	refused.Doing, refused.Cause = doing, err
	refused.Hint = "nothing was changed; " + refused.Hint
	return &refused
}
