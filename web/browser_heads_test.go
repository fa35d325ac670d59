package web_test

import (
	"net/url"
	"testing"

	"sprue/web/browsertest"
)

// heads names the heads of tables that do not stay where the eye is while their
// rows scroll: under the bar of the page, or at the top of the box that scrolls.
const heads = `(() => {
	const found = [];
	document.body.style.paddingBottom = innerHeight + "px"; // so that each table can be scrolled to
	const bar = document.querySelector(".top");
	const line = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
	const tables = [...document.querySelectorAll("main table.table, main table.strips")].filter((table) => table.checkVisibility() && table.rows.length > 4);
	for (const table of tables) {
		const name = table.caption?.textContent;
		const box = table.parentElement.closest(".chart-data, .wide-table");
		const scrolls = box && box.scrollHeight > box.clientHeight;
		scrollTo(0, 0);
		if (scrolls) {
			box.scrollIntoView({ block: "center" });
			box.scrollTop = 60;
		} else if (!box) scrollTo(0, table.tBodies[0].getBoundingClientRect().top - line);
		else continue; // all of its rows are seen
		const wanted = scrolls ? box.getBoundingClientRect().top + box.clientTop : line;
		for (const head of table.tHead.rows[0].cells) {
			const { left, right, top, bottom } = head.getBoundingClientRect();
			if (right <= 0 || left >= innerWidth || right - left < 1) continue;
			if (Math.abs(top - wanted) > 1) found.push(name + ": " + head.textContent + " is at " + top + ", not at " + wanted);
			const seen = document.elementFromPoint(Math.min(right - 1, Math.max(left, 0) + 4), (top + bottom) / 2);
			if (!head.contains(seen)) found.push(name + ": " + head.textContent + " is behind " + (seen?.className || seen?.localName));
		}
		if (scrolls) box.scrollTop = 0;
	}
	if (!tables.length) found.push("no table");
	return found;
})()`

func TestHeadsOfTablesStay(t *testing.T) {
	usual, hostile := openPlant(t).server(t, now).URL, openHostile(t).server(t, now).URL
	filtered := "/run-rate?" + url.Values{"last": {"7d"}, "tool": {long(), script, rtl}}.Encode()
	browser := browsertest.Start(t)
	for _, c := range []struct {
		name, address string
		view          browsertest.View
	}{
		{"run rate", usual + "/run-rate?last=7d&table=trend-data", browsertest.View{}},
		{"tools", usual + "/tools?last=7d", browsertest.View{}},
		{"benchmark", usual + "/benchmark?last=7d&groups=all", browsertest.View{}},
		{"under a bar of many chips", hostile + filtered, browsertest.View{Width: 1024, Height: 768}},
		{"all columns on a tablet", usual + "/tools?last=7d&columns=all", browsertest.View{Width: 1024, Height: 400}},
		{"all columns on a phone", usual + "/tools?last=7d&columns=all", browsertest.View{Width: 390, Height: 400, Touch: true}},
		{"run rate on a phone", hostile + filtered, browsertest.View{Width: 390, Height: 844, Touch: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := browser.With(t).Open(c.address, c.view)
			for _, problem := range browsertest.Eval[[]string](page, heads) {
				t.Error(problem)
			}
			page.Clean()
		})
	}
}
