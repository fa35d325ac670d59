package sampledata

import (
	"math"
	"math/rand/v2"
)

// Means of what cycle and stop draw, for the plan.
const (
	meanSlow = 0.115 // a slow cycle takes so much longer
	meanFast = 0.075
	meanStop = 320.0 // s
)

const idleTenths = 9999 // the counter's 'at least this long'

// shot is one press cycle as its counter saw it.
type shot struct {
	at   int64 // end of the cycle by the counter's clock, ms
	seq  int64
	ct   int32 // 0.1 s
	temp int32 // 0.1 °C
}

// press runs one tool, cycle after cycle. Every slot starts its own random
// numbers, so that a cycle does not hang on where days or files are cut.
type press struct {
	*tool
	seed uint64
	pcg  rand.PCG
	rng  *rand.Rand
	day  int // next slot to look at
	next int
	idle bool // long pauses are written as 999.9

	slot    slot
	open    bool
	pause   int // next break
	from    int64
	started bool
	end     int64 // true end of the last cycle, ms
	wave    float64
	level   float64
	warm    float64
	heating float64
	now     cycle // the last one made
	held    bool  // …which lies beyond the time asked for
}

// cycle is a shot and what only the plant knows of it.
type cycle struct {
	shot
	ended int64 // end of the cycle by a right clock, ms
	day   int   // production day
	cast  int
	idle  bool
}

func newPress(t *tool, seed uint64, from int64, idle bool) *press {
	p := &press{tool: t, seed: seed, day: int(from/dayMS) - 2, idle: idle, from: from}
	p.rng = rand.New(&p.pcg)
	return p
}

// run hands over all cycles that end before a time, in order.
func (p *press) run(until int64, hand func(*cycle)) {
	if p.held {
		if p.now.ended >= until {
			return
		}
		p.held = false
		hand(&p.now)
	}
	for p.open || p.openSlot(until) {
		p.cycle(&p.now)
		if p.now.ended >= p.slot.end {
			p.open = false
			continue
		}
		p.end = p.now.ended
		switch {
		case p.end >= until:
			p.held = true
			return
		case p.end >= p.from:
			hand(&p.now)
		}
	}
}

// openSlot moves to the next slot that starts before a time.
func (p *press) openSlot(until int64) bool {
	for {
		if p.plant.clock(p.day, 0) >= until {
			return false
		}
		s, ok := p.slotOn(p.day, p.next)
		if ok && s.start >= until {
			return false
		}
		if p.next++; p.next == len(p.plant.shifts) {
			p.day, p.next = p.day+1, 0
		}
		if ok && (!p.ghost || (s.start >= p.active.from && s.end <= p.active.to)) {
			p.enter(s)
			return true
		}
	}
}

func (p *press) enter(s slot) {
	p.slot, p.open, p.pause, p.started = s, true, 0, false
	p.pcg.Seed(mix(p.seed, p.key), mix(p.key, uint64(s.day*8+s.shift)))
	p.wave = p.rng.NormFloat64()
	p.level = 0.003 * p.rng.NormFloat64()
	if p.end == 0 {
		p.end = s.start
	}
	if s.start-p.end > 30*60_000 {
		p.warm = 0.05 + 0.03*p.rng.Float64()
	}
}

// cycle makes the next shot of the open slot.
func (p *press) cycle(c *cycle) {
	factor, stop := p.draw()
	start := p.slot.start
	if p.started {
		start = p.end + int64(stop*1000)
	} else {
		p.started = true
		start += int64(60_000 + 240_000*p.rng.Float64())
	}
	start = p.afterBreaks(start)
	heat := p.heat
	for i := range p.effects {
		factor, heat, start = p.apply(&p.effects[i], factor, heat, start)
	}
	k := p.castIndex(start)
	ct := p.approved * p.casts[k].pace * factor
	*c = cycle{ended: start + int64(ct*1000), day: p.slot.day, cast: k}
	p.measure(c, ct, heat)
}

