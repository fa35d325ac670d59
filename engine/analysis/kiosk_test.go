package analysis

import (
	"context"
	"fmt"
	"math"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/reference"
)

// cycling is a tool in Prague that makes a shot every ct, from one instant to
// another.
func cycling(n int, from, to time.Time, ct time.Duration) []reference.Shot {
	var shots []reference.Shot
	for at := from.Add(ct); !at.After(to); at = at.Add(ct) {
		shots = append(shots, reference.Shot{
			Counter: fmt.Sprintf("CNT-%d", n), Seq: number(int64(len(shots) + 1)), TimeUTC: at.UnixMicro(), CT: ct.Microseconds(),
			ApprovedCT: number(30e6), EquipmentCode: fmt.Sprintf("MX-%d", n), MoldID: int64(n), Cavities: 1, TimeZone: "Europe/Prague",
			PartID: number(int64(n)), PartCode: name(fmt.Sprintf("P-%d", n)), SupplierID: number(int64(n)), SupplierName: name("Vltava"),
			LocationID: number(int64(n)), LocationName: name(fmt.Sprintf("Brno %d", n)),
		})
	}
	return shots
}

// kioskAt asks as if the mirror had come as far as an instant, and a minute had
// gone since.
func kioskAt(t *testing.T, pl *plant, asOf time.Time, f engine.Filter, wholeDay bool) Kiosk {
	t.Helper()
	pl.exec("UPDATE meta.source SET synced_utc = '" + asOf.UTC().Format("2006-01-02 15:04:05.000000") + "'")
	a := New(pl.store, Config{Clock: func() time.Time { return asOf.Add(time.Minute) }})
	k, err := a.Kiosk(context.Background(), f, wholeDay)
	if err != nil {
		t.Fatal(err)
	}
	if !k.AsOfUTC.Equal(asOf) || k.Stale {
		t.Fatalf("as of %s, stale %v", k.AsOfUTC, k.Stale)
	}
	return k
}

func utc(text string) time.Time {
	at, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		panic(err) // a mistake in a test
	}
	return at
}

// Night shifts of Prague, 22:00 to 06:00: an ordinary one, and those in which
// the clock goes forward and back; approved are 30.0 s.
func TestKioskTurnsAndPace(t *testing.T) {
	for _, test := range []struct {
		name         string
		start        string // of the shots, UTC
		asOf         string
		setting      string // beside the shifts early and night of the fixture
		wholeDay     bool
		shift        string
		from, to     string // of the turn, UTC; "" between shifts
		resumes      string
		planned, due float64
		shots        int64
		wantState    KioskState
	}{
		{name: "over midnight", start: "2026-03-18 21:00", asOf: "2026-03-19 01:00", shift: "night", from: "2026-03-18 21:00", to: "2026-03-19 05:00",
			planned: 960, due: 480, shots: 240, wantState: KioskSlow},
		{name: "the clock goes forward", start: "2025-03-29 21:00", asOf: "2025-03-30 02:00", shift: "night", from: "2025-03-29 21:00", to: "2025-03-30 04:00",
			planned: 840, due: 600, shots: 300, wantState: KioskSlow},
		{name: "the clock goes back", start: "2025-10-25 20:00", asOf: "2025-10-26 03:00", shift: "night", from: "2025-10-25 20:00", to: "2025-10-26 05:00",
			planned: 1080, due: 840, shots: 420, wantState: KioskSlow},
		{name: "a break is not planned", start: "2026-03-18 21:00", asOf: "2026-03-19 02:15", setting: "INSERT INTO core.setting_break VALUES (NULL, 10800000000, 12600000000)",
			shift: "night", from: "2026-03-18 21:00", to: "2026-03-19 05:00", resumes: "", planned: 900, due: 600, shots: 315, wantState: KioskSlow},
		{name: "a holiday is not planned", start: "2026-03-18 21:00", asOf: "2026-03-19 01:00", setting: "INSERT INTO core.setting_holiday VALUES (NULL, '2026-03-18')",
			resumes: "2026-03-19 05:00", wantState: KioskSlow},
		{name: "a whole production day", start: "2026-03-18 21:00", asOf: "2026-03-19 01:00", wholeDay: true, from: "2026-03-18 05:00", to: "2026-03-19 05:00",
			planned: 1950, due: 990 + 480, shots: 240, wantState: KioskSlow},
	} {
		t.Run(test.name, func(t *testing.T) {
			pl := newPlant(t, cycling(1, utc(test.start), utc(test.asOf), time.Minute), "end", 1)
			if test.setting != "" {
				pl.exec(test.setting)
			}
			k := kioskAt(t, pl, utc(test.asOf), engine.Filter{}, test.wholeDay)
			if len(k.Tools) != 1 {
				t.Fatalf("%d tools", len(k.Tools))
			}
			tool := k.Tools[0]
			if tool.State != test.wantState || tool.Zone != "Europe/Prague" || tool.CT == nil || *tool.CT != 60 || *tool.ApprovedCT != 30 {
				t.Errorf("tool: %+v", tool)
			}
			turn := tool.Turn
			if turn.Shift != test.shift || !sameInstant(turn.FromUTC, test.from) || !sameInstant(turn.ToUTC, test.to) {
				t.Errorf("turn: %+v", turn)
			}
			if test.resumes != "" && !sameInstant(turn.ResumesUTC, test.resumes) {
				t.Errorf("resumes %s", turn.ResumesUTC)
			}
			pace := tool.Pace
			if pace.Shots != test.shots || math.Abs(pace.Planned-test.planned) > 1e-9 || math.Abs(pace.Due-test.due) > 1e-9 {
				t.Errorf("pace: %+v", pace)
			}
		})
	}
}

