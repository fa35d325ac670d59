package browsertest

// Drawn fails the test unless the page has at least n canvases that differ
// from an empty one: several colours, and not only in a corner.
func (p *Page) Drawn(n int) {
	p.t.Helper()
	colours := Eval[[]int](p, `[...document.querySelectorAll("canvas")].map((c) => {
		const data = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
		const seen = new Set();
		for (let i = 0; i < data.length; i += 4) {
			if (data[i + 3] > 0) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
		}
		return seen.size;
	})`)
	if len(colours) < n {
		p.t.Errorf("%s: %d canvases, want %d", p.Address(), len(colours), n)
	}
	for i, count := range colours {
		if count < 4 {
			p.t.Errorf("%s: canvas %d is blank: %d colours", p.Address(), i, count)
		}
	}
}

// Fits fails the test if the page is wider than its window, or if text in
// these elements is cut off or stands over its neighbour.
func (p *Page) Fits() {
	p.t.Helper()
	wide := Eval[[]string](p, `(() => {
		const width = document.documentElement.clientWidth;
		const found = [];
		if (document.documentElement.scrollWidth > width) found.push("page " + document.documentElement.scrollWidth + " > " + width);
		for (const e of document.querySelectorAll("main *, .top *")) {
			if (e.closest(".unseen, .menu-body, .chart-data, .wide-table, [hidden]") || !e.getClientRects().length) continue;
			const box = e.getBoundingClientRect();
			if (box.width && box.right > width + 1) found.push(e.tagName + "." + e.getAttribute("class") + " ends at " + Math.round(box.right));
		}
		return found.slice(0, 5);
	})()`)
	for _, problem := range wide {
		p.t.Errorf("%s: overflow: %s", p.Address(), problem)
	}
}
