package sampledata

import "strconv"

const (
	fullPacket = 60        // shots
	oldPacket  = 7_200_000 // ms after which a packet is sent, full or not
	quiet      = 1_800_000 // ms without a shot after which a packet is sent
)

// packet is a row of DATA_SHOT. Its content lies in the batch's text, or, if
// it was held back, in a copy of its own.
type packet struct {
	counter string
	start   int64 // ns
	arrival int64 // ms; orders the file
	from    int   // in text
	to      int
	own     []byte
}

func (p *packet) content(text []byte) []byte {
	if p.own != nil {
		return p.own
	}
	return text[p.from:p.to]
}

// appendShots writes a packet's JSON array. Appending by hand takes a tenth of
// what encoding/json takes.
func appendShots(b []byte, shots []shot, as spelling) []byte {
	b = append(b, '[')
	for i := range shots {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendShot(b, &shots[i], as)
	}
	return append(b, ']')
}

func appendShot(b []byte, s *shot, as spelling) []byte {
	b = append(b, `{"ct":`...)
	b = appendTenths(b, s.ct)
	b = append(b, `,"tempMeas":`...)
	b = appendTenths(b, s.temp)
	if as == withPressure {
		b = append(b, `,"injPressure":`...)
		b = appendTenths(b, 7000+s.temp*3+int32(s.seq%50))
	}
	b = append(b, `,"seq":`...)
	b = strconv.AppendInt(b, s.seq, 10)
	b = append(b, `,"time":`...)
	return append(appendTime(b, s.at, as), '}')
}

func appendTime(b []byte, at int64, as spelling) []byte {
	if as != timeAsNumber {
		b = append(b, '"')
	}
	b = strconv.AppendInt(b, at/1000, 10)
	if as != timeInSeconds {
		ms := at % 1000
		b = append(b, '.', byte('0'+ms/100), byte('0'+ms/10%10), byte('0'+ms%10))
	}
	if as != timeAsNumber {
		b = append(b, '"')
	}
	return b
}

// appendTenths leaves a zero after the point out, as JSON writers do.
func appendTenths(b []byte, v int32) []byte {
	if v < 0 {
		b, v = append(b, '-'), -v
	}
	b = strconv.AppendInt(b, int64(v/10), 10)
	if v%10 != 0 {
		b = append(b, '.', byte('0'+v%10))
	}
	return b
}

// startOf is SHOT_START_TIME: the time of the first shot as the packet has it.
func startOf(s shot, as spelling) int64 {
	if as == timeInSeconds {
		return s.at / 1000 * 1_000_000_000
	}
	return s.at * 1_000_000
}