func sameInstant(at time.Time, want string) bool {
	if want == "" {
		return at.IsZero()
	}
	return at.Equal(utc(want))
}

// What a tile says, from the moment of the last shot on.
func TestKioskStates(t *testing.T) {
	last := utc("2026-03-19 09:00") // 10:00 in Prague, in the early shift
	shots := cycling(1, last.Add(-time.Hour), last, 30*time.Second)
	shots = append(shots, cycling(2, last.Add(-time.Hour), last, 40*time.Second)...)
	shots = append(shots, cycling(3, last.Add(-time.Hour), last, 30*time.Second)...)
	pl := newPlant(t, shots, "end", 1,
		insert("raw.statistics", columns("ci, mold_id, hour, shot_count, arrived_utc, source, batch_id"), "CNT-3", 3, "2026031910", 12, "2026-03-19 12:00:00", "test", 1),
		insert("raw.statistics", columns("ci, mold_id, hour, shot_count, arrived_utc, source, batch_id"), "CNT-2", 2, "2026031910", 0, "2026-03-19 12:00:00", "test", 1))
	pl.exec("INSERT INTO core.setting_break VALUES (NULL, 43200000000, 45000000000)") // 12:00 to 12:30
	for _, test := range []struct {
		asOf   string
		states [3]KioskState
	}{
		{"2026-03-19 09:01", [3]KioskState{KioskRunning, KioskSlow, KioskRunning}},
		{"2026-03-19 09:06", [3]KioskState{KioskStopped, KioskStopped, KioskStopped}},
		{"2026-03-19 11:01", [3]KioskState{KioskPlannedOff, KioskPlannedOff, KioskNoSignal}}, // 12:01, a break
		{"2026-03-19 11:31", [3]KioskState{KioskStopped, KioskStopped, KioskNoSignal}},
		{"2026-03-19 13:15", [3]KioskState{KioskPlannedOff, KioskPlannedOff, KioskNoSignal}}, // 14:15, after the shift
		{"2026-03-19 21:30", [3]KioskState{KioskOff, KioskOff, KioskNoSignal}},               // in the night shift
	} {
		for i, tool := range kioskAt(t, pl, utc(test.asOf), engine.Filter{}, false).Tools {
			if tool.State != test.states[i] {
				t.Errorf("%s: %s is %s, want %s", test.asOf, tool.Code, tool.State, test.states[i])
			}
		}
	}
	k := kioskAt(t, pl, utc("2026-03-19 13:20"), engine.Filter{Locations: []string{"Brno 2"}}, false)
	if len(k.Tools) != 1 || k.Tools[0].Code != "MX-2" || !k.Tools[0].Turn.ResumesUTC.Equal(utc("2026-03-19 21:00")) {
		t.Errorf("one plant: %+v", k.Tools)
	}
	if k := kioskAt(t, pl, utc("2026-06-19 13:20"), engine.Filter{}, false); len(k.Tools) != 0 {
		t.Errorf("after three months: %+v", k.Tools)
	}
	if k := kioskAt(t, pl, utc("2026-06-19 13:20"), engine.Filter{Tools: []string{"mx-3"}}, false); len(k.Tools) != 1 {
		t.Errorf("a tool that is named: %+v", k.Tools)
	}
}

