package analysis

import (
	"context"
	"database/sql"
	"maps"
	"math"
	"testing"
	"time"

	"sprue/engine"
)

// randomWindows are those over which parts must add up to wholes.
func randomWindows() []engine.Window {
	return []engine.Window{
		{},
		{From: engine.Day(2026, 3, 7), To: engine.Day(2026, 3, 9)},
		{From: engine.Instant(time.Date(2026, 3, 7, 3, 0, 0, 0, time.UTC)), To: engine.Instant(time.Date(2026, 3, 9, 7, 0, 0, 0, time.UTC))},
		{From: engine.Instant(time.Date(2026, 3, 7, 3, 4, 5, 6000, time.UTC)), To: engine.Instant(time.Date(2026, 3, 8, 9, 10, 11, 12000, time.UTC))},
	}
}

func checkPicturesAddUp(t *testing.T, pl *plant) {
	ctx := context.Background()
	for _, window := range randomWindows() {
		f := engine.Filter{Window: window}
		total := additive(pl.ask(f, engine.ByNone).Total)
		for _, figure := range HeatFigures() {
			m, err := pl.analysis.HeatMap(ctx, f, figure)
			if err != nil {
				t.Fatal(err)
			}
			var shots int64
			for _, row := range m.Rows {
				if len(row.Cells) != len(m.Days) {
					t.Errorf("%s of %s: %d cells for %d days", figure, row.Tool, len(row.Cells), len(m.Days))
				}
				for _, c := range row.Cells {
					shots += c.Shots
					if (c.State == CellRan) != (c.Shots > 0) {
						t.Errorf("%s of %s: %+v", figure, row.Tool, c)
					}
				}
			}
			if lost := LossUS(m.Rows); lost != total.DowntimeUS+total.SpeedLossUS {
				t.Errorf("%s, %s: the rows lost %d µs, want %d", window, figure, lost, total.DowntimeUS+total.SpeedLossUS)
			}
			checkActive(t, m)
			if shots != total.Shots {
				t.Errorf("%s, %s: %d shots in the cells, want %d", window, figure, shots, total.Shots)
			}
		}
		for _, by := range []Slicing{SliceHour, SliceWeekday, SliceShift} {
			slices, err := pl.analysis.Slices(ctx, f, by)
			if err != nil {
				t.Fatal(err)
			}
			var sum Figures
			for i, s := range slices {
				sum.Stops, sum.MicroStops, sum.DowntimeUS, sum.RunTimeUS = sum.Stops+s.Stops, sum.MicroStops+s.MicroStops, sum.DowntimeUS+s.DowntimeUS, sum.RunTimeUS+s.RunTimeUS
				if i > 0 && s.DowntimeUS > slices[i-1].DowntimeUS {
					t.Errorf("%s by %s: slice %d is larger than the one before", window, by, i)
				}
			}
			want := Figures{Stops: total.Stops, MicroStops: total.MicroStops, DowntimeUS: total.DowntimeUS, RunTimeUS: total.RunTimeUS}
			if sum != want || *slices[len(slices)-1].Cumulative != 1 {
				t.Errorf("%s by %s:\ngot  %+v\nwant %+v", window, by, sum, want)
			}
		}
		for _, by := range []engine.Grouping{engine.BySupplier, engine.ByLocation} {
			leaders, err := pl.analysis.Leaders(ctx, f, by)
			if err != nil {
				t.Fatal(err)
			}
			var sum Figures
			var tools int64
			for _, l := range leaders {
				sum, tools = sum.Add(l.Figures), tools+l.Tools
			}
			if additive(sum) != total || tools != 4 {
				t.Errorf("%s by %s: %d tools\ngot  %+v\nwant %+v", window, by, tools, additive(sum), total)
			}
		}
	}
}

func checkOverviewAddsUp(t *testing.T, pl *plant) {
	for _, window := range randomWindows() {
		o, err := pl.analysis.Overview(context.Background(), engine.Filter{Window: window}, 0)
		if err != nil {
			t.Fatal(err)
		}
		var loss int64
		var share float64
		for _, w := range o.Worst {
			loss, share = loss+w.LossUS, share+w.Share
			if w.CauseUS > w.LossUS && window.Dates() && window.IsZero() {
				t.Errorf("%s lost %d in all and %d by %s", w.Tool, w.LossUS, w.CauseUS, w.Cause)
			}
		}
		if loss != o.Total.DowntimeUS+o.Total.SpeedLossUS || math.Abs(share-1) > 1e-9 {
			t.Errorf("%s: the tools lost %d, want %d; shares are %g", window, loss, o.Total.DowntimeUS+o.Total.SpeedLossUS, share)
		}
		if o.Known != 4 || len(o.List) != 4 || o.Sentence == "" || o.Why == "" {
			t.Errorf("%s: %d known, %d listed, %q, %q", window, o.Known, len(o.List), o.Sentence, o.Why)
		}
		now := 0
		for _, n := range o.Now {
			now += n
		}
		if now != o.Known {
			t.Errorf("%s: %v are not %d tools", window, o.Now, o.Known)
		}
	}
}

