package analysis

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	"sprue/engine"
)

func (pl *plant) lives(f engine.Filter) EndOfLife {
	pl.Helper()
	e, err := pl.analysis.EndOfLife(context.Background(), f)
	if err != nil {
		pl.Fatal(err)
	}
	return e
}

// weeks are the forecasts of each tool.
func (pl *plant) weeks(f engine.Filter) map[string][][]any {
	pl.Helper()
	table, err := pl.analysis.Listing(context.Background(), f, Forecasts, 0)
	if err != nil {
		pl.Fatal(err)
	}
	weeks := map[string][][]any{}
	for _, row := range table.Rows {
		tool := row[0].(string)
		weeks[tool] = append(weeks[tool], row)
	}
	return weeks
}

// Tools of 40 days with 200 shots each: their days lie exactly where the rest is used
// up, and no forecast was wrong.
func checkEndOfLife(t *testing.T, pl *plant) {
	all := pl.lives(engine.Filter{})
	lives := map[string]Life{}
	order := ""
	for i, l := range all.Rows {
		lives[l.Tool] = l
		if i < 3 {
			order += l.Tool + " "
		}
	}
	if order != "OLD WORN LATE " || len(lives) != 21 {
		t.Errorf("%d tools, first %s", len(lives), order)
	}
	day := func(at *time.Time) string {
		if at == nil {
			return "–"
		}
		return at.Format(time.DateOnly)
	}
	for tool, want := range map[string]string{
		"OLD":   "over 10,400 104 % 2026-05-19 2026-05-29 ", // 2400 + 28 and 38 days
		"WORN":  "watch 8,600 86 % 2026-05-28 2026-06-07 ",  // 1400 left
		"LATE":  "ok 8,000 4 % 2028-06-29 2029-01-15 ",      // 760 and 960 days
		"GOOD":  "unknown 8,000 – – – no_designed_shots",    // 0 is nothing
		"SHELF": "ok 400 40 % – – too_few_days",             // made nothing
		"BRISK": "unknown 2,200 – – – no_designed_shots",    // not in MOLD
	} {
		l := lives[tool]
		used := "–"
		if l.Used != nil {
			used = roughly(*l.Used)
		}
		if got := strings.Join([]string{string(l.Status), engine.Count(l.Shots), used, day(l.At80.Likely), day(l.At100.Likely), l.Reason}, " "); got != want {
			t.Errorf("%s: %s, want %s", tool, got, want)
		}
	}
	// The Sundays from 26 April on, 28 days before 31 May: 26 April is too early, for
	// it knows 5 days, and 3 May is right.
	if r := lives["LATE"].Record; r.Forecasts != 1 || r.Silent != 0 || !close9(r.Error, 0) {
		t.Errorf("record of LATE: %+v", r)
	}
	if want := "OLD is over its designed life by 4 %; 1 more reaches it within 90 days; of 18 tools it is not known. Half of "; !strings.HasPrefix(all.Sentence, want) {
		t.Errorf("%q, want %q", all.Sentence, want)
	}
	for tool, want := range map[string]string{
		"OLD":   "OLD is over its designed life by 4 % since 29 May 2026",
		"WORN":  "WORN has used 86 % of its designed life, and is likely used up on 7 Jun 2026. The one earlier forecast was off by 0 % of what was made",
		"GOOD":  "Not known: nobody says how many shots GOOD is made for",
		"SHELF": "SHELF has used 40 % of its designed life; when it is used up cannot be told: it has made shots for under 7 days. No forecast",
	} {
		if got := pl.lives(of(tool)).Sentence; !strings.HasPrefix(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if late := pl.lives(engine.Filter{Parts: []string{"18"}}); len(late.Rows) != 1 || late.Rows[0].Tool != "LATE" {
		t.Errorf("tools of a part: %+v", late.Rows)
	}
	weeks := pl.weeks(engine.Filter{})
	if n := len(weeks["LATE"]); n != 5 {
		t.Errorf("%d weeks of LATE: %v", n, weeks["LATE"])
	}
	// One asked for alone, of its own days: still as of the last day of all.
	for _, tool := range []string{"LATE", "BRISK", "SHELF"} {
		if alone := pl.lives(of(tool)).Rows; !reflect.DeepEqual(alone, []Life{lives[tool]}) {
			t.Errorf("%s alone: %+v, among all %+v", tool, alone, lives[tool])
		}
		if alone := pl.weeks(of(tool)); !reflect.DeepEqual(alone[tool], weeks[tool]) || len(alone) > 1 {
			t.Errorf("weeks of %s alone: %v, among all %v", tool, alone, weeks[tool])
		}
	}
	windowed := of("LATE")
	windowed.Window = engine.Window{From: engine.Day(2026, 5, 1)}
	_, err := pl.analysis.EndOfLife(context.Background(), windowed)
	_, listed := pl.analysis.Listing(context.Background(), windowed, Forecasts, 0)
	for _, err := range []error{err, listed} {
		if engine.CodeOf(err) != engine.CodeUsage || !strings.Contains(err.Error(), "no window") {
			t.Errorf("a window: %v", err)
		}
	}
}

// What a record says that has no error, and of weeks that foretold nothing.
func TestRecordWords(t *testing.T) {
	for want, r := range map[string]Record{
		"No forecast is 28 days old yet, so nobody knows how far they are right":                                       {},
		"No earlier week could foretell anything: on half of the days and more nothing was made":                       {Silent: 3},
		"The one earlier forecast was off by 8 % of what was made in 28 days":                                          {Forecasts: 1, Error: new(0.08)},
		"After most of 3 earlier forecasts nothing was made":                                                           {Forecasts: 3},
		"Half of 1,204 earlier forecasts were off by at most 8 % of what was made in 28 days; 2 more foretold nothing": {Forecasts: 1204, Silent: 2, Error: new(0.08)},
	} {
		if got := r.Words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
