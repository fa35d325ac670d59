package web_test

import (
	"net/http"

	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"sprue/web/browsertest"
)

func views() map[string]browsertest.View {
	return map[string]browsertest.View{
		"desk light":   {},
		"desk dark":    {Dark: true},
		"tablet light": {Width: 1024, Height: 768},
		"tablet dark":  {Width: 1024, Height: 768, Dark: true},
		"phone light":  {Width: 390, Height: 844, Touch: true},
		"phone dark":   {Width: 390, Height: 844, Touch: true, Dark: true},
	}
}

func TestTheWayThroughThePages(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/run-rate?last=7d", browsertest.View{})

	page.Do("sort by stability", chromedp.Click(chromedp.CSS(`th a[href*="sort=stability"]`)), wait(`th[aria-sort="ascending"]`))
	at(t, page, "sort=stability")
	page.Do("choose a range", chromedp.Click(chromedp.CSS(".range summary")), chromedp.Click(chromedp.CSS(`.range a[href*="last=28d"]`)), wait(`.range a[href*="last=28d"][aria-current]`))
	at(t, page, "last=28d")
	at(t, page, "sort=stability")
	page.Drawn(1)
	page.Do("open a tool", chromedp.Click(chromedp.CSS(`a[href^="/tools/MX-1?"]`)), wait("#runs"))
	at(t, page, "/tools/MX-1?last=28d")
	if title := browsertest.Eval[string](page, "document.title"); title != "MX-1 · sprue" {
		t.Errorf("title %q", title)
	}
	page.Drawn(3)
	page.Leave("go back", `document.getElementById("tools") !== null`, chromedp.NavigateBack())
	at(t, page, "/run-rate?last=28d&sort=stability")
	page.Drawn(1)
	page.Clean()
}

func TestKeysAndTheme(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/run-rate?last=7d", browsertest.View{})
	ground := `getComputedStyle(document.documentElement).backgroundColor`
	light := browsertest.Eval[string](page, ground)
	page.Do("switch to dark", chromedp.Click(chromedp.CSS("[data-theme-switch]")), wait(`html[data-theme="dark"]`))
	if dark := browsertest.Eval[string](page, ground); dark == light {
		t.Errorf("the ground stayed %s", light)
	}
	page.Drawn(1)
	page.Leave("load it again", `document.documentElement.dataset.theme === "dark"`, chromedp.Reload())
	page.Do("press /", browsertest.Press("/"))
	if name := browsertest.Eval[string](page, "document.activeElement.name"); name != "q" {
		t.Errorf("the focus is on %q", name)
	}
	page.Do("search", browsertest.Press("mx-2\r"), wait("#runs"))
	at(t, page, "/tools/MX-2")
	page.Do("go to the run rate by keys", chromedp.Func(blur), browsertest.Press("gr"), wait("#tools"))
	at(t, page, "/run-rate")
	page.Do("open and close a menu", chromedp.Click(chromedp.CSS(".range summary")), wait("details.range[open]"), chromedp.KeyEvent("\u001b"), wait("details.range:not([open])"))
	page.Clean()
}

func TestAClickOnADayOpensIt(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/run-rate?last=7d", browsertest.View{})
	// The plot begins 34 px from the left and ends 104 px from the right; the
	// days are the 13th to the 19th, the 16th has the first shots.
	box := browsertest.Eval[[]float64](page, `(() => {
		const b = document.querySelector(".chart canvas").getBoundingClientRect();
		return [b.left + 34 + (b.width - 34 - 104) / 2, b.top + b.height / 2];
	})()`)
	page.Leave("click the 16th", `location.search.includes("from=")`, chromedp.MouseClickXY(box[0], box[1]))
	at(t, page, "from=2026-03-16&to=2026-03-17")
}

// Without script, tables, text and forms still work.
func TestWithoutScript(t *testing.T) {
	server := openPlant(t).server(t, now)
	_, body := ask(t, server, http.MethodGet, "/run-rate?last=7d")
	for _, want := range []string{"<table", `<form action="/run-rate" method="get"`, `<details class="menu range"`, `action="/theme" method="post"`, "sort=-stops"} {
		if !strings.Contains(body, want) {
			t.Errorf("lacks %q", want)
		}
	}
}

// The figures on the page are those that the REST interface gives.
func TestThePageShowsTheFiguresOfREST(t *testing.T) {
	server := openPlant(t).server(t, now)
	for _, query := range []string{"last=7d", "last=7d&tool=MX-1", "from=2026-03-17&to=2026-03-19", "last=28d&location=1"} {
		var answer struct {
			Rows []struct {
				Stops      int64
				DowntimeUS float64 `json:"downtime_us"`
				Efficiency float64
				Stability  float64
			}
		}
		_, body := ask(t, server, http.MethodGet, "/api/v1/run-rate?"+query)
		decode(t, body, &answer)
		_, html := ask(t, server, http.MethodGet, "/run-rate?"+query)
		var shown []string
		for _, m := range regexp.MustCompile(`tile-figure[^>]*>(?:<svg.*?</svg>)?\s*<span(?: title="[^"]*")?>([^<]*)</span>`).FindAllStringSubmatch(html, -1) {
			shown = append(shown, m[1])
		}
		if len(shown) != 6 || len(answer.Rows) != 1 {
			t.Fatalf("%s: tiles %q, %d rows", query, shown, len(answer.Rows))
		}
		r := answer.Rows[0]
		for i, want := range map[int]string{0: fixed(100 * r.Efficiency), 1: fixed(100 * r.Stability), 4: whole(r.Stops), 5: fixed(r.DowntimeUS / 3.6e9)} {
			if shown[i] != want {
				t.Errorf("%s: tile %d shows %s, REST says %s", query, i, shown[i], want)
			}
		}
	}
}
