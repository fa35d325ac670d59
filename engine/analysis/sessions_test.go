package analysis

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/reference"
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

// madeColumns are the figures of a grouping of sessions that add up.
func madeColumns() []string {
	return []string{"shots_made", "parts_made", "shots_below", "shots_within", "shots_above", "shots_beyond_l2", "shots_idle", "production_time_us", "idle_time_us"}
}

// made are those figures by the keys of a grouping, and how many sessions they are of.
func (pl *plant) made(t *testing.T, w engine.Window, by SessionsBy) map[string][10]int64 {
	rows := map[string][10]int64{}
	s := pl.sessions(t, engine.Filter{Window: w}, by)
	for n := range s.Table.Rows {
		row, figures := s.Table.row(n), [10]int64{}
		for i, name := range append(madeColumns(), "sessions") {
			figures[i] = row.count(name)
		}
		rows[by.label(row)] = figures
	}
	return rows
}

// checkSessionWindows: what a window of instants takes of the sessions is what the
// recomputation has between them, shot by shot.
func checkSessionWindows(t *testing.T, pl *plant) {
	_, params := plantConfig(pl.shotTime, 30)
	none := func(int64) reference.Limits { return reference.Limits{} }
	sessions := reference.Sessions(pl.rates.Intervals, params, none, reference.Limits{Share1: number(50_000), Share2: number(100_000)})
	r := rand.New(rand.NewPCG(8, 9))
	for range 12 {
		from := pl.rates.Intervals[0].From + r.Int64N(6*86400e6)
		to := from + 1 + r.Int64N(int64(1)<<(20+r.IntN(20)))
		want := map[string][10]int64{}
		for _, s := range sessions {
			var sum [10]int64
			for _, shot := range s.Shots {
				if from <= shot.Shot.TimeUTC && shot.Shot.TimeUTC < to {
					sum = sumOf(sum, madeBy(shot))
					sum[9] = 1
				}
			}
			if sum[9] > 0 {
				want[s.Key.EquipmentCode] = sumOf(want[s.Key.EquipmentCode], sum)
			}
		}
		w := engine.Window{From: engine.Instant(time.UnixMicro(from)), To: engine.Instant(time.UnixMicro(to))}
		if got := pl.made(t, w, SessionsBy(engine.ByTool)); !maps.Equal(got, want) {
			t.Errorf("%s:\ngot  %v\nwant %v", w, got, want)
		}
	}
}

func madeBy(s reference.SessionShot) [10]int64 {
	yes := func(is bool) int64 { return map[bool]int64{true: 1}[is] }
	idle := s.Class == "idle"
	return [10]int64{1, s.Shot.Cavities, yes(s.Band == "below"), yes(s.Band == "within"), yes(s.Band == "above"), yes(s.Beyond), yes(idle), s.Shot.CT * yes(!idle), s.IdleTime}
}

func sumOf(a, b [10]int64) [10]int64 {
	for i := range a {
		a[i] += b[i]
	}
	return a
}

// checkSessionWindowsSplit: two neighbouring windows have what the whole one has, by
// every key.
func checkSessionWindowsSplit(t *testing.T, pl *plant) {
	first := time.UnixMicro(pl.rates.Intervals[0].From)
	cuts := []engine.Bound{engine.Instant(first.Add(20 * time.Hour)), engine.Instant(first.Add(31*time.Hour + 7*time.Minute + 123*time.Microsecond)), engine.Instant(first.Add(50 * time.Hour).Truncate(time.Hour))}
	for _, by := range engine.Groupings()[1:] {
		whole := pl.made(t, engine.Window{From: cuts[0], To: cuts[2]}, SessionsBy(by))
		parts := map[string][10]int64{}
		for i := range 2 {
			for key, row := range pl.made(t, engine.Window{From: cuts[i], To: cuts[i+1]}, SessionsBy(by)) {
				parts[key] = sumOf(parts[key], row)
			}
		}
		for _, rows := range []map[string][10]int64{whole, parts} {
			for key, row := range rows { // a session may lie in both
				row[9] = 0
				rows[key] = row
			}
		}
		if len(whole) == 0 || !maps.Equal(whole, parts) {
			t.Errorf("by %s:\nwhole %v\nparts %v", by, whole, parts)
		}
	}
}
