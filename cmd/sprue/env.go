package main

import (
	"context"
	"io"
	"os"
	"runtime"
	"time"

	"github.com/mattn/go-isatty"
	"golang.org/x/term"

	"sprue/engine"
	"sprue/web/events"
)

// env is all that a command sees of the world around it. A server that runs a
// command for another process hands in that process's folder and streams.
type env struct {
	Dir         string // relative paths of arguments count from here
	Stdin       io.Reader
	Stdout      io.Writer
	Stderr      io.Writer
	InTerminal  bool
	OutTerminal bool
	ErrTerminal bool
	Width       int // of the terminal, 0 where there is none
	Getenv      func(string) string
	Clock       func() time.Time
	Executable  string
	Program     string // as it was typed, for commands that a reader copies; "" is sprue
	Opener      opener
	Turn        chan struct{}                               // taken while somebody mirrors or builds; nil where nobody else can
	Events      *events.Broker                              // tells open pages what happens; nil where nobody listens
	Failpoint   func(name string)                           // tests of crashes kill the process in it; nil otherwise
	Browse      func(ctx context.Context, url string) error // nil where no browser can be opened
}

func systemEnv() env {
	dir, err := os.Getwd()
	if err != nil {
		dir = "."
	}
	executable, err := os.Executable()
	if err != nil {
		executable = os.Args[0]
	}
	e := env{
		Dir:         dir,
		Stdin:       os.Stdin,
		Stdout:      os.Stdout,
		Stderr:      os.Stderr,
		InTerminal:  isatty.IsTerminal(os.Stdin.Fd()),
		OutTerminal: isatty.IsTerminal(os.Stdout.Fd()),
		ErrTerminal: isatty.IsTerminal(os.Stderr.Fd()),
		Getenv:      os.Getenv,
		Clock:       time.Now,
		Executable:  executable,
		Program:     os.Args[0],
		Opener:      openFile,
	}
	if e.OutTerminal {
		if width, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
			e.Width = width
		}
	}
	if e.OutTerminal && engine.HasDisplay(runtime.GOOS, os.Getenv) {
		e.Browse = browse
	}
	return e
}
