package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"sprue/engine/analysis"
	"sprue/engine/pipeline"
	"sprue/engine/store"
	"sprue/web/browsertest"
)

// The rows of the timeline, the Pareto and the stops are those of REST, which
// are those of SQL, for the same filter.
func TestTheRunRateShowsTheFiguresOfREST(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/run-rate?last=7d&day=2026-03-18&by=hour", browsertest.View{})
	type row struct {
		Tool       string  `json:"equipment_code"`
		DowntimeUS float64 `json:"downtime_us"`
		Stability  float64
		Stops      int64
	}
	var tools struct{ Rows []row }
	_, body := ask(t, server, http.MethodGet, "/api/v1/run-rate?by=tool&from=2026-03-18&to=2026-03-19")
	decode(t, body, &tools)
	shown := browsertest.Eval[map[string][]string](page, `Object.fromEntries([...document.querySelectorAll("#timeline-picture tbody tr")].map((row) =>
		[row.querySelector(".name").textContent, [...row.querySelectorAll("td.num")].map((cell) => cell.innerText.split("…")[0].trim())]))`)
	if len(shown) != len(tools.Rows) || len(shown) < 5 {
		t.Errorf("%d rows, REST has %d", len(shown), len(tools.Rows))
	}
	for _, r := range tools.Rows {
		want := []string{fmt.Sprintf("%.0f", r.DowntimeUS/60e6), fixed(100 * r.Stability)}
		if got := shown[r.Tool]; len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
			t.Errorf("%.30q: %q, want %q", r.Tool, got, want)
		}
	}
	var stops struct{ Rows []row }
	_, body = ask(t, server, http.MethodGet, "/api/v1/stops?last=7d&sort=-downtime_us&limit=12")
	decode(t, body, &stops)
	listed := browsertest.Eval[[]string](page, `[...document.querySelectorAll("section[aria-labelledby=stops] td:nth-child(3)")].map((cell) => cell.title)`)
	for i, s := range stops.Rows {
		if got := strings.NewReplacer(",", "", " µs", "").Replace(listed[i]); got != fmt.Sprintf("%.0f", s.DowntimeUS) {
			t.Errorf("stop %d lasts %s, REST says %.0f", i, got, s.DowntimeUS)
		}
	}
	var slices struct{ Rows []row }
	_, body = ask(t, server, http.MethodGet, "/api/v1/pareto?by=hour&last=7d")
	decode(t, body, &slices)
	bars := browsertest.Eval[[]string](page, `[...document.querySelectorAll(".pareto.wide tbody tr")].map((row) => row.cells[2].textContent + " " + row.cells[4].textContent)`)
	if len(bars) != len(slices.Rows) {
		t.Fatalf("%d bars, REST has %d", len(bars), len(slices.Rows))
	}
	for i, s := range slices.Rows {
		if h := s.DowntimeUS / 3.6e9; h >= 1 && bars[i] != fixed(h)+" "+whole(s.Stops) {
			t.Errorf("bar %d shows %s, REST says %s and %d", i, bars[i], fixed(h), s.Stops)
		}
	}
}

// Each choice is in the address, the others stay, and Back leads out of it.
func TestChoicesOfTheRunRateAreInTheAddress(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/run-rate?last=7d", browsertest.View{})
	page.Do("choose MTTR", click(`.segment a[href*="figure=mttr"]`), wait(`.segment a[href*="figure=mttr"][aria-current]`))
	page.Do("cut by weekday", click(`.segment a[href*="by=weekday"]`), wait(`.segment a[href*="by=weekday"][aria-current]`))
	page.Do("show the 18th", click(`.segment a[href*="day=2026-03-19"]`), wait(`.segment a[href*="day=2026-03-18"]`))
	page.Do("the stops of a weekday alone", click(`.pareto a[href*="weekday="]`), wait(`section[aria-labelledby=stops] .chip.on`), wait(`.pareto a[aria-current]`))
	page.Do("sort the stops", click(`section[aria-labelledby=stops] th a[href*="stops=cause"]`), wait(`section[aria-labelledby=stops] th[aria-sort="ascending"]`))
	page.Do("turn the page", click(`a[rel=next][href*="stops-page=2"]`), wait(`a[rel=prev]`))
	for _, part := range []string{"figure=mttr", "by=weekday", "day=2026-03-1", "weekday=", "stops=cause", "stops-page=2", "last=7d"} {
		at(t, page, part)
	}
	page.Do("show the stretches as a table", click(`.segment a[href*="table=timeline"]`), wait(`.segment a[href*="table=timeline"][aria-current]`))
	at(t, page, "table=timeline")
	if n := browsertest.Eval[int](page, `document.querySelectorAll("section[aria-labelledby=timeline] tbody tr").length`); n < 20 {
		t.Errorf("the table has %d stretches", n)
	}
	page.Leave("go back", `document.getElementById("timeline-picture") !== null`, chromedp.NavigateBack())
	at(t, page, "stops-page=2")
	page.Drawn(1)
	page.Clean()
}

