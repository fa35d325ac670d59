package pipelinetest

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// content is a packet's JSON: mostly as documented, sometimes anything.
func (h *History) content(counter string, at time.Time) string {
	if h.chance(6) {
		return pick(h, []string{"", "[", "{}", "[]", "null", "5", `"text"`, `[{"ct": 30,}`, "[{]", `[{"ct": 01}]`, "[] x"})
	}
	items := []string{}
	style := h.rnd.IntN(4)
	for range 1 + h.rnd.IntN(6) {
		step := time.Duration(20+h.rnd.IntN(30)) * time.Second
		if h.chance(5) {
			step = time.Duration(h.rnd.IntN(40)) * time.Hour
		}
		if h.chance(8) {
			step = 0
		}
		at = at.Add(step + time.Duration(h.rnd.IntN(3))*time.Millisecond)
		items = append(items, h.item(counter, at, style))
	}
	separator := pick(h, []string{", ", ",", ",\n  "})
	return "[" + strings.Join(items, separator) + pick(h, []string{"", "", "", "", "", ","}) + "]"
}

func (h *History) item(counter string, at time.Time, style int) string {
	if h.chance(3) {
		return pick(h, []string{"null", "7", `"x"`, "[]", `[{"ct": 30}]`, "true"})
	}
	h.nextSeq(counter)
	pairs := []string{
		`"ct": ` + h.ct(style),
		`"tempMeas": ` + h.temperature(style),
		`"seq": ` + h.spelledSeq(h.seq[counter], style),
		`"time": ` + h.time(at, style),
	}
	if style == 1 { // as warehouses order keys
		pairs[1], pairs[2] = pairs[2], pairs[1]
	}
	if h.chance(6) {
		missing := h.rnd.IntN(len(pairs))
		pairs = append(pairs[:missing], pairs[missing+1:]...)
	}
	if style == 3 && h.chance(50) {
		pairs = append(pairs, h.unknown()...)
	}
	if style >= 2 {
		h.rnd.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	}
	if style == 3 && h.chance(5) {
		pairs = append(pairs, `"ct": 77`, `"time": "1"`, `"seq": 3`) // the first one counts
	}
	return "{" + strings.Join(pairs, pick(h, []string{", ", ","})) + "}"
}

func (h *History) nextSeq(counter string) {
	switch {
	case h.chance(6):
		h.seq[counter] += int64(h.rnd.IntN(5))
	case h.chance(4):
		h.seq[counter] = int64(h.rnd.IntN(10))
	default:
		h.seq[counter]++
	}
}

func (h *History) ct(style int) string {
	if h.chance(4) {
		return pick(h, []string{"0", "-1", "null", "true", `"abc"`, "86400", "86400.0004", "86400.0005", "86401", "0.0004", "0.0005", "1e400", "[]", "{}", `"1_0"`})
	}
	if h.chance(6) {
		return pick(h, []string{"999.9", "999.8995", "999.8994", "1000"})
	}
	text := strconv.FormatFloat(29+float64(h.rnd.IntN(40))/10, 'f', -1, 64)
	if h.chance(10) {
		text = pick(h, []string{"29.1234565", "30.00000049", "30.0000005", "2.9e1", "300e-1", "30.000000"})
	}
	if style == 3 && h.chance(30) {
		return h.quoted(text)
	}
	return text
}

// quoted is a number as text, in the spellings that count.
func (h *History) quoted(text string) string {
	return fmt.Sprintf(pick(h, []string{`"%s"`, `" %s "`, `"+%s"`, `"0%s"`, `"\t%s"`}), text)
}

func (h *History) temperature(style int) string {
	if h.chance(6) {
		return pick(h, []string{"null", "-50", "-50.1", "500", "500.5", "-0.0", "true", `"x"`, "1e3", `""`, "[]"})
	}
	text := strconv.FormatFloat(60+float64(h.rnd.IntN(30))/10, 'f', 1, 64)
	if style == 3 && h.chance(20) {
		return h.quoted(text)
	}
	return text
}

func (h *History) spelledSeq(seq int64, style int) string {
	if h.chance(5) {
		return pick(h, []string{"null", "-1", "4.5", `"x"`, "1e2", "100.0", `"12."`, "9223372036854775807", "9223372036854775808", "1e30", "9007199254740993.0", "false"})
	}
	text := strconv.FormatInt(seq, 10)
	if style == 3 && h.chance(20) {
		return h.quoted(text)
	}
	return text
}

func (h *History) time(at time.Time, style int) string {
	if h.chance(5) {
		return pick(h, []string{
			"null", "true", `"abc"`, `"1e9"`, "1e9", "0", "-5.5", `"-62135596800"`, `"253402300799.9999999"`, "253402300800",
			"1420070399.9999999", "1420070400", "4102444800", `"1,5"`, `""`, "1e300", `"0x10"`, "[1]",
		})
	}
	whole, micros := at.Unix(), at.UnixMicro()%1_000_000
	text := fmt.Sprintf("%d.%06d", whole, micros)
	switch h.rnd.IntN(5) {
	case 0:
		text = fmt.Sprintf("%d.%03d", whole, micros/1000)
	case 1:
		text = fmt.Sprint(whole)
	case 2:
		if style >= 2 {
			text += pick(h, []string{"4999", "9999999999", "5", "0000"})
		}
	}
	if style >= 2 && h.chance(10) {
		return fmt.Sprintf("%d.%06de-3", whole*1000+micros/1000, (micros%1000)*1000)
	}
	if style == 3 && h.chance(20) {
		return h.quoted(text)
	}
	if style == 0 || h.chance(60) {
		return `"` + text + `"`
	}
	return text
}

func (h *History) unknown() []string {
	all := []string{
		`"injPressure": 812.5`, `"injPressure": 812.50`, `"note": "a\"b"`, `"nested": {"b": 1.0, "a": [1, 2.50, null]}`,
		`"nested": {"a": [1, 2.5, null], "b": 1}`, `"time2": 5`, `"x": {"time": 7.0, "seq": "7"}`, `"empty": {}`, `"empty": []`, `"n": null`, `"n": 1e2`, `"n": 100`,
	}
	return []string{pick(h, all)}
}

// altered is the same content spelled in another way, or with another value.
func (h *History) altered(content string) string {
	switch h.rnd.IntN(6) {
	case 0:
		return strings.Replace(content, ": 3", ":  3", 1)
	case 1:
		return strings.Replace(content, `"ct": 3`, `"ct": 4`, 1)
	case 2:
		return strings.Replace(content, `"tempMeas": 6`, `"tempMeas": 7`, 1)
	case 3:
		if start, end := strings.Index(content, "{"), strings.Index(content, "}"); start >= 0 && end > start {
			return "[" + content[start:end+1] + ", " + content[start:end+1] + "]"
		}
	case 4:
		return strings.Replace(content, "}", `, "injPressure": 812.5}`, 1)
	}
	return content + " "
}
