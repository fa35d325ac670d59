package web_test

import (
	"testing"

	"github.com/chromedp/chromedp"

	"sprue/web/browsertest"
)

func TestAxeFindsWhatIsWrong(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/run-rate?last=7d", browsertest.View{})
	browsertest.Eval[bool](page, `(document.querySelector("main").insertAdjacentHTML("beforeend", "<button></button>"), true)`)
	if found := page.Findings(); len(found) != 1 || found[0].Rule != "button-name" {
		t.Errorf("found %v, want the button without a name", found)
	}
}

func TestOpenMenusAreAccessibleAndFit(t *testing.T) {
	server := openPlant(t).server(t, now)
	browser := browsertest.Start(t)
	for name, view := range map[string]browsertest.View{"desk": {}, "phone": {Width: 390, Height: 844, Touch: true, Dark: true}} {
		for menu, shown := range map[string]string{".range": ".range[open]", ".filter": ".filter .choices", ".save": ".save[open]"} {
			t.Run(name+menu, func(t *testing.T) {
				page := browser.With(t).Open(server.URL+"/run-rate?last=7d", view)
				page.Do("open it", chromedp.Click(chromedp.CSS(menu+" summary")), wait(shown))
				inside := browsertest.Eval[[]float64](page, `(() => { const b = document.querySelector("`+menu+` .menu-body").getBoundingClientRect(); return [b.left, b.right, innerWidth]; })()`)
				if inside[0] < 0 || inside[1] > inside[2] {
					t.Errorf("the menu goes from %v to %v of %v px", inside[0], inside[1], inside[2])
				}
				page.Accessible()
				page.Clean()
			})
		}
	}
}

func TestTheRangeIsChosen(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/run-rate?last=7d&sort=tool", browsertest.View{})
	page.Do("open the range by its key", browsertest.Press("r"), wait(".range[open]"))
	browsertest.Eval[bool](page, `(document.querySelector("[name=from]").value = "2026-03-17", document.querySelector("[name=until]").value = "2026-03-18", true)`)
	page.Leave("show these days", `location.search.includes("to=2026-03-19")`, chromedp.Click(chromedp.CSS(".range form button")))
	at(t, page, "/run-rate?from=2026-03-17&sort=tool&to=2026-03-19")
	page.Do("no comparison", chromedp.Click(chromedp.CSS(".chip.compare")), wait(".chip.add.compare"))
	at(t, page, "compare=none")
	if n := browsertest.Eval[int](page, `document.querySelectorAll(".tile .change").length`); n != 0 {
		t.Errorf("%d tiles compare all the same", n)
	}
	page.Do("compare", chromedp.Click(chromedp.CSS(".chip.compare")), wait(".chip.compare:not(.add)"))
	at(t, page, "compare=previous")
	page.Leave("go back", `location.search.includes("compare=none")`, chromedp.NavigateBack())
	page.Do("see", wait(".chip.add.compare"))
	page.Clean()
}

func TestAFilterIsChosenAmongRealValues(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/run-rate?last=7d", browsertest.View{})
	page.Do("open the filters by their key", browsertest.Press("f"), wait(".filter .choices a"))
	if name := browsertest.Eval[string](page, "document.activeElement.name"); name != "q" {
		t.Errorf("the focus is on %q", name)
	}
	page.Do("type", browsertest.Press("fox"), chromedp.WaitNotPresent(chromedp.CSS(`.filter .choices a[href*="MX-1"]`)), wait(`.filter .choices a[href*="tool=FOX"]`))
	page.Do("choose the tool", chromedp.Click(chromedp.CSS(`.filter .choices a[href*="tool=FOX"]`)), wait(".chip.on"))
	at(t, page, "/run-rate?last=7d&tool=FOX")
	if shown := browsertest.Eval[string](page, `document.querySelector(".chip.on b").textContent`); shown != fox {
		t.Errorf("the chip says %q", shown)
	}
	page.Do("take it away", chromedp.Click(chromedp.CSS(".chip.on")), chromedp.WaitNotPresent(chromedp.CSS(".chip.on")))
	page.Leave("go back", `location.search.includes("tool=")`, chromedp.NavigateBack())
	page.Do("see", wait(".chip.on"))
	page.Clean()
}

