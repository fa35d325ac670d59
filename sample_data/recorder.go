package sampledata

// recorder is the sending side of a tool: it collects cycles into packets,
// counts hours and parts, and spoils what the faults ask for.
type recorder struct {
	press   *press
	faults  faults
	seed    uint64
	to      int64 // ms; of the layout, not of the data
	held    []heldPacket
	pending []shot
	counter *counter // of pending
	last    int64    // ms, true end of the last pending shot
	hour    hourCount
	out     batch
	made    []madeParts
	total   int64
	daySpan span
}

// batch is what a tool sends in a day.
type batch struct {
	packets []packet
	text    []byte
	hours   []hourCount
	faults  []fault
	shots   int64 // made
	items   int64 // written, copies included
}

// hourCount is a row of STATISTICS.
type hourCount struct {
	counter string
	hour    int64 // since 1970
	shots   int64
}

// madeParts is what a cast made on a production day.
type madeParts struct {
	day, cast int
	shots     int64
}

func (b *batch) reset() {
	b.packets, b.text, b.hours, b.faults = b.packets[:0], b.text[:0], b.hours[:0], b.faults[:0]
	b.shots, b.items = 0, 0
}

// runDay makes all that arrives on a UTC day.
func (r *recorder) runDay(day int64, last bool) {
	r.out.reset()
	r.daySpan = span{day * dayMS, (day + 1) * dayMS}
	r.press.run(r.daySpan.to, r.take)
	// Most counters send what they have at midnight, so that a day's file is
	// whole; with faults some packets pass it, but never the end of the set.
	if last || r.daySpan.to == r.to || !r.faults.passesMidnight(r.press.key, day) {
		r.send()
	}
	r.closeHour()
	r.release(day)
}

func (r *recorder) take(c *cycle) {
	k := r.press.counterAt(c.ended)
	if n := len(r.pending); n > 0 {
		if n == fullPacket || k != r.counter || c.ended-r.last > quiet || c.at-r.pending[0].at > oldPacket {
			r.send()
		}
	}
	k.seq++
	c.seq = k.seq
	r.counter, r.last = k, c.ended
	r.pending = append(r.pending, c.shot)
	r.count(c, k)
	if c.idle {
		r.note(idleSentinel, FaultPlace{Counter: k.code, Time: ms(c.at), Seq: c.seq, Shots: 1})
	}
}

func (r *recorder) count(c *cycle, k *counter) {
	r.out.shots++
	r.total++
	if h := c.ended / 3_600_000; h != r.hour.hour || k.code != r.hour.counter {
		r.closeHour()
		r.hour = hourCount{counter: k.code, hour: h}
	}
	r.hour.shots++
	if n := len(r.made); n == 0 || r.made[n-1].day != c.day || r.made[n-1].cast != c.cast {
		r.made = append(r.made, madeParts{day: c.day, cast: c.cast})
	}
	r.made[len(r.made)-1].shots++
}

// closeHour is called at each day's end too: an hour never crosses a UTC day.
func (r *recorder) closeHour() {
	if r.hour.shots > 0 && !r.press.ghost {
		r.out.hours = append(r.out.hours, r.hour)
	}
	r.hour = hourCount{}
}

// send closes the pending packet.
func (r *recorder) send() {
	if len(r.pending) == 0 {
		return
	}
	arrival := r.last + int64(mix(r.counter.key, uint64(r.last))%15_000)
	if r.press.ghost {
		r.write(r.pending, arrival)
		r.note(unmappedCounter, r.place(r.pending, "no tool carries it"))
	} else {
		r.spoil(r.pending, arrival)
	}
	r.pending = r.pending[:0]
}

// write adds a sound packet to the batch and gives its place in it.
func (r *recorder) write(shots []shot, arrival int64) *packet {
	from := len(r.out.text)
	r.out.text = appendShots(r.out.text, shots, r.counter.as)
	r.out.items += int64(len(shots))
	return r.add(packet{start: startOf(shots[0], r.counter.as), arrival: arrival, from: from, to: len(r.out.text)})
}

func (r *recorder) add(p packet) *packet {
	p.counter = r.counter.code
	r.out.packets = append(r.out.packets, p)
	return &r.out.packets[len(r.out.packets)-1]
}
