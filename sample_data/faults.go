package sampledata

import (
	"math/rand/v2"
	"strings"
	"time"
)

// The kinds of faults, as ground_truth.json names them.
const (
	repeatedPackets  = "repeated_packets"       // byte by byte the same
	exactDuplicates  = "exact_duplicates"       // the same shots in another packet
	conflicting      = "conflicting_duplicates" // the same shots with another ct
	missingSeqs      = "missing_seqs"
	latePackets      = "late_packets"
	brokenJSON       = "broken_json"
	junkFields       = "junk_fields"
	untidyCodes      = "untidy_codes"
	shuffledItems    = "shuffled_items"
	emptyPackets     = "empty_packets"
	unmappedCounter  = "unmapped_counter"
	unknownZone      = "unknown_zone"
	idleSentinel     = "idle_sentinel"
	junkSwitchedTime = "junk_switched_time"
)

// faults are rates per packet.
type faults struct {
	on                                    bool
	repeat, exact, conflict, missing      float64
	late, broken, junk, untidy, out, none float64
	midnight                              float64 // of tool days
	ghosts, zones                         int
	dense                                 bool // dense faults
}

func faultsOf(name string) faults {
	switch name {
	case "typical":
		return faults{
			on: true, repeat: 0.001, exact: 0.001, conflict: 0.0004, missing: 0.002, late: 0.001, broken: 0.0003,
			junk: 0.001, untidy: 0.0005, out: 0.0005, none: 0.0002, midnight: 0.05, ghosts: 1, zones: 1,
		}
	case "hostile":
		return faults{
			on: true, repeat: 0.03, exact: 0.04, conflict: 0.03, missing: 0.05, late: 0.03, broken: 0.02,
			junk: 0.05, untidy: 0.03, out: 0.02, none: 0.01, midnight: 0.3, ghosts: 3, zones: 2, dense: true,
		}
	default:
		return faults{}
	}
}

func (f faults) passesMidnight(key uint64, day int64) bool {
	return f.on && unit(mix(key^0x6d69, uint64(day))) < f.midnight
}

// heldPacket waits for the day on which it arrives.
type heldPacket struct {
	day    int64
	packet packet
	note   FaultPlace
	kind   string
	items  int64
}

// spoil writes a packet, with at most one fault, so that the truth about it is
// simple.
func (r *recorder) spoil(shots []shot, arrival int64) {
	if !r.faults.on {
		r.write(shots, arrival)
		return
	}
	var pcg rand.PCG
	pcg.Seed(mix(r.seed, r.counter.key), uint64(shots[0].seq))
	rng := rand.New(&pcg)
	u := rng.Float64()
	for _, kind := range r.faults.kinds() {
		if u -= kind.rate; u < 0 {
			kind.do(r, rng, shots, arrival)
			return
		}
	}
	r.write(shots, arrival)
}

type faultKind struct {
	rate float64
	do   func(*recorder, *rand.Rand, []shot, int64)
}

func (f faults) kinds() [10]faultKind {
	return [10]faultKind{
		{f.repeat, (*recorder).repeatPacket}, {f.exact, (*recorder).repeatShots}, {f.conflict, (*recorder).contradict},
		{f.missing, (*recorder).lose}, {f.late, (*recorder).delay}, {f.broken, (*recorder).breakJSON},
		{f.junk, (*recorder).junkShots}, {f.untidy, (*recorder).untidy}, {f.out, (*recorder).shuffle}, {f.none, (*recorder).sendEmpty},
	}
}

// place starts the truth about a packet or some of its shots.
func (r *recorder) place(shots []shot, detail string) FaultPlace {
	first, last := shots[0], shots[len(shots)-1]
	days := map[string]int64{}
	for _, s := range shots {
		days[r.localDate(s)]++
	}
	return FaultPlace{
		Counter: r.counter.code, Time: ms(first.at), Seq: first.seq, ToSeq: last.seq, Packets: 1, Shots: int64(len(shots)), Detail: detail,
		tool: r.press.code, date: r.localDate(first), days: days,
	}
}

// localDate is the day of a shot on the clock of its plant.
func (r *recorder) localDate(s shot) string {
	return ms(s.at).In(r.press.plant.location).Format(time.DateOnly)
}

func (r *recorder) note(kind string, at FaultPlace) {
	r.out.faults = append(r.out.faults, fault{kind, at})
}

