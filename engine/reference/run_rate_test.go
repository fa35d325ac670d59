package reference

import (
	"math"
	"testing"
)

// shotsOf makes shots of one tool and counter from times and cts in seconds,
// with seq 1, 2, 3….
func shotsOf(times, cts []float64) []Shot {
	shots := []Shot{}
	for i := range times {
		shots = append(shots, Shot{
			Counter: "CNT-1", Seq: some(int64(i + 1)), TimeUTC: us(times[i]), CT: us(cts[i]),
			EquipmentCode: "T-1", PartID: some(int64(1)), Cavities: 2, TimeZone: "UTC",
		})
	}
	return shots
}

func us(s float64) int64 { return int64(math.Round(s * 1e6)) }

func classes(intervals []Interval) []string {
	names := []string{}
	for _, in := range intervals {
		names = append(names, in.Class)
	}
	return names
}

func wantEqual[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	if !deepEqual(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestWorkedCase(t *testing.T) {
	p := DefaultParams()
	p.RunRate.MinShots = 1
	shots := shotsOf(
		[]float64{0, 30, 60.5, 100, 130, 430, 1430, 1460},
		[]float64{30, 30, 30.5, 35, 30, 300, 999.9, 30})
	r := RunRate(shots, p)

	wantEqual(t, "runs", len(r.Runs), 1)
	run := r.Runs[0]
	wantEqual(t, "ref", run.RefCT, some(us(30)))
	wantEqual(t, "method", run.ReferenceMethod, "mode")
	wantEqual(t, "classes", classes(r.Intervals),
		[]string{"normal", "normal", "normal", "slow", "normal", "long", "idle", "normal"})
	for i, want := range []struct{ d, c, w float64 }{
		{30, 30, 0}, {30, 30, 0}, {30.5, 30.5, 0}, {39.5, 35, 4.5}, {30, 30, 0}, {300, 30, 270}, {1000, 30, 970}, {30, 30, 0},
	} {
		in := r.Intervals[i]
		wantEqual(t, "d, c, w", [3]int64{in.D, in.C, in.W}, [3]int64{us(want.d), us(want.c), us(want.w)})
	}
	wantEqual(t, "figures", run.Figures, Figures{
		Shots: 8, NormalShots: 5, SlowShots: 1, StopShots: 2, Parts: 16,
		RunTime: us(1490), ProductionTime: us(245.5), Downtime: us(1244.5),
		Stops: 2, MicroStops: 1, SpeedLoss: us(5), CT: us(185.5),
	})
	wantEqual(t, "mttr", run.MTTR(), some(622.25))
	wantEqual(t, "mtbf", run.MTBF(), some(122.75))
	wantEqual(t, "efficiency", run.Efficiency(), some(5.0/8))
	wantEqual(t, "stability", run.Stability(), some(245.5/1490))
	wantEqual(t, "shots per stop", run.ShotsPerStop(), some(4.0))

	wantEqual(t, "stops", len(r.Stops), 2)
	first, second := r.Stops[0], r.Stops[1]
	wantEqual(t, "first stop", [3]int64{first.StartUTC, first.EndUTC, first.Downtime}, [3]int64{us(60.5), us(65), us(4.5)})
	wantEqual(t, "first kind", first.Kind, "gap")
	wantEqual(t, "second stop", [3]int64{second.StartUTC, second.EndUTC, second.Downtime}, [3]int64{us(130), us(1400), us(1240)})
	wantEqual(t, "second kind", second.Kind, "idle")
	wantEqual(t, "second shots", second.Shots, int64(2))
}

func TestShotTimeStartMirrorsEnd(t *testing.T) {
	p := DefaultParams()
	p.RunRate.MinShots = 1
	p.RunRate.ShotTime = "start"
	r := RunRate(shotsOf([]float64{0, 30, 65, 365}, []float64{30, 30, 300, 999.9}), p)
	wantEqual(t, "classes", classes(r.Intervals), []string{"normal", "normal", "long", "idle"})
	got := [][4]int64{}
	for _, in := range r.Intervals {
		got = append(got, [4]int64{in.From, in.To, in.C, in.W})
	}
	wantEqual(t, "from, to, c, w", got, [][4]int64{
		{0, us(30), us(30), 0},
		{us(30), us(65), us(30), us(5)},
		{us(65), us(365), us(30), us(270)},
		{us(365), us(395), us(30), 0},
	})
	stop := r.Stops[0]
	wantEqual(t, "stop", [3]int64{stop.StartUTC, stop.EndUTC, stop.Downtime}, [3]int64{us(60), us(365), us(275)})
	wantEqual(t, "kind", stop.Kind, "long")
}

func TestClassBoundaries(t *testing.T) {
	for _, c := range []struct {
		ct   float64
		want string
	}{
		{28.499499, "fast"}, {28.4995, "normal"}, {28.5, "normal"}, {30, "normal"}, {31.5, "normal"}, {31.500499, "normal"},
		{31.5005, "slow"}, {31.501, "slow"}, {60, "slow"}, {60.000499, "slow"}, {60.0005, "long"}, {60.001, "long"},
		{999.899499, "long"}, {999.8995, "idle"}, {999.9, "idle"},
	} {
		wantEqual(t, "class", classify(us(c.ct), some(us(30)), DefaultParams().RunRate), c.want)
	}
}

func TestLimitIsExactWhereBinaryFractionsAreNot(t *testing.T) {
	// 30.1 × 1.05 = 31.605 and 0.1 × 1.005 = 0.1005, which rounds up to 0.101.
	wantEqual(t, "31.605", limitMillis(us(30.1), 1_050_000), int64(31_605))
	wantEqual(t, "0.1005", limitMillis(us(0.1), 1_005_000), int64(101))
	wantEqual(t, "0.1004999", limitMillis(us(0.1), 1_004_999), int64(100))
}

func TestGapSlackAndOverlap(t *testing.T) {
	for _, c := range []struct {
		name    string
		d       int64
		c, w    int64
		overlap bool
	}{
		{"jitter at the slack", us(32), us(32), 0, false},
		{"gap just over", us(32) + 1, us(30), us(2) + 1, false},
		{"early at the slack", us(28), us(28), 0, false},
		{"overlap just over", us(28) - 1, us(28) - 1, 0, true},
		{"same time", 0, 0, 0, true},
	} {
		p := DefaultParams()
		p.RunRate.MinShots = 1
		shots := shotsOf([]float64{0, 0}, []float64{30, 30})
		shots[1].TimeUTC = c.d
		r := RunRate(shots, p)
		in := r.Intervals[1]
		wantEqual(t, c.name, [2]int64{in.C, in.W}, [2]int64{c.c, c.w})
		wantEqual(t, c.name, in.Overlap, c.overlap)
		wantEqual(t, c.name+": flag", r.Shots[1].Flags&Overlap != 0, c.overlap)
	}
}

func TestRunBreaks(t *testing.T) {
	part := func(id int64) func([]Shot) { return func(s []Shot) { s[1].PartID = some(id) } }
	for _, c := range []struct {
		name    string
		silence int64
		change  func([]Shot)
		onPart  bool
		want    int
	}{
		{"8 h exactly", 8 * hour, part(1), true, 1},
		{"8 h and 1 µs", 8*hour + 1, part(1), true, 2},
		{"other part", minute, part(2), true, 2},
		{"no part is a part", minute, func(s []Shot) { s[1].PartID = Int{} }, true, 2},
		{"part changes do not break", minute, part(2), false, 1},
		{"other counter", minute, func(s []Shot) { s[1].Counter = "CNT-2" }, true, 1},
		{"other mold of the tool", minute, func(s []Shot) { s[1].MoldID = 9 }, true, 1},
		{"other tool", minute, func(s []Shot) { s[1].EquipmentCode = "T-2" }, true, 2},
	} {
		p := DefaultParams()
		p.RunRate.BreakOnPartChange = c.onPart
		shots := shotsOf([]float64{0, 0}, []float64{30, 30})
		shots[1].TimeUTC = c.silence
		c.change(shots)
		wantEqual(t, c.name, len(RunRate(shots, p).Runs), c.want)
	}
}

func TestFirstIntervalEndsAtTheShotBefore(t *testing.T) {
	shots := shotsOf([]float64{0, 20, 50}, []float64{30, 30, 30})
	shots[1].PartID, shots[2].PartID = some(int64(2)), some(int64(2))
	r := RunRate(shots, DefaultParams())
	in := r.Intervals[1]
	wantEqual(t, "second run's first", [4]int64{in.From, in.To, in.C, in.W}, [4]int64{0, us(20), us(20), 0})
	wantEqual(t, "overlap", in.Overlap, true)
}

func TestReference(t *testing.T) {
	approved := func(s []Shot) { s[1].ApprovedCT = some(us(29)) }
	none := func([]Shot) {}
	for _, c := range []struct {
		name      string
		reference string
		minShots  int
		cts       []float64
		change    func([]Shot)
		want      Int
		method    string
	}{
		{"mode", "mode", 3, []float64{30, 30, 31}, approved, some(us(30)), "mode"},
		{"mode without enough", "mode", 4, []float64{30, 30, 31}, approved, some(us(29)), "approved"},
		{"idle shots carry no mode", "mode", 3, []float64{30, 30, 999.9}, approved, some(us(29)), "approved"},
		{"neither: median", "mode", 4, []float64{30, 30.5, 32}, none, some(us(30.5)), "median"},
		{"mode ties: smallest", "mode", 1, []float64{31, 30, 31, 30}, none, some(us(30)), "mode"},
		{"grid is half up", "mode", 1, []float64{29.95, 30.049999, 30.05}, none, some(us(30)), "mode"},
		{"median of two is half up", "median", 1, []float64{30, 30.000001}, none, some(us(30.000001)), "median"},
		{"median without shots", "median", 1, []float64{999.9, 999.9}, approved, some(us(29)), "approved"},
		{"approved", "approved", 1, []float64{30, 30}, approved, some(us(29)), "approved"},
		{"approved missing", "approved", 1, []float64{30, 30}, none, some(us(30)), "median"},
		{"only idle", "mode", 1, []float64{999.9, 1200}, none, Int{}, "none"},
	} {
		p := DefaultParams().RunRate
		p.Reference, p.MinShots = c.reference, c.minShots
		shots := shotsOf(make([]float64, len(c.cts)), c.cts)
		c.change(shots)
		ref, method := reference(shots, p)
		wantEqual(t, c.name, ref, c.want)
		wantEqual(t, c.name, method, c.method)
	}
}

func TestRunWithoutReferenceIsAllWaiting(t *testing.T) {
	r := RunRate(shotsOf([]float64{0, 1000, 2000}, []float64{999.9, 999.9, 999.9}), DefaultParams())
	run := r.Runs[0]
	wantEqual(t, "times", [3]int64{run.RunTime, run.ProductionTime, run.Downtime}, [3]int64{us(2000), 0, us(2000)})
	wantEqual(t, "mtbf", run.MTBF(), some(0.0))
	wantEqual(t, "average ct", run.AverageCT(), Float{})
}

func TestStopKinds(t *testing.T) {
	for _, c := range []struct {
		name  string
		cts   []float64
		times []float64
		kind  string
		micro bool
	}{
		{"gap wins a tie with long", []float64{30, 30, 70}, []float64{0, 70, 140}, "gap", true},
		{"long wins a tie with idle", []float64{30, 100, 999.9}, []float64{0, 100, 200}, "long", true},
		{"just under 5 min", []float64{30, 30}, []float64{0, 329.999999}, "gap", true},
		{"5 min is no micro-stop", []float64{30, 30}, []float64{0, 330}, "gap", false},
	} {
		p := DefaultParams()
		p.RunRate.Reference = "approved"
		shots := shotsOf(c.times, c.cts)
		shots[0].ApprovedCT = some(us(30))
		r := RunRate(shots, p)
		wantEqual(t, c.name+": stops", len(r.Stops), 1)
		wantEqual(t, c.name, r.Stops[0].Kind, c.kind)
		wantEqual(t, c.name, r.Stops[0].IsMicro, c.micro)
	}
}

func TestDoubtful(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Shot)
		want   int64
	}{
		{"next number", func(*Shot) {}, 0},
		{"numbers missing", func(s *Shot) { s.Seq = some(int64(3)) }, us(70)},
		{"reset", func(s *Shot) { s.Seq = some(int64(0)) }, 0},
		{"no number", func(s *Shot) { s.Seq = Int{} }, 0},
		{"other counter", func(s *Shot) { s.Seq, s.Counter = some(int64(9)), "CNT-2" }, 0},
	} {
		shots := shotsOf([]float64{0, 100}, []float64{30, 30})
		c.change(&shots[1])
		for _, shotTime := range []string{"end", "start"} {
			p := DefaultParams()
			p.RunRate.ShotTime = shotTime
			run := RunRate(shots, p).Runs[0]
			wantEqual(t, c.name, [2]int64{run.Doubtful, run.Downtime}, [2]int64{c.want, us(70)})
		}
	}
}

