package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sprue/engine/enginetest"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/reference"
	"sprue/engine/store"
)

// TestRunRateIsTheReference compares every mart with the row-by-row
// recomputation, exactly, on random hostile shots; then again and again after
// changes, of which only those tools and times are rebuilt.
func TestRunRateIsTheReference(t *testing.T) {
	enginetest.Seeds(t, 5, func(t *testing.T, seed uint64) {
		p := newPlant(seed)
		if seed%2 == 1 {
			p = newSteadyPlant(seed)
		}
		compareHistory(t, p, 3)
	})
}

func compareHistory(t *testing.T, p *plant, steps int) {
	s := openStore(t)
	prepareRunRate(t, s, p.cfg)
	putShots(t, s, p.shots, nil)
	buildRunRate(t, s, p.cfg, nil)
	compareRates(t, s, p, "full")
	for step := range steps {
		spans := p.change()
		putShots(t, s, p.shots, spans)
		buildRunRate(t, s, p.cfg, spans)
		compareRates(t, s, p, fmt.Sprintf("step %d, %v", step, spans))
		if t.Failed() {
			return
		}
	}
	compareWithFull(t, s, p.cfg)
}

// compareWithFull: a full build gives the same rows, in all columns.
func compareWithFull(t *testing.T, s *store.Store, cfg Config) {
	t.Helper()
	tables := []string{"shot_interval", "imputed_shot", "stop", "run", "run_rate_slot", "run_rate_hour", "run_rate_day", "run_rate_shift", "roi_slot", "roi_tool_day", "ana_slot", "ana_shot_made"}
	got := map[string][]row{}
	for _, name := range tables {
		got[name] = readRows(t, s, "SELECT * FROM mart."+name)
	}
	buildRunRate(t, s, cfg, nil)
	for _, name := range tables {
		compareRows(t, "incremental, full: "+name, got[name], readRows(t, s, "SELECT * FROM mart."+name))
	}
}

// prepareRunRate makes the tables, and locations whose zones have offsets.
func prepareRunRate(t testing.TB, s *store.Store, cfg Config) {
	t.Helper()
	inBuild(t, s, cfg, func(ctx context.Context, b *build) error {
		b.full = true
		if err := b.createModels(ctx); err != nil {
			return err
		}
		for _, at := range places() {
			if at.id == 0 {
				continue
			}
			if _, err := b.tx.Exec(ctx, "INSERT INTO raw.location_history (id, name, time_zone_id) VALUES (?, ?, ?)", at.id, "x", at.zone); err != nil {
				return err
			}
		}
		_, err := b.tx.Exec(ctx, `
			INSERT INTO core.packet (packet_id, arrived_utc) VALUES (1, TIMESTAMP '2026-11-24');
			INSERT INTO raw.mold_history (id, equipment_code, cycle_time_limit1, cycle_time_limit1unit, cycle_time_limit2, cycle_time_limit2unit)
			SELECT m.id, 't-' || t.no, m.limit1, m.unit1, m.limit2, m.unit2
			FROM (VALUES (1, 3, ' percentage', 1.5, 'SECOND'), (2, 4, 's', 0, 'SECOND'), (3, 7, ' ', NULL, 'PERCENTAGE')) m (id, limit1, unit1, limit2, unit2)
			CROSS JOIN range(1, 5) t (no)`)
		if err != nil {
			return err
		}
		return b.refillAll(ctx, "location_version", "core.zone_offset")
	})
}

