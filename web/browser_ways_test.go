package web_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"sprue/web/browsertest"
)

// What has the focus does by Enter or Space what a click on it does.
func TestKeysAct(t *testing.T) {
	server := openPlant(t).server(t, now)
	browser := browsertest.Start(t)
	const runRate, overview, kiosk = "/run-rate?last=7d", "/overview?last=7d", "/kiosk/setup"
	const enter, space = "\r", " "
	for _, k := range []struct{ path, control, key, until string }{
		{runRate, ".skip", enter, `document.activeElement.id === "content"`},
		{runRate, ".range > summary", enter, `document.querySelector(".range").open`},
		{runRate, ".range > summary", space, `document.querySelector(".range").open`},
		{runRate, ".filter > summary", space, `document.activeElement.name === "q"`},
		{runRate, ".chip.compare", enter, `location.search.includes("compare=none")`},
		{runRate, ".tile a", enter, `location.hash !== "" || location.href.includes("figure=")`},
		{runRate, `.segment a[href*="by=weekday"]`, enter, `location.search.includes("by=weekday")`},
		{runRate, `.segment a[href*="figure=mtbf"]`, enter, `location.search.includes("figure=mtbf")`},
		{runRate, `[data-view="table"]`, enter, `document.querySelector('[data-shown="table"]') !== null`},
		{runRate, ".save > summary", space, `document.querySelector(".save").open`},
		{runRate, "[data-timeline] a.part", enter, `location.pathname === "/shots"`},
		{runRate, `.pager a[rel="next"]`, enter, `location.search.includes("stops-page=2")`},
		{runRate, `.pareto a[href*="cause="]`, enter, `location.hash === "#stops" && document.querySelector("section[aria-labelledby=stops] .chip.on") !== null`},
		{runRate + "&cause=gap", "section[aria-labelledby=stops] .chip", enter, `!location.search.includes("cause=")`},
		{runRate, `th a[href*="sort=stability"]`, enter, `location.search.includes("sort=stability")`},
		{runRate, `a.name[href^="/tools/MX-1?"]`, enter, `location.pathname === "/tools/MX-1"`},
		{runRate, ".how > summary", enter, `document.querySelector(".how").open`},
		{runRate, "button[name=nav]", space, `document.documentElement.dataset.nav === "narrow"`},
		{runRate, "button[name=theme]", enter, `document.documentElement.dataset.theme !== undefined`},
		{runRate, "[data-opens=keys]", space, `document.getElementById("keys").open`},
		{runRate, ".nav-list a[href^='/tools']", enter, `location.pathname === "/tools"`},
		{overview, "a.heat-row", enter, `location.pathname.startsWith("/tools/")`},
		{overview, ".ranked a", enter, `location.pathname.startsWith("/tools/")`},
		{overview, ".boards tbody a", enter, `location.search.includes("supplier=")`},
		{"/tools?last=7d", "tbody a", enter, `location.pathname.startsWith("/tools/")`},
		{"/shots?last=7d", "tbody a", enter, `location.search.includes("tool=")`},
		{someShots, ".shot-legend a", enter, `location.search.includes("class=")`},
		{someShots, "tbody .lead a", enter, `location.pathname === "/shots/at"`},
		{"/design", "#light-asked-part button", enter, `document.querySelector("#light-asked-part .tile") !== null`},
		{kiosk, ".setup button[type=submit]", space, `document.getElementById("address") !== null`},
		{kiosk, ".setup input[name=rotate]", enter, `document.getElementById("address") !== null`},
		{"/tools/MX-9", ".actions a", enter, `location.pathname === "/overview"`},
		{"/run-rate?from=2025-01-01&to=2025-01-02", ".empty a", enter, `!location.search.includes("2025-01-01")`},
	} {
		t.Run(k.path+" "+k.control, func(t *testing.T) {
			page := browser.With(t).Open(server.URL+k.path, browsertest.View{})
			if browsertest.Eval[bool](page, k.until) {
				t.Fatalf("%s is true before", k.until)
			}
			page.Leave("press a key on "+k.control, k.until, focus(k.control), browsertest.Press(k.key))
		})
	}
}

