package pages

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
)

func TestNumbers(t *testing.T) {
	share := func(v float64) *float64 { return &v }
	for got, want := range map[string]string{
		hours(0):                      "0",
		hours(60e6):                   "0.02",
		hours(3600e6):                 "1.0",
		hours(4858560e6):              "1,349.6",
		minutes(nil):                  "–",
		minutes(share(4656)):          "77.6",
		percent(nil):                  "–",
		percent(share(0.8421)):        "84.2",
		percent(share(1)):             "100.0",
		decimals(-0.5, 1):             "−0.5",
		decimals(-1234.5, 1):          "−1,234.5",
		exact(nil, "s"):               "",
		exact(share(0.5), ""):         "0.500000",
		plural(1, "tool", "tools"):    "1 tool",
		plural(1200, "tool", "tools"): "1,200 tools",
		age(30 * time.Second):         "under a minute",
		age(90 * time.Minute):         "90 min",
		age(47 * time.Hour):           "47 h",
		age(72 * time.Hour):           "3 days",
		headline("86 % of it."):       "86 % of it",
		title("last 7 days"):          "Last 7 days",
		change(0.04, 1, " pt").Text:   "±0 pt",
		change(-0.06, 1, " pt").Text:  "−0.1 pt",
		change(1234, 0, "").Text:      "+1,234",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestDates(t *testing.T) {
	now := time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)
	d := func(year int, month time.Month, day int) engine.Bound { return engine.Day(year, month, day) }
	for _, test := range []struct {
		w    engine.Window
		want string
	}{
		{engine.Window{From: d(2026, 3, 1), To: d(2026, 3, 8)}, "1 Mar – 7 Mar"},
		{engine.Window{From: d(2026, 3, 1), To: d(2026, 3, 2)}, "1 Mar"},
		{engine.Window{From: d(2025, 12, 30), To: d(2026, 1, 3)}, "30 Dec 2025 – 2 Jan"},
		{engine.Window{From: d(2026, 3, 1)}, "from 1 Mar"},
		{engine.Window{To: d(2026, 3, 1)}, "until 28 Feb"},
		{engine.Window{}, ""},
		{engine.Window{From: engine.Instant(now.Add(-time.Hour)), To: engine.Instant(now)}, "20 Mar 11:00 – 20 Mar 12:00 UTC"},
	} {
		if got := dates(test.w, now); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestTiles(t *testing.T) {
	p := &Pages{Good: 0.7, Watch: 0.5}
	f := analysis.Figures{Shots: 100, NormalShots: 60, RunTimeUS: 1000e6, ProductionTimeUS: 400e6, DowntimeUS: 600e6, DoubtfulUS: 100e6, Stops: 3, MicroStops: 2}
	before := f
	before.ProductionTimeUS, before.DowntimeUS = 600e6, 400e6
	tiles := p.tiles(f, &before)
	if tiles[0].Word != "watch" || tiles[1].Word != "poor" || tiles[1].Figure.High != "50.0" || !tiles[1].Change.Bad || tiles[0].Change.Bad {
		t.Errorf("%+v", tiles)
	}
	quiet := p.tiles(analysis.Figures{Shots: 9, NormalShots: 9, RunTimeUS: 600e6, ProductionTimeUS: 600e6}, nil)
	if quiet[2].Figure.Text != "> 10.0" || quiet[3].Figure.Text != "–" || quiet[3].Note != "no stops" || quiet[4].Change != nil {
		t.Errorf("%+v", quiet)
	}
	if none := p.tiles(analysis.Figures{}, nil); none[0].Figure.Text != "–" || none[0].Word != "" || none[2].Figure.Text != "–" {
		t.Errorf("%+v", none)
	}
}

func TestPartial(t *testing.T) {
	window := func(from, to engine.Bound) request {
		return request{compare: true, window: engine.Window{From: from, To: to}}
	}
	days := window(engine.Day(2026, 3, 29), engine.Day(2026, 4, 26))
	at := time.Date(2026, 3, 10, 6, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		r      request
		first  time.Time
		before *analysis.Figures
		want   string
	}{
		{days, time.Date(2026, 3, 21, 0, 0, 0, 0, time.UTC), &analysis.Figures{}, "the previous 28 days have data for 8 days only"},
		{days, time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), &analysis.Figures{}, ""},
		{days, time.Date(2026, 3, 29, 0, 0, 0, 0, time.UTC), nil, ""},
		{window(engine.Instant(at), engine.Instant(at.Add(24*time.Hour))), time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC), &analysis.Figures{}, "the data begin inside the previous 24 hours, on 10 Mar 2026"},
		{window(engine.Bound{}, engine.Bound{}), at, &analysis.Figures{}, ""},
	} {
		fleet := analysis.Fleet{First: test.first, Before: test.before}
		if got := partial(test.r, fleet); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
		if tiles := (&Pages{}).tilesOf(test.r, fleet); test.want != "" && (tiles[0].Change.Text != dash || tiles[5].Change.Title != test.want) {
			t.Errorf("%+v", tiles)
		}
	}
}

func TestZoneName(t *testing.T) {
	utc := time.Date(2026, 11, 23, 19, 32, 0, 0, time.UTC)
	for _, test := range []struct {
		zones  []string
		offset time.Duration
		want   string
	}{
		{[]string{"Europe/Prague"}, time.Hour, "CET"},
		{[]string{"America/Sao_Paulo"}, -3 * time.Hour, "UTC−3"},
		{[]string{"Asia/Kolkata", "Europe/Prague"}, 330 * time.Minute, "UTC+5:30"},
		{[]string{"Europe/Prague"}, 2 * time.Hour, "UTC+2"},
		{nil, 0, "UTC"},
	} {
		if got := zoneName(analysis.Trust{Zones: test.zones, LastShotUTC: utc, LastShot: utc.Add(test.offset)}); got != test.want {
			t.Errorf("%v: got %q, want %q", test.zones, got, test.want)
		}
	}
}

func TestPagesOfAPart(t *testing.T) {
	a := address{path: "/tools/A", values: url.Values{"last": {"7d"}}}
	if one := pagerOf(a, "stops-page", "Pages of the stops", 1, 12, 3, 3); one != nil {
		t.Errorf("%+v", one)
	}
	first := pagerOf(a, "stops-page", "Pages of the stops", 1, 12, 12, 1430)
	if first.Text != "1–12 of 1,430" || first.Before != "" || first.Next != "/tools/A?last=7d&stops-page=2" {
		t.Errorf("%+v", first)
	}
	if last := pagerOf(a, "stops-page", "Pages of the stops", 2, 12, 2, 14); last.Before != "/tools/A?last=7d" || last.Next != "" {
		t.Errorf("%+v", last)
	}
}

func TestSorting(t *testing.T) {
	tools := func() []analysis.Tool {
		return []analysis.Tool{
			{Code: "B", Figures: analysis.Figures{Shots: 2, NormalShots: 1, DowntimeUS: 5}},
			{Code: "C", Figures: analysis.Figures{DowntimeUS: 5}},
			{Code: "A", Figures: analysis.Figures{Shots: 2, NormalShots: 2, DowntimeUS: 9}},
		}
	}
	for text, want := range map[string]string{"": "A B C", "tool": "A B C", "-tool": "C B A", "efficiency": "B A C", "-efficiency": "A B C", "downtime": "B C A"} {
		s, err := parseSorting(text, toolColumns())
		if err != nil {
			t.Fatal(err)
		}
		sorted := tools()
		s.apply(sorted, codeOf)
		var codes []string
		for _, tool := range sorted {
			codes = append(codes, tool.Code)
		}
		if got := strings.Join(codes, " "); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	for _, wrong := range []string{"moon", "-", "--tool"} {
		if _, err := parseSorting(wrong, toolColumns()); engine.CodeOf(err) != engine.CodeUsage {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

func TestFilled(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 3, n, 0, 0, 0, 0, time.UTC) }
	trend := analysis.Trend{Step: engine.ByDay, Points: []analysis.Point{{At: day(2)}, {At: day(5), Figures: analysis.Figures{Shots: 7}}}}
	points := filled(trend, engine.Window{From: engine.Day(2026, 3, 1), To: engine.Day(2026, 3, 8)})
	if len(points) != 7 || points[4].Shots != 7 || points[0].Efficiency() != nil {
		t.Errorf("%+v", points)
	}
	if points = filled(trend, engine.Window{}); len(points) != 4 {
		t.Errorf("an open window: %d points", len(points))
	}
	trend.Points[1].At = day(5).Add(time.Hour)
	if points = filled(trend, engine.Window{}); len(points) != 2 {
		t.Errorf("points off the steps must stay as they are: %+v", points)
	}
}

// Local hours of a plant whose clock is half an hour off begin at half past.
func TestFilledWithHours(t *testing.T) {
	at := func(hour, minute int) time.Time { return time.Date(2026, 3, 1, hour, minute, 0, 0, time.UTC) }
	w := engine.Window{From: engine.Instant(at(0, 0)), To: engine.Instant(at(4, 0))}
	for want, points := range map[string][]analysis.Point{
		"00:00 01:00 02:00 03:00":       {{At: at(1, 0)}, {At: at(3, 0)}},
		"00:30 01:30 02:30 03:30":       {{At: at(1, 30)}, {At: at(3, 30)}},
		"23:30 00:30 01:30 02:30 03:30": {{At: at(-1, 30)}, {At: at(3, 30)}},
		"00:00 01:00 01:30 02:00 03:00": {{At: at(1, 0)}, {At: at(1, 30)}},
	} {
		var labels []string
		for _, p := range filled(analysis.Trend{Step: engine.ByHour, Points: points}, w) {
			labels = append(labels, p.At.Format("15:04"))
		}
		if got := strings.Join(labels, " "); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestAPanicOfAQuestionIsAnError(t *testing.T) {
	var n int
	err := together(context.Background(),
		into(&n, func(context.Context) (int, error) { return 7, nil }),
		func(context.Context) error { panic("fault") })
	if err == nil || !strings.Contains(err.Error(), "fault") || n != 7 {
		t.Errorf("%v, %d", err, n)
	}
	first := errors.New("first")
	if err := together(context.Background(), func(context.Context) error { return first }); !errors.Is(err, first) {
		t.Error(err)
	}
}
