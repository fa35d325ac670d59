package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"sprue/cmd/config"
	"sprue/cmd/control"
	"sprue/engine/store"
	sampledata "sprue/sample_data"
	"sprue/sync/snowflaketest"
)

// demoOptions are the flags of demo.
type demoOptions struct {
	dir     string
	addr    string
	shots   int64
	anew    bool
	noServe bool
	noOpen  bool
	// viaWarehouse has the sample mirrored from a Snowflake of our own on the
	// loopback, with Snowflake's driver, and not from its files.
	viaWarehouse bool

	shotsGiven bool // --shots was typed
}

func (a *app) demoCommand() *cobra.Command {
	var options demoOptions
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "A plant of sample data in your browser; nothing else is needed",
		Long: "Makes sample data, mirrors them, builds the figures and shows the dashboard. It\n" +
			"leaves DIR/sprue.yaml, DIR/data and DIR/sprue.duckdb. Run again, it keeps the\n" +
			"data and starts at once; with --anew it makes both anew. It never mixes the data\n" +
			"of two samples in one file, and refuses a sample that was replaced.",
		Example: "  sprue demo\n  sprue demo --dir /tmp/plant --shots 200000 --addr 127.0.0.1:9000 --no-open",
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&options.dir, "dir", "sprue-demo", "`FOLDER` for all of it")
	set.StringVar(&options.addr, "addr", "", "`HOST:PORT` of the dashboard (default 127.0.0.1:8080)")
	set.Var(number(&options.shots, 1_000_000, 1, math.MaxInt64), "shots", "about this `NUMBER`")
	set.BoolVar(&options.anew, "anew", false, "replace the sample and the file of an earlier demo in that folder")
	set.BoolVar(&options.noServe, "no-serve", false, "end after the build")
	set.BoolVar(&options.noOpen, "no-open", false, "open no browser")
	set.BoolVar(&options.viaWarehouse, "via-snowflake-server", false, "mirror the sample from a server that speaks Snowflake's protocol")
	_ = set.MarkHidden("via-snowflake-server")
	return a.runsAlone(cmd, func(ctx context.Context, _ []string) error {
		options.dir = a.path(options.dir)
		options.shotsGiven = set.Changed("shots")
		return a.demo(ctx, options)
	})
}

func (a *app) demo(ctx context.Context, options demoOptions) (err error) {
	warehouse, err := a.demoConfig(options)
	if err != nil {
		return err
	}
	if warehouse != nil {
		defer func() { err = errors.Join(err, warehouse.Close()) }()
	}
	var held *heldByServer
	listener, err := a.demoListener(ctx, options)
	if errors.As(err, &held) {
		return a.demoRuns(ctx, held, options)
	}
	if err != nil {
		return err
	}
	if listener != nil {
		defer func() { _ = listener.Close() }() // closed already where the server ran
	}
	if options.anew {
		if err := a.dropDemo(options.dir); err != nil {
			return err
		}
	}
	err = a.withStore(ctx, func(s *store.Store) error { return a.demoOn(ctx, s, warehouse, listener, options) })
	if errors.As(err, &held) {
		return a.demoRuns(ctx, held, options)
	}
	return err
}

// demoSource is the name of the source in the configuration of a demo.
const demoSource = "demo"

// demoConfig writes the demo's configuration, unless it is there, and reads it. It
// leaves alone what somebody keeps data of their own by. The warehouse is nil
// where the files are mirrored.
func (a *app) demoConfig(options demoOptions) (*snowflaketest.Server, error) {
	path := filepath.Join(options.dir, config.FileName)
	_, err := os.Stat(path)
	fresh := err != nil
	if fresh && !options.viaWarehouse {
		if err := writeDemoConfig(path, ""); err != nil {
			return nil, err
		}
	}
	if !fresh || !options.viaWarehouse {
		if err := a.readConfig(path); err != nil {
			return nil, err
		}
		if !a.isDemo(options) {
			return nil, usage(a.nearPath(path)+" is the configuration of another plant", "take another folder with --dir: the demo makes its own")
		}
	}
	if !options.viaWarehouse {
		return nil, nil
	}
	return a.demoWarehouse(path, fresh)
}

func writeDemoConfig(path, source string) error {
	calendars, err := sampledata.Calendars()
	if err != nil {
		return err
	}
	answers := initAnswers{Database: "sprue.duckdb", Name: demoSource, Path: "./data", Calendars: calendars, Source: source}
	return writeConfigFiles(path, answers, false)
}

func (a *app) isDemo(options demoOptions) bool {
	if len(a.file.Sources) != 1 || a.file.Sources[0].Config.Name != demoSource {
		return false
	}
	if own := a.file.Sources[0]; options.viaWarehouse {
		return own.Kind == config.Snowflake && own.Snowflake.Host == loopback
	}
	return a.file.Sources[0].Path == filepath.Join(options.dir, "data")
}

// demoListener takes the port first: a demo that finds it in use after the
// build would have wasted it. A demo that runs already holds the port itself.
func (a *app) demoListener(ctx context.Context, options demoOptions) (net.Listener, error) {
	if held := a.heldByServer(); held != nil {
		return nil, held
	}
	if options.noServe {
		return nil, nil
	}
	return a.listen(ctx, options.addr, false)
}

func (a *app) demoOn(ctx context.Context, s *store.Store, warehouse *snowflaketest.Server, listener net.Listener, options demoOptions) error {
	if err := a.demoData(ctx, s, options); err != nil {
		return err
	}
	if warehouse != nil {
		if err := a.loadWarehouse(ctx, warehouse, filepath.Join(options.dir, "data")); err != nil {
			return err
		}
	}
	if err := a.cycle(ctx, s); err != nil {
		return err
	}
	if options.noServe {
		a.note("all of it is in %s; for the dashboard:\n  %s", a.nearPath(options.dir), a.command(a.file.Path, "serve"))
		return a.demoExamples(ctx, s)
	}
	if err := a.demoExamples(ctx, s); err != nil {
		return err
	}
	a.open(ctx, "http://"+listener.Addr().String(), options.noOpen)
	return a.serve(ctx, s, listener, 0)
}

// demoRuns points at a demo that runs already.
func (a *app) demoRuns(ctx context.Context, held *heldByServer, options demoOptions) error {
	if options.anew {
		return usage(fmt.Sprintf("the demo runs already (pid %d)", held.holder.PID), "stop it (Ctrl-C where it was started), then begin anew")
	}
	url, err := control.Dashboard(ctx, held.holder.Addr)
	if err != nil || url == "" {
		return alreadyServed(ctx, held)
	}
	a.note("the demo runs already (pid %d): dashboard on %s", held.holder.PID, url)
	if options.shotsGiven {
		a.tellKept(options)
	}
	a.open(ctx, url, options.noOpen || options.noServe)
	return nil
}

// open shows a page in the browser of whoever sits at the terminal.
func (a *app) open(ctx context.Context, url string, not bool) {
	if not || a.Browse == nil {
		return
	}
	if err := a.Browse(ctx, url); err != nil {
		a.note("no browser opened (%v): visit %s", err, url)
	}
}
