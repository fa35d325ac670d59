package pipeline

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"sprue/engine/enginetest"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/reference"
	"sprue/engine/store"
)

// TestBaselineWindow: a shift or a drift inside a stretch keeps it from being the
// baseline; a shift on its first day is over. What is pinned is taken as it is.
func TestBaselineWindow(t *testing.T) {
	s := openSmall(t, 0)
	mustBuild(t, newPipeline(t, s, Defaults()), Options{})
	one := reference.Int{V: 7, Valid: true}
	days := func(shots ...int64) (all []reference.CycleDay) {
		for i, n := range shots {
			all = append(all, reference.CycleDay{Tool: "T-1", PartID: one, Date: int64(i + 1), Shots: n})
		}
		return all
	}
	change := func(measure string, drift bool, from, to int64) []reference.Change {
		return []reference.Change{{Tool: "T-1", PartID: one, Measure: measure, Drift: drift, From: from, To: to}}
	}
	for name, c := range map[string]struct {
		days    []reference.CycleDay
		changes []reference.Change
		pins    []reference.Pin
		want    string
	}{
		"three days":         {days(300, 300, 300, 300), nil, nil, "1 4 false "},
		"500 shots":          {days(100, 100, 100, 199, 1, 300), nil, nil, "1 6 false "},
		"too few":            {days(100, 100, 100, 199), nil, nil, "0 0 false too_few_shots"},
		"two days":           {days(900, 900), nil, nil, "0 0 false too_few_shots"},
		"a day of stops":     {days(300, 0, 300, 300), nil, nil, "1 5 false "},
		"a shift inside":     {days(300, 300, 300, 300, 300), change("ct", false, 2, 2), nil, "2 5 false "},
		"of temperature":     {days(300, 300, 300), change("temperature", false, 2, 2), nil, "1 4 false "},
		"a drift":            {days(300, 300, 300, 300, 300), change("ct", true, 1, 2), nil, "3 6 false "},
		"a drift to the end": {days(300, 300, 300, 300), change("ct", true, 3, 4), nil, "0 0 false never_steady"},
		"pinned":             {days(300, 300, 300, 300), nil, []reference.Pin{{Tool: "T-1", PartID: one, From: 3, To: 9}, {Tool: "T-2", From: 1, To: 2}}, "3 9 true "},
		"pinned on one shot": {days(1), nil, []reference.Pin{{Tool: "T-1", From: 1, To: 2}}, "1 2 true "},
		"the later pin":      {days(300, 300, 300), nil, []reference.Pin{{Tool: "T-1", PartID: one, From: 2, To: 3}, {Tool: "T-1", From: 1, To: 2}}, "1 2 true "},
		"pinned on nothing":  {days(300, 300, 300), nil, []reference.Pin{{Tool: "T-1", From: 40, To: 50}}, "0 0 true pin_without_shots"},
	} {
		writeProcess(t, s, c.days, c.changes, c.pins)
		got := pipelinetest.Lines(t, s, `SELECT concat_ws(' ', coalesce(from_date - DATE '1970-01-01', 0), coalesce(to_date - DATE '1970-01-01', 0), is_pinned, coalesce(reason, '')) FROM mart.baba_window`)
		pipelinetest.CheckLines(t, name, got, []string{c.want})
		pipelinetest.CheckBaselines(t, s, reference.Baselines(c.days, c.changes, c.pins), name+", by the reference")
	}
	enginetest.Seeds(t, 3, func(t *testing.T, seed uint64) {
		days, changes, pins := someProcesses(rand.New(rand.NewPCG(seed, 11)))
		writeProcess(t, s, days, changes, pins)
		pipelinetest.CheckBaselines(t, s, reference.Baselines(days, changes, pins), "random")
	})
}

// someProcesses are 60 tools, some with two parts or none, of which a few are pinned.
func someProcesses(rnd *rand.Rand) (days []reference.CycleDay, changes []reference.Change, pins []reference.Pin) {
	for n := range 60 {
		tool, from := fmt.Sprint("T-", n), rnd.Int64N(30)
		parts := []reference.Int{{}, {V: 7, Valid: true}, {V: 8, Valid: true}}[rnd.IntN(3):]
		for _, part := range parts {
			most := 1 + rnd.Int64N(400)
			for date := from; date < from+rnd.Int64N(25); date++ {
				if rnd.IntN(4) > 0 {
					days = append(days, reference.CycleDay{Tool: tool, PartID: part, Date: date, Shots: rnd.Int64N(most)})
				}
			}
			if len(days) == 0 || days[len(days)-1].Tool != tool || days[len(days)-1].PartID != part {
				continue // an event without days is none
			}
			for range rnd.IntN(4) {
				c := reference.Change{Tool: tool, PartID: part, Measure: "ct", Drift: rnd.IntN(3) == 0, From: from + rnd.Int64N(25)}
				if c.To = c.From; c.Drift {
					c.To += rnd.Int64N(6)
				}
				changes = append(changes, c)
			}
		}
		for range rnd.IntN(9) / 6 {
			at := from + rnd.Int64N(25)
			pins = append(pins, reference.Pin{Tool: tool, PartID: parts[rnd.IntN(len(parts))], From: at, To: at + 1 + rnd.Int64N(6)})
		}
	}
	return days, changes, pins
}

