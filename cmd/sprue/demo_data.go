package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/store"
	sampledata "sprue/sample_data"
)

// demoData makes the sample, unless one is there: the ground truth is written
// last, so where it is, all is.
func (a *app) demoData(ctx context.Context, s *store.Store, options demoOptions) error {
	dir := filepath.Join(options.dir, "data")
	truth, err := truthOf(dir)
	if err != nil {
		return err
	}
	var packets int64
	if err := s.QueryRow(ctx, "SELECT count(*) FROM raw.data_shot").Scan(&packets); err != nil {
		return err
	}
	switch {
	case options.anew || truth == nil:
		if packets > 0 {
			return a.mixture("the sample is gone", s, packets, options)
		}
		made, err := a.writeSample(ctx, sampledata.Options{Dir: dir, Shots: options.shots, Seed: 1})
		if err != nil {
			return err
		}
		truth = &made
	default:
		a.note("sample   kept: %s", dir)
		if options.shotsGiven && options.shots != truth.Target {
			a.tellKept(options)
		}
	}
	return a.oneSample(s, packets, sampleOf(*truth), options)
}

// truthOf is what the maker of a sample says of it, nil where there is none.
func truthOf(dir string) (*sampledata.Truth, error) {
	path := filepath.Join(dir, "ground_truth.json")
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var truth sampledata.Truth
	if err == nil {
		err = json.Unmarshal(text, &truth)
	}
	if err != nil {
		return nil, &engine.Error{Code: engine.CodeData, Doing: "read " + path, Message: err.Error(), Hint: "'sprue demo --anew' makes a new one", Cause: err}
	}
	return &truth, nil
}

// sampleOf tells one sample from another. A continuation moves its end alone,
// and is the same sample.
func sampleOf(truth sampledata.Truth) string {
	return fmt.Sprintf("%d shots of %d tools from %s to %s, seed %d, faults %s", truth.Target, len(truth.Tools),
		truth.From.Format(time.DateOnly), truth.Anchor.Format(time.DateOnly), truth.Seed, truth.FaultsSet)
}

// oneSample keeps beside the file what sample it is made from, and refuses any
// other: packets stay in the mirror though their files are replaced. A file of
// a version that kept nothing is taken as it is.
func (a *app) oneSample(s *store.Store, packets int64, sample string, options demoOptions) error {
	path := madeFrom(s.Path())
	made, err := os.ReadFile(path)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
	case err == nil && packets > 0 && string(made) != sample:
		return a.mixture("the sample is another now ("+sample+")", s, packets, options)
	default:
		err = os.WriteFile(path, []byte(sample), 0o644)
	}
	if err != nil {
		return &engine.Error{Code: engine.CodeFile, Doing: "keep what the demo is made from", Message: engine.Reason(err).Error(), Hint: "check the permissions of " + path, Cause: err}
	}
	return nil
}

func madeFrom(file string) string { return file + ".sample" }

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

// mixture refuses a second sample beside the packets of the first: two plants
// in one.
func (a *app) mixture(what string, s *store.Store, packets int64, options demoOptions) error {
	return usage(what+", and "+a.nearPath(s.Path())+" still has the "+engine.Counted(packets, "packet", "packets")+" of the one it was made from", "to begin anew: "+a.beginAnew(options))
}

// dropDemo removes the file of an earlier demo; the sample is replaced by the
// next one. It removes nothing where the folder of the sample holds anything else.
func (a *app) dropDemo(dir string) (err error) {
	data := filepath.Join(dir, "data")
	held, err := os.ReadDir(data)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &engine.Error{Code: engine.CodeFile, Doing: "read " + data, Message: err.Error(), Hint: "check its permissions", Cause: err}
	}
	if truth, err := truthOf(data); err == nil && truth == nil && len(held) > 0 {
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
	return errors.Join(store.RemoveIfThere(path), store.RemoveIfThere(path+".wal"), store.RemoveIfThere(madeFrom(path)))
}