func TestSearchAsOneTypes(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/run-rate?last=7d", browsertest.View{})
	page.Do("type", browsertest.Press("/"), browsertest.Press("mx-"), wait(`.search .choices a[href^="/tools/MX-2"]`))
	page.Accessible()
	page.Do("go down to the second", browsertest.PressKey("ArrowDown"), browsertest.PressKey("ArrowDown"))
	if text := browsertest.Eval[string](page, "document.activeElement.textContent.trim()"); text != "MX-2" {
		t.Errorf("the focus is on %q", text)
	}
	page.Do("close it", browsertest.PressKey("Escape"), chromedp.WaitNotPresent(chromedp.CSS(".search .choices")))
	page.Do("type again", browsertest.Press("/"), browsertest.Press("2"), wait(`.search .choices a[href^="/tools/MX-2"]`))
	page.Do("open it", chromedp.Click(chromedp.CSS(`.search .choices a[href^="/tools/MX-2"]`)), wait("#runs"))
	at(t, page, "/tools/MX-2?last=7d")
	page.Clean()
}

func TestTheListOfKeys(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/run-rate?last=7d", browsertest.View{})
	page.Do("press ?", browsertest.Press("?"), wait("dialog[open]"))
	page.Accessible()
	page.Do("close it", browsertest.PressKey("Escape"), wait("dialog:not([open])"))
	page.Do("open it by its button", chromedp.Click(chromedp.CSS("[data-opens=keys]")), wait("dialog[open]"))
	page.Do("close it by its button", chromedp.Click(chromedp.CSS("dialog button")), wait("dialog:not([open])"))
	at(t, page, "/run-rate?last=7d")
	page.Clean()
}

func TestTheFoldedNavigationIsRemembered(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/run-rate?last=7d", browsertest.View{})
	width := func() float64 {
		return browsertest.Eval[float64](page, `document.querySelector(".nav").getBoundingClientRect().width`)
	}
	if w := width(); w != 184 {
		t.Errorf("%v px wide", w)
	}
	page.Do("fold it", chromedp.Click(chromedp.CSS("button[name=nav]")), wait(`html[data-nav="narrow"]`))
	if w := width(); w != 56 {
		t.Errorf("%v px wide when folded", w)
	}
	page.Accessible()
	page.Leave("load it again", `document.documentElement.dataset.nav === "narrow"`, chromedp.Reload())
	page.Do("unfold it", chromedp.Click(chromedp.CSS("button[name=nav]")), wait(`html:not([data-nav])`))
	page.Clean()
}

// On a phone the pages are in a bar at the bottom, and all the rest under More.
func TestThePhonesBar(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/run-rate?last=7d", browsertest.View{Width: 390, Height: 844, Touch: true})
	box := browsertest.Eval[[]float64](page, `(() => { const b = document.querySelector(".nav").getBoundingClientRect(); return [b.top, b.height, b.width]; })()`)
	if box[0] != 780 || box[1] != 64 || box[2] != 390 {
		t.Errorf("the bar is at %v", box)
	}
	page.Do("open More", chromedp.Click(chromedp.CSS(".more > summary")), wait(".more[open]"))
	page.Accessible()
	page.Do("switch to dark", chromedp.Click(chromedp.CSS(".more [data-theme-switch]")), wait(`html[data-theme="dark"]`))
	page.Clean()
}

func TestASlowPartComesAfterItsPage(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/design", browsertest.View{})
	page.Do("wait for the parts", wait("#light-part .tile"), wait("#dark-part .tile"))
	page.Clean()
}

// Without script a chart is its table, and nothing that needs script is shown.
func TestWhatIsShownWithoutScript(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/run-rate?last=7d", browsertest.View{NoScript: true})
	shown := func(selector string) bool {
		return browsertest.Eval[bool](page, `document.querySelector("`+selector+`").getClientRects().length > 0`)
	}
	if !shown(".chart-data") || shown(".chart") || shown("[data-opens]") {
		t.Error("a chart that nobody draws is shown, or its table is not")
	}
	page.Clean()
}

// What comes later has its place: what stands under it does not jump.
func TestWhatComesLaterHasItsPlace(t *testing.T) {
	server := openPlant(t).server(t, now)
	browser := browsertest.Start(t)
	for _, view := range []browsertest.View{{}, {Width: 1024, Height: 768}, {Width: 390, Height: 844, Touch: true}} {
		const height = `document.getElementById("below-part").getBoundingClientRect().height`
		page := browser.Open(server.URL+"/tools/MX-1?last=28d", view)
		page.Drawn(3)
		come := browsertest.Eval[float64](page, height)
		view.NoScript = true
		kept := browsertest.Eval[float64](browser.Open(server.URL+"/tools/MX-1?last=28d", view), height)
		t.Logf("at %d px the part is %.0f px high, and %.0f px were kept for it", view.Width, come, kept)
		if jump := come - kept; jump < -160 || jump > 160 {
			t.Errorf("at %d px the part is %.0f px high, and %.0f px were kept for it", view.Width, come, kept)
		}
	}
}
