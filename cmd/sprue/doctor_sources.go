package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"sprue/engine"
	"sprue/engine/store"
	"sprue/sync/snowflake"
	"sprue/sync/source"
)

// checkSources surveys every source: is it there, and are its tables complete?
// Headers are read by an empty DuckDB of its own, so that a file that is
// locked or damaged does not hide what the sources are like.
func (a *app) checkSources(ctx context.Context) []finding {
	if len(a.file.Sources) == 0 {
		return []finding{{area: "sources", name: "all", status: statusWatch, value: "none configured", advice: "name one under 'sources' in sprue.yaml, or try 'sprue demo'"}}
	}
	var findings []finding
	err := inScratch(ctx, func(s *store.Store) error {
		for _, settings := range a.file.Sources {
			from, err := settings.Open(a.log())
			if err != nil {
				findings = append(findings, failed("sources", settings.Config.Name, err))
				continue
			}
			findings = append(findings, checkSource(ctx, s, from, settings.Delivers())...)
			a.close([]source.Source{from})
		}
		return nil
	})
	if err != nil {
		findings = append(findings, failed("sources", "all", err))
	}
	return findings
}

// checkPush asks the schema that tables are pushed into what it holds. That the role
// may write there shows with the first push.
func (a *app) checkPush(ctx context.Context) []finding {
	if !a.file.Push.IsSet() {
		return nil
	}
	into, err := a.file.PushTarget()
	if err != nil {
		return []finding{failed("sources", "push", err)}
	}
	target, err := snowflake.NewTarget(into, a.log())
	if err != nil {
		return []finding{failed("sources", "push", err)}
	}
	held, err := target.Held(ctx)
	if err = errors.Join(err, target.Close()); err != nil {
		return []finding{failed("sources", "push", err)}
	}
	return []finding{{area: "sources", name: "push", status: statusOK, value: engine.Counted(int64(len(held)), "table", "tables") + " in " + target.Name()}}
}

func inScratch(ctx context.Context, do func(s *store.Store) error) (err error) {
	dir, err := os.MkdirTemp("", "sprue-doctor-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	s, err := store.Open(ctx, store.Config{Path: filepath.Join(dir, "scratch.duckdb"), MemoryLimitMB: 256})
	if err != nil {
		return err
	}
	return errors.Join(do(s), s.Close())
}

func checkSource(ctx context.Context, s *store.Store, from source.Source, tables []source.Table) []finding {
	survey, err := from.Survey(ctx, s, source.Ask{Tables: tables})
	if err != nil {
		return []finding{failed("sources", from.Name(), err)}
	}
	there := map[string]source.Found{}
	for _, f := range survey.Found {
		there[f.Table.Name] = f
	}
	var findings []finding
	for _, table := range tables {
		f := finding{area: "sources", name: from.Name() + " " + table.Name, status: statusOK}
		in, ok := there[table.Name]
		switch {
		case !ok && table.Required:
			f.status, f.value, f.advice = statusWrong, "missing", nearestName(table.Name, survey.Others)
		case !ok:
			f.status, f.value = "", "missing; optional"
		default:
			f.value = summary(in)
			if len(in.Notes) > 0 {
				f.status, f.advice = statusWatch, strings.Join(in.Notes, "; ")
			}
			if lacking := lackingColumns(in); len(lacking) > 0 {
				f.status, f.advice = statusWrong, "required columns are missing: "+strings.Join(lacking, ", ")
			}
		}
		findings = append(findings, f)
	}
	return findings
}

func summary(f source.Found) string {
	read := "read whole"
	if f.Table.Cursor.Column != "" {
		read = "read by " + f.Table.Cursor.Column
	}
	if at, _, _ := strings.Cut(f.State, " "); at != "" {
		return read + ", last changed " + at
	}
	if len(f.Pieces) == 0 {
		return read
	}
	var bytes int64
	for _, piece := range f.Pieces {
		bytes += piece.Size
	}
	return fmt.Sprintf("%s files, %s MB", engine.Count(int64(len(f.Pieces))), engine.Significant(float64(bytes)/1e6))
}

func lackingColumns(f source.Found) []string {
	for _, piece := range f.Pieces {
		if piece.Columns == nil {
			continue
		}
		if lacking := f.Table.Lacking(piece.Columns); len(lacking) > 0 {
			return lacking
		}
	}
	return nil
}

func nearestName(table string, others []string) string {
	if nearest := source.Nearest(table, others); nearest != "" {
		return "is it " + nearest + "? Then rename it"
	}
	return "the source must deliver this table"
}
