package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"sprue/cmd/control"
	"sprue/engine"
	"sprue/engine/store"
)

// forward lets the server that holds the file run this command line.
func (a *app) forward(ctx context.Context, held *heldByServer) (int, error) {
	server := control.Endpoint{Addr: held.holder.Addr, Token: held.holder.Token, Silent: func() {
		a.complain(fmt.Sprintf("process %d holds %s and does not answer; waiting some seconds more", held.holder.PID, held.path), "")
	}}
	code, err := server.Call(ctx, control.Request{
		Args:        a.args,
		Dir:         a.Dir,
		Stdin:       a.stdin,
		OutTerminal: a.OutTerminal,
		ErrTerminal: a.ErrTerminal,
		Width:       a.Width,
		NoColor:     a.Getenv("NO_COLOR") != "",
	}, a.Stdout, a.Stderr)
	if errors.Is(err, control.ErrUnreachable) {
		return 0, &engine.Error{
			Code:    engine.CodeFile,
			Doing:   "open " + held.path,
			Message: fmt.Sprintf("a server holds it (pid %d) and does not answer at %s", held.holder.PID, held.holder.Addr),
			Hint:    fmt.Sprintf("'kill -CONT %[1]d' wakes one that was paused, 'kill %[1]d' ends it and 'kill -9 %[1]d' one that hangs (what was committed is kept); then run this again", held.holder.PID),
			Cause:   err,
		}
	}
	return code, err
}

// sharedWithOthers lets other processes run their commands in this one while do
// runs, which may take for ever. dashboard is where its pages are, if any.
func (a *app) sharedWithOthers(ctx context.Context, s *store.Store, dashboard string, do func() error) error {
	a.serving = true
	a.Turn = make(chan struct{}, 1)
	others, err := control.Listen(ctx, dashboard, serveOthers(a.env, s))
	if err != nil {
		return err
	}
	if err := s.Announce(others.Addr, others.Token); err != nil {
		return errors.Join(err, others.Close())
	}
	return errors.Join(do(), others.Close())
}

// serveOthers runs other processes' commands on this process's store.
func serveOthers(e env, s *store.Store) control.Run {
	return func(ctx context.Context, request control.Request, stdout, stderr io.Writer) int {
		inner := e
		inner.Dir, inner.Stdin = request.Dir, strings.NewReader(string(request.Stdin))
		inner.Stdout, inner.Stderr = stdout, stderr
		inner.InTerminal = false
		inner.OutTerminal, inner.ErrTerminal, inner.Width = request.OutTerminal, request.ErrTerminal, request.Width
		inner.Opener, inner.Browse = sharing(s), nil
		inner.Getenv = func(name string) string {
			if name == "NO_COLOR" && request.NoColor {
				return "1"
			}
			return e.Getenv(name)
		}
		return run(ctx, inner, request.Args)
	}
}

// readStdin reads it once and keeps it, for a server that runs the command.
func (a *app) readStdin() ([]byte, error) {
	text, err := io.ReadAll(a.Stdin)
	a.stdin = text
	return text, err
}
