package pipeline

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"sprue/engine/reference"
)

// plant is random hostile data for the run rate: rows of core.master_shot and
// a configuration.
type plant struct {
	rnd   *rand.Rand
	cfg   Config
	shots []reference.Shot
	taken map[string]bool // keys of shots
	pace  int64           // how many times slower than 30 s a cycle is
	calm  bool            // little changes
	cold  bool            // the last shot had no temperature
}

const (
	us     = int64(1)
	second = 1_000_000 * us
	hour   = 3600 * second
)

type place struct {
	id   int64 // 0: none
	zone string
}

func places() []place {
	return []place{
		{1, "Europe/Berlin"}, {2, "Australia/Lord_Howe"}, {3, "Asia/Kolkata"}, {4, "America/New_York"},
		{5, "Pacific/Chatham"}, {6, "Asia/Kathmandu"}, {7, "UTC"}, {0, "UTC"},
	}
}

// moments are near changes of an offset, in both directions.
func moments() []string {
	return []string{
		"2026-03-28T16:00:00Z", "2026-10-24T16:00:00Z", "2026-04-04T08:00:00Z", "2026-10-03T08:00:00Z",
		"2026-03-08T00:00:00Z", "2026-11-01T00:00:00Z", "2026-09-26T06:00:00Z", "2026-06-15T12:00:00Z",
	}
}

func newPlant(seed uint64) *plant {
	p := &plant{rnd: rand.New(rand.NewPCG(seed, 11)), cfg: Defaults(), taken: map[string]bool{}}
	p.pace = pick(p, []int64{1, 1, 20})
	p.setCalendar()
	p.setParameters()
	start, _ := time.Parse(time.RFC3339, pick(p, moments()))
	for tool := range 1 + p.rnd.IntN(4) {
		p.addTool(fmt.Sprintf("T-%d", tool+1), start.UnixMicro(), 20+p.rnd.IntN(150))
	}
	return p
}

// newSteadyPlant has runs of days, with the reference by mode: what can be
// carried on.
func newSteadyPlant(seed uint64) *plant {
	p := &plant{rnd: rand.New(rand.NewPCG(seed, 12)), cfg: Defaults(), taken: map[string]bool{}, calm: true}
	p.pace = pick(p, []int64{3, 20}) // with the slower one no shot has neighbours within 10 min
	p.setCalendar()
	p.cfg.RunRate.MinShots = new(5)
	p.cfg.RunRate.ShotTime = new(pick(p, []string{"end", "start"}))
	p.cfg.RunRate.RunGap = new(Duration(50 * time.Hour))
	start, _ := time.Parse(time.RFC3339, pick(p, moments()))
	for tool := range 3 {
		p.addTool(fmt.Sprintf("T-%d", tool+1), start.UnixMicro(), 150+p.rnd.IntN(100))
	}
	return p
}

func pick[T any](p *plant, all []T) T { return all[p.rnd.IntN(len(all))] }

func (p *plant) chance(percent float64) bool { return p.rnd.Float64()*100 < percent }

func (p *plant) setCalendar() {
	c := &p.cfg.Calendar
	c.DayStart = pick(p, []string{"00:00", "06:00", "05:30", "22:00"})
	c.Shifts = pick(p, [][]ShiftConfig{
		nil,
		{{Name: "early", Start: "06:00", End: "14:00"}, {Name: "late", Start: "14:00", End: "22:00"}, {Name: "night", Start: "22:00", End: "06:00"}},
		{{Name: "day", Start: "06:20", End: "18:20", Days: []string{"mon", "tue", "wed", "thu", "sat"}}, {Name: "night", Start: "18:20", End: "06:20", Days: []string{"fri", "sat", "sun"}}},
		{{Name: "all", Start: "02:30", End: "02:30"}},
	})
	c.Breaks = pick(p, [][]BreakConfig{nil, {{Start: "10:00", End: "10:30"}, {Start: "23:50", End: "00:20"}, {Start: "02:15", End: "02:45"}}})
	c.Holidays = pick(p, [][]string{nil, {"2026-03-29", "2026-10-25", "2026-06-16", "2026-11-01"}})
	c.Stops = pick(p, [][]PlannedStop{nil, {{From: time.Date(2026, 3, 29, 0, 0, 0, 1000, time.UTC), To: time.Date(2026, 3, 29, 3, 15, 0, 0, time.UTC)}}})
	if p.chance(50) {
		c.For = []LocationCalendar{{Location: 2, DayStart: "01:30"}, {Location: 4, Shifts: []ShiftConfig{{Name: "x", Start: "01:15", End: "02:45"}}}}
	}
}

