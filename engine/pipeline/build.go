package pipeline

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"sprue/engine/models"
	"sprue/engine/store"
)

const (
	kindFull        = "full"
	kindIncremental = "incremental"
	kindNone        = "none"
)

// build is one build inside its transaction.
type build struct {
	cfg                          Config
	opts                         Options
	tx                           *store.Tx
	clock                        func() time.Time
	log                          *slog.Logger
	texts                        TextFiles
	pruned                       string // relation of the texts that were pruned; "" where none was
	started                      time.Time
	models                       []models.Model // in the order in which they can be built
	existing                     map[string]bool
	id                           uint64
	full                         bool            // all is made anew, from the texts of packets on
	first                        bool            // nothing was built before
	sameModels                   bool            // they are those of the build before
	shots                        bool            // all is made anew, from the items of packets on; full is that too
	stale                        map[string]bool // models that are made anew for all tools and days
	kept                         string          // file of the items that were read earlier, where shots are made anew; "" without
	workers                      int
	changedTools                 int64    // whose settings changed
	allRuns, allBuckets, allDays bool     // the group of tables is made anew for all tools
	flagged                      int64    // shots whose flags the run rate changed
	packets                      int64    // that came, vanished or arrived anew
	lastRows                     int64    // that the last fill added
	order                        []string // models in the order in which they were first filled
	counts                       map[string]*ModelReport
	scratch                      string // folder of the large steps
	items                        string // folder of the items of packets
	memory                       *memoryWatch
	sizes                        sizes
	report                       Report
}

// run is the whole of a build; each step reads what the ones before it left.
func (b *build) run(ctx context.Context) error {
	if err := b.decide(ctx); err != nil {
		return err
	}
	b.report.BuildID, b.report.Kind = b.id, kindIncremental
	if b.full {
		b.report.Kind = kindFull
	}
	return b.withScratch(ctx, func() error {
		err := b.steps(ctx, b.findTexts, b.keepItems, b.createModels, b.keepLineage, b.checkNames, b.readPackets, b.computePeriods, b.findDirty, b.markChanged)
		if err != nil {
			return err
		}
		if b.opts.DryRun {
			return errDry
		}
		if !b.full && !b.isDirty() && !b.makesAnew() {
			b.report.Kind = kindNone
			return nil
		}
		return b.steps(ctx, b.gatherItems, b.master, b.runRate, b.quality, b.anomalies, b.processEvents, b.stretches, b.checkBalance, b.forgetContexts, b.writeLedger)
	})
}

