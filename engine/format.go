package engine

import (
	"math"
	"strconv"
	"strings"
)

// Count shows a whole number with thousands separators: 1,234,567.
func Count(n int64) string { return grouped(strconv.FormatInt(n, 10)) }

// Counted is a number of things by their name, such as '1 shot', '1,204 shots'.
func Counted(n int64, one, many string) string {
	if n == 1 {
		many = one
	}
	return Count(n) + " " + many
}

// Significant shows a number with three significant digits; those before the
// decimal point are all kept: 1,234 and 12.3 and 0.0123.
func Significant(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	decimals := 0
	if v != 0 {
		decimals = max(0, 2-int(math.Floor(math.Log10(math.Abs(v)))))
	}
	return grouped(strconv.FormatFloat(v, 'f', decimals, 64))
}

// Decimals shows a number with so many decimals: 1,234.50 and −0.01.
func Decimals(v float64, places int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	return grouped(strconv.FormatFloat(v, 'f', places, 64))
}

// Share shows 0.8612 as '86.1 %', and nothing but 1 as 100 %.
func Share(v float64) string {
	switch {
	case v == 0:
		return "0 %"
	case v == 1:
		return "100 %"
	case v > 0.999 && v < 1:
		return "99.9 %"
	}
	return Significant(100*v) + " %"
}

// Duration shows seconds in the unit that fits: 0.5 s, 12.3 min, 4.5 h.
func Duration(seconds float64) string {
	switch size := math.Abs(seconds); {
	case size < 120:
		return Significant(seconds) + " s"
	case size < 2*3600:
		return Significant(seconds/60) + " min"
	}
	return Significant(seconds/3600) + " h"
}

// grouped puts commas between thousands and U+2212 before a negative number.
func grouped(digits string) string {
	digits, negative := strings.CutPrefix(digits, "-")
	whole, fraction, hasFraction := strings.Cut(digits, ".")
	var b strings.Builder
	if negative && strings.Trim(digits, "0.") != "" {
		b.WriteString("−")
	}
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if hasFraction {
		b.WriteString("." + fraction)
	}
	return b.String()
}

// Money shows an amount with three significant digits and its currency, by its
// sign where everybody knows it: 31,400 $.
func Money(v float64, currency string) string {
	if sign, ok := map[string]string{"USD": "$", "EUR": "€", "GBP": "£"}[currency]; ok {
		currency = sign
	}
	return Rounded(v) + " " + currency
}

// Rounded shows an amount or an estimate with three significant digits, also before
// the decimal point: 31,400.
func Rounded(v float64) string {
	if size := math.Abs(v); size >= 1000 && !math.IsInf(v, 0) {
		step := math.Pow(10, math.Floor(math.Log10(size))-2)
		v = math.Round(v/step) * step
	}
	return Significant(v)
}
