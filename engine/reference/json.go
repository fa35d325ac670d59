package reference

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

type kind int

const (
	jsonNull kind = iota
	jsonBool
	jsonNumber
	jsonNotNumber // NaN and Infinity, which some writers emit as bare words
	jsonText
	jsonArray
	jsonObject
)

// value is a JSON value. Text holds a text decoded, everything else that has
// no parts as it was written.
type value struct {
	kind    kind
	text    string
	items   []value
	members []member
}

type member struct {
	key   string
	value value
}

// find gives the first member of that name; a JSON null counts as missing.
func (v value) find(key string) (value, bool) {
	for _, m := range v.members {
		if m.key == key {
			return m.value, m.value.kind != jsonNull
		}
	}
	return value{}, false
}

var errJSON = errors.New("no JSON")

// parseJSON reads one JSON value and nothing after it. Beyond the standard it
// takes one trailing comma in an array or object, and the words NaN, Inf and
// Infinity.
func parseJSON(text string) (value, error) {
	r := reader{rest: text}
	v, err := r.value()
	if err != nil {
		return value{}, err
	}
	if r.blank(); r.rest != "" {
		return value{}, errJSON
	}
	return v, nil
}

type reader struct{ rest string }

func (r *reader) blank() { r.rest = strings.TrimLeft(r.rest, " \t\r\n") }

// take removes the prefix, if it is there, and the blanks before it.
func (r *reader) take(prefix string) bool {
	r.blank()
	rest, ok := strings.CutPrefix(r.rest, prefix)
	r.rest = rest
	return ok
}

func (r *reader) value() (value, error) {
	switch {
	case r.take("{"):
		return r.object()
	case r.take("["):
		return r.array()
	case r.take(`"`):
		text, err := r.string()
		return value{kind: jsonText, text: text}, err
	case r.take("null"):
		return value{kind: jsonNull, text: "null"}, nil
	case r.take("true"):
		return value{kind: jsonBool, text: "true"}, nil
	case r.take("false"):
		return value{kind: jsonBool, text: "false"}, nil
	}
	return r.number()
}

func (r *reader) object() (value, error) {
	v := value{kind: jsonObject}
	for !r.take("}") {
		if len(v.members) > 0 && !r.take(",") {
			return value{}, errJSON
		}
		if len(v.members) > 0 && r.take("}") {
			return v, nil
		}
		if !r.take(`"`) {
			return value{}, errJSON
		}
		key, err := r.string()
		if err != nil || !r.take(":") {
			return value{}, errJSON
		}
		element, err := r.value()
		if err != nil {
			return value{}, err
		}
		v.members = append(v.members, member{key, element})
	}
	return v, nil
}

func (r *reader) array() (value, error) {
	v := value{kind: jsonArray}
	for !r.take("]") {
		if len(v.items) > 0 && !r.take(",") {
			return value{}, errJSON
		}
		if len(v.items) > 0 && r.take("]") {
			return v, nil
		}
		element, err := r.value()
		if err != nil {
			return value{}, err
		}
		v.items = append(v.items, element)
	}
	return v, nil
}

func (r *reader) number() (value, error) {
	start := r.rest
	r.rest = strings.TrimPrefix(r.rest, "-")
	for _, word := range []string{"infinity", "inf", "nan"} {
		if len(r.rest) >= len(word) && strings.EqualFold(r.rest[:len(word)], word) {
			r.rest = r.rest[len(word):]
			return value{kind: jsonNotNumber, text: start[:len(start)-len(r.rest)]}, nil
		}
	}
	whole := r.digits()
	if whole == "" || (len(whole) > 1 && whole[0] == '0') {
		return value{}, errJSON
	}
	if rest, ok := strings.CutPrefix(r.rest, "."); ok {
		if r.rest = rest; r.digits() == "" {
			return value{}, errJSON
		}
	}
	if r.rest != "" && (r.rest[0] == 'e' || r.rest[0] == 'E') {
		if r.rest = r.rest[1:]; r.rest != "" && (r.rest[0] == '+' || r.rest[0] == '-') {
			r.rest = r.rest[1:]
		}
		if r.digits() == "" {
			return value{}, errJSON
		}
	}
	return value{kind: jsonNumber, text: start[:len(start)-len(r.rest)]}, nil
}

func (r *reader) digits() string {
	rest := strings.TrimLeft(r.rest, "0123456789")
	digits := r.rest[:len(r.rest)-len(rest)]
	r.rest = rest
	return digits
}

// string reads on after the opening quote.
func (r *reader) string() (string, error) {
	var text strings.Builder
	for r.rest != "" {
		c, size := utf8.DecodeRuneInString(r.rest)
		r.rest = r.rest[size:]
		switch {
		case c == '"':
			return text.String(), nil
		case c < ' ' || (c == utf8.RuneError && size == 1):
			return "", errJSON
		case c == '\\':
			escaped, err := r.escape()
			if err != nil {
				return "", err
			}
			text.WriteRune(escaped)
		default:
			text.WriteRune(c)
		}
	}
	return "", errJSON
}

func (r *reader) escape() (rune, error) {
	if r.rest == "" {
		return 0, errJSON
	}
	c := r.rest[0]
	r.rest = r.rest[1:]
	if c != 'u' {
		at := strings.IndexByte(`"\/bfnrt`, c)
		if at < 0 {
			return 0, errJSON
		}
		return rune("\"\\/\b\f\n\r\t"[at]), nil
	}
	first, err := r.unit()
	if err != nil || !utf16.IsSurrogate(first) {
		return first, err
	}
	rest, ok := strings.CutPrefix(r.rest, `\u`)
	if !ok {
		return 0, errJSON
	}
	r.rest = rest
	second, err := r.unit()
	if pair := utf16.DecodeRune(first, second); err == nil && pair != utf8.RuneError {
		return pair, nil
	}
	return 0, errJSON
}

// unit reads the four hexadecimal digits after \u.
func (r *reader) unit() (rune, error) {
	if len(r.rest) < 4 || strings.Trim(r.rest[:4], "0123456789abcdefABCDEF") != "" {
		return 0, errJSON
	}
	unit, err := strconv.ParseUint(r.rest[:4], 16, 32)
	r.rest = r.rest[4:]
	return rune(unit), err
}