func (p *plant) setParameters() {
	p.cfg.RunRate.RunRateParams = p.parameters(p.cfg.RunRate.RunRateParams, 40)
	if p.chance(60) {
		return
	}
	for range 1 + p.rnd.IntN(4) {
		entry := RunRateFor{RunRateParams: p.parameters(RunRateParams{}, 40)}
		switch p.rnd.IntN(4) {
		case 0:
			entry.Location = 1 + p.rnd.Int64N(7)
		case 1:
			entry.Tool = pick(p, []string{"t-1", "T-2"})
		case 2:
			entry.Part = pick(p, []string{"p-1", "P-2"})
		default:
			entry.Tool, entry.Part = "T-1", "P-1"
		}
		p.cfg.RunRate.For = append(p.cfg.RunRate.For, entry)
	}
}

// parameters sets each with that chance.
func (p *plant) parameters(base RunRateParams, percent float64) RunRateParams {
	set := func(do func()) {
		if p.chance(percent) {
			do()
		}
	}
	set(func() {
		base.RunGap = new(pick(p, []Duration{Duration(time.Hour), Duration(8 * time.Hour), Duration(50 * time.Hour)}))
	})
	set(func() { base.BreakOnPartChange = new(p.chance(50)) })
	set(func() { base.Tolerance = new(pick(p, []float64{0, 0.03, 0.05, 0.1})) })
	set(func() { base.StopFactor = new(pick(p, []float64{1, 1.5, 2, 3})) })
	set(func() { base.IdleCT = new(pick(p, []float64{500, 999.9, 2000})) })
	set(func() { base.GapSlack = new(pick(p, []float64{0, 0.000001, 2, 60})) })
	set(func() { base.Reference = new(pick(p, []string{"mode", "median", "approved"})) })
	set(func() { base.MinShots = new(pick(p, []int{1, 5, 30})) })
	set(func() { base.ShotTime = new(pick(p, []string{"end", "start"})) })
	set(func() { base.MicroStop = new(pick(p, []Duration{0, Duration(time.Minute), Duration(time.Hour)})) })
	return base
}

// addTool lets a tool run for so many shots.
func (p *plant) addTool(tool string, at int64, shots int) {
	s := reference.Shot{EquipmentCode: tool}
	p.changeAttributes(&s, true)
	for range shots {
		p.changeAttributes(&s, false)
		at += p.silence()
		s.TimeUTC = at
		s.CT = p.ct()
		s.Temperature = p.temperature()
		p.count(&s)
		p.add(s)
	}
}

// temperature is missing now and then, and for some shots together.
func (p *plant) temperature() reference.Float {
	if p.cold = p.chance(map[bool]float64{true: 60, false: 25}[p.cold]); p.cold {
		return reference.Float{}
	}
	return reference.Float{V: float64(500+p.rnd.IntN(100)) / 10, Valid: true}
}

func (p *plant) ct() int64 {
	if p.calm && p.chance(80) {
		return 30 * second * p.pace
	}
	ct := pick(p, []int64{
		30 * second, 30 * second, 30 * second, 30*second + 100_000, 29*second + 900_000, 30*second + 49_999, 30*second + 50_000,
		28_500_000, 28_499_500, 28_499_499, 31_500_000, 31_500_499, 31_500_500, 60 * second, 60_000_499, 60_000_500,
		999_900_000, 999_899_500, 999_899_499, 1200 * second, 90 * second, 12 * second, 1, 40_000,
	})
	if ct <= 40*second {
		ct *= p.pace
	}
	return ct
}

func (p *plant) silence() int64 {
	if p.chance(80) || p.pace > 1 && p.chance(70) || p.calm && p.chance(40) {
		return (29*second + p.rnd.Int64N(2*second)) * p.pace
	}
	return pick(p, []int64{
		0, 1, 10 * second, 28 * second, 32 * second, 32*second + 1, 300 * second, 330 * second, hour, hour + 1,
		8 * hour, 8*hour + 1, 9 * hour, 26 * hour, 51 * hour,
	})
}

