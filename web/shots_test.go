package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"sprue/engine"
	"sprue/engine/analysis"
)

func TestShotPages(t *testing.T) {
	html := map[string]string{"Content-Type": "text/html; charset=UTF-8"}
	run, stop := aRun(t), aStop(t)
	for _, s := range []scenario{
		{name: "without a tool, a choice", path: "/shots?" + week, status: 200, header: html, has: []string{"Which tool&#39;s shots?", "Choose one of 9 tools", `href="/shots?last=7d&amp;tool=MX-1"`, "largest downtime first"}},
		{name: "searched", path: "/shots?q=mx-", status: 200, has: []string{"2 tools have “mx-” in a name", "tool=MX-2"}, hasNot: []string{"tool=FOX"}},
		{name: "searched in vain", path: "/shots?q=zzz", status: 200, has: []string{"No tool is called “zzz”", "Show all tools"}},
		{name: "no tool in the range", path: "/shots?from=2025-01-01&to=2025-02-01", status: 200, has: []string{"No tool made shots in this range", "Show "}},
		{name: "a tool", path: "/shots?tool=MX-1&" + week, status: 200, header: html,
			has:    []string{"MX-1 cycled at 30.0 s, as approved", "of its shots are over the approved limit L1", "are slow for the run", `data-chart="points-data"`, `data-chart="spread-data"`, `data-chart="warmth-data"`, "approved 30.0", "L1 31.5", "shots used", "/api/v1/tools/MX-1/points?format=csv", "Zoom out", "‹ Earlier"},
			hasNot: []string{"NaN", "%!", "+ Compare"}},
		{name: "classes", path: "/shots?tool=MX-1&class=slow&" + week, status: 200, has: []string{"all classes", `href="/shots?class=normal&amp;class=slow&amp;last=7d&amp;tool=MX-1"`, "class=slow&amp;format=csv"}, hasNot: []string{`"name":"normal `}},
		{name: "a class that there is not", path: "/shots?tool=MX-1&class=odd", status: 400, has: []string{"odd", "class=normal"}},
		{name: "longest first", path: "/shots?tool=MX-1&sort=-ct&" + week, status: 200, has: []string{`aria-sort="descending"`, "sort=ct"}},
		{name: "an order that there is not", path: "/shots?tool=MX-1&sort=moon", status: 400, has: []string{"moon", "sort=-ct"}},
		{name: "the second page", path: "/shots?tool=MX-1&page=2&" + week, status: 200, has: []string{"9–16 of ", "page=3"}},
		{name: "a page beyond the last", path: "/shots?tool=MX-1&page=9999&" + week, status: 200, has: []string{"nothing on this page"}},
		{name: "no page", path: "/shots?tool=MX-1&page=0", status: 400, has: []string{"Write a whole number, 1 for the first page", "Page is"}},
		{name: "instants", path: "/shots?tool=MX-1&from=2026-03-19T08:00:00Z&to=2026-03-19T09:00:00Z", status: 200, has: []string{"all ", "drag to zoom", "Later ›"}},
		{name: "nothing in the range leads on", path: "/shots?tool=MX-1&from=2025-01-01&to=2025-02-01", status: 200, has: []string{"MX-1 made no shots in this range", "Show "}, hasNot: []string{"data-chart"}},
		{name: "an unknown tool", path: "/shots?tool=MX-9", status: 400, has: []string{"MX-9"}},
		{name: "a run leads to its window", path: fmt.Sprint("/shots?run=", run.ID), status: 303, header: map[string]string{"Location": "/shots?" + windowOf(t, run.Shots)}},
		{name: "no run", path: "/shots?run=x", status: 400, has: []string{"run_id"}},
		{name: "a run that is gone", path: "/shots?run=7", status: 400, has: []string{"There is no run 7"}},
		{name: "around a stop", path: fmt.Sprint("/shots?stop=", stop.ID), status: 303},
		{name: "a stop that is gone", path: "/shots?stop=7", status: 400, has: []string{"There is no stop 7"}},
		{name: "one shot", path: "/shots/at?tool=MX-1&time=2026-03-19T08:00:00Z&" + week, status: 200, header: html,
			has: []string{"What is known of this shot?", "From the packet to the figures", "STATISTICS put the counter on it", `<pre class="raw"`, "&#34;tempMeas&#34;:60", "The shots around it", "next shot ›", "‹ shot before", "Permanent address", `href="/shots?last=7d&amp;tool=MX-1"`}},
		{name: "a shot before all", path: "/shots/at?tool=MX-1&time=2020-03-19T08:00:00Z", status: 400, has: []string{"no shot at or before"}},
		{name: "a shot at no time", path: "/shots/at?tool=MX-1&time=noon", status: 400, has: []string{"noon", "2026-06-30T06:00:00Z"}},
		{name: "a shot of no tool", path: "/shots/at?time=2026-03-19T08:00:00Z", status: 400, has: []string{"No tool is named"}},
		{name: "an item that there is not", path: "/shots/12/1", status: 404, has: []string{"no item 1 of a packet 12"}},
		{name: "no item", path: "/shots/x/y", status: 404, has: []string{"/shots/PACKET/ITEM"}},
		{name: "slow shots as CSV", path: "/api/v1/tools/MX-1/shots?format=csv&class=slow&limit=5&" + week, status: 200, has: []string{",slow,"}, hasNot: []string{",normal,"}},
		{name: "no class as CSV", path: "/api/v1/tools/MX-1/shots?format=csv&class=odd", status: 400, has: []string{"odd"}},
	} {
		t.Run(s.name, func(t *testing.T) { s.run(t, now) })
	}
}

