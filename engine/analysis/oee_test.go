package analysis

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/pipeline"
	"sprue/engine/reference"
)

// TestOEEReferenceCase: a shift of 480 min with breaks of 60 and stops of 47.
func TestOEEReferenceCase(t *testing.T) {
	minute := time.Minute.Microseconds()
	o := OEE{
		PlannedUS: (480 - 60) * minute, ProductionUS: (480 - 60 - 47) * minute,
		IdealUS: 19_271 * 1_000_000, IdealProductionUS: (480 - 60 - 47) * minute,
		ProducedParts: 19_271, RejectedParts: 423,
	}
	for name, c := range map[string]struct {
		got  *float64
		want float64
	}{
		"availability": {o.Availability(), 0.8881}, "performance": {o.Performance(), 0.8611}, "quality": {o.Quality(), 0.9780}, "oee": {o.Value(), 0.7479},
	} {
		if c.got == nil || math.Abs(*c.got-c.want) > 0.00005 {
			t.Errorf("%s is %v, want %v", name, value(c.got), c.want)
		}
	}
	if o.Note() != "" {
		t.Errorf("it says %q", o.Note())
	}
}

func TestOEENotes(t *testing.T) {
	whole := OEE{PlannedUS: 100, ProductionUS: 50, IdealUS: 60, IdealProductionUS: 50, ProducedParts: 4, RejectedParts: 1}
	for _, c := range []struct {
		change func(*OEE)
		oee    any
		note   string
	}{
		{func(*OEE) {}, 0.5 * 1.2 * 0.75, "approved cycle time looks too long"},
		{func(o *OEE) { o.IdealUS, o.ProducedParts, o.RejectedParts = 40, 0, 0 }, 0.5 * 0.8, "without quality"},
		{func(o *OEE) { o.ProducedParts, o.RejectedParts = 0, 0 }, 0.5 * 1.2, "without quality; approved cycle time looks too long"},
		{func(o *OEE) { o.IdealUS, o.IdealProductionUS = 0, 0 }, nil, "no approved cycle time"},
		{func(o *OEE) { *o = OEE{PlannedUS: 100} }, 0.0, "without quality"},
		{func(o *OEE) { *o = OEE{IdealUS: 40, IdealProductionUS: 50} }, nil, "nothing was planned"},
	} {
		o := whole
		c.change(&o)
		if got := value(o.Value()); fmt.Sprintf("%.4v", got) != fmt.Sprintf("%.4v", c.oee) || o.Note() != c.note {
			t.Errorf("%+v: %v, %q; want %v, %q", o, got, o.Note(), c.oee, c.note)
		}
	}
}

// plannedPlant is the random one with a plan: shifts over midnight, breaks, a
// holiday and a planned stop; one place without shifts.
func plannedPlant(t testing.TB, shotTime string) (*plant, reference.Params) {
	h := time.Hour.Microseconds()
	cfg := pipeline.Defaults()
	cfg.Shots.ShotTime = shotTime
	cfg.Calendar = pipeline.CalendarConfig{
		DayStart: "06:00",
		Shifts:   []pipeline.ShiftConfig{{Name: "early", Start: "06:00", End: "14:15"}, {Name: "night", Start: "22:00", End: "06:00", Days: []string{"mon", "tue", "wed", "thu", "sat", "sun"}}},
		Breaks:   []pipeline.BreakConfig{{Start: "10:00", End: "10:20"}, {Start: "23:45", End: "00:15"}},
		Holidays: []string{"2026-03-10"},
		For: []pipeline.LocationCalendar{{Location: 2, Shifts: []pipeline.ShiftConfig{}, Stops: []pipeline.PlannedStop{{
			From: time.Date(2026, 3, 8, 3, 7, 0, 0, time.UTC), To: time.Date(2026, 3, 8, 21, 30, 0, 0, time.UTC),
		}}}},
	}
	p := reference.DefaultParams()
	p.RunRate.ShotTime = shotTime
	p.Calendar = reference.Calendar{
		DayStart: 6 * h,
		Shifts:   []reference.Shift{{Name: "early", Start: 6 * h, End: 14*h + h/4, Days: []int{1, 2, 3, 4, 5, 6, 7}}, {Name: "night", Start: 22 * h, End: 6 * h, Days: []int{1, 2, 3, 4, 6, 7}}},
		Breaks:   []reference.Break{{Start: 10 * h, End: 10*h + h/3}, {Start: 24*h - h/4, End: h / 4}},
		Holidays: []int64{time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC).Unix() / 86_400},
	}
	other := p.Calendar
	other.Shifts = nil
	stop := cfg.Calendar.For[0].Stops[0]
	other.Stops = []reference.Break{{Start: stop.From.UnixMicro(), End: stop.To.UnixMicro()}}
	p.CalendarFor = map[int64]reference.Calendar{2: other}
	return newPlantOf(t, random(7), cfg, p, scrapRows()...), p
}