// From a stretch to its shots: by pointer and by keys; what it is stands beside
// it.
func TestATimelineOpensShots(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/run-rate?last=7d&day=2026-03-18&tool=MX-1", browsertest.View{})
	first := `#timeline-picture a.part[tabindex="0"]`
	page.Do("enter the row", chromedp.Focus(chromedp.CSS(first)), wait(".tip"))
	was := browsertest.Eval[string](page, `document.activeElement.getAttribute("aria-label")`)
	if tip := browsertest.Eval[string](page, `document.querySelector(".tip").textContent`); tip != was || !strings.HasPrefix(tip, "running · 0") {
		t.Errorf("the tip says %q beside %q", tip, was)
	}
	page.Do("go on", browsertest.PressKey("ArrowRight"))
	stop := browsertest.Eval[string](page, `document.activeElement.getAttribute("aria-label")`)
	if !strings.HasPrefix(stop, "stop · gap · ") || !strings.HasSuffix(stop, " · 1 shot") {
		t.Errorf("after the first run comes %q", stop)
	}
	if n := browsertest.Eval[int](page, `document.querySelectorAll('#timeline-picture [tabindex="0"]').length`); n != 1 {
		t.Errorf("the row is %d stops of the tab key", n)
	}
	page.Leave("open it", `location.pathname === "/shots"`, browsertest.Press("\r"))
	at(t, page, "tool=MX-1")
	at(t, page, "from=2026-03-18T")
	page.Clean()
}

// On a phone the figures of a row stand under their heads, and the name of now
// apart from those of the hours, whatever the time.
func TestTheTimelineOnAPhone(t *testing.T) {
	plant, browser := openPlant(t), browsertest.Start(t)
	for hours := range 4 {
		at := now.Add(time.Duration(hours) * time.Hour)
		t.Run(at.Format("15:04"), func(t *testing.T) {
			page := browser.With(t).Open(plant.server(t, at).URL+"/run-rate?last=7d", browsertest.View{Width: 390, Height: 844, Touch: true})
			if got := browsertest.Eval[[]string](page, `(() => {
				const names = [...document.querySelectorAll("#timeline-picture tfoot text")].filter((e) => e.getClientRects().length);
				const found = names.some((e) => e.textContent.startsWith("now")) ? [] : ["now has no name"];
				const boxes = names.map((e) => e.getBoundingClientRect()).sort((a, b) => a.left - b.left);
				boxes.forEach((box, i) => { if (i && box.left < boxes[i - 1].right + 4) found.push("names touch at " + Math.round(box.left)); });
				const ends = (row) => [...row.querySelectorAll(".num")].map((e) => Math.round(e.getBoundingClientRect().right));
				const rows = [...document.querySelectorAll("#timeline-picture :is(thead, tbody) tr")].map((row) => ends(row).join(" "));
				if (rows.length < 3 || new Set(rows).size > 1) found.push("columns end at " + [...new Set(rows)].join(", "));
				return found;
			})()`); len(got) > 0 {
				t.Error(got)
			}
		})
	}
}

