package analysis

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/reference"
)

// random makes shots of tools in zones with half hours and with a DST change
// inside the time of the shots, with gaps, long and idle cycles, missing seqs
// and part switches.
func random(seed uint64) []reference.Shot {
	r := rand.New(rand.NewPCG(seed, 1))
	zones := []string{"UTC", "America/New_York", "Asia/Kolkata", "Europe/Berlin"}
	start := time.Date(2026, 3, 6, 17, 0, 0, 0, time.UTC).UnixMicro()
	var shots []reference.Shot
	for tool := range 4 {
		t, seq := start+r.Int64N(3600e6), int64(1)
		for range 250 {
			ct := 30e6 + r.Int64N(30)*100_000
			gap := int64(0)
			switch r.IntN(20) {
			case 0:
				ct = 999_900_000
				gap = r.Int64N(3 * 3600e6)
			case 1:
				gap = r.Int64N(1200e6)
			case 2:
				ct = 200e6 + r.Int64N(900e6)
			case 3:
				seq += r.Int64N(3)
				gap = r.Int64N(400e6)
			}
			if r.IntN(60) == 0 {
				gap += 9 * 3600e6
			}
			t += min(ct, 2000e6) + gap + r.Int64N(1e6)
			seq++
			part := int64(1+tool%2) + 2*(seq/120)
			shots = append(shots, reference.Shot{
				Counter: "CNT-" + string(rune('A'+tool)), Seq: number(seq), TimeUTC: t, CT: ct, ApprovedCT: number(30e6),
				EquipmentCode: "MX-" + string(rune('A'+tool)), MoldID: int64(tool + 1), Cavities: 2, TimeZone: zones[tool],
				PartID: number(part), PartCode: name("P-" + string(rune('0'+part))),
				LocationID: number(int64(tool)), LocationName: name(zones[tool]),
				SupplierID: number(int64(tool / 2)), SupplierName: name("Supplier " + string(rune('0'+tool/2))),
			})
		}
	}
	return shots
}

func randomPlant(t testing.TB, shotTime string) *plant { return newPlant(t, random(7), shotTime, 30) }

func TestRandomPlant(t *testing.T) {
	pl := randomPlant(t, "end")
	for name, check := range map[string]func(*testing.T, *plant){
		"TrendHasThePeriodBefore": checkTrendHasThePeriodBefore,
		"WindowsSplit":            checkWindowsSplit,
		"GroupingsAddUp":          checkGroupingsAddUp,
		"FiltersSplitTheTotal":    checkFiltersSplitTheTotal,
		"InstantWindowsAreExact":  checkInstantWindowsAreExact,
		"ImputedAddsUp":           checkImputedAddsUp,
		"SessionsAddUp":           checkSessionsAddUp,
		"SessionKeys":             checkSessionKeys,
		"SessionWindows":          checkSessionWindows,
		"SessionWindowsSplit":     checkSessionWindowsSplit,
		"ROIAddsUp":               checkROIAddsUp,
		"ROISlots":                checkROISlots,
		"ROISplits":               checkROISplits,
		"PicturesAddUp":           checkPicturesAddUp,
		"OverviewAddsUp":          checkOverviewAddsUp,
		"TimelineCovers":          checkTimelineCovers,
		"TimelineHasTheStops":     checkTimelineHasTheStops,
		"Directory":               checkDirectory,
		"RunOrders":               checkRunOrders,
		"StopPages":               checkStopPages,
		"StopCuts":                checkStopCuts,
		"ShotsAddUp":              checkShotsAddUp,
		"ShotsOfRuns":             checkShotsOfRuns,
		"ShotWindows":             checkShotWindows,
		"ShotPages":               checkShotPages,
		"Sensitivity":             checkSensitivity,
		"BaselineViews":           checkBaselineViews,
	} {
		t.Run(name, func(t *testing.T) { check(t, pl) })
	}
}

func TestShotTimeStart(t *testing.T) {
	pl := randomPlant(t, "start")
	checkInstantWindowsAreExact(t, pl)
	checkSessionWindows(t, pl)
	checkROISplits(t, pl)
	checkSensitivity(t, pl)
}

// additive leaves out the score, which is pooled.
func additive(f Figures) Figures {
	f.QualityScore = nil
	return f
}

func (pl *plant) ask(f engine.Filter, by engine.Grouping) Answer {
	pl.Helper()
	answer, err := pl.analysis.RunRate(context.Background(), Question{Filter: f, By: by})
	if err != nil {
		pl.Fatal(err)
	}
	return answer
}