// Every instant of the window has one state, whatever the picture's width.
func checkTimelineCovers(t *testing.T, pl *plant) {
	for _, window := range append(randomWindows(), engine.Window{From: engine.Day(2026, 3, 10), To: engine.Day(2026, 4, 1)}) {
		for _, pixels := range []int{1, 7, 1000, 1 << 30} {
			timeline, err := pl.analysis.Timeline(context.Background(), engine.Filter{Window: window}, TimelineQuestion{Pixels: pixels})
			if err != nil || len(timeline.Tools) != 4 {
				t.Fatalf("%s: %d tools, %v", window, len(timeline.Tools), err)
			}
			for _, tool := range timeline.Tools {
				at := timeline.FromUTC
				for _, g := range tool.Segments {
					if !g.FromUTC.Equal(at) || !g.ToUTC.After(at) {
						t.Fatalf("%s, %d pixels, %s: %+v does not begin at %s", window, pixels, tool.Code, g, at)
					}
					at = g.ToUTC
				}
				if !at.Equal(timeline.ToUTC) || timeline.ToUTC.After(now) {
					t.Errorf("%s, %d pixels, %s: ends at %s, want %s", window, pixels, tool.Code, at, timeline.ToUTC)
				}
				if len(tool.Segments) > 2*pixels+2 && pixels < 1<<20 {
					t.Errorf("%s, %d pixels, %s: %d segments", window, pixels, tool.Code, len(tool.Segments))
				}
			}
		}
	}
}

// inShifts are the parts of [from, to) in the shifts of newPlant, on a clock.
func inShifts(t *testing.T, from, to int64, zone string) (parts [][2]int64) {
	t.Helper()
	clock, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	for at := time.UnixMicro(from).In(clock).AddDate(0, 0, -1); at.UnixMicro() < to+2*day.Microseconds(); at = at.AddDate(0, 0, 1) {
		night := time.Date(at.Year(), at.Month(), at.Day()-1, 22, 0, 0, 0, clock)
		early := time.Date(at.Year(), at.Month(), at.Day(), 14, 15, 0, 0, clock)
		if lo, hi := max(from, night.UnixMicro()), min(to, early.UnixMicro()); lo < hi {
			parts = append(parts, [2]int64{lo, hi})
		}
	}
	return parts
}

// At full width the stops are those of the reference, clipped to the window and to
// planned time; what shots are missing in is not cut.
func checkTimelineHasTheStops(t *testing.T, pl *plant) {
	for _, window := range randomWindows() {
		timeline, err := pl.analysis.Timeline(context.Background(), engine.Filter{Window: window}, TimelineQuestion{Pixels: 1 << 30})
		if err != nil {
			t.Fatal(err)
		}
		narrow, err := pl.analysis.Timeline(context.Background(), engine.Filter{Window: window}, TimelineQuestion{Pixels: 1})
		if err != nil {
			t.Fatal(err)
		}
		lo, hi := timeline.FromUTC.UnixMicro(), timeline.ToUTC.UnixMicro()
		for i, tool := range timeline.Tools {
			counted := map[int64]bool{} // stops by their starts
			want, whole := map[int64]int64{}, map[int64]int64{}
			for _, s := range pl.rates.Stops {
				if from, to := max(s.StartUTC, lo), min(s.EndUTC, hi); s.Run.EquipmentCode == tool.Code && from < to {
					whole[from] = to
					for _, part := range inShifts(t, from, to, tool.LocationName) {
						want[part[0]] = part[1]
					}
				}
			}
			for _, g := range tool.Segments {
				if g.State != StateStop && g.State != StateNoData {
					continue
				}
				from := g.FromUTC.UnixMicro()
				if g.State == StateStop {
					counted[startOfStop(whole, from)] = true
				}
				if to, ok := whole[from]; ok && to == g.ToUTC.UnixMicro() && g.State == StateNoData {
					maps.DeleteFunc(want, func(at, _ int64) bool { return from <= at && at < to })
				} else if to, ok := want[from]; ok && to == g.ToUTC.UnixMicro() {
					delete(want, from)
				} else if g.State == StateStop {
					t.Errorf("%s, %s: %+v is no stop", window, tool.Code, g)
				}
			}
			if len(want) > 0 {
				t.Errorf("%s, %s: stops that are missing: %v", window, tool.Code, want)
			}
			var stops int64
			for _, g := range narrow.Tools[i].Segments {
				stops += g.Stops
			}
			if stops != int64(len(counted)) {
				t.Errorf("%s, %s: %d stops in one pixel, want %d", window, tool.Code, stops, len(counted))
			}
		}
	}
}

