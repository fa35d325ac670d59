package analysis

import (
	"context"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/reference"
	"sprue/engine/spc"
)

// processShots are 200 a day of one tool, in one run a day, that take 30 s, and
// from the ninth of the sixteen days on 31.5 s. Each day has a long shot, which no
// chart shows.
func processShots() (shots []reference.Shot, days [][]float64) {
	rnd := rand.New(rand.NewPCG(4, 4))
	base := workedCase()[0]
	for d := range 16 {
		at := time.Date(2026, 3, 2+d, 4, 0, 0, 0, time.UTC)
		var day []float64
		for n := range 200 {
			s := base
			ct := 30.0
			if d >= 8 {
				ct = 31.5
			}
			ct = math.Round(10*(ct+0.3*rnd.NormFloat64())) / 10
			if n == 100 {
				ct = 300
			}
			at = at.Add(time.Duration(micros(ct)) * time.Microsecond)
			s.Seq, s.TimeUTC, s.CT = number(int64(d*200+n+1)), at.UnixMicro(), micros(ct)
			shots = append(shots, s)
			if n != 100 {
				day = append(day, ct)
			}
		}
		days = append(days, day)
	}
	return shots, days
}

func close(t *testing.T, what string, got *float64, want float64) {
	t.Helper()
	if got == nil || math.Abs(*got-want) > 1e-9*max(1, math.Abs(want)) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// TestProcess recomputes the charts of one tool from its shots.
func TestProcess(t *testing.T) {
	shots, days := processShots()
	pl := newPlant(t, shots, "end", 1)
	ask := func(q ProcessQuestion) Process {
		t.Helper()
		q.Filter.Tools = []string{"MX-1"}
		p, err := pl.analysis.Process(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := ask(ProcessQuestion{})
	var all []float64
	var groups, baseline []spc.Subgroup
	var ranges, pairs float64
	for d, day := range days {
		all, groups = append(all, day...), append(groups, spc.Subgroups(day, 5)...)
		if d < 3 {
			baseline = append(baseline, spc.Subgroups(day, 5)...)
		}
		ranges, pairs = ranges+float64(len(day)-1)*spc.MeanMovingRange(day), pairs+float64(len(day)-1)
	}
	close(t, "mean", p.Moments.Mean, spc.Mean(all))
	close(t, "deviation", p.Moments.Deviation, spc.StdDev(all))
	close(t, "mean range", p.Moments.MeanRange, ranges/pairs)
	if p.Moments.Shots != 16*199 || len(p.Points) != len(groups) {
		t.Fatalf("%d shots, %d points, want %d and %d", p.Moments.Shots, len(p.Points), 16*199, len(groups))
	}
	if p.Baseline.Trial || p.Baseline.From.Format(time.DateOnly) != "2026-03-02" || p.Baseline.To.Format(time.DateOnly) != "2026-03-05" {
		t.Errorf("baseline %+v", p.Baseline)
	}
	var mean, deviation float64
	for _, g := range baseline {
		mean, deviation = mean+g.Mean/float64(len(baseline)), deviation+g.StdDev/float64(len(baseline))
	}
	means, _ := spc.XbarS(mean, deviation, 5)
	close(t, "center", &p.Means.Center, means.Center)
	close(t, "upper", &p.Means.Upper, means.Upper)
	nelson := spc.Nelson{Limits: p.Means, On: spc.RuleSet(1, 2)}
	for i, g := range groups {
		close(t, "point", &p.Points[i].Value, g.Mean)
		close(t, "spread", p.Points[i].Spread, g.StdDev)
		if rules := nelson.Add(p.Points[i].Value); rules != p.Points[i].Rules {
			t.Errorf("point %d: rules %b, want %b", i, p.Points[i].Rules, rules)
		}
	}
	if p.Means.Sigma() <= 0 || p.Since().IsZero() || p.Since().Before(time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC)) || len(p.Fired) == 0 || !p.Fired[0].IsAlarm {
		t.Errorf("alarms since %v: %+v", p.Since(), p.Fired)
	}
	close(t, "Pp", &p.Capability.Pp.Value, 3/(6*spc.StdDev(all)))
	close(t, "Cp", &p.Capability.Cp.Value, 3/(6*ranges/pairs/spc.D2(2)))
	if len(p.Events) != 1 || p.Events[0].Kind != Shift || p.Events[0].From.Format(time.DateOnly) != "2026-03-10" {
		t.Errorf("events %+v", p.Events)
	}
	if want := "No: MX-1 shifted up by 1.50 s (5 %) on 10 Mar. Alarms by"; !strings.HasPrefix(strings.Replace(p.Sentence, "5.00 %", "5 %", 1), want) {
		t.Errorf("%q, want %q", p.Sentence, want)
	}
	if p.NormalP == nil || *p.NormalP > 0.01 {
		t.Errorf("two levels are normal: %v", p.NormalP)
	}

	single := ask(ProcessQuestion{Subgroup: 1})
	if len(single.Points) != 16*199 || single.Points[0].Spread != nil || single.Points[1].Spread == nil {
		t.Errorf("%d individuals", len(single.Points))
	}
	none := ask(ProcessQuestion{Filter: engine.Filter{Window: engine.Window{From: engine.Day(2026, 1, 1), To: engine.Day(2026, 1, 2)}}})
	if len(none.Points) != 0 || none.Capability != (spc.Capability{}) || none.NormalP != nil || !strings.HasPrefix(none.Sentence, "MX-1 has no slow, fast or normal shots in this range; there are data from ") {
		t.Errorf("without shots: %+v, %q", none.Capability, none.Sentence)
	}
	lists, err := pl.analysis.Processes(context.Background(), engine.Filter{})
	if err != nil || len(lists.Rows) != 1 || lists.Rows[0].Last == nil || lists.Rows[0].Shots != 16*200 || !strings.HasPrefix(lists.Sentence, "The cycle time changed on 1 of 1 tool: MX-1") {
		t.Errorf("%+v, %v", lists, err)
	}
	for _, q := range []ProcessQuestion{{Subgroup: 26, Filter: engine.Filter{Tools: []string{"MX-1"}}}, {}} {
		if _, err := pl.analysis.Process(context.Background(), q); engine.CodeOf(err) != engine.CodeUsage {
			t.Errorf("%+v: %v", q, err)
		}
	}
	t.Run("Temperature", func(t *testing.T) { checkWarmth(t, pl, days) })
	t.Run("Baselines", func(t *testing.T) { checkBaselines(t, pl) })
}

// checkWarmth gives nine shots of ten a temperature, and recomputes their chart.
func checkWarmth(t *testing.T, pl *plant, days [][]float64) {
	t.Helper()
	pl.exec("UPDATE core.shot SET temperature = CASE WHEN seq % 10 > 0 THEN round((400 + seq * 7 % 11 + seq // 2000 * 6) / 10, 1) END")
	p, err := pl.analysis.Process(context.Background(), ProcessQuestion{Filter: engine.Filter{Tools: []string{"MX-1"}}, Measure: MeasureTemperature})
	if err != nil {
		t.Fatal(err)
	}
	var all []float64
	var groups, baseline []spc.Subgroup
	for d := range days {
		var day []float64
		for n := range 200 {
			if seq := d*200 + n + 1; seq%10 > 0 {
				day = append(day, float64(400+seq*7%11+seq/2000*6)/10)
			}
		}
		all, groups = append(all, day...), append(groups, spc.Subgroups(day, 5)...)
		if d < 3 {
			baseline = append(baseline, spc.Subgroups(day, 5)...)
		}
	}
	if p.Moments.Shots != int64(len(all)) || len(p.Points) != len(groups) {
		t.Fatalf("%d temperatures in %d points, want %d in %d", p.Moments.Shots, len(p.Points), len(all), len(groups))
	}
	close(t, "mean", p.Moments.Mean, spc.Mean(all))
	close(t, "deviation", p.Moments.Deviation, spc.StdDev(all))
	var mean, deviation float64
	for _, g := range baseline {
		mean, deviation = mean+g.Mean/float64(len(baseline)), deviation+g.StdDev/float64(len(baseline))
	}
	means, _ := spc.XbarS(mean, deviation, 5)
	close(t, "upper", &p.Means.Upper, means.Upper)
	for i, g := range groups {
		close(t, "point", &p.Points[i].Value, g.Mean)
		close(t, "spread", p.Points[i].Spread, g.StdDev)
	}
	if p.Capability != (spc.Capability{}) || p.L1Above != nil || !strings.HasPrefix(p.Sentence, "Not quite: the temperature of MX-1 has alarms since") {
		t.Errorf("%+v, %q", p.Capability, p.Sentence)
	}
	if summary := p.Summary().first(); summary.real("temp_mean") == nil || p.Table().Columns[4].Unit != "°C" || p.DaysTable().Columns[4].Name != "median_temp" {
		t.Errorf("columns: %+v", summary)
	}
	pl.exec("UPDATE core.shot SET temperature = NULL")
	if none, err := pl.analysis.Process(context.Background(), ProcessQuestion{Filter: engine.Filter{Tools: []string{"MX-1"}}, Measure: MeasureTemperature}); err != nil || !strings.HasPrefix(none.Sentence, "MX-1 has no measured temperature in this range; ") {
		t.Errorf("without one: %q, %v", none.Sentence, err)
	}
}

func TestCapabilityInWords(t *testing.T) {
	of := func(tool string, cpk float64) ProcessFigures {
		return ProcessFigures{Tool: tool, Capability: spc.Capability{Cpk: &spc.Interval{Value: cpk}}}
	}
	for want, all := range map[string][]ProcessFigures{
		"MX-1 has a Cpk of −0.01": {of("MX-1", -0.012)},
		"MX-2 has a Cpk of 0.00, the lowest of 2 tools and parts; 1 is under 1": {of("MX-1", 1.5), of("MX-2", -0.001)},
	} {
		if got := CapabilitySentence(all); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	normal, capable := Process{NormalP: new(0.25)}, Process{NormalP: new(0.001)}
	capable.Capability.Cpk = &spc.Interval{Value: 1}
	for want, p := range map[string]Process{
		"": {}, "Not normal (Anderson–Darling p < 0.01).": {NormalP: new(0.001)},
		"Nothing speaks against a normal distribution (Anderson–Darling p 0.25).":        normal,
		"Not normal (Anderson–Darling p < 0.01): the indices are no share of bad shots.": capable,
	} {
		if got := p.NormalWords(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
