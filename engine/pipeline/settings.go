package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// settingTable is a part of the configuration as the models read it.
type settingTable struct {
	name    string
	comment string
	columns string // DDL
	rows    [][]any
}

// settingsHash changes where a setting changes that decides a figure; how much
// a build takes at once decides none.
func settingsHash(cfg Config) (string, error) {
	cfg.Build = BuildConfig{}
	text, err := json.Marshal(cfg)
	if err != nil {
		return "", fmt.Errorf("hash the settings: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8]), nil
}

// writeSettings puts the configuration where the models read it.
func writeSettings(ctx context.Context, tx execer, cfg Config) error {
	tables := []settingTable{
		settingOverride(cfg), settingCalendar(cfg), settingShift(cfg), settingBreak(cfg), settingHoliday(cfg),
		settingRunRate(cfg), settingFamily(cfg), settingCategory(cfg), settingShots(cfg), flagTable(),
	}
	for _, t := range tables {
		if err := t.write(ctx, tx); err != nil {
			return fmt.Errorf("write settings %q: %w", t.name, err)
		}
	}
	return nil
}

func (t settingTable) write(ctx context.Context, tx execer) error {
	if _, err := tx.Exec(ctx, fmt.Sprintf("CREATE OR REPLACE TABLE %s (%s)", t.name, t.columns)); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, fmt.Sprintf("COMMENT ON TABLE %s IS %s", t.name, literal(t.comment))); err != nil {
		return err
	}
	for _, row := range t.rows {
		marks := strings.TrimSuffix(strings.Repeat("?, ", len(row)), ", ")
		if _, err := tx.Exec(ctx, fmt.Sprintf("INSERT INTO %s VALUES (%s)", t.name, marks), row...); err != nil {
			return err
		}
	}
	return nil
}

func settingOverride(cfg Config) settingTable {
	t := settingTable{
		name:    "core.setting_override",
		comment: "The overrides of the configuration, in their order; from and to NULL are open",
		columns: "place BIGINT, counter_code VARCHAR, equipment_code VARCHAR, approved_ct DOUBLE, from_utc TIMESTAMP, to_utc TIMESTAMP",
	}
	for i, o := range cfg.Overrides {
		t.rows = append(t.rows, []any{
			i + 1, textOrNull(code(o.Counter)), code(o.Tool), numberOrNull(o.ApprovedCT), timeOrNull(o.From), timeOrNull(o.To),
		})
	}
	return t
}

// settingCalendar has a row for the site (location NULL) and one for each
// location with a calendar of its own.
func settingCalendar(cfg Config) settingTable {
	t := settingTable{
		name:    "core.setting_calendar",
		comment: "When the production day starts; location NULL is the site, for all that have no row",
		columns: "location_id BIGINT, day_start_us BIGINT",
	}
	eachCalendar(cfg, func(location any, c LocationCalendar) {
		t.rows = append(t.rows, []any{location, clockMicros(c.DayStart)})
	})
	return t
}

func settingShift(cfg Config) settingTable {
	t := settingTable{
		name:    "core.setting_shift",
		comment: "The shifts of a calendar, a row for each ISO weekday on which one starts; an end at or before the start is on the next day",
		columns: "location_id BIGINT, place BIGINT, shift VARCHAR, iso_weekday BIGINT, start_us BIGINT, end_us BIGINT",
	}
	eachCalendar(cfg, func(location any, c LocationCalendar) {
		for i, s := range c.Shifts {
			days, _ := weekdays(s.Days) // Validate has seen them
			for _, day := range days {
				t.rows = append(t.rows, []any{location, i + 1, s.Name, day, clockMicros(s.Start), clockMicros(s.End)})
			}
		}
	})
	return t
}

func settingBreak(cfg Config) settingTable {
	t := settingTable{
		name:    "core.setting_break",
		comment: "The planned breaks of a calendar, on every day",
		columns: "location_id BIGINT, start_us BIGINT, end_us BIGINT",
	}
	eachCalendar(cfg, func(location any, c LocationCalendar) {
		for _, b := range c.Breaks {
			t.rows = append(t.rows, []any{location, clockMicros(b.Start), clockMicros(b.End)})
		}
	})
	return t
}

func settingHoliday(cfg Config) settingTable {
	t := settingTable{
		name:    "core.setting_holiday",
		comment: "Local production days without planned production",
		columns: "location_id BIGINT, local_date DATE",
	}
	eachCalendar(cfg, func(location any, c LocationCalendar) {
		for _, h := range c.Holidays {
			t.rows = append(t.rows, []any{location, h})
		}
	})
	return t
}

func eachCalendar(cfg Config, do func(location any, c LocationCalendar)) {
	do(nil, cfg.Calendar.site())
	for _, l := range cfg.Calendar.For {
		do(l.Location, cfg.Calendar.of(l))
	}
}

// settingRunRate has the site's parameters in place 0, complete, and one row
// for each narrower entry with NULL where it leaves the wider one.
func settingRunRate(cfg Config) settingTable {
	t := settingTable{
		name:    "core.setting_run_rate",
		comment: "Parameters of the run rate: the site's (place 0), then narrower ones; NULL leaves the wider one",
		columns: `place BIGINT, location_id BIGINT, equipment_code VARCHAR, part_code VARCHAR, run_gap_us BIGINT,
			break_on_part_change BOOLEAN, tolerance DOUBLE, stop_factor DOUBLE, idle_ct DOUBLE, gap_slack DOUBLE,
			reference VARCHAR, min_shots BIGINT, shot_time VARCHAR, micro_stop_us BIGINT`,
	}
	site := cfg.RunRate.RunRateParams
	if site.ShotTime == nil {
		site.ShotTime = &cfg.Shots.ShotTime
	}
	t.rows = append(t.rows, site.row(0, nil, nil, nil))
	for i, f := range cfg.RunRate.For {
		t.rows = append(t.rows, f.row(i+1, idOrNull(f.Location), textOrNull(code(f.Tool)), textOrNull(code(f.Part))))
	}
	return t
}

func (p RunRateParams) row(place int, location, tool, part any) []any {
	return []any{
		place, location, tool, part, microsOrNull(p.RunGap), orNull(p.BreakOnPartChange), orNull(p.Tolerance),
		orNull(p.StopFactor), orNull(p.IdleCT), orNull(p.GapSlack), orNull(p.Reference), orNull(p.MinShots),
		orNull(p.ShotTime), microsOrNull(p.MicroStop),
	}
}

func settingFamily(cfg Config) settingTable {
	t := settingTable{
		name:    "core.setting_family",
		comment: "Tooling families, in the order of the rules; NULL fits all",
		columns: "place BIGINT, tooling_family VARCHAR, supplier_id BIGINT, tooling_type VARCHAR",
	}
	for i, f := range cfg.Families {
		t.rows = append(t.rows, []any{i + 1, f.Family, idOrNull(f.Supplier), textOrNull(f.Type)})
	}
	return t
}

func settingCategory(cfg Config) settingTable {
	t := settingTable{
		name:    "core.setting_category",
		comment: "Categories of suppliers, in the order of the rules; NULL fits all",
		columns: "place BIGINT, supplier_category VARCHAR, company_type VARCHAR, tier VARCHAR, name_glob VARCHAR",
	}
	for i, r := range cfg.Suppliers.Categories {
		t.rows = append(t.rows, []any{i + 1, r.Category, textOrNull(r.CompanyType), textOrNull(r.Tier), textOrNull(globLiteral(r.Name))})
	}
	return t
}

func settingShots(cfg Config) settingTable {
	pattern := globLiteral(strings.ToUpper(cfg.Shots.CounterPattern))
	return settingTable{
		name:    "core.setting_shots",
		comment: "How packets are read: one row",
		columns: "counter_glob VARCHAR, assignment_max_age_us BIGINT",
		rows:    [][]any{{textOrNull(pattern), cfg.Shots.AssignmentMaxAge.micros()}},
	}
}

// globLiteral keeps * and ? and takes every other character as itself.
func globLiteral(pattern string) string {
	return strings.NewReplacer("[", "[[]", "\\", "\\\\").Replace(pattern)
}

func code(text string) string { return strings.ToUpper(strings.TrimSpace(text)) }

func clockMicros(clock string) int64 {
	at, _ := timeOfDay(clock) // Validate has seen it
	return at.Microseconds()
}

func textOrNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func numberOrNull(v float64) any {
	if v == 0 {
		return nil
	}
	return v
}

func idOrNull(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

func timeOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC()
}

func orNull[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

func microsOrNull(d *Duration) any {
	if d == nil {
		return nil
	}
	return d.micros()
}
