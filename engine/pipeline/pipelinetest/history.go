package pipelinetest

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"time"

	"sprue/engine/reference"
)

// History is a raw layer that changes. Input is its state of now.
type History struct {
	Input reference.Input
	rnd   *rand.Rand
	now   time.Time // of the next sync
	start time.Time // around which shots lie
	seq   map[string]int64
	base  int64 // what its ids and counters begin after
}

// New makes the state after the first sync.
func New(seed uint64) *History { return NewBeside(seed, 0) }

// NewBeside is New with ids and counters that begin after base, so that several
// histories can be one raw layer and know nothing of each other.
func NewBeside(seed uint64, base int64) *History {
	h := &History{rnd: rand.New(rand.NewPCG(seed, 7)), seq: map[string]int64{}, base: base}
	// Nights in which clocks change, in both directions, and plain ones.
	h.start = pick(h, []time.Time{
		time.Date(2026, 3, 28, 20, 0, 0, 0, time.UTC),
		time.Date(2026, 10, 24, 20, 0, 0, 0, time.UTC),
		time.Date(2026, 4, 4, 10, 0, 0, 0, time.UTC),
		time.Date(2026, 6, 10, 22, 0, 0, 0, time.UTC),
	})
	h.now = h.start.Add(72 * time.Hour)
	h.addDimensions()
	for range 3 + h.rnd.IntN(6) {
		h.addStatistic()
	}
	for range 3 + h.rnd.IntN(12) {
		h.addPacket()
	}
	return h
}

// Now is when the next sync starts.
func (h *History) Now() time.Time { return h.now }

// Step is another sync: packets that come late or vanish, assignments that
// change, dimensions with new versions, overrides.
func (h *History) Step() {
	h.now = h.now.Add(time.Duration(1+h.rnd.IntN(30)) * time.Hour)
	changes := []func(){
		h.addPacket, h.addPacket, h.addPacket, h.dropPacket, h.addStatistic, h.dropStatistic, h.changeMold,
		h.changePart, h.changeMoldPart, h.changeCompany, h.changeLocation, h.moveMold, h.rearrive,
	}
	for range 1 + h.rnd.IntN(3) {
		changes[h.rnd.IntN(len(changes))]()
	}
}

func pick[T any](h *History, all []T) T { return all[h.rnd.IntN(len(all))] }

func (h *History) chance(percent int) bool { return h.rnd.IntN(100) < percent }

// moment is a time near the shots, on a full hour half of the time.
func (h *History) moment() time.Time {
	at := h.start.Add(time.Duration(h.rnd.IntN(60*60*60)) * time.Second)
	if h.chance(50) {
		at = at.Truncate(time.Hour)
	}
	return at
}

// id is a random id from 1 to n, after base.
func (h *History) id(n int) int64 { return h.base + int64(1+h.rnd.IntN(n)) }

func (h *History) counter() string { return fmt.Sprintf("CNT-%d", h.id(4)) }

// spelled writes a code as sources do.
func (h *History) spelled(code string) string {
	switch h.rnd.IntN(6) {
	case 0:
		return " " + code + "\t"
	case 1:
		return fmt.Sprintf("%s%s", "cnt", code[3:])
	}
	return code
}

func (h *History) addPacket() {
	counter := h.counter()
	p := reference.Packet{ArrivedUTC: h.now.Add(time.Duration(h.rnd.IntN(3)) * time.Hour)}
	if !h.chance(3) {
		p.CounterCode = new(h.spelled(counter))
	}
	if h.chance(2) {
		p.CounterCode = new("  ")
	}
	at := h.moment()
	if !h.chance(4) {
		p.ShotStartTime = new(at.UnixNano() + int64(h.rnd.IntN(1000)))
	}
	if !h.chance(2) {
		p.Content = new(h.content(counter, at))
	}
	h.put(p)
	// A packet that comes twice, cut into two, or with another value in it.
	if h.chance(25) && p.Content != nil {
		again := p
		again.ArrivedUTC = p.ArrivedUTC.Add(time.Duration(h.rnd.IntN(2)) * time.Hour)
		again.Content = new(h.altered(*p.Content))
		h.put(again)
	}
}

// put gives a packet its id; one that the mirror has is not written again.
func (h *History) put(p reference.Packet) {
	hash := fnv.New64a()
	text := func(s *string) string {
		if s == nil {
			return "\x00"
		}
		return *s
	}
	start := int64(-1)
	if p.ShotStartTime != nil {
		start = *p.ShotStartTime
	}
	_, _ = fmt.Fprint(hash, text(p.CounterCode), "|", start, "|", text(p.Content)) // a hash cannot fail
	p.PacketID = hash.Sum64()
	if !slices.ContainsFunc(h.Input.Packets, func(o reference.Packet) bool { return o.PacketID == p.PacketID }) {
		h.Input.Packets = append(h.Input.Packets, p)
	}
}

func (h *History) dropPacket() { h.Input.Packets = dropOne(h, h.Input.Packets) }

// dropStatistic takes a row out, or marks it as gone from the source, as
// mirrors do by default.
func (h *History) dropStatistic() {
	if h.chance(30) {
		h.Input.Statistics = dropOne(h, h.Input.Statistics)
		return
	}
	h.Input.Statistics = slices.Clone(h.Input.Statistics)
	h.Input.Statistics[h.rnd.IntN(len(h.Input.Statistics))].Gone = true
}

func dropOne[T any](h *History, all []T) []T {
	if len(all) < 2 {
		return all
	}
	at := h.rnd.IntN(len(all))
	return slices.Delete(slices.Clone(all), at, at+1)
}

// rearrive: the source's arrival column says another time.
func (h *History) rearrive() {
	packets := slices.Clone(h.Input.Packets)
	p := &packets[h.rnd.IntN(len(packets))]
	p.ArrivedUTC = p.ArrivedUTC.Add(time.Duration(h.rnd.IntN(5)-2) * time.Hour)
	h.Input.Packets = packets
}
