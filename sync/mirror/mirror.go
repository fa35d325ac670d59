package mirror

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/store"
	"sprue/sync/source"
)

// Mirror keeps raw.* equal to its sources. Only one Sync may run at a time.
type Mirror struct {
	cfg   Config
	store *store.Store
	clock func() time.Time
	log   *slog.Logger
}

// New makes a mirror in a store.
func New(cfg Config, s *store.Store, clock func() time.Time, log *slog.Logger) (*Mirror, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	return &Mirror{cfg: cfg, store: s, clock: clock, log: log}, nil
}

// Sync reads what the sources have and the mirror has not. It may be stopped at
// any moment: what was committed stays, and the next sync goes on from there.
// The report holds what was done even where an error ended it. An error is an
// *engine.Error, or that of ctx.
func (m *Mirror) Sync(ctx context.Context, sources []source.Source, opts Options) (Report, error) {
	report := Report{Started: m.clock().UTC().Truncate(time.Microsecond)}
	memory := &share{store: m.store, log: m.log, limitMB: m.cfg.MemoryLimitMB}
	defer memory.end(ctx)
	for _, src := range sources {
		if err := m.sync(ctx, src, opts, memory, &report); err != nil {
			return report, err
		}
	}
	if opts.DryRun {
		return report, nil
	}
	return report, m.forgetSources(ctx)
}

// run is the sync of one source.
type run struct {
	*Mirror
	src     source.Source
	cfg     SourceConfig
	opts    Options
	started time.Time
	report  *Report
	memory  *share
	done    int64 // bytes read so far
	total   int64
}

func (m *Mirror) sync(ctx context.Context, src source.Source, opts Options, memory *share, report *Report) error {
	r := &run{Mirror: m, src: src, cfg: m.cfg.source(src.Name()), opts: opts, started: report.Started, report: report, memory: memory}
	before := r.costNow()
	err := r.all(ctx)
	if ledger := r.saveCost(context.WithoutCancel(ctx), before); ledger != nil {
		r.log.Error("what the sync cost could not be written down", "error", ledger)
	}
	return err
}

// all syncs all tables of the source.
func (r *run) all(ctx context.Context) error {
	tables, err := r.tables()
	if err != nil {
		return err
	}
	known, err := r.known(ctx)
	if err != nil {
		return err
	}
	states, err := r.states(ctx, tables)
	if err != nil {
		return err
	}
	before := r.costNow()
	survey, err := r.src.Survey(ctx, r.store, source.Ask{Tables: tables, Known: r.trusted(known), States: states})
	if spent := r.costNow().Minus(before); spent != (source.Cost{}) {
		r.report.Tables = append(r.report.Tables, TableReport{Source: r.src.Name(), Table: Catalogue, Cost: spent})
	}
	if err == nil {
		err = r.check(tables, survey)
	}
	if err != nil {
		return r.failed(ctx, "", err)
	}
	r.total = r.toRead(survey.Found, known)
	for _, f := range survey.Found {
		if err := r.table(ctx, f, known[f.Table.Name]); err != nil {
			return r.failed(ctx, f.Table.Name, err)
		}
	}
	return r.markFresh(ctx)
}

// tables are those that the source delivers and the options ask for.
func (r *run) tables() ([]source.Table, error) {
	for _, name := range r.opts.Tables {
		if err := r.cfg.checkTable("table", name); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(r.cfg.Delivers(), func(t source.Table) bool { return !among(t.Name, r.opts.Tables) }), nil
}

func (r *run) table(ctx context.Context, f source.Found, known []source.Piece) error {
	for _, note := range f.Notes {
		r.note("%s: %s", f.Table.Name, note)
	}
	r.report.Tables = append(r.report.Tables, TableReport{Source: r.src.Name(), Table: f.Table.Name})
	began, before := r.clock(), r.costNow()
	defer func() {
		r.counts().Duration = r.clock().Sub(began)
		r.counts().Cost = r.costNow().Minus(before)
	}()
	switch {
	case r.opts.DryRun:
		return r.plan(ctx, f, known)
	case f.Table.Large:
		return r.large(ctx, f, known)
	default:
		return r.small(ctx, f, known)
	}
}

// counts are those of the table that is being read.
func (r *run) counts() *TableReport { return &r.report.Tables[len(r.report.Tables)-1] }

func (r *run) note(format string, args ...any) {
	note := fmt.Sprintf(format, args...)
	r.report.Notes = append(r.report.Notes, note)
	r.log.Info("sync: "+note, "source", r.src.Name())
}

// failed puts a failure into the ledger and gives it back as a user's error.
func (r *run) failed(ctx context.Context, table string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var in *source.InTable
	if table == "" && errors.As(err, &in) {
		table = in.Table
	}
	err = store.Explain(err)
	r.log.Error("sync failed", "source", r.src.Name(), "table", table, "error", err)
	if !r.opts.DryRun {
		if ledger := r.recordFailure(ctx, table, err); ledger != nil {
			r.log.Error("the failure could not be written into the ledger", "error", ledger)
		}
	}
	return asUser(r.src.Name(), table, err)
}

func asUser(name, table string, err error) error {
	var said *engine.Error
	if errors.As(err, &said) {
		return err
	}
	doing := strings.TrimSpace("mirror " + name + " " + table)
	return &engine.Error{Code: engine.CodeData, Doing: doing, Message: err.Error(), Cause: err}
}

// progress tells how far the sync is.
func (r *run) progress(ctx context.Context, bytes int64) {
	r.done += bytes
	if _, ok := r.src.(coster); ok {
		r.memory.read(ctx, bytes)
	}
	if r.opts.Progress == nil {
		return
	}
	c := r.counts()
	r.opts.Progress(Progress{Source: c.Source, Table: c.Table, Rows: c.Read, Bytes: c.Bytes, Done: r.done, Total: r.total})
}