// startOfStop is where the stop begins that holds an instant, of starts and ends; 0
// for the silence that goes on.
func startOfStop(stops map[int64]int64, at int64) int64 {
	for from, to := range stops {
		if from <= at && at < to {
			return from
		}
	}
	return 0
}

// checkActive counts the tools of a column once more.
func checkActive(t *testing.T, m HeatMap) {
	t.Helper()
	for day, count := range m.Active() {
		for _, row := range m.Rows {
			if row.Cells[day].State == CellRan {
				count--
			}
		}
		if count != 0 {
			t.Errorf("%d tools too many made shots on %s", count, m.Days[day].Format(time.DateOnly))
		}
	}
}

func checkDirectory(t *testing.T, pl *plant) {
	ctx := context.Background()
	window := engine.Window{From: engine.Day(2026, 3, 7), To: engine.Day(2026, 3, 9)}
	for _, c := range []struct {
		q       DirectoryQuestion
		want    []string
		total   int
		nearest string
	}{
		{DirectoryQuestion{}, []string{"MX-A", "MX-B", "MX-C", "MX-D"}, 4, ""},
		{DirectoryQuestion{List: List{Desc: true, Limit: 2}}, []string{"MX-D", "MX-C"}, 4, ""},
		{DirectoryQuestion{List: List{Limit: 2, Offset: 3}}, []string{"MX-D"}, 4, ""},
		{DirectoryQuestion{List: List{Offset: 9}}, nil, 4, ""},
		{DirectoryQuestion{Search: " supplier 1"}, []string{"MX-C", "MX-D"}, 2, ""},
		{DirectoryQuestion{Search: "kolk"}, []string{"MX-C"}, 1, ""},
		{DirectoryQuestion{Search: "MX-E"}, nil, 0, "MX-A"},
		{DirectoryQuestion{List: List{Sort: "location_name"}}, []string{"MX-B", "MX-C", "MX-D", "MX-A"}, 4, ""},
	} {
		d, err := pl.analysis.Directory(ctx, engine.Filter{Window: window}, c.q)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, row := range d.Rows {
			got = append(got, row.Code)
			if len(row.Sparkline) != 2 || row.Sparkline[0] == nil {
				t.Errorf("%s has the sparkline %v", row.Code, row.Sparkline)
			}
		}
		if len(got) != len(c.want) || d.Total != c.total || d.Nearest != c.nearest {
			t.Errorf("%+v: got %v of %d, nearest %q", c.q, got, d.Total, d.Nearest)
			continue
		}
		states := 0
		for _, count := range d.States {
			states += count
		}
		if states != c.total || d.Doubts.Tools > c.total {
			t.Errorf("%+v: states of %d tools and doubts about %d, want those of %d", c.q, states, d.Doubts.Tools, c.total)
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%+v: got %v", c.q, got)
			}
		}
	}
	for column := range toolOrders() {
		for _, desc := range []bool{false, true} {
			if d, err := pl.analysis.Directory(ctx, engine.Filter{}, DirectoryQuestion{List: List{Sort: column, Desc: desc}}); err != nil || len(d.Rows) != 4 {
				t.Errorf("sorted by %s: %d rows, %v", column, len(d.Rows), err)
			}
		}
	}
	if _, err := pl.analysis.Directory(ctx, engine.Filter{}, DirectoryQuestion{List: List{Sort: "shoots"}}); err == nil {
		t.Error("sorted by a column that is none")
	}
}

func checkStopPages(t *testing.T, pl *plant) {
	ctx := context.Background()
	all, err := pl.analysis.StopsPage(ctx, engine.Filter{}, StopCut{}, List{})
	if err != nil || all.Total != int64(len(all.Rows)) || all.Total != int64(len(pl.rates.Stops)) {
		t.Fatalf("%d of %d stops, want %d, %v", len(all.Rows), all.Total, len(pl.rates.Stops), err)
	}
	for _, column := range stopColumns() {
		for _, desc := range []bool{false, true} {
			seen, downtime := map[uint64]bool{}, int64(0)
			for from := 0; from < len(all.Rows); from += 50 {
				page, err := pl.analysis.StopsPage(ctx, engine.Filter{}, StopCut{}, List{Sort: column, Desc: desc, Limit: 50, Offset: from})
				if err != nil {
					t.Fatal(err)
				}
				for i, s := range page.Rows {
					seen[s.ID], downtime = true, downtime+s.DowntimeUS
					if column == "downtime_us" && i > 0 && (s.DowntimeUS > page.Rows[i-1].DowntimeUS) == desc && s.DowntimeUS != page.Rows[i-1].DowntimeUS {
						t.Errorf("by %s, desc %v: %d after %d", column, desc, s.DowntimeUS, page.Rows[i-1].DowntimeUS)
					}
				}
			}
			if len(seen) != len(all.Rows) || downtime != all.DowntimeUS {
				t.Errorf("by %s, desc %v: the pages have %d stops of %d µs, want %d of %d", column, desc, len(seen), downtime, len(all.Rows), all.DowntimeUS)
			}
		}
	}
}

