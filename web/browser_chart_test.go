package web_test

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"sprue/web/browsertest"
)

const theChart = `echarts.getInstanceByDom(document.querySelector(".chart"))`

func openTrend(t *testing.T) *browsertest.Page {
	t.Helper()
	return browsertest.Start(t).Open(openPlant(t).server(t, now).URL+"/run-rate?last=7d", browsertest.View{})
}

func TestTheTableOfAChart(t *testing.T) {
	page := openTrend(t)
	page.Do("show the table", chromedp.Click(chromedp.CSS(`[data-view="table"]`)), wait(`[data-shown="table"]`))
	at(t, page, "table=trend-data")
	rows := browsertest.Eval[int](page, `document.querySelectorAll("#trend-data-table tbody tr").length`)
	steps := browsertest.Eval[int](page, theChart+`.getOption().xAxis[0].data.length`)
	if rows != steps || rows != 7 {
		t.Errorf("%d rows for %d steps", rows, steps)
	}
	page.Leave("load it again", `document.querySelector('[data-shown="table"]') !== null`, chromedp.Reload())
	page.Do("show the chart", chromedp.Click(chromedp.CSS(`[data-view="chart"]`)), wait(`[data-shown="chart"]`))
	page.Drawn(1)
	page.Clean()
}

// What is drawn by elements is taken along as what it shows.
func TestPicturesOfElementsAreTakenAlong(t *testing.T) {
	server := openPlant(t).server(t, now)
	browser := browsertest.Start(t)
	for _, c := range []struct {
		path, section string
		shapes        int
		words         []string
	}{
		{"/run-rate?last=7d", "causes", 2, []string{"Downtime by cause", ">gap<", ">hours<"}},
		{"/run-rate?last=7d&day=2026-03-18", "timeline", 9 * 8, []string{"Brno", ">MX-1<"}},
		{"/roi?last=7d", "bridge", 7, []string{"From run time to good parts", ">Run time<", ">− Scrap<"}},
		{"/benchmark?last=7d", "strips", 1, []string{"Performance score", ">MX-1<", "<circle", ">percentile<"}},
		{"/roi?last=7d", "loss", 9, []string{"Loss by tool", ">MX-1<", "<circle"}},
	} {
		t.Run(c.section, func(t *testing.T) {
			page := browser.With(t).Open(server.URL+c.path, browsertest.View{})
			save := func(kind string) []byte {
				part := "section[aria-labelledby=" + c.section + "] "
				_, content := page.Download("save "+kind, click(part+".save summary"), click(part+`[data-save="`+kind+`"]`))
				return content
			}
			drawing := string(save("svg"))
			if n := strings.Count(drawing, "<rect"); n < c.shapes {
				t.Errorf("%d shapes, want %d", n, c.shapes)
			}
			for _, word := range c.words {
				if !strings.Contains(drawing, word) {
					t.Errorf("the drawing lacks %s: %.3000s", word, drawing)
				}
			}
			if err := wellFormed(drawing); err != nil {
				t.Errorf("no XML: %v", err)
			}
			if picture, err := png.Decode(bytes.NewReader(save("png"))); err != nil || colours(picture) < 5 {
				t.Errorf("the picture is blank: %v", err)
			}
			page.Clean()
		})
	}
}