func TestTwoCounters(t *testing.T) {
	for _, c := range []struct {
		name   string
		before int64
		after  int64
		want   bool
	}{
		{"within one cycle", us(30), us(30), true},
		{"before too far", us(30) + 1, us(30), false},
		{"after too far", us(30), us(30) + 1, false},
	} {
		shots := shotsOf([]float64{0, 0, 0}, []float64{30, 30, 30})
		shots[0].TimeUTC, shots[2].TimeUTC = -c.before, c.after
		shots[1].Counter = "CNT-2"
		r := RunRate(shots, DefaultParams())
		wantEqual(t, c.name, r.Shots[1].Flags&TwoCounters != 0, c.want)
		wantEqual(t, c.name, r.Shots[0].Flags&TwoCounters, Flags(0))
	}
}

func TestNearestParametersWin(t *testing.T) {
	set := func(gap int64) func(*RunRateParams) { return func(p *RunRateParams) { p.RunGap = gap } }
	p := DefaultParams()
	p.RunRateFor = []RunRateFor{
		{Part: "p-1", Set: set(3)}, {Tool: "t-1", Set: set(2)}, {Location: some(int64(1)), Set: set(1)},
	}
	for _, c := range []struct {
		shot Shot
		want int64
	}{
		{Shot{EquipmentCode: "T-1", PartCode: some("P-1"), LocationID: some(int64(1))}, 3},
		{Shot{EquipmentCode: "T-1", LocationID: some(int64(1))}, 2},
		{Shot{EquipmentCode: "T-2", LocationID: some(int64(1))}, 1},
		{Shot{EquipmentCode: "T-2"}, 8 * hour},
	} {
		wantEqual(t, "run gap", p.runRate(c.shot).RunGap, c.want)
	}
}
