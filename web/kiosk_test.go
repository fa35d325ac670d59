package web_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/web"
	"sprue/web/browsertest"
)

// nineTools is the screen of the design's picture.
func nineTools() string { return "/kiosk?rotate=3600&tool=" + strings.Join(codes(nine()), "&tool=") }

func codes(machines []machine) []string {
	var all []string
	for _, m := range machines {
		all = append(all, m.code)
	}
	return all
}

func TestKioskWords(t *testing.T) {
	w := newWall(t)
	server := httptest.NewUnstartedServer(nil)
	server.URL = w.url("")
	for _, s := range []struct {
		name   string
		path   string
		status int
		has    []string
		hasNot []string
	}{
		{"without choices it is set up", "/kiosk", 303, nil, nil},
		{"nine tools", nineTools(), 200, []string{
			"5 of 9 tools run on pace", "Running", "Slow", "Stopped", "Planned off", "No signal", "32.6", "approved 28.0, +16 %", "for 23 min", "until 13:00", "since 11:05",
			"Each plant&#39;s own shift", "America/Monterrey", "Ring: shots of this shift", `data-theme="dark"`,
		}, []string{"NaN", "%!", "data-stale", "14:0"}},
		{"a plant", "/kiosk?location=Monterrey", 200, []string{"Monterrey: 16 of 19 run on pace", "Early shift, 06:00–14:00", "page 1 of 3"}, []string{"MX-2340"}},
		{"a plant between shifts", "/kiosk?location=Saltillo", 200, []string{"Saltillo: 0 of 1 run", "No shift until 13:00"}, nil},
		{"the production day", "/kiosk?location=Monterrey&shift=day", 200, []string{"Production day from 00:00", "Ring: shots of this day", "40 %"}, nil},
		{"the part of it that changes", "/kiosk/board?tool=MX-2417", 200, []string{`id="board"`, "Slow"}, []string{"<html"}},
		{"its set-up", "/kiosk/setup?location=Monterrey&rotate=30&per=4", 200, []string{w.url("/kiosk?location=Monterrey&amp;per=4&amp;rotate=30&amp;shift=now"), "chromium --kiosk", `<option value="Monterrey" selected>`}, nil},
		{"an unknown tool", "/kiosk?tool=MX-9", 400, []string{"MX-9"}, nil},
		{"too many tiles", "/kiosk?per=10", 400, []string{"1 to 9 tiles"}, nil},
		{"too quick a rotation", "/kiosk?rotate=1", 400, []string{"5 to 3600 seconds"}, nil},
		{"an unknown shift", "/kiosk?shift=never", 400, []string{"now or day"}, nil},
	} {
		t.Run(s.name, func(t *testing.T) {
			answer, body := ask(t, server, http.MethodGet, s.path)
			if answer.StatusCode != s.status {
				t.Errorf("status %d, want %d", answer.StatusCode, s.status)
			}
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
			if t.Failed() {
				t.Log(body)
			}
		})
	}
}

// A screen of old figures says so, and shows nothing as live.
func TestKioskOfOldFigures(t *testing.T) {
	w := newWall(t)
	w.clockTo(noon.Add(23 * time.Minute))
	page := browsertest.Start(t).Open(w.url(nineTools()), browsertest.View{Width: 1920, Height: 1080})
	shown := browsertest.Eval[string](page, "document.body.innerText")
	for _, want := range []string{"No signal since 12:34", "23 min · the sources send nothing new", "12:57", "State not known", "Was running", "32.6", "s at 12:34", "Was stopped", "planned until 13:00", "Last message 12:34:00"} {
		if !strings.Contains(shown, want) {
			t.Errorf("lacks %q", want)
		}
	}
	for _, unwanted := range []string{"on pace", "behind", "Running", "for 23 min"} {
		if strings.Contains(shown, unwanted) {
			t.Errorf("shows %q", unwanted)
		}
	}
	page.Clean()
}