func wellFormed(drawing string) error {
	for decoder := xml.NewDecoder(strings.NewReader(drawing)); ; {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// colours counts those of every third point.
func colours(picture image.Image) int {
	seen := map[color.Color]bool{}
	for y := 0; y < picture.Bounds().Dy(); y += 3 {
		for x := 0; x < picture.Bounds().Dx(); x += 3 {
			seen[picture.At(x, y)] = true
		}
	}
	return len(seen)
}

func TestAChartIsTakenAlong(t *testing.T) {
	page := openTrend(t)
	save := func(kind string) (string, []byte) {
		return page.Download("save "+kind, chromedp.Click(chromedp.CSS(".save summary")), chromedp.Click(chromedp.CSS(kind)))
	}
	name, picture := save(`[data-save="png"]`)
	drawn, err := png.Decode(bytes.NewReader(picture))
	if err != nil || drawn.Bounds().Dx() < 1200 {
		t.Errorf("%s: %v", name, err)
	}
	name, drawing := save(`[data-save="svg"]`)
	if !strings.HasSuffix(name, ".svg") || !bytes.Contains(drawing, []byte("Stability by day")) || !bytes.Contains(drawing, []byte("stability ")) {
		t.Errorf("%s lacks its title or its names: %.300s", name, drawing)
	}
	if err := wellFormed(string(drawing)); err != nil {
		t.Fatalf("%s is no XML: %v\n%s", name, err, drawing)
	}
	name, text := save(`.save a[download]`)
	if table, err := csv.NewReader(bytes.NewReader(text)).ReadAll(); err != nil || len(table) < 4 || !slices.Contains(table[0], "stability") {
		t.Errorf("%s: %v: %.300s", name, err, text)
	}
	page.Clean()
}

// A table without an address of its own is written by the script: numbers as
// programs read them, text never as a formula.
func TestTheScriptWritesCSV(t *testing.T) {
	page := browsertest.Start(t).Open(openPlant(t).server(t, now).URL+"/design", browsertest.View{})
	_, text := page.Download("save the table", chromedp.Click(chromedp.CSS(`.half .save summary`)), chromedp.Click(chromedp.CSS(`.half [data-save="csv"]`)))
	if string(text) != "Step,Value\r\n23 Oct,0.84\r\n" {
		t.Errorf("%q", text)
	}
	quoted := browsertest.EvalLater[[]string](page, `import(document.querySelector("script[type=module]").src.replace("main.js", "save.js")).then(({ quoted }) =>
		[["−1,234.5", true], ["–", true], ["=1+1", false], ["@x", false], ['a "b", c', false], ["-5", false]].map(([text, number]) => {
			const cell = document.createElement("td");
			cell.textContent = text;
			if (number) cell.className = "num";
			return quoted(cell);
		}))`)
	if want := []string{"-1234.5", "", "'=1+1", "'@x", `"a ""b"", c"`, "'-5"}; !slices.Equal(quoted, want) {
		t.Errorf("%q, want %q", quoted, want)
	}
}

// Dragging over the plot chooses that stretch of time; Back leads out of it.
func TestDraggingChoosesTheTime(t *testing.T) {
	page := openTrend(t)
	place := browsertest.Eval[[]float64](page, `(() => {
		const chart = `+theChart+`;
		const box = document.querySelector(".chart").getBoundingClientRect();
		return [chart.convertToPixel({ xAxisIndex: 0 }, 4) + box.left, chart.convertToPixel({ xAxisIndex: 0 }, 5) + box.left, box.top + 100];
	})()`)
	page.Leave("drag from the 17th to the 18th", `location.search.includes("from=")`, browsertest.Drag(place[0]+2, place[2], place[1]+2, place[2]))
	at(t, page, "/run-rate?from=2026-03-17&to=2026-03-19")
	page.Do("see it", wait(`[data-chart]`))
	page.Leave("go back", `location.search === "?last=7d"`, chromedp.NavigateBack())
	page.Drawn(1)
	page.Clean()
}

// On an axis of moments the plant's clock becomes UTC.
func TestDraggingOverMoments(t *testing.T) {
	page := browsertest.Start(t).Open(openPlant(t).server(t, now).URL+"/design", browsertest.View{})
	place := browsertest.Eval[[]float64](page, `(() => {
		const place = document.querySelector('[data-chart="light-points-data"]');
		place.scrollIntoView({ block: "center" });
		const box = place.getBoundingClientRect();
		const at = (text) => echarts.getInstanceByDom(place).convertToPixel({ xAxisIndex: 0 }, Date.parse(text)) + box.left;
		return [at("2026-10-28T00:00Z"), at("2026-11-02T00:00Z"), box.top + 200];
	})()`)
	page.Leave("drag over five days", `location.search.includes("from=")`, browsertest.Drag(place[0], place[2], place[1], place[2]))
	bounds := browsertest.Eval[[]float64](page, `["from", "to"].map((name) => Date.parse(new URLSearchParams(location.search).get(name)) - Date.parse("2026-10-28T06:00Z"))`)
	const hour = 3600 * 1000 // a pixel is less than two
	if math.Abs(bounds[0]) > 2*hour || math.Abs(bounds[1]-5*24*hour) > 2*hour {
		t.Errorf("from and to are off by %v ms, in %s", bounds, page.Address())
	}
	page.Clean()
}

// What htmx takes off the page is disposed of.
func TestChartsDoNotOutliveTheirPage(t *testing.T) {
	page := openTrend(t)
	browsertest.Eval[bool](page, `(window.kept = `+theChart+`, true)`)
	page.Do("sort the tools", chromedp.Click(chromedp.CSS(`th a[href*="sort=stability"]`)), wait(`th[aria-sort="ascending"]`))
	if !browsertest.Eval[bool](page, `kept.isDisposed()`) {
		t.Error("the chart of the part that was swapped lives on")
	}
	page.Drawn(1)
	page.Clean()
}

func TestChartsFollowTheThemeAndTheWindow(t *testing.T) {
	page := openTrend(t)
	colour := theChart + `.getOption().series.find((s) => s.name === "stability").lineStyle.color`
	light := browsertest.Eval[string](page, colour)
	page.Do("switch to dark", chromedp.Click(chromedp.CSS("[data-theme-switch]")), wait(`html[data-theme="dark"]`))
	if dark := browsertest.Eval[string](page, colour); dark == light || !strings.HasPrefix(dark, "#") {
		t.Errorf("the line was %s and is %s", light, dark)
	}
	before := browsertest.Eval[int](page, theChart+".getWidth()")
	page.Do("fold the navigation", chromedp.Click(chromedp.CSS("button[name=nav]")), wait(`html[data-nav="narrow"]`))
	page.Do("wait a frame")
	if after := browsertest.Eval[int](page, theChart+".getWidth()"); after <= before {
		t.Errorf("the chart stayed %d px wide", after)
	}
	page.Clean()
}

func TestNamesOfAChartKeepApart(t *testing.T) {
	page := openTrend(t)
	for _, test := range []struct{ in, want string }{
		{"[100, 101, 50]", "[100,113,50]"},
		{"[195, 196, 197]", "[174,187,200]"},
		{"[5, 4]", "[19,6]"},
		{"[]", "[]"},
	} {
		got := browsertest.EvalLater[string](page, `import(document.querySelector("script[type=module]").src.replace("main.js", "marks.js")).then(({ spread }) => JSON.stringify(spread(`+test.in+`, 13, 6, 200)))`)
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.in, got, test.want)
		}
	}
}

// What a first visit costs, beside echarts.
func TestTheFirstLoadIsSmall(t *testing.T) {
	page := openTrend(t)
	bytes := browsertest.Eval[map[string]int](page, `Object.fromEntries([...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
		.filter(({ name }) => !name.includes("echarts")).map(({ name, encodedBodySize }) => [name.split("/").at(-1), encodedBodySize]))`)
	total := 0
	for _, n := range bytes {
		total += n
	}
	if len(bytes) < 10 || bytes["htmx.min.js"] == 0 || total > 300_000 {
		t.Errorf("%d bytes: %v", total, bytes)
	}
}