// draw gives the cycle time as a factor of the approved one, and the seconds
// of a stop before the cycle. Noise is an AR(1) with a tail to the right.
func (p *press) draw() (factor, stop float64) {
	z := p.rng.NormFloat64()
	p.wave = p.memory*p.wave + math.Sqrt(1-p.memory*p.memory)*(z+0.15*(z*z-1))
	factor = 1 + p.bias + p.level + p.spread*p.wave + p.warm
	p.warm *= 0.8
	u := p.rng.Float64()
	switch halt := p.approved / p.between; {
	case u < p.slow:
		factor += 0.055 + 0.06*p.rng.ExpFloat64()
	case u < p.slow+p.fast:
		factor -= 0.06 + 0.03*p.rng.Float64()
	case u > 1-halt:
		stop = p.stop()
	}
	return min(factor, 1.9), stop
}

// stop is log-normal within each of three kinds: a jam, a call for help, a
// repair.
func (p *press) stop() float64 {
	switch u := p.rng.Float64(); {
	case u < 0.7:
		return min(290, 75*math.Exp(0.6*p.rng.NormFloat64()))
	case u < 0.95:
		return min(1800, 540*math.Exp(0.5*p.rng.NormFloat64()))
	default:
		return min(6600, 2100*math.Exp(0.5*p.rng.NormFloat64()))
	}
}

func (p *press) afterBreaks(start int64) int64 {
	for p.pause < len(p.slot.breaks) && start >= p.slot.breaks[p.pause].to {
		p.pause++
	}
	if p.pause < len(p.slot.breaks) && start >= p.slot.breaks[p.pause].from {
		start = p.slot.breaks[p.pause].to + int64(60_000*p.rng.Float64())
		p.warm = max(p.warm, 0.03)
	}
	return start
}

// apply adds a story to a cycle that starts at a time.
func (p *press) apply(e *effect, factor, heat float64, start int64) (float64, float64, int64) {
	if start < e.from || start >= e.to {
		return factor, heat, start
	}
	switch e.kind {
	case SlowAfterSettingChange, TemperatureExcursion:
		return factor * (1 + e.size), heat + e.heat, start
	case CoolingDrift:
		done := float64(start-e.from) / float64(e.to-e.from)
		return factor * (1 + e.size*done), heat + e.heat*done, start
	case MicroStops:
		if u := p.rng.Float64(); u < e.size {
			start += int64(20_000 + 80_000*u/e.size)
		}
	case LongBreakdown:
		return factor + 0.05, heat, e.to
	}
	return factor, heat, start
}

// measure is what the counter reports of a cycle.
func (p *press) measure(c *cycle, ct, heat float64) {
	bits := p.rng.Uint64()
	// The clock has a jitter of up to 127 ms; it never runs ahead.
	c.at = c.ended - int64(bits&127)
	if p.effects != nil {
		c.at -= p.clockLag(c.ended)
	}
	shown := ct
	if gap := float64(c.ended-p.end) / 1000; p.wholeGaps && gap > 1.3*ct {
		shown = p.showGap(c, gap, ct)
	}
	c.ct = max(1, int32(shown*10+0.5))
	p.heating = 0.92*p.heating + 0.4*(unit(bits)-0.5)
	swing := 0.9 * math.Sin(float64(c.ended%dayMS)*(2*math.Pi/dayMS))
	c.temp = int32((heat+p.heating+swing-40*p.warm)*10 + 0.5)
}

// showGap is for counters that measure from shot to shot and stop counting at
// 999.9 s.
func (p *press) showGap(c *cycle, gap, ct float64) float64 {
	switch {
	case gap < 999.85:
		return gap
	case p.idle:
		c.idle = true
		return idleTenths / 10.0
	default:
		return ct
	}
}

func (p *press) clockLag(at int64) int64 {
	lag := int64(0)
	for i := range p.effects {
		if e := &p.effects[i]; e.kind == ClockDrift && at >= e.from && at < e.to {
			lag += int64(e.size * 1000 * float64(at-e.from) / dayMS)
		}
	}
	return lag
}

// castIndex is what the tool makes at a time.
func (t *tool) castIndex(at int64) int {
	k := len(t.casts) - 1
	for k > 0 && t.casts[k].from > at {
		k--
	}
	return k
}