// count gives the shot the next number, mostly.
func (p *plant) count(s *reference.Shot) {
	switch {
	case p.chance(5):
		s.Seq = reference.Int{}
	case !s.Seq.Valid:
		s.Seq = reference.Int{V: p.rnd.Int64N(100), Valid: true}
	case p.chance(5):
		s.Seq.V += 2 + p.rnd.Int64N(5)
	case p.chance(3):
		s.Seq.V = 0
	default:
		s.Seq.V++
	}
}

func (p *plant) changeAttributes(s *reference.Shot, first bool) {
	if p.calm && !first && !p.chance(5) {
		return
	}
	if first || p.chance(4) {
		s.Counter = pick(p, []string{"CNT-1", "CNT-2", "CNT-" + s.EquipmentCode})
	}
	if first || p.chance(4) {
		part := p.rnd.Int64N(4)
		s.PartID, s.PartCode = reference.Int{V: part, Valid: part > 0}, reference.Text{V: fmt.Sprintf("P-%d", part), Valid: part > 0}
		if part == 0 {
			s.PartCode.V = ""
		}
	}
	if first || p.chance(2) {
		at := pick(p, places())
		s.LocationID, s.TimeZone = reference.Int{V: at.id, Valid: at.id > 0}, at.zone
		s.LocationName = reference.Text{V: fmt.Sprintf("Plant %d", at.id), Valid: at.id > 0}
		if at.id == 0 {
			s.LocationName.V = ""
		}
	}
	if first || p.chance(2) {
		s.MoldID, s.Cavities = 1+p.rnd.Int64N(3), 1+p.rnd.Int64N(4)
	}
	if first || p.chance(5) {
		s.ApprovedCT = pick(p, []reference.Int{{}, {V: 30 * second, Valid: true}, {V: 29_900_000, Valid: true}, {V: 50 * hour, Valid: true}})
		s.Flags = reference.Flags(pick(p, []uint32{0, 1024, 64 | 256 | 1024 | 8192 | 65536 | 131072 | 128 | 2048}))
	}
}

// add keeps a shot unless its key is taken.
func (p *plant) add(s reference.Shot) {
	key := fmt.Sprint(s.Counter, s.TimeUTC, s.Seq)
	if p.taken[key] {
		return
	}
	p.taken[key] = true
	p.shots = append(p.shots, s)
}

// span is a stretch of a tool's time, half-open.
type span struct {
	tool     string
	from, to int64
}

// change changes the shots of some tools in some time and gives the spans
// that hold all that changed.
func (p *plant) change() []span {
	spans := []span{}
	for _, tool := range []string{"T-1", "T-2", "T-3"} {
		times := []int64{}
		for _, s := range p.shots {
			if s.EquipmentCode == tool {
				times = append(times, s.TimeUTC)
			}
		}
		if len(times) == 0 || p.chance(40) {
			continue
		}
		slices.Sort(times)
		spans = append(spans, p.changeTool(tool, times))
	}
	return spans
}

func (p *plant) changeTool(tool string, times []int64) span {
	i := p.rnd.IntN(len(times))
	at := span{tool, times[i], times[min(len(times)-1, i+p.rnd.IntN(20))] + 1}
	if p.chance(30) {
		at.from, at.to = times[len(times)-1]+1, times[len(times)-1]+hour
	}
	what := p.rnd.IntN(4)
	kept := []reference.Shot{}
	last := reference.Shot{}
	for _, s := range p.shots {
		inside := s.EquipmentCode == tool && at.from <= s.TimeUTC && s.TimeUTC < at.to
		if s.EquipmentCode == tool {
			last = s
		}
		switch {
		case inside && what == 0 && p.chance(50):
			delete(p.taken, fmt.Sprint(s.Counter, s.TimeUTC, s.Seq))
			continue
		case inside && what == 1:
			p.changeAttributesBut(&s)
		case inside && what == 2:
			s.CT = p.ct()
			s.Temperature = p.temperature()
		}
		kept = append(kept, s)
	}
	p.shots = kept
	if what == 3 || p.chance(20) {
		for range 1 + p.rnd.IntN(10) {
			last.TimeUTC = at.from + p.rnd.Int64N(at.to-at.from)
			p.count(&last)
			p.add(last)
		}
	}
	return at
}

// changeAttributesBut keeps the counter, which is a part of the key.
func (p *plant) changeAttributesBut(s *reference.Shot) {
	counter := s.Counter
	p.changeAttributes(s, true)
	s.Counter = counter
}
