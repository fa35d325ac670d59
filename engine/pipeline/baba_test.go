package pipeline

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

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
	days := func(shots ...int64) (all []reference.ProcessDay) {
		for i, n := range shots {
			all = append(all, reference.ProcessDay{Tool: "T-1", PartID: one, Measure: "ct", Date: int64(i + 1), Shots: n})
		}
		return all
	}
	change := func(measure string, drift bool, from, to int64) []reference.Change {
		return []reference.Change{{Tool: "T-1", PartID: one, Measure: measure, Drift: drift, From: from, To: to}}
	}
	for name, c := range map[string]struct {
		days    []reference.ProcessDay
		changes []reference.Change
		pins    []reference.Pin
		want    string
	}{
		"three days":         {days(300, 300, 300, 300), nil, nil, "1 4 false "},
		"500 shots":          {days(100, 100, 100, 199, 1, 300), nil, nil, "1 6 false "},
		"too few":            {days(100, 100, 100, 199), nil, nil, "0 0 false too_few_shots"},
		"two days":           {days(900, 900), nil, nil, "0 0 false too_few_shots"},
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
func someProcesses(rnd *rand.Rand) (days []reference.ProcessDay, changes []reference.Change, pins []reference.Pin) {
	for n := range 60 {
		tool, from := fmt.Sprint("T-", n), rnd.Int64N(30)
		parts := []reference.Int{{}, {V: 7, Valid: true}, {V: 8, Valid: true}}[rnd.IntN(3):]
		for _, part := range parts {
			most := 1 + rnd.Int64N(400)
			for date := from; date < from+rnd.Int64N(25); date++ {
				if rnd.IntN(4) > 0 {
					days = append(days, reference.ProcessDay{Tool: tool, PartID: part, Measure: "ct", Date: date, Shots: 1 + rnd.Int64N(most)})
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
func writeProcess(t *testing.T, s *store.Store, days []reference.ProcessDay, changes []reference.Change, pins []reference.Pin) {
	t.Helper()
	null := func(v reference.Int) string {
		if !v.Valid {
			return "NULL"
		}
		return fmt.Sprint(v.V)
	}
	tables := map[string][]string{
		"mart.process_day (equipment_code, part_id, local_date, measure, shots)":          nil,
		"mart.process_event (equipment_code, part_id, measure, kind, from_date, to_date)": nil,
		"core.setting_baseline (place, equipment_code, part_code, from_date, to_date)":    nil,
		"core.shot_context (context_no, equipment_code, part_id, part_code)":              nil,
	}
	add := func(table, row string, values ...any) {
		for name := range tables {
			if strings.HasPrefix(name, table+" ") {
				tables[name] = append(tables[name], fmt.Sprintf(row, values...))
			}
		}
	}
	for i, d := range days {
		add("mart.process_day", "('%s', %s, DATE '1970-01-01' + %d, '%s', %d)", d.Tool, null(d.PartID), d.Date, d.Measure, d.Shots)
		add("core.shot_context", "(%d, '%s', %s, 'P-' || %[3]s)", i, d.Tool, null(d.PartID))
	}
	for _, c := range changes {
		kind := map[bool]string{false: "shift", true: "drift"}[c.Drift]
		add("mart.process_event", "('%s', %s, '%s', '%s', DATE '1970-01-01' + %d, DATE '1970-01-01' + %d)", c.Tool, null(c.PartID), c.Measure, kind, c.From, c.To)
	}
	for i, p := range pins {
		add("core.setting_baseline", "(%d, '%s', 'P-' || %s, DATE '1970-01-01' + %d, DATE '1970-01-01' + %d)", i+1, p.Tool, null(p.PartID), p.From, p.To)
	}
	err := s.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
		for table, rows := range tables {
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
