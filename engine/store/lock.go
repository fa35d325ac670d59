package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"sprue/engine"
)

// Holder is who has the file open. It is the content of the lock file, which
// only the owner may read: the token opens the control endpoint of a server.
type Holder struct {
	PID     int       `json:"pid"`
	Addr    string    `json:"addr,omitempty"`  // host:port of its server; empty if it is none
	Token   string    `json:"token,omitempty"` // for the control endpoint at Addr
	Started time.Time `json:"started"`
}

// Lock is the lock file <db>.lock. The kernel drops the lock with the process,
// so one left by kill -9 is free, whatever its content says.
type Lock struct {
	file    *flock.Flock
	writing sync.Mutex
	holder  Holder
}

const lockSuffix = ".lock"

func lockPath(path string) string { return path + lockSuffix }

// Another process that asks who holds the file takes the lock for some µs.
const (
	lockTries = 5
	lockPause = 10 * time.Millisecond
)

// Hold takes the lock of a file that its caller wants to replace; whoever opens
// it meanwhile is refused, but for an Open that is given the lock.
func Hold(path string, now time.Time) (*Lock, error) {
	real, err := canonical(path)
	if err != nil {
		return nil, explainOpen(path, err)
	}
	l, err := acquire(real, now)
	if err != nil {
		return nil, explainOpen(path, err)
	}
	return l, nil
}

func acquire(path string, now time.Time) (*Lock, error) {
	for range lockTries {
		file := flock.New(lockPath(path), flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o600))
		locked, err := file.TryLock()
		if err != nil {
			return nil, fmt.Errorf("lock: %w", err)
		}
		if locked && stillThere(file) {
			return own(file, now)
		}
		if err := file.Close(); err != nil {
			return nil, fmt.Errorf("lock: %w", err)
		}
		time.Sleep(lockPause)
	}
	holder, _ := readHolder(path)
	return nil, holder.refusal()
}

func own(file *flock.Flock, now time.Time) (*Lock, error) {
	l := &Lock{file: file, holder: Holder{PID: os.Getpid(), Started: now.UTC()}}
	if err := l.save(); err != nil {
		return nil, errors.Join(err, l.Release())
	}
	return l, nil
}

// stillThere tells that the locked file is the one that others will find: its
// last holder may have removed it between our open and our lock.
func stillThere(file *flock.Flock) bool {
	ours, err := file.Stat()
	if err != nil {
		return false
	}
	theirs, err := os.Stat(file.Path())
	return err == nil && os.SameFile(ours, theirs)
}

func (l *Lock) save() error {
	content, err := json.Marshal(l.holder)
	if err != nil {
		return err
	}
	if err := os.WriteFile(l.file.Path(), content, 0o600); err != nil {
		return fmt.Errorf("lock: %w", err)
	}
	return os.Chmod(l.file.Path(), 0o600) // one left by an older process may be open to others
}

// Path is the file whose lock it is, with links resolved.
func (l *Lock) Path() string { return strings.TrimSuffix(l.file.Path(), lockSuffix) }

// Release gives the file free.
func (l *Lock) Release() error {
	return errors.Join(RemoveIfThere(l.file.Path()), l.file.Close())
}

// Announce lets other processes know where this one serves: addr is host:port,
// token opens its control endpoint. Empty ones take it back.
func (s *Store) Announce(addr, token string) error {
	s.lock.writing.Lock()
	defer s.lock.writing.Unlock()
	s.lock.holder.Addr, s.lock.holder.Token = addr, token
	return Explain(s.lock.save())
}

// FindHolder tells who has the file open; false if nobody has. The caller may
// talk to Addr instead of opening the file.
func FindHolder(path string) (Holder, bool, error) {
	path, err := canonical(path)
	if errors.Is(err, fs.ErrNotExist) { // no folder, no file, no holder
		return Holder{}, false, nil
	}
	if err != nil {
		return Holder{}, false, err
	}
	file := flock.New(lockPath(path), flock.SetFlag(os.O_RDONLY))
	free, err := file.TryRLock()
	if errors.Is(err, fs.ErrNotExist) {
		return Holder{}, false, nil
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return Holder{}, false, fmt.Errorf("read %q: %w", lockPath(path), err)
	}
	if free {
		return Holder{}, false, nil
	}
	holder, err := readHolder(path)
	return holder, true, err
}

// readHolder reads again if the holder is just writing.
func readHolder(path string) (holder Holder, err error) {
	for range lockTries {
		var content []byte
		if content, err = os.ReadFile(lockPath(path)); err == nil {
			err = json.Unmarshal(content, &holder)
		}
		if err == nil || errors.Is(err, fs.ErrPermission) {
			break
		}
		time.Sleep(lockPause)
	}
	return holder, err
}

func (h Holder) refusal() error {
	refused := &engine.Error{Code: engine.CodeFile, Message: "another process holds the file", Hint: "wait until it is done, or stop it"}
	switch {
	case h.PID == os.Getpid():
		refused.Message = "this process has the file open already"
		refused.Hint = "share the open one"
	case h.PID != 0 && h.Addr != "":
		refused.Message = fmt.Sprintf("another sprue process holds the file (pid %d, serving http://%s)", h.PID, h.Addr)
		refused.Hint = fmt.Sprintf("open http://%s, or stop it", h.Addr)
	case h.PID != 0:
		refused.Message = fmt.Sprintf("another sprue process holds the file (pid %d)", h.PID)
	}
	return refused
}
