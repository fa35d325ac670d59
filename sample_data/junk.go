package sampledata

import (
	"math/rand/v2"
	"strconv"
)

// breakJSON spoils a whole packet; its shots are lost.
func (r *recorder) breakJSON(rng *rand.Rand, shots []shot, arrival int64) {
	from, detail := len(r.out.text), "cut off"
	switch rng.IntN(4) {
	case 0, 1:
		r.out.text = appendShots(r.out.text, shots, r.counter.as)
		r.out.text = r.out.text[:from+1+(len(r.out.text)-from-2)*(1+rng.IntN(9))/10]
	case 2:
		detail = "an error page"
		r.out.text = append(r.out.text, `<html><body>502 Bad Gateway</body></html>`...)
	default:
		detail = "an object, not an array"
		r.out.text = append(r.out.text, `{"shots":`...)
		r.out.text = append(appendShots(r.out.text, shots, r.counter.as), '}')
	}
	r.out.items++
	r.add(packet{start: startOf(shots[0], r.counter.as), arrival: arrival, from: from, to: len(r.out.text)})
	r.note(brokenJSON, r.place(shots, detail))
}

// junkShot is a way to spoil one shot.
type junkShot struct {
	detail string
	write  func(b []byte, s *shot) []byte
}

// junkShots spoils one to four shots of a packet.
func (r *recorder) junkShots(rng *rand.Rand, shots []shot, arrival int64) {
	ways := junkWays()
	way := ways[rng.IntN(len(ways))]
	n := min(len(shots), 1+rng.IntN(4))
	at := rng.IntN(len(shots) - n + 1)
	from := len(r.out.text)
	r.out.text = append(r.out.text, '[')
	for i := range shots {
		if i > 0 {
			r.out.text = append(r.out.text, ", "...)
		}
		if i >= at && i < at+n {
			r.out.text = way.write(r.out.text, &shots[i])
		} else {
			r.out.text = appendShot(r.out.text, &shots[i], r.counter.as)
		}
	}
	r.out.text = append(r.out.text, ']')
	r.out.items += int64(len(shots))
	r.add(packet{start: startOf(shots[0], r.counter.as), arrival: arrival, from: from, to: len(r.out.text)})
	r.note(junkFields, r.place(shots[at:at+n], way.detail))
}

// junkWays are the spoilt shots that counters and gateways really send. The
// detail says which key, and which value.
func junkWays() []junkShot {
	return []junkShot{
		{"ct null", fieldsOf("null", "", "", "")},
		{"ct text", fieldsOf(`"n/a"`, "", "", "")},
		{"ct negative", fieldsOf("-1", "", "", "")},
		{"ct zero", fieldsOf("0", "", "", "")},
		{"ct too long", fieldsOf("90000", "", "", "")},
		{"time text", fieldsOf("", "", "", `"n/a"`)},
		{"time null", fieldsOf("", "", "", "null")},
		{"time 1970", fieldsOf("", "", "", `"12.5"`)},
		{"time future", fieldsOf("", "", "", `"4102444800.000"`)},
		{"tempMeas text", fieldsOf("", `"err"`, "", "")},
		{"tempMeas out of range", fieldsOf("", "850.5", "", "")},
		{"seq null", fieldsOf("", "", "null", "")},
		{"seq negative", fieldsOf("", "", "-5", "")},
		{"no object", func(b []byte, s *shot) []byte { return strconv.AppendInt(b, s.seq, 10) }},
		{"unknown keys", withKeys},
	}
}

// fieldsOf gives a writer of a shot in which the named values replace the
// measured ones.
func fieldsOf(ct, temp, seq, at string) func([]byte, *shot) []byte {
	return func(b []byte, s *shot) []byte {
		b = append(b, `{"ct": `...)
		b = or(b, ct, func(b []byte) []byte { return appendTenths(b, s.ct) })
		b = append(b, `, "tempMeas": `...)
		b = or(b, temp, func(b []byte) []byte { return appendTenths(b, s.temp) })
		b = append(b, `, "seq": `...)
		b = or(b, seq, func(b []byte) []byte { return strconv.AppendInt(b, s.seq, 10) })
		b = append(b, `, "time": `...)
		b = or(b, at, func(b []byte) []byte { return appendTime(b, s.at, timeAsText) })
		return append(b, '}')
	}
}

func or(b []byte, junk string, sound func([]byte) []byte) []byte {
	if junk != "" {
		return append(b, junk...)
	}
	return sound(b)
}

func withKeys(b []byte, s *shot) []byte {
	b = appendShot(b, s, timeAsText)
	return append(b[:len(b)-1], `,"fw":"2.1.7","tags":["a",{"deep":null}]}`...)
}