// clipped are texts that end in dots or leave their tile, and texts that are
// too small to be read at four metres, as the design measures them at 1920.
const clipped = `(() => {
	const found = [];
	const unit = Math.min(innerWidth / 1920, innerHeight / 1080);
	const root = document.documentElement;
	if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight) found.push("the page scrolls");
	for (const e of document.querySelectorAll(".k-screen *")) {
		if (!e.checkVisibility() || !e.getClientRects().length) continue;
		const text = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
		const box = e.getBoundingClientRect();
		if (box.right > innerWidth + 1 || box.bottom > innerHeight + 1) found.push(e.className + " leaves the screen");
		if (!text) continue;
		for (const held of [e, e.parentElement]) {
			const down = getComputedStyle(held).webkitLineClamp !== "none" && held.scrollHeight > 1.2 * held.clientHeight; // a line is lower than its letters
			if ((down || held.scrollWidth > held.clientWidth + 1) && getComputedStyle(held).overflow === "hidden") found.push("cut: " + e.textContent);
		}
		const size = e.closest("svg") ? e.getBoundingClientRect().height : parseFloat(getComputedStyle(e).fontSize);
		if (size < 23.9 * unit) found.push("small: " + e.textContent + " " + size);
		const tile = e.closest(".k-tile")?.getBoundingClientRect();
		if (tile && (box.right > tile.right + 1 || box.bottom > tile.bottom + 1 || box.top < tile.top - 1)) found.push("outside: " + e.textContent);
	}
	for (const tile of document.querySelectorAll(".k-tile")) {
		if (!tile.checkVisibility()) continue;
		const [tool, word] = [".k-tool", "h2"].map((s) => tile.querySelector(s).getBoundingClientRect());
		if (tool.left < word.right && tool.top < word.bottom && tool.bottom > word.top + 1 && !tile.closest(".k-6")) found.push("collide: " + tile.innerText);
	}
	return found;
})()`

// The longest words about a last stop find their room in the smallest tile.
func TestKioskHasRoomForAllItsWords(t *testing.T) {
	w := newWall(t)
	page := browsertest.Start(t).Open(w.url(nineTools()), wallView)
	for place, all := range map[string][]string{
		".k-stop":                             {"119 min, 20:48", "119 min, Wed", "47 h, 28 Nov", "not in 30 days", "now, Wed", "now, 20:48", "not known"},
		".k-tile:has(.k-phrase) .k-tool span": {"Door panel, lower", "Hinge cover, inside"},
		".k-phrase > .k-live":                 {"since Wed 20:48", "until Mon 20:48", "since 28 Nov", "since Nov 2025", "for 119 min", "for longer", "cycle not known"},
	} {
		for _, words := range all {
			browsertest.Eval[bool](page, fmt.Sprintf(`[...document.querySelectorAll(%q)].every((e) => { e.lastChild.data = %q; return true; })`, place, words))
			for _, problem := range browsertest.Eval[[]string](page, clipped) {
				t.Error(problem)
			}
		}
	}
}

func TestKioskFitsEveryScreen(t *testing.T) {
	w := newWall(t)
	all := codes(nine())
	browser := browsertest.Start(t)
	for _, old := range []time.Duration{0, 23 * time.Minute} {
		w.clockTo(noon.Add(old))
		for _, n := range []int{1, 2, 4, 6, 9, 20} {
			path := "/kiosk?rotate=3600&tool=" + strings.Join(all[:min(n, 9)], "&tool=")
			if n == 20 {
				path = "/kiosk?rotate=3600&location=Monterrey"
			}
			for _, size := range []browsertest.View{{Width: 1920, Height: 1080}, {Width: 3840, Height: 2160}, {Width: 1366, Height: 768}} {
				t.Run(fmt.Sprintf("%d tools on %d, %s old", n, size.Width, old), func(t *testing.T) {
					page := browser.With(t).Open(w.url(path), size)
					for _, problem := range browsertest.Eval[[]string](page, clipped) {
						t.Error(problem)
					}
					if cursor := browsertest.Eval[string](page, "getComputedStyle(document.body).cursor"); cursor != "none" {
						t.Errorf("the pointer is %q", cursor)
					}
					page.Clean()
					if n == 9 && size.Width == 1920 {
						page.Accessible()
					}
				})
			}
		}
	}
}

