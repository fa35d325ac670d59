package analysis

import (
	"context"
	"slices"
	"testing"
	"time"

	"sprue/engine"
)

func checkShotsAddUp(t *testing.T, pl *plant) {
	for _, window := range randomWindows() {
		for _, tool := range []string{"MX-A", "MX-B", "MX-C", "MX-D"} {
			for _, part := range []string{"", "1", "2"} {
				f := engine.Filter{Window: window, Tools: []string{tool}}
				if part != "" {
					f.Parts = []string{part}
				}
				pl.checkShots(t, f)
			}
		}
	}
}

func (pl *plant) checkShots(t *testing.T, f engine.Filter) {
	ctx := context.Background()
	want := pl.ask(f, engine.ByNone).Total
	whole, err := pl.analysis.Shots(ctx, f, ShotsQuestion{})
	if err != nil {
		t.Fatal(err)
	}
	classes := map[string]int64{}
	for _, c := range whole.Classes {
		classes[c.Class] = c.Shots
	}
	got := Figures{NormalShots: classes["normal"], SlowShots: classes["slow"], FastShots: classes["fast"], StopShots: classes["long"] + classes["idle"]}
	if whole.Total != want.Shots || whole.Shown != want.Shots ||
		got != (Figures{NormalShots: want.NormalShots, SlowShots: want.SlowShots, FastShots: want.FastShots, StopShots: want.StopShots}) {
		t.Errorf("%+v: %d shots, %d shown, %+v, want %+v", f, whole.Total, whole.Shown, got, want)
	}
	h, err := pl.analysis.Histogram(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	if h.Total != want.Shots || h.Idle != classes["idle"] || h.Long != classes["long"] || h.Below+h.Within+h.Above != want.Shots-h.Idle {
		t.Errorf("%+v: the histogram has %d shots, %d below, %d within, %d above, want %d", f, h.Total, h.Below, h.Within, h.Above, want.Shots)
	}
	temperature, err := pl.analysis.Temperature(ctx, f, time.Date(2026, 3, 8, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	var total int64
	for _, s := range temperature.Series {
		cells := s.Without + s.OutOfRange
		for _, c := range s.Cells {
			cells += c.Shots
		}
		if cells != s.Total {
			t.Errorf("%+v: the cells hold %d of %d shots", f, cells, s.Total)
		}
		total += s.Total
	}
	if total != want.Shots {
		t.Errorf("%+v: %d shots beside their temperature, want %d", f, total, want.Shots)
	}
	pl.checkThinned(t, f, whole)
}

// However few pixels there are, the extremes of each class stay, and all points
// are shots.
func (pl *plant) checkThinned(t *testing.T, f engine.Filter, whole Shots) {
	for _, pixels := range []int{1, 10} {
		thin, err := pl.analysis.Shots(context.Background(), f, ShotsQuestion{Pixels: pixels, Whole: 1})
		if err != nil {
			t.Fatal(err)
		}
		if thin.Total != whole.Total || thin.Shown > int64(5*3*(pixels+1)) && thin.Total > 3 {
			t.Errorf("%+v on %d pixels: %d of %d shown", f, pixels, thin.Shown, thin.Total)
		}
		for _, class := range []string{"normal", "slow", "fast", "long", "idle"} {
			wantLow, wantHigh, n := extremes(whole.Points, class)
			low, high, m := extremes(thin.Points, class)
			if low != wantLow || high != wantHigh || (n > 0) != (m > 0) {
				t.Errorf("%+v on %d pixels: %s from %g to %g, want %g to %g", f, pixels, class, low, high, wantLow, wantHigh)
			}
		}
		for _, p := range thin.Points {
			if !slices.ContainsFunc(whole.Points, func(q ShotPoint) bool { return q.At.Equal(p.At) && q.CT == p.CT && q.Class == p.Class }) {
				t.Errorf("%+v on %d pixels: %+v is no shot", f, pixels, p)
			}
		}
	}
}

func extremes(points []ShotPoint, class string) (low, high float64, n int) {
	for _, p := range points {
		if p.Class != class {
			continue
		}
		if n == 0 || p.CT < low {
			low = p.CT
		}
		if n == 0 || p.CT > high {
			high = p.CT
		}
		n++
	}
	return low, high, n
}

func checkShotsOfRuns(t *testing.T, pl *plant) {
	ctx := context.Background()
	tool, all, err := pl.analysis.ShotList(ctx, engine.Filter{Tools: []string{"MX-A"}}, List{})
	if err != nil || tool != "MX-A" {
		t.Fatal(tool, err)
	}
	runs, err := pl.analysis.Runs(ctx, engine.Filter{Tools: []string{"MX-A"}}, List{})
	if err != nil {
		t.Fatal(err)
	}
	var n int
	for _, run := range runs {
		r, err := pl.analysis.RunShots(ctx, run.ID, List{})
		if err != nil || int64(len(r.Shots)) != run.Shots || r.Run.Figures.Shots != run.Shots {
			t.Errorf("run %d: %d shots, want %d, %v", run.ID, len(r.Shots), run.Shots, err)
		}
		n += len(r.Shots)
	}
	if n != len(all) {
		t.Errorf("the runs have %d shots, want %d", n, len(all))
	}
	if _, err := pl.analysis.RunShots(ctx, 7, List{}); err == nil {
		t.Error("a run that is none has shots")
	}
	for _, at := range []int{0, 1, 19, 20, 21, 100, len(all) - 2, len(all) - 1} {
		n, err := pl.analysis.Neighbours(ctx, ShotRef{Counter: all[at].Counter, Seq: *all[at].Seq}, 20)
		if err != nil {
			t.Fatal(err)
		}
		from, to := max(0, at-20), min(len(all), at+21)
		if len(n.Shots) != to-from || n.At != at-from || *n.Shots[n.At].Seq != *all[at].Seq {
			t.Fatalf("shot %d: %d neighbours, itself at %d, want %d and %d", at, len(n.Shots), n.At, to-from, at-from)
		}
		if (n.Previous() == nil) != (at == 0) || (n.Next() == nil) != (at == len(all)-1) {
			t.Errorf("shot %d: previous %v, next %v", at, n.Previous(), n.Next())
		}
		for i, s := range n.Shots {
			if want := all[from+i]; !s.At.Equal(want.At) || s.Class != want.Class {
				t.Errorf("shot %d: neighbour %d is %+v, want %+v", at, i, s, want)
			}
		}
	}
}

func checkWorkedShots(t *testing.T, pl *plant) {
	ctx := context.Background()
	f := engine.Filter{Tools: []string{"MX-1"}}
	shots, err := pl.analysis.Shots(ctx, f, ShotsQuestion{})
	if err != nil || len(shots.Points) != 8 || shots.Points[3].Class != "slow" || shots.Points[6].CT != 999.9 || *shots.Points[6].Seq != 7 {
		t.Fatalf("points: %+v, %v", shots.Points, err)
	}
	if got := shots.Local(shots.Points[0].At); shots.Zone != "Asia/Kolkata" || !got.Equal(time.Date(2026, 3, 19, 13, 30, 0, 0, time.UTC)) {
		t.Errorf("the first shot is at %s in %s", got, shots.Zone)
	}
	if len(shots.Limits) != 1 || *shots.Limits[0].Approved != 30 || *shots.Limits[0].L1Below != 28.5 || *shots.Limits[0].L1Above != 31.5 || *shots.Limits[0].L2Above != 33 {
		t.Errorf("limits: %+v", shots.Limits)
	}
	if len(shots.References) != 1 || shots.References[0].CT != 30 || shots.References[0].Method != "mode" {
		t.Errorf("references: %+v", shots.References)
	}
	if len(shots.Events) != 1 || shots.Events[0].Kind != "idle" || shots.Events[0].UntilUTC.Sub(shots.Events[0].AtUTC) <= 0 {
		t.Errorf("events: %+v", shots.Events)
	}
	h, err := pl.analysis.Histogram(ctx, f)
	if err != nil || *h.Mode != 30 || len(h.Bins) != 3 || h.Bins[0].Shots != 4 || h.Bins[2].SlowOf != 1 || h.Long != 1 || h.Idle != 1 {
		t.Errorf("histogram: %+v, %v", h, err)
	}
	if h.Below != 0 || h.Within != 5 || h.Above != 2 || h.BeyondL2 != 2 {
		t.Errorf("histogram against limits: %+v", h)
	}
	for _, tools := range [][]string{nil, {"MX-1", "MX-1"}} {
		if _, err := pl.analysis.Shots(ctx, engine.Filter{Tools: tools}, ShotsQuestion{}); err == nil {
			t.Errorf("shots of the tools %v", tools)
		}
	}
}

func checkWorkedPictures(t *testing.T, pl *plant) {
	ctx := context.Background()
	f := engine.Filter{Window: engine.Window{From: engine.Day(2026, 3, 18), To: engine.Day(2026, 3, 22)}}
	m, err := pl.analysis.HeatMap(ctx, f, HeatDeviation)
	if err != nil || len(m.Rows) != 1 || len(m.Days) != 3 || m.Width != 1 {
		t.Fatalf("heat map: %+v, %v", m, err)
	}
	before, cell, after := m.Rows[0].Cells[0], m.Rows[0].Cells[1], m.Rows[0].Cells[2]
	if before.State != CellDidNotRun || before.Value != nil || after.State != CellDidNotRun {
		t.Errorf("days without shots: %+v, %+v", before, after)
	}
	if cell.State != CellRan || cell.Level != 1 || *cell.Value != 5.5/180 {
		t.Errorf("the day: %+v", cell)
	}
	o, err := pl.analysis.Overview(ctx, f, 5)
	if err != nil || o.Sentence != "Stops cost 20.7 min, slow cycles 5.00 s." || o.Why != "MX-1 lost 20.8 min, nearly all of it to idle stops." {
		t.Errorf("overview: %q, %q, %v", o.Sentence, o.Why, err)
	}
	if *o.Compared.Deviation() != 5.5/180 || *o.List[0].ApprovedCT != 30 || len(o.List[0].Doubts()) != 0 || o.Now[PlannedOff] != 1 {
		t.Errorf("overview: %+v", o)
	}
	timeline, err := pl.analysis.Timeline(ctx, f, TimelineQuestion{Pixels: 1 << 30})
	if err != nil || len(timeline.Tools) != 1 {
		t.Fatalf("timeline: %+v, %v", timeline, err)
	}
	start := time.Date(2026, 3, 19, 8, 0, 0, 0, time.UTC)
	at := func(s float64) time.Time { return start.Add(time.Duration(s * float64(time.Second))) }
	want := []Segment{
		{at(-30), at(60.5), StateRun, "", 0, 0, 0},
		{at(60.5), at(65), StateStop, "gap", 1, 1, 4_500_000},
		{at(65), at(130), StateRun, "", 0, 0, 0},
		{at(130), at(1400), StateStop, "idle", 1, 2, 1_270_000_000},
		{at(1400), at(1460), StateRun, "", 0, 0, 0},
	}
	var got []Segment
	for _, g := range timeline.Tools[0].Segments {
		if g.State == StateRun || g.State == StateStop {
			got = append(got, g)
		}
	}
	if len(got) != len(want) {
		t.Fatalf("segments: %+v", timeline.Tools[0].Segments)
	}
	for i, g := range got {
		if !g.FromUTC.Equal(want[i].FromUTC) || !g.ToUTC.Equal(want[i].ToUTC) || g.State != want[i].State || g.Cause != want[i].Cause || g.Shots != want[i].Shots || g.StopUS != want[i].StopUS {
			t.Errorf("segment %d: got %+v, want %+v", i, g, want[i])
		}
	}
	last := timeline.Tools[0].Segments[len(timeline.Tools[0].Segments)-1]
	if last.State != StateNotMirrored || !last.FromUTC.Equal(now.Add(-30*time.Minute)) || !last.ToUTC.Equal(now) {
		t.Errorf("the end: %+v", last)
	}
}
