package web_test

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// How pages write numbers, said once more: a test that formats by the code it
// tests would share its faults.

func count(n int64) string { return thousands(strconv.FormatInt(n, 10)) }

func thousands(digits string) string {
	digits, negative := strings.CutPrefix(digits, "-")
	whole, fraction, found := strings.Cut(digits, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if found {
		whole += "." + fraction
	}
	if negative && strings.Trim(digits, "0.") != "" {
		return "−" + whole
	}
	return whole
}

func places(v float64, n int) string { return thousands(strconv.FormatFloat(v, 'f', n, 64)) }

// three significant digits, all of those before the point.
func three(v float64) string {
	n := 0
	if v != 0 {
		n = max(0, 2-int(math.Floor(math.Log10(math.Abs(v)))))
	}
	return places(v, n)
}

func inHours(us int64) string {
	switch h := float64(us) / 3.6e9; {
	case us == 0:
		return "0"
	case h < 1:
		return places(h, 2)
	default:
		return places(h, 1)
	}
}

// inWords is a duration in the unit that fits.
func inWords(us int64) string {
	switch s := float64(us) / 1e6; {
	case s < 120:
		return three(s) + " s"
	case s < 7200:
		return three(s/60) + " min"
	default:
		return three(s/3600) + " h"
	}
}

func share(a, b int64) string {
	if b == 0 {
		return "–"
	}
	return places(100*float64(a)/float64(b), 1)
}

// exactly is what a share or a number of seconds is on hover.
func exactly(a, b float64, unit string) string {
	if b == 0 {
		return ""
	}
	return strings.TrimSpace(strconv.FormatFloat(a/b, 'f', 6, 64) + " " + unit)
}

// ofHundred is a score; one that lacks a little of 100 is not 100.
func ofHundred(score float64) string {
	if score >= 99.95 && score < 100 {
		return "> 99.9"
	}
	return places(score, 1)
}

func micros(us int64) string { return count(us) + " µs" }

func inMinutes(us, n int64) string {
	if n == 0 {
		return "–"
	}
	return three(float64(us) / float64(n) / 60e6)
}

func withSign(v float64) string {
	text := places(v, 1)
	switch {
	case text == "0.0" || text == "−0.0":
		return "0.0"
	case v > 0:
		return "+" + text
	}
	return text
}

func many(n int64, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return count(n) + " " + more
}

// changed is a difference to the period before.
func changed(by float64, n int, unit string) string {
	text := places(math.Abs(by), n)
	switch {
	case text == places(0, n):
		return "±0" + unit
	case by < 0:
		return "−" + text + unit
	}
	return "+" + text + unit
}

// roundly are shares of a sentence: whole percents, small ones with a place.
func roundly(part, of int64) string {
	switch v := float64(part) / float64(of); {
	case part > 0 && v < 0.0005:
		return "under 0.1 %"
	case v >= 0.0995 || part == 0:
		return places(100*v, 0) + " %"
	default:
		return places(100*v, 1) + " %"
	}
}

func rfc3339(t time.Time) string { return t.UTC().Format(time.RFC3339) }
