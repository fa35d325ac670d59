package web_test

import (
	"net/url"
	"testing"

	"sprue/web/browsertest"
)

// cursors are ways to say where the pointer goes, and what pictures show then.
const cursors = `
	const place = (id) => document.querySelector('[data-chart="' + id + '"]');
	const chart = (id) => echarts.getInstanceByDom(place(id));
	const lanes = [...document.querySelectorAll("[data-clock]")];
	const moments = (id) => JSON.parse(document.getElementById(id).textContent).moments;
	const day = (text) => Date.parse(text + "Z");
	const middle = (e, x) => {
		e.scrollIntoView({ block: "center" });
		const box = e.getBoundingClientRect();
		return [box.left + x, box.top + box.height / 2];
	};
	const onChart = (id, at) => middle(place(id), chart(id).convertToPixel({ xAxisIndex: 0 }, at));
	const onLane = (n, share) => middle(lanes[n], share * lanes[n].clientWidth);

	// The step at which a chart shows its cursor, from what it told last.
	const step = (id) => window.told?.[id];
	const listen = () => {
		window.told = {};
		for (const e of document.querySelectorAll("[data-chart]")) {
			echarts.getInstanceByDom(e)?.on("updateAxisPointer", ({ axesInfo }) => { told[e.dataset.chart] = axesInfo?.[0]?.value; });
		}
		return true;
	};
	// The stretch that is marked on a chart over time, within a pixel or two; on a row, as shares.
	const marked = (e, from, to) => {
		const style = getComputedStyle(e, "::after");
		if (!e.dataset.cursor || style.content === "none") return false;
		const left = parseFloat(style.left), right = left + parseFloat(style.width);
		return Math.abs(left - from) < 2 && Math.abs(right - to) < 2;
	};
	const chartMarked = (id, from, to) => marked(place(id), ...[from, to].map((at) => chart(id).convertToPixel({ xAxisIndex: 0 }, at)));
	const laneMarked = (n, from, to) => marked(lanes[n], from * lanes[n].clientWidth, to * lanes[n].clientWidth);
	const marks = () => document.querySelectorAll("[data-cursor]").length;
	const laneOf = (name) => lanes.findIndex((lane) => lane.parentElement.innerText.includes(name));
`

func inCursors(script string) string {
	return "(() => {" + cursors + "return " + script + ";\n})()"
}

// The time under the pointer on one picture shows on all others over time of its
// page, and on no other.
func TestCursorsAreLinked(t *testing.T) {
	usual, hostile := openPlant(t).server(t, now).URL, openHostile(t).server(t, now).URL
	process := hostile + "/quality?last=7d&tool=" + url.QueryEscape(long())
	browser := browsertest.Start(t)
	for _, c := range []struct {
		name, address string
		over          string // where the pointer goes
		wants         []string
	}{
		{"a day of lines on points", usual + "/design", `onChart("light-lines-data", 7)`, []string{
			`chartMarked("light-points-data", day("2026-10-30T00:00"), day("2026-10-31T00:00"))`,
			`step("light-columns-data") === undefined`,
		}},
		{"a moment of points on lines", usual + "/design", `onChart("light-points-data", day("2026-10-30T14:00"))`, []string{
			`step("light-lines-data") === 7`, `step("light-columns-data") === undefined`,
			`chartMarked("dark-points-data", day("2026-10-30T14:00"), day("2026-10-30T14:00"))`,
		}},
		{"run rate: a day on the timeline", usual + "/run-rate?last=7d&day=2026-03-18", `onChart("trend-data", 5)`, []string{
			`laneMarked(0, 0, 1)`, `laneMarked(1, 0, 1)`,
		}},
		{"run rate: another day is not on it", usual + "/run-rate?last=7d&day=2026-03-18", `onChart("trend-data", 4)`, []string{
			`marks() === 0`,
		}},
		{"run rate: the timeline on the trend", usual + "/run-rate?last=7d&day=2026-03-18", `onLane(0, 0.25)`, []string{
			`step("trend-data") === 5`, `laneMarked(1, 0.25, 0.25)`,
		}},
		{"a tool: its trend", usual + "/tools/MX-1?last=7d", `onChart("trend-data", 5)`, []string{
			`step("cycle-data") === 5`, `laneMarked(laneOf("18 Mar"), 0, 1)`, `marks() === 1`,
		}},
		{"a tool: a day of its timeline", usual + "/tools/MX-1?last=7d", `onLane(laneOf("17 Mar"), 0.5)`, []string{
			`step("trend-data") === 4`, `step("cycle-data") === 4`,
		}},
		{"quality: medians", process, `onChart("medians-data", 1)`, []string{
			`chartMarked("control-data", ...moments("medians-data").slice(1, 3))`, `chartMarked("beside-data", ...moments("medians-data").slice(1, 3))`,
		}},
		{"quality: control chart", process, `onChart("control-data", moments("medians-data")[1] + 36e5)`, []string{
			`step("medians-data") === 1`, `chartMarked("beside-data", ...[1, 1].map((n) => moments("medians-data")[1] + n * 36e5))`,
		}},
		{"shots: nothing else is over time", usual + someShots, `onChart("points-data", day("2026-03-18T10:00"))`, []string{
			`marks() === 0`, `step("spread-data") === undefined`, `step("warmth-data") === undefined`,
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := browser.With(t).Open(c.address, browsertest.View{})
			browsertest.Eval[bool](page, inCursors("listen()"))
			at := browsertest.Eval[[]float64](page, inCursors(c.over))
			page.Do("point at it", browsertest.Hover(at[0], at[1]))
			for _, want := range c.wants {
				page.Until(want, inCursors(want))
			}
			page.Do("point elsewhere", browsertest.Hover(2, 2))
			page.Until("no marks", inCursors(`marks() === 0 && Object.values(told).every((step) => step === undefined)`))
			page.Clean()
		})
	}
}
