package web_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"sprue/web/browsertest"
)

const someShots = "/shots?tool=MX-1&from=2026-03-16&to=2026-03-21"

// points counts what is drawn of a class, and place gives a point of it on the
// screen.
func points(class string) string {
	return fmt.Sprintf(`(`+theChart+`.getOption().series.find((s) => s.name.startsWith(%q))?.data.length ?? 0)`, class)
}

func place(class string, n int) string {
	return fmt.Sprintf(`(() => {
		const chart = %s;
		const index = chart.getOption().series.findIndex((s) => s.name.startsWith(%q));
		const point = chart.getOption().series[index].data[%d];
		const box = document.querySelector(".chart").getBoundingClientRect();
		const [x, y] = chart.convertToPixel({ seriesIndex: index }, point);
		return [x + box.left, y + box.top, point[2]];
	})()`, theChart, class, n)
}

// The picture has all shots that the table counts; a class is shown alone by the
// legend, and Back shows all again.
func TestTheLegendShowsAClass(t *testing.T) {
	page := browsertest.Start(t).Open(openPlant(t).server(t, now).URL+someShots, browsertest.View{})
	legend := func(class string) int {
		return browsertest.Eval[int](page, fmt.Sprintf(`Number([...document.querySelectorAll(".shot-legend a")].find((a) => a.innerText.trim().startsWith(%q)).querySelector("b").innerText.replaceAll(",", ""))`, class))
	}
	for _, class := range []string{"normal", "slow", "fast"} {
		if drawn := browsertest.Eval[int](page, points(class)); drawn != legend(class) {
			t.Errorf("%d %s shots are drawn, the legend says %d", drawn, class, legend(class))
		}
	}
	slow := legend("slow")
	page.Leave("show slow shots alone", `location.search.includes("class=slow")`, click(`.shot-legend a[href*="class=slow"]`))
	page.Do("see them", wait(`.shot-legend .all`))
	if normal, drawn := browsertest.Eval[int](page, points("normal")), browsertest.Eval[int](page, points("slow")); normal != 0 || drawn != slow {
		t.Errorf("%d normal and %d slow shots are drawn, want 0 and %d", normal, drawn, slow)
	}
	if classes := browsertest.Eval[string](page, `[...new Set([...document.querySelectorAll("#shots")[0].closest("section").querySelectorAll("tbody .shot-word")].map((w) => w.innerText.trim()))].join()`); classes != "slow" {
		t.Errorf("the table has %q", classes)
	}
	page.Leave("go back", `!location.search.includes("class=")`, chromedp.NavigateBack())
	page.Drawn(3)
	page.Clean()
}

// Dragging over a stretch of time shows that stretch, in instants.
func TestDraggingOverShots(t *testing.T) {
	page := browsertest.Start(t).Open(openPlant(t).server(t, now).URL+someShots, browsertest.View{})
	all := browsertest.Eval[int](page, points("normal"))
	x := browsertest.Eval[[]float64](page, `(() => {
		const box = document.querySelector(".chart").getBoundingClientRect();
		const at = (text) => `+theChart+`.convertToPixel({ xAxisIndex: 0 }, Date.parse(text)) + box.left;
		return [at("2026-03-18T09:00Z"), at("2026-03-18T12:00Z"), box.top + 300];
	})()`)
	page.Leave("drag over three hours of the 18th", `location.search.includes("T")`, browsertest.Drag(x[0], x[2], x[1], x[2]))
	page.Do("see them", wait(`[data-chart="points-data"] canvas`))
	bounds := browsertest.Eval[[]float64](page, `["from", "to"].map((name) => Date.parse(new URLSearchParams(location.search).get(name)) - Date.parse("2026-03-18T08:00Z"))`)
	const hour = 3600 * 1000 // Brno is one ahead of UTC
	if math.Abs(bounds[0]) > hour/2 || math.Abs(bounds[1]-3*hour) > hour/2 {
		t.Errorf("from and to are off by %v ms in %s", bounds, page.Address())
	}
	if some := browsertest.Eval[int](page, points("normal")); some == 0 || some >= all {
		t.Errorf("%d of %d normal shots are drawn", some, all)
	}
	page.Leave("go back", `location.search.includes("from=2026-03-16&") && document.querySelectorAll("[data-chart] canvas").length === 3`, chromedp.NavigateBack())
	page.Drawn(3)
	page.Clean()
}