// writeProcess puts days, events and pins where the view reads them.
func writeProcess(t *testing.T, s *store.Store, days []reference.CycleDay, changes []reference.Change, pins []reference.Pin) {
	t.Helper()
	tables := emptyProcess()
	add := func(table, row string, values ...any) { tables.add(table, row, values...) }
	for i, d := range days {
		stops := int64(i % 3)
		add("mart.run_rate_day", "('%s', %s, DATE '1970-01-01' + %d, %d, %d)", d.Tool, orNULL(d.PartID), d.Date, d.Shots+stops, stops)
		add("core.shot_context", "(%d, '%s', %s, 'P-' || %[3]s, 0, 0, NULL)", i, d.Tool, orNULL(d.PartID))
	}
	for _, c := range changes {
		kind := map[bool]string{false: "shift", true: "drift"}[c.Drift]
		add("mart.process_event", "('%s', %s, '%s', '%s', DATE '1970-01-01' + %d, DATE '1970-01-01' + %d)", c.Tool, orNULL(c.PartID), c.Measure, kind, c.From, c.To)
	}
	for i, p := range pins {
		add("core.setting_baseline", "(%d, '%s', 'P-' || %s, DATE '1970-01-01' + %d, DATE '1970-01-01' + %d)", i+1, p.Tool, orNULL(p.PartID), p.From, p.To)
	}
	tables.write(t, s)
}

// givenRows are the rows of tables, by their names and columns.
type givenRows map[string][]string

func emptyProcess() givenRows {
	return givenRows{
		"mart.run_rate_day (equipment_code, part_id, local_date, shots, stop_shots)":                               nil,
		"mart.process_event (equipment_code, part_id, measure, kind, from_date, to_date)":                          nil,
		"core.setting_baseline (place, equipment_code, part_code, from_date, to_date)":                             nil,
		"core.shot_context (context_no, equipment_code, part_id, part_code, offset_us, day_start_us, approved_ct)": nil,
		"mart.shot_interval (equipment_code, run_id, counter_code, seq, shot_time_utc, context_no, ct, class)":     nil,
		"core.shot (context_no, utc_day, shot_time_utc, temperature)":                                              nil,
	}
}

func (g givenRows) add(table, row string, values ...any) {
	for name := range g {
		if strings.HasPrefix(name, table+" ") {
			g[name] = append(g[name], fmt.Sprintf(row, values...))
		}
	}
}

