package web_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/web"
	"sprue/web/browsertest"
)

// tiles are the figures as a reader sees them, by their labels.
const tiles = `Object.fromEntries([...document.querySelectorAll(".tile")].map((t) =>
	[t.querySelector(".tile-label").textContent.trim(), t.querySelector(".tile-figure > span:not(.range)").textContent.trim()]))`

// mapRows are the rows of the map, with the looks of their cells.
const mapRows = `[...document.querySelectorAll("a.heat-row")].map((r) =>
	({ title: r.getAttribute("aria-label"), cells: [...r.querySelectorAll(".heat-cells i")].map((c) => c.className) }))`

type mapRow struct {
	Title string
	Cells []string
}

func filterOf(t *testing.T, query string) engine.Filter {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, "/?"+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	f, err := engine.FilterFromValues(r.URL.Query())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Every figure on the overview is the one that SQL gives for the same filter.
func TestTheOverviewShowsWhatTheDataSay(t *testing.T) {
	p := openPlant(t)
	server := p.server(t, now)
	browser := browsertest.Start(t)
	for query, where := range map[string]string{
		"last=7d":                        "local_date < '2026-03-20'",
		"last=7d&tool=MX-1":              "local_date < '2026-03-20' AND equipment_code = 'MX-1'",
		"from=2026-03-17&to=2026-03-19":  "local_date >= '2026-03-17' AND local_date < '2026-03-19'",
		"last=28d&tool=MX-1&tool=MX-2":   "local_date < '2026-03-20' AND equipment_code IN ('MX-1', 'MX-2')",
		"last=28d&location=1&supplier=1": "local_date < '2026-03-20'",
	} {
		t.Run(query, func(t *testing.T) {
			var efficiency, stability, downtime float64
			var tools int
			err := p.store.QueryRow(context.Background(), `SELECT 100 * SUM(normal_shots) / SUM(shots), 100 * SUM(production_time_us) / SUM(run_time_us),
				SUM(downtime_us) / 3.6e9, COUNT(DISTINCT equipment_code) FROM mart.run_rate_day WHERE `+where).
				Scan(&efficiency, &stability, &downtime, &tools)
			if err != nil {
				t.Fatal(err)
			}
			page := browser.With(t).Open(server.URL+"/overview?"+query, browsertest.View{})
			shown := browsertest.Eval[map[string]string](page, tiles)
			for label, want := range map[string]string{"Efficiency, %": fixed(efficiency), "Stability, %": fixed(stability), "Downtime, h": fixed(downtime)} {
				if shown[label] != want {
					t.Errorf("%s shows %s, SQL says %s", label, shown[label], want)
				}
			}
			if rows := browsertest.Eval[[]mapRow](page, mapRows); len(rows) != tools {
				t.Errorf("the map has %d rows, SQL knows %d tools", len(rows), tools)
			}
			page.Clean()
		})
	}
}

// Long words of a tile stay inside of it.
func TestTheOverviewOfAnOldMirrorFits(t *testing.T) {
	server := openPlant(t).server(t, now.Add(9*24*time.Hour+13*time.Hour+58*time.Minute))
	browser := browsertest.Start(t)
	for _, width := range []int{1100, 1200, 1440} {
		page := browser.With(t).Open(server.URL+"/overview?last=28d", browsertest.View{Width: width, Height: 900})
		lines := browsertest.Eval[[]string](page, `[...document.querySelectorAll(".tile-line .status")].map((s) =>
			s.getBoundingClientRect().right > s.closest(".tile").getBoundingClientRect().right ? "over: " + s.textContent : s.textContent)`)
		if text := strings.Join(lines, "; "); !strings.Contains(text, "not known: no sync since") || strings.Contains(text, "over: ") {
			t.Errorf("%d px: %s", width, text)
		}
		page.Fits()
	}
}

// The map has the cells that analysis gives, for every figure; its table has
// the same.
func TestTheMapShowsEveryFigure(t *testing.T) {
	p := openPlant(t)
	server := p.server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/overview?last=7d", browsertest.View{})
	looks := map[int]string{-2: "l2", -1: "l1", 0: "z", 1: "h1", 2: "h2", 3: "h3"}
	for _, figure := range analysis.HeatFigures() {
		if figure != analysis.HeatDeviation { // which comes first
			choice := fmt.Sprintf(`.heat-section .segment a[href*="figure=%s"]`, figure)
			page.Do("choose "+string(figure), click(choice), wait(choice+"[aria-current]"))
		}
		want, err := p.analysis.HeatMap(context.Background(), filterOf(t, "last=7d"), figure)
		if err != nil {
			t.Fatal(err)
		}
		rows := browsertest.Eval[[]mapRow](page, mapRows)
		if len(rows) != len(want.Rows) {
			t.Fatalf("%s: %d rows, want %d", figure, len(rows), len(want.Rows))
		}
		for i, row := range want.Rows {
			for day, cell := range row.Cells {
				look := ""
				if cell.Value != nil {
					look = looks[cell.Level]
				}
				if cell.State != analysis.CellNoData && rows[i].Cells[day] != look {
					t.Errorf("%s: %.20s on %s looks %q, want %q", figure, row.Tool, cell.Day.Format("2 Jan"), rows[i].Cells[day], look)
				}
			}
		}
	}
	at(t, page, "figure=shots")
	page.Do("show the table", click(`[data-view="table"]`), wait(`#heat-map-box[data-shown="table"]`))
	at(t, page, "table=heat-map")
	if text := browsertest.Eval[string](page, `document.querySelector("#heat-map-table tbody tr").textContent`); !strings.Contains(text, "8") {
		t.Errorf("the table begins with %q", text)
	}
	page.Accessible()
	page.Clean()
}

func TestTheWayFromTheMapToADay(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/overview?last=7d&compare=none", browsertest.View{})
	first := browsertest.Eval[string](page, `document.querySelector("a.heat-row").pathname`)

	// The days are the 13th to the 19th; the fifth is the 17th.
	spot := browsertest.Eval[[]float64](page, `(() => { const b = document.querySelectorAll("a.heat-row .heat-cells i")[4].getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2]; })()`)
	page.Do("point at a day", chromedp.MouseEvent("mouseMoved", spot[0], spot[1]), wait(".heat-tip:not([hidden])"))
	tip := browsertest.Eval[string](page, `document.querySelector(".heat-tip").textContent`)
	if !strings.Contains(tip, "17 Mar") || !strings.Contains(tip, "%") || !strings.Contains(tip, "shots") {
		t.Errorf("the tip says %q", tip)
	}
	page.Leave("click the day", `location.pathname.startsWith("/tools/") && document.getElementById("runs") !== null`, chromedp.MouseClickXY(spot[0], spot[1]))
	at(t, page, "from=2026-03-17&to=2026-03-18")
	at(t, page, "compare=none")
	page.Leave("go back", `document.querySelector("[data-heat]") !== null`, chromedp.NavigateBack())
	at(t, page, "/overview?last=7d&compare=none")
	name := browsertest.Eval[[]float64](page, `(() => { const b = document.querySelector("a.heat-row b").getBoundingClientRect(); return [b.left + 8, b.top + b.height / 2]; })()`)
	page.Leave("click the name", `document.getElementById("runs") !== null`, chromedp.MouseClickXY(name[0], name[1]))
	if path := browsertest.Eval[string](page, "location.pathname"); path != first {
		t.Errorf("the row leads to %s, want %s", path, first)
	}
	at(t, page, "last=7d")
	page.Clean()
}

func TestTheMapByKeys(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/overview?last=7d", browsertest.View{})
	page.Do("focus the first row", focus("a.heat-row"), browsertest.PressKey("ArrowDown"), browsertest.PressKey("ArrowUp"))
	for range 5 {
		page.Do("go right", browsertest.PressKey("ArrowRight"))
	}
	if tip := browsertest.Eval[string](page, `document.querySelector(".heat-tip:not([hidden])").textContent`); !strings.Contains(tip, "17 Mar") {
		t.Errorf("the tip says %q", tip)
	}
	page.Do("leave the cell", browsertest.PressKey("Escape"))
	if href := browsertest.Eval[string](page, `document.activeElement.search`); href != "?last=7d" {
		t.Errorf("the row leads to %s", href)
	}
	page.Do("go to its last day", browsertest.PressKey("ArrowLeft"))
	page.Leave("open it", `location.pathname.startsWith("/tools/")`, browsertest.Press("\r"))
	at(t, page, "from=2026-03-19&to=2026-03-20")
	page.Clean()
}

func TestTheMapIsTakenAlong(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/overview?last=7d", browsertest.View{})
	for kind, begins := range map[string]string{"svg": "<svg ", "png": "\x89PNG"} {
		name, content := page.Download("save "+kind, click(".heat-section .save summary"), click(`.heat-section [data-save="`+kind+`"]`))
		if name != "sprue-heat-map."+kind || !strings.HasPrefix(string(content), begins) {
			t.Errorf("%s begins with %.20q", name, content)
		}
		if kind == "svg" && (strings.Count(string(content), "<rect") < 9*4 || !strings.Contains(string(content), ">MX-1<")) {
			t.Errorf("the drawing lacks cells or names: %.2000s", content)
		}
	}
	page.Clean()
}

func TestAPlantOnItsBoardBecomesAFilter(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/overview?last=7d", browsertest.View{})
	page.Leave("open the supplier", `location.search.includes("supplier=Vltava")`, focus(`section[aria-labelledby="supplier-board"] tbody a`), browsertest.Press("\r"))
	at(t, page, "/overview?last=7d")
	page.Clean()
}

// The answer, the tiles, the map and the boards are seen without scrolling, with
// as many rows as the page has of many tools.
func TestTheOverviewFitsItsWindow(t *testing.T) {
	server := openPlant(t).server(t, now)
	large, err := theSample()
	if err != nil {
		t.Fatal(err)
	}
	page := browsertest.Start(t).Open(large.serve(t, web.Config{}, large.now).URL+"/overview?last=28d", browsertest.View{})
	full := browsertest.Eval[[]int](page, `(() => {
		const fill = (list, n) => { while (list.children.length < n) list.append(list.firstElementChild.cloneNode(true)); };
		fill(document.querySelector(".heat-thin"), 36);
		document.querySelectorAll(".board tbody").forEach((list) => fill(list, 5));
		return [".heat > a.heat-row", ".heat-thin > *", ".board tbody tr"].map((s) => document.querySelectorAll(s).length);
	})()`)
	if !slices.Equal(full, []int{12, 36, 10}) {
		t.Errorf("%v rows, thin rows and rows of boards", full)
	}
	if high := browsertest.Eval[int](page, "document.documentElement.scrollHeight"); high > 900 {
		t.Errorf("the page is %d px high", high)
	}
	page.Fits()
	phone := browsertest.Start(t).Open(server.URL+"/overview?last=7d", browsertest.View{Width: 390, Height: 844, Touch: true})
	if seen := browsertest.Eval[[]bool](phone, `[".heat", ".loss-section .pareto", ".trust"].map((s) => document.querySelector(s).checkVisibility())`); seen[0] || !seen[1] || !seen[2] {
		t.Errorf("a phone shows the map: %t, bars: %t, the trust line: %t", seen[0], seen[1], seen[2])
	}
}
