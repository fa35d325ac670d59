package templates

import (
	"strings"
	"testing"
)

// '_' is a place at which no line may end, '~' one without width.
func TestFiguresAndDatesAreKeptOnALine(t *testing.T) {
	for _, want := range []string{
		"its cycle rose by 24_% since 12_June_2026, and costs 5,300_$ a month",
		"12 of 48 tools lose 31,400_CHF; three make up 70_%",
		"since 1_Dec, from 31_Aug to 2_Sep_2026: 4.5_h in 31 stops of 12_min",
		"May_2026 had 28_days, June 17 shots of 20.1_s",
		"over 36_months it pays 3.4_× what it costs, at 61_°C",
		"12 Junes, 3 handles, 7 maybes",
		"March 17",
		"no figure at all",
		"MX-2417 from 2026-~06-~01 to 2026-~06-~30, not 12-2026-06",
	} {
		want = strings.NewReplacer("_", "\u00a0", "~", "\u2060").Replace(want)
		if got := kept(strings.NewReplacer("\u00a0", " ", "\u2060", "").Replace(want)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
