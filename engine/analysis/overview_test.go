package analysis

import (
	"context"
	"testing"
	"time"

	"sprue/engine"
)

func checkTrust(t *testing.T, pl *plant) {
	trust, err := pl.analysis.Trust(context.Background(), engine.Filter{Window: engine.Window{Last: "4d"}})
	if err != nil {
		t.Fatal(err)
	}
	if trust.Shots != 8 || *trust.Covered != 0.25 || trust.BuildID == 0 || trust.SyncAge != 30*time.Minute || trust.Stale {
		t.Errorf("trust: %+v", trust)
	}
	if perfect, poor := 100.0, 79.9; (Trust{QualityScore: &perfect}).Poor() || !(Trust{QualityScore: &poor}).Poor() || (Trust{}).Poor() {
		t.Error("only a score under 80 is poor")
	}
	want := []LeftOut{{"bad_ct", 1}, {"exact duplicate", 1}, {"unmapped", 1}}
	if len(trust.LeftOut) != 3 || trust.LeftOut[0] != want[0] || trust.LeftOut[1] != want[1] || trust.LeftOut[2] != want[2] {
		t.Errorf("left out: got %v, want %v", trust.LeftOut, want)
	}
	if len(trust.Zones) != 1 || trust.Zones[0] != "Asia/Kolkata" || !trust.LastShotUTC.Equal(time.Date(2026, 3, 19, 8, 24, 20, 0, time.UTC)) {
		t.Errorf("trust: %+v", trust)
	}
	ofTool, err := pl.analysis.Trust(context.Background(), engine.Filter{Tools: []string{"MX-1"}})
	if err != nil || len(ofTool.LeftOut) != 2 {
		t.Errorf("left out of a tool: %v, %v", ofTool.LeftOut, err)
	}
}

func checkOverview(t *testing.T, pl *plant) {
	ctx := context.Background()
	f := engine.Filter{Window: engine.Window{Last: "1d"}}
	fleet, err := pl.analysis.Fleet(ctx, f)
	if err != nil || fleet.Tools != 1 || fleet.States[PlannedOff] != 1 || fleet.Locations != 1 || fleet.Before != nil {
		t.Errorf("fleet: %+v, %v", fleet, err)
	}
	if want := "Stops cost 20.7 min, nearly all of it in idle stops; slow cycles cost 5.00 s."; fleet.Why != want {
		t.Errorf("why: got %q, want %q", fleet.Why, want)
	}
	tools, err := pl.analysis.Tools(ctx, f)
	if err != nil || len(tools) != 1 || tools[0].MainCause != "idle" || tools[0].PartCode != "P-7" || tools[0].LocationName != "Pune" {
		t.Errorf("tools: %+v, %v", tools, err)
	}
	stops, err := pl.analysis.Stops(ctx, f, Largest, 1)
	if err != nil || len(stops) != 1 || stops[0].DowntimeUS != 1240e6 || stops[0].Shots != 2 {
		t.Errorf("stops: %+v, %v", stops, err)
	}
	runs, err := pl.analysis.Runs(ctx, f, List{})
	if err != nil || len(runs) != 1 || runs[0].Shots != 8 || *runs[0].RefCT != 30 || runs[0].PartCode != "P-7" {
		t.Errorf("runs: %+v, %v", runs, err)
	}
	causes, err := pl.analysis.Pareto(ctx, f)
	if err != nil || len(causes) != 2 || causes[0].Kind != "idle" || causes[1].Cumulative != 1 || causes[1].MicroStops != 1 {
		t.Errorf("causes: %+v, %v", causes, err)
	}
}

func checkTrendHasThePeriodBefore(t *testing.T, pl *plant) {
	f := engine.Filter{Window: engine.Window{From: engine.Day(2026, 3, 8), To: engine.Day(2026, 3, 10)}}
	trend, err := pl.analysis.Trend(context.Background(), f, engine.ByDay)
	if err != nil || len(trend.Points) != 2 || len(trend.Previous) != 2 || trend.Before == nil {
		t.Fatalf("trend: %+v, %v", trend, err)
	}
	for i := range trend.Points {
		if !trend.Points[i].At.Equal(trend.Previous[i].At) {
			t.Errorf("point %d: at %s, before at %s", i, trend.Points[i].At, trend.Previous[i].At)
		}
	}
	if hours, err := pl.analysis.Trend(context.Background(), f, ""); err != nil || hours.Step != engine.ByHour {
		t.Errorf("step: %v, %v", hours.Step, err)
	}
}

func TestStates(t *testing.T) {
	gap, slow := int64(8*3600e6), 200.0
	for _, c := range []struct {
		age        time.Duration
		ref        *float64
		stale      bool
		plannedOff bool
		want       State
	}{
		{age: time.Minute, want: Running},
		{age: time.Minute, plannedOff: true, want: Running},
		{age: 5 * time.Minute, want: Stopped},
		{age: 5 * time.Minute, plannedOff: true, want: PlannedOff},
		{age: 9 * time.Minute, ref: &slow, want: Running},
		{age: 10 * time.Minute, ref: &slow, want: Stopped},
		{age: 8 * time.Hour, want: Off},
		{age: 8 * time.Hour, plannedOff: true, want: PlannedOff},
		{age: time.Minute, stale: true, plannedOff: true, want: NoSignal},
	} {
		limits := stateLimits{now: now, stale: c.stale}
		if got := limits.state(lastShot{utc: now.Add(-c.age), refCT: c.ref, runGapUS: &gap, plannedOff: c.plannedOff}); got != c.want {
			t.Errorf("%v: got %s", c, got)
		}
	}
}
