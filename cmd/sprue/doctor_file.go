package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"

	"sprue/engine"
	"sprue/engine/pipeline"
	"sprue/engine/store"
)

// checkFile opens the database and reads its ledger. A server that holds it is
// no finding: the whole check then runs in that server.
func (a *app) checkFile(ctx context.Context, quick bool) ([]finding, error) {
	path := a.file.Database
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return []finding{{area: "file", name: "database", status: statusWatch, value: path + ": not there yet", advice: "makes it: " + a.command(a.file.Path, "run")}}, nil
	}
	var findings []finding
	err := a.withStore(ctx, func(s *store.Store) error {
		size, err := s.Size()
		if err != nil {
			return err
		}
		findings = append(findings, finding{area: "file", name: "database", status: statusOK,
			value: fmt.Sprintf("%s (%s MB, log %s MB)", path, engine.Count(size.File>>20), engine.Count(size.Log>>20))})
		for _, check := range []func(context.Context, *store.Store) (finding, error){a.checkLastSync, a.checkLastBuild} {
			f, err := check(ctx, s)
			if err != nil {
				return err
			}
			findings = append(findings, f)
		}
		texts, err := a.checkTexts(ctx, s, quick)
		if err != nil {
			return err
		}
		findings = append(findings, texts...)
		changes, err := a.checkSchema(ctx, s)
		if err != nil {
			return err
		}
		findings = append(findings, changes...)
		if err := pipeline.CheckNames(ctx, s, a.file.Config.Config); err != nil {
			f := failed("configuration", "names", err)
			f.value = err.Error() // with the entry
			findings = append(findings, f)
		}
		if quick {
			return nil
		}
		damages, err := a.checkDamage(ctx, s)
		findings = append(findings, damages...)
		return err
	})
	var held *heldByServer
	if errors.As(err, &held) || ctx.Err() != nil {
		return nil, err
	}
	if err != nil {
		return append(findings, failed("file", "database", err)), nil
	}
	return findings, nil
}

func (a *app) checkLastSync(ctx context.Context, s *store.Store) (finding, error) {
	f := finding{area: "file", name: "last sync", status: statusOK}
	var started sql.NullTime
	var failure sql.NullString
	err := s.QueryRow(ctx, `
		SELECT max(started_utc), arg_max_null(error, batch_id)
		FROM meta.sync_batch`).Scan(&started, &failure)
	switch {
	case err != nil:
		return f, fmt.Errorf("read the ledger: %w", err)
	case !started.Valid:
		f.status, f.value, f.advice = statusWatch, "none yet", "mirrors the sources: "+a.command(a.file.Path, "sync")
	case failure.String != "":
		f.status, f.value, f.advice = statusWrong, failure.String, "tries again: "+a.command(a.file.Path, "sync")
	default:
		f.value = a.ago(started.Time)
	}
	return f, nil
}

func (a *app) checkLastBuild(ctx context.Context, s *store.Store) (finding, error) {
	f := finding{area: "file", name: "last build", status: statusOK}
	var finished sql.NullTime
	var behind bool
	err := s.QueryRow(ctx, `
		SELECT max(finished_utc), coalesce(max(finished_utc) < (SELECT max(started_utc) FROM meta.sync_batch WHERE rows_new + rows_changed + rows_deleted > 0), false)
		FROM meta.build`).Scan(&finished, &behind)
	switch {
	case err != nil:
		return f, fmt.Errorf("read the ledger: %w", err)
	case !finished.Valid:
		f.status, f.value, f.advice = statusWatch, "none yet", "makes the figures: "+a.command(a.file.Path, "build")
	case behind:
		f.status, f.value, f.advice = statusWatch, a.ago(finished.Time)+", before the last sync", "catches up: "+a.command(a.file.Path, "build")
	default:
		f.value = a.ago(finished.Time)
	}
	return f, nil
}

// checkTexts looks whether the texts that were pruned from the file are in the last
// snapshot, and reads them unless quick; nothing where none was pruned.
func (a *app) checkTexts(ctx context.Context, s *store.Store, quick bool) ([]finding, error) {
	f := finding{area: "file", name: "pruned texts", status: statusOK}
	var files []string
	err := s.Read(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		files, err = a.library().TextFiles(ctx, tx, !quick)
		return err
	})
	switch {
	case ctx.Err() != nil:
		return nil, err
	case err != nil:
		f = failed(f.area, f.name, err)
	case files == nil:
		return nil, nil
	default:
		f.value = fmt.Sprintf("in %s files of the last snapshot in %s", engine.Count(int64(len(files))), a.library().Folder)
	}
	return []finding{f}, nil
}

func (a *app) ago(t time.Time) string {
	return fmt.Sprintf("%s (%s ago)", t.UTC().Format(time.RFC3339), engine.Duration(a.Clock().Sub(t).Seconds()))
}
