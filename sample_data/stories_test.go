package sampledata

import (
	"math"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// told is a clean set with all its stories, read back.
type told struct {
	Truth
	dir   string
	shots map[string][]rawShot // by counter, in order
}

func tellAll(t *testing.T) told {
	o := small(t)
	o.Shots, o.From, o.To = 120_000, utc(t, "2026-08-26"), utc(t, "2026-11-24")
	s := told{Truth: mustWrite(t, o), dir: o.Dir, shots: map[string][]rawShot{}}
	for _, p := range readPackets(t, o.Dir) {
		for _, shot := range p.shots() {
			s.shots[shot.counter] = append(s.shots[shot.counter], shot)
		}
	}
	return s
}

// median of a figure over the shots of a counter in a window; -1 for none.
func (s told) median(counter string, from, to time.Time, of func(rawShot) float64) float64 {
	values := []float64{}
	for _, shot := range s.shots[counter] {
		if shot.at >= float64(from.Unix()) && shot.at < float64(to.Unix()) {
			values = append(values, of(shot))
		}
	}
	if len(values) == 0 {
		return -1
	}
	slices.Sort(values)
	return values[len(values)/2]
}

func cycleOf(s rawShot) float64 { return s.ct }
func heatOf(s rawShot) float64  { return s.temp }

func near(t *testing.T, what string, got, want, slack float64) {
	t.Helper()
	if math.Abs(got-want) > slack {
		t.Errorf("%s: %.4g, want %.4g ± %.2g", what, got, want, slack)
	}
}

func TestAllStoriesAreTold(t *testing.T) {
	s := tellAll(t)
	kinds := []string{
		SlowAfterSettingChange, CoolingDrift, TemperatureExcursion, MicroStops, LongBreakdown, FasterThanApproved,
		EndOfLife, SupplierGap, CounterMoved, PartSwitch, FamilyMold, ClockDrift,
	}
	for _, kind := range kinds {
		story := s.story(t, kind)
		if !story.From.Before(story.To) || story.From.Before(s.From) || story.To.After(s.To) || story.Text == "" || story.Unit == "" {
			t.Errorf("%+v", story)
		}
	}
	t.Run("changes", func(t *testing.T) { testChanges(t, s) })
	t.Run("always", func(t *testing.T) { testAlways(t, s) })
	t.Run("stops", func(t *testing.T) { testStops(t, s) })
	t.Run("moves", func(t *testing.T) { testMoves(t, s) })
	t.Run("clock", func(t *testing.T) { testClock(t, s) })
}

func testChanges(t *testing.T, s told) {
	slow := s.story(t, SlowAfterSettingChange)
	before, after := s.median(slow.Counter, s.From, slow.From, cycleOf), s.median(slow.Counter, slow.From, slow.To, cycleOf)
	near(t, "slower cycles", after/before-1, slow.Size, 0.01)

	drift := s.story(t, CoolingDrift)
	first := s.median(drift.Counter, s.From, drift.From, cycleOf)
	last := s.median(drift.Counter, drift.To.AddDate(0, 0, -5), drift.To, cycleOf)
	near(t, "drift", last/first-1, drift.Size, 0.015)

	warm := s.story(t, TemperatureExcursion)
	near(t, "excursion, °C", s.median(warm.Counter, warm.From, warm.To, heatOf)-s.median(warm.Counter, s.From, warm.From, heatOf), excursionHeat, 1)
	near(t, "excursion", s.median(warm.Counter, warm.From, warm.To, cycleOf)/s.median(warm.Counter, s.From, warm.From, cycleOf)-1, warm.Size, 0.015)
}

func testAlways(t *testing.T, s told) {
	approved := map[string]float64{}
	for _, tool := range s.Tools {
		approved[tool.Tool] = tool.ApprovedCT
	}
	fast := s.story(t, FasterThanApproved)
	near(t, "faster than approved", s.median(fast.Counter, s.From, s.To, cycleOf)/approved[fast.Tool]-1, fast.Size, 0.015)
	gap := s.story(t, SupplierGap)
	near(t, "supplier gap", s.median(gap.Counter, s.From, s.To, cycleOf)/approved[gap.Tool]-1, gap.Size, 0.03)

	end := s.story(t, EndOfLife)
	readLines(t, filepath.Join(s.dir, "MOLD.ndjson"), func(m map[string]any) {
		if m["EQUIPMENT_CODE"] == end.Tool {
			used := (m["INITIAL_SHOT"].(float64) + m["COUNTER_SHOT_COUNT"].(float64)) / m["DESIGNED_SHOT"].(float64)
			near(t, "used life", used, end.Size, 0.01)
		}
	})
	family := 0
	readLines(t, filepath.Join(s.dir, "MOLD_PART.ndjson"), func(m map[string]any) {
		if m["MOLD_ID"].(float64) == 1013 {
			family++
		}
	})
	near(t, "parts of the family mold", float64(family), s.story(t, FamilyMold).Size, 0)
}

func testStops(t *testing.T, s told) {
	micro := s.story(t, MicroStops)
	inside, outside := s.stopShare(micro.Counter, micro.From, micro.To), s.stopShare(micro.Counter, s.From, micro.From)
	near(t, "shots after a micro-stop", inside-outside, micro.Size, 0.03)

	halt := s.story(t, LongBreakdown)
	longest := 0.0
	for i, shot := range s.shots[halt.Counter] {
		if i > 0 && shot.at >= float64(halt.To.Unix()) && s.shots[halt.Counter][i-1].at <= float64(halt.From.Unix()+60) {
			longest = shot.at - s.shots[halt.Counter][i-1].at
		}
	}
	near(t, "breakdown, s", longest, halt.Size, 120)
	if longest >= 8*3600 {
		t.Errorf("a breakdown of %.0f s ends the run", longest)
	}
}

// stopShare is the share of shots that come later than their cycle takes.
func (s told) stopShare(counter string, from, to time.Time) float64 {
	n, late := 0.0, 0.0
	for i, shot := range s.shots[counter] {
		if i == 0 || shot.at < float64(from.Unix()) || shot.at >= float64(to.Unix()) {
			continue
		}
		n++
		if d := shot.at - s.shots[counter][i-1].at; d > shot.ct+15 && d < 300 {
			late++
		}
	}
	return late / n
}

func testMoves(t *testing.T, s told) {
	moved := s.story(t, CounterMoved)
	molds := map[string]map[string]bool{}
	readStatistics(t, s.dir, func(ci, mold, hour string) {
		at, err := time.Parse("2006010215", hour)
		if err != nil {
			t.Fatal(err)
		}
		if ci == moved.Counter && (mold == moved.Tool) != at.Before(moved.From) {
			t.Errorf("%s on %s at %s", ci, mold, hour)
		}
		if molds[ci] == nil {
			molds[ci] = map[string]bool{}
		}
		molds[ci][mold] = true
	})
	if len(molds[moved.Counter]) != 2 || !molds[moved.OtherCounter][moved.Tool] {
		t.Errorf("%v", molds[moved.Counter])
	}
	change := s.story(t, PartSwitch)
	if len(change.Times) != 6 || len(change.Parts) != 2 {
		t.Errorf("%+v", change)
	}
	first, _ := time.Parse(time.RFC3339, change.Times[0])
	second, _ := time.Parse(time.RFC3339, change.Times[1])
	near(t, "part switch", s.median(change.Counter, first, second, cycleOf)/s.median(change.Counter, s.From, first, cycleOf)-1, change.Size, 0.03)
}

func readStatistics(t *testing.T, dir string, each func(ci, mold, hour string)) {
	files, _ := filepath.Glob(filepath.Join(dir, "STATISTICS", "*.ndjson"))
	for _, f := range files {
		readLines(t, f, func(m map[string]any) { each(m["CI"].(string), m["MOLD_CODE"].(string), m["HOUR"].(string)) })
	}
}

// testClock compares the counter's days with the days of the files: at the end
// of its window it lags behind.
func testClock(t *testing.T, s told) {
	story := s.story(t, ClockDrift)
	days := story.To.Sub(story.From).Hours() / 24
	drift, n := 0.0, 0.0
	shots := s.shots[story.Counter]
	for i := 1; i < len(shots); i++ {
		d := shots[i].at - shots[i-1].at
		if shots[i].at > float64(story.From.Unix()) && shots[i].at < float64(story.To.Unix())-days*story.Size && math.Abs(d-shots[i].ct) < 2 {
			drift, n = drift+(shots[i].ct-d)/shots[i].ct, n+1
		}
	}
	near(t, "clock, s a day", drift/n*86_400, story.Size, 60)
}
