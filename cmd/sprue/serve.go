package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/spf13/cobra"

	"sprue/cmd/control"
	"sprue/engine"
	"sprue/engine/store"
	"sprue/web/events"
)

// serveOptions are the flags of serve.
type serveOptions struct {
	addr     string
	every    time.Duration
	insecure bool
	kiosk    bool
}

func (a *app) serveCommand() *cobra.Command {
	var options serveOptions
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "The dashboard, with a mirror that stays fresh",
		Long: "Serves the pages, and mirrors and builds by itself. While it runs, other sprue\n" +
			"commands on the same file run inside it. It listens on this machine only: any\n" +
			"other address needs --insecure, as there is no log-in yet.",
		Example: "  sprue serve\n  sprue serve --addr 127.0.0.1:9000 --every 5m",
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&options.addr, "addr", "", "`HOST:PORT` (default from the configuration, else 127.0.0.1:8080); port 0 is any free one")
	set.Var(intervalValue{&options.every}, "every", "this `TIME` between two rounds of mirror and build; 0 never (default from the configuration, else 1m)")
	set.BoolVar(&options.kiosk, "kiosk", false, "the first page is the screen for the wall")
	set.BoolVar(&options.insecure, "insecure", false, "listen on an address that others can reach, without any log-in")
	return a.runs(cmd, func(ctx context.Context, _ []string) error {
		if !cmd.Flags().Changed("every") {
			options.every = time.Duration(a.file.Server.Every)
		}
		if options.kiosk {
			a.file.Server.Kiosk = true
		}
		if held := a.heldByServer(); held != nil {
			return alreadyServed(ctx, held)
		}
		listener, err := a.listen(ctx, options.addr, options.insecure)
		if err != nil {
			return err
		}
		defer func() { _ = listener.Close() }() // closed already where the server ran
		err = a.withStore(ctx, func(s *store.Store) error { return a.serve(ctx, s, listener, options.every) })
		var held *heldByServer
		if errors.As(err, &held) { // it came just now
			return alreadyServed(ctx, held)
		}
		return err
	})
}

// serve shows the dashboard and keeps the mirror fresh until ctx ends.
func (a *app) serve(ctx context.Context, s *store.Store, listener net.Listener, every time.Duration) error {
	if err := a.ensureModels(ctx, s); err != nil {
		return err
	}
	a.noteSources()
	a.Events = events.New(events.Config{Clock: a.Clock})
	server, err := a.webServer(s, every)
	if err != nil {
		return err
	}
	url := "http://" + listener.Addr().String()
	return a.sharedWithOthers(ctx, s, url, func() error {
		a.note("dashboard on %s (Ctrl-C stops it)", url)
		refreshed := make(chan struct{})
		refreshing, stop := context.WithCancel(ctx)
		go func() {
			defer close(refreshed)
			if every > 0 && len(a.file.Sources) > 0 {
				a.refresh(refreshing, s, every)
			}
		}()
		err := server.Serve(ctx, listener)
		stop()
		<-refreshed
		return err
	})
}

// noteSources says why nothing new will come.
func (a *app) noteSources() {
	if len(a.file.Sources) > 0 {
		return
	}
	where := a.file.Path
	if where == "" {
		where = "a sprue.yaml, which '" + a.program() + " init' writes"
	}
	a.note("no source is configured, so nothing new comes in: name one under 'sources' in %s", where)
}

func alreadyServed(ctx context.Context, held *heldByServer) error {
	e := &engine.Error{
		Code:    engine.CodeFile,
		Doing:   "open " + held.path,
		Message: fmt.Sprintf("another sprue serves it already (pid %d)", held.holder.PID),
		Hint:    fmt.Sprintf("stop it with: kill %d", held.holder.PID),
	}
	if url, err := control.Dashboard(ctx, held.holder.Addr); err == nil && url != "" {
		e.Hint = fmt.Sprintf("its dashboard is on %s; %s", url, e.Hint)
	}
	return e
}
