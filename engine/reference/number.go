package reference

import (
	"math"
	"strconv"
	"strings"
)

// number is a decimal as it was written: ±digits × 10^exp.
type number struct {
	text     string // without blanks around it, for strconv
	negative bool
	digits   string // without leading zeros; empty is 0
	exp      int
	plain    bool // written without an exponent
}

// parseNumber reads sign, digits with an optional point, and an optional
// exponent, with blanks around them. It knows no hexadecimal, no separators,
// no infinity.
func parseNumber(text string) (number, bool) {
	n := number{text: strings.Trim(text, blanks), plain: true}
	rest := n.text
	if strings.HasPrefix(rest, "+") || strings.HasPrefix(rest, "-") {
		n.negative = rest[0] == '-'
		rest = rest[1:]
	}
	if at := strings.IndexAny(rest, "eE"); at >= 0 {
		exp, ok := parseExponent(rest[at+1:])
		if !ok {
			return number{}, false
		}
		n.exp, n.plain, rest = exp, false, rest[:at]
	}
	whole, fraction, _ := strings.Cut(rest, ".")
	n.digits = whole + fraction
	if n.digits == "" || strings.Trim(n.digits, "0123456789") != "" {
		return number{}, false
	}
	n.exp -= len(fraction)
	n.digits = strings.TrimLeft(n.digits, "0")
	return n, true
}

// parseExponent cuts exponents at ±1,000,000: no limit of the contract is
// that far out, and the text never is that long.
func parseExponent(text string) (int, bool) {
	digits := strings.TrimPrefix(strings.TrimPrefix(text, "+"), "-")
	if len(text)-len(digits) > 1 || digits == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	exp, err := strconv.Atoi(digits)
	if err != nil || exp > 1_000_000 {
		exp = 1_000_000
	}
	if text[0] == '-' {
		exp = -exp
	}
	return exp, true
}

// scaled is the number × 10^places, what is finer cut off; false if it does
// not fit an int64.
func (n number) scaled(places int) (int64, bool) {
	exp := n.exp + places
	digits := n.digits
	if exp < 0 {
		digits = digits[:max(0, len(digits)+exp)]
	}
	if digits == "" {
		return 0, true
	}
	if exp > 19 {
		return 0, false
	}
	digits += strings.Repeat("0", max(0, exp))
	v, err := strconv.ParseInt(digits, 10, 64)
	if n.negative {
		v = -v
	}
	return v, err == nil
}

// whole is the number if it has no fraction and fits an int64.
func (n number) whole() (int64, bool) {
	if n.exp < 0 {
		kept := max(0, len(n.digits)+n.exp)
		if strings.Trim(n.digits[kept:], "0") != "" {
			return 0, false
		}
	}
	return n.scaled(0)
}

// float is the float64 nearest to the number; beyond their range ±Inf.
func (n number) float() float64 {
	f, _ := strconv.ParseFloat(n.text, 64)
	return f
}

// micros is seconds in µs, rounded half up; false if out of range.
func micros(seconds float64) (int64, bool) {
	us := math.Floor(seconds*1e6 + 0.5)
	if math.IsNaN(us) || math.Abs(us) > 1e18 {
		return 0, false
	}
	return int64(us), true
}

// millis rounds µs half up to ms: cycle times are compared with limits so.
func millis(us int64) int64 { return floorDiv(us+500, 1000) }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func floorMod(a, b int64) int64 { return a - floorDiv(a, b)*b }