// A click on a point opens its story; the links there lead to its neighbours
// and back to the range.
func TestAPointOpensItsShot(t *testing.T) {
	page := browsertest.Start(t).Open(openPlant(t).server(t, now).URL+someShots, browsertest.View{})
	at := browsertest.Eval[[]float64](page, place("slow", 20))
	page.Leave("click a slow shot", `location.pathname === "/shots/at"`, chromedp.MouseClickXY(at[0], at[1]))
	page.Do("see it", wait(".story"))
	if answer := browsertest.Eval[string](page, `document.querySelector("h1").innerText`); !strings.Contains(answer, "of MX-1 took 34.0\u00a0s: slow for a run at 30.0\u00a0s") {
		t.Errorf("it is %q", answer)
	}
	if shots := browsertest.Eval[int](page, theChart+`.getOption().series.filter((s) => !s.name.startsWith("_")).reduce((n, s) => n + s.data.length, 0)`); shots != 41 {
		t.Errorf("%d shots around it", shots)
	}
	this := browsertest.Eval[string](page, `location.search`)
	page.Leave("go on by keyboard", `location.search !== `+fmt.Sprintf("%q", this),
		chromedp.Focus(chromedp.CSS(`.turns a[rel="next"]`)), browsertest.Press("\r"))
	page.Do("see the next", wait(".story"))
	if answer := browsertest.Eval[string](page, `document.querySelector("h1").innerText`); !strings.Contains(answer, "took 30.0\u00a0s, as its run does") {
		t.Errorf("the next is %q", answer)
	}
	page.Leave("go back to the range", `location.pathname === "/shots"`, click(".question a"))
	if search := browsertest.Eval[string](page, "location.search"); search != "?from=2026-03-16&to=2026-03-21&tool=MX-1" {
		t.Errorf("back at %s", search)
	}
	page.Clean()
}

func TestShotsAsTables(t *testing.T) {
	page := browsertest.Start(t).Open(openPlant(t).server(t, now).URL+someShots, browsertest.View{})
	for _, id := range []string{"points-data", "spread-data", "warmth-data"} {
		page.Do("show the table of "+id, click(`[data-views="`+id+`"] [data-view="table"]`), wait(`#`+id+`-box[data-shown="table"]`))
		if rows := browsertest.Eval[int](page, `document.querySelectorAll("#`+id+`-table tbody tr").length`); rows < 2 {
			t.Errorf("%s has %d rows", id, rows)
		}
	}
	if sum := browsertest.Eval[int](page, `[...document.querySelectorAll("#spread-data-table tbody tr")].reduce((n, row) => n + Number(row.cells[1].innerText.replaceAll(",", "")), 0)`); sum != browsertest.Eval[int](page, points("normal")+"+"+points("slow")+"+"+points("fast")) {
		t.Errorf("the bins hold %d shots", sum)
	}
	page.Leave("load it again", `document.querySelectorAll('[data-shown="table"]').length === 3`, chromedp.Reload())
	page.Do("go to the next page", click(`.pager a[rel="next"]`), wait(`.pager a[rel="prev"]`))
	if shown := browsertest.Eval[string](page, `document.querySelector(".pager span").innerText`); !strings.HasPrefix(shown, "9–16 of ") {
		t.Errorf("the second page is %q", shown)
	}
	page.Clean()
}

// A note that finds no free corner stands under the axis, and is back in the plot
// when there is one.
func TestANoteLiesOverNoPoints(t *testing.T) {
	page := browsertest.Start(t).Open(openPlant(t).server(t, now).URL+someShots, browsertest.View{Width: 390, Height: 844, Touch: true})
	page.Drawn(3)
	// where is how far the note begins and ends below the plot, and the chart under
	// its end, with points all over the plot or none.
	where := func(every int) []float64 {
		return browsertest.EvalLater[[]float64](page, fmt.Sprintf(`import(document.querySelector("script[type=module]").src.replace("main.js", "marks.js")).then(({ placeMarks }) => {
			const place = document.querySelector(".chart"), chart = %s, every = %d;
			const picture = JSON.parse(document.getElementById(place.dataset.chart).textContent);
			picture.marks.note = "axis from 35 s · 13 above it, at the edge: up to 62.0 s";
			const plot = () => chart.getModel().getComponent("grid").coordinateSystem.getRect();
			const points = [];
			for (let x = 0; every && x <= plot().width; x += every) for (let y = 0; y <= plot().height; y += every) points.push(chart.convertFromPixel("grid", [plot().x + x, plot().y + y]));
			const normal = chart.getOption().series.findIndex(({ type, name }) => type === "scatter" && !name.startsWith("_"));
			chart.setOption({ series: chart.getOption().series.map((s, i) => ({ ...s, data: i === normal ? points : [] })) });
			placeMarks(chart, picture, place);
			const note = chart.getOption().graphic[0].elements.filter(({ style }) => style?.text?.length > 5 && picture.marks.note.includes(style.text));
			const tops = note.map(({ y }) => y), foot = plot().y + plot().height;
			return [Math.min(...tops) - foot, Math.max(...tops) + 14 - foot, chart.getHeight() - foot];
		})`, theChart, every))
	}
	before := where(0)
	if before[1] > 0 {
		t.Errorf("with an empty plot the note ends at %v", before)
	}
	if full := where(8); full[0] < 20 || full[1] > full[2] {
		t.Errorf("with points all over it the note is at %v", full)
	}
	page.Fits()
	if after := where(0); !slices.Equal(after, before) {
		t.Errorf("the note was at %v and is at %v", before, after)
	}
	page.Clean()
}
