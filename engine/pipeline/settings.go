package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"sprue/engine/store"
)

// settingTable is a part of the configuration as the models read it.
type settingTable struct {
	name    string
	comment string
	columns []settingColumn
	rows    [][]any
}

// settingColumn is a column with its SQL type and what it means.
type settingColumn struct{ name, kind, comment string }

// processBounds stands among the tables of settings for what engine/spc is given:
// what a drift or a shift is.
const processBounds = "core.setting_process"

// ledgerSettings are the settings that decide a figure of a table, by table. How much a
// build takes at once decides none; money, scores of tools and when maintenance is due are
// worked out on reading.
func ledgerSettings(cfg Config) (all map[string][]settingRow, err error) {
	tables := map[string]any{
		processBounds:          []any{cfg.Quality.SPC.Bounds()},
		"core.setting_quality": []any{settingRow{"level1": cfg.Quality.Level1, "level2": cfg.Quality.Level2}},
	}
	shape := settingShape(cfg)
	shape.rows = cfg.shapes(shapeDiscard) // freeze changes no row
	for _, t := range []settingTable{
		settingOverride(cfg), settingCalendar(cfg), settingShift(cfg), settingBreak(cfg), settingHoliday(cfg), settingPlannedStop(cfg),
		settingRunRate(cfg), settingROI(cfg), settingFamily(cfg), settingCategory(cfg), settingShots(cfg), settingBaseline(cfg), shape,
	} {
		tables[t.name] = t.named()
	}
	// As the ledger gives them back, to be compared with it.
	text, err := json.Marshal(tables)
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	if err != nil {
		return nil, fmt.Errorf("write down the settings: %w", err)
	}
	return all, nil
}