// scrapRows: the second row cannot be, the last one is of a day without shots.
func scrapRows() (rows []string) {
	for _, r := range [][]any{{1, 1, "2026-03-07", 200, 10}, {1, 1, "2026-03-08", 10, 11}, {2, 2, "2026-03-07", 100, 0}, {1, 1, "2026-01-01", 50, 50}} {
		rows = append(rows, insert("raw.produced_part", append([]any{columns("mold_id, part_id, day, total_produced_amount, total_rejected_amount")}, r...)...))
	}
	return rows
}

// TestOEEIsTheReference compares what OEE is made of with the recomputation, in
// all groupings, for all time and a window of days.
func TestOEEIsTheReference(t *testing.T) {
	for _, shotTime := range []string{"end", "start"} {
		pl, p := plannedPlant(t, shotTime)
		want := pl.wantOEE(p)
		for _, window := range []engine.Window{{}, {From: engine.Day(2026, 3, 8), To: engine.Day(2026, 3, 11)}} {
			for by, keys := range oeeKeys() {
				if shotTime == "start" && by != engine.ByShift {
					continue // the same pieces, summed in another way
				}
				got, sums := map[string]OEE{}, map[string]OEE{}
				for _, row := range pl.ask(engine.Filter{Window: window}, by).Rows {
					if *row.OEE != (OEE{}) {
						got[row.Label] = withoutScrap(*row.OEE)
					}
				}
				for key, o := range want[by == engine.ByShift] {
					if date := time.Unix(key.LocalDate*86_400, 0).UTC(); window.IsZero() || !date.Before(window.From.Time) && date.Before(window.To.Time) {
						sums[keys(key)] = sums[keys(key)].add(o)
					}
				}
				if !maps.Equal(got, sums) {
					t.Errorf("%s, %s by %s:\ngot  %v\nwant %v", shotTime, window, by, got, sums)
				}
			}
		}
		checkOEESplits(t, pl)
		checkOEEQuality(t, pl)
		checkScrapOfTheBridge(t, pl)
		checkEffectiveness(t, pl)
	}
}

func withoutScrap(o OEE) OEE {
	o.ProducedParts, o.RejectedParts = 0, 0
	return o
}

func oeeKeys() map[engine.Grouping]func(reference.BucketKey) string {
	date := func(k reference.BucketKey) time.Time { return time.Unix(k.LocalDate*86_400, 0).UTC() }
	return map[engine.Grouping]func(reference.BucketKey) string{
		engine.ByNone: func(reference.BucketKey) string { return "all" },
		engine.ByTool: func(k reference.BucketKey) string { return k.EquipmentCode },
		engine.ByPart: func(k reference.BucketKey) string { return fmt.Sprintf("P-%d", k.PartID.V) },
		engine.ByDay:  func(k reference.BucketKey) string { return date(k).Format(time.DateOnly) },
		engine.ByWeek: func(k reference.BucketKey) string {
			year, week := date(k).ISOWeek()
			return fmt.Sprintf("%d-W%02d", year, week)
		},
		engine.ByMonth: func(k reference.BucketKey) string { return date(k).Format("2006-01") },
		engine.ByShift: func(k reference.BucketKey) string {
			return date(k).Format(time.DateOnly) + " " + orElse(k.Shift, "outside shifts")
		},
	}
}

