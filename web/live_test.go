package web_test

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"sprue/web/browsertest"
	"sprue/web/events"
)

// livePage opens the run rate of the wall's plant, marked.
func livePage(t *testing.T, url string) *browsertest.Page {
	t.Helper()
	page := browsertest.Start(t).Open(url, browsertest.View{Width: 1280, Height: 500})
	page.Until("the tools", says("17 running"))
	browsertest.Eval[bool](page, `window.opened = true`)
	return page
}

const runRateOfToday = "/run-rate?from=2026-03-20&to=2026-03-21"

// later is six minutes on: then nothing runs any more.
func (w *wall) later() {
	w.t.Helper()
	w.at(noon.Add(6 * time.Minute))
	w.broker.Publish(events.Event{Kind: events.Built})
}

// New figures come to an open page where it stands: scroll, focus, what is open
// and the chart are as they were.
func TestNewFiguresComeWithoutAJump(t *testing.T) {
	w := newWall(t)
	page := livePage(t, w.url(runRateOfToday))
	before := browsertest.Eval[float64](page, `(() => {
		scrollTo(0, 400);
		const link = document.querySelector("#tools + *, .table a[href^='/tools/']").closest("section, div, table").querySelector("a[href^='/tools/']") ?? document.querySelector("a[href^='/tools/']");
		link.focus({ preventScroll: true });
		window.link = link;
		window.canvas = document.querySelector("[data-chart] canvas");
		return scrollY;
	})()`)
	w.later()
	page.Until("the new states", `!document.body.textContent.includes("17 running")`)
	if after := browsertest.Eval[float64](page, "scrollY"); before == 0 || after != before {
		t.Errorf("it scrolled from %v to %v", before, after)
	}
	for name, script := range map[string]string{
		"the focus":  `document.activeElement === window.link && window.link.isConnected`,
		"the chart":  `window.canvas.isConnected && document.querySelector("[data-chart] canvas") === window.canvas`,
		"the page":   marked,
		"the title":  `document.title.startsWith("Run rate")`,
		"the foot":   `document.querySelectorAll("#app").length === 1 && document.querySelectorAll("main").length === 1`,
		"its clicks": `typeof htmx === "object"`,
	} {
		if !browsertest.Eval[bool](page, script) {
			t.Errorf("%s is another one", name)
		}
	}
	page.Drawn(1)
	page.Clean()
}

// A reader with an open menu, chosen text or a field in hand is left alone until
// that is over.
func TestNewFiguresWaitForTheReader(t *testing.T) {
	for _, busy := range []struct{ name, begin, end string }{
		{"a menu", `document.querySelector("details.range").open = true`, `document.querySelector("details.range").open = false`},
		{"chosen text", `getSelection().selectAllChildren(document.querySelector("h1")); true`, `getSelection().removeAllRanges(); true`},
		{"a field", `document.querySelector("[name=q]").focus(); true`, `document.activeElement.blur(); true`},
	} {
		t.Run(busy.name, func(t *testing.T) {
			w := newWall(t)
			page := livePage(t, w.url(runRateOfToday))
			browsertest.Eval[bool](page, busy.begin)
			asked := `window.htmx && performance.getEntriesByType("resource").filter((e) => e.name.includes("/run-rate") && !e.name.includes("count=true")).length`
			w.later()
			// The age in the bar comes by the event itself, and shows that it was heard.
			w.broker.Publish(events.Event{Kind: events.Synced, At: noon.Add(-30 * time.Minute)})
			page.Until("the event", says("30 min ago"))
			if n := browsertest.Eval[int](page, asked); n != 0 || !browsertest.Eval[bool](page, `document.body.textContent.includes("17 running")`) {
				t.Errorf("it fetched %d times under the reader's hands", n)
			}
			browsertest.Eval[bool](page, busy.end)
			page.Until("the new states", `!document.body.textContent.includes("17 running") && `+marked)
			page.Clean()
		})
	}
}

// A failure of mirror or build is told on open pages, and goes when it is over.
func TestFailuresAreTold(t *testing.T) {
	w := newWall(t)
	page := livePage(t, w.url(runRateOfToday))
	w.broker.Fail("read the folder: it is gone")
	page.Until("the banner", says("Mirror and build have failed since 20 Mar 18:34 UTC")+" && "+says("it is gone"))
	w.broker.Recover()
	w.broker.Publish(events.Event{Kind: events.Built})
	page.Until("its end", `!`+says("have failed since"))
	page.Clean()
}

// A page says when the server is gone, and goes on by itself when it is back,
// also where another figure came meanwhile.
func TestOpenPagesSurviveARestart(t *testing.T) {
	w := newWall(t)
	page := livePage(t, w.url(runRateOfToday))
	w.stop()
	page.Until("the loss", says("No connection since "))
	w.at(noon.Add(6 * time.Minute))
	w.start()
	page.Until("the return", `!document.getElementById("lost") && !document.body.textContent.includes("17 running") && `+marked)
}

func TestOpenPagesSurviveALossOfTheNetwork(t *testing.T) {
	w := newWall(t)
	line := newCable(t, w.addr)
	page := livePage(t, line.url(runRateOfToday))
	line.pull(true)
	page.Until("the loss", says("No connection since "))
	w.later() // nobody hears it
	line.pull(false)
	page.Until("the return", `!document.getElementById("lost") && !document.body.textContent.includes("17 running") && `+marked)
}

// Going to another page and back keeps one stream only.
func TestOneStreamForAPage(t *testing.T) {
	w := newWall(t)
	page := livePage(t, w.url(runRateOfToday))
	page.Leave("sort", `location.search.includes("sort=stability")`, click(`th a[href*="sort=stability"]`))
	page.Leave("open a tool", `location.pathname === "/tools/MX-2417"`, click(`a[href^="/tools/MX-2417"]`))
	page.Leave("back", `location.pathname === "/run-rate"`, chromedp.NavigateBack())
	eventually(t, func() bool { return w.broker.Clients() == 1 })
	page.Clean()
}

// eventually waits until something is so.
func eventually(t *testing.T, so func() bool) {
	t.Helper()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	end := time.After(30 * time.Second)
	for !so() {
		select {
		case <-look.C:
		case <-end:
			t.Fatal("it did not become so")
		}
	}
}
