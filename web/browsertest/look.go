package browsertest

import (
	_ "embed"
	"fmt"
)

// The measures run in the page; each is a function that gives what is wrong.
var (
	//go:embed look/boxes.js
	boxesScript string
	//go:embed look/fits.js
	fitsScript string
	//go:embed look/drawn.js
	drawnScript string
	//go:embed look/tints.js
	tintsScript string
	//go:embed look/contrast.js
	contrastScript string
	//go:embed look/tabs.js
	tabsScript string
)

// measure runs one of the measures and gives what it finds.
func (p *Page) measure(script, call string) []string {
	p.t.Helper()
	return Eval[[]string](p, calling(script, call))
}

func calling(script, call string) string {
	return "(() => {\n" + boxesScript + script + "\nreturn " + call + "\n})()"
}

func (p *Page) none(what string, found []string) {
	p.t.Helper()
	if len(found) > 0 {
		p.t.Logf("at %s", head(p.Address()))
	}
	for i, problem := range found {
		if i == 8 {
			p.t.Errorf("%s: and %d more", what, len(found)-i)
			return
		}
		p.t.Errorf("%s: %s", what, problem)
	}
}

// Drawn fails the test unless the parts that come after the page have come, the
// page comes to have n charts, and each of them, as every other picture that the
// page shows, has something of its data on it.
func (p *Page) Drawn(n int) {
	p.t.Helper()
	p.Until("have all its parts", `!document.querySelector(".later[hx-get]:not(.asks), .htmx-settling")`)
	p.Until(fmt.Sprintf("draw %d charts", n), fmt.Sprintf(`[...document.querySelectorAll(".chart")].filter((c) => c.checkVisibility()).length === %d`, n))
	p.none("blank", p.Blank())
}

// Blank names the pictures that show nothing of their data.
func (p *Page) Blank() []string {
	p.t.Helper()
	return p.measure(drawnScript, "blank()")
}

// Fits fails the test if anything on the page is wider than the window, cut
// off, or stands over something else.
func (p *Page) Fits() {
	p.t.Helper()
	p.none("does not fit", p.Misfits())
}

// Misfits is what does not fit: measured boxes of words, controls, drawings and
// of the names in charts.
func (p *Page) Misfits() []string {
	p.t.Helper()
	return p.measure(fitsScript, "fits()")
}

// Readable fails the test if a text has too little contrast with its ground.
func (p *Page) Readable() {
	p.t.Helper()
	p.none("too faint", p.Faint())
}

// Faint is what has too little contrast.
func (p *Page) Faint() []string {
	p.t.Helper()
	return p.measure(tintsScript+contrastScript, "faint()")
}
