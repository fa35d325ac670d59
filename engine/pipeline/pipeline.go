package pipeline

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"sprue/engine"
	"sprue/engine/models"
	"sprue/engine/store"
)

// Pipeline builds the models of one file. Its methods may be called from many
// goroutines; builds wait for each other in the store.
type Pipeline struct {
	cfg   Config
	store *store.Store
	clock func() time.Time
	log   *slog.Logger
	texts TextFiles
	sizes sizes
}

// sizes cut the work of a build where its configuration does not: they decide time and
// memory, and no figure.
type sizes struct {
	shotsPerStretch int64 // whose intervals are written together: about three row groups of DuckDB
	countsPerGroup  int64 // of weeks and baselines that are told together: each takes about 1 kB
}

// New checks the configuration.
func New(cfg Config, s *store.Store, clock func() time.Time, log *slog.Logger) (*Pipeline, error) {
	if err := cfg.Validate(); err != nil {
		return nil, &engine.Error{Code: engine.CodeUsage, Doing: "read the configuration", Message: err.Error(), Cause: err}
	}
	none := func(context.Context, *store.Tx, bool) ([]string, error) {
		return nil, errors.New("the texts of packets were pruned, and no place of them is known")
	}
	return &Pipeline{cfg: cfg, store: s, clock: clock, log: log, texts: none, sizes: sizes{shotsPerStretch: 400_000, countsPerGroup: 200_000}}, nil
}

// Options say what a build does.
type Options struct {
	Full     bool           // forget what was built
	DryRun   bool           // find what is dirty, build nothing
	From     time.Time      // UTC days from the one of this instant on; zero is open
	To       time.Time      // UTC days before the one of this instant; zero is open
	Progress func(Progress) // called between chunks, from the building goroutine; may be nil
}

// Progress is how far a build is.
type Progress struct {
	Step  string // 'packets', 'master', 'run rate'
	Done  int64  // shots (packets: bytes) of the step that are done
	Total int64
}

// Report is what a build did.
type Report struct {
	BuildID    uint64
	Kind       string // full, incremental or none (nothing was dirty)
	DirtyPairs int64  // (counter, UTC day) that were, or would be, rebuilt
	Shots      int64  // rows of core.master_shot that were written
	Changes    []Change
	Ignored    []IgnoredKey
	Models     []ModelReport
	Duration   time.Duration
	PeakMemory int64 // bytes, resident
}

// ModelReport is what filling one model took, over all chunks.
type ModelReport struct {
	Model   string
	RowsIn  *int64 // of the input that decides its work; nil is not known
	RowsOut int64
	Seconds float64
}

// errDry rolls a dry run back.
var errDry = errors.New("dry run")

// Ensure creates the tables and views of the models that are missing, so that
// pages work before the first build.
func (p *Pipeline) Ensure(ctx context.Context) error {
	if complete, err := p.complete(ctx); err != nil || complete {
		return err
	}
	return p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		b, err := p.begin(ctx, tx, Options{})
		if err != nil {
			return err
		}
		return b.createMissing(ctx)
	})
}

// complete tells whether every table and view exists; models of another
// version are made by the next build.
func (p *Pipeline) complete(ctx context.Context) (bool, error) {
	all, err := models.All()
	if err != nil {
		return false, err
	}
	all = append(all, models.Model{Name: "meta.lineage"})
	for _, m := range all {
		if m.IsStep() {
			continue
		}
		var exists bool
		err := p.store.QueryRow(ctx, `
			SELECT count(*) > 0 FROM information_schema.tables
			WHERE table_catalog = current_database() AND table_schema || '.' || table_name = ?`, m.Name).Scan(&exists)
		if err != nil || !exists {
			return false, err
		}
	}
	return true, nil
}

// Build brings core.* and mart.* up to date with raw.*, in one transaction:
// readers see all of it or nothing.
func (p *Pipeline) Build(ctx context.Context, opts Options) (Report, error) {
	started := p.clock()
	var report Report
	giveBack, err := p.store.Take(ctx, store.Share{MemoryLimitMB: p.cfg.Build.EngineMemoryMB(), Threads: p.cfg.Build.MaxWorkers})
	if err != nil {
		return Report{}, err
	}
	memory := watchMemory(lookEvery)
	defer memory.stop()
	err = p.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		b, err := p.begin(ctx, tx, opts)
		if err != nil {
			return err
		}
		b.memory = memory
		err = b.run(ctx)
		report = b.report
		return err
	})
	err = errors.Join(err, giveBack(context.WithoutCancel(ctx)))
	if err != nil && !(opts.DryRun && errors.Is(err, errDry)) {
		return report, err
	}
	report.Duration = p.clock().Sub(started)
	if opts.DryRun || report.Kind == kindNone {
		return report, nil
	}
	return report, p.store.Checkpoint(ctx)
}

// begin prepares a build inside a transaction: settings, macros, scope tables
// and the models' temp tables. It changes nothing that a reader notices.
func (p *Pipeline) begin(ctx context.Context, tx *store.Tx, opts Options) (*build, error) {
	b := &build{cfg: p.cfg, opts: opts, tx: tx, texts: p.texts, clock: p.clock, log: p.log, sizes: p.sizes, started: p.clock().UTC(), stale: map[string]bool{}, counts: map[string]*ModelReport{}}
	all, err := models.All()
	if err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context) error{b.readSchemas, b.writeMacros, b.writeScope} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	if err := writeSettings(ctx, tx, p.cfg); err != nil {
		return nil, err
	}
	if err := promoteExtra(all, p.cfg.Shots.Extra); err != nil {
		return nil, &engine.Error{Code: engine.CodeUsage, Doing: "read the configuration", Message: err.Error(), Cause: err}
	}
	b.models, err = models.Order(ctx, tx, all)
	return b, err
}