// More tools than tiles take turns, each in its place.
func TestKioskTurnsPages(t *testing.T) {
	w := newWall(t)
	page := browsertest.Start(t).Open(w.url("/kiosk?location=Monterrey&rotate=5"), browsertest.View{Width: 1920, Height: 1080})
	for _, want := range []string{"page 2 of 3", "page 3 of 3", "page 1 of 3"} {
		page.Until("the next page", fmt.Sprintf(`document.getElementById("k-page").textContent === %q`, want))
		if n := browsertest.Eval[int](page, `[...document.querySelectorAll(".k-page")].filter((p) => p.checkVisibility()).length`); n != 1 {
			t.Errorf("%s: %d pages at once", want, n)
		}
	}
	page.Clean()
}

// The clock of the plant goes on by itself, over midnight and over both changes
// of the clock.
func TestKioskClock(t *testing.T) {
	browser := browsertest.Start(t)
	for _, test := range []struct{ name, at, before, after string }{
		{"midnight", "2026-03-20T22:59:57Z", "23:59", "00:00"},
		{"the clock goes forward", "2026-03-29T00:59:57Z", "01:59", "03:00"},
		{"the clock goes back", "2026-10-25T00:59:57Z", "02:59", "02:00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			at, err := time.Parse(time.RFC3339, test.at)
			if err != nil {
				t.Fatal(err)
			}
			page := browser.With(t).Open(openPlant(t).server(t, at).URL+"/kiosk?tool=MX-1", browsertest.View{Width: 1920, Height: 1080})
			shows := func(clock string) string {
				return fmt.Sprintf(`document.getElementById("k-clock").textContent === %q`, clock)
			}
			page.Until("the time before", shows(test.before))
			page.Until("the time after", shows(test.after))
			page.Clean()
		})
	}
}

func TestKioskIsSetUp(t *testing.T) {
	w := newWall(t)
	page := browsertest.Start(t).Open(w.url("/kiosk"), browsertest.View{})
	at(t, page, "/kiosk/setup")
	page.Do("choose", choose("location", "Monterrey"), choose("per", "4"))
	page.Leave("make the address", `document.getElementById("address") !== null`, click(".setup button[type=submit]"))
	made := browsertest.Eval[string](page, `document.querySelector(".setup .actions a").getAttribute("href")`)
	values, err := url.Parse(made)
	if err != nil || values.Path != "/kiosk" || values.Query().Get("location") != "Monterrey" || values.Query().Get("per") != "4" || values.Query().Get("rotate") != "15" {
		t.Errorf("made %q, %v", made, err)
	}
	page.Fits()
	page.Accessible()
	page.Leave("show it", `document.getElementById("board") !== null`, click(`.setup a[href^="/kiosk?"]`))
	page.Clean()
}

// A screen that is switched on while the figures cannot be read waits for them,
// and a server may be for a screen alone.
func TestKioskWaitsForFigures(t *testing.T) {
	p := openPlant(t)
	clock := func() time.Time { return noon }
	s, err := web.New(web.Config{Kiosk: true}, web.Deps{Analysis: brokenAnalysis{p.analysis}, Clock: clock, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	defer server.Close()
	answer, _ := ask(t, server, http.MethodGet, "/")
	if to := answer.Header.Get("Location"); to != "/kiosk?per=9&rotate=15&shift=now" {
		t.Errorf("the first page is %q", to)
	}
	answer, body := ask(t, server, http.MethodGet, "/kiosk?per=9")
	if answer.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "goes on by itself") || !strings.Contains(body, "js/kiosk.js") || strings.Contains(body, "secret") {
		t.Errorf("status %d: %s", answer.StatusCode, body)
	}
}

// brokenAnalysis cannot answer a screen.
type brokenAnalysis struct{ *analysis.Analysis }

func (brokenAnalysis) Kiosk(context.Context, engine.Filter, bool) (analysis.Kiosk, error) {
	return analysis.Kiosk{}, errors.New("the secret cause")
}
