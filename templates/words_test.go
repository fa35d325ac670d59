package templates

import (
	"strings"
	"testing"
)

// '_' is a place at which no line may end.
func TestNamesAndDatesAreKeptWhole(t *testing.T) {
	for text, want := range map[string]string{
		"MX-2417 from 2026-11-02 to 2026-11-29: 24 %":   "[MX-2417] from [2026-11-02] to [2026-11-29]: 24\u00a0%",
		"on P-2059; MX-1186 is 14 % slower (P/N-7)":     "on [P-2059]; [MX-1186] is 14\u00a0% slower (P/[N-7])",
		"no break-even, −5 and 12-day":                  "no break-even, −5 and 12-day",
		"A-NAME-1-TOO-LONG-FOR-A-PHONE-2 and Nástroj-1": "A-NAME-1-TOO-LONG-FOR-A-PHONE-2 and [Nástroj-1]",
		"": "",
	} {
		got := ""
		for _, p := range pieces(text) {
			if p.whole {
				p.text = "[" + p.text + "]"
			}
			got += p.text
		}
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

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
	} {
		want = strings.ReplaceAll(want, "_", "\u00a0")
		if got := kept(strings.ReplaceAll(want, "\u00a0", " ")); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