func (b *build) steps(ctx context.Context, steps ...func(context.Context) error) error {
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// readSchemas lists the tables and views that exist.
func (b *build) readSchemas(ctx context.Context) error {
	b.existing = map[string]bool{}
	names, err := queryAll[string](ctx, b.tx, `
		SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = current_database()
		UNION ALL
		SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE NOT internal AND database_name = current_database()`)
	for _, name := range names {
		b.existing[name] = true
	}
	return err
}

func (b *build) writeMacros(ctx context.Context) error {
	macros, err := models.Macros()
	if err != nil {
		return err
	}
	if _, err := b.tx.Exec(ctx, macros); err != nil {
		return fmt.Errorf("define the macros of the models: %w", err)
	}
	return nil
}

// writeScope makes the temp tables that tell the models what to work on.
func (b *build) writeScope(ctx context.Context) error {
	statements := []string{
		"CREATE OR REPLACE TEMP TABLE scope_build (build_id UBIGINT, started_utc TIMESTAMP)",
		"CREATE OR REPLACE TEMP TABLE scope_counter (counter_code VARCHAR)",
		"CREATE OR REPLACE TEMP TABLE scope_counter_day (counter_code VARCHAR, utc_day DATE, items BIGINT)",
		"CREATE OR REPLACE TEMP TABLE scope_last (counter_code VARCHAR, utc_day DATE, last_utc TIMESTAMP, last_seq BIGINT)",
		"CREATE OR REPLACE TEMP TABLE scope_before (counter_code VARCHAR, utc_day DATE, before_utc TIMESTAMP, before_seq BIGINT)",
		`CREATE OR REPLACE TEMP TABLE scope_gap (
			counter_code VARCHAR, context_no INTEGER, from_seq BIGINT, to_seq BIGINT, from_utc TIMESTAMP, to_utc TIMESTAMP, utc_day DATE)`,
		"CREATE OR REPLACE TEMP TABLE scope_context (context_no INTEGER, counter_code VARCHAR, decision UBIGINT)",
		"CREATE OR REPLACE TEMP TABLE dirty_tool (equipment_code VARCHAR, from_utc TIMESTAMP, to_utc TIMESTAMP)",
		"CREATE OR REPLACE TEMP TABLE dirty_pair (counter_code VARCHAR, utc_day DATE, items BIGINT, chunk BIGINT)",
		"CREATE OR REPLACE TEMP TABLE scope_counter_no (counter_no INTEGER, counter_code VARCHAR)",
		`CREATE OR REPLACE TEMP TABLE todo_packet (
			packet_id UBIGINT, row_no BIGINT, bytes BIGINT, counter_no INTEGER, start_day DATE, arrived_utc TIMESTAMP,
			reading ENUM('clean', 'exact', 'empty', 'outside'), chunk BIGINT)`,
		`CREATE OR REPLACE TEMP TABLE left_out (
			packet_id UBIGINT, item INTEGER, reason VARCHAR, counter_code VARCHAR, shot_time_utc TIMESTAMP, seq BIGINT, utc_day DATE)`,
		"CREATE OR REPLACE TEMP TABLE scope_entry AS FROM left_out",
		"CREATE OR REPLACE TEMP TABLE scope_shot_day (context_no INTEGER, utc_day DATE)",
		"CREATE OR REPLACE TEMP TABLE scope_quality_day (equipment_code VARCHAR, local_date DATE)",
		"CREATE OR REPLACE TEMP TABLE scope_quality_utc_day (utc_day DATE)",
		"CREATE OR REPLACE TEMP TABLE gone_packet (packet_id UBIGINT)",
		"CREATE OR REPLACE TEMP TABLE gone_pair (counter_code VARCHAR, utc_day DATE)",
		`CREATE OR REPLACE TEMP VIEW scope_item AS
		SELECT 0::UBIGINT AS packet_id, 0::INTEGER AS item, 0::INTEGER AS counter_no, NULL::DATE AS utc_day, NULL::TIMESTAMP AS shot_time_utc,
			0::BIGINT AS seq, 0::DOUBLE AS ct, 0::DOUBLE AS temperature, 0::UTINYINT AS flags, NULL::VARCHAR AS reason
		WHERE FALSE`,
		"CREATE OR REPLACE TEMP TABLE came_key (source VARCHAR, key VARCHAR, kind VARCHAR, items BIGINT, packet_id UBIGINT)",
		scopeText,
		scopeArrival("WHERE FALSE"),
		scopePacket("WHERE FALSE"),
		// core.shot may not be there yet; countHours makes the view anew.
		`CREATE OR REPLACE TEMP VIEW scope_shot AS
		SELECT 0::INTEGER AS context_no, NULL::TIMESTAMP AS shot_time_utc, 0::DOUBLE AS temperature, 0::UINTEGER AS dq_flags, 0::UBIGINT AS packet_id
		WHERE FALSE`,
	}
	for _, statement := range slices.Concat(statements, runRateScope(), anomalyScope(), processScope(), stretchScope()) {
		if _, err := b.tx.Exec(ctx, statement); err != nil {
			return fmt.Errorf("make scope tables: %w", err)
		}
	}
	return b.tx.QueryRow(ctx, "SELECT current_setting('threads')::INTEGER").Scan(&b.workers)
}

// decide gives the build its id, and finds what it makes anew because a setting
// or a model is another one.
func (b *build) decide(ctx context.Context) error {
	// A full build of some days keeps the others, so it reads no packet again.
	b.full = !b.limited() && (b.opts.Full || !b.cfg.Build.EnableIncremental)
	if err := b.tx.QueryRow(ctx, "SELECT coalesce(max(build_id), 0) + 1 FROM meta.build").Scan(&b.id); err != nil {
		return fmt.Errorf("read the last build: %w", err)
	}
	if _, err := b.tx.Exec(ctx, "INSERT INTO scope_build VALUES (?, ?)", b.id, b.started); err != nil {
		return err
	}
	return b.findChanges(ctx)
}

// limited tells whether the build is kept to some days.
func (b *build) limited() bool { return !b.opts.From.IsZero() || !b.opts.To.IsZero() }

// createModels makes the temp tables anew, the views unless they are those of the
// build before, and the tables that are to be filled anew.
func (b *build) createModels(ctx context.Context) error {
	err := b.exec(ctx, "make core.pending_pair", `
		CREATE TABLE IF NOT EXISTS core.pending_pair (counter_code VARCHAR, utc_day DATE);
		COMMENT ON TABLE core.pending_pair IS 'Counters and UTC days that a build limited to other days left for the next one';
		COMMENT ON COLUMN core.pending_pair.counter_code IS 'Counter whose day is to be built, in upper case';
		COMMENT ON COLUMN core.pending_pair.utc_day IS 'UTC day of its shots'`)
	if err != nil {
		return err
	}
	if err := b.dropEarlier(ctx); err != nil {
		return err
	}
	for _, m := range b.models {
		if m.Kind == models.Table && !b.isAnew(m.Name) || m.Kind == models.View && b.sameModels && b.existing[m.Name] {
			continue
		}
		if err := create(ctx, b.tx, m); err != nil {
			return err
		}
	}
	return nil
}

// dropEarlier drops tables that an earlier version kept where this one has a view,
// and views where it has a table.
func (b *build) dropEarlier(ctx context.Context) error {
	views, err := queryAll[string](ctx, b.tx, "SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE NOT internal AND database_name = current_database()")
	if err != nil {
		return fmt.Errorf("list views: %w", err)
	}
	for _, m := range b.models {
		isView := slices.Contains(views, m.Name)
		switch {
		case m.Kind == models.View && b.existing[m.Name] && !isView:
			err = b.exec(ctx, "drop the earlier table "+m.Name, "DROP TABLE "+m.Name)
		case m.Kind == models.Table && isView:
			err = b.exec(ctx, "drop the earlier view "+m.Name, "DROP VIEW "+m.Name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// createMissing makes only what does not exist; temp tables, which others
// read, always. Beside tables of an earlier version's models some of this one's
// cannot be made: these are left to the next build, which makes all anew.
func (b *build) createMissing(ctx context.Context) error {
	earlier := slices.ContainsFunc(b.models, func(m models.Model) bool { return m.Kind == models.Table && b.existing[m.Name] })
	for _, m := range b.models {
		if b.existing[m.Name] {
			continue
		}
		if err := create(ctx, b.tx, m); err != nil && !earlier {
			return err
		}
	}
	if earlier {
		return b.exec(ctx, "make meta.lineage", strings.Replace(lineageTable, "CREATE OR REPLACE TABLE", "CREATE TABLE IF NOT EXISTS", 1))
	}
	return b.keepLineage(ctx)
}

func (b *build) progress(step string, done, total int64) {
	if b.opts.Progress != nil {
		b.opts.Progress(Progress{Step: step, Done: done, Total: total})
	}
}
