package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"sprue/web"
)

// scenario is a request and what its answer must and must not be.
type scenario struct {
	name    string
	method  string // GET unless set
	path    string
	headers []string
	status  int
	has     []string
	hasNot  []string
	header  map[string]string
}

func (s scenario) run(t *testing.T, at time.Time) {
	t.Helper()
	method := s.method
	if method == "" {
		method = http.MethodGet
	}
	answer, body := ask(t, openPlant(t).server(t, at), method, s.path, s.headers...)
	s.check(t, answer, body)
}

func (s scenario) check(t *testing.T, answer *http.Response, body string) {
	t.Helper()
	if answer.StatusCode != s.status {
		t.Errorf("status %d, want %d", answer.StatusCode, s.status)
	}
	body = strings.ReplaceAll(unbroken(body), "\u00a0", " ") // where a line may end is no matter of these
	for _, want := range s.has {
		if !strings.Contains(body, want) {
			t.Errorf("lacks %q", want)
		}
	}
	for _, unwanted := range s.hasNot {
		if strings.Contains(body, unwanted) {
			t.Errorf("has %q", unwanted)
		}
	}
	for name, want := range s.header {
		if got := answer.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if t.Failed() {
		t.Log(body[:min(len(body), 3000)])
	}
}

const week = "last=7d"

func TestPages(t *testing.T) {
	html := map[string]string{"Content-Type": "text/html; charset=UTF-8"}
	for _, s := range []scenario{
		{name: "the first page is the overview", path: "/", status: 303, header: map[string]string{"Location": "/overview"}},
		{name: "the overview", path: "/overview?" + week, status: 200, header: html,
			has:    []string{"What do the tools lose, and where?", "Running now", "of 9 tools", "Cycle time vs approved", "Worst tools", "Data doubts", "Suppliers", "Plants", "How computed", `data-dates="2026-03-13 `},
			hasNot: []string{"<no value>", "NaN", "%!", " style="}},
		{name: "another figure of the map", path: "/overview?" + week + "&figure=downtime", status: 200, has: []string{`href="/overview?figure=downtime&amp;last=7d" hx-swap="outerHTML show:none" aria-current="true"`, "≤ 0.25", "&gt; 4 h", "/api/v1/heatmap?figure=downtime&amp;format=csv&amp;last=7d"}},
		{name: "the map as its table", path: "/overview?" + week + "&table=heat-map", status: 200, has: []string{`id="heat-map-box" data-shown="table"`}},
		{name: "a figure that the map lacks", path: "/overview?figure=stabilty", status: 400, has: []string{"stabilty", "id you mean stability"}},
		{name: "the overview of nothing", path: "/overview?from=2025-01-01&to=2025-02-01", status: 200, has: []string{"No shots in this range", "Show "}, hasNot: []string{"data-heat"}},
		{name: "the overview keeps its filters on the way to a tool", path: "/overview?" + week + "&supplier=1&compare=none", status: 200, has: []string{`href="/tools/MX-1?compare=none&amp;last=7d&amp;supplier=1"`}, hasNot: []string{`class="change"`}},
		{name: "the fleet", path: "/run-rate", status: 200, header: html,
			has:    []string{"How steadily do the tools run?", "Efficiency, %", "MTBF, min", "Last 28 days", `data-chart="trend-data"`, "shots used", "/tools/MX-1\"", "9 tools", "How computed"},
			hasNot: []string{"<no value>", "NaN", "%!", ">OEE, %<"}},
		{name: "the sensitivity comes after the page", path: "/run-rate?sort=tool&" + week, status: 200, has: []string{`id="sensitivity-part" hx-get="/run-rate?count=true&amp;last=7d&amp;sort=tool"`, "Show the sensitivity"}, hasNot: []string{">By tolerance<"}},
		{name: "the sensitivity", path: "/run-rate?count=true&" + week, status: 200, has: []string{">Sensitivity<", ">By tolerance<", ">By gap slack<", ">configured<", "Plateau: "}, hasNot: []string{`id="sensitivity-part" hx-get`, "NaN"}},
		{name: "a sensitivity that is none", path: "/run-rate?count=some", status: 400, has: []string{"count"}},
		{name: "the chart has an option and links to its days", path: "/run-rate?" + week, status: 200,
			has: []string{`<script id="trend-data" type="application/json">`, `"token:series-1"`, "from=2026-03-17\\u0026to=2026-03-18"}},
		{name: "sorted by stability", path: "/run-rate?sort=stability", status: 200, has: []string{`aria-sort="ascending"`, "sort=-stability"}},
		{name: "one tool by filter", path: "/run-rate?tool=MX-1&last=7d", status: 200, has: []string{"1 tool", ">MX-1<", "/tools/MX-1?last=7d"}, hasNot: []string{"/tools/MX-2"}},
		{name: "a tool's page", path: "/tools/MX-1?" + week, status: 200, has: []string{"How steadily does MX-1 run?", ">Stops<", "Runs", "Shots by class", "All tools"}},
		{name: "a tool's shots, from its page", path: "/tools/MX-1/shots?class=slow&tool=MX-2&" + week, status: 303, header: map[string]string{"Location": "/shots?class=slow&last=7d&tool=MX-1"}},
		{name: "shots of an unknown tool are a missing page", path: "/tools/MX-9/shots", status: 404, has: []string{"There is no tool &#34;MX-9&#34;", "id you mean"}},
		{name: "an unknown tool is a missing page", path: "/tools/MX-9", status: 404, has: []string{"MX-9", "id you mean", "MX-"}},
		{name: "all tools", path: "/tools?" + week, status: 200, has: []string{"9 tools, ", `aria-sort="ascending"`, `href="/tools?last=7d&amp;sort=-shots"`, "Vltava", `/api/v1/directory?format=csv&amp;last=7d&amp;sort=equipment_code`}, hasNot: []string{`class="pager"`}},
		{name: "tools are searched in all their names", path: "/tools?q=P+mx-1", status: 200, has: []string{"1 tool with “P mx-1”", "/tools/MX-1\"", "Show all"}, hasNot: []string{"/tools/MX-2\""}},
		{name: "search finds none and asks back", path: "/tools?q=mxx-1", status: 200, has: []string{"contains “mxx-1”", "Did you mean MX-1?", `href="/tools?q=MX-1"`}},
		{name: "search finds nothing like it", path: "/tools?q=zzzzzz", status: 200, has: []string{"Nothing is called so.", "Show all tools"}},
		{name: "tools sorted, the largest first", path: "/tools?sort=-shots", status: 200, has: []string{`aria-sort="descending"`, `href="/tools?sort=shots"`}},
		{name: "tools sorted by no column", path: "/tools?sort=shot", status: 400, has: []string{"id you mean &#34;shots&#34;"}},
		{name: "a page of tools that is not there", path: "/tools?page=7", status: 200, has: []string{"There is no such page."}},
		{name: "a page of tools that is none", path: "/tools?page=0", status: 400, has: []string{"1 for the first page"}},
		{name: "empty choices of a form are tidied", path: "/run-rate?tool=&part=&last=7d", status: 303, header: map[string]string{"Location": "/run-rate?last=7d"}},
		{name: "the last day of a form becomes the first one left out", path: "/run-rate?from=2026-03-17&until=2026-03-18&last=7d", status: 303, header: map[string]string{"Location": "/run-rate?from=2026-03-17&to=2026-03-19"}},
		{name: "nothing in the range leads on", path: "/run-rate?from=2025-01-01&to=2025-02-01", status: 200, has: []string{"The range is 1 Jan 2025 – 31 Jan 2025", "Shots are there from 16 Mar to", "Show "}, hasNot: []string{"data-chart"}},
		{name: "a page that is not there", path: "/nothing/<b>", status: 404, header: html, has: []string{"Nothing is at /nothing/&lt;b&gt;"}, hasNot: []string{"<b>", "goroutine"}},
		{name: "a wrong date", path: "/run-rate?from=yesterdayish", status: 400, has: []string{"yesterdayish", "neither a date", "Write a day as 2026-06-30"}},
		{name: "a reversed window", path: "/run-rate?from=2026-03-18&to=2026-03-01", status: 400, has: []string{"not after its start", "the end of the window (to)"}, hasNot: []string{"--to"}},
		{name: "data begin inside the period before", path: "/run-rate?from=2026-03-18&to=2026-03-21", status: 200, has: []string{`title="the previous 3 days have data for 2 days only"`}},
		{name: "the period before has all its data", path: "/run-rate?from=2026-03-18&to=2026-03-20", status: 200, hasNot: []string{" only\""}},
		{name: "the age of the mirror is not that of the last shot", path: "/run-rate", status: 200, has: []string{"Synced ", "last shot "}},
		{name: "the longest stops of a tool come first", path: "/tools/MX-1?" + week, status: 200, has: []string{`aria-sort="descending"><a href="/tools/MX-1?last=7d&amp;stops=duration"`, "/shots?from=2026-03-", `/api/v1/stops?format=csv&amp;last=7d&amp;sort=-downtime_us&amp;tool=MX-1`}},
		{name: "the second page of the stops", path: "/run-rate?" + week + "&stops=start&stops-page=2", status: 200, has: []string{"13–24 of ", `rel="prev" href="/run-rate?last=7d&amp;stops=start"`, `hx-swap="outerHTML show:none"`}},
		{name: "a page of the stops that there is not", path: "/run-rate?" + week + "&stops-page=999", status: 200, has: []string{"There is no such page of the stops."}},
		{name: "the stops of a slice", path: "/run-rate?" + week + "&cause=gap&weekday=3&stops-page=1", status: 200, has: []string{"/run-rate?last=7d&amp;weekday=3#stops", "remove the filter Weekday Wednesday", "/api/v1/stops?cause=gap&amp;format=csv&amp;last=7d&amp;sort=-downtime_us&amp;weekday=3"}},
		{name: "a slice without stops", path: "/run-rate?" + week + "&hour=3&cause=idle", status: 200, has: []string{"No such stops start in this range.", "Hour <b class=\"name\">03:00</b>"}},
		{name: "stops of no cause", path: "/run-rate?cause=gab", status: 400, has: []string{"no cause", "gap, long, idle"}},
		{name: "a class opens its shots", path: "/tools/MX-1?" + week, status: 200, has: []string{`href="/shots?class=normal&amp;last=7d&amp;tool=MX-1"`}},
		{name: "the runs by stability", path: "/tools/MX-1?" + week + "&runs=stability", status: 200, has: []string{`aria-sort="ascending"><a href="/tools/MX-1?last=7d&amp;runs=-stability"`, "/api/v1/runs?format=csv&amp;last=7d&amp;sort=stability&amp;tool=MX-1"}},
		{name: "runs that cannot be sorted so", path: "/tools/MX-1?runs=some", status: 400, has: []string{"no column", "stability"}},
		{name: "the boards in orders of their own", path: "/overview?" + week + "&suppliers=name&locations=-stability", status: 200, has: []string{`aria-sort="ascending"><a href="/overview?last=7d&amp;locations=-stability&amp;suppliers=-name"`, `aria-sort="descending"><a href="/overview?last=7d&amp;locations=stability&amp;suppliers=name"`}},
		{name: "a board that cannot be sorted so", path: "/overview?suppliers=moon", status: 400, has: []string{"no column", "deviation"}},
		{name: "the choice of a tool by its shots", path: "/shots?" + week + "&tools=-shots", status: 200, has: []string{`aria-sort="descending"><a href="/shots?last=7d&amp;tools=shots"`, `href="/shots?last=7d&amp;tool=MX-1"`, "/api/v1/run-rate?by=tool&amp;format=csv&amp;last=7d"}, hasNot: []string{"the worst is first"}},
		{name: "stops that cannot be sorted so", path: "/tools/MX-1?stops=some", status: 400, has: []string{"no column", "duration"}},
		{name: "a page that is no number", path: "/run-rate?stops-page=x", status: 400, has: []string{"Page is"}},
		{name: "another figure in the trend", path: "/run-rate?from=2026-03-18&to=2026-03-20&figure=mtbf", status: 200, has: []string{"MTBF by hour", `"mtbf, before"`, `href="/run-rate?from=2026-03-18&amp;to=2026-03-20" hx-swap="outerHTML show:none">Stability`}},
		{name: "a figure that there is not", path: "/run-rate?figure=speed", status: 400, has: []string{"speed", "stability"}},
		{name: "downtime by hour", path: "/run-rate?" + week + "&by=hour", status: 200, has: []string{"Downtime by hour", "MTTR, min", `class="pareto wide`, `aria-current="true">Hour</a>`, "/api/v1/pareto?by=hour&amp;format=csv&amp;last=7d"}},
		{name: "downtime by weekday", path: "/tools/MX-1?" + week + "&by=weekday", status: 200, has: []string{"Wednesday"}},
		{name: "the sessions come after the page", path: "/shots?tool=MX-1&" + week, status: 200, has: []string{`id="sessions-part" hx-get="/shots?count=true&amp;last=7d&amp;tool=MX-1"`, "Show the sessions"}},
		{name: "the script gets the sessions alone", path: "/shots?tool=MX-1&count=true&" + week, headers: []string{"HX-Request", "true"}, status: 200, has: []string{`<div id="sessions-part">`, ">Sessions<"}, hasNot: []string{"<html", "points-data"}},
		{name: "the script gets the baseline alone", path: "/tools/MX-1?count=true&" + week, headers: []string{"HX-Request", "true"}, status: 200, has: []string{`<div id="below-part">`, "Beside its baseline", ">Sessions<", "those that start in the range"}, hasNot: []string{"<html", "trend-data"}},
		{name: "the sessions of a tool by uptime", path: "/tools/MX-1?count=true&sessions=-uptime&last=90d", status: 200, has: []string{">Sessions<", "those that start in the range", `aria-sort="descending"><a href="/tools/MX-1?last=90d&amp;sessions=uptime"`, "/api/v1/shot-analysis?by=session&amp;format=csv&amp;last=90d&amp;tool=MX-1"}},
		{name: "sessions of a tool that cannot be sorted so", path: "/tools/MX-1?sessions=some", status: 400, has: []string{"no column", "uptime"}},
		{name: "the sessions by uptime", path: "/shots?tool=MX-1&count=true&sessions=-uptime&" + week, status: 200, has: []string{">Sessions<", "those that start in the range", `aria-sort="descending"><a href="/shots?last=7d&amp;sessions=uptime&amp;tool=MX-1"`, "/api/v1/shot-analysis?by=session&amp;format=csv&amp;last=7d&amp;tool=MX-1"}, hasNot: []string{"NaN", `id="sessions-part" hx-get`}},
		{name: "sessions that cannot be sorted so", path: "/shots?tool=MX-1&sessions=some", status: 400, has: []string{"no column", "uptime"}},
		{name: "tools beside each other", path: "/benchmark?" + week, status: 200, has: []string{"Which tool does best on its part", "is the best of 9 tools of the family &lt;b&gt;XXX", `id="strips-picture"`, "9 tools · median ", "Tools by score", `class="sub">of 9`, "Vltava", "/api/v1/benchmark?format=csv&amp;last=7d", "/api/v1/benchmark?by=supplier&amp;format=csv&amp;last=7d", "40 · 30 · 30", `aria-current="true">Score</a>`}, hasNot: []string{"<b>XXX", "NaN", "%!"}},
		{name: "tools by their cycles, one of them asked about", path: "/benchmark?figure=deviation&tool=MX-1&" + week, status: 200, has: []string{"MX-1 ", "less is better", `class="asked"`, "Places are those among all tools", `aria-current="true">Cycle time</a>`}, hasNot: []string{"/tools/MX-2\" class=\"name\""}},
		{name: "nothing to compare", path: "/benchmark?part=P+MX-1&supplier=1&tool=MX-1&figure=cavities&" + week, status: 200, has: []string{"there is nothing to compare", "MX-1 has no rank"}},
		{name: "compared by nothing", path: "/benchmark?figure=scor", status: 400, has: []string{"scor", "id you mean score?"}},
		{name: "sorted by nothing", path: "/benchmark?sort=scor", status: 400, has: []string{"id you mean &#34;score&#34;"}},
		{name: "a range without tools", path: "/benchmark?from=2025-01-01&to=2025-01-02", status: 200, has: []string{"No shots in this range", "Show "}, hasNot: []string{"strips-picture"}},
		{name: "what lost time costs", path: "/roi?" + week, status: 200, has: []string{"What does the lost time cost", "Good parts, approved pace", "no counts in any source", "Loss by tool", "What if", "Saving a year", "/api/v1/roi?by=tool&amp;format=csv&amp;last=7d", "/api/v1/roi/bridge?format=csv&amp;last=7d"}},
		{name: "by supplier, in parts", path: "/roi?by=supplier&unit=parts&" + week, status: 200, has: []string{"Loss by supplier", `aria-current="true">Parts</a>`}},
		{name: "capacity without a margin", path: "/roi?view=capacity&" + week, status: 200, has: []string{"What a part brings is not known", "margin_per_part is not set", "Show the cost view", "view=cost"}},
		{name: "capacity with a margin to try", path: "/roi?view=capacity&margin=0,35&" + week, status: 200, has: []string{"Capacity view", "USD a part", `value="0.35"`}},
		{name: "a page of tools beyond the last", path: "/roi?page=9&" + week, status: 200, has: []string{"Loss by tool", `href="/tools/MX-1`}, hasNot: []string{"no such page"}},
		{name: "another one", path: "/run-rate?page=9&sort=tool&" + week, status: 200, has: []string{"9 tools", `href="/tools/MX-1`}, hasNot: []string{"no such page"}},
		{name: "no page of tools", path: "/benchmark?page=x", status: 400, has: []string{"Page is"}},
		{name: "by nothing", path: "/roi?by=moon", status: 400, has: []string{"moon", "supplier"}},
		{name: "an investment of no number", path: "/roi?cost=much&" + week, status: 200, has: []string{"is no number", "18000", "Loss by tool"}, hasNot: []string{"Saving a year"}},
		{name: "to a cycle time", path: "/roi?fix=target&target=29.5&" + week, status: 200, has: []string{"To a cycle time of", "s, approved 30.0", "Saving a year"}},
		{name: "fixed by nothing", path: "/roi?fix=moon", status: 400, has: []string{"moon", "target"}},
		{name: "a share beyond all", path: "/roi?share=150&" + week, status: 200, has: []string{"The share that is fixed is above 0 and at most 100 %."}, hasNot: []string{"Saving a year"}},
		{name: "nothing to price", path: "/roi?from=2025-01-01&to=2025-01-02", status: 200, has: []string{"No shots in this range"}, hasNot: []string{"What if"}},
		{name: "the processes", path: "/quality?" + week, status: 200, header: html, has: []string{"Are the processes in control?", "9 tools and parts", "Drifts and shifts", `href="/quality?last=7d&amp;tool=MX-1"`, "/api/v1/quality/process?by=capability&amp;format=csv&amp;last=7d", `href="/quality?last=7d&amp;sort=cpk"`}, hasNot: []string{"NaN", "%!", " style="}},
		{name: "the least capable first", path: "/quality?sort=cpk&" + week, status: 200, has: []string{`aria-sort="ascending"><a href="/quality?last=7d&amp;sort=-cpk"`}},
		{name: "processes sorted by no column", path: "/quality?sort=cp", status: 400, has: []string{"id you mean &#34;cpk&#34;"}},
		{name: "a page of processes that there is not", path: "/quality?page=7&events=7", status: 200, has: []string{"9 tools and parts", "tool=MX-1"}, hasNot: []string{"no such page"}},
		{name: "no processes", path: "/quality?from=2025-01-01&to=2025-02-01", status: 200, has: []string{"No shots in this range", "Shots are there from"}, hasNot: []string{"data-chart"}},
		{name: "the process of a tool", path: "/quality?tool=MX-1&" + week, status: 200, has: []string{"Is the process of MX-1 in control?", `data-chart="control-data"`, "UCL ", "95 % interval", "EWMA", "/api/v1/quality/process?by=point&amp;format=csv&amp;last=7d&amp;tool=MX-1"}, hasNot: []string{"NaN", "Infinity"}},
		{name: "its single shots, and their ranges", path: "/quality?tool=MX-1&points=individuals&beside=spread&table=control-data&" + week, status: 200, has: []string{"Single shots", "MR, the distance to the shot before", "Moving range, s", "by=point&amp;format=csv&amp;last=7d&amp;tool=MX-1&amp;subgroup=1"}},
		{name: "its CUSUM", path: "/quality?tool=MX-1&beside=cusum&" + week, status: 200, has: []string{"k 0.5, h 5, in σ of the points", "Upwards, σ"}},
		{name: "a chart of no kind", path: "/quality?tool=MX-1&beside=pie", status: 400, has: []string{"pie", "cusum"}},
		{name: "points of no kind", path: "/quality?tool=MX-1&points=all", status: 400, has: []string{"individuals"}},
		{name: "the process of one shot", path: "/quality?tool=MX-1&from=2026-03-19T08:00:00Z&to=2026-03-19T08:00:30Z", status: 200, has: []string{"too few shots for a control chart", "Too few shots: a point is 5 of a run.", "No index: under 100 shots."}, hasNot: []string{`data-chart="control-data"`, "NaN"}},
		{name: "the process of a tool without shots", path: "/quality?tool=MX-1&from=2025-01-01&to=2025-02-01", status: 200, has: []string{"has no slow, fast or normal shots", "Show "}, hasNot: []string{"data-chart"}},
		{name: "the data", path: "/quality?tab=data&count=true&" + week, status: 200, header: html, has: []string{"Can the data be trusted?", "Overall", "Timeliness", "By table of the sources", "In quarantine", "Anomalies of the data", "Two counts of the same", "/api/v1/quarantine?format=csv&amp;last=7d", "/api/v1/quality/data?by=day&amp;format=csv&amp;last=7d", `href="/quality?last=7d"`, `href="/quality?last=7d&amp;tab=data&amp;tools=-missing"`}, hasNot: []string{"NaN", "%!", " style="}},
		{name: "the data of one tool, most missing first", path: "/quality?tab=data&tool=MX-1&tools=-missing", status: 200, has: []string{`aria-sort="descending"><a href="/quality?tab=data&amp;tool=MX-1&amp;tools=missing"`, "/tools/MX-1\"", `hx-get="/quality?count=true&amp;tab=data&amp;tool=MX-1&amp;tools=-missing"`}, hasNot: []string{"/tools/MX-2", "Two counts of the same"}},
		{name: "the data of an unknown tool", path: "/quality?tab=data&tool=MX-9", status: 400, has: []string{"MX-9", "id you mean"}},
		{name: "no data", path: "/quality?tab=data&from=2025-01-01&to=2025-02-01", status: 200, has: []string{"No data in this range", "Show "}, hasNot: []string{"In quarantine"}},
		{name: "a tab that there is not", path: "/quality?tab=moon", status: 400, has: []string{"moon", "data"}},
		{name: "pages of the data that there are not", path: "/quality?tab=data&page=9&anomalies=9", status: 200, has: []string{`href="/tools/MX-1`}, hasNot: []string{"no such page"}},
		{name: "the trust line leads to the data", path: "/run-rate?" + week + "&tool=MX-1", status: 200, has: []string{`href="/quality?last=7d&amp;tab=data&amp;tool=MX-1"`, "quality score"}},
		{name: "the process of an unknown tool", path: "/quality?tool=MX-9", status: 400, has: []string{"MX-9", "id you mean"}},
		{name: "imputed beside the measured", path: "/run-rate?imputed=true&" + week, status: 200, has: []string{"With imputed", "imputed shots are in no other figure", `<small class="imp">imp</small>`}},
		{name: "imputed or not", path: "/run-rate?imputed=perhaps", status: 400, has: []string{"perhaps", "neither true nor false"}},
		{name: "stops of a shift", path: "/run-rate?by=shift&shift=%E2%80%93&" + week, status: 200, has: []string{"outside shifts"}},
		{name: "downtime by nothing", path: "/run-rate?by=moon", status: 400, has: []string{"moon", "weekday"}},
		{name: "the timeline of a day", path: "/run-rate?" + week + "&day=2026-03-18", status: 200, has: []string{"Brno &lt;b&gt;, Wednesday 18 March, by tool", "plant clock, CET", `aria-label="stop · gap · `, `class="part is-run"`, "day=2026-03-17", "day=2026-03-19", ">18 Mar<", "/api/v1/timeline?format=csv&amp;from=2026-03-18&amp;location=1&amp;to=2026-03-19"}},
		{name: "the timeline of the last day of the range", path: "/run-rate?from=2026-03-17&to=2026-03-19", status: 200, has: []string{"Wednesday 18 March, by tool"}},
		{name: "nothing lies right of now", path: "/run-rate?" + week + "&day=2026-03-20", status: 200, has: []string{`class="now"`, "now 13:00"}, hasNot: []string{"21 Mar ›"}},
		{name: "the last 24 hours", path: "/run-rate?" + week, status: 200, has: []string{"last 24 hours, by tool", "now 13:00"}},
		{name: "the timeline as its table", path: "/run-rate?" + week + "&table=timeline", status: 200, has: []string{"Stopped, min", `href="/run-rate?last=7d"`}, hasNot: []string{`id="timeline-picture"`}},
		{name: "a day that is none", path: "/run-rate?day=someday", status: 400, has: []string{"someday", "24h"}},
		{name: "a plant without tools here", path: "/run-rate?" + week + "&plant=7", status: 400, has: []string{"plant", "choose on the page"}},
		{name: "the days of a tool", path: "/tools/MX-1?" + week, status: 200, has: []string{"The last 7 days, day by day", "Thu 19 Mar", "Cycle time by day", "approved 30.0", "last shot 20 Mar", "Its shots", ">Life<", "Life used, %", "nobody says how many shots it is made for", "/api/v1/end-of-life?format=csv&amp;tool=MX-1"}},
		{name: "a tool beside its baseline comes after the page", path: "/tools/MX-1?" + week, status: 200, has: []string{`hx-get="/tools/MX-1?count=true&amp;last=7d"`, ">History<", "/api/v1/history?format=csv&amp;tool=MX-1"}, hasNot: []string{">Beside its baseline<"}},
		{name: "a tool beside its baseline", path: "/tools/MX-1?count=true&" + week, status: 200, has: []string{">Beside its baseline<", "quality.baselines", ">Weeks<", "Best 4 hours, s", "Gap to best, %", "/api/v1/baselines?by=period&amp;format=csv&amp;last=7d&amp;tool=MX-1"}, hasNot: []string{"hx-get=\"/tools", "NaN"}},
		{name: "no such page of the history", path: "/tools/MX-1?history=99&" + week, status: 200, has: []string{"history"}, hasNot: []string{"no such page"}},
		{name: "a page of the history that is none", path: "/tools/MX-1?history=one", status: 400, has: []string{"one", "whole number"}},
		{name: "a temperature that nobody measured", path: "/quality?measure=temperature&tool=MX-1&from=2025-01-01&to=2025-02-01", status: 200, has: []string{"has no measured temperature", `href="/quality?from=2025-01-01&amp;to=2025-02-01&amp;tool=MX-1"`}},
		{name: "a measure that there is not", path: "/quality?measure=moon&tool=MX-1", status: 400, has: []string{"moon", "temperature"}},
		{name: "an unknown range", path: "/run-rate?last=fortnight", status: 400, has: []string{"fortnight", "Write 24h"}},
		{name: "compared with the period before", path: "/run-rate?from=2026-03-18&to=2026-03-20&compare=previous", status: 200, has: []string{"compare=none", `"stability, before"`}},
		{name: "not compared", path: "/run-rate?from=2026-03-18&to=2026-03-20&compare=none", status: 200, has: []string{"compare=previous", "+ Compare"}, hasNot: []string{`"stability, before"`, `class="change"`}},
		{name: "a comparison that there is not", path: "/run-rate?compare=last+year", status: 400, has: []string{"last year", "compare=previous"}},
		{name: "a chart as its table", path: "/run-rate?" + week + "&table=trend-data", status: 200, has: []string{`data-shown="table"`, `href="/run-rate?last=7d"`}},
		{name: "the navigation keeps range and filters, not the rest", path: "/run-rate?" + week + "&tool=MX-1&sort=tool&table=x", status: 200, has: []string{`href="/run-rate?last=7d&amp;tool=MX-1" title="Run rate"`}},
		{name: "what filters can name", path: "/filters?here=/run-rate%3Flast%3D7d&q=mx", status: 200, has: []string{`href="/run-rate?last=7d&amp;tool=MX-1"`, "Tools"}, hasNot: []string{"Plants"}},
		{name: "a filter in force is taken away", path: "/filters?here=/run-rate%3Ftool%3DMX-1", status: 200, has: []string{`href="/run-rate" title="MX-1" aria-current="true"`}},
		{name: "the script gets the list alone", path: "/filters?here=/run-rate", headers: []string{"HX-Request", "true"}, status: 200, has: []string{"<div class=\"choices\">", "Plants"}, hasNot: []string{"<html"}},
		{name: "choices never lead to another host", path: "/filters?here=//elsewhere.example/x", status: 200, has: []string{`href="/?location=`}, hasNot: []string{`href="//`}},
		{name: "no filter has that name", path: "/filters?here=/run-rate&q=nosuch", status: 200, has: []string{"Nothing is called so."}},
		{name: "search finds plants", path: "/find?q=brn", status: 200, has: []string{"Plants", "/run-rate?location=Brno"}},
		{name: "search finds pages", path: "/find?q=rate&here=/run-rate%3Flast%3D7d", status: 200, has: []string{"Pages", `href="/run-rate?last=7d" title="Run rate"`}},
		{name: "search opens the one tool in the open range", path: "/find?q=mx-1&here=/run-rate%3Flast%3D7d%26tool%3DMX-2", status: 303, header: map[string]string{"Location": "/tools/MX-1?last=7d"}},
		{name: "an unknown column", path: "/run-rate?sort=stabilty", status: 400, has: []string{"stabilty", "stability"}},
		{name: "an unknown plant", path: "/run-rate?location=Brno", status: 400, has: []string{"Brno", "id you mean"}},
		{name: "the wrong method", method: "DELETE", path: "/run-rate", status: 405, has: []string{"cannot be asked for by DELETE"}},
		{name: "HEAD", method: "HEAD", path: "/run-rate", status: 200, header: html},
	} {
		t.Run(s.name, func(t *testing.T) { s.run(t, now) })
	}
}

func TestStaleDataSaySo(t *testing.T) {
	scenario{path: "/run-rate", status: 200, has: []string{"Stale: nothing mirrored since", "no signal"}}.run(t, now.Add(5*time.Hour))
	scenario{path: "/ready", status: 503, has: []string{"stale", "sprue sync"}}.run(t, now.Add(5*time.Hour))
	scenario{path: "/run-rate", status: 200, hasNot: []string{"Stale:"}}.run(t, now)
}

func TestREST(t *testing.T) {
	problem := map[string]string{"Content-Type": "application/problem+json"}
	for _, s := range []scenario{
		{name: "alive", path: "/health", status: 200, has: []string{`"ok"`}},
		{name: "ready", path: "/ready", status: 200, has: []string{`"ready"`, `"build":`}},
		{name: "one row", path: "/api/v1/run-rate", status: 200, has: []string{`{"rows":[{`, `"shots":`, `"efficiency":`, `"next":null`, `"build":`}},
		{name: "by tool", path: "/api/v1/run-rate?by=tool&limit=2", status: 200, has: []string{`"equipment_code":`, `"next":"`}},
		{name: "by day", path: "/api/v1/run-rate?by=day&" + week, status: 200, has: []string{`"local_date":"2026-03-17"`}},
		{name: "tools", path: "/api/v1/tools?tool=MX-1", status: 200, has: []string{`"equipment_code":"MX-1"`, `"location_name":"Brno \u003cb\u003e"`}},
		{name: "runs", path: "/api/v1/runs?tool=MX-1", status: 200, has: []string{`"run_id":`, `"start_utc":"2026-03-1`}},
		{name: "stops", path: "/api/v1/stops?tool=MX-1", status: 200, has: []string{`"kind":"gap"`}},
		{name: "stops of a cause and an hour", path: "/api/v1/stops?cause=gap&hour=25", status: 400, has: []string{"no hour", "from 0 to 23"}},
		{name: "stops in pages", path: "/api/v1/stops?limit=3", status: 200, has: []string{`"next":"`}},
		{name: "CSV by Accept", path: "/api/v1/tools", headers: []string{"Accept", "text/csv"}, status: 200,
			has:    []string{"equipment_code,", "'=CMD|' /C CALC'!A1"},
			header: map[string]string{"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": `attachment; filename="sprue-tools.csv"`}},
		{name: "CSV by link", path: "/api/v1/run-rate?by=tool&format=csv", status: 200, has: []string{"equipment_code,"}, header: map[string]string{"Content-Type": "text/csv; charset=utf-8"}},
		{name: "an unknown grouping", path: "/api/v1/run-rate?by=moon", status: 400, header: problem, has: []string{`"status":400`, `"detail":"\"moon\" is none"`, `"hint":`, `"request_id":`}},
		{name: "an unknown tool", path: "/api/v1/runs?tool=MX-9", status: 400, header: problem, has: []string{"MX-9"}},
		{name: "a limit out of range", path: "/api/v1/runs?limit=0", status: 400, header: problem},
		{name: "a cursor of nobody", path: "/api/v1/runs?cursor=abc", status: 400, header: problem},
		{name: "nothing there", path: "/api/v1/nothing", status: 404, header: problem},
		{name: "sensitivity", path: "/api/v1/run-rate/sensitivity?tool=MX-1&" + week, status: 200, has: []string{`"setting":"gap_slack"`, `"is_configured":true`, `"is_plateau":`}},
		{name: "overview", path: "/api/v1/overview?" + week, status: 200, has: []string{`"figure":"tools_running"`, `"figure":"stability"`}},
		{name: "heat map", path: "/api/v1/heatmap?figure=downtime&" + week, status: 200, has: []string{`"downtime":`, `"local_date":"2026-03-17"`, `"state":"ran"`}},
		{name: "heat map of nothing", path: "/api/v1/heatmap?figure=moon", status: 400, header: problem, has: []string{"moon"}},
		{name: "losses", path: "/api/v1/losses?" + week, status: 200, has: []string{`"cause":`, `"since_date":`}},
		{name: "suppliers", path: "/api/v1/suppliers?" + week, status: 200, has: []string{`"supplier_name":`, `"ct_deviation":`}},
		{name: "locations", path: "/api/v1/locations?" + week, status: 200, has: []string{`"location_name":"Brno \u003cb\u003e"`}},
		{name: "Pareto by weekday", path: "/api/v1/pareto?by=weekday&" + week, status: 200, has: []string{`"weekday":`, `"cumulative":1`}},
		{name: "Pareto by cause", path: "/api/v1/pareto", status: 200, has: []string{`"cause":"gap"`}},
		{name: "timeline", path: "/api/v1/timeline?tool=MX-1&last=24h&pixels=100", status: 200, has: []string{`"state":`, `"start_local":`}},
		{name: "timeline too wide", path: "/api/v1/timeline?pixels=0", status: 400, header: problem},
		{name: "directory", path: "/api/v1/directory?search=mx-1&sort=-shots&limit=1", status: 200, has: []string{`"equipment_code":"MX-1"`, `"approved_ct":`}},
		{name: "directory by no column", path: "/api/v1/directory?sort=moon", status: 400, header: problem},
		{name: "stops, largest first", path: "/api/v1/stops?sort=-downtime_us&limit=1", status: 200, has: []string{`"next":"`}},
		{name: "shots", path: "/api/v1/tools/MX-1/shots?limit=2&" + week, status: 200, has: []string{`"class":`, `"run_id":"`, `"next":"`}},
		{name: "shots of an unknown tool", path: "/api/v1/tools/MX-9/shots", status: 400, header: problem, has: []string{"MX-9"}},
		{name: "points", path: "/api/v1/tools/MX-1/points?pixels=10&" + week, status: 200, has: []string{`"shot_time_local":`}},
		{name: "histogram", path: "/api/v1/tools/mx-1/histogram?" + week, status: 200, has: []string{`"from_ct":`}},
		{name: "temperature", path: "/api/v1/tools/MX-1/temperature?split=2026-03-17T00:00:00Z&" + week, status: 200, has: []string{`"build":`}},
		{name: "temperature split at nothing", path: "/api/v1/tools/MX-1/temperature?split=noon", status: 400, header: problem},
		{name: "a run that is none", path: "/api/v1/runs/x/shots", status: 400, header: problem},
	} {
		t.Run(s.name, func(t *testing.T) { s.run(t, now) })
	}
}

func TestHostileNamesStayText(t *testing.T) {
	server := openPlant(t).server(t, now)
	paths := []string{"/overview", "/overview?table=heat-map&boards=all", "/run-rate", "/tools", "/quality"}
	for _, code := range toolCodes() {
		paths = append(paths, "/tools/"+url.PathEscape(code), "/run-rate?tool="+url.QueryEscape(code), "/quality?tool="+url.QueryEscape(code))
	}
	for _, path := range paths {
		answer, body := ask(t, server, http.MethodGet, path)
		if answer.StatusCode != http.StatusOK {
			t.Errorf("%.80s: status %d", path, answer.StatusCode)
		}
		for _, markup := range []string{"<IMG", "</SCRIPT>", "<b>", `ONERROR="`} {
			if strings.Contains(body, markup) && !(markup == "<b>" && !strings.Contains(body, "Brno <b>")) {
				t.Errorf("%.80s: a name became markup: %s", path, markup)
			}
		}
	}
}

func TestCursorsCoverAllRowsOnce(t *testing.T) {
	server := openPlant(t).server(t, now)
	var answer struct {
		Rows []map[string]any
		Next *string
	}
	seen := map[any]int{}
	cursor := ""
	for range 10 {
		answer.Next, answer.Rows = nil, nil
		_, body := ask(t, server, http.MethodGet, "/api/v1/run-rate?by=tool&limit=2"+cursor)
		decode(t, body, &answer)
		for _, r := range answer.Rows {
			seen[r["equipment_code"]]++
		}
		if answer.Next == nil {
			break
		}
		cursor = "&cursor=" + *answer.Next
	}
	if len(seen) != len(toolCodes()) {
		t.Errorf("%d tools, want %d", len(seen), len(toolCodes()))
	}
	for code, n := range seen {
		if n != 1 {
			t.Errorf("%v came %d times", code, n)
		}
	}
}

func TestThePageOfPartsIsForDevelopment(t *testing.T) {
	server := openPlant(t).serve(t, web.Config{}, now)
	if answer, _ := ask(t, server, http.MethodGet, "/design"); answer.StatusCode != http.StatusNotFound {
		t.Errorf("status %d", answer.StatusCode)
	}
}
