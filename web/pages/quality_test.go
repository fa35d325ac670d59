package pages

import (
	"context"
	"errors"
	"net/url"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
)

// capabilities answers with what it was asked for.
type capabilities struct {
	Questions
	tools []string
	asked bool
}

func (c *capabilities) ProcessFigures(_ context.Context, f engine.Filter) ([]analysis.ProcessFigures, error) {
	c.tools, c.asked = f.Tools, true
	return nil, nil
}

// Shots are read for the processes of one page, or for all where they are sorted by
// them; many of them after the page, and too many not at all.
func TestProcessesReadFewShots(t *testing.T) {
	fleet := func(tools int, shots int64) (all analysis.Processes) {
		for i := range tools {
			all.Rows = append(all.Rows, analysis.ProcessRow{Tool: string(rune('A' + i)), Shots: shots})
		}
		return all
	}
	for name, c := range map[string]struct {
		query string
		all   analysis.Processes
		rows  int
		tools int  // asked for; 0 for all
		later bool // the table comes after the page
		wrong bool
	}{
		"one page":        {"", fleet(25, 100), 20, 20, false, false},
		"the second":      {"page=2", fleet(25, 100), 5, 5, false, false},
		"by their shots":  {"sort=-cpk", fleet(25, 100), 20, 0, false, false},
		"many":            {"", fleet(25, 1e6), 0, 0, true, false},
		"many, asked for": {"count=true", fleet(25, 1e6), 20, 20, false, false},
		"many to sort":    {"sort=cpk", fleet(5, 9e5), 0, 0, true, false},
		"too many":        {"sort=cpk&count=true", fleet(25, 1e6), 0, 0, false, true},
		"no such page":    {"page=3", fleet(25, 100), 0, 0, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			values, err := url.ParseQuery(c.query)
			if err != nil {
				t.Fatal(err)
			}
			r := request{address: address{path: qualityPath, values: values}}
			q, err := readQuality(&r)
			if err != nil {
				t.Fatal(err)
			}
			questions := &capabilities{}
			rows, later, err := (&Pages{Questions: questions}).processRows(t.Context(), r, q, c.all)
			var wrong *engine.Error
			if errors.As(err, &wrong) != c.wrong || (later != nil) != c.later || len(rows) != c.rows {
				t.Fatalf("%d rows, later %v, %v", len(rows), later, err)
			}
			if want := !c.wrong && !c.later && c.rows > 0; questions.asked != want || len(questions.tools) != c.tools {
				t.Errorf("asked %v for %d tools, want %v for %d", questions.asked, len(questions.tools), want, c.tools)
			}
			if r.address.values.Has(countNow) {
				t.Error("links of the page ask for the count again")
			}
		})
	}
}

// The trend of the score needs two of them.
func TestScoreTrend(t *testing.T) {
	at := time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
	d := analysis.DataQuality{History: []analysis.ScoreAt{{Build: 1, At: at, Overall: 99.97, Status: "ok"}}}
	r := request{address: address{path: qualityPath}}
	if _, chart, err := (&Pages{}).scoreTrend(r, d); chart != nil || err != nil {
		t.Errorf("of one build: %v, %v", chart, err)
	}
	d.History = append(d.History, analysis.ScoreAt{Build: 9, At: at.Add(time.Hour), Overall: 91.5, Status: "watch"})
	_, chart, err := (&Pages{}).scoreTrend(r, d)
	if err != nil || chart == nil || len(chart.Table.Rows) != 2 || chart.Table.Rows[0].Cells[2].Text != "> 99.9" || chart.Table.Rows[1].Cells[3].Text != "watch" {
		t.Errorf("%+v, %v", chart, err)
	}
}

// What others wrote is cut, on one line.
func TestCut(t *testing.T) {
	for text, want := range map[string]string{"": "", "a\n  b": "a b", "12345678": "12345678", "123456789": "1234567…", "ěščřžýáíé": "ěščřžýá…"} {
		if got := cut(text, 8); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// What changed stands beside the period before.
func TestChangesOfProcessesAreCompared(t *testing.T) {
	events := func(kinds ...string) (all analysis.Processes) {
		all.Rows = []analysis.ProcessRow{{Tool: "A"}, {Tool: "B"}}
		for i, kind := range kinds {
			all.Events = append(all.Events, analysis.ProcessEvent{Tool: string(rune('A' + i%2)), Measure: analysis.MeasureCT, Kind: kind})
		}
		return all
	}
	r := request{window: engine.Window{From: engine.Day(2026, 3, 8), To: engine.Day(2026, 3, 15)}}
	now, then := events(analysis.Shift, analysis.Shift, analysis.Drift), events(analysis.Drift)
	tiles := processesTiles(r, now, &then)
	for i, want := range []string{"+1", "+2", "±0", "±0"} {
		if c := tiles[i].Change; c == nil || c.Text != want {
			t.Errorf("%s: %+v, want %q", tiles[i].Label, c, want)
		}
	}
	if c := tiles[1].Change; c.Title != "0 in the previous 7 days" {
		t.Errorf("%q", c.Title)
	}
	for _, before := range []*analysis.Processes{nil, {}} {
		if c := processesTiles(r, now, before)[0].Change; c != nil {
			t.Errorf("compared with nothing: %+v", c)
		}
	}
}

// A period is compared with the one before where it is over and the data hold all of
// that one.
func TestEarlier(t *testing.T) {
	week := engine.Window{From: engine.Day(2026, 3, 8), To: engine.Day(2026, 3, 15)}
	p := &Pages{Clock: func() time.Time { return time.Date(2026, 3, 16, 0, 0, 0, 0, time.UTC) }}
	for name, c := range map[string]struct {
		r     request
		first time.Time
		want  bool
	}{
		"held":         {request{window: week, compare: true}, time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), true},
		"begun inside": {request{window: week, compare: true}, time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), false},
		"not asked":    {request{window: week}, time.Time{}, false},
		"not over":     {request{window: engine.Window{From: engine.Day(2026, 3, 10), To: engine.Day(2026, 3, 17)}, compare: true}, time.Time{}, false},
		"open":         {request{window: engine.Window{To: week.To}, compare: true}, time.Time{}, false},
	} {
		if f, ok := p.earlier(c.r, analysis.Range{First: c.first}); ok != c.want || ok && f.Window.From.String() != "2026-03-01" {
			t.Errorf("%s: %v, %v", name, f.Window, ok)
		}
	}
}