func aRun(t *testing.T) analysis.Run {
	t.Helper()
	runs, err := openPlant(t).analysis.Runs(context.Background(), engine.Filter{Tools: []string{"MX-1"}}, analysis.List{Limit: 1})
	if err != nil || len(runs) != 1 {
		t.Fatal(runs, err)
	}
	return runs[0]
}

func aStop(t *testing.T) analysis.Stop {
	t.Helper()
	stops, err := openPlant(t).analysis.Stops(context.Background(), engine.Filter{Tools: []string{"MX-1"}}, analysis.Largest, 1)
	if err != nil || len(stops) != 1 {
		t.Fatal(stops, err)
	}
	return stops[0]
}

// windowOf is the query of the newest run, from what SQL says of its shots.
func windowOf(t *testing.T, shots int64) string {
	t.Helper()
	var from, to string
	var n int64
	err := openPlant(t).store.QueryRow(context.Background(), `
		SELECT strftime(min(shot_time_utc), '%Y-%m-%dT%H:%M:%SZ'), strftime(max(shot_time_utc) + INTERVAL 1 MICROSECOND, '%Y-%m-%dT%H:%M:%S.%fZ'), count(*)
		FROM mart.shot_interval
		WHERE run_id = (SELECT run_id FROM mart.run WHERE equipment_code = 'MX-1' ORDER BY start_utc DESC LIMIT 1)`).Scan(&from, &to, &n)
	if err != nil || n != shots {
		t.Fatal(n, err)
	}
	return url.Values{"tool": {"MX-1"}, "from": {from}, "to": {to}}.Encode()
}

// Counts of the legend, of the distribution and of the table are what SQL says.
func TestShotsEqualSQL(t *testing.T) {
	server := openPlant(t).server(t, now)
	for query, where := range map[string]string{
		"tool=MX-1&from=2026-03-16&to=2026-03-21":                     "TRUE",
		"tool=MX-2&from=2026-03-17T07:00:00Z&to=2026-03-18T09:30:00Z": "shot_time_utc >= '2026-03-17 07:00:00' AND shot_time_utc < '2026-03-18 09:30:00'",
	} {
		_, body := ask(t, server, http.MethodGet, "/shots?"+query)
		tool := query[5:9]
		for class, shown := range map[string]string{"normal": "", "slow": "", "fast": "", "long": "", "idle": ""} {
			var want, total int64
			err := openPlant(t).store.QueryRow(context.Background(), "SELECT count(*) FILTER (WHERE class = '"+class+"'), count(*) FROM mart.shot_interval WHERE equipment_code = '"+tool+"' AND "+where).Scan(&want, &total)
			if err != nil {
				t.Fatal(err)
			}
			if m := regexp.MustCompile(class + `\s*<b>([0-9,]+)</b>`).FindStringSubmatch(body); m != nil {
				shown = m[1]
			}
			if shown != whole(want) {
				t.Errorf("%s: %s shots are shown as %q, want %s", query, class, shown, whole(want))
			}
			if !strings.Contains(body, "of "+whole(total)+"<") || !strings.Contains(body, "all "+whole(total)+" shots") {
				t.Errorf("%s: lacks the total %s", query, whole(total))
			}
		}
	}
}

// Every shot of the table leads to its own story, and the permanent address of
// that to the same.
func TestAShotIsFoundAgain(t *testing.T) {
	server := openPlant(t).server(t, now)
	_, body := ask(t, server, http.MethodGet, "/shots?tool=MX-1&"+week)
	links := regexp.MustCompile(`href="(/shots/at\?[^"]*time=[^"]+)"`).FindAllStringSubmatch(body, -1)
	if len(links) != 8 {
		t.Fatalf("%d links to shots", len(links))
	}
	answer := regexp.MustCompile(`(?s)<h1[^>]*>(.*?)</h1>`)
	for _, link := range links[:3] {
		_, story := ask(t, server, http.MethodGet, strings.ReplaceAll(link[1], "&amp;", "&"))
		there := regexp.MustCompile(`href="(/shots/[0-9]+/[0-9]+[^"]*)"`).FindStringSubmatch(story)
		if there == nil {
			t.Fatalf("%s has no permanent address", link[1])
		}
		_, again := ask(t, server, http.MethodGet, strings.ReplaceAll(there[1], "&amp;", "&"))
		if a, b := answer.FindStringSubmatch(story), answer.FindStringSubmatch(again); a == nil || b == nil || a[1] != b[1] {
			t.Errorf("%s is %q, %s is %q", link[1], a, there[1], b)
		}
	}
}

func TestShotsOfHostileTools(t *testing.T) {
	server := openPlant(t).server(t, now)
	for _, code := range toolCodes() {
		for _, path := range []string{"/shots?tool=", "/shots/at?time=2026-03-19T08:00:00Z&tool="} {
			answer, body := ask(t, server, http.MethodGet, path+url.QueryEscape(code))
			if answer.StatusCode != http.StatusOK || strings.Contains(body, "<IMG") || strings.Contains(body, `ONERROR="`) {
				t.Errorf("%s%.80s: status %d, or a name became markup", path, code, answer.StatusCode)
			}
		}
	}
}
