package analysis

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"sprue/engine"
)

// The limits are 28.5 s and 31.5 s: of seven shots that are not idle, those of 35 s
// and 300 s are above.
func checkWorkedSessions(t *testing.T, pl *plant) {
	s := pl.sessions(t, engine.Filter{}, SessionsByOne)
	if len(s.Table.Rows) != 1 || s.Sentence != "MX-1: 0 of 1 session had more than half of their shots above the limit" {
		t.Fatalf("%q, %v", s.Sentence, s.Table.Rows)
	}
	for column, want := range map[string]string{
		"equipment_code": "MX-1", "shots_made": "8", "parts_made": "16", "l1_below": "28.5", "l2_above": "33", "shots_below": "0", "shots_within": "5", "shots_above": "2",
		"shots_beyond_l2": "2", "shots_idle": "1", "ct_p50": "30", "production_time_us": "485500000",
		"start_local": "2026-03-19 13:29:30 +0000 UTC", "iso_week": "12", "idle_time_us": "1004500000",
	} {
		i := slices.IndexFunc(s.Table.Columns, func(c Column) bool { return c.Name == column })
		if got := fmt.Sprint(s.Table.Rows[0][i]); got != want {
			t.Errorf("%s is %s, want %s", column, got, want)
		}
	}
	if s := pl.sessions(t, engine.Filter{Window: pl.days(t, "2026-03-20", "2026-03-21")}, SessionsInAll); len(s.Table.Rows) != 0 || s.Sentence != "No data on 2026-03-20; there are data from 2026-03-19 to 2026-03-19." {
		t.Errorf("%q, %v", s.Sentence, s.Table.Rows)
	}
}

func (pl *plant) days(t testing.TB, from, to string) engine.Window {
	t.Helper()
	w, err := engine.ParseWindow(from, to)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (pl *plant) sessions(t testing.TB, f engine.Filter, by SessionsBy) Sessions {
	t.Helper()
	s, err := pl.analysis.Sessions(t.Context(), f, by, 0)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// checkSessionKeys: a shot's tool, part, supplier, plant, shift and hour are those of
// the run rate.
func checkSessionKeys(t *testing.T, pl *plant) {
	for _, by := range []engine.Grouping{engine.ByTool, engine.ByPart, engine.BySupplier, engine.ByLocation, engine.ByShift, engine.ByHour} {
		want, got := map[string]int64{}, map[string]int64{}
		for _, row := range pl.ask(engine.Filter{}, by).Rows {
			if row.Shots > 0 {
				want[row.Label] += row.Shots
			}
		}
		for _, bar := range pl.sessions(t, engine.Filter{}, SessionsBy(by)).Bars(SessionsBy(by)) {
			got[bar.Label] += bar.Shots
		}
		if !maps.Equal(got, want) {
			t.Errorf("by %s: %v, want %v", by, got, want)
		}
	}
}

// checkSessionsAddUp: sessions, and shots by any grouping, add up to the shots of
// the run rate.
func checkSessionsAddUp(t *testing.T, pl *plant) {
	for _, f := range []engine.Filter{{}, {Tools: []string{"mx-a"}}} {
		want := pl.ask(f, engine.ByNone).Total
		for _, by := range SessionGroupings() {
			s := pl.sessions(t, f, by)
			shots, parts, idle := int64(0), int64(0), int64(0)
			for _, row := range s.Table.Rows {
				for i, c := range s.Table.Columns {
					n, _ := row[i].(int64)
					switch c.Name {
					case "shots_made":
						shots += n
					case "parts_made":
						parts += n
					case "idle_time_us":
						idle += n
					}
				}
			}
			all := pl.sessions(t, f, SessionsInAll)
			last := len(all.Table.Rows[0]) - 1
			if shots != want.Shots || parts != want.Parts || idle != all.Table.Rows[0][last] || s.Sentence != all.Sentence {
				t.Errorf("by %s: %d shots, %d parts, %d µs idle, want %d, %d, %v; %q, want %q",
					by, shots, parts, idle, want.Shots, want.Parts, all.Table.Rows[0][last], s.Sentence, all.Sentence)
			}
		}
	}
}