// wantOEE is by bucket: days, and for true shifts.
func (pl *plant) wantOEE(p reference.Params) map[bool]map[reference.BucketKey]OEE {
	want := map[bool]map[reference.BucketKey]OEE{false: {}, true: {}}
	until := time.Date(2026, 3, 20, 11, 30, 0, 0, time.UTC).UnixMicro() // the last sync
	add := func(isShift bool, buckets []reference.Bucket, idle []reference.Idle) {
		for _, b := range buckets {
			o := OEE{PlannedUS: b.PlannedRun, ProductionUS: b.PlannedProduction, IdealUS: b.Ideal, IdealProductionUS: b.IdealProduction}
			want[isShift][b.BucketKey] = want[isShift][b.BucketKey].add(o)
		}
		for _, i := range idle {
			want[isShift][i.BucketKey] = want[isShift][i.BucketKey].add(OEE{PlannedUS: i.Planned})
		}
		maps.DeleteFunc(want[isShift], func(_ reference.BucketKey, o OEE) bool { return o == OEE{} })
	}
	add(false, pl.rates.Days, pl.rates.IdleDays(p, until))
	add(true, pl.rates.Shifts, pl.rates.IdleShifts(p, until))
	return want
}

// checkOEESplits: hours, and windows of instants, add up.
func checkOEESplits(t *testing.T, pl *plant) {
	t.Helper()
	total := withoutScrap(*pl.ask(engine.Filter{}, engine.ByNone).OEE)
	if got := *pl.ask(engine.Filter{}, engine.ByHour).OEE; got != total {
		t.Errorf("hours add up to %+v, want %+v", got, total)
	}
	cuts := []engine.Bound{{}}
	for _, text := range []string{"2026-03-07T05:17:31.000007Z", "2026-03-08T07:00:00Z", "2026-03-10T09:10:11Z"} {
		at, _ := time.Parse(time.RFC3339Nano, text)
		cuts = append(cuts, engine.Instant(at))
	}
	cuts = append(cuts, engine.Bound{})
	var sum OEE
	for i := range cuts[1:] {
		sum = sum.add(*pl.ask(engine.Filter{Window: engine.Window{From: cuts[i], To: cuts[i+1]}}, engine.ByNone).OEE)
	}
	if withoutScrap(sum) != total {
		t.Errorf("windows add up to %+v, want %+v", sum, total)
	}
	for _, filters := range [][]engine.Filter{{{Suppliers: []string{"0"}}, {Suppliers: []string{"1"}}}, {{Tools: []string{"MX-A"}}, {Tools: []string{"MX-B", "MX-C", "MX-D"}}}} {
		var sum OEE
		for _, f := range filters {
			sum = sum.add(withoutScrap(*pl.ask(f, engine.ByNone).OEE))
		}
		if sum != total {
			t.Errorf("%v add up to %+v, want %+v", filters, sum, total)
		}
	}
}