// write puts them in place of what is there.
func (g givenRows) write(t *testing.T, s *store.Store) {
	t.Helper()
	err := s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		for table, rows := range g {
			name, _, _ := strings.Cut(table, " ")
			text := "DELETE FROM " + name
			if len(rows) > 0 {
				text += "; INSERT INTO " + table + " VALUES " + strings.Join(rows, ", ")
			}
			if _, err := tx.Exec(ctx, text); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestBabaStatistics: weeks and baselines of random cycle times are those of the
// reference; after some days changed, or what is pinned, too, though the others stay.
func TestBabaStatistics(t *testing.T) {
	enginetest.Seeds(t, 2, func(t *testing.T, seed uint64) {
		s := openSmall(t, 0)
		mustBuild(t, newPipeline(t, s, Defaults()), Options{})
		rnd := rand.New(rand.NewPCG(seed, 12))
		intervals, days := someCycles(rnd)
		pins := []reference.Pin{{Tool: "T-1", From: 20_010, To: 20_012}, {Tool: "T-2", From: 30_000, To: 30_001}}
		check := func(when string, changed func(tool string, date int64) bool) {
			t.Helper()
			writeCycles(t, s, intervals, days)
			stretch(t, s, days, pins, changed)
			pipelinetest.CheckStretches(t, s, reference.Stretches(intervals, reference.Baselines(days, nil, pins)), when)
		}
		check("all", nil)
		for step := range 3 {
			tool, from := fmt.Sprint("T-", rnd.IntN(6)), 20_005+rnd.Int64N(18)
			changed := func(t string, date int64) bool { return t == tool && date >= from && date < from+4 }
			for i := range intervals {
				if at := &intervals[i].Shot; changed(at.EquipmentCode, at.LocalDate) {
					at.CT += rnd.Int64N(9) * 100_000
				}
			}
			if step == 1 {
				pins[0].Tool = "T-3"
			}
			check(fmt.Sprint("step ", step, " of ", tool), changed)
		}
	})
}

// stretch makes the weeks and baselines of the days that changed, or of all.
func stretch(t *testing.T, s *store.Store, days []reference.CycleDay, pins []reference.Pin, changed func(tool string, date int64) bool) {
	t.Helper()
	cfg := Defaults()
	for _, p := range pins {
		cfg.Quality.Baselines = append(cfg.Quality.Baselines, BaselineConfig{
			Tool: p.Tool, From: dateOf(int(p.From)).Format(time.DateOnly), To: dateOf(int(p.To)).Format(time.DateOnly),
		})
	}
	inBuild(t, s, cfg, func(ctx context.Context, b *build) error {
		if changed == nil {
			b.stale[stretchTable] = true
			if err := b.exec(ctx, "empty", "DELETE FROM mart.baba_stretch"); err != nil {
				return err
			}
		}
		for _, d := range days {
			if changed == nil || !changed(d.Tool, d.Date) {
				continue
			}
			if err := b.exec(ctx, "scope", "INSERT INTO scope_quality_day VALUES (?, DATE '1970-01-01' + ?::INTEGER)", d.Tool, d.Date); err != nil {
				return err
			}
		}
		return b.withScratch(ctx, func() error { return b.stretches(ctx) })
	})
}

const dayUS = 86_400_000_000

// clockOf is the offset and the day's start of a tool.
func clockOf(tool int) (offset, dayStart int64) {
	return int64(tool-3) * 3_600_000_000, int64(tool%3) * 7_200_000_000
}

// someCycles are those of six tools of one or two parts: of one peak or two, with
// long and idle shots, and days of a single shot.
func someCycles(rnd *rand.Rand) (intervals []reference.Interval, days []reference.CycleDay) {
	for n := range 6 {
		for part := range int64(1 + rnd.IntN(2)) {
			middle, gap, share, step := 10+rnd.Float64()*50, rnd.Float64()*3, rnd.Float64(), int64(1+99*rnd.IntN(2))
			for date := int64(20_005); date < 20_026; date++ {
				day := reference.CycleDay{Tool: fmt.Sprint("T-", n), PartID: reference.Int{V: part, Valid: part > 0}, Date: date}
				count := 1 + rnd.Int64N(120)*(rnd.Int64N(4)/3+rnd.Int64N(2))
				offset, dayStart := clockOf(n)
				for i := range count {
					ct := middle + 0.3*rnd.NormFloat64()
					if rnd.Float64() < share || n == 5 && date%7 > 3 {
						ct += gap
					}
					in := reference.Interval{Class: []string{"normal", "slow", "fast", "normal", "normal", "long", "idle"}[rnd.IntN(7)]}
					in.Shot = reference.Shot{
						EquipmentCode: day.Tool, PartID: day.PartID, LocalDate: date, CT: int64(ct*1e6) / (step * 1000) * step * 1000,
						ApprovedCT: reference.Int{V: int64(middle*10) * 100_000, Valid: part == 0},
						TimeUTC:    date*dayUS + dayStart - offset + rnd.Int64N(dayUS), Seq: reference.Int{V: int64(len(intervals)), Valid: true},
					}
					if rnd.IntN(5) > 0 && n != 4 {
						in.Shot.Temperature = reference.Float{V: float64(rnd.IntN(90)-20) / 10, Valid: true}
					}
					if i == 0 {
						in.Class = "normal"
					}
					if in.Class != "idle" && in.Class != "long" {
						day.Shots++
					}
					intervals = append(intervals, in)
				}
				days = append(days, day)
			}
		}
	}
	return intervals, days
}

func writeCycles(t *testing.T, s *store.Store, intervals []reference.Interval, days []reference.CycleDay) {
	t.Helper()
	tables, contexts := emptyProcess(), map[string]int{}
	for _, d := range days {
		tables.add("mart.run_rate_day", "('%s', %s, DATE '1970-01-01' + %d, %d, 0)", d.Tool, orNULL(d.PartID), d.Date, d.Shots)
	}
	for _, in := range intervals {
		key := in.Shot.EquipmentCode + orNULL(in.Shot.PartID)
		if contexts[key] == 0 {
			contexts[key] = len(contexts) + 1
			var n int
			_, _ = fmt.Sscanf(in.Shot.EquipmentCode, "T-%d", &n)
			offset, dayStart := clockOf(n)
			tables.add("core.shot_context", "(%d, '%s', %s, NULL, %d, %d, %s / 1000000)", contexts[key], in.Shot.EquipmentCode, orNULL(in.Shot.PartID), offset, dayStart, orNULL(in.Shot.ApprovedCT))
		}
		tables.add("mart.shot_interval", "('%s', 1, 'C', %d, make_timestamp(%d), %d, %d / 1e6, '%s')",
			in.Shot.EquipmentCode, in.Shot.Seq.V, in.Shot.TimeUTC, contexts[key], in.Shot.CT, in.Class)
		if in.Shot.Temperature.Valid {
			tables.add("core.shot", "(%d, make_timestamp(%[2]d)::DATE, make_timestamp(%[2]d), %[3]g)", contexts[key], in.Shot.TimeUTC, in.Shot.Temperature.V)
		}
	}
	tables.write(t, s)
}

func orNULL(v reference.Int) string {
	if !v.Valid {
		return "NULL"
	}
	return fmt.Sprint(v.V)
}