// inBuild does something inside a build's transaction.
func inBuild(t testing.TB, s *store.Store, cfg Config, do func(context.Context, *build) error) {
	t.Helper()
	p := newPipeline(t, s, cfg)
	err := s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		b, err := p.begin(ctx, tx, Options{})
		if err != nil {
			return err
		}
		return do(ctx, b)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// putShots writes the shots of those spans (all, if there are none) anew, with
// the flags that they have before the run rate.
func putShots(t testing.TB, s *store.Store, shots []reference.Shot, spans []span) {
	t.Helper()
	values := []string{}
	for _, shot := range shots {
		if spans == nil || slices.ContainsFunc(spans, func(at span) bool { return at.holds(shot) }) {
			values = append(values, shotValues(shot))
		}
	}
	err := s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		for _, at := range spans {
			_, err := tx.Exec(ctx, `
				DELETE FROM core.shot
				WHERE context_no IN (SELECT context_no FROM core.shot_context WHERE equipment_code = ?)
				  AND epoch_us(shot_time_utc) >= ? AND epoch_us(shot_time_utc) < ?`,
				at.tool, at.from, at.to)
			if err != nil {
				return err
			}
		}
		if len(values) == 0 {
			return nil
		}
		_, err := tx.Exec(ctx, `
			CREATE OR REPLACE TEMP TABLE put AS SELECT * FROM core.master_shot LIMIT 0;
			INSERT INTO put (counter_code, seq, shot_time_utc, utc_day, ct, temperature, equipment_code, mold_id,
				part_id, part_code, cavities, approved_ct, location_id, location_name, time_zone, dq_flags, quality_score)
			VALUES `+strings.Join(values, ", ")+`;
			CREATE OR REPLACE TEMP TABLE put_context AS
			SELECT (SELECT coalesce(max(context_no), 0) FROM core.shot_context) + row_number() OVER () AS context_no, c.*
			FROM (SELECT DISTINCT counter_code, equipment_code, mold_id, part_id, part_code, cavities, approved_ct, location_id,
				location_name, time_zone, zone_offset_us(time_zone, shot_time_utc) AS offset_us FROM put) AS c;
			INSERT INTO core.shot_context BY NAME SELECT *, 0 AS day_start_us FROM put_context;
			INSERT INTO core.shot BY NAME
			SELECT c.context_no, p.seq, p.shot_time_utc, p.utc_day, p.ct, p.temperature, p.dq_flags, p.quality_score
			FROM put p
			JOIN put_context c ON c.counter_code = p.counter_code AND c.equipment_code = p.equipment_code
				AND (c.mold_id, c.part_id, c.part_code, c.cavities, c.approved_ct, c.location_id, c.location_name, c.time_zone, c.offset_us)
				IS NOT DISTINCT FROM
				(p.mold_id, p.part_id, p.part_code, p.cavities, p.approved_ct, p.location_id, p.location_name, p.time_zone, zone_offset_us(p.time_zone, p.shot_time_utc))`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (at span) holds(s reference.Shot) bool {
	return s.EquipmentCode == at.tool && at.from <= s.TimeUTC && s.TimeUTC < at.to
}

func shotValues(s reference.Shot) string {
	number := func(v reference.Int, format string) string {
		if !v.Valid {
			return "NULL"
		}
		return fmt.Sprintf(format, v.V)
	}
	text := func(v reference.Text) string {
		if !v.Valid {
			return "NULL"
		}
		return store.Literal(v.V)
	}
	return fmt.Sprintf("('%s', %s, make_timestamp(%d), make_timestamp(%[3]d)::DATE, %[4]d / 1000000, %s, '%s', %d, %s, %s, %d, %s, %s, %s, '%s', %d, %d)",
		s.Counter, number(s.Seq, "%d"), s.TimeUTC, s.CT, temperatureValue(s.Temperature), s.EquipmentCode, s.MoldID, number(s.PartID, "%d"), text(s.PartCode),
		s.Cavities, number(s.ApprovedCT, "%d / 1000000"), number(s.LocationID, "%d"), text(s.LocationName), s.TimeZone, s.Flags, s.Flags.Score())
}

func temperatureValue(v reference.Float) string {
	if !v.Valid {
		return "NULL"
	}
	return fmt.Sprint(v.V)
}

// buildRunRate rebuilds those spans, or all.
func buildRunRate(t testing.TB, s *store.Store, cfg Config, spans []span) {
	t.Helper()
	inBuild(t, s, cfg, func(ctx context.Context, b *build) error {
		b.full = spans == nil
		for _, at := range spans {
			_, err := b.tx.Exec(ctx, "INSERT INTO dirty_tool VALUES (?, ?, ?)", at.tool, time.UnixMicro(at.from).UTC(), time.UnixMicro(at.to).UTC())
			if err != nil {
				return err
			}
		}
		for _, m := range b.models {
			if m.IsStep() || b.full && strings.HasPrefix(m.Name, "mart.") {
				if err := create(ctx, b.tx, m); err != nil {
					return err
				}
			}
		}
		return b.withScratch(ctx, func() error { return b.runRate(ctx) })
	})
}

func compareRates(t testing.TB, s *store.Store, p *plant, when string) {
	t.Helper()
	rates := reference.RunRate(p.shots, judged(p.cfg))
	pipelinetest.CheckRates(t, s, rates, when)
	pipelinetest.CheckBridge(t, s, reference.LossBridge(rates.ToolDays, nil), when)
	pipelinetest.CheckSessions(t, s, reference.Sessions(rates.Intervals, judged(p.cfg), ownLimits, usualLimits(p.cfg)), when)
}

func usualLimits(cfg Config) reference.Limits {
	return reference.Limits{Share1: million(cfg.Quality.Level1), Share2: million(cfg.Quality.Level2)}
}

func noLimits(int64) reference.Limits { return reference.Limits{} }

func million(share float64) reference.Int { return reference.Int{V: millionths(share), Valid: true} }

// ownLimits are those of the molds that have some, as prepareRunRate writes them.
func ownLimits(mold int64) reference.Limits {
	switch mold {
	case 1:
		return reference.Limits{Share1: million(0.03), Distance2: million(1.5)}
	case 2:
		return reference.Limits{Distance1: million(4)}
	}
	return reference.Limits{}
}

// row is a row of a table, as a case writes it.
type row []any

func readRows(t testing.TB, s *store.Store, query string) []row {
	t.Helper()
	rows, err := s.Query(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	all := []row{}
	for rows.Next() {
		r, into := make(row, len(columns)), make([]any, len(columns))
		for i := range r {
			into[i] = &r[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// compareRows shows the first rows that only one side has.
func compareRows(t testing.TB, what string, got, want []row) {
	t.Helper()
	pipelinetest.CheckLines(t, what, words(got), words(want))
}

func words(rows []row) []string {
	all := []string{}
	for _, r := range rows {
		all = append(all, strings.TrimSpace(fmt.Sprintln(r...)))
	}
	return all
}
