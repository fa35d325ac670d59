package engine

import (
	"net/url"
	"testing"
	"time"
)

func TestParseBound(t *testing.T) {
	for _, c := range []struct {
		text string
		want Bound
	}{
		{"", Bound{}},
		{"2026-06-30", Day(2026, 6, 30)},
		{" 2026-06-30T06:00:00Z ", Instant(time.Date(2026, 6, 30, 6, 0, 0, 0, time.UTC))},
		{"2026-06-30T06:00:00.1234567+02:00", Instant(time.Date(2026, 6, 30, 4, 0, 0, 123456000, time.UTC))},
	} {
		got, err := ParseBound(c.text)
		if err != nil || got != c.want {
			t.Errorf("%q: got %v, %v", c.text, got, err)
		}
		if again, err := ParseBound(got.String()); err != nil || again != got {
			t.Errorf("%q: %q reads as %v, %v", c.text, got, again, err)
		}
	}
	for _, text := range []string{"30.06.2026", "2026-02-30", "2026-06-30T06:00:00", "yesterday"} {
		if _, err := ParseBound(text); CodeOf(err) != CodeUsage {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestParseWindow(t *testing.T) {
	for _, c := range []struct {
		from, to string
		code     Code
		words    string
	}{
		{"2026-06-01", "2026-07-01", 0, "2026-06-01 to 2026-06-30"},
		{"2026-06-01", "2026-06-02", 0, "2026-06-01"},
		{"2026-06-01", "", 0, "from 2026-06-01"},
		{"", "2026-06-01", 0, "before 2026-06-01"},
		{"", "", 0, "all that is mirrored"},
		{"2026-06-01T01:00:00Z", "2026-06-01T02:00:00Z", 0, "2026-06-01T01:00:00Z to 2026-06-01T02:00:00Z"},
		{"2026-07-01", "2026-06-01", CodeUsage, ""},
		{"2026-07-01", "2026-07-01", CodeUsage, ""},
		{"2026-07-01", "x", CodeUsage, ""},
	} {
		w, err := ParseWindow(c.from, c.to)
		if c.code != 0 {
			if CodeOf(err) != c.code {
				t.Errorf("%q to %q: %v", c.from, c.to, err)
			}
			continue
		}
		if err != nil || w.String() != c.words {
			t.Errorf("%q to %q: got %q, %v", c.from, c.to, w, err)
		}
	}
}

func TestPrevious(t *testing.T) {
	at := Instant(time.Date(2026, 6, 3, 6, 0, 0, 0, time.UTC))
	for _, c := range []struct {
		window, want Window
		ok           bool
	}{
		{Window{From: Day(2026, 3, 1), To: Day(2026, 3, 8)}, Window{From: Day(2026, 2, 22), To: Day(2026, 3, 1)}, true},
		{Window{From: Instant(at.Time.Add(-time.Hour)), To: at}, Window{From: Instant(at.Time.Add(-2 * time.Hour)), To: Instant(at.Time.Add(-time.Hour))}, true},
		{Window{From: Day(2026, 3, 1)}, Window{}, false},
		{Window{From: Day(2026, 3, 1), To: at}, Window{}, false},
		{Window{Last: "7d"}, Window{}, false},
	} {
		got, ok := c.window.Previous()
		if got != c.want || ok != c.ok {
			t.Errorf("%s: got %v, %v", c.window, got, ok)
		}
	}
}

func TestSpans(t *testing.T) {
	now := time.Date(2026, 3, 31, 12, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		span  Span
		words string
		want  Window
	}{
		{"7d", "last 7 days", Window{From: Day(2026, 3, 24), To: Day(2026, 3, 31)}},
		{"1d", "last day", Window{From: Day(2026, 3, 30), To: Day(2026, 3, 31)}},
		{"4w", "last 4 weeks", Window{From: Day(2026, 3, 3), To: Day(2026, 3, 31)}},
		{"24h", "last 24 hours", Window{From: Instant(now.Add(-23*time.Hour - 30*time.Minute)), To: Instant(now.Add(30 * time.Minute))}},
		{"today", "today", Window{From: Day(2026, 3, 31), To: Day(2026, 4, 1)}},
		{"yesterday", "yesterday", Window{From: Day(2026, 3, 30), To: Day(2026, 3, 31)}},
	} {
		w := Window{Last: c.span}
		if got := w.Resolve(now); got != c.want || w.String() != c.words {
			t.Errorf("%s: got %v, %q", c.span, got, w)
		}
	}
	for _, text := range []string{"7", "0d", "7 d", "d", "99999d", "week"} {
		if _, err := ParseSpan(text); CodeOf(err) != CodeUsage {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestFilterRoundTrip(t *testing.T) {
	for _, query := range []string{
		"", "last=7d", "from=2026-06-01&to=2026-07-01", "from=2026-06-01T06%3A00%3A00Z",
		"location=Ulm&part=P-1&supplier=M%C3%BCller%2C+S%C3%B6hne&tool=MX-1&tool=MX-2",
	} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		f, err := FilterFromValues(values)
		if err != nil || f.Values().Encode() != query {
			t.Errorf("%q: got %q, %v", query, f.Values().Encode(), err)
		}
	}
	for _, query := range []string{"from=2026-07-01&to=2026-06-01", "last=x", "to=x"} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := FilterFromValues(values); CodeOf(err) != CodeUsage {
			t.Errorf("%q: %v", query, err)
		}
	}
}
