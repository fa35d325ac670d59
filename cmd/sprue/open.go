package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"sprue/engine"
	"sprue/engine/store"
)

// opener gives an open store and what to do when done with it. It is a seam: a
// server that runs a command for another process hands out its own store.
type opener func(ctx context.Context, cfg store.Config) (*store.Store, func() error, error)

// heldByServer says that a server has the file open, which can run the command
// instead.
type heldByServer struct {
	path   string
	holder store.Holder
}

func (h *heldByServer) Error() string {
	return fmt.Sprintf("a server holds %s (pid %d)", h.path, h.holder.PID)
}

// heldByServer gives the server that has the configured file, nil without one.
func (a *app) heldByServer() *heldByServer { return serverOf(a.file.Database) }

// serverOf takes a lock that cannot be read for none: opening the file says
// what is wrong with it.
func serverOf(path string) *heldByServer {
	holder, held, err := store.FindHolder(path)
	if err == nil && held && holder.Addr != "" && holder.Token != "" {
		return &heldByServer{path: path, holder: holder}
	}
	return nil
}

func openFile(ctx context.Context, cfg store.Config) (*store.Store, func() error, error) {
	if held := serverOf(cfg.Path); held != nil {
		return nil, nil, held
	}
	s, err := store.Open(ctx, cfg)
	if err != nil {
		return nil, nil, err
	}
	return s, s.Close, nil
}

// sharing hands out s for its own file and opens any other.
func sharing(s *store.Store) opener {
	return func(ctx context.Context, cfg store.Config) (*store.Store, func() error, error) {
		if path, err := filepath.EvalSymlinks(cfg.Path); err == nil && path == s.Path() {
			return s, func() error { return nil }, nil
		}
		return openFile(ctx, cfg)
	}
}

func (a *app) storeConfig() store.Config {
	return store.Config{
		Path:          a.file.Database,
		MemoryLimitMB: a.file.Build.EngineMemoryMB(),
		Threads:       a.file.Build.MaxWorkers,
		Clock:         a.Clock,
		Failpoint:     a.Failpoint,
		DropBlank:     true,

		BeforeMigration: a.beforeMigration,
	}
}

// withStore runs do on the file, which is created if it is missing.
func (a *app) withStore(ctx context.Context, do func(s *store.Store) error) error {
	s, done, err := a.Opener(ctx, a.storeConfig())
	if err != nil {
		return err
	}
	return errors.Join(do(s), done())
}

// withData runs do on a file that must be there: a question to a misspelt name
// must not leave an empty file behind.
func (a *app) withData(ctx context.Context, do func(s *store.Store) error) error {
	if _, err := os.Stat(a.file.Database); errors.Is(err, fs.ErrNotExist) {
		return a.noSuchFile(err)
	}
	return a.withStore(ctx, do)
}

func (a *app) noSuchFile(cause error) error {
	return &engine.Error{
		Code:    engine.CodeUsage,
		Doing:   "open " + a.file.Database,
		Message: "there is no such file",
		Hint:    "'sprue run' makes it from the sources in sprue.yaml; --db names another",
		Cause:   cause,
	}
}