// later holds a copy of a packet back. A packet that would arrive after the
// end of the layout comes now: the set is complete up to its end.
func (r *recorder) later(p packet, days int64, kind string, note FaultPlace, items int64) {
	day := r.daySpan.from/dayMS + days
	if days == 0 || (day >= r.to/dayMS && r.daySpan.from < r.to) {
		if days > 0 && kind == latePackets {
			r.add(p)
			r.out.items += items
			return
		}
		day, days = r.daySpan.from/dayMS, 0
	}
	p.own = append([]byte(nil), p.content(r.out.text)...)
	p.counter = r.counter.code
	p.arrival += days*dayMS + 900_000
	r.held = append(r.held, heldPacket{day: day, packet: p, note: note, kind: kind, items: items})
}

// release lets the packets go whose day has come.
func (r *recorder) release(day int64) {
	kept := r.held[:0]
	for _, h := range r.held {
		if h.day > day {
			kept = append(kept, h)
			continue
		}
		r.out.packets = append(r.out.packets, h.packet)
		r.out.items += h.items
		r.note(h.kind, h.note)
	}
	r.held = kept
}

func (r *recorder) repeatPacket(rng *rand.Rand, shots []shot, arrival int64) {
	p := *r.write(shots, arrival)
	r.later(p, int64(rng.IntN(3)), repeatedPackets, r.place(shots, "sent again"), int64(len(shots)))
}

// repeatShots sends the end of a packet once more, in a packet of its own.
func (r *recorder) repeatShots(rng *rand.Rand, shots []shot, arrival int64) {
	if len(shots) == 1 {
		r.repeatPacket(rng, shots, arrival)
		return
	}
	r.write(shots, arrival)
	tail := shots[1+rng.IntN(len(shots)-1):]
	r.copyLater(tail, arrival, int64(rng.IntN(3)), exactDuplicates, "sent again in another packet")
}

// contradict sends up to three shots again with another cycle time.
func (r *recorder) contradict(rng *rand.Rand, shots []shot, arrival int64) {
	r.write(shots, arrival)
	n := min(len(shots), 1+rng.IntN(3))
	at := rng.IntN(len(shots) - n + 1)
	other := append([]shot(nil), shots[at:at+n]...)
	for i := range other {
		other[i].ct += int32(3 + rng.IntN(20))
	}
	r.copyLater(other, arrival, int64(rng.IntN(3)), conflicting, "sent again with a longer ct")
}

func (r *recorder) copyLater(shots []shot, arrival, days int64, kind, detail string) {
	text := appendShots(nil, shots, r.counter.as)
	p := packet{start: startOf(shots[0], r.counter.as), arrival: arrival, own: text}
	r.later(p, days, kind, r.place(shots, detail), int64(len(shots)))
}

func (r *recorder) lose(rng *rand.Rand, shots []shot, arrival int64) {
	if len(shots) < 4 {
		r.write(shots, arrival)
		return
	}
	n := 1 + rng.IntN(min(20, len(shots)-2))
	at := 1 + rng.IntN(len(shots)-n-1)
	lost := r.place(shots[at:at+n], "made, never sent")
	lost.Packets = 0
	r.note(missingSeqs, lost)
	r.write(append(append([]shot(nil), shots[:at]...), shots[at+n:]...), arrival)
}

func (r *recorder) delay(rng *rand.Rand, shots []shot, arrival int64) {
	text := appendShots(nil, shots, r.counter.as)
	p := packet{start: startOf(shots[0], r.counter.as), arrival: arrival, own: text}
	r.later(p, int64(3+rng.IntN(4)), latePackets, r.place(shots, "arrives days later"), int64(len(shots)))
}

// untidy writes the counter's code in lower case with blanks around it.
func (r *recorder) untidy(_ *rand.Rand, shots []shot, arrival int64) {
	r.write(shots, arrival).counter = " " + strings.ToLower(r.counter.code) + "  "
	r.note(untidyCodes, r.place(shots, "lower case, blanks"))
}

func (r *recorder) shuffle(rng *rand.Rand, shots []shot, arrival int64) {
	mixed := append([]shot(nil), shots...)
	rng.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	r.note(shuffledItems, r.place(shots, "out of order"))
	from := len(r.out.text)
	r.out.text = appendShots(r.out.text, mixed, r.counter.as)
	r.out.items += int64(len(mixed))
	r.add(packet{start: startOf(shots[0], r.counter.as), arrival: arrival, from: from, to: len(r.out.text)})
}

func (r *recorder) sendEmpty(_ *rand.Rand, shots []shot, arrival int64) {
	r.write(shots, arrival)
	r.add(packet{start: startOf(shots[0], r.counter.as), arrival: arrival, own: []byte("[]")})
	none := r.place(shots[:1], "no shots")
	none.Shots, none.days = 0, nil
	r.note(emptyPackets, none)
}
