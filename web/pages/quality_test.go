package pages

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
)

// capabilities answers with what it was asked for.
type capabilities struct {
	Questions
	tools []int // in each question
}

func (c *capabilities) ProcessFigures(_ context.Context, f engine.Filter) ([]analysis.ProcessFigures, error) {
	c.tools = append(c.tools, len(f.Tools))
	return nil, nil
}

// Shots are read for the processes of one page, or for all where they are sorted by
// them; many of them after the page, step by step, and too many not at all.
func TestProcessesReadFewShots(t *testing.T) {
	fleet := func(tools int, shots int64) (all analysis.Processes) {
		for i := range tools {
			all.Rows = append(all.Rows, analysis.ProcessRow{Tool: string(rune('A' + i)), Shots: shots})
		}
		return all
	}
	for name, c := range map[string]struct {
		query   string
		all     analysis.Processes
		rows    int
		asked   []int  // for so many tools, one question after the other
		counted int    // rows with an answer
		step    string // "counted" of the next one, "" of the last
		wrong   bool
	}{
		"one page":             {query: "", all: fleet(25, 100), rows: 20, asked: []int{20}, counted: 20},
		"the second":           {query: "page=2", all: fleet(25, 100), rows: 5, asked: []int{5}, counted: 5},
		"by their shots":       {query: "sort=-cpk", all: fleet(25, 100), rows: 20, asked: []int{25}, counted: 25},
		"many":                 {query: "", all: fleet(25, 2e4), rows: 20, step: "5"},
		"many, a step":         {query: "counted=5", all: fleet(25, 2e4), rows: 20, asked: []int{5}, counted: 5, step: "10"},
		"many, half a step":    {query: "counted=6", all: fleet(25, 2e4), rows: 20, asked: []int{5, 5}, counted: 10, step: "15"},
		"many, the last":       {query: "page=2&counted=5", all: fleet(25, 2e4), rows: 5, asked: []int{5}, counted: 5},
		"each is many":         {query: "counted=1", all: fleet(3, 1e6), rows: 3, asked: []int{1}, counted: 1, step: "2"},
		"many, all asked for":  {query: "count=true", all: fleet(25, 6e4), rows: 20, asked: slices.Repeat([]int{1}, 20), counted: 20},
		"many to sort":         {query: "sort=cpk", all: fleet(5, 9e5), rows: 5, step: "1"},
		"many to sort, a step": {query: "sort=cpk&counted=2", all: fleet(5, 9e5), rows: 5, asked: []int{1, 1}, counted: 2, step: "3"},
		"too many":             {query: "sort=cpk&count=true", all: fleet(25, 1e6), wrong: true},
		"beyond the last":      {query: "page=3", all: fleet(25, 100), rows: 5, asked: []int{5}, counted: 5},
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
			got, err := (&Pages{Questions: questions}).processRows(t.Context(), r, q, c.all)
			var wrong *engine.Error
			if errors.As(err, &wrong) != c.wrong || len(got.rows) != c.rows || got.counted != c.counted || !slices.Equal(questions.tools, c.asked) {
				t.Fatalf("%d rows, %d counted, asked for %v tools, %v", len(got.rows), got.counted, questions.tools, err)
			}
			pending := slices.ContainsFunc(got.rows, func(r processRow) bool { return r.isPending })
			later, more := got.later(r), got.more(r)
			if c.wrong {
				return
			}
			if (c.step != "") != pending || (later != nil) != (c.step != "" && c.counted == 0) || (more != nil) != (c.step != "" && c.counted > 0) {
				t.Errorf("rows pend: %v, later %v, more %v", pending, later, more)
			}
			if next := r.address.with(countedRows, c.step).String(); later != nil && later.URL != next || more != nil && more.URL != next {
				t.Errorf("%v, %v, want %s", later, more, next)
			}
			if r.address.values.Has(countNow) || r.address.values.Has(countedRows) {
				t.Error("links of the page ask for the count again")
			}
		})
	}
	for _, text := range []string{"-1", "x"} {
		if _, err := readCounted(text); engine.CodeOf(err) != engine.CodeUsage {
			t.Errorf("%s: %v", text, err)
		}
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