// nightPlant is one tool in Prague in the night to 29 March 2026, in which the
// clock goes from 02:00 to 03:00, over midnight. UTC:
// 18:00 runs; 20:00–20:40 stands; 22:00–23:00 slow; 23:30 numbers are missing
// until 00:10; 02:00 it falls silent. Late and night shift are planned on
// Saturday, nothing before; it was mirrored at 08:00, and it is 09:00.
func nightPlant(t *testing.T) *httptest.Server {
	t.Helper()
	folder := t.TempDir()
	utc := func(day, hour, minute int) time.Time { return time.Date(2026, 3, day, hour, minute, 0, 0, time.UTC) }
	var shots []row
	seq := 1
	for at := utc(28, 18, 0); at.Before(utc(29, 2, 0)); seq++ {
		ct := 30.0
		if !at.Before(utc(28, 22, 0)) && at.Before(utc(28, 23, 0)) {
			ct = 36
		}
		at = at.Add(time.Duration(ct) * time.Second)
		switch {
		case at.Equal(utc(28, 20, 0)):
			at = at.Add(40 * time.Minute)
		case at.Equal(utc(28, 23, 30)):
			at, seq = at.Add(40*time.Minute), seq+80
		}
		shots = append(shots, row{"ct": ct, "tempMeas": 60, "seq": seq, "time": fmt.Sprintf("%d.000", at.Unix())})
	}
	for name, rows := range map[string][]row{
		"LOCATION":   {{"ID": 1, "NAME": "Prague", "TIME_ZONE_ID": "Europe/Prague", "COMPANY_ID": 1}},
		"COMPANY":    {{"ID": 1, "NAME": "Vltava", "PARENT_ID": nil, "COMPANY_TYPE": "SUPPLIER", "TIER": "1", "COUNTRY": "CZ"}},
		"MOLD":       {{"ID": 1, "EQUIPMENT_CODE": "N-1", "COUNTER_CODE": "CNT-1", "CONTRACTED_CYCLE_TIME": 300, "TOTAL_CAVITIES": 2, "SUPPLIER_COMPANY_ID": 1, "LOCATION_ID": 1}},
		"PART":       {{"ID": 1, "PART_CODE": "P-1", "NAME": "Lid"}},
		"MOLD_PART":  {{"MOLD_ID": 1, "PART_ID": 1, "CAVITY": 2, "SWITCHED_TIME": "1700000000000000000"}},
		"STATISTICS": {{"CI": "CNT-1", "MOLD_ID": 1, "MOLD_CODE": "N-1", "HOUR": "2026010100", "SHOT_COUNT": 0}},
		"DATA_SHOT":  {packetOf(t, "CNT-1", shots)},
	} {
		if err := writeNDJSON(filepath.Join(folder, name+".ndjson"), rows); err != nil {
			t.Fatal(err)
		}
	}
	s, err := store.Open(context.Background(), store.Config{Path: filepath.Join(t.TempDir(), "night.duckdb"), Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	p := &plant{store: s, now: utc(29, 8, 0)}
	p.analysis = analysis.New(s, analysis.Config{Clock: p.clock})
	if err := p.loadWith(folder, nightCalendar()); err != nil {
		t.Fatal(err)
	}
	return p.server(t, utc(29, 9, 0))
}

func nightCalendar() pipeline.Config {
	cfg := pipeline.Defaults()
	cfg.Calendar.Shifts = []pipeline.ShiftConfig{
		{Name: "late", Start: "14:00", End: "22:00", Days: []string{"sat"}},
		{Name: "night", Start: "22:00", End: "06:00", Days: []string{"sat"}},
	}
	return cfg
}

func packetOf(t *testing.T, counter string, shots []row) row {
	t.Helper()
	content, err := json.Marshal(shots)
	if err != nil {
		t.Fatal(err)
	}
	return row{"COUNTER_CODE": counter, "SHOT_START_TIME": time.Date(2026, 3, 29, 3, 0, 0, 0, time.UTC).UnixNano(), "CONTENT": string(content)}
}

// TestTheRunRateShowsOEE where a calendar says what was planned, as REST has it.
func TestTheRunRateShowsOEE(t *testing.T) {
	server := nightPlant(t)
	const window = "from=2026-03-28&to=2026-03-30"
	var answer struct {
		Rows []struct {
			OEE, Availability, Performance float64
			Tool                           string `json:"equipment_code"`
			Planned                        int64  `json:"planned_time_us"`
		}
	}
	_, body := ask(t, server, http.MethodGet, "/api/v1/run-rate?by=tool&"+window)
	decode(t, body, &answer)
	r := answer.Rows[0]
	_, page := ask(t, server, http.MethodGet, "/run-rate?sort=oee&"+window)
	shown := map[string]string{}
	for _, s := range numbersOf(t, page) {
		shown[s.where] = s.text
	}
	for where, want := range map[string]string{
		"OEE, %/tile-figure": places(100*r.OEE, 1), "OEE, %/tile-figure@title": exactly(r.OEE, 1, ""),
		"Availability, %/tile-figure": places(100*r.Availability, 1), "Availability, %": "of " + inHours(r.Planned) + " h planned",
		"Performance, %/tile-figure": places(100*r.Performance, 1),
		"tools/1/OEE, %":             places(100*r.OEE, 1), "tools/1/OEE, %@title": exactly(r.OEE, 1, "") + " · without quality",
	} {
		if got := shown[where]; got != want {
			t.Errorf("%s: %q, want %q", where, got, want)
		}
	}
	_, tool := ask(t, server, http.MethodGet, "/tools/"+r.Tool+"?"+window)
	own := map[string]string{}
	for _, s := range numbersOf(t, tool) {
		own[s.where] = s.text
	}
	for _, where := range []string{"OEE, %/tile-figure", "OEE, %/tile-figure@title", "Availability, %/tile-figure", "Availability, %", "Performance, %/tile-figure"} {
		if own[where] == "" || own[where] != shown[where] {
			t.Errorf("of the only tool, %s: %q, want %q", where, own[where], shown[where])
		}
	}
	if !strings.Contains(page, "OEE, % by day") || !strings.Contains(tool, "OEE, % by day") {
		t.Error("no line of OEE by day")
	}
	for _, text := range []string{"without quality", "no scrap is counted", `of planned time" aria-sort="ascending"`, "sort=-oee", "/api/v1/run-rate?by=tool&amp;format=csv&amp;from=2026-03-28"} {
		if !strings.Contains(page, text) {
			t.Errorf("lacks %q", text)
		}
	}
}

func TestTheTimelineOfADSTNight(t *testing.T) {
	server := nightPlant(t)
	page := browsertest.Start(t).Open(server.URL+"/run-rate?from=2026-03-28&to=2026-03-30&day=24h", browsertest.View{})
	words := browsertest.Eval[[]string](page, `[...document.querySelectorAll("#timeline-picture .part")].map((part) => part.getAttribute("aria-label"))`)
	all := strings.Join(words, "\n")
	for _, want := range []string{
		"planned off · 10:00–14:00 · 240 min", "off · 14:00–19:00 · 300 min", "running · 19:00–20:59 · 120 min", "stop · gap · 20:59–21:39 · 40.0 min · 1 shot",
		"running slow · 23:00–00:00 · 60.0 min", "running · 00:00–00:29 · 29.5 min", "no data, shots missing · 00:29–01:09 · 40.0 min",
		"stopped, still open · 04:00–06:00 · 120 min", "planned off · 06:00–10:00 · 240 min", "not yet mirrored · 10:00–11:00 · 60.0 min",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("lacks %q in\n%s", want, all)
		}
	}
	// 01:09 to 04:00 on the clock is but 110 minutes: it was put on.
	if !strings.Contains(all, "running · 01:09–04:00 · 110 min") {
		t.Errorf("the hour that was skipped is there:\n%s", all)
	}
	looks := browsertest.Eval[[][]string](page, `[...document.querySelectorAll("#timeline-picture .part")].map((part) => {
		const look = part.querySelector(".look");
		const style = getComputedStyle(look);
		return [part.getAttribute("class"), [style.fill, style.stroke, look.getAttribute("y"), look.getAttribute("height")].join(" ")];
	})`)
	byLook := map[string]string{}
	for _, l := range looks {
		if other, ok := byLook[l[1]]; ok && other != l[0] {
			t.Errorf("%s looks like %s", l[0], other)
		}
		byLook[l[1]] = l[0]
	}
	if len(byLook) != 7 {
		t.Errorf("%d looks for 7 states", len(byLook))
	}
	over := browsertest.Eval[[]string](page, `[...document.querySelectorAll("#timeline-picture thead text, #timeline-picture tfoot text, #timeline-picture .edge title")].map((e) => e.textContent)`)
	for _, want := range []string{"late", "night", "29 Mar", "now 11:00", "the clock goes on by 60.0 min to 03:00"} {
		if !strings.Contains(strings.Join(over, "\n"), want) {
			t.Errorf("lacks %q: %q", want, over)
		}
	}
	right := browsertest.Eval[float64](page, `(() => {
		const right = (e) => e.getBoundingClientRect().right;
		return Math.max(...[...document.querySelectorAll("#timeline-picture .part .reach")].map(right)) - right(document.querySelector("#timeline-picture .now"));
	})()`)
	if right > 1 {
		t.Errorf("something is drawn %.1f px right of now", right)
	}
	page.Clean()

	tool := browsertest.Start(t).Open(server.URL+"/tools/N-1?from=2026-03-28&to=2026-03-30", browsertest.View{})
	lanes := browsertest.Eval[[]string](tool, `[...document.querySelectorAll("#timeline-picture tbody th")].map((head) => head.innerText.replace(/\s+/g, " "))`)
	if strings.Join(lanes, "|") != "Sun 29 Mar 23 h|Sat 28 Mar" {
		t.Errorf("rows %q", lanes)
	}
	if got := browsertest.Eval[float64](tool, `parseFloat(document.querySelector("#timeline-picture .beyond").getAttribute("x"))`); got < 95.8 || got > 95.9 {
		t.Errorf("the day of 23 hours ends at %v %%", got)
	}
	tool.Clean()
}