func checkInstantWindowsAreExact(t *testing.T, pl *plant) {
	r := rand.New(rand.NewPCG(3, 4))
	first := pl.rates.Intervals[0].From
	for range 30 {
		from := first + r.Int64N(6*86400e6)
		to := from + 1 + r.Int64N(int64(1)<<(20+r.IntN(20)))
		window := engine.Window{From: engine.Instant(time.UnixMicro(from)), To: engine.Instant(time.UnixMicro(to))}
		rows, err := pl.analysis.rows(context.Background(), scope{window: window}, engine.ByNone)
		if err != nil {
			t.Fatal(err)
		}
		var got Figures
		for _, row := range rows {
			got = additive(row.Figures)
			if want := pl.imputed(from, to); row.Imputed != want {
				t.Errorf("%s: imputed %+v, want %+v", window, row.Imputed, want)
			}
		}
		if want := pl.want(from, to); got != want {
			t.Errorf("%s:\ngot  %+v\nwant %+v", window, got, want)
		}
	}
}

// imputed counts those of the reference in [from, to); each has two parts.
func (pl *plant) imputed(from, to int64) Imputed {
	var sum Imputed
	for _, m := range pl.rates.Imputed {
		if from <= m.TimeUTC && m.TimeUTC < to {
			sum.Shots, sum.Parts = sum.Shots+1, sum.Parts+2
		}
	}
	return sum
}

// checkImputedAddsUp: by any grouping; beside the figures, which stay as they are.
func checkImputedAddsUp(t *testing.T, pl *plant) {
	want := pl.imputed(math.MinInt64, math.MaxInt64)
	if want.Shots == 0 {
		t.Error("nothing is imputed")
	}
	for _, by := range engine.Groupings() {
		plain := pl.ask(engine.Filter{}, by)
		answer, err := pl.analysis.RunRate(context.Background(), Question{By: by, WithImputed: true})
		if err != nil {
			t.Fatal(err)
		}
		if answer.Imputed != want || additive(answer.Total) != additive(plain.Total) {
			t.Errorf("by %s: %+v, want %+v", by, answer.Imputed, want)
		}
		if answer.Sentence == plain.Sentence || len(answer.Table().Columns) != len(plain.Table().Columns)+2 {
			t.Errorf("by %s it is not said: %s", by, answer.Sentence)
		}
	}
}

func checkWindowsSplit(t *testing.T, pl *plant) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, by := range engine.Groupings() {
		cuts := []engine.Bound{}
		for at, range3 := pl.rates.Intervals[0].From, 3; range3 > 0; range3-- {
			at += r.Int64N(2 * 86400e6)
			cuts = append(cuts, engine.Instant(time.UnixMicro(at)))
		}
		whole := byLabel(pl.ask(engine.Filter{Window: engine.Window{From: cuts[0], To: cuts[2]}}, by))
		parts := map[string]Figures{}
		for i := range 2 {
			for label, f := range byLabel(pl.ask(engine.Filter{Window: engine.Window{From: cuts[i], To: cuts[i+1]}}, by)) {
				parts[label] = parts[label].Add(f)
			}
		}
		if len(whole) != len(parts) {
			t.Errorf("by %s: %d rows, in parts %d", by, len(whole), len(parts))
		}
		for label, f := range whole {
			if additive(f) != additive(parts[label]) {
				t.Errorf("by %s, %s:\nwhole %+v\nparts %+v", by, label, f, parts[label])
			}
		}
	}
}

func byLabel(a Answer) map[string]Figures {
	figures := map[string]Figures{}
	for _, row := range a.Rows {
		figures[row.Label] = row.Figures
	}
	return figures
}

func checkGroupingsAddUp(t *testing.T, pl *plant) {
	for _, window := range []engine.Window{
		{},
		{From: engine.Day(2026, 3, 7), To: engine.Day(2026, 3, 9)},
		{From: engine.Day(2026, 3, 8)},
		{From: engine.Day(2026, 3, 7), To: engine.Instant(time.Date(2026, 3, 9, 1, 2, 3, 0, time.UTC))},
		{Last: "48h"},
	} {
		f := engine.Filter{Window: window}
		total := additive(pl.ask(f, engine.ByNone).Total)
		for _, by := range engine.Groupings() {
			if got := additive(pl.ask(f, by).Total); got != total {
				t.Errorf("%s by %s:\ngot  %+v\nwant %+v", window, by, got, total)
			}
		}
	}
}

func checkFiltersSplitTheTotal(t *testing.T, pl *plant) {
	total := additive(pl.ask(engine.Filter{}, engine.ByNone).Total)
	for _, filters := range [][]engine.Filter{
		{{Tools: []string{"mx-a"}}, {Tools: []string{"MX-B", "MX-C", "MX-D"}}},
		{{Suppliers: []string{"supplier 0"}}, {Suppliers: []string{"1"}}},
		{{Locations: []string{"UTC", "Asia/Kolkata"}}, {Locations: []string{"America/New_York", "Europe/Berlin"}}},
	} {
		var sum Figures
		for _, f := range filters {
			sum = sum.Add(pl.ask(f, engine.ByNone).Total)
		}
		if additive(sum) != total {
			t.Errorf("%v:\ngot  %+v\nwant %+v", filters, additive(sum), total)
		}
	}
}
