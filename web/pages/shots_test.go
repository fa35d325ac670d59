package pages

import (
	"strings"
	"testing"
	"time"

	"sprue/engine/analysis"
	"sprue/web/charts"
)

func TestChangesOfATool(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2026, 3, day, 9, 30, 0, 0, time.UTC) }
	events := []analysis.Event{
		{AtUTC: at(1), Kind: "part", Before: "A", After: "B"},
		{AtUTC: at(1), Kind: "reference", Before: "28.0", After: "32.6"},
		{AtUTC: at(2), UntilUTC: at(3), Kind: "gap"},
		{AtUTC: at(3), Kind: "reference", Before: "32.6", After: "28.0"},
		{AtUTC: at(3), Kind: "counter", Before: "C1", After: strings.Repeat("C", 40)},
		{AtUTC: at(3), Kind: "approved", Before: "28.0", After: "30.0"},
		{AtUTC: at(4), Kind: "reference", Before: "28.0", After: "29.0"},
	}
	var words []string
	for _, h := range changesOf(events) {
		words = append(words, h.words)
	}
	want := "part A → B; counter C1 → " + strings.Repeat("C", 17) + "…, approved 28.0 → 30.0; mode 28.0 → 29.0"
	if got := strings.Join(words, "; "); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var many []analysis.Event
	for day := 1; day <= 20; day++ {
		kind := "reference"
		if day%5 == 0 {
			kind = "part"
		}
		many = append(many, analysis.Event{AtUTC: at(day), Kind: kind, Before: "a", After: "b"})
	}
	parts := 0
	for _, h := range changesOf(many) {
		if strings.HasPrefix(h.words, "part") {
			parts++
		}
	}
	if named := len(changesOf(many)); named != eventsNamed || parts != 4 {
		t.Errorf("%d named, %d of them parts", named, parts)
	}
}

func TestBinsWithoutHoles(t *testing.T) {
	var c charts.Columns
	filledBins([]analysis.Bin{{From: 29.95, To: 30.05, Shots: 5}, {From: 30.25, To: 30.35, Shots: 4}}, 0.1, &c)
	if got := strings.Join(c.Labels, " "); got != "30.0 30.1 30.2 30.3" {
		t.Errorf("the bins are %s", got)
	}
	for i, want := range []float64{5, 0, 0, 4} {
		if *c.Values[i] != want {
			t.Errorf("bin %d holds %g, want %g", i, *c.Values[i], want)
		}
	}
}

func TestSharesInWords(t *testing.T) {
	for _, c := range []struct {
		n, of int64
		want  string
	}{{0, 0, dash}, {0, 10, "none"}, {1, 100_000, "under 0.1 %"}, {55, 1000, "5.5 %"}, {91, 100, "91 %"}} {
		if got := shareWords(c.n, c.of); got != c.want {
			t.Errorf("%d of %d: got %q, want %q", c.n, c.of, got, c.want)
		}
	}
}

func TestInstants(t *testing.T) {
	want := time.Date(2026, 3, 19, 8, 0, 0, 500_000_000, time.UTC)
	for _, text := range []string{"1773907200500000", "2026-03-19T08:00:00.5Z", "2026-03-19T09:00:00.5+01:00"} {
		if got, err := readInstant(text); err != nil || !got.Equal(want) {
			t.Errorf("%s: got %s, %v", text, got, err)
		}
	}
}
