package analysis

import (
	"context"
	"reflect"
	"testing"
	"time"

	"sprue/engine"
)

// TestProcessFigures are those of the charts of each tool and part.
func TestProcessFigures(t *testing.T) {
	shots, _ := processShots()
	for i := range shots {
		other := shots[i]
		other.EquipmentCode, other.Counter, other.MoldID = "MX-2", "CNT-2", 2
		other.CT += int64(i%7) * 100_000
		shots = append(shots, other)
	}
	pl := newPlant(t, shots, "end", 1)
	ctx := context.Background()
	for name, w := range map[string]engine.Window{
		"all":      {},
		"days":     {From: engine.Day(2026, 3, 9), To: engine.Day(2026, 3, 13)},
		"instants": {From: engine.Instant(time.Date(2026, 3, 5, 4, 10, 0, 0, time.UTC)), To: engine.Instant(time.Date(2026, 3, 16, 5, 0, 0, 0, time.UTC))},
	} {
		t.Run(name, func(t *testing.T) {
			all, err := pl.analysis.ProcessFigures(ctx, engine.Filter{Window: w})
			if err != nil || len(all) != 2 {
				t.Fatalf("%+v, %v", all, err)
			}
			byTool := *pl.analysis
			byTool.atATime = 1
			if one, err := byTool.ProcessFigures(ctx, engine.Filter{Window: w}); err != nil || !reflect.DeepEqual(one, all) {
				t.Errorf("tool by tool: %+v, want %+v, %v", one, all, err)
			}
			for _, got := range all {
				p, err := pl.analysis.Process(ctx, ProcessQuestion{Filter: engine.Filter{Window: w, Tools: []string{got.Tool}}})
				if err != nil {
					t.Fatal(err)
				}
				signals, alarms := p.Counts()
				if got.Moments.Shots != p.Moments.Shots || got.Points != int64(len(p.Points)) || got.Signals != signals || got.Alarms != alarms || signals == 0 || got.Baseline.From != p.Baseline.From {
					t.Errorf("%s: %+v, want %+v with %d signals and %d alarms", got.Tool, got, p.Moments, signals, alarms)
				}
				close(t, "mean", got.Moments.Mean, *p.Moments.Mean)
				close(t, "lag", got.Baseline.Moments.Lag1, *p.Baseline.Moments.Lag1)
				close(t, "Cpk", &got.Capability.Cpk.Value, p.Capability.Cpk.Value)
				close(t, "Ppk", &got.Capability.Ppk.High, p.Capability.Ppk.High)
				if drift := p.Drift(); (drift == nil) != (got.Drift == nil) || drift != nil && *drift != *got.Drift {
					t.Errorf("%s: drift %v, want %v", got.Tool, got.Drift, drift)
				}
			}
		})
	}
	none, err := pl.analysis.ProcessFigures(ctx, engine.Filter{Window: engine.Window{From: engine.Day(2026, 1, 1), To: engine.Day(2026, 1, 2)}})
	if err != nil || len(none) != 0 {
		t.Errorf("%+v, %v", none, err)
	}
}

// A slope is of the days after a step, and needs ten of them with twenty shots.
func TestDriftOf(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 3, n, 0, 0, 0, 0, time.UTC) }
	pl := Process{Span: Span{FromUTC: day(1), ToUTC: day(31), Offsets: []Offset{{}}}}
	pl.Measure, pl.Config.DriftDays = MeasureCT, 28
	for n := 1; n <= 24; n++ {
		ct := 30 + 0.1*float64(n)
		if n > 12 {
			ct += 5
		}
		pl.Days = append(pl.Days, ProcessDay{Date: day(n), Shots: 20, Median: ct})
	}
	pl.Days[20].Shots, pl.Days[20].Median = 19, 90
	pl.Events = []ProcessEvent{{Measure: "ct", Kind: Shift, From: day(13), To: day(13)}, {Measure: "temperature", Kind: Shift, From: day(20), To: day(20)}}
	if got := pl.Drift(); got == nil || got.Days != 11 {
		t.Errorf("%+v", got)
	} else {
		close(t, "slope", &got.Value, 2.8)
	}
	pl.Days = pl.Days[:22]
	if got := pl.Drift(); got != nil {
		t.Errorf("of nine days: %+v", got)
	}
}

// Of many points a picture has the extremes and the first alarm.
func TestThinned(t *testing.T) {
	at := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	p := Process{Span: Span{FromUTC: at, ToUTC: at.Add(1000 * time.Second)}}
	for i := range 1000 {
		p.Points = append(p.Points, ProcessPoint{At: at.Add(time.Duration(i) * time.Second), Value: 30, Signal: i >= 500, Alarm: i >= 507})
	}
	p.Points[333].Value, p.Points[444].Value = 90, 1
	shown, found := p.Thinned(10), 0
	for i, s := range shown {
		if s.Value != 30 || s.At.Equal(p.Points[507].At) {
			found++
		}
		if i > 0 && !s.At.After(shown[i-1].At) {
			t.Errorf("point %d is not after the one before", i)
		}
	}
	if found != 3 || len(shown) > 60 || len(p.Thinned(400)) != 1000 {
		t.Errorf("%d of %d points", found, len(shown))
	}
}
