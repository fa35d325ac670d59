package analysis

import (
	"context"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/reference"
)

// missingShots are forty on the 16th and forty on the 19th, between which the
// counter went on by thousands; and forty of a tool that stood meanwhile.
func missingShots() []reference.Shot {
	var shots []reference.Shot
	for _, of := range []struct {
		tool, counter string
		mold          int64
		later         int64 // seq of the first shot of the 19th
	}{{"MX-1", "CNT-1", 1, 6000}, {"MX-2", "CNT-2", 2, 41}} {
		for _, from := range []struct {
			at  time.Time
			seq int64
		}{
			{time.Date(2026, 3, 16, 8, 0, 0, 0, time.UTC), 1},
			{time.Date(2026, 3, 19, 8, 0, 0, 0, time.UTC), of.later},
		} {
			for i := range int64(40) {
				shots = append(shots, reference.Shot{
					Counter: of.counter, Seq: number(from.seq + i), TimeUTC: from.at.UnixMicro() + i*30e6, CT: 30e6, ApprovedCT: number(30e6),
					EquipmentCode: of.tool, MoldID: of.mold, Cavities: 2, TimeZone: "Asia/Kolkata",
					PartID: number(7), PartCode: name("P-7"), LocationID: number(4), LocationName: name("Pune"),
					SupplierID: number(3), SupplierName: name("Moldworks"),
				})
			}
		}
	}
	return shots
}

// STATISTICS counts shots of MX-1 in an hour of the 20th in which none came.
func TestMissingShots(t *testing.T) {
	pl := newPlant(t, missingShots(), "end", 1,
		insert("raw.statistics", columns("ci, mold_id, hour, shot_count, arrived_utc, source, batch_id"), "CNT-1", 1, "2026032010", 100, "2026-03-20 11:10:00", "test", 1))
	ctx := context.Background()
	f := engine.Filter{Window: engine.Window{From: engine.Day(2026, 3, 16), To: engine.Day(2026, 3, 21)}}
	tools, err := pl.analysis.Tools(ctx, f)
	if err != nil || len(tools) != 2 {
		t.Fatal(tools, err)
	}
	for _, tool := range tools {
		if want := map[string]State{"MX-1": NoData, "MX-2": PlannedOff}[tool.Code]; tool.State != want {
			t.Errorf("%s is %s, want %s", tool.Code, tool.State, want)
		}
		if doubts := tool.Doubts(); (tool.Code == "MX-1") != (len(doubts) == 1) {
			t.Errorf("%s: doubts %v", tool.Code, doubts)
		}
	}
	checkMissingDays(t, pl, f)
	checkMissingSegments(t, pl, f)
}

func checkMissingDays(t *testing.T, pl *plant, f engine.Filter) {
	m, err := pl.analysis.HeatMap(context.Background(), f, HeatShots)
	if err != nil || len(m.Rows) != 2 {
		t.Fatalf("%+v, %v", m, err)
	}
	for _, row := range m.Rows {
		want := []string{CellRan, CellDidNotRun, CellDidNotRun, CellRan, CellDidNotRun}
		if row.Tool == "MX-1" {
			want = []string{CellRan, CellNoData, CellNoData, CellRan, CellDidNotRun}
		}
		for i, c := range row.Cells {
			if i >= len(want) || c.State != want[i] {
				t.Errorf("%s on %s: %s", row.Tool, c.Day.Format(time.DateOnly), c.State)
			}
		}
	}
}

func checkMissingSegments(t *testing.T, pl *plant, f engine.Filter) {
	timeline, err := pl.analysis.Timeline(context.Background(), f, TimelineQuestion{Pixels: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	length := map[string]map[RunState]time.Duration{}
	for _, tool := range timeline.Tools {
		length[tool.Code] = map[RunState]time.Duration{}
		for _, g := range tool.Segments {
			length[tool.Code][g.State] += g.ToUTC.Sub(g.FromUTC)
		}
	}
	// From 08:19:30 of the 16th to 07:59:30 of the 19th, and from ten to eleven of the 20th.
	silence := 71*time.Hour + 40*time.Minute
	if got := length["MX-1"][StateNoData]; got != silence+time.Hour {
		t.Errorf("MX-1 has no data for %s, want %s", got, silence+time.Hour)
	}
	if got := length["MX-2"][StateNoData]; got != 0 {
		t.Errorf("MX-2 has no data for %s", got)
	}
	// Its shifts leave out 14:15 to 22:00 of each day in Pune, 08:45 to 16:30 UTC:
	// four times whole, then until the mirror ends at 11:30.
	if got := length["MX-2"][StatePlannedOff]; got != 4*(7*time.Hour+45*time.Minute)+2*time.Hour+45*time.Minute {
		t.Errorf("MX-2 was planned off for %s", got)
	}
	for code, states := range length {
		if got := states[StateRun]; got != 40*time.Minute {
			t.Errorf("%s ran for %s", code, got)
		}
		if got := states[StateNotMirrored]; got != 30*time.Minute {
			t.Errorf("%s is not mirrored for %s", code, got)
		}
	}
}

func TestChangesOfLimits(t *testing.T) {
	ct := func(v float64) *float64 { return &v }
	at := func(day int) time.Time { return time.Date(2026, 3, day, 0, 0, 0, 0, time.UTC) }
	limits := []LimitStep{
		{FromUTC: at(1), Approved: ct(30), L1Below: ct(28.5), L1Above: ct(31.5)},
		{FromUTC: at(2), Approved: ct(30), L1Below: ct(29), L1Above: ct(31)},
		{FromUTC: at(3), Approved: ct(28), L1Below: ct(27), L1Above: ct(29)},
		{FromUTC: at(4)},
	}
	want := []Event{
		{AtUTC: at(2), Kind: "limits", Before: "28.5–31.5", After: "29.0–31.0"},
		{AtUTC: at(3), Kind: "approved", Before: "30.0", After: "28.0"},
		{AtUTC: at(4), Kind: "approved", Before: "28.0", After: "–"},
	}
	got := changes(limits)
	if len(got) != len(want) || len(changes(nil)) != 0 {
		t.Fatalf("got %+v", got)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("got %+v, want %+v", got[i], want[i])
		}
	}
}
