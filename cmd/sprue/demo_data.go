package main

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"sprue/engine"
	"sprue/engine/store"
	sampledata "sprue/sample_data"
)

// demoData makes the sample, unless one is there: the ground truth is written
// last, so where it is, all is.
func (a *app) demoData(ctx context.Context, s *store.Store, options demoOptions) error {
	dir := filepath.Join(options.dir, "data")
	target, err := targetOf(dir)
	switch {
	case err != nil:
		return err
	case options.anew || target == 0:
		if err := a.refuseMixture(ctx, s, options); err != nil {
			return err
		}
		return a.writeSample(ctx, sampledata.Options{Dir: dir, Shots: options.shots, Seed: 1})
	}
	a.note("sample   kept: %s", dir)
	if options.shotsGiven && options.shots != target {
		a.tellKept(options)
	}
	return nil
}

// targetOf is the number of shots that a sample was made for, 0 where there is
// none.
func targetOf(dir string) (int64, error) {
	path := filepath.Join(dir, "ground_truth.json")
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	var truth sampledata.Truth
	if err == nil {
		err = json.Unmarshal(text, &truth)
	}
	if err != nil {
		return 0, &engine.Error{Code: engine.CodeData, Doing: "read " + path, Message: err.Error(), Hint: "'sprue demo --anew' makes a new one", Cause: err}
	}
	return max(1, truth.Target), nil
}

// tellKept says that a flag had no effect, and how it gets one.
func (a *app) tellKept(options demoOptions) {
	a.note("         --shots %s was not used: the sample is as it was made. To begin anew:\n  %s",
		strconv.FormatInt(options.shots, 10), a.beginAnew(options))
}

func (a *app) beginAnew(options demoOptions) string {
	words := []string{quoted(a.program()), "demo", "--dir", quoted(a.nearPath(options.dir))}
	if options.shotsGiven {
		words = append(words, "--shots", strconv.FormatInt(options.shots, 10))
	}
	return strings.Join(append(words, "--anew"), " ")
}

// refuseMixture: packets stay in the mirror though their files are gone, so a
// second sample beside them would be two plants in one.
func (a *app) refuseMixture(ctx context.Context, s *store.Store, options demoOptions) error {
	var packets int64
	if err := s.QueryRow(ctx, "SELECT count(*) FROM raw.data_shot").Scan(&packets); err != nil || packets == 0 {
		return err
	}
	return usage("the sample is gone, and "+a.nearPath(s.Path())+" still has its "+engine.Counted(packets, "packet", "packets"), "to begin anew: "+a.beginAnew(options))
}

// dropDemo removes the file of an earlier demo; the sample is replaced by the
// next one. It removes nothing where the folder of the sample holds anything else.
func (a *app) dropDemo(dir string) (err error) {
	data := filepath.Join(dir, "data")
	held, err := os.ReadDir(data)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &engine.Error{Code: engine.CodeFile, Doing: "read " + data, Message: err.Error(), Hint: "check its permissions", Cause: err}
	}
	if target, err := targetOf(data); err == nil && target == 0 && len(held) > 0 {
		return usage(a.nearPath(data)+" holds files that are no sample", "take another folder with --dir")
	}
	path := filepath.Join(dir, "sprue.duckdb")
	if a.file.Database != path {
		return usage("the demo's configuration names another file: "+a.file.Database, "delete that one yourself, or take another folder with --dir")
	}
	lock, err := store.Hold(path, a.Clock())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.Release()) }()
	return errors.Join(store.RemoveIfThere(path), store.RemoveIfThere(path+".wal"))
}