// named gives the rows by column.
func (t settingTable) named() []settingRow {
	rows := []settingRow{}
	for _, values := range t.rows {
		row := settingRow{}
		for i, c := range t.columns {
			row[c.name] = values[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// settingsHash names the settings of a build in short.
func settingsHash(settings string) string {
	sum := sha256.Sum256([]byte(settings))
	return hex.EncodeToString(sum[:8])
}

// writeSettings puts the configuration where the models read it.
func writeSettings(ctx context.Context, tx execer, cfg Config) error {
	tables := []settingTable{
		settingOverride(cfg), settingCalendar(cfg), settingShift(cfg), settingBreak(cfg), settingHoliday(cfg), settingPlannedStop(cfg),
		settingRunRate(cfg), settingROI(cfg), settingFamily(cfg), settingCategory(cfg), settingShots(cfg), settingQuality(cfg), settingSPC(cfg), settingMaintenance(cfg), settingBaseline(cfg), settingBenchmark(cfg), settingShape(cfg), flagTable(),
	}
	for _, t := range tables {
		if err := t.write(ctx, tx); err != nil {
			return fmt.Errorf("write settings %q: %w", t.name, err)
		}
	}
	return nil
}

func (t settingTable) write(ctx context.Context, tx execer) error {
	if _, err := tx.Exec(ctx, t.definition()); err != nil {
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

// definition makes the table empty, with its comments.
func (t settingTable) definition() string {
	columns := make([]string, len(t.columns))
	comments := []string{fmt.Sprintf("COMMENT ON TABLE %s IS %s", t.name, store.Literal(t.comment))}
	for i, c := range t.columns {
		columns[i] = c.name + " " + c.kind
		comments = append(comments, fmt.Sprintf("COMMENT ON COLUMN %s.%s IS %s", t.name, c.name, store.Literal(c.comment)))
	}
	create := fmt.Sprintf("CREATE OR REPLACE TABLE %s (%s)", t.name, strings.Join(columns, ", "))
	return create + ";\n" + strings.Join(comments, ";\n")
}

func settingOverride(cfg Config) settingTable {
	t := settingTable{
		name:    "core.setting_override",
		comment: "The overrides of the configuration, in their order; from and to NULL are open",
		columns: []settingColumn{
			{"place", "BIGINT", "Place of the entry in the configuration, from 1; of several that fit, the last one decides"},
			{"counter_code", "VARCHAR", "Counter that the entry puts on the tool, in upper case; NULL: the entry gives an approved cycle time"},
			{"equipment_code", "VARCHAR", "Tool of the entry, in upper case"},
			{"approved_ct", "DOUBLE", "Approved cycle time of the tool, s; NULL: the entry names a counter"},
			{"from_utc", "TIMESTAMP", "First instant at which it holds, UTC; NULL: from the beginning"},
			{"to_utc", "TIMESTAMP", "First instant at which it no longer holds, UTC; NULL: open"},
		},
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
		columns: []settingColumn{
			{"location_id", "BIGINT", "Location of the calendar; NULL: the site"},
			{"day_start_us", "BIGINT", "Start of the production day, µs after local midnight"},
		},
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
		columns: []settingColumn{
			{"location_id", "BIGINT", "Location of the calendar; NULL: the site"},
			{"place", "BIGINT", "Place of the shift in its calendar, from 1"},
			{"shift", "VARCHAR", "Name of the shift"},
			{"iso_weekday", "BIGINT", "Local weekday on which it starts, 1 = Monday … 7 = Sunday"},
			{"start_us", "BIGINT", "Start, µs after local midnight"},
			{"end_us", "BIGINT", "End, µs after local midnight, exclusive; at or before start_us: on the next day"},
		},
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
		columns: []settingColumn{
			{"location_id", "BIGINT", "Location of the calendar; NULL: the site"},
			{"start_us", "BIGINT", "Start of the break, µs after local midnight"},
			{"end_us", "BIGINT", "End of the break, µs after local midnight, exclusive"},
		},
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
		columns: []settingColumn{
			{"location_id", "BIGINT", "Location of the calendar; NULL: the site"},
			{"local_date", "DATE", "Local production day without planned production"},
		},
	}
	eachCalendar(cfg, func(location any, c LocationCalendar) {
		for _, h := range c.Holidays {
			t.rows = append(t.rows, []any{location, h})
		}
	})
	return t
}

func settingPlannedStop(cfg Config) settingTable {
	t := settingTable{
		name:    "core.setting_planned_stop",
		comment: "Times without planned production, beside breaks and holidays",
		columns: []settingColumn{
			{"location_id", "BIGINT", "Location of the calendar; NULL: the site"},
			{"from_utc", "TIMESTAMP", "First instant of it, UTC"},
			{"to_utc", "TIMESTAMP", "First instant after it, UTC"},
		},
	}
	eachCalendar(cfg, func(location any, c LocationCalendar) {
		for _, p := range c.Stops {
			t.rows = append(t.rows, []any{location, p.From.UTC(), p.To.UTC()})
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
		columns: []settingColumn{
			{"place", "BIGINT", "0: the site's parameters; else the place of the entry of run_rate.for, from 1"},
			{"location_id", "BIGINT", "Location to which the entry is limited; NULL: every one"},
			{"equipment_code", "VARCHAR", "Tool to which the entry is limited, in upper case; NULL: every one"},
			{"part_code", "VARCHAR", "Part to which the entry is limited, in upper case; NULL: every one"},
			{"run_gap_us", "BIGINT", "A silence longer than this ends the run, µs"},
			{"break_on_part_change", "BOOLEAN", "Whether a change of part ends the run"},
			{"tolerance", "DOUBLE", "Share of the reference by which a normal cycle may differ from it, 0 ≤ x < 1"},
			{"stop_factor", "DOUBLE", "A cycle longer than this multiple of the reference hides a stop"},
			{"idle_ct", "DOUBLE", "Cycle time from which a counter only says 'at least this long', s"},
			{"gap_slack", "DOUBLE", "Jitter allowed between a cycle time and the difference of timestamps, s"},
			{"reference", "VARCHAR", "Where the reference cycle time comes from: mode, median or approved"},
			{"min_shots", "BIGINT", "Fewest shots that carry a mode of their own"},
			{"shot_time", "VARCHAR", "Whether a timestamp is the start or the end of its cycle"},
			{"micro_stop_us", "BIGINT", "A stop shorter than this is a micro-stop, µs"},
		},
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

// settingROI has the site's tolerance in place 0 and one row for each narrower
// entry that has one.
func settingROI(cfg Config) settingTable {
	t := settingTable{
		name:    "core.setting_roi",
		comment: "How far a cycle may be from the approved one and still be on target: the site's share (place 0), then narrower ones; the nearest wins: company, location, tool, part",
		columns: []settingColumn{
			{"place", "BIGINT", "0: the site's; else the place among the entries of roi.for that have a tolerance, from 1; of equally near ones the last decides"},
			{"company_id", "BIGINT", "Supplier to which the entry is limited; NULL: every one"},
			{"location_id", "BIGINT", "Location to which the entry is limited; NULL: every one"},
			{"equipment_code", "VARCHAR", "Tool to which the entry is limited, in upper case; NULL: every one"},
			{"part_code", "VARCHAR", "Part to which the entry is limited, in upper case; NULL: every one"},
			{"tolerance", "DOUBLE", "Share of the approved cycle time by which a cycle on target may differ from it, 0 ≤ x < 1"},
		},
		rows: [][]any{{0, nil, nil, nil, nil, orNull(cfg.ROI.Tolerance)}},
	}
	for _, f := range cfg.ROI.For {
		if f.Tolerance != nil {
			t.rows = append(t.rows, []any{
				len(t.rows), idOrNull(f.Company), idOrNull(f.Location), textOrNull(code(f.Tool)), textOrNull(code(f.Part)), *f.Tolerance,
			})
		}
	}
	return t
}

func settingFamily(cfg Config) settingTable {
	t := settingTable{
		name:    "core.setting_family",
		comment: "Tooling families, in the order of the rules; NULL fits all",
		columns: []settingColumn{
			{"place", "BIGINT", "Place of the rule, from 1; the first one that fits decides"},
			{"tooling_family", "VARCHAR", "Name of the family"},
			{"supplier_id", "BIGINT", "Supplier of the tools that fit; NULL: every one"},
			{"tooling_type", "VARCHAR", "TOOLING_TYPE of the tools that fit, as written; NULL: every one"},
		},
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
		columns: []settingColumn{
			{"place", "BIGINT", "Place of the rule, from 1; the first one that fits decides"},
			{"supplier_category", "VARCHAR", "Name of the category"},
			{"company_type", "VARCHAR", "COMPANY_TYPE that fits, as written; NULL: every one"},
			{"tier", "VARCHAR", "TIER that fits, as written; NULL: every one"},
			{"name_glob", "VARCHAR", "Pattern that NAME must fit, with * and ?; NULL: every name"},
		},
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
		columns: []settingColumn{
			{"counter_glob", "VARCHAR", "Pattern that counters must fit, in upper case, with * and ?; NULL: every counter"},
			{"assignment_max_age_us", "BIGINT", "Without a STATISTICS row for longer than this, an assignment is stale, µs"},
			{"hour_zone", "VARCHAR", "IANA zone of the clock of STATISTICS.HOUR"},
		},
		rows: [][]any{{textOrNull(pattern), cfg.Shots.AssignmentMaxAge.micros(), cfg.Shots.HourZone}},
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