// Runs come in the order that plain SQL gives, whatever they are sorted by.
func checkRunOrders(t *testing.T, pl *plant) {
	ctx := context.Background()
	for _, column := range runColumns() {
		for _, desc := range []bool{false, true} {
			runs, err := pl.analysis.Runs(ctx, engine.Filter{}, List{Sort: column, Desc: desc, Limit: 60, Offset: 3})
			if err != nil {
				t.Fatal(err)
			}
			of := map[string]string{"efficiency": "normal_shots / shots", "stability": "production_time_us / run_time_us", "part_code": "p.part_code"}[column]
			if of == "" {
				of = "r." + column
			}
			order := of + map[bool]string{true: " DESC", false: ""}[desc] + " NULLS LAST, start_utc DESC, equipment_code, run_id"
			rows, err := list(ctx, pl.analysis.reader, "order the runs", `
SELECT r.run_id FROM mart.run r
JOIN (SELECT run_id, arg_max(part_code, (slot_start_utc, part_code)) AS part_code FROM mart.run_rate_slot GROUP BY run_id) p ON p.run_id = r.run_id
ORDER BY `+order+" LIMIT 60 OFFSET 3", nil, func(rows *sql.Rows) (id uint64, err error) { return id, rows.Scan(&id) })
			if err != nil || len(rows) != len(runs) || len(runs) < 10 {
				t.Fatalf("by %s: %d runs, SQL %d, %v", column, len(runs), len(rows), err)
			}
			for i, id := range rows {
				if runs[i].ID != id {
					t.Errorf("by %s, desc %v: run %d is another one", column, desc, i)
					break
				}
			}
		}
	}
	if _, err := pl.analysis.Runs(ctx, engine.Filter{}, List{Sort: "moon"}); err == nil {
		t.Error("sorted by a column that is none")
	}
}

func TestPreviousOfAWindowThatGoesOn(t *testing.T) {
	a := New(nil, Config{Clock: clock})
	for _, c := range []struct{ window, want engine.Window }{
		{
			engine.Window{From: engine.Day(2026, 3, 18), To: engine.Day(2026, 3, 20)},
			engine.Window{From: engine.Day(2026, 3, 16), To: engine.Day(2026, 3, 18)},
		},
		{ // it is noon of the last of three days
			engine.Window{From: engine.Day(2026, 3, 18), To: engine.Day(2026, 3, 21)},
			engine.Window{From: engine.Day(2026, 3, 15), To: engine.Instant(time.Date(2026, 3, 17, 12, 0, 0, 0, time.UTC))},
		},
	} {
		if got, ok := a.previous(scope{window: c.window}); !ok || got.window != c.want {
			t.Errorf("%s: got %+v", c.window, got.window)
		}
	}
	if _, ok := a.previous(scope{window: engine.Window{From: engine.Day(2026, 3, 18)}}); ok {
		t.Error("an open window has a period before")
	}
}

func TestAligned(t *testing.T) {
	date := func(month time.Month, day int) time.Time { return time.Date(2026, month, day, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		step                engine.Grouping
		at, then, now, want time.Time
	}{
		{engine.ByDay, date(3, 3), date(3, 1), date(3, 29), date(3, 31)},
		// 1 March 2026 is a Sunday, 29 March too: their weeks begin on 23 February and 23 March.
		{engine.ByWeek, date(2, 23), date(3, 1), date(3, 29), date(3, 23)},
		{engine.ByWeek, date(3, 9), date(3, 1), date(4, 2), date(4, 13)},
		{engine.ByMonth, date(1, 1), date(1, 15), date(5, 15), date(5, 1)},
		{engine.ByMonth, date(4, 1), date(1, 15), date(11, 15), time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC)},
	} {
		if got := aligned(c.step, c.at, c.then, c.now); !got.Equal(c.want) {
			t.Errorf("%s of %s: got %s, want %s", c.step, c.at, got, c.want)
		}
	}
}