// checkEffectiveness: it is what RunRate says by tool, of the window and of the
// period before.
func checkEffectiveness(t *testing.T, pl *plant) {
	t.Helper()
	f := engine.Filter{Window: engine.Window{From: engine.Day(2026, 3, 9), To: engine.Day(2026, 3, 11)}}
	got, err := pl.analysis.Effectiveness(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	now, days := pl.ask(f, engine.ByTool), pl.ask(f, engine.ByDay)
	f.Window, _ = f.Window.Previous()
	want := &Effectiveness{Total: *now.OEE, Before: pl.ask(f, engine.ByTool).OEE, Tools: map[string]OEE{}}
	for _, row := range now.Rows {
		want.Tools[row.Label] = *row.OEE
	}
	for _, row := range days.Rows {
		want.Days = append(want.Days, OEEDay{row.Keys[0].(time.Time), *row.OEE})
	}
	if !reflect.DeepEqual(got, want) || want.Total.PlannedUS == 0 || want.Before.PlannedUS == 0 {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	checkPlannedTrend(t, pl, want)
}

// checkPlannedTrend: its days are those of the OEE, its hours and those of the period
// before add up to the same; what is not planned is as in Trend.
func checkPlannedTrend(t *testing.T, pl *plant, want *Effectiveness) {
	t.Helper()
	f := engine.Filter{Window: engine.Window{From: engine.Day(2026, 3, 9), To: engine.Day(2026, 3, 11)}}
	bare := func(o OEE) OEE { o.ProducedParts, o.RejectedParts = 0, 0; return o } // hours have no scrap
	for _, step := range []engine.Grouping{engine.ByDay, engine.ByHour} {
		plain, err := pl.analysis.Trend(t.Context(), f, step)
		if err != nil {
			t.Fatal(err)
		}
		got, err := pl.analysis.PlannedTrend(t.Context(), f, step)
		if err != nil {
			t.Fatal(err)
		}
		var days []OEEDay
		var shots int64
		now, before := OEE{}, OEE{}
		for _, p := range got.Points {
			days, shots = append(days, OEEDay{p.At, *p.OEE}), shots+p.Shots
			now = now.add(*p.OEE)
		}
		for _, p := range got.Previous {
			before = before.add(*p.OEE)
			if p.At.Before(f.Window.From.Time.Add(-day)) {
				t.Errorf("%s: the period before has a step at %s", step, p.At)
			}
		}
		if bare(now) != bare(want.Total) || bare(before) != bare(*want.Before) || shots != plain.Total.Shots || !reflect.DeepEqual(got.Total, plain.Total) {
			t.Errorf("by %s: %+v and %+v of %d shots, want %+v and %+v of %d", step, now, before, shots, want.Total, *want.Before, plain.Total.Shots)
		}
		if step == engine.ByDay && !slices.Equal(days, want.Days) {
			t.Errorf("got  %+v\nwant %+v", days, want.Days)
		}
	}
}

func checkOEEQuality(t *testing.T, pl *plant) {
	t.Helper()
	for _, c := range []struct {
		filter             engine.Filter
		by                 engine.Grouping
		label              string
		produced, rejected int64
	}{
		{engine.Filter{}, engine.ByNone, "all", 300, 10},
		{engine.Filter{}, engine.ByTool, "MX-A", 200, 10},
		{engine.Filter{}, engine.ByPart, "P-2", 100, 0},
		{engine.Filter{}, engine.ByDay, "2026-03-07", 300, 10},
		{engine.Filter{}, engine.ByTool, "MX-C", 0, 0},
		{engine.Filter{}, engine.ByShift, "2026-03-07 early", 0, 0}, // scrap is counted by day
		{engine.Filter{Window: engine.Window{Last: "2400h"}}, engine.ByNone, "all", 0, 0},
	} {
		rows := pl.ask(c.filter, c.by).Rows
		at := slices.IndexFunc(rows, func(r Row) bool { return r.Label == c.label })
		if at < 0 {
			t.Errorf("no row %s by %s", c.label, c.by)
			continue
		}
		if o := rows[at].OEE; o.ProducedParts != c.produced || o.RejectedParts != c.rejected {
			t.Errorf("%s by %s: %d parts, %d rejected, want %d, %d", c.label, c.by, o.ProducedParts, o.RejectedParts, c.produced, c.rejected)
		}
	}
}

// checkScrapOfTheBridge: 10 parts of the first tool were rejected, each 15 s at the
// approved pace with two cavities; a window of instants has no scrap.
func checkScrapOfTheBridge(t *testing.T, pl *plant) {
	t.Helper()
	all := engine.Filter{Tools: []string{"MX-A"}}
	for name, c := range map[string]struct {
		window  engine.Window
		isKnown bool
	}{"all": {isKnown: true}, "instants": {window: engine.Window{From: engine.Instant(time.Date(2026, 3, 6, 0, 0, 0, 0, time.UTC))}}} {
		all.Window = c.window
		by := map[string]BridgeStep{}
		var hours, parts float64
		for _, s := range pl.bridge(ROIQuestion{Filter: all}).Steps {
			by[s.Name] = s
			if s.Name != StepNotRun && s.Name != StepGood && s.Hours != nil {
				hours, parts = hours+*s.Hours, parts+*s.Parts
			}
		}
		scrap, good := by[StepScrap], by[StepGood]
		made := float64(pl.ask(all, engine.ByNone).Total.Parts)
		switch {
		case !c.isKnown && (scrap.Parts != nil || scrap.Money != nil || *good.Parts != made):
			t.Errorf("%s: %+v, %v good parts of %v", name, scrap, *good.Parts, made)
		case c.isKnown && (*scrap.Parts != -10 || math.Abs(*scrap.Hours+150.0/3600) > 1e-9 || math.Abs(*scrap.Money+150.0/3600*220) > 1e-6 || *good.Parts != made-10 || scrap.Tool != "MX-A"):
			t.Errorf("%s: %v parts, %v h, %v of %s; %v good parts of %v", name, *scrap.Parts, *scrap.Hours, *scrap.Money, scrap.Tool, *good.Parts, made)
		}
		if math.Abs(hours-*good.Hours) > 1e-8 || math.Abs(parts-*good.Parts) > 1e-6 {
			t.Errorf("%s: %v h and %v parts are left", name, hours-*good.Hours, parts-*good.Parts)
		}
	}
}

// calendarCase is a plant of one tool, that made two shots and none since.
type calendarCase struct {
	zone    string
	config  pipeline.LocationCalendar
	by      engine.Grouping
	from    engine.Bound
	to      engine.Bound
	now     string // of the clock, where it is not past the window
	planned map[string]time.Duration
}

func calendarCases() map[string]calendarCase {
	night := []pipeline.ShiftConfig{{Name: "night", Start: "22:00", End: "06:00"}}
	twoShifts := []pipeline.ShiftConfig{{Name: "early", Start: "06:00", End: "14:00"}, {Name: "late", Start: "14:00", End: "22:00"}}
	const h = time.Hour
	return map[string]calendarCase{
		"over midnight": {
			zone: "UTC", config: pipeline.LocationCalendar{Shifts: night}, by: engine.ByShift, from: engine.Day(2026, 6, 1), to: engine.Day(2026, 6, 2),
			planned: map[string]time.Duration{"2026-06-01 night": 8 * h},
		},
		"the clock goes forward": {
			zone: "Europe/Berlin", config: pipeline.LocationCalendar{Shifts: night}, by: engine.ByShift, from: engine.Day(2026, 3, 28), to: engine.Day(2026, 3, 29),
			planned: map[string]time.Duration{"2026-03-28 night": 7 * h},
		},
		"the clock goes back": {
			zone: "Europe/Berlin", config: pipeline.LocationCalendar{Shifts: night}, by: engine.ByShift, from: engine.Day(2026, 10, 24), to: engine.Day(2026, 10, 25),
			planned: map[string]time.Duration{"2026-10-24 night": 9 * h},
		},
		"a break in the hour that comes twice": {
			zone: "Europe/Berlin", config: pipeline.LocationCalendar{Shifts: night, Breaks: []pipeline.BreakConfig{{Start: "02:00", End: "02:30"}}}, by: engine.ByShift,
			from: engine.Day(2026, 10, 24), to: engine.Day(2026, 10, 25),
			planned: map[string]time.Duration{"2026-10-24 night": 8 * h},
		},
		"a break that comes twice, on timelines": {
			zone: "Europe/Berlin", config: pipeline.LocationCalendar{Breaks: []pipeline.BreakConfig{{Start: "02:00", End: "02:30"}}}, by: engine.ByDay,
			from: engine.Day(2026, 10, 25), to: engine.Day(2026, 10, 26),
			planned: map[string]time.Duration{"2026-10-25": 24 * h},
		},
		"breaks, once each": {
			zone: "UTC", by: engine.ByShift, from: engine.Day(2026, 6, 1), to: engine.Day(2026, 6, 2),
			config:  pipeline.LocationCalendar{Shifts: twoShifts, Breaks: []pipeline.BreakConfig{{Start: "10:00", End: "10:30"}, {Start: "10:15", End: "10:45"}, {Start: "13:50", End: "14:10"}}},
			planned: map[string]time.Duration{"2026-06-01 early": 8*h - 55*time.Minute, "2026-06-01 late": 8*h - 10*time.Minute},
		},
		"a holiday, and the night before it": {
			zone: "UTC", config: pipeline.LocationCalendar{Shifts: append(slices.Clone(twoShifts), night...), Holidays: []string{"2026-06-02"}}, by: engine.ByDay,
			from: engine.Day(2026, 6, 1), to: engine.Day(2026, 6, 4),
			planned: map[string]time.Duration{"2026-06-01": 24 * h, "2026-06-02": 6 * h, "2026-06-03": 18 * h},
		},
		"a planned stop": {
			zone: "UTC", by: engine.ByDay, from: engine.Day(2026, 6, 1), to: engine.Day(2026, 6, 4),
			config:  pipeline.LocationCalendar{Stops: []pipeline.PlannedStop{{From: time.Date(2026, 6, 1, 18, 0, 0, 0, time.UTC), To: time.Date(2026, 6, 3, 6, 15, 0, 0, time.UTC)}}},
			planned: map[string]time.Duration{"2026-06-01": 18 * h, "2026-06-03": 17*h + 45*time.Minute},
		},
		"no shift on Sundays": {
			zone: "UTC", config: pipeline.LocationCalendar{Shifts: []pipeline.ShiftConfig{{Name: "a", Start: "06:00", End: "14:00", Days: []string{"sat", "mon"}}}}, by: engine.ByDay,
			from: engine.Day(2026, 6, 6), to: engine.Day(2026, 6, 9),
			planned: map[string]time.Duration{"2026-06-06": 8 * h, "2026-06-08": 8 * h},
		},
		"up to now": {
			zone: "UTC", config: pipeline.LocationCalendar{Shifts: twoShifts}, by: engine.ByShift, from: engine.Day(2026, 6, 1), to: engine.Day(2026, 6, 3), now: "2026-06-01T15:20:00Z",
			planned: map[string]time.Duration{"2026-06-01 early": 8 * h, "2026-06-01 late": 80 * time.Minute},
		},
		"nothing before the first shot": {
			zone: "UTC", config: pipeline.LocationCalendar{Shifts: twoShifts}, by: engine.ByDay, from: engine.Day(2026, 3, 1), to: engine.Day(2026, 3, 3),
			planned: map[string]time.Duration{},
		},
		"a plan of breaks alone": {
			zone: "UTC", config: pipeline.LocationCalendar{Breaks: []pipeline.BreakConfig{{Start: "23:30", End: "00:30"}}}, by: engine.ByDay,
			from: engine.Day(2026, 6, 1), to: engine.Day(2026, 6, 2),
			planned: map[string]time.Duration{"2026-06-01": 23 * h},
		},
	}
}

// TestPlannedTime: of tools that were planned and had no run.
func TestPlannedTime(t *testing.T) {
	cases := calendarCases()
	names := slices.Sorted(maps.Keys(cases))
	cfg, shots := pipeline.Defaults(), []reference.Shot{}
	for i, called := range names {
		id := int64(i + 1)
		location := cases[called].config
		location.Location = id
		cfg.Calendar.For = append(cfg.Calendar.For, location)
		for n := range 2 {
			shots = append(shots, reference.Shot{
				Counter: fmt.Sprintf("CNT-%d", id), Seq: number(int64(n + 1)), TimeUTC: time.Date(2026, 3, 18, 0, n, 0, 0, time.UTC).UnixMicro(), CT: 60e6, ApprovedCT: number(30e6),
				EquipmentCode: fmt.Sprintf("T-%d", id), MoldID: id, Cavities: 2, TimeZone: cases[called].zone, PartID: number(id), PartCode: name("P"),
				LocationID: number(id), LocationName: name("plant"), SupplierID: number(1), SupplierName: name("S"),
			})
		}
	}
	pl := newPlantOf(t, shots, cfg, reference.DefaultParams())
	pl.exec("UPDATE meta.source SET synced_utc = TIMESTAMP '2026-12-01'")
	for i, name := range names {
		c := cases[name]
		clock, err := time.Parse(time.RFC3339, orElse(c.now, "2026-12-01T00:00:00Z"))
		if err != nil {
			t.Fatal(err)
		}
		a := New(pl.store, Config{Clock: func() time.Time { return clock }})
		f := engine.Filter{Window: engine.Window{From: c.from, To: c.to}, Tools: []string{fmt.Sprintf("T-%d", i+1)}}
		answer, err := a.RunRate(context.Background(), Question{Filter: f, By: c.by})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]time.Duration{}
		for _, row := range answer.Rows {
			got[row.Label] = time.Duration(row.OEE.PlannedUS) * time.Microsecond
			if v := row.OEE.Value(); v == nil || *v != 0 || row.Shots != 0 {
				t.Errorf("%s: OEE of %s is %v", name, row.Label, value(v))
			}
		}
		if !maps.Equal(got, c.planned) {
			t.Errorf("%s: planned %v, want %v", name, got, c.planned)
		}
		if c.by == engine.ByDay && len(c.planned) > 0 {
			checkPlannedOff(t, name, a, f, c.planned)
			checkPlannedInView(t, pl, name, f, c.planned)
		}
	}
}

// checkPlannedInView: the loss bridge has planned time without a run by production day,
// as far as the last sync, where the clock of a test may stand before it.
func checkPlannedInView(t *testing.T, pl *plant, name string, f engine.Filter, planned map[string]time.Duration) {
	t.Helper()
	for day, want := range planned {
		var hours sql.Null[float64]
		if err := pl.store.QueryRow(t.Context(), "SELECT SUM(not_run_h)::DOUBLE FROM mart.loss_bridge WHERE equipment_code = '"+f.Tools[0]+"' AND local_date = '"+day+"'").Scan(&hours); err != nil {
			t.Fatal(err)
		}
		if math.Abs(hours.V-want.Hours()) > 1e-6 {
			t.Errorf("%s, %s: the view has %v h, want %v", name, day, hours.V, want.Hours())
		}
	}
}

// checkPlannedOff: a tool that was planned is off, and planned off all other time.
func checkPlannedOff(t *testing.T, name string, a *Analysis, f engine.Filter, planned map[string]time.Duration) {
	t.Helper()
	timeline, err := a.Timeline(t.Context(), f, TimelineQuestion{Pixels: 1 << 30})
	if err != nil || len(timeline.Tools) != 1 {
		t.Fatalf("%s: %d tools, %v", name, len(timeline.Tools), err)
	}
	var want time.Duration
	for _, of := range planned {
		want += of
	}
	got := map[RunState]time.Duration{}
	for _, g := range timeline.Tools[0].Segments {
		got[g.State] += g.ToUTC.Sub(g.FromUTC)
	}
	if got[StateOff] != want || got[StatePlannedOff] != timeline.Length()-want {
		t.Errorf("%s: %v, want %s off of %s", name, got, want, timeline.Length())
	}
}

// TestNoCalendarNoOEE: stability stands in.
func TestNoCalendarNoOEE(t *testing.T) {
	pl := newPlantOf(t, random(7)[:40], pipeline.Defaults(), reference.DefaultParams())
	answer := pl.ask(engine.Filter{}, engine.ByTool)
	if answer.OEE != nil || len(answer.Rows) != 1 || answer.Rows[0].OEE != nil {
		t.Errorf("%+v", answer)
	}
	if got, err := pl.analysis.Effectiveness(t.Context(), engine.Filter{}); got != nil || err != nil {
		t.Errorf("%+v, %v", got, err)
	}
	for _, c := range answer.Table().Columns {
		if c.Name == "oee" || c.Name == "planned_time_us" {
			t.Errorf("column %s", c.Name)
		}
	}
}