// Without shifts, a usual day is the measure; it is no plan and is not called
// one. Nothing of the future counts.
func TestKioskPaceOfAUsualDay(t *testing.T) {
	var shots []reference.Shot
	for _, day := range []string{"2026-03-16", "2026-03-17", "2026-03-18", "2026-03-19"} {
		start := utc(day + " 08:00")
		more := cycling(1, start, start.Add(4*time.Hour), 36*time.Second) // 100 an hour
		for i := range more {
			more[i].Seq.V += int64(len(shots))
		}
		shots = append(shots, more...)
	}
	pl := newPlant(t, shots, "end", 1)
	pl.exec("DELETE FROM core.setting_shift")
	pace := kioskAt(t, pl, utc("2026-03-19 12:01"), engine.Filter{}, false).Tools[0].Pace
	if pace.Basis != PaceUsual || pace.Days != 3 || pace.Shots != 400 || pace.Planned != 400 || !pace.OnPace() {
		t.Errorf("pace: %+v", pace)
	}
	// Half past ten in Prague: 99 shots before ten, and half of the 100 of the hour after it.
	if pace = kioskAt(t, pl, utc("2026-03-19 09:30"), engine.Filter{}, false).Tools[0].Pace; math.Abs(pace.Due-149) > 1e-6 {
		t.Errorf("due: %+v", pace)
	}
}

// Without shifts, breaks, holidays and planned stops are what is planned off.
func TestKioskOfAPlanWithoutShifts(t *testing.T) {
	last := utc("2026-03-19 09:00") // 10:00 in Prague
	pl := newPlant(t, cycling(1, last.Add(-time.Hour), last, 30*time.Second), "end", 1)
	pl.exec("DELETE FROM core.setting_shift", "INSERT INTO core.setting_break VALUES (NULL, 43200000000, 45000000000)",
		"INSERT INTO core.setting_planned_stop VALUES (NULL, TIMESTAMP '2026-03-19 11:20', TIMESTAMP '2026-03-19 12:10')")
	for _, test := range []struct {
		asOf, setting string
		want          KioskState
		resumes       string
	}{
		{asOf: "2026-03-19 09:01", want: KioskRunning},
		{asOf: "2026-03-19 10:59", want: KioskStopped},
		{asOf: "2026-03-19 11:01", want: KioskPlannedOff, resumes: "2026-03-19 11:30"},
		{asOf: "2026-03-19 11:29", want: KioskPlannedOff, resumes: "2026-03-19 12:10"},
		{asOf: "2026-03-19 12:10", want: KioskStopped},
		{asOf: "2026-03-19 17:30", want: KioskOff},
		{asOf: "2026-03-19 17:30", setting: "INSERT INTO core.setting_holiday VALUES (NULL, '2026-03-19')", want: KioskPlannedOff, resumes: "2026-03-20 05:00"},
	} {
		if test.setting != "" {
			pl.exec(test.setting)
		}
		tool := kioskAt(t, pl, utc(test.asOf), engine.Filter{}, false).Tools[0]
		if tool.State != test.want || !sameInstant(tool.Turn.ResumesUTC, test.resumes) && test.resumes != "" {
			t.Errorf("%s: %s until %s, want %s until %s", test.asOf, tool.State, tool.Turn.ResumesUTC, test.want, test.resumes)
		}
	}
}

// Packets that no build has seen make the figures as old as the build.
func TestKioskAsOfTheBuild(t *testing.T) {
	last := utc("2026-03-19 09:00")
	pl := newPlant(t, cycling(1, last.Add(-time.Hour), last, 30*time.Second), "end", 1)
	pl.exec("UPDATE meta.source SET synced_utc = '2026-03-19 10:00:00'",
		"INSERT INTO meta.sync_batch (batch_id, source, table_name, rows_new, rows_changed, started_utc) VALUES (9, 'test', 'DATA_SHOT', 5, 0, '2026-03-19 09:02:00'), (10, 'test', 'DATA_SHOT', 5, 0, '2026-03-19 09:59:00')")
	a := New(pl.store, Config{Clock: func() time.Time { return utc("2026-03-19 10:03") }})
	k, err := a.Kiosk(context.Background(), engine.Filter{}, false)
	if err != nil || !k.AsOfUTC.Equal(utc("2026-03-19 09:02")) || !k.Stale || k.Tools[0].State != KioskRunning {
		t.Errorf("%+v, %v", k, err)
	}
}
