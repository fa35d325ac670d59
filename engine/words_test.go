package engine

import (
	"errors"
	"strings"
	"testing"
)

func TestParseGrouping(t *testing.T) {
	for text, want := range map[string]Grouping{"": ByNone, "Tool": ByTool, " shift ": ByShift} {
		if got, err := ParseGrouping(text); err != nil || got != want {
			t.Errorf("%q: got %q, %v", text, got, err)
		}
	}
	for text, hint := range map[string]string{"tol": "did you mean tool? one of tool, part", "nope": "one of tool, part"} {
		_, err := ParseGrouping(text)
		var e *Error
		if !errors.As(err, &e) || e.Code != CodeUsage || !strings.HasPrefix(e.Hint, hint) {
			t.Errorf("%q: got %#v", text, err)
		}
	}
}

func TestNearest(t *testing.T) {
	for _, c := range []struct {
		name string
		from []string
		want string
	}{
		{"mx-220", []string{"MX-1208", "MX-2208", "AB-1"}, "MX-2208"},
		{"müller", []string{"Mull", "Müllers", "Muller"}, "Müllers"},
		{"x", []string{"b", "a"}, ""},
		{"NOPE", []string{"MX-1102", "MX-2208"}, ""},
		{"frobnicate", []string{"init", "doctor"}, ""},
		{"getenv", []string{"even", "seven"}, ""},
		{"mx-22", []string{"AB-1", "MX-2208"}, "MX-2208"},
		{"MX-2147", []string{"MX-1141", "MX-2417"}, "MX-2417"},
		{"Seirra", []string{"Vltava", "Sierra"}, "Sierra"},
		{"2208", []string{"AB-1", "MX-2208"}, "MX-2208"},
		{"runrates", []string{"run", "runrate"}, "runrate"},
		{"formatting", []string{"db", "format"}, "format"},
		{"", []string{"b"}, ""},
		{"x", nil, ""},
	} {
		if got := Nearest(c.name, c.from); got != c.want {
			t.Errorf("%q: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFormats(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Count(1234567), "1,234,567"},
		{Count(-1234), "−1,234"},
		{Count(12), "12"},
		{Significant(0), "0"},
		{Significant(1234.5), "1,234"},
		{Significant(123.45), "123"},
		{Significant(12.345), "12.3"},
		{Significant(0.012345), "0.0123"},
		{Significant(-0.5), "−0.500"},
		{Share(0.8612), "86.1 %"},
		{Share(1), "100 %"},
		{Share(0.99996), "99.9 %"},
		{Share(0), "0 %"},
		{Duration(0.5), "0.500 s"},
		{Duration(600), "10.0 min"},
		{Duration(9000), "2.50 h"},
		{Duration(-9000), "−2.50 h"},
		{Money(31_412, "USD"), "31,400 $"},
		{Money(-0.5, "CHF"), "−0.500 CHF"},
		{Money(0, "EUR"), "0 €"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestFigures(t *testing.T) {
	low, high, near := 0.861, 0.884, 0.8611
	for _, c := range []struct {
		figure Figure
		want   string
	}{
		{Figure{Unit: UnitShare}, "–"},
		{Figure{Value: &low, Unit: UnitShare}, "86.1 %"},
		{Figure{Value: &low, High: &high, Unit: UnitShare}, "86.1 %…88.4 %"},
		{Figure{Value: &low, High: &near, Unit: UnitShare}, "86.1 %"},
	} {
		if got := c.figure.String(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
