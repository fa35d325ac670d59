package reference

import (
	"cmp"
	"strings"
	"time"
)

const (
	maxItems    = 10_000
	maxFuture   = 10 * minute
	maxCT       = 86_400 * second
	minTemp     = -50.0
	maxTemp     = 500.0
	firstSecond = -62_135_596_800 // 0001-01-01
	endSecond   = 253_402_300_800 // 10000-01-01
)

// item is an array element that passed the checks of packet, time and ct.
type item struct {
	packet  Packet
	place   int // in its packet, from 1
	counter string
	time    int64
	ct      int64
	seq     Int
	temp    Float
	extra   Text
	flags   Flags
}

// counted is what the packets gave before duplicates and mapping.
type counted struct {
	items       []item
	quarantined []Quarantined
	empty       int
	outside     int
}

func readPackets(packets []Packet, pattern string) counted {
	c := counted{}
	for _, p := range packets {
		counter := code(p.CounterCode)
		if pattern != "" && counter.Valid && !glob(strings.ToUpper(pattern), counter.V) {
			c.outside++
			continue
		}
		c.readPacket(p, counter)
	}
	return c
}

// readPacket applies the checks of level 1 in the order of quality.md.
func (c *counted) readPacket(p Packet, counter Text) {
	content, err := value{}, errJSON
	if p.Content != nil {
		content, err = parseJSON(*p.Content)
	}
	switch {
	case err != nil:
		c.rejectPacket(p, counter, "bad_json")
	case content.kind != jsonArray:
		c.rejectPacket(p, counter, "not_an_array")
	case len(content.items) == 0:
		c.empty++
	case !counter.Valid:
		c.rejectPacket(p, counter, "no_counter")
	case len(content.items) > maxItems:
		c.rejectPacket(p, counter, "too_long")
	default:
		for i, element := range content.items {
			c.readItem(item{packet: p, place: i + 1, counter: counter.V}, element)
		}
	}
}

// readItem applies the checks of level 2: object, time, ct.
func (c *counted) readItem(it item, element value) {
	q := Quarantined{PacketID: it.packet.PacketID, Item: some(int64(it.place)), Level: 2, Counter: some(it.counter)}
	q.UTCDay = startDay(it.packet)
	if element.kind != jsonObject {
		c.reject(q, "not_an_object")
		return
	}
	it.seq = readSeq(element)
	q.Seq = it.seq
	at, readable := readTime(element)
	if readable {
		q.TimeUTC, q.UTCDay = some(at), some(floorDiv(at, day))
	}
	if !readable || at < firstTime() || at-it.packet.ArrivedUTC.UnixMicro() > maxFuture {
		c.reject(q, "bad_time")
		return
	}
	ct, ok := readCT(element)
	if !ok {
		c.reject(q, "bad_ct")
		return
	}
	it.time, it.ct = at, ct
	it.temp, it.extra = readTemperature(element, &it.flags), readExtra(element)
	if !it.seq.Valid {
		it.flags |= NoSeq
	}
	c.items = append(c.items, it)
}

func (c *counted) rejectPacket(p Packet, counter Text, reason string) {
	c.reject(Quarantined{PacketID: p.PacketID, Level: 1, Counter: counter, UTCDay: startDay(p)}, reason)
}

func (c *counted) reject(q Quarantined, reason string) {
	q.Reason = reason
	c.quarantined = append(c.quarantined, q)
}

// startDay is the UTC day of SHOT_START_TIME.
func startDay(p Packet) Int {
	if p.ShotStartTime == nil {
		return Int{}
	}
	return some(floorDiv(*p.ShotStartTime, 1000*day))
}

func firstTime() int64 { return time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro() }

// numeric is the number of a JSON number or of a text that is one.
func numeric(v value) (number, bool) {
	if v.kind != jsonNumber && v.kind != jsonText {
		return number{}, false
	}
	return parseNumber(v.text)
}

// readTime gives µs, what is finer cut off. A text must be a plain decimal.
func readTime(element value) (int64, bool) {
	v, sent := element.find("time")
	n, ok := numeric(v)
	if !sent || !ok || (v.kind == jsonText && !n.plain) {
		return 0, false
	}
	at, ok := n.scaled(6)
	if !ok || at < firstSecond*second || at >= endSecond*second {
		return 0, false
	}
	return at, true
}

// readCT gives µs, rounded half up once; its limits are compared in ms.
func readCT(element value) (int64, bool) {
	v, _ := element.find("ct")
	n, ok := numeric(v)
	if !ok {
		return 0, false
	}
	ct, ok := micros(n.float())
	return ct, ok && millis(ct) > 0 && millis(ct) <= millis(maxCT)
}

// readSeq gives a whole number from 0 on, else NULL.
func readSeq(element value) Int {
	v, _ := element.find("seq")
	n, ok := numeric(v)
	if !ok {
		return Int{}
	}
	seq, ok := n.whole()
	if !ok || seq < 0 {
		return Int{}
	}
	return some(seq)
}

func readTemperature(element value, flags *Flags) Float {
	v, sent := element.find("tempMeas")
	if !sent {
		return Float{}
	}
	n, ok := numeric(v)
	if ok && n.float() >= minTemp && n.float() <= maxTemp {
		return some(n.float() + 0) // −0 is 0
	}
	*flags |= BadTemperature
	return Float{}
}

// readExtra gives the unknown keys as canonical JSON; NULL if there are none.
func readExtra(element value) Text {
	unknown := []member{}
	for _, m := range element.members {
		switch m.key {
		case "ct", "tempMeas", "seq", "time":
		default:
			unknown = append(unknown, m)
		}
	}
	if len(unknown) == 0 {
		return Text{}
	}
	return some(canonicalObject(unknown))
}

// newer orders items by the newest first: latest arrival, highest
// SHOT_START_TIME, highest packet_id, later place.
func newer(a, b item) int {
	return cmp.Or(
		cmp.Compare(b.packet.ArrivedUTC.UnixMicro(), a.packet.ArrivedUTC.UnixMicro()),
		compareInt(null(b.packet.ShotStartTime), null(a.packet.ShotStartTime)),
		cmp.Compare(b.packet.PacketID, a.packet.PacketID),
		cmp.Compare(b.place, a.place),
	)
}

// glob matches * (any characters) and ? (one character).
func glob(pattern, text string) bool {
	if pattern == "" {
		return text == ""
	}
	if pattern[0] == '*' {
		return glob(pattern[1:], text) || (text != "" && glob(pattern, text[1:]))
	}
	return text != "" && (pattern[0] == '?' || pattern[0] == text[0]) && glob(pattern[1:], text[1:])
}