// The answer comes while one types or slides, and the address keeps it.
func TestWhatIfIsLive(t *testing.T) {
	plant := must(t, func() (*plant, error) {
		return makePlant(cast{codes: []string{"MX-1"}, locations: []string{"Brno"}, companies: []string{"Vltava"}, days: 9})
	})
	defer plant.store.Close()
	page := browsertest.Start(t).Open(plant.server(t, now).URL+"/roi?last=28d&tool=MX-1", browsertest.View{})
	const answer = `document.querySelector("#what-if-answer").textContent`
	const slide = `(() => { const s = document.querySelector("[data-for=share]"); s.value = 80; s.dispatchEvent(new Event("input", { bubbles: true })); return true })()`
	write := func(text string) string {
		return `(() => { const f = document.querySelector("#what-if-cost"); f.value = "` + text + `"; f.dispatchEvent(new Event("input", { bubbles: true })); return true })()`
	}
	for _, step := range []struct{ name, script, address string }{
		{"slide the share", slide, "share=80"},
		{"type what is no number", write("4e"), "cost=4e"},
		{"type a cost", write("40,000"), "cost=40%2C000"},
		{"fix the stops", `(document.querySelector(".what-if [name=fix][value=stops]").click(), true)`, "fix=stops"},
	} {
		before := browsertest.Eval[string](page, answer)
		browsertest.Eval[bool](page, step.script)
		page.Until(step.name, answer+` !== `+strconv.Quote(before))
		page.Until(step.name+" in the address", `location.search.includes("`+step.address+`") && location.search.includes("tool=MX-1")`)
		page.Until(step.name+" in the links", `document.querySelector("#content .segment a:not([aria-current])").href.includes("`+step.address+`")`)
	}
	if typed := browsertest.Eval[string](page, `document.querySelector("#what-if-share").value + " " + document.querySelector("[data-for=cost]").value`); typed != "80 40000" {
		t.Errorf("field and slider say %q", typed)
	}
	page.Clean()
}

// The address is the whole state: the way on keeps range and filters, Back and
// the same address in another window show the same page.
func TestLinksKeepStateAndBackWorks(t *testing.T) {
	server := openPlant(t).server(t, now)
	browser := browsertest.Start(t)
	for _, s := range []struct {
		path, kept string // what the way on must have
		charts     int
	}{
		{"/overview?figure=downtime&last=7d&supplier=1&table=heat-map", "last=7d&supplier=1", 0},
		{"/run-rate?by=weekday&compare=none&figure=mtbf&last=7d&location=1&sort=stability&stops=start", "compare=none&last=7d&location=1", 1},
		{"/benchmark?figure=mtbf&last=7d&sort=tool&supplier=1", "last=7d&supplier=1", 0},
		{"/tools?last=7d&part=P+MX-1&q=mx&sort=-shots", "last=7d&part=P+MX-1", 0},
		{"/tools/MX-1?by=hour&last=28d", "last=28d", 3},
		{"/shots?class=slow&from=2026-03-16&sort=-ct&to=2026-03-21&tool=MX-1", "from=2026-03-16&to=2026-03-21&tool=MX-1", 3},
		{"/shots/at?last=7d&time=2026-03-19T08%3A00%3A00Z&tool=MX-1", "last=7d", 1},
		{"/kiosk/setup?location=Brno+%3Cb%3E&per=4&rotate=30", "", 0},
		{"/find?here=%2Frun-rate%3Flast%3D7d&q=mx", "", 0},
	} {
		t.Run(s.path, func(t *testing.T) {
			page := browser.With(t).Open(server.URL+s.path, browsertest.View{})
			page.Drawn(s.charts)
			const shown = `document.querySelector("main").innerText`
			before := browsertest.Eval[string](page, shown)
			to := "Overview"
			if strings.HasPrefix(s.path, "/overview") {
				to = "Run rate"
			}
			page.Leave("go to "+to, `document.querySelector('.nav-list a[title="`+to+`"][aria-current]') !== null`, click(`.nav-list a[title="`+to+`"]`))
			at(t, page, s.kept)
			page.Leave("go back", `location.pathname + location.search === "`+s.path+`" && document.querySelector("h1") !== null`, chromedp.NavigateBack())
			page.Drawn(s.charts)
			page.Until("the page as it was", shown+` === `+quote(before))
			again := browser.With(t).Open(server.URL+s.path, browsertest.View{})
			again.Drawn(s.charts)
			if after := browsertest.Eval[string](again, shown); after != before {
				t.Errorf("a copy of the address shows\n%.800s\nnot\n%.800s", after, before)
			}
			page.Clean()
		})
	}
}
